package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.migrations.DriftMigrationException;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.SchemaStatus;
import io.drift4j.migrations.TestDatabase;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables and the library may be of different versions, as in a rolling deployment. */
class SchemaVersionsTest {

  /** What refers to another table stands before it. */
  private static final List<String> TABLES =
      List.of(
          "judgement",
          "notice_cursor",
          "notice",
          "look",
          "episode",
          "watch",
          "segment",
          "verdict",
          "event",
          "run_count",
          "run",
          "customer");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  /** What this library says to its database, said to the tables of a later one. */
  @ParameterizedTest
  @MethodSource("vendors")
  void worksOnTablesToWhichALaterVersionHasAdded(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(
        host,
        "alter table drift_customer add column later integer",
        "alter table drift_run add column later integer",
        "alter table drift_event add column later integer default 1 not null",
        "create table drift_later (id integer)",
        "create index drift_event_later_idx on drift_event (later)",
        later(host, "more columns"));
    assertThatRunsAreRecordedOnce(host);
    DriftMigrations migrations = DriftMigrations.on(host.dataSource());
    assertThatCode(migrations::validate).doesNotThrowAnyException();
    assertThat(migrations.migrate().applied()).isEmpty();
    assertThat(migrations.status().migrations())
        .contains(new SchemaStatus.Migration("4", "more columns", SchemaStatus.State.NEWER));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void refusesByNameTablesThatALaterVersionCallsBreaking(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    DriftMigrations migrations = DriftMigrations.on(host.dataSource());
    migrations.migrate();
    execute(host, later(host, "breaking split of events"));
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migrations::validate)
        .withMessage(
            "DRIFT-MIG-016 the tables are of a later version, with which this library cannot work:"
                + " [V4 breaking split of events]; nothing was done; use that version of the"
                + " library");
  }

  /**
   * Between the two phases, or where nobody has finished them, the identity keeps events single.
   */
  @ParameterizedTest
  @MethodSource("vendors")
  void worksOnTheTablesOfTheFirstVersionAndTellsOfTheOthers(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "drop view drift_event_view");
    execute(host, "drop view drift_episode_view");
    for (String table : TABLES) {
      execute(host, "drop table drift_" + table);
    }
    execute(host, "delete from " + history(host));
    execute(host, scriptOfTheFirstVersion(host));
    assertThatRunsAreRecordedOnce(host);
    DriftMigrations migrations = DriftMigrations.on(host.dataSource());
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migrations::validate)
        .withMessageStartingWith("DRIFT-MIG-001 the tables are not up to date: V1 is not applied,");
  }

  private static void assertThatRunsAreRecordedOnce(TestDatabase host) {
    assertThat(run(host).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    RunReport again = run(host);
    assertThat(again.alreadyRecorded()).isTrue();
    assertThat(again.events()).hasSize(TestRuns.EVENTS);
  }

  private static RunReport run(TestDatabase host) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  /** What a later library records. */
  private static String later(TestDatabase host, String description) {
    return "insert into %s values (4, '4', '%s', 'SQL', 'V4__later.sql', 1, 'x',"
            .formatted(history(host), description)
        + " current_timestamp, 1, true)";
  }

  private static String history(TestDatabase host) {
    return HostSql.of(host).quoted("drift_schema_history");
  }

  private static String[] scriptOfTheFirstVersion(TestDatabase host) {
    String script = DriftMigrations.sql(vendor(host), null, "drift_");
    String first = script.substring(script.indexOf("-- V1"), script.indexOf("-- V2"));
    return Stream.of(first.split(";\\n"))
        .filter(statement -> !statement.matches("(?s)(-- V1 tables\\n)?(begin|commit|\\s*)"))
        .toArray(String[]::new);
  }

  private static io.drift4j.migrations.Vendor vendor(TestDatabase host) {
    return io.drift4j.migrations.Vendor.valueOf(HostSql.of(host).name());
  }

  private static void execute(TestDatabase host, String... statements) {
    Jdbi.create(host.dataSource())
        .useHandle(handle -> Stream.of(statements).forEach(handle::execute));
  }
}
