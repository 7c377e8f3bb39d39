package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.EventQuery;
import io.drift4j.RecordCounts;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftDatabaseTest {

  static Stream<?> vendors() {
    return Vendors.all();
  }

  static Stream<?> lockingRows() {
    return Vendors.lockingRows();
  }

  static Stream<Arguments> nulls() {
    DriftDatabase database = DriftDatabase.on(TestDatabases.h2().dataSource());
    RecordTable table = RecordTable.named("claim");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(table));
    return Stream.of(
        refused("data source", () -> DriftDatabase.on((DataSource) null)),
        refused("data source", () -> DriftMigrations.on(null)),
        refused("clock", () -> database.withClock(null)),
        refused("lock mode", () -> database.withLock(null)),
        refused("retry policy", () -> database.withRetry(null)),
        refused("verdicts", () -> database.keepVerdicts(null)),
        refused("key", () -> database.withCustomerRow("account", "id", null)),
        refused("record table", () -> database.counts(null)),
        refused("record table", () -> database.verify(null, TestRuns.PAYER_DRIFT)),
        refused("definition", () -> database.verify(table, null)),
        refused("table", () -> RecordTable.named(null)),
        refused("column", () -> table.withColumn(null)),
        refused("means", () -> table.withColumn("payer").as(null)),
        refused("means", () -> table.withOutcome("NO").as(null)),
        refused("outcome", () -> table.withOutcome(null)),
        refused("open", () -> table.withOpen(null)),
        refused("column", () -> table.withCustomerColumn("customer", null)),
        refused("field", () -> table.withTimestamp(null, ZoneOffset.UTC)),
        refused("zone", () -> table.withTimestamp("submitted_date", null)),
        refused("filter", () -> table.withFilter(null)),
        refused("source id", () -> table.withId(null)),
        refused("source", () -> DriftMonitor.of(database.repository(), null)),
        refused("repository", () -> DriftMonitor.of(null, database.counts(table))),
        refused("definition", () -> monitor.run((Definition) null, "acme", TestRuns.AS_OF)),
        refused("definition", () -> monitor.preview(null, "acme", TestRuns.AS_OF)),
        refused("customer", () -> monitor.run(TestRuns.PAYER_DRIFT, null, TestRuns.AS_OF)),
        refused("as-of day", () -> monitor.run(TestRuns.PAYER_DRIFT, "acme", null)));
  }

  private static Arguments refused(String named, ThrowingCallable given) {
    return Arguments.of(named, given);
  }

  /** And not by whoever stumbles over it, in a night or on another thread. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("nulls")
  void refusesNullWhereItIsGivenAndNamesIt(String named, ThrowingCallable given) {
    assertThatThrownBy(given)
        .isInstanceOf(NullPointerException.class)
        .message()
        .containsPattern("\\b" + named + "\\b.* is null");
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
  @MethodSource("lockingRows")
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
  void leavesTheIsolationThatThePoolHasSet(Supplier<TestDatabase> vendor) throws Exception {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    for (boolean autoCommit : host.name().equals("SQLite") ? List.of(true) : List.of(true, false)) {
      try (HikariDataSource pool = pool(host, autoCommit, "TRANSACTION_SERIALIZABLE")) {
        assertThat(run(pool).events()).hasSize(TestRuns.EVENTS);
        try (Connection connection = pool.getConnection()) {
          assertThat(connection.getTransactionIsolation())
              .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
          assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
        }
      }
    }
  }

  private static RunReport run(DataSource dataSource) {
    DriftDatabase database = DriftDatabase.on(dataSource);
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
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
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF).eventsCreated())
        .isEqualTo(TestRuns.EVENTS);
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF).alreadyRecorded())
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
            .tablePrefix("watch_")
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
  void saysWhatToDoWithADatabaseThatIsNotMigrated(Supplier<TestDatabase> vendor) {
    DriftRepository repository = DriftDatabase.on(vendor.get().dataSource()).repository();
    Run run = TestRuns.of("acme");
    assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "recording a run failed: a table or column is missing; call DriftMigrations.on(dataSource).migrate()");
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
    assertThatThrownBy(() -> database.tablePrefix("x;--"))
        .hasMessageContaining("table prefix \"x;--\" is not usable");
    assertThatThrownBy(() -> database.withLockWait(Duration.ofMillis(-1)))
        .hasMessageContaining("lock wait must not be negative");
  }
}
