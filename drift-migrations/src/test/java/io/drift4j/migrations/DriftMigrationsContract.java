package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for the migrations of every vendor. */
abstract class DriftMigrationsContract {

  private static final List<String> HISTORY =
      List.of("1|tables", "2|event once index", "3|event once constraint");

  /** What the message of duplicates says; before the names of tables may stand a schema. */
  private static final String SEE_DUPLICATES =
      "select run_id, metric_id, segment_key, count(*), min(event_id), max(event_id)"
          + " from %sdrift_event group by run_id, metric_id, segment_key"
          + " having count(*) > 1";

  private static final String KEEP_ONE =
      "delete from %sdrift_event where event_id not in (select kept from (select min(event_id) as"
          + " kept from %sdrift_event group by run_id, metric_id, segment_key) k)";

  private static final Map<String, Object> RUN =
      Map.of(
          "run_id", "r",
          "customer", "acme",
          "as_of", LocalDate.of(2026, 1, 5),
          "definition_id", "claims-rate",
          "policy_id", "strict",
          "source_id", "claims",
          "revision", 6,
          "run_number", 7);

  private static final Map<String, Object> EVENT =
      Map.ofEntries(
          Map.entry("event_id", "e"),
          Map.entry("run_id", "r"),
          Map.entry("segment", "{}"),
          Map.entry("metric_id", "rate"),
          Map.entry("metric_version", 2),
          Map.entry("drift_type", "RATE"),
          Map.entry("unit", "days"),
          Map.entry("view_name", "total"),
          Map.entry("trend", "UP"),
          Map.entry("baseline_sample_size", 3),
          Map.entry("current_sample_size", 4),
          Map.entry("baseline_start", LocalDate.of(2026, 1, 1)),
          Map.entry("baseline_end", LocalDate.of(2026, 1, 2)),
          Map.entry("current_start", LocalDate.of(2026, 1, 3)),
          Map.entry("current_end", LocalDate.of(2026, 1, 4)),
          Map.entry("baseline_value", 0.11),
          Map.entry("current_value", 0.12),
          Map.entry("delta_value", 0.13),
          Map.entry("severity", 0.14),
          Map.entry("volume_score", 0.15),
          Map.entry("test_name", "score"),
          Map.entry("log_p_value", -0.16),
          Map.entry("adjusted_p_value", 0.17),
          Map.entry("interval_low", 0.18),
          Map.entry("interval_high", 0.19),
          Map.entry("effect_measure", "time-ratio"),
          Map.entry("effect", 0.21),
          Map.entry("dispersion", 0.22),
          Map.entry("horizon", 8),
          Map.entry("minimum_detectable", 0.23),
          Map.entry("margin", 0.31),
          Map.entry("standard_error", 0.24),
          Map.entry("figures", "decided=0.5,expected=12"),
          Map.entry("notes", "closed on 2025-12-25"),
          Map.entry("severity_low", 0.25),
          Map.entry("adjusted_low", 0.26),
          Map.entry("adjusted_high", 0.27),
          Map.entry("adjusted_level", 0.28),
          Map.entry("family", "rates"),
          Map.entry("family_size", 11),
          Map.entry("records_at_stake", 0.29),
          Map.entry("money_at_stake", 13),
          Map.entry("confirming_views", "fast,slow"),
          Map.entry("baseline_open", 9),
          Map.entry("current_open", 10));

  /** All six digits of the fraction matter. */
  static final Instant CREATED = Instant.parse("2026-02-28T23:59:59.123457Z");

  @TempDir Path directory;

  /** A new empty database. */
  abstract TestDatabase empty();

  /** A new empty database that several processes can open. */
  TestDatabase emptyForProcesses() {
    return empty();
  }

  @Tag("flyway")
  @Test
  void appliesEverythingToAnEmptyDatabaseAndThenNothing() throws SQLException {
    TestDatabase database = empty();
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    assertThat(migrate(database).applied()).isEmpty();
    assertThat(history(database)).isEqualTo(HISTORY);
  }

  @Test
  void reportsWhatItApplied() {
    assertThat(migrate(empty()).applied().get(1))
        .satisfies(
            applied -> {
              assertThat(applied.version()).isEqualTo("2");
              assertThat(applied.description()).isEqualTo("event once index");
              assertThat(applied.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
            });
  }

  @Tag("flyway")
  @Test
  void validatesOnlyAfterMigrating() {
    DriftMigrations migrations = DriftMigrations.on(empty().dataSource());
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migrations::validate)
        .withMessage(
            "DRIFT-MIG-001 the tables are not up to date: V1 is not applied, V2 is not applied, V3"
                + " is not applied; nothing was done; call DriftMigrations.migrate() as a user who"
                + " may create tables, or have the script of DriftMigrations.sql(…) run and call"
                + " adopt()");
    migrations.migrate();
    assertThatNoException().isThrownBy(migrations::validate);
  }

