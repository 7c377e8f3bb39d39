package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Whatever happens and however much is logged, driver, Jdbi and Flyway included, no contents of a
 * record are told: of claims only customer and segment may be.
 *
 * <p>One thing is beyond the library: where the host's own filter makes the server choke on a
 * value, the server names it and the driver's trace repeats that. There, what we throw, store and
 * log counts.
 */
class HealthDataTest {

  private static final List<String> CANARIES =
      List.of("CANARY", "8086128", "2025-12-24", "zero-four");
  private static final List<String> NEVER_READ = List.of("CANARY", "8086128", "2025-12-24");

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final List<Appender<ILoggingEvent>> usualAppenders = new ArrayList<>();
  private Level usual;

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @BeforeEach
  void listenToEverything() {
    usual = root.getLevel();
    root.setLevel(Level.TRACE);
    root.iteratorForAppenders().forEachRemaining(usualAppenders::add);
    usualAppenders.forEach(root::detachAppender);
    told.start();
    root.addAppender(told);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.ALL);
  }

  @AfterEach
  void listenNoMore() {
    LogManager.getLogManager().getLogger("").setLevel(java.util.logging.Level.INFO);
    SLF4JBridgeHandler.uninstall();
    root.detachAppender(told);
    usualAppenders.forEach(root::addAppender);
    root.setLevel(usual);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void tellsNoContentsOfARecord(Supplier<TestDatabase> vendor) {
    TestDatabase host = loud(vendor.get());
    ClaimTable.create(host, TestRuns.claims("acme"));
    plantCanaries(host);
    told.list.clear();
    RecordTable claims = RecordTable.named("claim");
    RunReport report = run(host, claims);
    Throwable misspelt =
        catchThrowable(() -> run(host, claims.withId("misspelt").withFilter("nota = 1")));
    assertThat(report.toString()).doesNotContain(CANARIES);
    assertThat(stackTrace(misspelt)).containsIgnoringCase("nota").doesNotContain(CANARIES);
    assertThat(told.list).as("what was logged").hasSizeGreaterThan(20);
    told.list.stream()
        .filter(event -> !isDump(event)) // of which the next test tells
        .forEach(event -> assertThat(text(event)).doesNotContain(CANARIES));
    assertThat(onTheWire()).doesNotContain(NEVER_READ);
  }

  /**
   * At TRACE the driver of MariaDB dumps every packet, and MySQL's does when its URL asks for it:
   * there the outcomes can be read that records were counted by, but nothing else of a record.
   */
  @Test
  void readsNoMoreOfARecordThanItCounts() {
    TestDatabase host = TestDatabases.mariadb();
    ClaimTable.create(host, TestRuns.claims("acme"));
    plantCanaries(host);
    told.list.clear();
    run(host, RecordTable.named("claim"));
    assertThat(onTheWire()).contains("zero-four").doesNotContain(NEVER_READ);
  }

  private static boolean isDump(ILoggingEvent event) {
    return event.getLoggerName().startsWith("org.mariadb.jdbc.client.socket");
  }

  /** What the dumps of packets show, without their layout. */
  private String onTheWire() {
    return told.list.stream()
        .filter(HealthDataTest::isDump)
        .flatMap(event -> text(event).lines())
        .filter(line -> line.matches("\\|[0-9A-F]{6}\\|.*"))
        .map(line -> line.substring(line.length() - 18, line.length() - 2))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void withholdsWhatTheServerSaysOfAValue(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    plantCanaries(host);
    List<Throwable> thrown = new ArrayList<>();
    for (String filter : quotingFilters(host)) {
      RecordTable claims =
          RecordTable.named("claim").withFilter(filter).withId("n" + thrown.size());
      thrown.add(catchThrowable(() -> run(host, claims)));
    }
    assertThat(thrown)
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(DriftException.class)
                    .hasMessageContaining("reading claim")
                    .message()
                    .containsAnyOf("SQLState 22", "SQLState null, vendor code 1)"));
    thrown.forEach(
        e -> assertThat(stackTrace(e)).contains("text withheld").doesNotContain(CANARIES));
    assertThat(storedErrors(host))
        .hasSize(2)
        .allSatisfy(error -> assertThat(error).doesNotContain(CANARIES));
    assertThat(told.list)
        .filteredOn(event -> event.getLoggerName().matches("(io.drift4j|org.jdbi).*"))
        .allSatisfy(event -> assertThat(text(event)).doesNotContain(CANARIES));
  }

  /** Conditions on which the server fails with the value of a column in its text. */
  private static List<String> quotingFilters(TestDatabase host) {
    return switch (HostSql.of(host)) {
      case H2, POSTGRESQL -> List.of("cast(note as integer) > 0", "cast(note as date) > born");
      case SQLITE ->
          List.of(
              "json_extract('{}', note) > 0",
              "json_extract('{}', 'no such column: ' || born) is null");
      case MARIADB, MYSQL -> {
        Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(CHOKE));
        yield List.of("choke(note) > 0", "choke(born) is null");
      }
    };
  }

  /** Of which it has the states of a statement that is wrong, whose text quotes none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "to_tsvector(payer) @@ to_tsquery(VALUE)",
        "cast(substr(VALUE, 1, 6) as regclass) is not null",
        "cast(substr(VALUE, 1, 6) as regtype) is not null",
        "cast(substr(VALUE, 1, 6) as regproc) is not null",
        "cast(substr(VALUE, 1, 6) as regnamespace) is not null",
        "current_setting(VALUE) = ''",
        "query_to_xml(VALUE, true, true, '') is null"
      })
  void withholdsWhatPostgresqlSaysOfATextThatItReadsAsAQueryOrAName(String filter) {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    plantCanaries(host);
    Jdbi.create(host.dataSource())
        .useHandle(handle -> handle.execute("update claim set note = 'canary (& CANARY'"));
    List<String> canaries = List.of("CANARY", "canary");
    for (String value : List.of("note", "(select max(note) from claim)")) {
      RecordTable claims = RecordTable.named("claim").withFilter(filter.replace("VALUE", value));
      Throwable thrown = catchThrowable(() -> run(host, claims));
      assertThat(thrown).isInstanceOf(DriftException.class).hasMessageContaining("(SQLState ");
      assertThat(stackTrace(thrown)).doesNotContain(canaries);
      assertThat(
              DriftDatabase.on(host.dataSource())
                  .verifyHost(claims, TestRuns.PAYER_DRIFT)
                  .toString())
          .contains("(SQLState ")
          .doesNotContain(canaries);
    }
    assertThat(storedErrors(host)).isNotEmpty().asString().doesNotContain(canaries);
    assertThat(told.list)
        .filteredOn(event -> event.getLoggerName().matches("(io.drift4j|org.jdbi).*"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(text(event)).doesNotContain(canaries));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsNoContentsOfARecord(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    plantCanaries(host);
    createNoteOf(host);
    List<String> filters = new ArrayList<>(quotingFilters(host));
    filters.addAll(constantFilters(HostSql.of(host)));
    for (String filter : filters) {
      RecordTable claims = RecordTable.named("claim").withFilter(filter);
      List<Finding> findings =
          DriftDatabase.on(host.dataSource()).verifyHost(claims, TestRuns.PAYER_DRIFT).findings();
      assertThat(findings).as(filter).hasSize(1);
      assertThat(findings.get(0).found()).as(filter).startsWith("reading ").contains("(SQLState ");
      assertThat(findings.toString()).as(filter).doesNotContain(CANARIES);
    }
  }

  /**
   * Conditions with a part that depends on no row, though on records: a server may evaluate it
   * where it is asked for none, as MariaDB and MySQL do.
   */
  private static List<String> constantFilters(HostSql sql) {
    List<String> values = List.of("(select max(note) from claim)", "note_of()");
    return values.stream()
        .filter(value -> sql != HostSql.SQLITE || !value.equals("note_of()"))
        .flatMap(value -> failing(sql).stream().map(form -> form.replace("VALUE", value)))
        .toList();
  }

  private static List<String> failing(HostSql sql) {
    return switch (sql) {
      case H2, POSTGRESQL ->
          List.of(
              "cast(VALUE as integer) = 1",
              "cast(VALUE as date) > current_date",
              "1 in (select cast(VALUE as integer) from claim)");
      case SQLITE -> List.of("json_extract('{}', VALUE) > 0");
      case MARIADB, MYSQL ->
          List.of(
              "choke(VALUE) > 0",
              "extractvalue('<a/>', concat('~', convert(VALUE using utf8mb4))) = 'x'",
              "1 in (select updatexml('<a/>', concat('~', convert(VALUE using utf8mb4)), '<b/>'))");
    };
  }

  /** A host's function that reads records and is said to give the same each time. */
  private static void createNoteOf(TestDatabase host) throws SQLException {
    String sql =
        switch (HostSql.of(host)) {
          case H2 ->
              """
              create alias note_of deterministic as '
              String noteOf(java.sql.Connection c) throws java.sql.SQLException {
                java.sql.ResultSet r =
                    c.createStatement().executeQuery("select max(note) from claim");
                r.next();
                return r.getString(1);
              }'
              """;
          case POSTGRESQL ->
              """
              create function note_of() returns text stable language plpgsql as
              'begin return (select max(note) from claim); end'
              """;
          case SQLITE -> "select 1";
          case MARIADB, MYSQL ->
              """
              create function note_of() returns varchar(100) deterministic reads sql data
              return (select max(note) from claim)
              """;
        };
    try (Connection connection = host.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A function of the host's: by itself a select of MariaDB's quotes no value. */
  private static final String CHOKE =
      """
      create function choke(given varchar(100)) returns integer no sql
      begin
        declare text varchar(100) default concat('bad value ', given);
        signal sqlstate '22018' set message_text = text;
        return 0;
      end
      """;

  /**
   * H2 and the driver of MySQL log through slf4j when told so, that of MariaDB does anyway, that of
   * PostgreSQL through java.util.logging.
   */
  private static TestDatabase loud(TestDatabase host) {
    return switch (host.name()) {
      case "H2" ->
          TestDatabases.at(host.url() + ";TRACE_LEVEL_FILE=4", host.user(), host.password());
      case "MySQL" -> host.with("logger=Slf4JLogger&profileSQL=true");
      default -> host;
    };
  }

  private static void plantCanaries(TestDatabase host) {
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute(
                  "alter table claim add column note varchar(100) default 'CANARY-note'");
              handle.execute("alter table claim add column amount integer default 8086128");
              handle.execute("alter table claim add column born date default '2025-12-24'");
              handle.execute(
                  """
                  insert into claim
                    (customer, payer, cpt_group, submitted_date, decided_date, outcome)
                  values ('acme', 'Aetna', 'SURG', %s, %s, 'zero-four')
                  """
                      .formatted(sql.date("2026-01-10"), sql.date("2026-01-11")));
            });
  }

  private static RunReport run(TestDatabase host, RecordTable table) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  private static List<String> storedErrors(TestDatabase host) {
    return Jdbi.create(host.dataSource())
        .withHandle(
            handle ->
                handle
                    .createQuery("select reason from drift_run where status = 'FAILED'")
                    .mapTo(String.class)
                    .list());
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getFormattedMessage());
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      text.append('\n').append(cause.getMessage());
    }
    return text.toString();
  }
}
