package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.TransientDriftException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A transaction of the caller's that cannot be worked in any more: it sees what was there before
 * somebody else recorded the run, or it has failed already. It is told what the caller can do.
 */
class JoinedAfterTroubleTest {

  private static final Run RUN = TestRuns.of("acme");

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  static Stream<DatabaseRow> lockingRows() {
    return DatabaseRow.lockingRows();
  }

  static Stream<DatabaseRow> mysqlFamily() {
    return DatabaseRow.defaults().filter(row -> row.database().contains("MariaDB"));
  }

  /** On SQLite, which knows one level, {@code BUSY_SNAPSHOT}, for which no wait is long enough. */
  @ParameterizedTest
  @MethodSource("databases")
  void saysToBeginAnewWhereASnapshotHidesARunOfSomebodyElses(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.withSnapshot(
        Connection.TRANSACTION_REPEATABLE_READ,
        joined -> {
          record(host.database.repository());
          assertOutdated(joined);
        });
    host.assertRecordedOnce();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void saysSoAlsoWhereItShowsTheRunAsFailed(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.fail();
    host.withSnapshot(
        Connection.TRANSACTION_REPEATABLE_READ,
        joined -> {
          record(host.database.repository());
          assertOutdated(joined);
        });
    host.assertRecordedOnce();
  }

  /** As new servers of MariaDB come. */
  @ParameterizedTest
  @MethodSource("mysqlFamily")
  void saysSoWhereTheServerRefusesToLockWhatASnapshotHides(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.first = "set session innodb_snapshot_isolation = 1";
    host.fail();
    host.withSnapshot(
        Connection.TRANSACTION_REPEATABLE_READ,
        joined -> {
          record(host.database.repository());
          assertOutdated(joined);
        });
    host.assertRecordedOnce();
  }

  /** MariaDB and MySQL read what was committed last there, the others refuse as above. */
  @ParameterizedTest
  @MethodSource("lockingRows")
  void isNeverWrongWhereTransactionsAreSerializable(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.withSnapshot(
        Connection.TRANSACTION_SERIALIZABLE,
        joined -> {
          record(host.database.repository());
          if (host.database.vendor() == Vendor.POSTGRESQL || host.database.vendor() == Vendor.H2) {
            assertOutdated(joined);
          } else {
            assertThat(record(joined).alreadyRecorded()).isTrue();
          }
        });
    host.assertRecordedOnce();
  }

  @ParameterizedTest
  @MethodSource("lockingRows")
  void seesWhatWasRecordedMeanwhileWhereTransactionsAreReadCommitted(DatabaseRow row)
      throws Exception {
    Host host = new Host(row);
    host.withSnapshot(
        Connection.TRANSACTION_READ_COMMITTED,
        joined -> {
          record(host.database.repository());
          assertThat(record(joined).events()).hasSize(TestRuns.EVENTS);
        });
  }

  /** A snapshot that hides nothing of the run is none to complain of. */
  @ParameterizedTest
  @MethodSource("databases")
  void recordsInASnapshotWhereNobodyElseDoes(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.fail();
    host.withSnapshot(
        Connection.TRANSACTION_REPEATABLE_READ,
        joined -> {
          assertThat(record(joined).eventsCreated()).isEqualTo(TestRuns.EVENTS);
          assertThat(record(joined).events()).hasSize(TestRuns.EVENTS);
        });
    host.assertRecordedOnce();
  }

  @Test
  void saysThatATransactionHadFailedBeforeOnPostgresql() throws Exception {
    Host host = new Host(DatabaseRow.defaults().findFirst().orElseThrow());
    try (Connection connection = host.dataSource.getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> execute(connection, "select missing from note"))
          .hasMessageContaining("missing");
      DriftRepository joined = host.setup.joining(connection).repository();
      String failedBefore =
          " failed: the transaction had failed before, with a statement of somebody else's; roll it"
              + " back and begin a new one (SQLState 25P02";
      assertThatThrownBy(() -> record(joined))
          .isExactlyInstanceOf(DriftException.class)
          .hasMessageStartingWith("recording a run" + failedBefore);
      assertThatThrownBy(() -> joined.events(EventQuery.of("acme")))
          .isExactlyInstanceOf(DriftException.class)
          .hasMessageStartingWith("reading events" + failedBefore);
      connection.rollback();
      assertThat(record(joined).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      connection.commit();
    }
    host.assertRecordedOnce();
  }

  // ---- what a failure is told by

  @Test
  void tellsAFailureByItselfBeforeItsCauses() {
    assertThat(kind(error("25P02", 0, error("42703", 0, null)))).isEqualTo(Failure.FAILED_BEFORE);
    assertThat(kind(error("23505", 0, error("42703", 0, null)))).isEqualTo(Failure.CONSTRAINT);
  }

  @Test
  void looksBehindWhatSaysNothing() {
    assertThat(kind(new IllegalStateException(error("42703", 0, null))))
        .isEqualTo(Failure.NOT_MIGRATED);
    assertThat(kind(error(null, 0, error("40001", 0, null)))).isEqualTo(Failure.SERIALIZATION);
    assertThat(kind(error("HY000", 0, error("40P01", 0, null)))).isEqualTo(Failure.DEADLOCK);
    assertThat(kind(new IllegalStateException("no database"))).isEqualTo(Failure.OTHER);
  }

  private static Failure kind(Throwable failure) {
    return DatabaseErrors.kind(Vendor.POSTGRESQL.dialect(), failure);
  }

  private static SQLException error(String state, int code, Throwable cause) {
    return new SQLException("text", state, code, cause);
  }

  private static void assertOutdated(DriftRepository joined) {
    assertThatThrownBy(() -> record(joined))
        .isExactlyInstanceOf(TransientDriftException.class)
        .hasMessageContaining("begin a new transaction and repeat it");
  }

  private static RunReport record(DriftRepository repository) {
    return repository.record(RUN, () -> TestRuns.detect(RUN));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What is done with a joined repository. */
  private interface Work {
    void with(DriftRepository joined) throws Exception;
  }

  /** A host that has a table of its own. */
  private static final class Host {

    private final Setup setup;
    private final DataSource dataSource;
    private final DriftDatabase database;
    private String first = "select count(*) from note";

    Host(DatabaseRow row) throws SQLException {
      setup = row.open();
      dataSource = setup.dataSource();
      database = setup.database(dataSource);
      try (Connection connection = dataSource.getConnection()) {
        execute(connection, "create table note (text varchar(50))");
      }
    }

    void fail() {
      assertThatThrownBy(
              () ->
                  database
                      .repository()
                      .record(
                          RUN,
                          () -> {
                            throw new IllegalStateException("no");
                          }))
          .isInstanceOf(IllegalStateException.class);
    }

    /** In a transaction that has read, and so fixed what it sees. */
    void withSnapshot(int isolation, Work work) throws Exception {
      try (Connection connection = dataSource.getConnection()) {
        int usual = connection.getTransactionIsolation();
        if (database.vendor() != Vendor.SQLITE) {
          connection.setTransactionIsolation(isolation);
        }
        execute(connection, first);
        connection.setAutoCommit(false);
        execute(connection, "select count(*) from " + read(isolation));
        work.with(setup.joining(connection).repository());
        connection.rollback();
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(usual);
      }
    }

    /** What is read by a serializable transaction is locked on MariaDB and MySQL. */
    private static String read(int isolation) {
      return isolation == Connection.TRANSACTION_SERIALIZABLE ? "note" : "drift_run";
    }

    /** By whoever was first, or else by the next transaction of the caller's. */
    void assertRecordedOnce() throws SQLException {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        RunReport report = record(setup.joining(connection).repository());
        connection.commit();
        assertThat(report.events()).hasSize(TestRuns.EVENTS);
        assertThat(report.number()).isEqualTo(1);
      }
      assertThat(database.repository().events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
    }
  }
}
