package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftRepository;
import io.drift4j.OtherProcess;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process that records runs of 20 customers, of some two together, is killed at a step; whoever
 * comes next finds nothing of that.
 */
@Timeout(120)
class KillTest {

  private static final int BY_SIGKILL = 128 + 9; // how a process ends
  private static final int SQLITE_BUSY = 5;

  private static final Set<RunStep> IN_A_TRANSACTION =
      EnumSet.range(RunStep.LOCKED, RunStep.COMMITTING);

  /** There a run is computed before its transaction. */
  private static final Set<RunStep> IN_A_TRANSACTION_OF_SQLITE =
      EnumSet.of(
          RunStep.LOCKED,
          RunStep.INSERTING,
          RunStep.INSERTED,
          RunStep.FINISHED,
          RunStep.COMMITTING);

  /** Where most is there that is not committed yet, and where all is. */
  private static final Set<RunStep> AROUND_THE_COMMIT =
      EnumSet.of(RunStep.COMMITTING, RunStep.COMMITTED);

  @TempDir Path folder;

  static Stream<Arguments> aroundTheCommit() {
    return onEveryDatabase(AROUND_THE_COMMIT);
  }

  static Stream<Arguments> beforeThat() {
    return onEveryDatabase(EnumSet.complementOf(EnumSet.copyOf(AROUND_THE_COMMIT)));
  }

  private static Stream<Arguments> onEveryDatabase(Set<RunStep> steps) {
    return SharedDatabase.all()
        .flatMap(database -> steps.stream().map(step -> Arguments.of(database, step)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("aroundTheCommit")
  @Execution(ExecutionMode.CONCURRENT)
  void keepsEveryEventOnceWhenAProcessIsKilledAt(SharedDatabase database, RunStep step)
      throws Exception {
    keepsEveryEventOnceWhenKilled(database, step);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("beforeThat")
  @Execution(ExecutionMode.CONCURRENT)
  @Tag("proof")
  void keepsEveryEventOnceWhenAProcessIsKilledAtAnyStepBefore(SharedDatabase database, RunStep step)
      throws Exception {
    keepsEveryEventOnceWhenKilled(database, step);
  }

  private void keepsEveryEventOnceWhenKilled(SharedDatabase database, RunStep step)
      throws Exception {
    List<Setup> places = places(database);
    try (OtherProcess process = ParkingProcess.start(step, places)) {
      process.await("PARKED");
      proveThatEveryRunIsAt(step, database, places);
      assertThat(process.kill()).isEqualTo(BY_SIGKILL);
    }
    for (int i = 0; i < places.size(); i++) {
      int customers = ParkingProcess.CUSTOMERS / places.size();
      passCleanly(step, places.get(i), customers, ParkingProcess.runs(i, places.size()));
    }
  }

  // ---- before

  private List<Setup> places(SharedDatabase database) throws IOException {
    Setup place = database.create(folder);
    return database == SharedDatabase.SQLITE ? aFileForEachCustomer() : List.of(place);
  }

  private List<Setup> aFileForEachCustomer() throws IOException {
    List<Setup> places = new ArrayList<>();
    for (int i = 0; i < ParkingProcess.CUSTOMERS; i++) {
      Path copy = folder.resolve(i + ".db");
      Files.copy(folder.resolve("drift.db"), copy);
      places.add(Setup.of(TestDatabases.sqlite(copy)));
    }
    return places;
  }

  // ---- the proof, from the databases themselves

  private static void proveThatEveryRunIsAt(
      RunStep step, SharedDatabase database, List<Setup> places) throws Exception {
    int customers = ParkingProcess.CUSTOMERS / places.size();
    int transactions = isInATransaction(step, database) ? customers : 0;
    for (int i = 0; i < places.size(); i++) {
      int runs = ParkingProcess.runs(i, places.size()).size();
      Ledger expected =
          step == RunStep.COMMITTED ? Ledger.recorded(customers, runs) : Ledger.begun(runs);
      try (Handle handle = Jdbi.open(places.get(i).place().dataSource())) {
        assertThat(Ledger.of(handle)).isEqualTo(expected);
        Patience.until(open -> open == transactions, () -> openTransactionsNow(database, handle));
        writeDown(database, handle);
      }
    }
  }

  private static boolean isInATransaction(RunStep step, SharedDatabase database) {
    return database == SharedDatabase.SQLITE
        ? IN_A_TRANSACTION_OF_SQLITE.contains(step)
        : IN_A_TRANSACTION.contains(step);
  }

  /** One test after the other: InnoDB tells none of them news while any of them keeps asking. */
  private static int openTransactionsNow(SharedDatabase database, Handle handle) {
    synchronized (Sight.class) {
      return openTransactions(database, handle);
    }
  }

  private static int openTransactions(SharedDatabase database, Handle handle) {
    return database == SharedDatabase.SQLITE
        ? somebodyWrites(handle)
        : database.sight().open(handle);
  }

  private static int somebodyWrites(Handle handle) {
    handle.createQuery("pragma busy_timeout = 0").mapTo(Integer.class).one();
    try {
      handle.execute("begin immediate");
      handle.execute("rollback");
      return 0;
    } catch (UnableToExecuteStatementException e) {
      assertThat(e).cause().isInstanceOf(SQLException.class);
      assertThat(((SQLException) e.getCause()).getErrorCode()).isEqualTo(SQLITE_BUSY);
      return 1;
    }
  }

  /**
   * H2 has what is committed in memory, and in its file some time later. A kill in between takes it
   * back, and a kill while H2 writes may leave a file that it cannot repair or even open. So
   * nothing is written in the background (a delay of 0), and before the kill everything is, also
   * what is not committed.
   */
  private static void writeDown(SharedDatabase database, Handle handle) {
    if (database == SharedDatabase.H2) {
      handle.execute("checkpoint sync");
    }
  }

  // ---- after

  private static void passCleanly(RunStep step, Setup place, int customers, List<Run> runs)
      throws Exception {
    try (Handle handle = reopen(place)) {
      DriftRepository repository = place.database(place.dataSource()).repository();
      for (Run run : runs) {
        RunReport report = repository.record(run, () -> TestRuns.detect(run));
        assertThat(report.isSuccess()).isTrue();
        assertThat(report.alreadyRecorded()).isEqualTo(step == RunStep.COMMITTED);
        assertThat(report.events()).isEqualTo(TestRuns.detect(run).events());
      }
      assertThat(Ledger.of(handle)).isEqualTo(Ledger.recorded(customers, runs.size()));
    }
  }

  /** A file of H2 looks open for a moment after the process that served it is gone. */
  private static Handle reopen(Setup place) throws Exception {
    return Patience.untilOpen(() -> Jdbi.open(place.place().dataSource()));
  }
}
