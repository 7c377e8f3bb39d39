package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.RecordCounts;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriftDatabaseTest {

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void needsOneConnectionForOneThread(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    try (HikariDataSource pool = pool(host, true)) {
      assertThat(run(pool).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      assertThat(run(pool).alreadyRecorded()).isTrue();
      assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void commitsWhatItKeepsEvenOnConnectionsWithoutAutoCommit(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    try (HikariDataSource pool = pool(host, false)) {
      assertThat(run(pool).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    }
    assertThat(DriftDatabase.on(host.dataSource()).repository().events(EventQuery.of("acme")))
        .hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void readsARacersCommitWhateverIsolationThePoolHasSet(Supplier<TestDatabase> vendor)
      throws Exception {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    try (HikariDataSource pool = pool(host, true, "TRANSACTION_SERIALIZABLE")) {
      assertThat(run(pool).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      try (Connection connection = pool.getConnection()) {
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      }
    }
  }

  private static RunReport run(DataSource dataSource) {
    DriftDatabase database = DriftDatabase.on(dataSource);
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF);
  }

  private static HikariDataSource pool(TestDatabase host, boolean autoCommit) {
    return pool(host, autoCommit, null);
  }

  private static HikariDataSource pool(TestDatabase host, boolean autoCommit, String isolation) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(host.dataSource());
    config.setMaximumPoolSize(1);
    config.setAutoCommit(autoCommit);
    config.setConnectionTimeout(2000);
    config.setTransactionIsolation(isolation);
    return new HikariDataSource(config);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void givesUpOnABusyCustomerAfterTheTimeItMayWait(Supplier<TestDatabase> vendor) throws Exception {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    Run slow = TestRuns.of("acme");
    Run other = TestRuns.of("acme", 2);
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<RunReport> held =
          executor.submit(
              () ->
                  database
                      .repository()
                      .record(
                          slow,
                          () -> {
                            locked.countDown();
                            await(release);
                            return TestRuns.detect(slow);
                          }));
      await(locked);
      DriftRepository impatient = database.withLockWait(Duration.ofMillis(300)).repository();
      assertThatThrownBy(() -> impatient.record(other, () -> TestRuns.detect(other)))
          .isInstanceOfSatisfying(
              CustomerBusyException.class,
              busy -> {
                assertThat(busy.customer()).isEqualTo("acme");
                assertThat(busy.waited()).isBetween(Duration.ofMillis(250), Duration.ofSeconds(10));
              });
      assertThat(database.repository().find(other.runId()).orElseThrow().status())
          .isEqualTo(RunStatus.RUNNING);
      release.countDown();
      assertThat(held.get(60, TimeUnit.SECONDS).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    } finally {
      release.countDown();
      executor.shutdownNow();
    }
    assertThat(database.repository().record(other, () -> TestRuns.detect(other)).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void readsCountsOnTheConnectionThatHoldsTheLockAndOthersBefore(Supplier<TestDatabase> vendor) {
    DriftDatabase database = DriftDatabase.on(vendor.get().dataSource());
    DriftDatabase other = DriftDatabase.on(vendor.get().dataSource());
    RecordTable claim = RecordTable.named("claim");
    DriftRepository repository = database.withLockWait(Duration.ZERO).repository();
    assertThat(repository.computesUnderLock(database.counts(claim))).isTrue();
    assertThat(repository.computesUnderLock(other.counts(claim))).isFalse();
    assertThat(repository.computesUnderLock(RecordCounts.of(List.of(), x -> "acme"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void keepsRunsOfClaimsThatAreElsewhere(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    DriftMigrations.on(host.dataSource()).migrate();
    DriftRepository repository = DriftDatabase.on(host.dataSource()).repository();
    DriftMonitor monitor =
        DriftMonitor.of(repository, ClaimCounts.of(TestRuns.claims("acme").stream()));
    assertThat(monitor.run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
    assertThat(monitor.run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF).alreadyRecorded())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void storesTheTimesOfItsClockAndTakesAnotherPrefix(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    DriftMigrations.on(host.dataSource()).tablePrefix("watch_").migrate();
    Instant noon = Instant.parse("2026-01-15T12:00:00.123456Z");
    DriftDatabase database =
        DriftDatabase.on(host.dataSource())
            .withTablePrefix("watch_")
            .withClock(InstantSource.fixed(noon));
    Run run = TestRuns.of("acme");
    database.repository().record(run, () -> TestRuns.detect(run));
    Jdbi jdbi = Jdbi.create(host.dataSource());
    List<Long> micros =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select begun_at_micros from watch_run union select finished_at_micros from watch_run union select created_at_micros from watch_event")
                    .mapTo(Long.class)
                    .list());
    assertThat(micros).containsExactly(1768478400123456L);
    int seenByPeople =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from watch_event_view where payer = 'Aetna' and confidence = 1")
                    .mapTo(Integer.class)
                    .one());
    assertThat(seenByPeople).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void keepsItsTablesInASchemaOfTheirOwn(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    String schema = host.name().equals("H2") ? "WATCH" : "watch"; // as the catalogue spells it
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute("create schema " + schema));
    DriftMigrations.on(host.dataSource()).schema(schema).migrate();
    DriftRepository repository =
        DriftDatabase.on(host.dataSource()).withSchema(schema).repository();
    Run run = TestRuns.of("acme");
    assertThat(repository.record(run, () -> TestRuns.detect(run)).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
    assertThat(repository.events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
  }

  @Test
  void refusesAProductItDoesNotKnowByName() {
    DataSource h2 = TestDatabases.h2().dataSource();
    assertThatThrownBy(() -> DriftDatabase.on(renamed(h2, "Informix Dynamic Server")))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "database product Informix Dynamic Server is not supported; supported are PostgreSQL,"
                + " H2");
  }

  /** A real database under another name: everything but its product's name is its own. */
  private static DataSource renamed(DataSource real, String product) {
    return (DataSource) answering(DataSource.class, real, "getDatabaseProductName", product);
  }

  private static Object answering(Class<?> type, Object real, String method, Object answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, called, arguments) -> {
          if (called.getName().equals(method)) {
            return answer;
          }
          Object result = called.invoke(real, arguments);
          boolean leadsThere = result instanceof Connection || result instanceof DatabaseMetaData;
          return leadsThere ? answering(called.getReturnType(), result, method, answer) : result;
        });
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void saysWhatToDoWithADatabaseThatIsNotMigrated(Supplier<TestDatabase> vendor) {
    DriftRepository repository = DriftDatabase.on(vendor.get().dataSource()).repository();
    Run run = TestRuns.of("acme");
    assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "beginning a run failed: a table or column is missing; call DriftMigrations.on(dataSource).migrate()");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void saysWhatAUserMayNotDo(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    DriftDatabase database = DriftDatabase.on(readOnly(host));
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    assertThatThrownBy(() -> monitor.run(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "beginning a run failed: the user may not do this; grant select, insert and update");
    assertThat(monitor.preview(ClaimDefinitions.payerDrift(), "acme", TestRuns.AS_OF).events())
        .hasSize(TestRuns.EVENTS);
  }

  private static DataSource readOnly(TestDatabase host) {
    boolean h2 = host.name().equals("H2");
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute(
                  h2 ? "create user reader password 'secret'" : "drop role if exists reader");
              if (!h2) {
                handle.execute("create role reader login password 'secret'");
              }
              handle.execute(
                  h2
                      ? "grant select on schema public to reader"
                      : "grant select on all tables in schema public to reader");
            });
    String url = host.url().replace(";DB_CLOSE_DELAY=-1", ""); // a setting for administrators
    return TestDatabases.at(url, "reader", "secret").dataSource();
  }

  @Test
  void saysThatADatabaseCannotBeReached() {
    DataSource nowhere =
        TestDatabases.at("jdbc:postgresql://127.0.0.1:1/none", "x", "y").dataSource();
    assertThatThrownBy(() -> DriftDatabase.on(nowhere))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "connecting to the database failed: the database cannot be reached; check that it runs and the URL is right (SQLState 08001");
  }

  @Test
  void refusesAPrefixThatIsNone() {
    DriftDatabase database = DriftDatabase.on(TestDatabases.h2().dataSource());
    assertThatThrownBy(() -> database.withTablePrefix("x;--"))
        .hasMessageContaining("table prefix \"x;--\" is not usable");
    assertThatThrownBy(() -> database.withLockWait(Duration.ofMillis(-1)))
        .hasMessageContaining("lock wait must not be negative");
  }
}
