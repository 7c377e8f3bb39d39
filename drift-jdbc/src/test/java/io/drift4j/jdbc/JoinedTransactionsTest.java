package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.EventCursor;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The caller's transaction carries everything, and is the caller's before and after. */
class JoinedTransactionsTest {

  private static final Run RUN = TestRuns.of("acme");

  private static final RecordTable CLAIMS = RecordTable.named("claim");

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void keepsARunWhenTheCallerCommitsAndNothingOfItOtherwise(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    try (Connection connection = host.dataSource.getConnection()) {
      connection.setAutoCommit(false);
      DriftRepository joined = host.setup.joining(connection).repository();
      assertThat(record(joined, RUN).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      assertThat(joined.events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
      connection.rollback();
      host.assertNothingIsStored();
      assertThat(record(joined, RUN).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      assertThat(record(joined, RUN).alreadyRecorded()).isTrue();
      connection.commit();
    }
    assertThat(host.find(RUN).status()).isEqualTo(RunStatus.SUCCESS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void joinsAHandleOfAJdbiWithoutPluginsAndConfiguresNothingOnIt(DatabaseRow row) {
    Host host = new Host(row);
    Jdbi plain = Jdbi.create(host.dataSource);
    plain.useTransaction(
        handle -> {
          DriftDatabase joined = host.setup.withNames(DriftDatabase.joining(handle));
          assertThat(record(joined.repository(), RUN).eventsCreated()).isEqualTo(TestRuns.EVENTS);
          assertThat(handle.getConfig(StatementExceptions.class).getMessageRendering())
              .isEqualTo(new StatementExceptions().getMessageRendering());
        });
    assertThat(host.find(RUN).events()).hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void joinsSpringsTransactionAndSharesItsFate(DatabaseRow row) {
    Host host = new Host(row);
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(host.dataSource));
    DriftDatabase joined =
        transaction.execute(status -> host.setup.withNames(joining(host.dataSource)));
    DriftMonitor monitor =
        DriftMonitor.of(joined.repository(), joined.counts(RecordTable.named("claim")));
    assertThatThrownBy(
            () ->
                transaction.executeWithoutResult(
                    status -> {
                      host.note("rolled back");
                      run(monitor);
                      throw new IllegalStateException("the caller changed its mind");
                    }))
        .hasMessage("the caller changed its mind");
    host.assertNothingIsStored();
    assertThat(host.notes()).isEmpty();
    transaction.executeWithoutResult(
        status -> {
          host.note("committed");
          assertThat(run(monitor).eventsCreated()).isEqualTo(TestRuns.EVENTS);
        });
    assertThat(host.notes()).containsExactly("committed");
    assertThat(host.events()).hasSize(TestRuns.EVENTS);
  }

  /** As the documentation shows it. */
  private static DriftDatabase joining(DataSource dataSource) {
    ConnectionFactory current =
        new ConnectionFactory() {
          @Override
          public Connection openConnection() {
            return DataSourceUtils.getConnection(dataSource);
          }

          @Override
          public void closeConnection(Connection connection) {
            DataSourceUtils.releaseConnection(connection, dataSource);
          }
        };
    return DriftDatabase.joining(
        current, TransactionSynchronizationManager::isActualTransactionActive);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesATransactionUsableAndEmptyOfItWhenARunFails(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.inTransaction(
        connection -> {
          execute(connection, "insert into note values ('before')");
          DriftRepository joined = host.setup.joining(connection).repository();
          assertThatThrownBy(() -> joined.record(RUN, () -> fail(new IllegalStateException("no"))))
              .isInstanceOf(IllegalStateException.class);
          assertThatThrownBy(() -> joined.record(RUN, () -> fail(new StackOverflowError())))
              .isInstanceOf(StackOverflowError.class);
          execute(connection, "insert into note values ('after')");
        });
    assertThat(host.notes()).containsExactlyInAnyOrder("before", "after");
    host.assertNothingIsStored();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesATransactionUsableAndAsItWasWhenAReadFails(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.inTransaction(
        connection -> {
          List<String> before = host.stateOf(connection);
          execute(connection, "insert into note values ('before')");
          for (Consumer<DriftDatabase> read : failingReads()) {
            assertThatThrownBy(() -> read.accept(host.setup.joining(connection)))
                .isExactlyInstanceOf(DriftException.class)
                .hasMessageContaining("is missing");
            execute(connection, "insert into note values ('after')");
          }
          assertThat(host.stateOf(connection)).isEqualTo(before);
          assertThat(host.setup.joining(connection).verify().isSound()).isTrue();
        });
    assertThat(host.notes()).hasSize(1 + failingReads().size()).contains("before", "after");
  }

  /** All that reads, of tables that are not there. */
  private static List<Consumer<DriftDatabase>> failingReads() {
    return List.of(
        database -> lost(database).find(RUN.runId()),
        database -> lost(database).failures(Instant.EPOCH),
        database -> lost(database).failures("acme", Instant.EPOCH),
        database -> lost(database).verdicts(RUN.runId()),
        database -> lost(database).events(EventQuery.of("acme")),
        database -> lost(database).events().after(EventCursor.start("acme")),
        database ->
            monitor(database, CLAIMS.withFilter("lost = 1"))
                .preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF),
        database ->
            monitor(database, RecordTable.named("lost"))
                .preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF));
  }

  private static DriftMonitor monitor(DriftDatabase database, RecordTable table) {
    return DriftMonitor.of(database.repository(), database.counts(table));
  }

  private static DriftRepository lost(DriftDatabase database) {
    return database.tablePrefix("lost_").repository();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesATransactionUsableWhenTheCustomerIsBusy(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    if (host.database.vendor() == Vendor.SQLITE) {
      assertBusyBeforeItsFirstWrite(host);
      return;
    }
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, host.database, TestRuns.of("acme", 2))) {
      host.inTransaction(
          connection -> {
            execute(connection, "insert into note values ('before')");
            assertThatThrownBy(() -> record(impatient(host, connection), RUN))
                .isInstanceOf(CustomerBusyException.class);
            execute(connection, "insert into note values ('after')");
          });
      held.release();
    }
    assertThat(host.notes()).containsExactlyInAnyOrder("before", "after");
    assertThat(host.find(TestRuns.of("acme", 2)).isSuccess()).isTrue();
    assertThat(host.database.repository().find(RUN.runId())).isEmpty();
  }

  /** Who has written holds the lock of the file already, so a caller meets it at first only. */
  private static void assertBusyBeforeItsFirstWrite(Host host) throws Exception {
    try (HeldRun held = HeldRun.at(RunStep.INSERTED, host.database, TestRuns.of("acme", 2));
        Connection connection = host.dataSource.getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> record(impatient(host, connection), RUN))
          .isInstanceOf(CustomerBusyException.class);
      connection.rollback();
      held.release();
    }
  }

  private static DriftRepository impatient(Host host, Connection connection) {
    return host.setup.joining(connection).withLockWait(Duration.ofMillis(200)).repository();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void refusesAConnectionThatIsInNoTransaction(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    try (Connection connection = host.dataSource.getConnection()) {
      DriftRepository joined = host.setup.joining(connection).repository();
      assertThatThrownBy(() -> record(joined, RUN))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith(
              "the joined connection is in no transaction (autoCommit is on); begin one");
    }
    host.assertNothingIsStored();
  }

  // ---- pools without autoCommit, whose connections always look as if in a transaction

  @ParameterizedTest
  @MethodSource("databases")
  void refusesAThreadOfSpringsThatIsInNoTransaction(DatabaseRow row) {
    Host host = new Host(row, "false");
    DriftDatabase joined = host.setup.withNames(joining(host.dataSource));
    DriftMonitor monitor =
        DriftMonitor.of(joined.repository(), joined.counts(RecordTable.named("claim")));
    assertInNoTransaction(() -> run(monitor));
    TransactionTemplate transaction =
        new TransactionTemplate(new DataSourceTransactionManager(host.dataSource));
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_SUPPORTS);
    transaction.executeWithoutResult(status -> assertInNoTransaction(() -> run(monitor)));
    host.assertNothingIsStored();
    assertThat(joined.repository().events(EventQuery.of("acme"))).isEmpty();
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
    transaction.executeWithoutResult(
        status -> assertThat(run(monitor).eventsCreated()).isEqualTo(TestRuns.EVENTS));
    assertThat(host.own().events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void refusesAHandleThatKnowsThatItIsInNoTransaction(DatabaseRow row) {
    Host host = new Host(row, "false");
    Jdbi jdbi = Jdbi.create(host.dataSource);
    jdbi.setTransactionHandler(LocalTransactionHandler.managed());
    jdbi.useHandle(
        handle -> {
          DriftRepository joined = host.setup.withNames(DriftDatabase.joining(handle)).repository();
          assertInNoTransaction(() -> record(joined, RUN));
          handle.useTransaction(
              begun -> assertThat(record(joined, RUN).eventsCreated()).isEqualTo(TestRuns.EVENTS));
        });
    assertThat(host.find(RUN).events()).hasSize(TestRuns.EVENTS);
  }

  private static void assertInNoTransaction(Runnable run) {
    assertThatThrownBy(run::run)
        .isExactlyInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "the joined connection is in no transaction that anybody would commit (autoCommit is"
                + " off, and the caller says that none is active); begin one, or use");
  }

  /** As with Jdbi's own {@code useTransaction} there: it joins, and so never commits. */
  @ParameterizedTest
  @MethodSource("databases")
  void computesAnewWhatACallerForgotToCommit(DatabaseRow row) throws Exception {
    Host host = new Host(row, "false");
    Jdbi.create(host.dataSource)
        .useTransaction(
            handle -> assertRecordsAnew(host.setup.withNames(DriftDatabase.joining(handle))));
    host.assertNothingIsStored();
    try (Connection connection = host.dataSource.getConnection()) {
      assertRecordsAnew(host.setup.joining(connection));
    } // whose pool rolls back
    host.assertNothingIsStored();
    assertThat(host.own().events(EventQuery.of("acme"))).isEmpty();
    try (Connection connection = host.dataSource.getConnection()) {
      assertRecordsAnew(host.setup.joining(connection));
      connection.commit();
    }
    assertThat(host.find(RUN).events()).hasSize(TestRuns.EVENTS);
  }

  private static void assertRecordsAnew(DriftDatabase joined) {
    RunReport report = record(joined.repository(), RUN);
    assertThat(report.alreadyRecorded()).isFalse();
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(report.number()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void leavesTheConnectionAsItWas(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    host.inTransaction(
        connection -> {
          List<String> before = host.stateOf(connection);
          record(host.setup.joining(connection).repository(), RUN);
          assertThatThrownBy(
              () ->
                  host.setup
                      .joining(connection)
                      .repository()
                      .record(TestRuns.of("acme", 2), () -> fail(new IllegalStateException("no"))));
          assertThat(host.stateOf(connection)).isEqualTo(before);
        });
  }

  @ParameterizedTest
  @MethodSource("databases")
  void tellsNobodyWhatNobodyKnowsToBeKept(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    List<RunReport> told = new ArrayList<>();
    DriftListener listener =
        new DriftListener() {
          @Override
          public void runFinished(RunReport report, RunTimes times) {
            told.add(report);
          }
        };
    host.inTransaction(
        connection ->
            record(host.setup.joining(connection).withListener(listener).repository(), RUN));
    assertThat(told).isEmpty();
    DriftRepository own = host.database.withListener(listener).repository();
    record(own, TestRuns.of("acme", 2));
    assertThat(told).hasSize(1);
    assertThat(own.events().after(EventCursor.start("acme"))).hasSize(2);
  }

  /** Which is known, whatever becomes of the transaction. */
  @ParameterizedTest
  @MethodSource("databases")
  void tellsThatARunFailedAsItTellsOfOneInATransactionOfItsOwn(DatabaseRow row) throws Exception {
    Host host = new Host(row);
    List<String> told = new ArrayList<>();
    DriftListener listener =
        new DriftListener() {
          @Override
          public void runFailed(Run run, Throwable failure, RunTimes times) {
            told.add(failure.getMessage() + (times.total().isZero() ? "" : ", timed"));
          }
        };
    Throwable no = new IllegalStateException("no");
    host.inTransaction(
        connection ->
            assertThatThrownBy(
                    () ->
                        host.setup
                            .joining(connection)
                            .withListener(listener)
                            .repository()
                            .record(RUN, () -> fail(no)))
                .isSameAs(no));
    assertThatThrownBy(
            () -> host.database.withListener(listener).repository().record(RUN, () -> fail(no)))
        .isSameAs(no);
    assertThat(told).containsExactly("no, timed", "no, timed");
  }

  private static RunReport run(DriftMonitor monitor) {
    return monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  private static RunReport record(DriftRepository repository, Run run) {
    return repository.record(run, () -> TestRuns.detect(run));
  }

  private static Detection fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static void execute(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** A host with claims and a table of its own that it writes in the same transaction. */
  private static final class Host {

    private final Setup setup;
    private final DataSource dataSource;
    private final DriftDatabase database;
    private final Supplier<Handle> inspector;

    Host(DatabaseRow row) {
      this(row, row.autoCommit());
    }

    Host(DatabaseRow row, String autoCommit) {
      setup = row.open();
      DataSource plain = setup.dataSource();
      dataSource = autoCommit.equals("none") ? plain : pool(plain, autoCommit);
      database = setup.database(plain);
      inspector = () -> Jdbi.open(plain);
      ClaimTable.create(setup.place(), TestRuns.claims("acme"));
      look(handle -> handle.execute("create table note (text varchar(50))"));
    }

    private static DataSource pool(DataSource plain, String autoCommit) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(plain);
      config.setAutoCommit(Boolean.parseBoolean(autoCommit));
      config.setMaximumPoolSize(2);
      config.setMinimumIdle(0);
      return new HikariDataSource(config);
    }

    /** With transactions of its own. */
    DriftRepository own() {
      return database.repository();
    }

    private void look(Consumer<Handle> with) {
      try (Handle handle = inspector.get()) {
        with.accept(handle);
      }
    }

    void inTransaction(Consumer<Connection> work) throws SQLException {
      try (Connection connection = dataSource.getConnection()) {
        connection.setAutoCommit(false);
        work.accept(connection);
        connection.commit();
        connection.setAutoCommit(true);
      }
    }

    void note(String text) {
      new JdbcTemplate(dataSource).update("insert into note values (?)", text);
    }

    List<String> notes() {
      return new JdbcTemplate(dataSource).queryForList("select text from note", String.class);
    }

    List<DriftEvent> events() {
      return database.repository().events(EventQuery.of("acme"));
    }

    RunReport find(Run run) {
      return database.repository().find(run.runId()).orElseThrow();
    }

    void assertNothingIsStored() {
      for (Table table : Table.ALL) {
        look(
            handle ->
                assertThat(
                        handle
                            .createQuery("select count(*) from drift_" + table.name())
                            .mapTo(Long.class)
                            .one())
                    .as("rows of %s", table.name())
                    .isZero());
      }
    }

    /** What a run changes of a connection for itself, on one database or another. */
    List<String> stateOf(Connection connection) {
      List<String> settings =
          switch (database.vendor()) {
            case POSTGRESQL ->
                List.of(
                    "show lock_timeout", "show work_mem", "show plan_cache_mode", "show timezone");
            case H2 ->
                List.of(
                    "call lock_timeout()",
                    """
                    select setting_value from information_schema.settings
                    where setting_name = 'TIME ZONE'
                    """);
            case SQLITE -> List.of("pragma busy_timeout");
            case MARIADB, MYSQL ->
                List.of("select @@innodb_lock_wait_timeout", "select @@session.time_zone");
          };
      try {
        List<String> state = new ArrayList<>();
        state.add(connection.getAutoCommit() + " " + connection.getTransactionIsolation());
        for (String setting : settings) {
          try (var statement = connection.createStatement();
              var row = statement.executeQuery(setting)) {
            row.next();
            state.add(row.getString(1));
          }
        }
        return state;
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
