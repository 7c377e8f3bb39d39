package io.drift4j.examples.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A database that goes when it is closed.
 *
 * @param vendor whose it is
 * @param pool its connections, as in a service
 * @param days the days from submission to decision, as cheaply as it can tell them
 * @param rest what is closed after the connections
 */
record ClaimsDatabase(String vendor, HikariDataSource pool, String days, Closing rest)
    implements AutoCloseable {

  /** What a server needs to be gone. */
  interface Closing {
    void close() throws IOException, ManagedProcessException;
  }

  static ClaimsDatabase start(String vendor) throws Exception {
    return switch (vendor) {
      case "postgresql" -> postgresql();
      case "mariadb" -> mariadb();
      case "h2" -> inFile(vendor, "jdbc:h2:", "", "datediff(day, submitted_date, decided_date)");
      case "sqlite" ->
          inFile(
              vendor,
              "jdbc:sqlite:",
              "?journal_mode=WAL&foreign_keys=on",
              "cast(julianday(decided_date) - julianday(submitted_date) as integer)");
      default -> throw new IllegalArgumentException("no benchmark of " + vendor);
    };
  }

  private static ClaimsDatabase postgresql() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    return new ClaimsDatabase(
        "postgresql",
        pool(server.getPostgresDatabase()),
        "decided_date - submitted_date",
        server::close);
  }

  private static ClaimsDatabase mariadb() throws Exception {
    MariadbServer server = MariadbServer.start();
    return new ClaimsDatabase(
        "mariadb",
        pool("jdbc:mariadb:" + server.address() + "&useBulkStmts=true"),
        "datediff(decided_date, submitted_date)",
        server::close);
  }

  private static ClaimsDatabase inFile(String vendor, String prefix, String options, String days)
      throws IOException {
    Path folder = Files.createTempDirectory("drift-benchmark");
    return new ClaimsDatabase(
        vendor, pool(prefix + folder.resolve("claims") + options), days, () -> delete(folder));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static HikariDataSource pool(DataSource dataSource) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    return pool(config);
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    return pool(config);
  }

  private static HikariDataSource pool(HikariConfig config) {
    config.setMaximumPoolSize(2);
    return new HikariDataSource(config);
  }

  @Override
  public void close() throws IOException, ManagedProcessException {
    pool.close();
    rest.close();
  }
}