  @Test
  void validatingChangesNothing() throws SQLException {
    TestDatabase database = empty();
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(database.dataSource()).validate());
    assertThat(tables(database, "drift_")).isEmpty();
  }

  @Test
  void refusesASecondEventOfARunMetricAndSegment() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRun(database);
    insertEvent(database, "e1", "s1");
    insertEvent(database, "e2", "s2");
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> insertEvent(database, "e3", "s1"))
        .satisfies(e -> assertThat(Dialect.of(database).isDuplicate(e)).isTrue());
  }

  @Test
  void namesTheRuleThatKeepsEventsSingleAsAConstraint() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    assertThat(Dialect.of(database).uniqueRules(database, "drift_event"))
        .containsExactly("drift_event_once");
  }

  @Test
  void showsEventsToPeopleWithTimestampsAndDimensions() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertEventCreatedAt(database, CREATED);
    insertDimension(database, 0, "payer", "Aetna");
    insertDimension(database, 1, "cpt_group", "");
    assertThat(Sql.rows(database, "select payer, cpt_group, event_id from drift_event_view"))
        .containsExactly("Aetna||e");
    assertThat(createdAt(database)).isEqualTo(CREATED);
  }

  /** Another customer's segment of the same key has its own values. */
  @Test
  void showsTheDimensionsOfTheCustomersSegment() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertEventCreatedAt(database, CREATED);
    Sql.insert(
        database,
        "drift_segment",
        Map.of("customer_key", "other", "dimension", "payer", "dimension_value", "Cigna"));
    assertThat(Sql.rows(database, "select event_id, payer, cpt_group from drift_event_view"))
        .containsExactly("e|null|null");
  }

  @Test
  void showsEventsOfAWholePopulation() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertEventCreatedAt(database, CREATED);
    Sql.insert(database, "drift_segment", Map.of("position", 0));
    assertThat(Sql.rows(database, "select dimension, value_key from drift_segment"))
        .containsExactly("null|null");
    assertThat(Sql.rows(database, "select event_id, payer, cpt_group from drift_event_view"))
        .containsExactly("e|null|null");
  }

  @Test
  void showsEventsThatAreNotAboutClaims() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertEventCreatedAt(database, CREATED);
    for (String dimension : List.of("region", "ward", "shift")) {
      insertDimension(database, dimension.length(), dimension, "north");
    }
    assertThat(
            Sql.rows(database, "select event_id, payer, cpt_group, segment from drift_event_view"))
        .containsExactly("e|null|null|x");
  }

  /** What makes two runs answers to the same question is what the key of reading says. */
  @Test
  void showsOnlyWhatWasRecordedLast() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRunWithEvent(database, "superseded", Map.of("run_number", 8));
    insertRunWithEvent(database, "last", Map.of("run_number", 9, "revision", 2));
    insertRunWithEvent(database, "customer", Map.of("run_number", 1, "customer_key", "y"));
    insertRunWithEvent(database, "definition", Map.of("run_number", 2, "definition_id", "y"));
    insertRunWithEvent(database, "source", Map.of("run_number", 3, "source_id", "y"));
    insertRunWithEvent(database, "policy", Map.of("run_number", 4, "policy_id", "y"));
    insertRunWithEvent(database, "day", Map.of("run_number", 5, "as_of", LocalDate.of(2026, 1, 2)));
    assertThat(Sql.rows(database, "select run_id from drift_event_view order by 1"))
        .containsExactly("customer", "day", "definition", "last", "policy", "source");
  }

  @Test
  void showsNothingWhereTheLastRunFoundNothing() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRunWithEvent(database, "superseded", Map.of("run_number", 1));
    Sql.insert(database, "drift_run", Map.of("run_id", "last", "run_number", 2));
    assertThat(Sql.rows(database, "select run_id from drift_event_view")).isEmpty();
  }

  /** Such a run has no number, and would have no events either. */
  @Test
  void goesOnShowingWhatIsRecordedWhileALaterRunIsNot() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRunWithEvent(database, "recorded", Map.of("run_number", 1));
    for (String status : List.of("RUNNING", "FAILED", "EMPTY")) {
      insertRunWithEvent(database, status, Map.of("status", status));
    }
    assertThat(Sql.rows(database, "select run_id from drift_event_view"))
        .containsExactly("recorded");
  }

  /** Each column says something else, so that none can stand for another. */
  @Test
  void showsWhatTheRunAndTheEventSay() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.insert(database, "drift_run", RUN);
    Sql.insert(database, "drift_event", EVENT);
    assertThat(
            Sql.rows(
                database,
                """
                select event_id, customer, payer, cpt_group, segment, metric_id, metric_version,
                  drift_type, unit, view_name, trend, baseline_sample_size, current_sample_size,
                  baseline_open, current_open, test_name, effect_measure, horizon,
                  confirming_views, family, family_size, money_at_stake, figures, notes,
                  baseline_start, baseline_end, current_start, current_end, as_of, definition_id,
                  policy_id, source_id, revision, run_id
                from drift_event_view
                where baseline_value = 0.11 and current_value = 0.12 and delta_value = 0.13
                  and severity = 0.14 and confidence = 0.15 and log_p_value = -0.16
                  and adjusted_p_value = 0.17 and interval_low = 0.18 and interval_high = 0.19
                  and effect = 0.21 and dispersion = 0.22 and minimum_detectable = 0.23
                  and standard_error = 0.24 and severity_low = 0.25 and adjusted_low = 0.26
                  and adjusted_high = 0.27 and adjusted_level = 0.28 and records_at_stake = 0.29
                  and margin = 0.31
                """))
        .containsExactly(
            "e|acme|null|null|{}|rate|2|RATE|days|total|UP|3|4|9|10|score|time-ratio|8|fast,slow"
                + "|rates|11|13|decided=0.5,expected=12|closed on 2025-12-25"
                + "|2026-01-01|2026-01-02|2026-01-03"
                + "|2026-01-04|2026-01-05|claims-rate|strict|claims|6|r");
  }

  /** What was not computed is not there; what is there, is there with what it belongs to. */
  @Test
  void keepsOnlyEvidenceThatDoesNotContradictItself() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRun(database);
    for (Evidence table : List.<Evidence>of(this::insertEvent, this::insertVerdict)) {
      table.insert(database, Map.of());
      table.insert(database, Map.of("test_name", "score", "log_p_value", -2000.5));
      table.insert(database, Map.of("interval_low", -0.5, "interval_high", -0.5));
      table.insert(database, Map.of("horizon", 0, "baseline_open", 0, "current_open", 0));
      table.insert(database, Map.of("family", "run", "family_size", 1, "records_at_stake", 0.0));
      table.insert(
          database, Map.of("adjusted_low", 0.5, "adjusted_high", 0.5, "adjusted_level", 0.9));
      for (Map<String, ?> contradictory : CONTRADICTORY) {
        assertThatIsRefused(() -> table.insert(database, contradictory));
      }
    }
    assertThat(Sql.rows(database, "select event_id from drift_event")).hasSize(6);
    assertThat(Sql.rows(database, "select run_id from drift_verdict")).hasSize(6);
  }

  private static final List<Map<String, ?>> CONTRADICTORY =
      List.of(
          Map.of("test_name", "score", "log_p_value", 0.5),
          Map.of("test_name", "score"),
          Map.of("log_p_value", -0.5),
          Map.of("adjusted_p_value", 1.5),
          Map.of("interval_low", 0.5, "interval_high", 0.4),
          Map.of("interval_low", 0.5),
          Map.of("interval_high", 0.5),
          Map.of("effect_measure", "time-ratio"),
          Map.of("effect", 0.5),
          Map.of("dispersion", 0.0),
          Map.of("horizon", -1),
          Map.of("minimum_detectable", 0.0),
          Map.of("margin", 0.0),
          Map.of("baseline_open", -1),
          Map.of("current_open", -1),
          Map.of("severity_low", 1.5),
          Map.of("adjusted_low", 0.5, "adjusted_high", 0.4, "adjusted_level", 0.9),
          Map.of("adjusted_low", 0.5, "adjusted_high", 0.6, "adjusted_level", 1.0),
          Map.of("adjusted_low", 0.5, "adjusted_high", 0.6),
          Map.of("adjusted_low", 0.5, "adjusted_level", 0.9),
          Map.of("adjusted_high", 0.5, "adjusted_level", 0.9),
          Map.of("family", "run", "family_size", 0),
          Map.of("family", "run"),
          Map.of("family_size", 1),
          Map.of("records_at_stake", -0.5),
          Map.of("standard_error", 0.0));

  /** A table that keeps evidence: of rows of one run, each of another metric or view. */
  private interface Evidence {
    void insert(TestDatabase database, Map<String, ?> values) throws SQLException;
  }

  private void insertEvent(TestDatabase database, Map<String, ?> values) throws SQLException {
    String name = new TreeMap<>(values).toString();
    Map<String, Object> row = new TreeMap<>(values);
    row.putAll(Map.of("event_id", name, "run_id", "run", "segment_key", name));
    Sql.insert(database, "drift_event", row);
  }

  private void insertVerdict(TestDatabase database, Map<String, ?> values) throws SQLException {
    Map<String, Object> row = new TreeMap<>(DECIDED);
    row.putAll(values);
    insertView(database, row);
  }

  private static final Map<String, ?> DECIDED =
      Map.of("baseline_value", 0.1, "current_value", 0.3, "delta_value", 0.2);

  /** The next of the run. */
  private void insertView(TestDatabase database, Map<String, ?> values) throws SQLException {
    Map<String, Object> row = new TreeMap<>(values);
    row.put("run_id", "run");
    row.put("position", ++verdicts);
    Sql.insert(database, "drift_verdict", row);
  }

  private int verdicts;

  /** A view has values or a reason why not, a verdict a reason if and only if it was skipped. */
  @Test
  void keepsOnlyVerdictsThatDoNotContradictThemselves() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRun(database);
    insertVerdict(database, Map.of("severity", 0.0, "volume_score", 0.0, "confirming_views", ""));
    insertVerdict(database, Map.of("decision", "SKIPPED", "reason", "below minimum volume"));
    insertView(database, Map.of("undecided_because", "fewer than 5 expected"));
    for (Map<String, ?> contradictory :
        List.<Map<String, ?>>of(
            Map.of("severity", 1.5, "volume_score", 0.0, "confirming_views", ""),
            Map.of("severity", 0.0, "volume_score", 1.5, "confirming_views", ""),
            Map.of("severity", 0.0, "volume_score", 0.0),
            Map.of("severity", 0.0, "confirming_views", ""),
            Map.of("volume_score", 0.0, "confirming_views", ""),
            Map.of("decision", "SKIPPED"),
            Map.of("reason", "below minimum volume"),
            Map.of("undecided_because", "fewer than 5 expected"))) {
      assertThatIsRefused(() -> insertVerdict(database, contradictory));
    }
    assertThatIsRefused(() -> insertView(database, Map.of()));
    assertThatIsRefused(() -> insertView(database, Map.of("baseline_value", 0.1)));
    assertThatIsRefused(
        () -> insertView(database, Map.of("undecided_because", "few", "delta_value", 0.1)));
    assertThat(Sql.rows(database, "select run_id from drift_verdict")).hasSize(3);
  }

  @Test
  void keepsAViewOfAVerdictOnce() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRun(database);
    insertView(database, "run", 0, 0);
    insertView(database, "run", 0, 1);
    insertView(database, "run", 1, 0);
    assertThatIsRefused(() -> insertView(database, "run", 0, 1));
    assertThatIsRefused(() -> insertView(database, "nobody's", 0, 0));
    assertThat(
            Sql.rows(database, "select position, view_position from drift_verdict order by 1, 2"))
        .containsExactly("0|0", "0|1", "1|0");
  }

  private static void insertView(TestDatabase database, String runId, int position, int view)
      throws SQLException {
    Map<String, Object> row = new TreeMap<>(DECIDED);
    row.putAll(Map.of("run_id", runId, "position", position, "view_position", view));
    Sql.insert(database, "drift_verdict", row);
  }

  @Test
  void keepsANumberOfARunOnce() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertRun(database);
    insertCount(database, "run", "LEFT_OUT", "no start", 5_000_000_000L);
    insertCount(database, "run", "LEFT_OUT", "no outcome", 0);
    insertCount(database, "run", "VERDICT", "no start", 1);
    assertThatIsRefused(() -> insertCount(database, "run", "LEFT_OUT", "no start", 2));
    assertThatIsRefused(() -> insertCount(database, "run", "LEFT_OUT", "negative", -1));
    assertThatIsRefused(() -> insertCount(database, "nobody's", "LEFT_OUT", "no start", 1));
    assertThat(Sql.rows(database, "select what, name, n from drift_run_count order by 1, 2"))
        .containsExactly(
            "LEFT_OUT|no outcome|0", "LEFT_OUT|no start|5000000000", "VERDICT|no start|1");
  }

  @Test
  void keepsADimensionOfASegmentOnce() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertDimension(database, 0, "payer", "Aetna");
    insertDimension(database, 1, "payer", "Aetna");
    assertThatIsRefused(() -> insertDimension(database, 1, "payer", "Cigna"));
    assertThat(Sql.rows(database, "select position, dimension_value from drift_segment order by 1"))
        .containsExactly("0|Aetna", "1|Aetna");
  }

  @Test
  void knowsTheStatusesOfARun() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    for (String status : List.of("RUNNING", "SUCCESS", "FAILED", "EMPTY")) {
      Sql.insert(database, "drift_run", Map.of("run_id", status, "status", status));
    }
    assertThatIsRefused(
        () -> Sql.insert(database, "drift_run", Map.of("run_id", "r", "status", "DONE")));
    assertThat(Sql.rows(database, "select status from drift_run")).hasSize(4);
  }

  /** What is absent is absent with what it belongs to, and what ended has an end. */
  @Test
  void keepsOnlyEpisodesThatDoNotContradictThemselves() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.insert(database, "drift_watch", Map.of("watch_key", "w"));
    LocalDate day = LocalDate.of(2026, 1, 2);
    insertEpisode(database, Map.of());
    insertEpisode(database, Map.of("episode_state", "RECOVERING", "yearly_p", 0.0));
    insertEpisode(database, Map.of("episode_state", "RESOLVED", "ended_as_of", day));
    insertEpisode(database, Map.of("episode_state", "SETTLED", "ended_as_of", day));
    insertEpisode(database, Map.of("episode_state", "SUPERSEDED", "ended_as_of", day));
    insertEpisode(database, Map.of("told_low", -0.5, "told_high", -0.5, "told_horizon", 0));
    for (Map<String, ?> contradictory :
        List.<Map<String, ?>>of(
            Map.of("watch_key", "nobody's"),
            Map.of("episode_state", "CLOSED"),
            Map.of("episode_state", "RESOLVED"),
            Map.of("ended_as_of", day),
            Map.of("generation", 0),
            Map.of("opened_days", 0),
            Map.of("yearly_p", 1.5),
            Map.of("began_earliest", day),
            Map.of("began_latest", LocalDate.of(2025, 12, 31)),
            Map.of("is_gradual", 2),
            Map.of("is_measured", 2),
            Map.of("records_at_stake", -0.5),
            Map.of("told_low", 0.5),
            Map.of("told_high", 0.5),
            Map.of("told_low", 0.5, "told_high", 0.4),
            Map.of("told_horizon", -1),
            Map.of("quiet_looks", -1),
            Map.of("reopenings", -1))) {
      assertThatIsRefused(() -> insertEpisode(database, contradictory));
    }
    assertThat(Sql.rows(database, "select episode_id from drift_episode")).hasSize(6);
  }

  private static void insertEpisode(TestDatabase database, Map<String, ?> values)
      throws SQLException {
    Map<String, Object> row = new TreeMap<>();
    row.putAll(
        Map.of(
            "episode_id", new TreeMap<>(values).toString(),
            "watch_key", "w",
            "episode_state", "OPEN",
            "told_trend", "DEGRADING",
            "began", LocalDate.of(2026, 1, 1),
            "began_earliest", LocalDate.of(2026, 1, 1),
            "began_latest", LocalDate.of(2026, 1, 1)));
    row.putAll(values);
    Sql.insert(database, "drift_episode", row);
  }

  @Test
  void keepsOnlyLooksThatDoNotContradictThemselves() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.insert(database, "drift_watch", Map.of("watch_key", "w"));
    insertEpisode(database, Map.of("episode_id", "e"));
    insertLook(database, 1, Map.of("undecided_because", "too few"));
    insertLook(database, 2, Map.of("baseline_value", 0.1, "current_value", 0.2));
    insertLook(database, 3, Map.of("interval_low", 0.1, "interval_high", 0.1, "log_p_value", 0.0));
    for (Map<String, ?> contradictory :
        List.<Map<String, ?>>of(
            Map.of("episode_id", "nobody's"),
            Map.of("episode_state", "CLOSED"),
            Map.of("baseline_value", 0.1),
            Map.of("current_value", 0.1),
            Map.of("interval_low", 0.1),
            Map.of("interval_low", 0.1, "interval_high", 0.0),
            Map.of("log_p_value", 0.1))) {
      assertThatIsRefused(() -> insertLook(database, 4, contradictory));
    }
    assertThatIsRefused(() -> insertLook(database, 3, Map.of()));
    assertThat(Sql.rows(database, "select as_of from drift_look")).hasSize(3);
  }

  private static void insertLook(TestDatabase database, int day, Map<String, ?> values)
      throws SQLException {
    Map<String, Object> row = new TreeMap<>();
    row.putAll(
        Map.of("episode_id", "e", "as_of", LocalDate.of(2026, 1, day), "episode_state", "OPEN"));
    row.putAll(values);
    Sql.insert(database, "drift_look", row);
  }

  /** A number of a customer's is one notice, and a notice has one number. */
  @Test
  void keepsANoticeOnce() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    insertNotice(database, Map.of());
    insertNotice(database, Map.of("notice_number", 2, "notice_id", "b", "kind", "MANY_OPENED"));
    insertNotice(database, Map.of("customer_key", "other", "notice_id", "c", "is_historic", 0));
    for (Map<String, ?> refused :
        List.<Map<String, ?>>of(
            Map.of("notice_id", "d"),
            Map.of("notice_number", 3),
            Map.of("notice_number", 0, "notice_id", "d"),
            Map.of("notice_number", 3, "notice_id", "d", "kind", "BETTER"),
            Map.of("notice_number", 3, "notice_id", "d", "is_degrading", 2),
            Map.of("notice_number", 3, "notice_id", "d", "is_historic", 2),
            Map.of("notice_number", 3, "notice_id", "d", "is_told_elsewhere", 2))) {
      assertThatIsRefused(() -> insertNotice(database, refused));
    }
    assertThat(Sql.rows(database, "select notice_id from drift_notice order by 1"))
        .containsExactly("a", "b", "c");
  }

  private static void insertNotice(TestDatabase database, Map<String, ?> values)
      throws SQLException {
    Map<String, Object> row = new TreeMap<>(Map.of("notice_id", "a", "kind", "OPENED"));
    row.putAll(values);
    Sql.insert(database, "drift_notice", row);
  }

  @Test
  void keepsAPlaceOfAConsumerAndAJudgementOnce() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.insert(database, "drift_notice_cursor", Map.of("consumer", "pager", "notice_number", 0));
    Sql.insert(database, "drift_notice_cursor", Map.of("consumer", "Pager"));
    assertThatIsRefused(
        () -> Sql.insert(database, "drift_notice_cursor", Map.of("consumer", "pager")));
    assertThatIsRefused(
        () -> Sql.insert(database, "drift_notice_cursor", Map.of("notice_number", -1)));
    for (String opinion : List.of("REAL", "NOISE", "EXPECTED", "NEW_NORMAL")) {
      Sql.insert(database, "drift_judgement", Map.of("episode_id", opinion, "opinion", opinion));
      assertThatIsRefused(
          () ->
              Sql.insert(
                  database, "drift_judgement", Map.of("episode_id", opinion, "opinion", opinion)));
    }
    assertThatIsRefused(() -> Sql.insert(database, "drift_judgement", Map.of("opinion", "TRUE")));
    assertThatIsRefused(
        () ->
            Sql.insert(
                database, "drift_judgement", Map.of("opinion", "REAL", "judgement_number", 0)));
  }

  /** Of the newest generation of a watch, with what was said last. */
  @Test
  void showsEpisodesToPeopleWithDimensionsAndWhatWasSaidLast() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.insert(
        database, "drift_watch", Map.of("watch_key", "w", "customer", "acme", "generation", 2));
    insertEpisode(database, Map.of("episode_id", "former"));
    insertEpisode(database, Map.of("episode_id", "silent", "generation", 2));
    insertEpisode(
        database,
        Map.of("episode_id", "said", "generation", 2, "customer_key", "y", "segment_key", "s"));
    for (Map.Entry<String, String> dimension :
        Map.of("payer", "Aetna", "cpt_group", "surgery").entrySet()) {
      Sql.insert(
          database,
          "drift_segment",
          Map.of(
              "customer_key", "y",
              "segment_key", "s",
              "position", dimension.getKey().length(),
              "dimension", dimension.getKey(),
              "dimension_value", dimension.getValue()));
    }
    insertJudgement(database, 1, "NOISE", "on-call");
    insertJudgement(database, 2, "REAL", "billing");
    assertThat(
            Sql.rows(
                database,
                """
                select episode_id, customer, payer, cpt_group, episode_state, told_trend, opinion,
                  said_by, generation
                from drift_episode_view order by episode_id
                """))
        .containsExactly(
            "said|acme|Aetna|surgery|OPEN|DEGRADING|REAL|billing|2",
            "silent|acme|null|null|OPEN|DEGRADING|null|null|2");
  }

  private static void insertJudgement(
      TestDatabase database, int number, String opinion, String saidBy) throws SQLException {
    Sql.insert(
        database,
        "drift_judgement",
        Map.of(
            "episode_id", "said",
            "judgement_number", number,
            "opinion", opinion,
            "said_by", saidBy));
  }

  private static void assertThatIsRefused(ThrowingCallable statement) {
    assertThatExceptionOfType(SQLException.class).isThrownBy(statement);
  }

  @Test
  void showsTimestampsOfWholeSeconds() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Instant newYear = Instant.parse("2027-01-01T00:00:00Z");
    insertEventCreatedAt(database, newYear);
    assertThat(createdAt(database)).isEqualTo(newYear);
  }

  @Test
  void keepsEmptyTextNullAndUnicodeApart() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    List<String> values = List.of("", " ", "a", "A", "a ", "Ä", "A\u0308", "\uD83D\uDE00", "null");
    for (String value : values) {
      insertDimension(database, values.indexOf(value), "payer", value);
    }
    Sql.insert(database, "drift_segment", Map.of("position", values.size()));
    assertThat(
            Sql.rows(
                database,
                "select dimension_value from drift_segment"
                    + " where dimension_value is not null order by position"))
        .isEqualTo(values);
    assertThat(
            Sql.rows(database, "select position from drift_segment where dimension_value is null"))
        .containsExactly(String.valueOf(values.size()));
  }

  @Tag("flyway")
  @Test
  void leavesAHostsOwnFlywayAlone() throws IOException, SQLException {
    TestDatabase database = empty();
    Files.writeString(directory.resolve("V1__host.sql"), "create table host (id integer);");
    host(database).migrate();
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    Files.writeString(directory.resolve("V2__more.sql"), "create table host_more (id integer);");
    assertThat(host(database).migrate().migrationsExecuted).isOne();
    assertThat(migrate(database).applied()).isEmpty();
    assertThat(historyOf(database, "flyway_schema_history")).containsExactly("1|host", "2|more");
    assertThat(history(database))
        .hasSize(4)
        .containsAll(HISTORY)
        .first()
        .asString()
        .startsWith("0");
  }

  /** The harder case: beside a host's tables the history begins with a row about them. */
  @Tag("flyway")
  @Test
  void migratesOnceInManyThreadsBesideAHost() throws Exception {
    TestDatabase database = empty();
    Sql.execute(database, "create table host (id integer)");
    assertThat(inThreads(8, () -> versions(migrate(database))))
        .flatMap(applied -> applied)
        .containsExactlyInAnyOrder("1", "2", "3");
    assertThat(history(database)).hasSize(4).containsAll(HISTORY);
  }

  /** On H2 two processes may repeat each other's work, which its scripts allow. */
  @Test
  void migratesInManyThreadsAndProcesses() throws Exception {
    TestDatabase database = emptyForProcesses();
    Map<Path, Process> processes = new TreeMap<>();
    for (String name : List.of("one", "two", "three", "four")) {
      Path versions = directory.resolve(name);
      processes.put(versions, MigratingProcess.start(database, versions));
    }
    List<String> applied = new ArrayList<>();
    inThreads(8, () -> versions(migrate(database))).forEach(applied::addAll);
    for (Map.Entry<Path, Process> process : processes.entrySet()) {
      assertThat(process.getValue().waitFor()).isZero();
      applied.addAll(Files.readAllLines(process.getKey()));
    }
    assertThat(applied).containsOnly("1", "2", "3");
    DriftMigrations.on(database.dataSource()).validate();
  }

  @Tag("flyway")
  @Test
  void listsDuplicatesAndGoesOnWhenTheyAreRemoved() throws SQLException {
    TestDatabase database = withDuplicate();
    assertThatDuplicateIsReported(database, null, () -> migrate(database));
    assertThatDuplicateIsReported(database, null, () -> migrate(database));
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    assertThat(versions(migrate(database))).containsExactly("2", "3");
    assertThat(history(database)).isEqualTo(HISTORY);
  }

  @Test
  void listsDuplicatesInEveryThread() throws Exception {
    TestDatabase database = withDuplicate();
    inThreads(
        3,
        () -> {
          assertThatDuplicateIsReported(database, null, () -> migrate(database));
          return true;
        });
    Sql.execute(database, "delete from drift_event where event_id = 'e2'");
    assertThat(inThreads(3, () -> versions(migrate(database))))
        .flatMap(applied -> applied)
        .containsExactlyInAnyOrder("2", "3");
  }

  @Test
  void namesTenOfManyDuplicates() throws SQLException {
    TestDatabase database = withDuplicate();
    for (int i = 0; i < 22; i++) {
      insertEvent(database, "many" + i, "s" + (char) ('a' + i % 11));
    }
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessageStartingWith("DRIFT-MIG-002 events stored more than once: 12, by ")
        .withMessageContaining("run/x/sa (many0, many11), run/x/sb (many1, many12), ")
        .withMessageContaining("run/x/si (many19, many8), …; the tables are as V1 left them");
  }

  /** Writers are not locked out between the look for duplicates and the index. */
  @Test
  void triesAgainWhenADuplicateIsAddedInBetween() throws SQLException {
    FlywayException thrown =
        new FlywayException("said by Flyway", refusedIndex(withDuplicate("confidential")));
    assertThat(Obstacle.of(thrown)).isEqualTo(Obstacle.PASSING);
    assertThat(Explanation.of(thrown, target(empty())).getMessage())
        .startsWith("DRIFT-MIG-009 the database refused a migration: ")
        .endsWith("; remove the cause and call migrate() again")
        .hasLineCount(1)
        .doesNotContain("confidential");
  }

  private static SQLException refusedIndex(TestDatabase database) {
    return catchThrowableOfType(
        SQLException.class,
        () ->
            Sql.execute(
                database,
                "create unique index drift_event_once"
                    + " on drift_event (run_id, metric_id, segment_key)"));
  }

  @Tag("flyway")
  @Test
  void usesTheSchemaItIsGiven() throws SQLException {
    TestDatabase database = empty();
    String schema = Dialect.of(database).createSchema(database);
    DriftMigrations apart = DriftMigrations.on(database.dataSource()).schema(schema);
    assertThat(versions(migrate(database))).containsExactly("1", "2", "3");
    assertThat(versions(apart.migrate())).containsExactly("1", "2", "3");
    apart.validate();
    assertThat(Dialect.of(database).tablesIn(database, schema))
        .isEqualTo(tables(database, "drift_"))
        .hasSize(15);
  }

  @Test
  void listsDuplicatesInTheSchemaItIsGiven() throws SQLException {
    TestDatabase database = empty();
    String schema = Dialect.of(database).createSchema(database);
    DriftMigrations apart = DriftMigrations.on(database.dataSource()).schema(schema);
    migrate(database);
    apart.migrate();
    insertRun(database);
    insertEvent(database, "e1", "s");
    insertEvent(database, "e2", "t");
    String qualifier = "\"" + schema + "\".";
    backToTables(database, qualifier);
    Sql.execute(
        database,
        "insert into %sdrift_run select * from drift_run".formatted(qualifier),
        "insert into %sdrift_event select * from drift_event".formatted(qualifier),
        "update %sdrift_event set segment_key = 's'".formatted(qualifier));
    assertThatDuplicateIsReported(database, schema, apart::migrate);
  }

  @Test
  void asksForTheSchemaToBeCreatedFirst() {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(empty().dataSource()).schema("nowhere").migrate())
        .withMessage(
            "DRIFT-MIG-009 schema \"nowhere\" does not exist; create it first, or call"
                + " createSchema(true)");
  }

  @Tag("flyway")
  @Test
  void usesThePrefixItIsGiven() throws SQLException {
    TestDatabase database = empty();
    DriftMigrations.on(database.dataSource()).tablePrefix("watch_2_").migrate();
    migrate(database);
    assertThat(tables(database, "watch_2_"))
        .isEqualTo(tables(database, "drift_").stream().map(this::watched).toList());
  }

  private String watched(String table) {
    return table.replace("drift_", "watch_2_");
  }

  @Tag("flyway")
  @Test
  void refusesAnEditedScript() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.execute(
        database, "update \"drift_schema_history\" set \"checksum\" = 1 where \"version\" = '1'");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessage(
            "DRIFT-MIG-008 the tables are of an earlier, unreleased state of this library (other"
                + " scripts than its own made them: [V1 tables]); nothing was done; nothing of that"
                + " state was ever released: drop its tables and its view, whose names begin with"
                + " drift_, with them drift_schema_history, and call migrate() again");
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> DriftMigrations.on(database.dataSource()).validate())
        .withMessageStartingWith("DRIFT-MIG-008 the tables are of an earlier, unreleased state ");
  }

  @Tag("flyway")
  @Test
  void leavesTheFailureOfALaterVersionToPeople() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    Sql.execute(
        database,
        """
        insert into "drift_schema_history" ("installed_rank", "version", "description", "type",
          "script", "checksum", "installed_by", "execution_time", "success")
        values (4, '4', 'later', 'SQL', 'V4__later.sql', 1, 'x', 1, false)
        """);
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> migrate(database))
        .withMessage(
            "DRIFT-MIG-009 failed migrations cannot be run again: [V4 later]; undo them by hand or"
                + " restore a backup");
  }

  static Target target(TestDatabase database) {
    return Target.of(database.dataSource(), Settings.defaults());
  }

  static MigrationReport migrate(TestDatabase database) {
    return DriftMigrations.on(database.dataSource()).migrate();
  }

  static List<String> versions(MigrationReport report) {
    return report.applied().stream().map(MigrationReport.Applied::version).toList();
  }

  /** As after V1, before V2. */
  static void backToTables(TestDatabase database) throws SQLException {
    backToTables(database, "");
  }

  private static void backToTables(TestDatabase database, String qualifier) throws SQLException {
    Sql.execute(database, Dialect.of(database).dropEventOnce(qualifier));
    Sql.execute(
        database,
        "delete from %s\"drift_schema_history\" where \"version\" > '1'".formatted(qualifier));
  }

  TestDatabase withTablesOnly() throws SQLException {
    TestDatabase database = empty();
    migrate(database);
    backToTables(database);
    return database;
  }

  /** As after V1, with two rows of one event. */
  TestDatabase withDuplicate() throws SQLException {
    return withDuplicate("s");
  }

  private TestDatabase withDuplicate(String segmentKey) throws SQLException {
    TestDatabase database = withTablesOnly();
    insertRun(database);
    insertEvent(database, "e1", segmentKey);
    insertEvent(database, "e2", segmentKey);
    return database;
  }

  static void insertRun(TestDatabase database) throws SQLException {
    Sql.insert(database, "drift_run", Map.of("run_id", "run"));
  }

  static void insertEvent(TestDatabase database, String id, String segmentKey) throws SQLException {
    Sql.insert(
        database,
        "drift_event",
        Map.of("event_id", id, "run_id", "run", "segment_key", segmentKey, "segment", "secret"));
  }

  static void insertEventCreatedAt(TestDatabase database, Instant created) throws SQLException {
    insertRun(database);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, created);
    Sql.insert(
        database,
        "drift_event",
        Map.of("event_id", "e", "run_id", "run", "created_at_micros", micros));
  }

  private static void insertDimension(
      TestDatabase database, int position, String dimension, String value) throws SQLException {
    Sql.insert(
        database,
        "drift_segment",
        Map.of("position", position, "dimension", dimension, "dimension_value", value));
  }

  private static void insertCount(
      TestDatabase database, String runId, String what, String name, long n) throws SQLException {
    Sql.insert(
        database, "drift_run_count", Map.of("run_id", runId, "what", what, "name", name, "n", n));
  }

  /** A run and an event of it, both of that id. */
  private static void insertRunWithEvent(
      TestDatabase database, String id, Map<String, Object> values) throws SQLException {
    Map<String, Object> run = new HashMap<>(values);
    run.put("run_id", id);
    Sql.insert(database, "drift_run", run);
    Sql.insert(database, "drift_event", Map.of("run_id", id, "event_id", id));
  }

  static void assertThatDuplicateIsReported(
      TestDatabase database, @Nullable String schema, ThrowingCallable migration) {
    String qualifier = Dialect.of(database).qualifier(schema);
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(migration)
        .withMessage(
            "DRIFT-MIG-002 events stored more than once: 1,"
                + " by run_id/metric_id/segment_key: run/x/s (e1, e2); the tables are as"
                + " V1 left them, runs may go on; see all: "
                + SEE_DUPLICATES.replace("%s", qualifier)
                + "; keep the smallest id of each: "
                + KEEP_ONE.replace("%s", qualifier)
                + "; then call migrate() again")
        .withNoCause();
  }

  private Flyway host(TestDatabase database) {
    return Flyway.configure()
        .dataSource(database.dataSource())
        .locations("filesystem:" + directory)
        .load();
  }

  static List<String> history(TestDatabase database) throws SQLException {
    return historyOf(database, "drift_schema_history");
  }

  private static List<String> historyOf(TestDatabase database, String table) throws SQLException {
    return Sql.rows(
        database,
        """
        select "version", "description" from "%s" where "version" is not null and "success" order by "installed_rank"
        """
            .formatted(table));
  }

  static List<String> tables(TestDatabase database, String prefix) throws SQLException {
    return Dialect.of(database).tables(database).stream()
        .filter(table -> table.startsWith(prefix))
        .toList();
  }

  static Instant createdAt(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select created_at from drift_event_view")) {
      assertThat(row.next()).isTrue();
      return Dialect.of(database).instant(row);
    }
  }

  static <T> List<T> inThreads(int count, Callable<T> work)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(Collections.nCopies(count, work))) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
