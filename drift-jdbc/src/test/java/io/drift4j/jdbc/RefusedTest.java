package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.TransientDriftException;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** What a database or a pool refuses is named with its remedy, and tried again where that helps. */
class RefusedTest {

  private static final RecordTable CLAIMS = RecordTable.named("claim");

  private final List<Duration> slept = new ArrayList<>();
  private final RetryPolicy patient =
      RetryPolicy.withDefaults().withAttempts(3).with(slept::add, bound -> bound - 1);

  static Stream<?> vendors() {
    return Vendors.all();
  }

  // ---- pools

  @Test
  void anExhaustedPoolIsNamedAndAskedAgain() throws SQLException {
    TestDatabase host = host(TestDatabases::h2);
    try (HikariDataSource pool = pool(host)) {
      DriftDatabase database = DriftDatabase.on(pool).withRetry(patient);
      try (Connection taken = pool.getConnection()) {
        assertThatThrownBy(() -> run(database))
            .isInstanceOf(TransientDriftException.class)
            .hasMessageContaining("no connection was to be had; if a pool has none left")
            .hasMessageContaining("Connection is not available, request timed out after");
        assertThat(slept).hasSize(2);
        assertThatThrownBy(() -> DriftDatabase.on(pool))
            .isInstanceOf(TransientDriftException.class)
            .hasMessageContaining("Connection is not available");
        assertThatThrownBy(database::verify)
            .isInstanceOf(TransientDriftException.class)
            .hasMessageContaining("Connection is not available");
        assertThat(taken.isClosed()).isFalse();
      }
      assertThat(run(database).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    }
  }

  private static HikariDataSource pool(TestDatabase host) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(host.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    return new HikariDataSource(config);
  }

  /** As DBCP, Tomcat's pool, c3p0 and Agroal say it: plain, without a state. */
  static Stream<SQLException> exhausted() {
    return Stream.of(
        new SQLException("Cannot get a connection, pool error Timeout waiting for idle object"),
        new SQLException("[main] Timeout: Pool empty. Unable to fetch a connection in 30 seconds"),
        new SQLException("An attempt by a client to checkout a Connection has timed out."),
        new SQLException("Sorry, acquisition timeout!"));
  }

  @ParameterizedTest
  @MethodSource("exhausted")
  void aPoolsWordsAreToldWhateverThePool(SQLException says) {
    TestDatabase host = host(TestDatabases::h2);
    AtomicInteger left = new AtomicInteger();
    DriftDatabase database = DriftDatabase.on(failing(host, left, says)).withRetry(patient);
    left.set(2);
    assertThat(run(database).eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(slept).hasSize(2);
    left.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> run(database, 2))
        .isInstanceOf(TransientDriftException.class)
        .hasMessageContaining("no connection was to be had")
        .hasMessageContaining(says.getMessage());
  }

  /** Fails as often as is left to have a connection. */
  private static DataSource failing(TestDatabase host, AtomicInteger left, SQLException says) {
    return (DataSource)
        Proxy.newProxyInstance(
            RefusedTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && left.getAndDecrement() > 0) {
                throw says;
              }
              try {
                return method.invoke(host.dataSource(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Spring's exception has the pool's as its cause. */
  @ParameterizedTest
  @MethodSource("exhausted")
  void aFrameworkThatHasNoConnectionIsNamedToo(SQLException says) {
    TestDatabase host = host(TestDatabases::h2);
    AtomicInteger left = new AtomicInteger();
    ConnectionFactory framework =
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new CannotGetJdbcConnectionException("Failed to obtain JDBC Connection", says);
          }
          return host.dataSource().getConnection();
        };
    DriftDatabase database = DriftDatabase.joining(framework, () -> true);
    left.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> run(database))
        .isInstanceOf(TransientDriftException.class)
        .hasMessageContaining("no connection was to be had")
        .hasMessageContaining(says.getMessage());
  }

  // ---- connections

  /** No statement was sent, and no pool was asked. */
  @Test
  void aDatabaseThatIsNotThereIsNotToldOfAsAFilterOrAPool(@TempDir Path folder) {
    TestDatabase mariadb = TestDatabases.mariadb();
    TestDatabase postgresql = TestDatabases.postgresql();
    for (TestDatabase nowhere :
        List.of(
            elsewhere(mariadb),
            elsewhere(postgresql),
            TestDatabases.at("jdbc:h2:file:" + folder + "/nowhere;IFEXISTS=TRUE", "sa", ""),
            TestDatabases.at("jdbc:sqlite:" + folder + "/no/where.db", "", ""))) {
      assertThatThrownBy(() -> DriftDatabase.on(nowhere.dataSource()))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("the database cannot be reached; check that it runs and the URL is")
          .message()
          .doesNotContain("filter", "pool");
    }
  }

  private static TestDatabase elsewhere(TestDatabase host) {
    String url = host.url().replaceFirst("(//[^/]*/)[^?]*", "$1nowhere");
    return TestDatabases.at(url, host.user(), host.password());
  }

  // ---- tables that are altered meanwhile

  /** Whoever executes the remedy looks whether it has helped. */
  @Test
  void aColumnThatWasGivenItsTypeIsSoundOnASessionThatReadItBefore() throws SQLException {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "alter table claim add column received text");
    execute(host, "update claim set received = submitted_date");
    RecordTable table = CLAIMS.withColumn("received").as("submitted_date");
    try (HikariDataSource pool = pool(host)) {
      DriftDatabase database = DriftDatabase.on(pool);
      for (int i = 0; i < 6; i++) { // the driver prepares a statement that it sees often
        assertThat(database.verifyHost(table, TestRuns.PAYER_DRIFT).isSound()).isFalse();
      }
      execute(
          host, "alter table claim alter column received type date using cast(received as date)");
      assertThat(database.verifyHost(table, TestRuns.PAYER_DRIFT).findings()).isEmpty();
    }
  }

  @Test
  void aTableThatWasAlteredSinceATransactionBeganIsNamed() throws SQLException {
    TestDatabase host = host(TestDatabases::mariadb);
    try (Connection connection = host.dataSource().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      Jdbi.open(connection).execute("select count(*) from drift_run");
      execute(host, "alter table claim add column more integer default 3, algorithm = copy");
      assertThatThrownBy(() -> run(DriftDatabase.joining(connection)))
          .isInstanceOf(TransientDriftException.class)
          .hasMessageContaining("a table was altered after the transaction or the session had")
          .hasMessageContaining("begin a new transaction and repeat it");
      connection.rollback();
      assertThat(run(DriftDatabase.joining(connection)).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      connection.rollback();
    }
  }

  // ---- read-only

  static Stream<?> tellingConnections() {
    return Vendors.all().filter(vendor -> !vendor.getName().startsWith("H2"));
  }

  @ParameterizedTest
  @MethodSource("tellingConnections")
  void whoeverOnlyReadsIsToldSoAndNotToGrantRights(Supplier<TestDatabase> vendor)
      throws SQLException {
    TestDatabase host = host(vendor);
    try (Connection connection = host.dataSource().getConnection()) {
      beReadOnly(host, connection);
      DriftDatabase database = DriftDatabase.joining(connection);
      List<Finding> findings =
          database.verify(CLAIMS, TestRuns.PAYER_DRIFT).findings().stream()
              .filter(Finding::isError)
              .toList();
      assertThat(findings)
          .isNotEmpty()
          .allSatisfy(
              finding ->
                  assertThat(finding.toString())
                      .contains("the connection or the server only reads")
                      .endsWith(
                          "use the primary server, and files, sessions and a pool that are not"
                              + " read-only")
                      .doesNotContainIgnoringCase("grant"));
      assertThatThrownBy(() -> run(database))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("the connection or the server only reads; use the primary server");
      connection.rollback();
    }
  }

  private static void beReadOnly(TestDatabase host, Connection connection) throws SQLException {
    if (host.name().equals("SQLite")) {
      Jdbi.open(connection).execute("pragma query_only = on");
    } else {
      connection.setReadOnly(true);
    }
    connection.setAutoCommit(false);
  }

  /** H2 ignores what a connection is told, and has databases that are read-only. */
  @Test
  void aDatabaseThatOnlyReadsIsNamed(@TempDir Path folder) {
    String url = "jdbc:h2:file:" + folder.resolve("drift");
    host(() -> TestDatabases.at(url, "sa", ""));
    TestDatabase readOnly = TestDatabases.at(url + ";ACCESS_MODE_DATA=r", "sa", "");
    DriftDatabase database = DriftDatabase.on(readOnly.dataSource());
    assertThat(database.verify(CLAIMS, TestRuns.PAYER_DRIFT).findings())
        .hasSize(Table.ALL.size())
        .allSatisfy(
            finding ->
                assertThat(finding.toString())
                    .contains("the connection or the server only reads")
                    .doesNotContainIgnoringCase("grant"));
    assertThatThrownBy(() -> run(database))
        .hasMessageContaining("the connection or the server only reads; use the primary server");
  }

  // ---- constraints

  @ParameterizedTest
  @MethodSource("vendors")
  void aConstraintThatIsBrokenIsNamedWithoutTheRow(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    if (host.name().equals("SQLite")) {
      execute(
          host,
          """
          create trigger host_rule before insert on drift_event
          begin select raise(abort, 'host_rule'); end
          """);
    } else {
      execute(host, "alter table drift_event add constraint host_rule check (segment = 'nothing')");
    }
    DriftDatabase database = DriftDatabase.on(host.dataSource()).withRetry(patient);
    Throwable thrown = catchThrowable(() -> run(database));
    assertThat(thrown)
        .isExactlyInstanceOf(DriftException.class)
        .hasMessageContaining("a row breaks a constraint of its table; drop it if it is yours")
        .message()
        .doesNotContain("Aetna", "\n");
    if (!host.name().equals("SQLite")) {
      assertThat(thrown.getMessage()).endsWithIgnoringCase(": constraint host_rule");
    }
    assertThat(slept).isEmpty();
  }

  // ---- statements that take too long

  @Test
  void aStatementThatTakesTooLongIsNamed() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(
        host,
        "create function slow(text) returns boolean language sql as 'select pg_sleep(9) is null'");
    DriftDatabase database =
        DriftDatabase.on(host.with("options=-c%20statement_timeout=200ms").dataSource());
    assertThatThrownBy(() -> run(database, CLAIMS.withFilter("slow(payer)"), 1))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("the server stopped a statement, which took too long");
  }

  // ---- timestamps that were not said to be such

  static Stream<?> vendorsWithTypes() {
    return Vendors.lockingRows();
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void aRunNamesATimestampThatWasNotSaidToBeOne(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    for (String type : HostSql.of(host).timestamps()) {
      execute(host, "alter table claim add column received_at " + type);
      for (String field : List.of("submitted_date", "decided_date")) {
        RecordTable table = CLAIMS.withColumn("received_at").as(field);
        assertThatThrownBy(() -> run(DriftDatabase.on(host.dataSource()), table, 1))
            .isInstanceOf(DriftException.class)
            .hasMessageStartingWith("column received_at of table claim is of type ")
            .hasMessageEndingWith("expected a date; say withTimestamp(\"" + field + "\", zone)");
      }
      execute(host, "alter table claim drop column received_at");
    }
  }

  // ---- how

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    return host;
  }

  private static RunReport run(DriftDatabase database) {
    return run(database, 1);
  }

  private static RunReport run(DriftDatabase database, int revision) {
    return run(database, CLAIMS, revision);
  }

  private static RunReport run(DriftDatabase database, RecordTable table, int revision) {
    return DriftMonitor.of(database.repository(), database.counts(table))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF, revision);
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }
}
