package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One name of a schema means one schema, to what makes the tables and to what uses them. */
class SchemaNameTest {

  static Stream<?> vendorsWithSchemas() {
    return Vendors.lockingRows();
  }

  static Stream<?> vendorsThatFold() {
    return Vendors.throughOneDriver()
        .filter(vendor -> vendor.getName().matches("(H2|PostgreSQL) embedded"));
  }

  @ParameterizedTest
  @MethodSource("vendorsWithSchemas")
  void isCreatedAndFoundAsItIsSpelled(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    String unique = TestDatabases.newName();
    for (String name : List.of("Drift-" + unique, "order " + unique, "a:b?'c" + unique)) {
      migrations(host, name).createSchema(true).migrate();
      assertUses(host, name, name);
      assertUses(host, "\"" + name + "\"", name);
    }
  }

  /** Each statement is on the tables of whoever says it, also after another has read meanwhile. */
  @ParameterizedTest
  @MethodSource("vendorsWithSchemas")
  void isThatOfARepositoryWhateverItsSourceHas(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    String schema = "other_" + TestDatabases.newName();
    migrations(host, "\"" + schema + "\"").createSchema(true).migrate();
    assertKeepsEvents(DriftDatabase.on(host.dataSource()), schema, 1);
    try (Connection connection = host.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertKeepsEvents(DriftDatabase.joining(connection), schema, 2);
      connection.commit();
    }
    assertThat(runs(host, schema)).isEqualTo(2);
  }

  private static void assertKeepsEvents(DriftDatabase database, String schema, int number) {
    DriftRepository repository = database.schema("\"" + schema + "\"").repository();
    RecordTable claims = RecordTable.named("claim").withId("claims" + number);
    RunReport report =
        DriftMonitor.of(repository, database.counts(claims))
            .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(repository.find(report.run().runId()).orElseThrow().events())
        .hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void isFoundAsTheDatabaseSpellsIt(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create schema Drift");
    String folded = HostSql.of(host) == HostSql.H2 ? "DRIFT" : "drift";
    for (String name : List.of("Drift", "dRIFT", folded)) {
      migrations(host, name).migrate();
      assertUses(host, name, folded);
    }
    execute(host, "create schema \"Drift\"");
    migrations(host, "Drift").migrate();
    assertUses(host, "Drift", "Drift");
    assertUses(host, "drifT", folded);
  }

  /** PostgreSQL folds no other letters than A to Z. */
  @Test
  void isFoundWhateverLettersItHas() {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create schema ÄRZTE");
    migrations(host, "ÄRZTE").migrate();
    assertUses(host, "ÄRZTE", "Ärzte");
  }

  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void isLookedUpAgainAfterTheSchemaWasRenamed(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    migrations(host, "Drift").createSchema(true).migrate();
    DriftDatabase database = DriftDatabase.on(host.dataSource()).schema("Drift");
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    execute(host, "alter schema \"Drift\" rename to drift");
    assertThatThrownBy(() -> monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(1)))
        .isInstanceOf(DriftException.class);
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(1)).isSuccess())
        .isTrue();
    execute(host, "alter schema drift rename to \"Drift\"");
    assertThat(database.verify().findings()).noneMatch(Finding::isError);
  }

  private static DriftMigrations migrations(TestDatabase host, String schema) {
    return DriftMigrations.on(host.dataSource()).schema(schema);
  }

  /** Its runs are among the tables of that schema, and among no others. */
  private static void assertUses(TestDatabase host, String said, String schema) {
    migrations(host, said).validate();
    DriftDatabase database = DriftDatabase.on(host.dataSource()).schema(said);
    RecordTable claims = RecordTable.named("claim").withId("x" + Math.abs(said.hashCode()));
    assertThat(database.verify(claims, TestRuns.PAYER_DRIFT).findings())
        .noneMatch(Finding::isError);
    long before = runs(host, schema);
    DriftMonitor.of(database.repository(), database.counts(claims))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(runs(host, schema)).isEqualTo(before + 1);
  }

  /** Beneath Jdbi, to which such names mean more than to the database. */
  private static long runs(TestDatabase host, String schema) {
    String sql = "select count(*) from " + HostSql.of(host).quoted(schema) + ".drift_run";
    try (Connection connection = host.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }
}
