package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftException;
import io.drift4j.DriftRepository;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modes of SQLite: those that are needed, and those that make no difference. */
class VerifySqliteTest {

  @TempDir Path folder;

  @Test
  void refusesAnotherJournal() {
    TestDatabase host = at("?foreign_keys=on");
    assertThatThrownBy(() -> DriftDatabase.on(host.dataSource()))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "SQLite's journal_mode is delete; expected wal: otherwise a reader blocks every"
                + " writer; pragma journal_mode = wal");
    Finding finding = verifyAsToldSo(host).findings().get(0);
    Jdbi.create(host.dataSource()).useHandle(handle -> pragma(handle, finding.remedy()));
    assertThat(verifyAsToldSo(host).findings()).isEmpty();
    assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
  }

  @Test
  void refusesConnectionsThatDoNotCheckReferences() {
    TestDatabase host = at("?journal_mode=WAL");
    assertThatThrownBy(() -> DriftDatabase.on(host.dataSource()))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "SQLite's foreign_keys are off; expected on: otherwise references are not checked; put"
                + " foreign_keys=on into the URL");
    assertThat(verifyAsToldSo(host).isSound()).isFalse();
    TestDatabase mended = at("?journal_mode=WAL&foreign_keys=on");
    assertThat(verifyAsToldSo(mended).findings()).isEmpty();
  }

  @Test
  void refusesAPoolWithoutAutoCommit() {
    try (HikariDataSource pool = pool(migrated(), false, "select 1")) {
      assertThatThrownBy(() -> DriftDatabase.on(pool))
          .isInstanceOf(DriftException.class)
          .hasMessage(
              "SQLite connections come with autoCommit off; expected on: otherwise every idle one"
                  + " holds the lock of the file; switch autoCommit on in the pool");
    }
  }

  /** A vendor that is named is not looked at before it is asked. */
  private Verification verifyAsToldSo(TestDatabase host) {
    DriftMigrations.on(at("?foreign_keys=on").dataSource()).migrate();
    return DriftDatabase.on(host.dataSource(), Vendor.SQLITE).verify();
  }

  @Test
  void joinsATransactionWhoseAutoCommitIsOff() throws SQLException {
    TestDatabase host = migrated();
    try (Connection connection = host.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(DriftDatabase.joining(connection).verify().findings()).isEmpty();
    }
  }

  /** Our transactions set their own, and put back what was there. */
  @Test
  void waitsForTheFileAlsoWhereConnectionsWouldNot() {
    TestDatabase host = migrated();
    Run run = TestRuns.of("acme");
    Duration patience = Duration.ofMillis(300);
    try (HikariDataSource pool = pool(host, true, "pragma busy_timeout = 0");
        Handle writer = Jdbi.open(host.dataSource())) {
      DriftRepository repository = DriftDatabase.on(pool).withLockWait(patience).repository();
      writer.execute("begin immediate");
      long start = System.nanoTime();
      assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
          .isInstanceOf(DriftException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(patience);
      assertThat(
              Jdbi.create(pool)
                  .<String, RuntimeException>withHandle(
                      handle -> pragma(handle, "pragma busy_timeout")))
          .isEqualTo("0");
      writer.execute("commit");
      assertThat(repository.record(run, () -> TestRuns.detect(run)).eventsCreated())
          .isEqualTo(TestRuns.EVENTS);
    }
  }

  /** Before anything is written: the URL's transaction_mode, deferred by default, is not asked. */
  @Test
  void holdsTheLockOfTheFileFromTheBeginningOfATransaction() {
    TestDatabase host = migrated();
    Run run = TestRuns.of("acme");
    List<Integer> refused = new ArrayList<>();
    DriftDatabase database =
        DriftDatabase.on(at("?foreign_keys=on&transaction_mode=DEFERRED").dataSource())
            .observedBy(
                step -> {
                  if (step == RunStep.LOCKED) {
                    refused.add(beginAnother(host));
                  }
                });
    database.repository().record(run, () -> TestRuns.detect(run));
    assertThat(refused).containsExactly(5); // SQLITE_BUSY
    assertThat(beginAnother(host)).isZero();
  }

  private static int beginAnother(TestDatabase host) {
    try (Connection connection = host.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 0");
      statement.execute("begin immediate");
      return 0;
    } catch (SQLException e) {
      return e.getErrorCode();
    }
  }

  @Test
  void findsDatesThatTheDriverKeptAsNumbers() throws SQLException {
    TestDatabase host = migrated();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(handle -> handle.execute("update claim set decided_date = 1768435200000"));
    List<Finding> findings =
        DriftDatabase.on(host.dataSource())
            .verify(RecordTable.named("claim"), TestRuns.PAYER_DRIFT)
            .findings();
    assertThat(findings)
        .extracting(Finding::toString)
        .containsExactly(
            "error: 676 of 676 values of column decided_date of table claim cannot be read: 676"
                + " integer; expected texts such as 2026-01-15; have the driver write dates as texts"
                + " (date_class=TEXT in the URL), and rewrite those that are there");
  }

  private static String pragma(Handle handle, String pragma) {
    return handle.createQuery(pragma).mapTo(String.class).one();
  }

  private TestDatabase migrated() {
    TestDatabase host = at("?journal_mode=WAL&foreign_keys=on");
    DriftMigrations.on(host.dataSource()).migrate();
    return host;
  }

  private TestDatabase at(String options) {
    return TestDatabases.at("jdbc:sqlite:" + folder.resolve("modes.db") + options, "", "");
  }

  private static HikariDataSource pool(TestDatabase host, boolean autoCommit, String first) {
    HikariConfig config = new HikariConfig();
    config.setConnectionInitSql(first);
    config.setDataSource(host.dataSource());
    config.setMaximumPoolSize(1);
    config.setAutoCommit(autoCommit);
    return new HikariDataSource(config);
  }
}
