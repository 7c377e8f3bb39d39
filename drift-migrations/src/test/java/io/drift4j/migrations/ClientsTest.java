package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script as people run it: by the client of their database, up to the first error. */
final class ClientsTest {

  @TempDir Path directory;

  @Test
  void psqlRunsTheScript() throws Exception {
    TestDatabase database = TestDatabases.postgresql();
    String script = DriftMigrations.sql(Vendor.POSTGRESQL, "Drift-2", "drift_");
    assertThat(run(script, psql(database))).isEmpty();
    assertThatItIsRecorded(DriftMigrations.on(database.dataSource()).schema("Drift-2"));
  }

  @Test
  void mariadbRunsTheScript() throws Exception {
    TestDatabase database = TestDatabases.mariadb();
    String schema = EmptyDatabase.newSchemaName(database);
    String script = DriftMigrations.sql(Vendor.MARIADB, schema, "drift_");
    assertThat(run(script, mariadb(database))).isEmpty();
    assertThatItIsRecorded(DriftMigrations.on(database.dataSource()).schema(schema));
  }

  /** MySQL's script too, since its client reads scripts the same way. */
  @Test
  void mariadbRunsTheScriptOfMysql() throws Exception {
    TestDatabase database = EmptyDatabase.of(Vendor.MYSQL);
    String script = DriftMigrations.sql(Vendor.MYSQL, null, "drift_");
    assertThat(run(script, mariadb(database))).isEmpty();
    assertThatItIsRecorded(DriftMigrations.on(database.dataSource()));
  }

  @Test
  void sqlite3RunsTheScript() throws Exception {
    TestDatabase database = TestDatabases.sqlite();
    String file = database.url().replaceAll("jdbc:sqlite:|\\?.*", "");
    String script = DriftMigrations.sql(Vendor.SQLITE, null, "drift_");
    assertThat(run(script, List.of("sqlite3", "-bail", "-batch", file))).isIn("", "1\n");
    assertThatItIsRecorded(DriftMigrations.on(database.dataSource()));
  }

  /** The rest of the script is run until nobody stores an event twice any more. */
  @Test
  void psqlSaysWhichEventsAreStoredTwice() throws Exception {
    TestDatabase database = EarlierVersion.of(Vendor.POSTGRESQL, "1");
    Rows.insertRun(database);
    Rows.insertEvent(database, "e1", "s");
    DriftMigrationsContract.insertEvent(database, "e2", "s");
    String script = DriftMigrations.sql(Vendor.POSTGRESQL, null, "drift_");
    String rest = script.substring(script.indexOf("-- V2 "));
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(run(rest, psql(database)))
          .contains("ERROR:  DRIFT-MIG-002 events stored more than once: 1,")
          .contains("run/x/s (e1, e2)");
    }
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    run(rest, psql(database));
    assertThat(versions(DriftMigrations.on(database.dataSource()).adopt()))
        .containsExactly("2", "3");
  }

  private static void assertThatItIsRecorded(DriftMigrations migrations) {
    assertThat(versions(migrations.adopt())).containsExactly("1", "2", "3");
    migrations.validate();
  }

  private static List<String> psql(TestDatabase database) {
    String url = database.url().substring("jdbc:".length());
    return List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", url);
  }

  private static List<String> mariadb(TestDatabase database) {
    URI url = URI.create(database.url().substring("jdbc:".length()));
    return List.of(
        "mariadb",
        "--no-defaults",
        "--protocol=tcp",
        "--skip-ssl",
        "--host=" + url.getHost(),
        "--port=" + url.getPort(),
        "--user=" + database.user(),
        "--password=" + database.password(),
        url.getPath().substring(1));
  }

  /** What the client says, of errors too. */
  private String run(String script, List<String> client) throws Exception {
    assumeThatThereIs(client.get(0));
    Path file = Files.writeString(directory.resolve("script.sql"), script);
    ProcessBuilder builder = new ProcessBuilder(client).redirectErrorStream(true);
    builder.redirectInput(file.toFile()).environment().put("PGPASSWORD", "postgres");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor() == 0).as(said).isEqualTo(!said.contains("ERROR"));
    return said;
  }

  private static void assumeThatThereIs(String client) throws InterruptedException {
    try {
      assumeTrue(
          new ProcessBuilder(client, "--version")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0,
          client);
    } catch (IOException e) {
      assumeTrue(false, client + " is not on the path");
    }
  }
}
