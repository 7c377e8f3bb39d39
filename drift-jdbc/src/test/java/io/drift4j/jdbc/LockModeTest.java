package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CustomerBusyException;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run does when somebody else has locked its customer. */
@Execution(ExecutionMode.CONCURRENT)
class LockModeTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(5); // some count in whole seconds
  private static final List<LockMode> MODES =
      List.of(LockMode.waiting(SHORT), LockMode.noWait(), LockMode.skip());

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  static Stream<DatabaseRow> lockingRows() {
    return DatabaseRow.lockingRows();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesUpOnABusyCustomerAsItsModeSaysAndNamesIt(DatabaseRow row) throws Exception {
    DriftDatabase database = open(row);
    Run other = TestRuns.of("acme", 2);
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, database, TestRuns.of("acme"))) {
      for (LockMode mode : MODES) {
        CustomerBusyException busy = busy(database.withLock(mode), other);
        assertThat(busy.customer()).isEqualTo("acme");
        assertThat(busy.waited()).as("%s", mode).isLessThan(SOON);
        if (mode == MODES.get(0)) {
          assertThat(busy.waited()).isGreaterThan(SHORT.minusMillis(50));
        }
      }
      assertThat(held.release().eventsCreated()).isEqualTo(TestRuns.EVENTS);
    }
    assertThat(record(database, other).eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void waitsForTheCustomerAsLongAsItMay(DatabaseRow row) throws Exception {
    DriftDatabase database = open(row);
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, database, TestRuns.of("acme"))) {
      held.releaseAfter(SHORT);
      long start = System.nanoTime();
      assertThat(record(database, TestRuns.of("acme", 2)).eventsCreated())
          .isEqualTo(TestRuns.EVENTS);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.minusMillis(50));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void doesNotWaitForAnOpenTransactionThatBeganTheSameRun(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DataSource dataSource = setup.dataSource();
    DriftDatabase database = setup.database(dataSource);
    Run run = TestRuns.of("acme");
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      record(setup.joining(connection), run);
      for (LockMode mode : MODES) {
        assertThat(busy(database.withLock(mode), run).waited()).as("%s", mode).isLessThan(SOON);
      }
      connection.rollback();
    }
    assertThat(record(database, run).eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("lockingRows")
  void letsTheHostInsertRecordsOfTheCustomerWhileARunIsOpen(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, host.database, TestRuns.of("acme"))) {
      host.insertWithin(SHORT);
      assertThat(held.release().eventsCreated()).isEqualTo(TestRuns.EVENTS);
    }
  }

  /** What README and javadoc say of the host's own row. */
  @ParameterizedTest
  @MethodSource("lockingRows")
  void letsItInsertWhileItsOwnRowIsLockedWhereTheDatabaseHasAWeakerLock(DatabaseRow row)
      throws Exception {
    Host host = new Host(row);
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, host.locked(), TestRuns.of("acme"))) {
      if (host.database.vendor() == Vendor.POSTGRESQL || host.database.vendor() == Vendor.H2) {
        host.insertWithin(SHORT);
      } else {
        assertThatThrownBy(() -> host.insertWithin(SHORT)).hasMessageContaining("timeout");
      }
      assertThat(held.release().eventsCreated()).isEqualTo(TestRuns.EVENTS);
    }
    host.insertWithin(SHORT);
  }

  @ParameterizedTest
  @MethodSource("lockingRows")
  void isExcludedByWhoeverLocksTheHostsOwnRow(DatabaseRow row) {
    Host host = new Host(row);
    try (Handle other = host.jdbi.open()) {
      other.begin();
      other.execute("select * from account where id = 'acme' for update");
      for (LockMode mode : MODES) {
        assertThat(busy(host.locked().withLock(mode), TestRuns.of("acme")).customer())
            .isEqualTo("acme");
      }
      other.rollback();
    }
    assertThat(record(host.locked(), TestRuns.of("acme")).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void saysWhichCustomerHasNoRowInTheHostsTable(DatabaseRow row) {
    DriftDatabase locked = new Host(row).locked();
    assertThatThrownBy(() -> record(locked, TestRuns.of("nobody")))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "customer nobody is not in table account, whose row was to be locked; add it there");
  }

  @Test
  void refusesANegativeWait() {
    assertThatThrownBy(() -> LockMode.waiting(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lock wait must not be negative");
  }

  /** A host with accounts, and claims that refer to them. */
  private static final class Host {

    private final DriftDatabase database;
    private final Jdbi jdbi;
    private int claims;

    Host(DatabaseRow row) {
      Setup setup = row.open();
      database = setup.database(setup.dataSource());
      jdbi = Jdbi.create(setup.dataSource());
      jdbi.useHandle(
          handle -> {
            handle.execute("create table account (id varchar(50) primary key)");
            handle.execute(
                """
                create table account_claim (
                  id integer primary key,
                  account varchar(50) not null,
                  foreign key (account) references account (id))
                """);
            handle.execute("insert into account values ('acme')");
          });
    }

    DriftDatabase locked() {
      return database.withCustomerRow("account", "id", KeyType.TEXT);
    }

    void insertWithin(Duration longest) {
      jdbi.useHandle(
          handle -> {
            Runnable restoration = database.vendor().dialect().begin(handle, longest);
            try {
              handle.execute("insert into account_claim values (?, 'acme')", ++claims);
              handle.commit();
            } catch (RuntimeException e) {
              handle.rollback();
              throw e;
            } finally {
              restoration.run();
            }
          });
    }
  }

  private static DriftDatabase open(DatabaseRow row) {
    Setup setup = row.open();
    return setup.database(setup.dataSource());
  }

  private static RunReport record(DriftDatabase database, Run run) {
    return database.repository().record(run, () -> TestRuns.detect(run));
  }

  private static CustomerBusyException busy(DriftDatabase database, Run run) {
    DriftRepository repository = database.repository();
    try {
      repository.record(run, () -> TestRuns.detect(run));
    } catch (CustomerBusyException e) {
      return e;
    }
    throw new AssertionError("customer " + run.customer() + " was not busy");
  }
}
