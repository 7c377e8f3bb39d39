package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.CellVisitor;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.OtherProcess;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The nightly run: all customers, by threads and processes that divide the work themselves. */
@Timeout(120)
@Isolated("nothing else may log meanwhile")
class DriftSweepTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;
  private static final List<String> CUSTOMERS =
      IntStream.range(0, 8).mapToObj(i -> "customer-" + i).toList();

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  static Stream<DatabaseRow> lockingRows() {
    return DatabaseRow.lockingRows();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void recordsEveryCustomerOnceWithManyThreadsOfManyProcesses(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    List<OtherProcess> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(SweepingProcess.start(host.setup, 3, CUSTOMERS));
    }
    for (OtherProcess process : processes) {
      process.await("READY");
    }
    processes.forEach(OtherProcess::goOn);
    SweepReport report =
        host.sweep(host.database).withThreads(3).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
    long recorded = report.recordedHere();
    for (OtherProcess process : processes) {
      String[] said = process.await("RECORDED").split(" ", 3);
      recorded += Long.parseLong(said[1]);
      assertThat(said[2]).isEqualTo("{}");
      process.close();
    }
    assertThat(report.isComplete()).isTrue();
    assertThat(report.reports().keySet()).containsExactlyElementsOf(CUSTOMERS);
    assertThat(recorded).isEqualTo(CUSTOMERS.size());
    host.assertEveryEventIsThereOnce();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void takesOverTheCustomersOfAProcessThatDied(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    RunStep step = row.database().startsWith("SQLite") ? RunStep.READ : RunStep.INSERTED;
    try (OtherProcess dying = SweepingProcess.stopping(step, host.setup, 2, CUSTOMERS)) {
      dying.await("READY");
      dying.goOn();
      dying.await("STOPPED");
      dying.await("STOPPED");
      CompletableFuture<SweepReport> sweep =
          CompletableFuture.supplyAsync(
              () ->
                  host.sweep(host.database)
                      .withThreads(2)
                      .run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF));
      host.awaitRecorded(CUSTOMERS.size() - (host.database.vendor() == Vendor.SQLITE ? 0 : 2));
      dying.kill();
      assertThat(sweep.get(100, TimeUnit.SECONDS).recordedHere()).isEqualTo(CUSTOMERS.size());
    }
    host.assertEveryEventIsThereOnce();
  }

  @ParameterizedTest
  @MethodSource("lockingRows")
  void goesOnToOthersWhileACustomerIsLockedAndComesBack(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    Run held = host.run(CUSTOMERS.get(0));
    try (HeldRun run = HeldRun.at(RunStep.LOCKED, host.database, held)) {
      CompletableFuture<SweepReport> sweep =
          CompletableFuture.supplyAsync(
              () -> host.sweep(host.database).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF));
      host.awaitRecorded(CUSTOMERS.size() - 1);
      run.release();
      assertThat(sweep.get(60, TimeUnit.SECONDS).reports().get(held.customer()).alreadyRecorded())
          .isTrue();
    }
    host.assertEveryEventIsThereOnce();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void holdsAtMostOneConnectionForEachThread(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    HikariConfig config = new HikariConfig();
    config.setDataSource(host.setup.place().dataSource());
    config.setMaximumPoolSize(3);
    config.setConnectionTimeout(10_000);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      DriftDatabase database = host.setup.database(pool);
      SweepReport report =
          host.sweep(database).withThreads(3).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
      assertThat(report.failures()).isEmpty();
      assertThat(report.recordedHere()).isEqualTo(CUSTOMERS.size());
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void finishesWhatIsUnderWayAndBeginsNothingMoreWhenItIsStopped(DatabaseRow row) {
    Host host = new Host(row);
    Thread caller = Thread.currentThread();
    AtomicInteger finished = new AtomicInteger();
    DriftDatabase stopping =
        host.database.withListener(
            new DriftListener() {
              @Override
              public void runFinished(RunReport report, RunTimes times) {
                if (finished.incrementAndGet() == 4) {
                  caller.interrupt();
                }
              }
            });
    SweepReport report =
        host.sweep(stopping).withThreads(2).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
    assertThat(Thread.interrupted()).as("the caller is still told").isTrue();
    assertThat(report.isComplete()).isFalse();
    assertThat(report.failures()).isEmpty();
    assertThat(report.reports().size()).isEqualTo(finished.get()).isGreaterThanOrEqualTo(4);
    assertThat(report.notBegun()).hasSize(CUSTOMERS.size() - report.reports().size());
    SweepReport rest = host.sweep(host.database).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
    assertThat(rest.recordedHere()).isEqualTo(report.notBegun().size());
    host.assertEveryEventIsThereOnce();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isNotStoppedByACustomerThatFails(DatabaseRow row) {
    Host host = new Host(row);
    CountSource counts = host.database.counts(Host.CLAIMS);
    CountSource failing =
        (request, visitor) -> {
          if (request.customer().equals(CUSTOMERS.get(5))) {
            throw new IllegalStateException("no");
          }
          counts.read(request, visitor);
        };
    SweepReport report =
        DriftSweep.of(host.database, failing).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
    assertThat(report.failures()).containsOnlyKeys(CUSTOMERS.get(5));
    assertThat(report.reports()).hasSize(CUSTOMERS.size() - 1);
    assertThat(report.isComplete()).isFalse();
  }

  /**
   * Whoever ignores the report sees it in the log; what was told as a failed run is not repeated.
   */
  @ParameterizedTest
  @MethodSource("databases")
  void logsWhyARunCouldNotEvenBegin(DatabaseRow row) {
    Host host = new Host(row);
    CountSource misspelt = host.database.counts(Host.CLAIMS.withOutcome("NO").as("REJECTED"));
    CountSource failing =
        (request, visitor) -> {
          throw new DriftException("there is nothing to read");
        };
    try (LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      DriftSweep.of(host.database, misspelt).run(PAYER_DRIFT, List.of("acme"), TestRuns.AS_OF);
      DriftSweep.of(host.database, failing).run(PAYER_DRIFT, List.of("", "b"), TestRuns.AS_OF);
      assertThat(log.lines())
          .filteredOn(line -> line.contains("could not be begun"))
          .satisfiesExactlyInAnyOrder(
              line ->
                  assertThat(line)
                      .startsWith(
                          "\"acme\", payer-drift as of 2026-01-15 could not be begun: table")
                      .contains("outcomes that payer-drift/1 does not know: REJECTED"),
              line ->
                  assertThat(line).startsWith("\"\", payer-drift").contains(": customer is empty"));
      assertThat(log.lines())
          .filteredOn(line -> line.contains("there is nothing to read"))
          .singleElement()
          .asString()
          .startsWith("\"b\", payer-drift as of 2026-01-15 failed: ");
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isNotStoppedByANullAmongTheCustomersButSaysSo(DatabaseRow row) {
    Host host = new Host(row);
    List<String> customers = Arrays.asList(null, CUSTOMERS.get(0), null, "", CUSTOMERS.get(1));
    try (LoggedLines log = new LoggedLines(DriftDatabase.class)) {
      SweepReport report = host.sweep(host.database).run(PAYER_DRIFT, customers, TestRuns.AS_OF);
      assertThat(report.reports()).containsOnlyKeys(CUSTOMERS.get(0), CUSTOMERS.get(1));
      assertThat(report.failures()).containsOnlyKeys("");
      assertThat(report.failures().get("")).hasMessageStartingWith("customer is empty; name");
      assertThat(report.nameless()).isEqualTo(2);
      assertThat(report.isComplete()).isFalse();
      assertThat(log.lines())
          .contains(
              "2 of the customers of a sweep of payer-drift as of 2026-01-15 are null and are left"
                  + " out; name them");
    }
  }

  /** What a host's own part may give or throw, checked exceptions of other languages included. */
  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of("an error", trouble(() -> new AssertionError("no")), "AssertionError"),
        Arguments.of("a recursion", trouble(StackOverflowError::new), "StackOverflowError"),
        Arguments.of("a checked one", trouble(() -> new IOException("no")), "IOException"),
        Arguments.of("a null", trouble(() -> null), "null for a segment"));
  }

  private static BiConsumer<CountRequest, CellVisitor> trouble(Supplier<Throwable> thrown) {
    return (request, visitor) -> {
      Throwable trouble = thrown.get();
      if (trouble == null) {
        visitor.segment(null);
      } else {
        DriftSweepTest.<RuntimeException>throwing(trouble);
      }
    };
  }

  @SuppressWarnings("unchecked") // which is what lets it through
  private static <E extends Throwable> void throwing(Throwable trouble) throws E {
    throw (E) trouble;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void isNotStoppedByWhatASourceGivesOrThrows(
      String what, BiConsumer<CountRequest, CellVisitor> trouble, String told) {
    Host host = new Host(databases().findFirst().orElseThrow());
    CountSource counts = host.database.counts(Host.CLAIMS);
    CountSource broken =
        (request, visitor) -> {
          if (request.customer().equals(CUSTOMERS.get(5))) {
            trouble.accept(request, visitor);
          }
          counts.read(request, visitor);
        };
    SweepReport report =
        DriftSweep.of(host.database, broken).run(PAYER_DRIFT, CUSTOMERS, TestRuns.AS_OF);
    assertThat(report.failures()).containsOnlyKeys(CUSTOMERS.get(5));
    assertThat(report.failures().get(CUSTOMERS.get(5))).hasMessageContaining(told);
    assertThat(report.reports()).hasSize(CUSTOMERS.size() - 1);
  }

  @Test
  void saysWhichOfASourcesAnswersIsNull() {
    Host host = new Host(databases().findFirst().orElseThrow());
    for (String answer : List.of("source id", "settings", "freshWithinDays")) {
      SweepReport report =
          DriftSweep.of(host.database, new Silent(host.database.counts(Host.CLAIMS), answer))
              .run(PAYER_DRIFT, CUSTOMERS.subList(0, 2), TestRuns.AS_OF);
      assertThat(report.failures())
          .hasSize(2)
          .allSatisfy((c, e) -> assertThat(e).hasMessageContaining("null", answer));
    }
  }

  /** A source that answers one question with null. */
  private record Silent(CountSource source, String answer) implements CountSource {

    @Override
    public String id() {
      return answer.equals("source id") ? null : "silent-" + answer;
    }

    @Override
    public SortedMap<String, String> settings() {
      return answer.equals("settings") ? null : source.settings();
    }

    @Override
    public OptionalInt freshWithinDays() {
      return answer.equals("freshWithinDays") ? null : OptionalInt.empty();
    }

    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      source.read(request, visitor);
    }
  }

  @Test
  void refusesNullWhereItIsGiven() {
    Host host = new Host(databases().findFirst().orElseThrow());
    CountSource counts = host.database.counts(Host.CLAIMS);
    DriftSweep sweep = DriftSweep.of(host.database, counts);
    assertThatThrownBy(() -> DriftSweep.of(null, counts)).hasMessageContaining("database");
    assertThatThrownBy(() -> DriftSweep.of(host.database, null)).hasMessageContaining("source");
    assertThatThrownBy(() -> sweep.run(null, CUSTOMERS, TestRuns.AS_OF))
        .hasMessageContaining("definition");
    assertThatThrownBy(() -> sweep.run(PAYER_DRIFT, null, TestRuns.AS_OF))
        .hasMessageContaining("customers");
    assertThatThrownBy(() -> sweep.run(PAYER_DRIFT, CUSTOMERS, null))
        .hasMessageContaining("as-of day");
  }

  @ParameterizedTest
  @MethodSource("databases")
  void refusesATransactionOfTheCallersAndNoThreads(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    CountSource counts = database.counts(Host.CLAIMS);
    try (Connection connection = setup.dataSource().getConnection()) {
      DriftDatabase joined = setup.joining(connection);
      assertThatThrownBy(() -> DriftSweep.of(joined, counts))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("a sweep needs transactions of its own");
    }
    assertThatThrownBy(() -> DriftSweep.of(database, counts).withThreads(0))
        .hasMessage("a sweep needs 1 thread or more, not 0");
  }

  /** A host with a few claims of each customer. */
  private static final class Host {

    private static final RecordTable CLAIMS = RecordTable.named("claim");

    private final Setup setup;
    private final DriftDatabase database;
    private final DataSource dataSource;

    Host(DatabaseRow row) {
      setup = row.open();
      dataSource = setup.dataSource();
      database = setup.database(dataSource);
      List<Claim> claims =
          CUSTOMERS.stream().flatMap(customer -> TestRuns.claims(customer).stream()).toList();
      ClaimTable.create(setup.place(), claims);
    }

    DriftSweep sweep(DriftDatabase on) {
      return DriftSweep.of(on, on.counts(CLAIMS));
    }

    /** The one that a sweep makes of a customer. */
    Run run(String customer) {
      return Run.of(PAYER_DRIFT, customer, TestRuns.AS_OF, database.counts(CLAIMS), 1);
    }

    void awaitRecorded(int runs) throws Exception {
      Patience.until(ledger -> ledger.recorded() == runs, this::ledger);
    }

    void assertEveryEventIsThereOnce() {
      assertThat(ledger()).isEqualTo(Ledger.recorded(CUSTOMERS.size()));
    }

    private Ledger ledger() {
      try (Handle handle = Jdbi.open(dataSource)) {
        return Ledger.of(handle);
      }
    }
  }
}
