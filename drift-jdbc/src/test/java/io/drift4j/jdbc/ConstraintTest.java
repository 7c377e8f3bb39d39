package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Assessment;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.Evidence;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That an insert says "if absent" hides nothing but the same row. */
@Timeout(120)
class ConstraintTest {

  private static final Run RUN = TestRuns.of("acme");
  private static final int GOOD_ROWS = 2500;

  @TempDir Path folder;

  /** What may be wrong with a row of an event. */
  enum Violation {
    NULL_WHERE_A_VALUE_MUST_BE("metric_id", null),
    TOO_LONG_A_VALUE("drift_type", "x".repeat(101)),
    A_CHECK("severity", 1.5),
    A_RUN_THAT_IS_NOT_THERE("run_id", "nowhere"),
    THE_SAME_EVENT_UNDER_ANOTHER_ID("segment_key", "segment-0");

    private final String column;
    private final @Nullable Object value;

    Violation(String column, @Nullable Object value) {
      this.column = column;
      this.value = value;
    }

    /**
     * On H2 and PostgreSQL a second key may be the mark of a race: the transaction is repeated
     * before it fails.
     */
    Failure on(SharedDatabase database) {
      if (this == TOO_LONG_A_VALUE && database != SharedDatabase.SQLITE) { // to which it is a check
        return Failure.VALUE;
      }
      boolean mayBeARace = database == SharedDatabase.H2 || database == SharedDatabase.POSTGRESQL;
      return this == THE_SAME_EVENT_UNDER_ANOTHER_ID && mayBeARace
          ? Failure.SERIALIZATION
          : Failure.CONSTRAINT;
    }

