package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.CountSource;
import io.drift4j.DriftDetector;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a host, its pool or its URL has set of a session changes nothing of what is read and stored,
 * or is refused by its name: by whoever connects, by {@code verify()} and by a run alike.
 */
@Execution(ExecutionMode.CONCURRENT)
class SessionSettingsTest {

  private static final String CUSTOMER = "Č\\acme";
  private static final EventQuery ALL = EventQuery.of(CUSTOMER);
  private static final List<Claim> CLAIMS = claims();

  /** Texts that an escape, a character set or a mode takes for others. */
  private static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>(TestRuns.claims(CUSTOMER));
    List<Claim> drifting =
        claims.stream().filter(claim -> Objects.equals(claim.payer(), "Aetna")).toList();
    for (@Nullable String payer : Arrays.asList("", null, "back\\slash", "it's")) {
      drifting.forEach(claim -> claims.add(of(payer, claim)));
    }
    return claims;
  }

  private static Claim of(@Nullable String payer, Claim claim) {
    return Claim.decided(
        claim.customer(),
        payer,
        claim.cptGroup(),
        claim.submitted(),
        Objects.requireNonNull(claim.decided()),
        Objects.requireNonNull(claim.outcome()));
  }

  /**
   * Something that is set.
   *
   * @param options of the URL
   * @param statement with which a pool begins every connection
   * @param shown a query of what is set
   */
  private record Setting(String options, String statement, String shown) {

    HikariDataSource pool(TestDatabase host) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(
          TestDatabases.at(url(host.url()), host.user(), host.password()).dataSource());
      config.setConnectionInitSql(statement);
      config.setMaximumPoolSize(1);
      return new HikariDataSource(config);
    }

    private String url(String plain) {
      String separator = plain.startsWith("jdbc:h2") ? ";" : plain.contains("?") ? "&" : "?";
      return options.isEmpty() ? plain : plain + separator + options;
    }

    @Override
    public String toString() {
      return (options + " " + statement).strip();
    }
  }

  private static Setting set(String statement, String shown) {
    return new Setting("", statement, shown);
  }

  private static Setting url(String options) {
    return new Setting(options, "select 1", "select 1");
  }

  private static Setting session(String variable, String value) {
    return set("set session " + variable + " = " + value, "select @@session." + variable);
  }

  private static Setting mode(String mode) {
    return session("sql_mode", "concat(@@session.sql_mode, '," + mode + "')");
  }

  private static Setting postgresql(String name, String value) {
    return set("set " + name + " = " + value, "show " + name);
  }

  private static Setting pragma(String name, String value) {
    return set("pragma " + name + " = " + value, "pragma " + name);
  }

  // ---- what a run sets for itself, and puts back

  static Stream<Arguments> settings() {
    Stream<Arguments> postgresql =
        with(
            "PostgreSQL",
            postgresql("extra_float_digits", "0"),
            postgresql("extra_float_digits", "-15"),
            postgresql("array_nulls", "off"),
            postgresql("timezone", "'Pacific/Kiritimati'"),
            postgresql("lock_timeout", "'7s'"),
            postgresql("work_mem", "'64kB'"));
    Stream<Arguments> h2 =
        with(
            "H2",
            set(
                "set time zone 'Pacific/Kiritimati'",
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'TIME ZONE'"),
            set("set lock_timeout 7000", "call lock_timeout()"),
            new Setting("OLD_INFORMATION_SCHEMA=TRUE", "select 1", "select 1"));
    Stream<Arguments> sqlite =
        with(
            "SQLite",
            pragma("ignore_check_constraints", "1"),
            pragma("read_uncommitted", "1"),
            pragma("reverse_unordered_selects", "1"),
            pragma("busy_timeout", "7000"));
    Stream<Arguments> family =
        with(
            "M",
            session("sql_select_limit", "5"),
            mode("PAD_CHAR_TO_FULL_LENGTH"),
            session("sql_mode", "''"),
            mode("ANSI_QUOTES"),
            session("max_join_size", "10"),
            session("sql_safe_updates", "1"),
            session("foreign_key_checks", "0"),
            session("unique_checks", "0"),
            session("time_zone", "'+13:00'"));
    Stream<Arguments> mariadb =
        with("MariaDB", mode("EMPTY_STRING_IS_NULL"), session("check_constraint_checks", "0"));
    return Stream.of(postgresql, h2, sqlite, family, mariadb, throughMysqlsDriver(url("maxRows=5")))
        .flatMap(several -> several);
  }

  /** Every database whose name begins so, with each of the settings. */
  private static Stream<Arguments> with(String prefix, Setting... settings) {
    return Vendors.all()
        .filter(vendor -> vendor.getName().startsWith(prefix))
        .flatMap(vendor -> Stream.of(settings).map(setting -> Arguments.of(vendor, setting)));
  }

  private static Stream<Arguments> throughMysqlsDriver(Setting... settings) {
    return Stream.of("MariaDB embedded, MySQL's driver", "MySQL server")
        .flatMap(name -> with(name, settings))
        .filter(arguments -> !named(arguments).contains("MariaDB's driver"));
  }

  private static String named(Arguments arguments) {
    return ((Named<?>) arguments.get()[0]).getName();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("settings")
  void changesNothingOfARunAndIsPutBack(Supplier<TestDatabase> vendor, Setting setting)
      throws SQLException {
    TestDatabase host = host(vendor);
    try (HikariDataSource pool = setting.pool(host)) {
      assertThatATransactionOfTheCallersIsLeftAsItWas(pool, setting);
      String before = shown(pool, setting);
      DriftDatabase database = DriftDatabase.on(pool);
      assertThat(errors(database)).isEmpty();
      RunReport report = run(database);
      assertThat(report.summary().rowsRead()).isEqualTo(CLAIMS.size());
      assertThat(told(report.events())).isEqualTo(expected());
      assertThat(told(database.repository().events(ALL))).isEqualTo(expected());
      assertThat(told(DriftDatabase.on(host.dataSource()).repository().events(ALL)))
          .isEqualTo(expected());
      assertThat(shown(pool, setting)).isEqualTo(before);
    }
  }

  private static void assertThatATransactionOfTheCallersIsLeftAsItWas(
      DataSource pool, Setting setting) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      String before = shown(connection, setting);
      DriftDatabase joined = DriftDatabase.joining(connection);
      assertThat(told(run(joined).events())).isEqualTo(expected());
      assertThat(told(joined.repository().events(ALL))).isEqualTo(expected());
      assertThat(shown(connection, setting)).isEqualTo(before);
    } // whose pool rolls back
  }

  static Stream<?> family() {
    return Vendors.all().filter(vendor -> vendor.getName().startsWith("M"));
  }

  /** {@code RELEASE}: the caller's own transactions end their session, ours do not. */
  @ParameterizedTest
  @MethodSource("family")
  void commitsWhereEveryCommitWouldEndItsSession(Supplier<TestDatabase> vendor)
      throws SQLException {
    TestDatabase host = host(vendor);
    Setting setting = session("completion_type", "2");
    try (HikariDataSource pool = setting.pool(host)) {
      DriftDatabase database = DriftDatabase.on(pool);
      assertThat(errors(database)).isEmpty();
      assertThat(told(run(database).events())).isEqualTo(expected());
      assertThat(shown(pool, setting)).isEqualTo("release");
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void isRightWhereAPoolLimitsTheRowsOfEveryStatement(Supplier<TestDatabase> vendor) {
    DriftDatabase database = DriftDatabase.on(limited(host(vendor).dataSource()));
    assertThat(told(run(database).events())).isEqualTo(expected());
    assertThat(told(database.repository().events(ALL))).isEqualTo(expected());
  }

  static Stream<?> vendors() {
    return Vendors.all();
  }

  /** All whose statements return five rows unless they are told otherwise. */
  private static DataSource limited(DataSource dataSource) {
    return wrapped(
        DataSource.class,
        dataSource,
        connection ->
            wrapped(
                Connection.class,
                connection,
                statement -> {
                  ((Statement) statement).setMaxRows(5);
                  return statement;
                }));
  }

  /** What is done with something that was returned. */
  private interface Change {
    Object to(Object returned) throws SQLException;
  }

  private static <T> T wrapped(Class<T> type, Object object, Change change) {
    return type.cast(
        Proxy.newProxyInstance(
            SessionSettingsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                Object returned = method.invoke(object, arguments);
                return returned instanceof Connection || returned instanceof Statement
                    ? change.to(returned)
                    : returned;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Otherwise they would be other segments from another JVM. */
  @ParameterizedTest
  @MethodSource("withInstants")
  void readsInstantsAsTextsInUtc(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute(sql.setZone("+00:00"));
              handle.execute(
                  "alter table claim add column instant "
                      + sql.timestamps().get(1).replace(" null", "")
                      + " not null default '2026-01-01 00:00:00'");
            });
    List<String> east = segments(host, set(sql.setZone("+09:00"), "select 1"));
    assertThat(east).isNotEmpty().allMatch(segment -> segment.contains("=2026-01-01 00:00:00"));
    assertThat(segments(host, set(sql.setZone("-11:00"), "select 1"))).isEqualTo(east);
  }

  static Stream<?> withInstants() {
    return Vendors.all().filter(vendor -> vendor.getName().matches("(PostgreSQL|M).*"));
  }

  private static List<String> segments(TestDatabase host, Setting zone) {
    try (HikariDataSource pool = zone.pool(host)) {
      DriftDatabase database = DriftDatabase.on(pool);
      RecordTable table = RecordTable.named("claim").withColumn("instant").as("payer");
      return told(
          DriftMonitor.of(database.repository(), database.counts(table))
              .preview(TestRuns.PAYER_DRIFT, CUSTOMER, TestRuns.AS_OF)
              .events());
    }
  }

  /** MariaDB keeps what a table was, and a session may ask for that. */
  @ParameterizedTest
  @MethodSource("mariadb")
  void readsATableAsItIsNow(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = host(vendor);
    execute(host.dataSource(), "alter table claim add system versioning");
    Setting setting = session("system_versioning_asof", "'2020-01-01 00:00:00'");
    try (HikariDataSource pool = setting.pool(host)) {
      assertThatATransactionOfTheCallersIsLeftAsItWas(pool, setting);
      String before = shown(pool, setting);
      assertThat(told(run(DriftDatabase.on(pool)).events())).isEqualTo(expected());
      assertThat(shown(pool, setting)).isEqualTo(before).startsWith("2020-01-01");
    }
  }

  static Stream<?> mariadb() {
    return Vendors.all().filter(vendor -> vendor.getName().startsWith("MariaDB"));
  }

  // ---- SQLite

  @Test
  void keepsTheConstraintsOfSqlite() throws SQLException {
    TestDatabase host = TestDatabases.sqlite();
    DriftMigrations.on(host.dataSource()).migrate();
    try (HikariDataSource pool = pragma("ignore_check_constraints", "1").pool(host)) {
      OwnTransactions transactions =
          new OwnTransactions(
              Jdbi.create(pool),
              Vendor.SQLITE.dialect(),
              RetryPolicy.never(),
              Prefix.ofLetters(Vendor.SQLITE.dialect(), "drift_"));
      String tooLong = "insert into <prefix>customer values (?, 'acme', 0, 0, 0)";
      assertThatThrownBy(
              () ->
                  transactions.write(
                      Duration.ofSeconds(1),
                      (failures, pause, failure) -> {},
                      handle -> handle.execute(tooLong, "x".repeat(65))))
          .hasMessageContaining("SQLITE_CONSTRAINT_CHECK");
    }
  }

  /** Connections of one process that share a cache may read what others have not committed. */
  @Test
  void doesNotReadOnSqliteWhatNobodyHasCommitted() throws SQLException {
    TestDatabase host = host(TestDatabases::sqlite);
    String shared = host.url().replace("jdbc:sqlite:", "jdbc:sqlite:file:") + "&cache=shared";
    DataSource sharing = TestDatabases.at(shared, "", "").dataSource();
    Setting dirty = pragma("read_uncommitted", "1");
    try (Connection other = sharing.getConnection();
        HikariDataSource pool = dirty.pool(TestDatabases.at(shared, "", ""))) {
      DriftDatabase database = DriftDatabase.on(pool);
      other.setAutoCommit(false);
      try (Statement statement = other.createStatement()) {
        statement.execute("update claim set outcome = 'PAID'");
      }
      assertThatThrownBy(() -> preview(database))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("somebody else held a lock for too long");
      other.rollback();
      assertThat(told(preview(database))).isEqualTo(expected());
    }
  }

  private static List<DriftEvent> preview(DriftDatabase database) {
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .preview(TestRuns.PAYER_DRIFT, CUSTOMER, TestRuns.AS_OF)
        .events();
  }

  // ---- what nobody but the host can set

  static Stream<Arguments> refused() {
    Stream<Arguments> postgresql =
        Stream.of(
                with("PostgreSQL", postgresql("session_replication_role", "replica"))
                    .map(with -> and(with, "session_replication_role is replica; expected origin")),
                with(
                        "PostgreSQL",
                        new Setting(
                            "allowEncodingChanges=true",
                            "set client_encoding = latin1",
                            "select 1"))
                    .map(with -> and(with, "client_encoding is LATIN1; expected UTF8")))
            .flatMap(several -> several);
    Stream<Arguments> h2 =
        Stream.concat(
            with("H2", url("MODE=Oracle"))
                .map(with -> and(with, "H2 is in the mode of Oracle; expected another")),
            with("H2", set("set allow_literals numbers", "select 1"))
                .map(with -> and(with, "H2's ALLOW_LITERALS is not ALL; expected ALL")));
    Stream<Arguments> sqlite =
        with("SQLite", pragma("foreign_keys", "0"))
            .map(with -> and(with, "SQLite's foreign_keys are off; expected on"));
    Stream<Arguments> texts =
        Stream.of(
                throughMysqlsDriver(
                    set("set names latin1", "select 1"),
                    session("character_set_results", "latin1"),
                    session("character_set_client", "latin1"),
                    mode("NO_BACKSLASH_ESCAPES"),
                    url("characterEncoding=ISO-8859-1"),
                    url("characterSetResults=latin1"),
                    url("connectionCollation=latin1_swedish_ci")),
                with("M", set("set names utf8mb3", "select 1")),
                with("MySQL", session("character_set_connection", "latin1")))
            .flatMap(several -> several)
            .map(with -> and(with, "texts are changed on their way (character_set_client is "));
    return Stream.of(postgresql, h2, sqlite, texts).flatMap(several -> several);
  }

  private static Arguments and(Arguments arguments, String message) {
    return Arguments.of(arguments.get()[0], arguments.get()[1], message);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refused")
  void isRefusedByItsName(Supplier<TestDatabase> vendor, Setting setting, String message)
      throws SQLException {
    TestDatabase host = host(vendor);
    Vendor product = DriftDatabase.on(host.dataSource()).vendor();
    try (HikariDataSource pool = setting.pool(host)) {
      assertRefused(() -> DriftDatabase.on(pool), message);
      DriftDatabase unasked = DriftDatabase.on(pool, product); // as if set on later connections
      assertRefused(() -> run(unasked), message);
      assertRefused(() -> unasked.repository().events(ALL), message);
      assertThat(errors(unasked)).hasSize(1);
      assertThat(errors(unasked).get(0).toString()).startsWith("error: " + message);
      assertRefusedInATransactionOfTheCallers(pool, message);
    }
    if (!setting.options.startsWith("MODE")) { // which is the whole database's
      assertThat(DriftDatabase.on(plain(host)).repository().events(ALL)).isEmpty();
    }
  }

  /** Where a setting is the whole database's, it is put back. */
  private static DataSource plain(TestDatabase host) throws SQLException {
    if (host.name().equals("H2")) {
      execute(host.dataSource(), "set allow_literals all");
    }
    return host.dataSource();
  }

  private static void assertRefusedInATransactionOfTheCallers(DataSource pool, String message)
      throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      DriftDatabase joined = DriftDatabase.joining(connection);
      assertRefused(() -> run(joined), message);
      assertRefused(() -> joined.repository().events(ALL), message);
      assertThat(errors(joined)).isNotEmpty();
    }
  }

  private static void assertRefused(Runnable work, String message) {
    assertThatThrownBy(work::run)
        .isExactlyInstanceOf(DriftException.class)
        .hasMessageStartingWith(message);
  }

  // ---- what only reads

  static Stream<Arguments> readOnly() {
    Setting family = set("set session transaction read only", "select 1");
    return Stream.of(
            with("PostgreSQL", postgresql("default_transaction_read_only", "on")),
            with("M", family),
            with("SQLite", pragma("query_only", "1")))
        .flatMap(several -> several);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("readOnly")
  void isToldThatItOnlyReads(Supplier<TestDatabase> vendor, Setting setting) {
    try (HikariDataSource pool = setting.pool(host(vendor))) {
      DriftDatabase database = DriftDatabase.on(pool);
      assertThatThrownBy(() -> run(database))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining(
              "the connection or the server only reads; use the primary server, and files,"
                  + " sessions and a pool that are not read-only");
      assertThat(errors(database)).isNotEmpty();
      assertThat(errors(database).get(0).toString()).contains("only reads");
      assertThat(database.repository().events(ALL)).isEmpty();
    }
  }

  // ---- what is logged

  static Stream<Arguments> logging() {
    return with("MySQL server", session("binlog_format", "'STATEMENT'"));
  }

  /** The MariaDB of these tests keeps no such log: there the error is known by its number. */
  @ParameterizedTest(name = "{0}: {1}", allowZeroInvocations = true)
  @MethodSource("logging")
  void saysThatTheServerLogsStatements(Supplier<TestDatabase> vendor, Setting setting) {
    try (HikariDataSource pool = setting.pool(host(vendor))) {
      DriftDatabase database = DriftDatabase.on(pool);
      String found =
          " failed: the server logs statements (binlog_format), which READ COMMITTED does not allow";
      assertThatThrownBy(() -> run(database))
          .isExactlyInstanceOf(DriftException.class)
          .hasMessageStartingWith(
              "recording a run" + found + "; set global binlog_format = 'ROW', or 'MIXED'");
      assertThat(errors(database).get(0).toString())
          .startsWith("error: writing table drift_customer" + found);
    }
  }

  @Test
  void knowsThatTheServerLogsStatementsByTheNumberOfItsError() {
    SQLException e = new SQLException("impossible to write to binary log", "HY000", 1665);
    assertThat(Vendor.MARIADB.dialect().failure(e)).isEqualTo(Failure.LOGGED_BY_STATEMENT);
    assertThat(Vendor.MYSQL.dialect().failure(e)).isEqualTo(Failure.LOGGED_BY_STATEMENT);
  }

  // ---- a host

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, CLAIMS);
    if (host.name().startsWith("M")) {
      execute(host.dataSource(), "alter table claim modify cpt_group char(10)");
    }
    return host;
  }

  private static RunReport run(DriftDatabase database) {
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(TestRuns.PAYER_DRIFT, CUSTOMER, TestRuns.AS_OF);
  }

  private static List<Finding> errors(DriftDatabase database) {
    return database.verify(RecordTable.named("claim"), TestRuns.PAYER_DRIFT).findings().stream()
        .filter(Finding::isError)
        .toList();
  }

  private static List<String> expected() {
    CountSource claims = ClaimCounts.of(CLAIMS.stream());
    Run run = Run.of(TestRuns.PAYER_DRIFT, CUSTOMER, TestRuns.AS_OF, claims, 1);
    return told(DriftDetector.detect(TestRuns.PAYER_DRIFT, run, claims).events());
  }

  /** All that was found, with every digit. */
  private static List<String> told(List<DriftEvent> events) {
    return events.stream()
        .map(event -> event.segment() + " " + event.driftType() + " " + event.evidence())
        .sorted()
        .toList();
  }

  private static String shown(DataSource dataSource, Setting setting) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return shown(connection, setting);
    }
  }

  private static String shown(Connection connection, Setting setting) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(setting.shown)) {
      row.next();
      return row.getString(1).toLowerCase(Locale.ROOT);
    }
  }

  private static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
