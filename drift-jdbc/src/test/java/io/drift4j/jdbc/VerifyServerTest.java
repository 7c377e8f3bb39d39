package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.Disguise;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers: their product, their age, their settings, and what they let a user do. */
class VerifyServerTest {

  // ---- product and version

  static Stream<Arguments> ages() {
    return Stream.of(
        age("H2", TestDatabases::h2, "2.2.219 (2023-06-11)", "H2 2.2.219; expected 2.2.220"),
        age("PostgreSQL", TestDatabases::postgresql, "13.18", "PostgreSQL 13.18; expected 14.0"),
        age("SQLite", TestDatabases::sqlite, "3.37.2", "SQLite 3.37.2; expected 3.38"),
        age(
            "MariaDB",
            TestDatabases::mariadb,
            "10.5.28-MariaDB-log",
            "MariaDB 10.5.28; expected 10.6"),
        age(
            "MariaDB through MySQL's driver",
            TestDatabases::mariadbThroughMysql,
            "5.5.5-10.5.28-MariaDB",
            "MySQL 10.5.28; expected 10.6"),
        age(
            "MySQL",
            TestDatabases::mariadbThroughMysql,
            "8.0.16",
            "MySQL 8.0.16; expected 8.0.17"));
  }

  private static Arguments age(
      String name, Supplier<TestDatabase> vendor, String version, String message) {
    return Arguments.of(Named.of(name, vendor), version, message);
  }

  @ParameterizedTest
  @MethodSource("ages")
  void refusesAServerThatIsTooOld(Supplier<TestDatabase> vendor, String version, String message) {
    DataSource old = Disguise.version(version, vendor.get().dataSource());
    assertThatThrownBy(() -> DriftDatabase.on(old))
        .isInstanceOf(DriftException.class)
        .hasMessage(message + " or later; upgrade the server");
  }

  @Test
  void refusesAProductItDoesNotKnowByNameUnlessToldWhatItIs() {
    TestDatabase host = TestDatabases.h2();
    DataSource stranger = Disguise.product("Informix Dynamic Server", host.dataSource());
    assertThatThrownBy(() -> DriftDatabase.on(stranger))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "database product Informix Dynamic Server is not supported; supported are PostgreSQL,"
                + " H2, SQLite, MariaDB, MySQL; if it behaves as one of them, name that one when"
                + " you create the DriftDatabase");
    DriftMigrations.on(host.dataSource()).migrate();
    DriftDatabase told = DriftDatabase.on(stranger, Vendor.H2);
    Run run = TestRuns.of("acme");
    told.repository().record(run, () -> TestRuns.detect(run));
    assertThat(told.verify().findings()).isEmpty();
    assertThat(told.repository().events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
  }

  @Test
  void takesMariadbForWhatItIsWhateverTheDriver() {
    assertThat(DriftDatabase.on(TestDatabases.mariadb().dataSource()).vendor())
        .isEqualTo(Vendor.MARIADB);
    assertThat(DriftDatabase.on(TestDatabases.mariadbThroughMysql().dataSource()).vendor())
        .isEqualTo(Vendor.MARIADB);
  }

  // ---- settings that never time out

  @Test
  void advisesALimitForIdleTransactionsOnPostgresql() {
    TestDatabase host = TestDatabases.postgresql();
    Finding finding = findingOn(host);
    assertThat(finding)
        .hasToString(
            "advice: idle_in_transaction_session_timeout is 0; expected a limit: without one a"
                + " customer stays locked for hours when a host loses power during a run; alter"
                + " role postgres set idle_in_transaction_session_timeout = '30min'");
    execute(host, finding.remedy());
    try {
      assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
    } finally {
      execute(host, "alter role postgres reset idle_in_transaction_session_timeout");
    }
  }

  static Stream<?> driversOfMariadb() {
    return Vendors.all().filter(vendor -> vendor.getName().startsWith("MariaDB"));
  }

  static Stream<?> driversOfMysql() {
    return Vendors.all().filter(vendor -> vendor.getName().startsWith("MySQL"));
  }

