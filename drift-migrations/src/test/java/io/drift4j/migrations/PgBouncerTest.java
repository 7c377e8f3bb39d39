package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PgBouncer between us and the server, where this machine has the program. */
@Timeout(120)
final class PgBouncerTest {

  private static final Pattern ADDRESS = Pattern.compile("//localhost:(\\d+)/(\\w+)");

  @TempDir Path directory;

  private final TestDatabase server = TestDatabases.postgresql();
  private Process bouncer;

  @AfterEach
  void stop() {
    if (bouncer != null) {
      bouncer.destroyForcibly();
    }
  }

  @Test
  void refusesToMigrateWhereTransactionsShareSessions() throws Exception {
    TestDatabase pooled = through("transaction");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(pooled.dataSource()).migrate())
        .withMessage(
            "DRIFT-MIG-014 connections come from a pooler that shares sessions, such as PgBouncer"
                + " in transaction mode; nothing was done; migrate through a connection to"
                + " PostgreSQL itself, or through a pool in session mode");
    assertThat(DriftMigrationsContract.tables(server, "drift_")).isEmpty();
  }

  @Test
  void recognisesItAlsoWhereOthersKeepSessionsBusy() throws Exception {
    TestDatabase pooled = through("transaction");
    try (OpenTransaction one = OpenTransaction.of(pooled, "select 1");
        OpenTransaction two = OpenTransaction.of(pooled, "select 1");
        Connection idle = pooled.dataSource().getConnection()) {
      idle.createStatement().execute("select 1");
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(() -> DriftMigrations.on(pooled.dataSource()).migrate())
          .withMessageStartingWith("DRIFT-MIG-014 ");
    }
  }

  /** Then no two connections need to meet: one of them sees another session each time. */
  @Test
  void recognisesItWhereSessionsAreGivenInTurns() throws Exception {
    TestDatabase pooled = through("transaction\nserver_round_robin = 1", "?prepareThreshold=0");
    openTwoSessions(pooled);
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(pooled.dataSource()).migrate())
        .withMessageStartingWith("DRIFT-MIG-014 ");
    DriftMigrations.on(server.dataSource()).migrate();
    assertThat(DriftMigrations.on(pooled.dataSource()).migrate().applied()).isEmpty();
    assertThat(Sql.rows(server, "select count(*) from pg_locks where locktype = 'advisory'"))
        .containsExactly("0");
  }

  /** Which the pooler then gives out by turns. */
  private static void openTwoSessions(TestDatabase pooled) throws Exception {
    OpenTransaction one = OpenTransaction.of(pooled, "select 1");
    OpenTransaction two = OpenTransaction.of(pooled, "select 1");
    one.close();
    two.close();
  }

  @Test
  void refusesToRecordWhereTransactionsShareSessions() throws Exception {
    DriftMigrations.on(server.dataSource()).migrate();
    Sql.execute(server, "delete from drift_schema_history where version > '1'");
    DriftMigrations pooled = DriftMigrations.on(through("transaction").dataSource());
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(pooled::adopt)
        .withMessageStartingWith("DRIFT-MIG-014 ");
    assertThat(DriftMigrations.on(server.dataSource()).adopt().applied()).hasSize(2);
    assertThat(pooled.adopt().applied()).isEmpty();
  }

  /** PgBouncer 1.21 and later carry prepared statements; before, hosts switch them off. */
  @Test
  void saysWhatToDoWherePreparedStatementsAreLost() throws Exception {
    DriftMigrations.on(server.dataSource()).migrate();
    DriftMigrations pooled = DriftMigrations.on(through("transaction", "").dataSource());
    try {
      pooled.validate();
      pooled.validate();
    } catch (DriftMigrationException e) {
      assertThat(e)
          .hasMessageStartingWith(
              "DRIFT-MIG-014 connections come from a pooler that shares sessions: ERROR: prepared")
          .hasMessageEndingWith(
              "; let the driver prepare nothing (prepareThreshold=0 in the URL), or use PgBouncer"
                  + " 1.21 or later");
    }
  }

  @Test
  void checksMigratedTablesWhereTransactionsShareSessions() throws Exception {
    DriftMigrations.on(server.dataSource()).migrate();
    DriftMigrations pooled = DriftMigrations.on(through("transaction").dataSource());
    assertThatNoException().isThrownBy(pooled::validate);
    assertThat(pooled.status().isUpToDate()).isTrue();
    assertThat(pooled.migrate().applied()).isEmpty();
  }

  @Test
  void migratesWhereEveryConnectionHasASession() throws Exception {
    DriftMigrations pooled = DriftMigrations.on(through("session").dataSource());
    assertThat(pooled.migrate().applied()).hasSize(3);
    assertThatNoException().isThrownBy(pooled::validate);
  }

  private TestDatabase through(String mode) throws Exception {
    return through(mode, "?prepareThreshold=0");
  }

  private TestDatabase through(String mode, String options) throws Exception {
    Optional<Path> program = program("pgbouncer");
    assumeTrue(program.isPresent(), "no pgbouncer on the path");
    Matcher address = ADDRESS.matcher(server.url());
    assertThat(address.find()).isTrue();
    int port = freePort();
    Path configuration = directory.resolve("pgbouncer.ini");
    Files.writeString(configuration, configuration(address.group(1), port, mode));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    bouncer = start(program.get(), configuration);
    awaitPort(port);
    return TestDatabases.at(
        "jdbc:postgresql://localhost:" + port + "/" + address.group(2) + options,
        "postgres",
        "postgres");
  }

  private static String configuration(String serverPort, int port, String mode) {
    return """
    [databases]
    * = host=localhost port=%s user=postgres
    [pgbouncer]
    listen_addr = localhost
    listen_port = %s
    unix_socket_dir =
    auth_type = any
    pool_mode = %s
    ignore_startup_parameters = extra_float_digits
    """
        .formatted(serverPort, port, mode);
  }

  /** It refuses to be run by root. */
  private static Process start(Path program, Path configuration) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("runuser", "-u", "nobody", "--"));
    }
    command.addAll(List.of(program.toString(), configuration.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(configuration.resolveSibling("log").toFile())
        .start();
  }

  private static Optional<Path> program(String name) {
    return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort(int port) throws Exception {
    while (bouncer.isAlive()) {
      try (Socket socket = new Socket("localhost", port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError(Files.readString(directory.resolve("log")));
  }
}
