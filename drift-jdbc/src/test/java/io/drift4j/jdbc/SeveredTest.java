package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.drift4j.Computed;
import io.drift4j.DriftException;
import io.drift4j.Remembered;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.TransientDriftException;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run whose connection, or whose server, goes away in its middle. */
@Timeout(120)
class SeveredTest {

  private static final Run RUN = TestRuns.of("acme");
  private static final Run OTHER = TestRuns.of("acme", 2);
  private static final List<Run> TOGETHER = List.of(RUN, OTHER);

  @TempDir Path folder;

  private final AtomicInteger retries = new AtomicInteger();

  // ---- the backend of a connection

  static Stream<SharedDatabase> everyServer() {
    return SharedDatabase.all().filter(database -> database != SharedDatabase.SQLITE);
  }

  static Stream<Arguments> everyStepOnEveryServer() {
    return everyServer()
        .flatMap(
            database ->
                Stream.of(RunStep.READ, RunStep.INSERTED, RunStep.COMMITTING)
                    .map(step -> Arguments.of(database, step)));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("everyStepOnEveryServer")
  void repeatsATransactionWhoseBackendWasTerminated(SharedDatabase database, RunStep step) {
    Setup place = database.create(folder);
    try (Handle other = Jdbi.open(place.place().dataSource())) {
      RunReport report = record(place, once(step, () -> terminateOthers(database, other)));
      assertThatItWasRecordedNow(report);
      assertThat(retries.get()).isEqualTo(1);
      assertThat(Ledger.of(other)).isEqualTo(Ledger.recorded(1));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyServer")
  void repeatsATransactionOfSeveralRunsWhoseBackendWasTerminated(SharedDatabase database) {
    Setup place = database.create(folder);
    try (Handle other = Jdbi.open(place.place().dataSource())) {
      Consumer<RunStep> blow = once(RunStep.INSERTED, () -> terminateOthers(database, other));
      List<RunReport> reports =
          database(place, blow)
              .repository()
              .record(
                  TOGETHER,
                  (due, remembered) ->
                      due.stream().map(run -> Computed.of(TestRuns.detect(run))).toList());
      reports.forEach(SeveredTest::assertThatItWasRecordedNow);
      assertThat(retries.get()).as("one, which is told of each run").isEqualTo(2);
      assertThat(Ledger.of(other)).isEqualTo(Ledger.recorded(1, 2));
    }
  }

  private static void terminateOthers(SharedDatabase database, Handle handle) {
    List<String> others =
        switch (database) {
          case POSTGRESQL ->
              texts(
                  handle,
                  """
                  select pg_terminate_backend(pid) from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()
                    and backend_type = 'client backend' and state = 'idle in transaction'
                  """);
          case H2 ->
              texts(
                  handle,
                  """
                  select abort_session(session_id) from information_schema.sessions
                  where session_id <> session_id()
                  """);
          case MARIADB, MYSQL ->
              kill(
                  handle,
                  """
                  select id from information_schema.processlist
                  where db = database() and id <> connection_id()
                  """);
          case MYSQL_SERVER ->
              kill(
                  handle,
                  """
                  select processlist_id from performance_schema.threads
                  where processlist_db = database() and processlist_id <> connection_id()
                  """);
          case SQLITE -> List.of();
        };
    assertThat(others).hasSize(1);
  }

  private static List<String> kill(Handle handle, String sql) {
    List<String> others = texts(handle, sql);
    others.forEach(id -> handle.execute("kill " + id));
    return others;
  }

  private static List<String> texts(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(String.class).list();
  }

  static Stream<Named<Supplier<TestDatabase>>> withLimitsOfSilence() {
    return Vendors.all().filter(vendor -> vendor.getName().matches("(MariaDB|MySQL).*"));
  }

  /** A server may say so with an error of its own, which not every driver translates. */
  @ParameterizedTest
  @MethodSource("withLimitsOfSilence")
  void repeatsATransactionThatWasSilentForTooLong(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    Setup place = Setup.of(host.with("sessionVariables=wait_timeout=1"));
    place.migrate();
    try (Handle other = Jdbi.open(host.dataSource())) {
      Sight sight = HostSql.of(host) == HostSql.MYSQL ? Sight.MYSQL_SERVER : Sight.MARIADB;
      RunReport report = record(place, once(RunStep.READ, () -> awaitNoneOpen(sight, other)));
      assertThatItWasRecordedNow(report);
      assertThat(retries.get()).isEqualTo(1);
      assertThat(Ledger.of(other)).isEqualTo(Ledger.recorded(1));
    }
  }

  private static void awaitNoneOpen(Sight sight, Handle handle) {
    assertThat(sight.open(handle)).isEqualTo(1);
    try {
      Patience.until(open -> open == 0, () -> sight.open(handle));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  // ---- the server

  static Stream<Named<Function<Path, OwnServer>>> servers() {
    return Stream.of(
        Named.of("PostgreSQL", OwnServer::postgresql),
        Named.of("MariaDB", OwnServer::mariadb),
        Named.of("MySQL server", folder -> abort("none that was started here can be restarted")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void healsARunWhoseServerWentAwayInItsMiddle(Function<Path, OwnServer> kind) {
    try (OwnServer server = kind.apply(folder)) {
      Setup place = server.setup();
      place.migrate();
      assertThatItWasRecordedNow(record(place, once(RunStep.INSERTED, server::restart)));
      assertThat(retries.get()).isEqualTo(1);
      assertThatTheNextRunHeals(server, place, TestRuns.of("another"));
    }
  }

  /** The server stays away for longer than anybody has patience. */
  private void assertThatTheNextRunHeals(OwnServer server, Setup place, Run run) {
    DriftDatabase database =
        database(place, once(RunStep.INSERTED, server::stop)).withRetry(RetryPolicy.never());
    assertThatThrownBy(() -> database.repository().record(run, () -> TestRuns.detect(run)))
        .isInstanceOf(TransientDriftException.class)
        .hasMessageContaining("the database cannot be reached");
    server.start();
    assertThat(database.repository().find(run.runId()).orElseThrow().status())
        .isEqualTo(RunStatus.RUNNING);
    assertThatItWasRecordedNow(database.repository().record(run, () -> TestRuns.detect(run)));
    Jdbi.create(place.place().dataSource())
        .useHandle(handle -> assertThat(Ledger.of(handle)).isEqualTo(Ledger.recorded(2)));
  }

  // ---- the answer to a commit

  static Stream<SharedDatabase> behindAnAddress() {
    return Stream.concat(Stream.of(SharedDatabase.POSTGRESQL), SharedDatabase.mysqlFamily());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("behindAnAddress")
  void reportsACommitWhoseAnswerWasLostAsASuccess(SharedDatabase database) throws Exception {
    reportsACommitWhoseAnswerWasLost(database.create(folder));
  }

  @Test
  void reportsACommitWhoseAnswerWasLostByAServerOfH2AsASuccess() throws Exception {
    Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    try {
      String url = "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:severed;DB_CLOSE_DELAY=-1";
      Setup place = Setup.of(TestDatabases.at(url, "sa", ""));
      place.migrate();
      reportsACommitWhoseAnswerWasLost(place);
    } finally {
      server.stop();
    }
  }

  private void reportsACommitWhoseAnswerWasLost(Setup place) throws Exception {
    try (CuttingProxy proxy = new CuttingProxy(place.url());
        Handle direct = Jdbi.open(place.place().dataSource())) {
      Runnable cut = () -> proxy.cutOnceWhen(() -> Ledger.of(direct).recorded() == 1);
      RunReport report = record(place.through(proxy), once(RunStep.COMMITTING, cut));
      assertThatItWasRecordedNow(report);
      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(retries.get()).isEqualTo(1);
      assertThat(Ledger.of(direct)).isEqualTo(Ledger.recorded(1));
    }
  }

  /** What was recorded shows that all of it was, so nobody has to repeat anything. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("behindAnAddressWithAndWithoutRetry")
  void reportsSoAlsoOfSeveralRunsOfWhichOneFailedByItself(
      SharedDatabase database, RetryPolicy retry) throws Exception {
    Setup place = database.create(folder);
    try (CuttingProxy proxy = new CuttingProxy(place.url());
        Handle direct = Jdbi.open(place.place().dataSource())) {
      Runnable cut = () -> proxy.cutOnceWhen(() -> Ledger.of(direct).recorded() == 1);
      List<RunReport> reports =
          database(place.through(proxy), once(RunStep.COMMITTING, cut))
              .withRetry(retry)
              .repository()
              .record(TOGETHER, SeveredTest::otherFails);
      assertThatItWasRecordedNow(reports.get(0));
      assertThat(reports.get(1).status()).isEqualTo(RunStatus.FAILED);
      assertThat(reports.get(1).reason()).isEqualTo("by itself");
      assertThat(proxy.cuts()).isEqualTo(1);
      assertThat(Ledger.of(direct).runs()).isEqualTo(2);
      assertThat(Ledger.of(direct).recorded()).isEqualTo(1);
      assertThat(Ledger.of(direct).events()).isEqualTo(TestRuns.EVENTS);
      assertThat(Ledger.of(direct).gaps()).isZero();
    }
  }

  static Stream<Arguments> behindAnAddressWithAndWithoutRetry() {
    return behindAnAddress()
        .flatMap(
            database ->
                Stream.of(
                    Arguments.of(database, Named.of("with retry", RetryPolicy.withDefaults())),
                    Arguments.of(database, Named.of("without", RetryPolicy.never()))));
  }

  private static List<Computed> otherFails(List<Run> due, Remembered remembered) {
    return due.stream()
        .map(
            run ->
                run.equals(OTHER)
                    ? Computed.failed(new DriftException("by itself"))
                    : Computed.of(TestRuns.detect(run)))
        .toList();
  }

  // ---- a run

  private RunReport record(Setup place, Consumer<RunStep> observer) {
    return database(place, observer).repository().record(RUN, () -> TestRuns.detect(RUN));
  }

  private DriftDatabase database(Setup place, Consumer<RunStep> observer) {
    return place.database(place.dataSource()).withListener(new RetryCounter()).observedBy(observer);
  }

  private final class RetryCounter implements DriftListener {
    @Override
    public void retried(Run run, int failures, Duration pause, Throwable failure) {
      retries.incrementAndGet();
    }
  }

  private static Consumer<RunStep> once(RunStep step, Runnable blow) {
    AtomicBoolean done = new AtomicBoolean();
    return reached -> {
      if (reached == step && done.compareAndSet(false, true)) {
        blow.run();
      }
    };
  }

  private static void assertThatItWasRecordedNow(RunReport report) {
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.alreadyRecorded()).isFalse();
    assertThat(report.eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }
}