  @ParameterizedTest
  @MethodSource("driversOfMariadb")
  void advisesALimitForSilentConnectionsOnMariadb(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    execute(host, "set global wait_timeout = 2000000");
    Finding finding;
    try {
      finding = findingOn(host);
    } finally {
      execute(host, "set global wait_timeout = default");
    }
    assertThat(finding)
        .hasToString(
            "advice: wait_timeout is 2000000 s; expected at most 28800 s: that long a customer"
                + " stays locked when a host loses power during a run; set global wait_timeout ="
                + " 28800");
    execute(host, "set global wait_timeout = 2000000");
    execute(host, finding.remedy());
    assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
  }

  /** By its session: the server is others' as well. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("driversOfMysql")
  void advisesALimitForSilentConnectionsOnMysql(Supplier<TestDatabase> vendor) {
    Finding finding = findingOn(vendor.get().with("sessionVariables=wait_timeout=2000000"));
    assertThat(finding.found()).isEqualTo("wait_timeout is 2000000 s");
    assertThat(finding.remedy()).isEqualTo("set global wait_timeout = 28800");
  }

  private static Finding findingOn(TestDatabase host) {
    DriftMigrations.on(host.dataSource()).migrate();
    List<Finding> findings = DriftDatabase.on(host.dataSource()).verify().findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  // ---- rights, which the MariaDB of these tests does not ask for

  static Stream<?> askingForRights() {
    return Vendors.all().filter(vendor -> !vendor.getName().matches("(SQLite|MariaDB).*"));
  }

  @ParameterizedTest
  @MethodSource("askingForRights")
  void findsRightsThatAreMissing(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create table clinic (code varchar(50) primary key)");
    String user = "reader_" + TestDatabases.newName();
    TestDatabase limited = withUser(host, user);
    execute(host, "grant select on drift_run to " + user);
    execute(host, "grant select on clinic to " + user);
    List<Finding> findings = verify(limited).findings();
    List<String> expected =
        new ArrayList<>(
            List.of(
                "reading table drift_customer",
                "writing table drift_run",
                "reading table drift_run_count",
                "reading table drift_event",
                "reading table drift_verdict",
                "reading table drift_segment",
                "reading table drift_watch",
                "reading table drift_episode",
                "reading table drift_look",
                "reading table drift_notice",
                "reading table drift_notice_cursor",
                "reading table drift_judgement",
                "reading table claim"));
    if (!host.name().equals("H2")) { // the others' locks need the right to update
      expected.add(expected.size() - 1, "locking rows of table clinic by column code");
    }
    assertThat(findings)
        .filteredOn(Finding::isError)
        .extracting(finding -> finding.found().replaceFirst(" failed:.*(?s:.*)", ""))
        .containsExactlyElementsOf(expected);
    assertThat(findings)
        .filteredOn(Finding::isError)
        .extracting(Finding::expected)
        .containsOnly("a user who may");
    assertThat(findings.get(0).remedy())
        .matches(
            "(?i)grant select, insert, update on drift_customer to \"?'?" + user + "(\"|'@'%')?");
    findings.forEach(finding -> execute(host, finding.remedy()));
    assertThat(verify(limited).findings()).isEmpty();
    assertThat(run(limited)).isEqualTo(TestRuns.EVENTS);
    String history = HostSql.of(host).quoted("drift_schema_history");
    execute(host, "grant select on " + history + " to " + user);
    for (String view : List.of("drift_event_view", "drift_episode_view")) {
      execute(host, "grant select on " + view + " to " + user); // some hide what one may not read
    }
    DriftMigrations.on(limited.dataSource()).validate();
  }

  private static Verification verify(TestDatabase host) {
    return database(host).verify(RecordTable.named("claim"), TestRuns.PAYER_DRIFT);
  }

  private static DriftDatabase database(TestDatabase host) {
    return DriftDatabase.on(host.dataSource()).withCustomerRow("clinic", "code", KeyType.TEXT);
  }

  private static int run(TestDatabase host) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF)
        .eventsCreated();
  }

  private static TestDatabase withUser(TestDatabase host, String user) {
    execute(
        host,
        switch (HostSql.of(host)) {
          case H2 -> "create user " + user + " password 'secret'";
          case MYSQL -> "create user " + user + " identified by 'secret'";
          default -> "create role " + user + " login password 'secret'";
        });
    String url = host.url().replace(";DB_CLOSE_DELAY=-1", ""); // a setting for administrators
    return TestDatabases.at(url, user, "secret");
  }

  private static void execute(TestDatabase host, String sql) {
    HostSql.execute(host, sql);
  }
}
