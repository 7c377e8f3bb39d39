package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftException;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.TransientDriftException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which transactions are repeated, how often, and after which pauses. */
class RetryTest {

  private static final Run RUN = TestRuns.of("acme");

  private final List<Duration> slept = new ArrayList<>();
  private final RetryPolicy patient =
      RetryPolicy.withDefaults().with(slept::add, bound -> bound - 1);

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void repeatsTheWholeTransactionWhenItsFailureMayPass(DatabaseRow row) {
    Failing failing = new Failing(row, 3);
    RunReport report = failing.record(patient);
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(report.alreadyRecorded()).isFalse();
    assertThat(failing.times).isEqualTo(4);
    assertThat(slept).extracting(Duration::toMillis).containsExactly(20L, 40L, 80L);
    assertThat(failing.retries).containsExactly("1 20", "2 40", "3 80");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesUpAfterTheLastAttemptAndMarksTheRunFailed(DatabaseRow row) {
    Failing failing = new Failing(row, Integer.MAX_VALUE);
    assertThatThrownBy(() -> failing.record(patient.withAttempts(3)))
        .isInstanceOf(TransientDriftException.class)
        .hasMessageStartingWith("recording a run failed: ");
    assertThat(failing.times).isEqualTo(3);
    assertThat(failing.status()).isEqualTo(RunStatus.FAILED);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesUpWhenItsTimeIsOver(DatabaseRow row) {
    Failing failing = new Failing(row, Integer.MAX_VALUE);
    assertThatThrownBy(() -> failing.record(patient.withTotalTime(Duration.ZERO)))
        .isInstanceOf(TransientDriftException.class);
    assertThat(failing.times).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void repeatsNothingWhoseFailureStays(DatabaseRow row) {
    Failing failing = new Failing(row, new SQLException("no", "22001", 99_999), 1);
    assertThatThrownBy(() -> failing.record(patient))
        .isExactlyInstanceOf(DriftException.class)
        .hasMessageContaining("SQLState 22001");
    assertThat(failing.times).isEqualTo(1);
    assertThat(slept).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void stopsWhenItIsInterruptedWhilePausing(DatabaseRow row) {
    Failing failing = new Failing(row, Integer.MAX_VALUE);
    RetryPolicy interrupted =
        RetryPolicy.withDefaults()
            .with(
                pause -> {
                  throw new InterruptedException();
                },
                bound -> 0);
    assertThatThrownBy(() -> failing.record(interrupted))
        .isInstanceOf(TransientDriftException.class);
    assertThat(Thread.interrupted()).as("the flag is set").isTrue();
    assertThat(failing.times).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void neverRepeatsATransactionOfTheCallers(DatabaseRow row) throws Exception {
    Failing failing = new Failing(row, Integer.MAX_VALUE);
    try (Connection connection = failing.setup.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> failing.record(failing.setup.joining(connection).withRetry(patient)))
          .isInstanceOf(TransientDriftException.class);
      connection.rollback();
    }
    assertThat(failing.times).isEqualTo(1);
    assertThat(slept).isEmpty();
  }

  /**
   * As PostgreSQL does to the loser of two inserts of one event, where no lock keeps them apart.
   */
  @Test
  void repeatsATransactionThatLostOnTheSecondKeyOfAnEvent() {
    Setup setup =
        DatabaseRow.defaults()
            .filter(row -> row.database().startsWith("PostgreSQL"))
            .findFirst()
            .orElseThrow()
            .open();
    Jdbi.create(setup.dataSource())
        .useHandle(
            handle -> {
              handle.execute("create sequence lost");
              handle.execute(
                  """
                  create function lose() returns trigger language plpgsql as
                  'begin
                    if nextval(''lost'') = 1 then
                      raise unique_violation using message =
                        ''duplicate key value violates unique constraint "drift_event_once"'';
                    end if;
                    return new;
                  end'
                  """);
              handle.execute(
                  """
                  create trigger lose before insert on drift_event
                  for each row execute function lose()
                  """);
            });
    DriftDatabase database = setup.database(setup.dataSource()).withRetry(patient);
    assertThat(database.repository().record(RUN, () -> TestRuns.detect(RUN)).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
    assertThat(slept).hasSize(1);
  }

  static Stream<DatabaseRow> servers() {
    return DatabaseRow.lockingRows();
  }

  /** The first statements settle the session: what cannot be undone of them is not what failed. */
  @ParameterizedTest
  @MethodSource("servers")
  void repeatsATransactionWhoseConnectionIsLostWhileItBegins(DatabaseRow row) {
    Setup setup = row.open();
    AtomicInteger left = new AtomicInteger();
    DriftDatabase database = setup.database(losing(setup.dataSource(), left)).withRetry(patient);
    for (int statement = 1; statement <= 6; statement++) {
      Run run = TestRuns.of("acme", statement);
      left.set(statement);
      assertThat(database.repository().record(run, () -> TestRuns.detect(run)).eventsCreated())
          .as("lost at statement %d", statement)
          .isEqualTo(TestRuns.EVENTS);
      assertThat(left.get()).isNotPositive();
    }
    assertThat(slept).hasSizeBetween(5, 6); // one of them may only put a setting back
  }

  /** Closes a connection before one of the statements that are made on any. */
  private static DataSource losing(DataSource real, AtomicInteger left) {
    return proxy(
        DataSource.class,
        real,
        connection -> {},
        made ->
            made instanceof Connection connection
                ? proxy(
                    Connection.class, connection, method -> lose(connection, method, left), r -> r)
                : made);
  }

  private static void lose(Connection connection, Method method, AtomicInteger left)
      throws SQLException {
    boolean makesStatement = Statement.class.isAssignableFrom(method.getReturnType());
    if (makesStatement && left.decrementAndGet() == 0) {
      connection.close();
    }
  }

  private interface Before {
    void calling(Method method) throws SQLException;
  }

  private static <T> T proxy(
      Class<T> type, T real, Before before, UnaryOperator<Object> afterwards) {
    return type.cast(
        Proxy.newProxyInstance(
            RetryTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              before.calling(method);
              try {
                return afterwards.apply(method.invoke(real, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Test
  void pausesForAnythingUpToABoundThatDoubles() {
    RetryPolicy policy = RetryPolicy.withDefaults();
    for (int failures = 1; failures <= 70; failures++) {
      int seen = failures;
      assertThat(IntStream.range(0, 50).mapToObj(i -> policy.pause(seen)))
          .allMatch(pause -> !pause.isNegative() && pause.toMillis() <= 1000);
    }
    assertThat(IntStream.rangeClosed(1, 8).mapToObj(patient::pause).map(Duration::toMillis))
        .containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> patient.withAttempts(0))
        .hasMessage("a transaction needs 1 attempt or more, not 0");
    assertThatThrownBy(() -> patient.withTotalTime(Duration.ofMillis(-1)))
        .hasMessageContaining("total time must not be negative");
    assertThatThrownBy(() -> patient.withPauses(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("the first pause must be positive");
    assertThatThrownBy(() -> patient.withPauses(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .hasMessageContaining("at most the longest");
  }

  /** A database on which the first executions of a run fail once their events are inserted. */
  private static final class Failing {

    private final Setup setup;
    private final DriftDatabase database;
    private final SQLException failure;
    private final int failures;
    private final List<String> retries = new ArrayList<>();
    private int times;

    Failing(DatabaseRow row, int failures) {
      this(row, null, failures);
    }

    Failing(DatabaseRow row, SQLException failure, int failures) {
      this.setup = row.open();
      this.database = setup.database(setup.dataSource());
      this.failure = failure == null ? deadlock(database.vendor()) : failure;
      this.failures = failures;
    }

    /** As the drivers report it; SQLite, which has no deadlocks, cannot reach its file. */
    private static SQLException deadlock(Vendor vendor) {
      return switch (vendor) {
        case POSTGRESQL -> new SQLException("deadlock detected", "40P01");
        case H2 -> new SQLException("Deadlock detected", "40001", 40001);
        case SQLITE -> new SQLException("disk I/O error", null, 10);
        case MARIADB, MYSQL -> new SQLException("Deadlock found", "40001", 1213);
      };
    }

    RunReport record(RetryPolicy policy) {
      return record(database.withRetry(policy));
    }

    RunReport record(DriftDatabase on) {
      return on.observedBy(this::failWhenInserted)
          .withListener(new Retries())
          .repository()
          .record(RUN, () -> TestRuns.detect(RUN));
    }

    private void failWhenInserted(RunStep step) {
      if (step == RunStep.INSERTED && times++ < failures) {
        throw new UncheckedSqlException(failure);
      }
    }

    RunStatus status() {
      return database.repository().find(RUN.runId()).orElseThrow().status();
    }

    private final class Retries implements DriftListener {
      @Override
      public void retried(Run run, int failures, Duration pause, Throwable failure) {
        assertThat(failure).isInstanceOf(TransientDriftException.class);
        retries.add(failures + " " + pause.toMillis());
      }
    }
  }
}