    @Nullable Object[] row(int number) {
      @Nullable Object[] row = goodRow(number);
      row[Table.EVENT.columns().stream().map(Column::name).toList().indexOf(column)] = value;
      return row;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#all")
  void failsLoudlyAndStoresNothingOfARowThatViolatesMoreThanItsKey(SharedDatabase database) {
    Setup place = database.create(folder);
    try (Handle handle = Jdbi.open(place.place().dataSource())) {
      Transactions transactions = begun(place, handle);
      List<@Nullable Object[]> rows = goodRows();
      insert(transactions, place, rows.subList(0, 1));
      for (Violation violation : Violation.values()) {
        Failure refusal = violation.on(database);
        List<@Nullable Object[]> among = new ArrayList<>(rows);
        among.add(GOOD_ROWS / 2, violation.row(GOOD_ROWS));
        assertRefused(refusal, transactions, place, List.<@Nullable Object[]>of(violation.row(1)));
        assertRefused(refusal, transactions, place, among);
        assertThat(events(handle)).as("events after %s", violation).isEqualTo(1);
      }
      insert(transactions, place, rows);
      assertThat(events(handle)).isEqualTo(GOOD_ROWS);
    }
  }

  /** A run that is there, and the transactions in which events are inserted. */
  private static Transactions begun(Setup place, Handle handle) {
    DriftDatabase database = place.database(place.dataSource());
    assertThatThrownBy(() -> database.repository().record(RUN, ConstraintTest::notNow))
        .isInstanceOf(IllegalStateException.class);
    assertThat(events(handle)).isZero();
    return new OwnTransactions(
        Jdbi.create(place.place().dataSource()),
        dialect(place),
        RetryPolicy.never(),
        prefix(place));
  }

  private static Prefix prefix(Setup place) {
    return Prefix.ofLetters(dialect(place), "drift_");
  }

  private static Detection notNow() {
    throw new IllegalStateException("the run is there now, and that is enough");
  }

  private static Dialect dialect(Setup place) {
    return place.database(place.dataSource()).vendor().dialect();
  }

  private static void insert(
      Transactions transactions, Setup place, List<@Nullable Object[]> rows) {
    transactions.write(
        Duration.ofSeconds(10),
        (failures, pause, failure) -> {},
        handle -> {
          dialect(place).insertIfAbsent(handle, Table.EVENT, rows);
          return rows;
        });
  }

  private static void assertRefused(
      Failure refusal, Transactions transactions, Setup place, List<@Nullable Object[]> rows) {
    assertThatThrownBy(() -> insert(transactions, place, rows))
        .hasCauseInstanceOf(SQLException.class)
        .satisfies(e -> assertThat(DatabaseErrors.kind(dialect(place), e)).isEqualTo(refusal));
  }

  private static int events(Handle handle) {
    return handle.createQuery("select count(*) from drift_event").mapTo(Integer.class).one();
  }

  private static List<@Nullable Object[]> goodRows() {
    return new ArrayList<>(
        IntStream.range(0, GOOD_ROWS).mapToObj(ConstraintTest::goodRow).toList());
  }

  private static @Nullable Object[] goodRow(int number) {
    return Row.joined(
        Row.of(
            "event-" + number,
            RUN.runId(),
            RUN.customerKey(),
            "metric",
            1,
            "DENIAL_RATE",
            "share",
            "{}",
            "segment-" + number,
            "recording",
            "WORSE",
            1L),
        EvidenceColumns.of(
            Evidence.of("total", Lookback.ofDays(90, 14).windows(TestRuns.AS_OF))
                .values(0.1, 0.4)
                .sizes(100, 100)
                .build()),
        AssessmentColumns.of(Assessment.builder().severity(0.5).volumeScore(0.5).build()));
  }

  // ---- a session in which they would not fail

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#mysqlFamily")
  void failsLoudlyInASessionThatWouldStoreSomethingElse(SharedDatabase database) {
    Setup place = database.create(folder);
    String lax = "jdbcCompliantTruncation=false&sessionVariables=sql_mode=''";
    Transactions transactions =
        new OwnTransactions(
            Jdbi.create(place.place().with(lax).dataSource()),
            dialect(place),
            RetryPolicy.never(),
            prefix(place));
    try (Handle handle = Jdbi.open(place.place().dataSource())) {
      begun(place, handle);
      insert(transactions, place, goodRows().subList(0, 1));
      for (Violation violation : Violation.values()) {
        assertRefused(
            violation.on(database),
            transactions,
            place,
            List.<@Nullable Object[]>of(violation.row(1)));
      }
      assertThat(events(handle)).isEqualTo(1);
    }
  }

  // ---- an id that is somebody else's

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#all")
  void refusesAnEventIdThatBelongsToAnotherRun(SharedDatabase database) {
    Setup place = database.create(folder);
    DriftRepository repository = place.database(place.dataSource()).repository();
    repository.record(RUN, () -> TestRuns.detect(RUN));
    Run other = TestRuns.of("acme", 2);
    assertThatThrownBy(() -> repository.record(other, () -> withAnIdOf(RUN, other)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("8 events and 7 are stored: an event id is there that belongs to");
    assertThat(repository.find(other.runId()).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
    assertThat(repository.events(EventQuery.of("acme"))).isEqualTo(TestRuns.detect(RUN).events());
    try (Handle handle = Jdbi.open(place.place().dataSource())) {
      assertThat(events(handle)).isEqualTo(TestRuns.EVENTS);
    }
    assertThat(repository.record(other, () -> TestRuns.detect(other)).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
  }

  private static Detection withAnIdOf(Run first, Run second) {
    Detection detection = TestRuns.detect(second);
    List<DriftEvent> events = new ArrayList<>(detection.events());
    events.set(3, withId(TestRuns.detect(first).events().get(3).eventId(), events.get(3)));
    return new Detection(detection.summary(), detection.verdicts(), events, null);
  }

  private static DriftEvent withId(String id, DriftEvent event) {
    return DriftEvent.found(id, event.run(), event.segment(), event.evidence())
        .metric(event.metricId(), event.metricVersion(), event.driftType())
        .trend(event.trend())
        .assessed(event.assessment())
        .build();
  }
}
