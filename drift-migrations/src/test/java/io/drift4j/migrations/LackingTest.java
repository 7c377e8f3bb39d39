package io.drift4j.migrations;

import static io.drift4j.migrations.DriftMigrationsContract.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the history says, or is to say, is compared with the catalogue. */
final class LackingTest {

  private static final String INDEX = "unique event (run_id, metric_id, segment_key)";

  private static final String CONSTRAINT = "constraint event.event_once";

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void namesTablesAndNotTheirColumnsWhereNothingIsThere(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    assertThatItLacks(
        on(database)::adopt,
        "table customer",
        "table run",
        "table run_count",
        "table event",
        "table verdict",
        "table segment",
        "table watch",
        "table episode",
        "table look",
        "table notice",
        "table notice_cursor",
        "table judgement",
        "view event_view",
        "view episode_view");
    assertThat(tables(database, "")).isEmpty();
  }

  /** Each edit of the script is an accident of whoever passed it on. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void namesEveryPartThatIsLackingAndRecordsNothing(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    Statements.run(
        database,
        DriftMigrations.sql(vendor, null, "drift_")
            .replaceAll("\n +(e\\.delta_value|delta_value .* not null),", "")
            .replaceAll("(\n +effect ).*", "$1text,")
            .replaceAll("(\n +metric_version +integer).*", "$1,")
            .replaceAll("\n.* unique \\(customer_key, run_number\\),", "")
            .replaceAll(",\n.*primary key \\(customer_key, segment_key, position\\)", "")
            .replaceAll("\n.*drift_run_count_run_fk.*,", "")
            .replace("(customer_key, dimension, value_key)", "(customer_key, value_key)")
            .replace("e.log_p_value,", "e.log_p_value as p,"));
    assertThatItLacks(
        on(database)::adopt,
        "unique run (customer_key, run_number)",
        "reference run_count (run_id) to run (run_id)",
        "column event.metric_version integer not null",
        "column event.delta_value double not null",
        "column event.effect double",
        "column verdict.metric_version integer not null",
        "column verdict.effect double",
        "key segment (customer_key, segment_key, position)",
        "index segment (customer_key, dimension, value_key)",
        "column episode.metric_version integer not null",
        "has event_view.delta_value",
        "has event_view.log_p_value");
    assertThatNothingIsRecorded(database);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void missesTheIndex(Vendor vendor) throws SQLException {
    TestDatabase database = byScriptAndThen(vendor, "create index other on drift_event (run_id)");
    assertThatItLacks(on(database)::adopt, INDEX, CONSTRAINT);
    assertThatNothingIsRecorded(database);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void missesTheIndexWhereItIsNotUnique(Vendor vendor) throws SQLException {
    TestDatabase database =
        byScriptAndThen(
            vendor,
            "create index drift_event_once" + " on drift_event (run_id, metric_id, segment_key)");
    assertThatItLacks(on(database)::adopt, INDEX, CONSTRAINT);
    assertThatNothingIsRecorded(database);
  }

  /** Where a unique index is a constraint, one of that name is there. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void missesTheIndexWhereItIsOnOtherColumns(Vendor vendor) throws SQLException {
    TestDatabase database =
        byScriptAndThen(
            vendor,
            "create unique index drift_event_once"
                + " on drift_event (metric_id, run_id, segment_key)");
    assertThatItLacks(
        on(database)::adopt,
        vendor.constraints().isEmpty() ? List.of(INDEX) : List.of(INDEX, CONSTRAINT));
    assertThatNothingIsRecorded(database);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void missesTheConstraintWhereOnlyTheIndexIsThere(Vendor vendor) throws SQLException {
    TestDatabase database =
        byScriptAndThen(
            vendor,
            "create unique index drift_event_once"
                + " on drift_event (run_id, metric_id, segment_key)");
    assertThatItLacks(on(database)::adopt, CONSTRAINT);
    assertThatNothingIsRecorded(database);
  }

  @Test
  void missesAnIndexThatIsPartial() throws SQLException {
    TestDatabase database =
        byScriptAndThen(
            Vendor.POSTGRESQL,
            "create unique index drift_event_once on drift_event"
                + " (run_id, metric_id, segment_key) where severity > 0");
    assertThatItLacks(on(database)::adopt, INDEX, CONSTRAINT);
  }

  @Test
  void missesAnIndexThatIsInvalid() throws SQLException {
    TestDatabase database = byScriptAndThen(Vendor.POSTGRESQL, "select 1");
    DriftMigrationsContract.insertRun(database);
    DriftMigrationsContract.insertEvent(database, "e1", "s");
    DriftMigrationsContract.insertEvent(database, "e2", "s");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                Sql.execute(
                    database,
                    "create unique index concurrently drift_event_once"
                        + " on drift_event (run_id, metric_id, segment_key)"));
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    assertThatItLacks(on(database)::adopt, INDEX, CONSTRAINT);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void neverPassesOverAnIndexThatSomebodyDropped(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    on(database).migrate();
    Sql.execute(database, Dialect.of(database).dropEventOnce(""));
    assertThatItLacksInSpiteOfItsHistory(on(database)::validate, List.of(INDEX, CONSTRAINT));
    assertThatItLacksInSpiteOfItsHistory(on(database)::migrate, List.of(INDEX, CONSTRAINT));
    assertThatItLacks(on(database)::adopt, INDEX, CONSTRAINT);
    assertThat(on(database).status().lacking()).containsExactly(INDEX, CONSTRAINT);
    assertThat(on(database).status().isUpToDate()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void neverPassesOverAConstraintThatSomebodyDropped(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    on(database).migrate();
    Sql.execute(database, Dialect.of(database).dropEventOnce(""));
    Sql.execute(
        database,
        "create unique index drift_event_once"
            + " on drift_event (run_id, metric_id, segment_key)");
    assertThatItLacksInSpiteOfItsHistory(on(database)::validate, List.of(CONSTRAINT));
    assertThatItLacksInSpiteOfItsHistory(on(database)::migrate, List.of(CONSTRAINT));
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void neverPassesOverATableThatSomebodyDropped(Vendor vendor) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    on(database).migrate();
    Sql.execute(
        database,
        "drop view drift_event_view",
        "drop view drift_episode_view",
        "drop table drift_segment");
    List<String> lacking = List.of("table segment", "view event_view", "view episode_view");
    assertThatItLacksInSpiteOfItsHistory(on(database)::validate, lacking);
    assertThatItLacksInSpiteOfItsHistory(on(database)::migrate, lacking);
  }

  /** A database by the script, in which the index of V2 is another. */
  private static TestDatabase byScriptAndThen(Vendor vendor, String statement) throws SQLException {
    TestDatabase database = EmptyDatabase.of(vendor);
    Statements.run(database, DriftMigrations.sql(vendor, null, "drift_"));
    Sql.execute(database, Dialect.of(database).dropEventOnce(""));
    Sql.execute(database, statement);
    return database;
  }

  private static DriftMigrations on(TestDatabase database) {
    return DriftMigrations.on(database.dataSource());
  }

  private static void assertThatItLacks(ThrowingCallable call, String... lacking) {
    assertThatItLacks(call, List.of(lacking));
  }

  private static void assertThatItLacks(ThrowingCallable call, List<String> lacking) {
    assertThatItLacks(call, lacking, "nothing was recorded");
  }

  private static void assertThatItLacksInSpiteOfItsHistory(
      ThrowingCallable call, List<String> lacking) {
    assertThatItLacks(call, lacking, "the history has them as applied");
  }

  private static void assertThatItLacks(ThrowingCallable call, List<String> lacking, String state) {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(call)
        .withMessage(
            "DRIFT-MIG-012 the catalogue lacks what the migrations bring: "
                + String.join(", ", lacking)
                + "; "
                + state
                + "; run the statements of DriftMigrations.sql(…) that bring it");
  }

  private static void assertThatNothingIsRecorded(TestDatabase database) throws SQLException {
    assertThat(Sql.rows(database, "select * from \"drift_schema_history\"")).isEmpty();
  }
}
