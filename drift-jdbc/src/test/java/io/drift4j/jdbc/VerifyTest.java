package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What would make runs go wrong is found before one does; what the finding says to do mends it. The
 * statement of a remedy is the one that these tests execute.
 */
class VerifyTest {

  static Stream<?> vendors() {
    return Vendors.all();
  }

  static Stream<?> vendorsWithTypes() {
    return Vendors.lockingRows();
  }

  // ---- the host's table

  @ParameterizedTest
  @MethodSource("vendors")
  void findsNothingWhereAllIsWell(Supplier<TestDatabase> vendor) {
    assertThat(verify(withClaims(vendor), claims()).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatAnIndexIsMissing(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    execute(host, HostSql.of(host).dropIndex("claim_customer_submitted", "claim"));
    Finding finding = only(verify(host, claims()));
    HostSql sql = HostSql.of(host);
    assertThat(finding)
        .hasToString(
            "advice: table claim has no index that begins with customer; expected one, so that a"
                + " run reads only what it needs; create index claim_drift_idx on %s (%s, %s)"
                    .formatted(
                        sql.kept("claim"), sql.kept("customer"), sql.kept("submitted_date")));
    execute(host, finding.remedy());
    assertThat(verify(host, claims()).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatAnIndexIsMissingInAnotherSchema(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    String quoted = HostSql.of(host).quoted("Who is it");
    String schema =
        Jdbi.create(host.dataSource())
            .withHandle(handle -> HostSql.of(host).createSchema(handle, "billing"));
    execute(host, "create table %s.request as select * from claim".formatted(schema));
    execute(host, "alter table %s.request rename column customer to %s".formatted(schema, quoted));
    RecordTable table = RecordTable.named(schema + ".request").withCustomerColumn("\"Who is it\"");
    Finding finding = only(verify(host, table));
    assertThat(finding.found()).contains("no index that begins with \"Who is it\"");
    execute(host, finding.remedy());
    assertThat(verify(host, table).findings()).isEmpty();
  }

  @Test
  void findsAnIndexWhereverTheSearchPathFindsItsTable() {
    TestDatabase host = withClaims(TestDatabases::postgresql);
    execute(host, "create schema first");
    String path = host.url() + "&currentSchema=first,public";
    TestDatabase searching = TestDatabases.at(path, host.user(), host.password());
    assertThat(verify(searching, claims()).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatAColumnIsMissing(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    RecordTable table = claims().withColumn("insurer").as("payer").withCustomerColumn("tenant");
    List<Finding> findings = verify(host, table).findings();
    assertThat(findings).hasSize(2).allMatch(Finding::isError);
    assertThat(findings.get(0).toString())
        .startsWith("error: reading column tenant of table claim failed: a table or column is")
        .endsWith("; expected it to be there; name the column with withCustomerColumn(\"…\")");
    assertThat(findings.get(1).toString())
        .contains("insurer")
        .endsWith("; name the column with withColumn(\"…\").as(\"payer\")");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatTheTableIsMissing(Supplier<TestDatabase> vendor) {
    Finding finding = only(verify(withClaims(vendor), RecordTable.named("billing")));
    assertThat(finding.found()).startsWith("reading table billing failed: a table or column is");
    assertThat(finding.remedy())
        .isEqualTo("name one that is there: RecordTable.named(\"schema.table\")");
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void findsThatATimestampWasNotSaidToBeOne(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    for (String type : HostSql.of(host).timestamps()) {
      execute(host, "alter table claim add column received_at " + type);
      RecordTable table = claims().withColumn("received_at").as("decided_date");
      Finding finding = only(verify(host, table));
      assertThat(finding.found()).startsWith("column received_at of table claim is of type ");
      assertThat(finding.expected()).isEqualTo("a date");
      assertThat(finding.remedy()).isEqualTo("say withTimestamp(\"decided_date\", zone)");
      assertThat(verify(host, table.withTimestamp("decided_date", ZoneOffset.UTC)).findings())
          .isEmpty();
      execute(host, "alter table claim drop column received_at");
    }
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void findsThatADateWasSaidToBeATimestamp(Supplier<TestDatabase> vendor) {
    RecordTable table = claims().withTimestamp("decided_date", ZoneOffset.UTC);
    Finding finding = only(verify(withClaims(vendor), table));
    assertThat(finding.toString())
        .isEqualToIgnoringCase(
            "error: column decided_date of table claim is of type DATE; expected a timestamp; do"
                + " without withTimestamp(\"decided_date\", zone)");
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void findsDatesThatAreTexts(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    execute(host, "alter table claim add column answered varchar(30)");
    execute(host, "update claim set answered = decided_date");
    RecordTable date = claims().withColumn("answered").as("decided_date");
    Finding finding = only(verify(host, date));
    assertThat(finding.found()).startsWith("column answered of table claim is of type ");
    assertThat(finding.expected())
        .isEqualTo(
            "a date, which the following makes of it, for whoever writes it as well, if each of its"
                + " texts, its default too, is one such as 2026-01-15");
    execute(host, finding.remedy());
    assertThat(verify(host, date).findings()).isEmpty();
    execute(host, "alter table claim add column at varchar(30)");
    execute(host, "update claim set at = submitted_date");
    RecordTable time =
        date.withColumn("at").as("submitted_date").withTimestamp("submitted_date", ZoneOffset.UTC);
    execute(host, only(verify(host, time)).remedy());
    assertThat(verify(host, time).findings()).isEmpty();
  }

  private static Definition of(Metric metric) {
    return Definition.of(
        "tickets",
        1,
        List.of("payer"),
        List.of(metric),
        Lookback.ofDays(90, 14),
        DriftPolicy.thresholds());
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void findsAmountsThatAreBinaryFractions(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    execute(host, "alter table claim add column refund double precision");
    execute(host, "update claim set refund = 12.34");
    Definition refunds =
        of(Metric.amount("refund", 1, Measure.amount("submitted_date", "amount", 2)));
    RecordTable table = claims().withColumn("refund").as("amount");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    Finding finding = only(database.verify(table, refunds));
    assertThat(finding.toString())
        .matches(
            "(?i)error: column refund of table claim is of type (float8|double|double precision);"
                + " expected an exact number: a binary fraction is none; alter table .claim. .*"
                + "refund.* decimal\\(18, 2\\).*");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(table));
    assertThatThrownBy(() -> monitor.run(refunds, "acme", TestRuns.AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessage(finding.toString().substring("error: ".length()));
    execute(host, finding.remedy());
    assertThat(database.verify(table, refunds).findings()).isEmpty();
    assertThat(monitor.preview(refunds, "acme", TestRuns.AS_OF).summary().rowsRead()).isEqualTo(3);
  }

  /** Dates cannot say how many hours something took, in whatever zone. */
  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatHoursNeedTimestampsWithAZone(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    Measure measure = Measure.timeToEvent("submitted_date", "decided_date");
    Definition hours =
        of(Metric.time("hours", 1, measure.in(ChronoUnit.HOURS), Observation.valueOf()));
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    assertThat(database.verify(claims(), hours).findings())
        .extracting(Finding::toString)
        .containsExactly(
            "error: column submitted_date of table claim is measured in hours or minutes; expected a"
                + " timestamp and the zone of its days; say withTimestamp(\"submitted_date\", zone)",
            "error: column decided_date of table claim is measured in hours or minutes; expected a"
                + " timestamp and the zone of its days; say withTimestamp(\"decided_date\", zone)");
    RecordTable table =
        claims()
            .withTimestamp("submitted_date", ZoneOffset.UTC)
            .withTimestamp("decided_date", ZoneOffset.UTC);
    List<Finding> findings = database.verify(table, hours).findings();
    assertThat(findings).hasSize(HostSql.of(host) == HostSql.SQLITE ? 0 : 2);
    findings.forEach(finding -> execute(host, finding.remedy()));
    assertThat(database.verify(table, hours).findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void findsCustomersOfAnotherType(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    assertKeys(host, "customer", KeyType.TEXT);
    execute(host, "alter table claim add column tenant bigint");
    execute(host, "create index claim_tenant on claim (tenant)");
    assertKeys(host, "tenant", KeyType.INTEGER);
    execute(host, "alter table claim add column clinic " + HostSql.of(host).uuidType());
    execute(host, "create index claim_clinic on claim (clinic)");
    assertKeys(host, "clinic", KeyType.UUID);
  }

  private static void assertKeys(TestDatabase host, String column, KeyType right) {
    for (KeyType type : KeyType.values()) {
      boolean lookAlike =
          host.name().equals("MySQL")
              && HostSql.of(host) == HostSql.MARIADB
              && right == KeyType.UUID;
      if (lookAlike && type == KeyType.TEXT) {
        continue; // its driver takes a UUID of MariaDB for a text, which works as well
      }
      List<Finding> findings = verify(host, claims().withCustomerColumn(column, type)).findings();
      if (type == right) {
        assertThat(findings).isEmpty();
      } else {
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).toString())
            .startsWith("error: column " + column + " of table claim is of type ")
            .endsWith(
                "expected one of type %s; say what it holds with withCustomerColumn(\"%s\","
                        .formatted(type, column)
                    + " KeyType.…)");
      }
    }
  }

  // ---- our tables

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatNothingIsMigrated(Supplier<TestDatabase> vendor) {
    TestDatabase host = mended(vendor.get());
    List<Finding> findings = DriftDatabase.on(host.dataSource()).verify().findings();
    assertThat(findings).hasSize(Table.ALL.size()).allMatch(Finding::isError);
    assertThat(findings.get(0).found())
        .startsWith("reading table drift_customer failed: a table or column is missing");
    assertThat(findings)
        .extracting(Finding::remedy)
        .containsOnly("call DriftMigrations.on(dataSource).migrate()");
    DriftMigrations.on(host.dataSource()).migrate();
    assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatOnlyTheFirstMigrationIsThere(Supplier<TestDatabase> vendor) {
    TestDatabase host = mended(vendor.get());
    migrateToVersion1(host);
    assertThat(only(DriftDatabase.on(host.dataSource()).verify()).toString())
        .startsWith(
            "error: table drift_event has no unique index on run_id, metric_id,"
                + " segment_key; expected the one that keeps an event single; call"
                + " DriftMigrations.on(dataSource).migrate()");
    DriftMigrations.on(host.dataSource()).migrate();
    assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void saysHowToPutBackAConstraintThatWasTakenAway(Supplier<TestDatabase> vendor) {
    TestDatabase host = mended(vendor.get());
    migrateToVersion1(host);
    Finding finding = only(DriftDatabase.on(host.dataSource()).verify());
    execute(host, finding.remedy().split("if that was done before: ", 2)[1]);
    assertThat(DriftDatabase.on(host.dataSource()).verify().findings()).isEmpty();
  }

  private static void migrateToVersion1(TestDatabase host) {
    String scripts = "io/drift4j/migrations/" + HostSql.of(host).name().toLowerCase();
    Flyway.configure()
        .dataSource(host.dataSource())
        .locations("classpath:" + scripts)
        .table("drift_schema_history")
        .placeholders(Map.of("prefix", "drift_"))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("1")
        .load()
        .migrate();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsThatTheHostsCustomerRowIsNotThere(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    execute(host, "create table clinic (code varchar(50) primary key)");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    Finding finding = only(database.withCustomerRow("clinic", "id", KeyType.TEXT).verify());
    assertThat(finding.found())
        .startsWith("locking rows of table clinic by column id failed: a table or column is");
    assertThat(finding.remedy())
        .isEqualTo("name the table of customers and its key in withCustomerRow");
    assertThat(database.withCustomerRow("clinic", "code", KeyType.TEXT).verify().findings())
        .isEmpty();
    assertThat(only(database.withCustomerRow("other.s.clinic", "code", KeyType.TEXT).verify()))
        .extracting(Finding::found)
        .isEqualTo("catalogue other is another than that of the connection");
  }

  // ---- without a trace

  @ParameterizedTest
  @MethodSource("vendors")
  void changesNothing(Supplier<TestDatabase> vendor) {
    TestDatabase host = mended(vendor.get());
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create table clinic (code varchar(50) primary key)");
    execute(host, "insert into clinic values ('acme')");
    DriftDatabase database =
        DriftDatabase.on(host.dataSource()).withCustomerRow("clinic", "code", KeyType.TEXT);
    DriftMonitor.of(database.repository(), database.counts(claims()))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    List<String> before = Everything.in(host);
    assertThat(before).hasSizeGreaterThan(TestRuns.EVENTS);
    assertThat(database.verify(claims(), TestRuns.PAYER_DRIFT).isSound()).isTrue();
    RecordTable wrong = claims().withColumn("insurer").as("payer");
    assertThat(database.verify(wrong, TestRuns.PAYER_DRIFT).isSound()).isFalse();
    assertThat(Everything.in(host)).isEqualTo(before);
  }

  // ---- how

  private static TestDatabase withClaims(Supplier<TestDatabase> vendor) {
    TestDatabase host = mended(vendor.get());
    ClaimTable.create(host, TestRuns.claims("acme").subList(0, 3));
    return host;
  }

  /** With what is advised for a server as it comes. */
  private static TestDatabase mended(TestDatabase host) {
    if (host.name().equals("PostgreSQL")) {
      execute(
          host,
          """
          do $$ begin
            execute format(
              'alter database %I set idle_in_transaction_session_timeout = ''30min''',
              current_database());
          end $$
          """);
    }
    return host;
  }

  private static RecordTable claims() {
    return RecordTable.named("claim");
  }

  private static Verification verify(TestDatabase host, RecordTable table) {
    return DriftDatabase.on(host.dataSource()).verify(table, TestRuns.PAYER_DRIFT);
  }

  private static Finding only(Verification verification) {
    assertThat(verification.findings()).hasSize(1);
    return verification.findings().get(0);
  }

  private static void execute(TestDatabase host, String sql) {
    HostSql.execute(host, sql);
  }
}
