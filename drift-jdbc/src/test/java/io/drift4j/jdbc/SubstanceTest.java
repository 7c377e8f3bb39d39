package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Defect;
import io.drift4j.Definition;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.EventQuery;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that read nothing it could use, or something else than was meant, says so on every vendor;
 * a table that reads something else makes another run.
 */
class SubstanceTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;
  private static final RecordTable CLAIMS = RecordTable.named("claim");

  static Stream<?> vendors() {
    return Vendors.throughOneDriver();
  }

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    return host;
  }

  private static void execute(TestDatabase host, String... statements) {
    Jdbi.create(host.dataSource())
        .useHandle(handle -> Stream.of(statements).forEach(handle::execute));
  }

  private static RunReport run(TestDatabase host, RecordTable table) {
    return run(host, table, "acme", TestRuns.AS_OF);
  }

  private static RunReport run(
      TestDatabase host, RecordTable table, String customer, LocalDate asOf) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .run(PAYER_DRIFT, customer, asOf);
  }

  private static List<Finding> verify(TestDatabase host, RecordTable table) {
    return DriftDatabase.on(host.dataSource()).verify(table, PAYER_DRIFT).findings();
  }

  // ---- outcomes

  @ParameterizedTest
  @MethodSource("vendors")
  void outcomesOfAnotherSpellingLeaveARunEmptyUntilTheyAreMapped(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(host, "update claim set outcome = lower(outcome)");
    RunReport empty = run(host, CLAIMS);
    assertThat(empty.status()).isEqualTo(RunStatus.EMPTY);
    assertThat(empty.summary().defects()).containsEntry(Defect.UNKNOWN_OUTCOME, 675L);
    assertThat(verify(host, CLAIMS))
        .extracting(Finding::toString)
        .contains(
            "error: 675 of 675 values of column outcome of table claim are outcomes that no metric"
                + " knows; expected DENIED, OTHER, PAID; say what they mean with"
                + " withOutcome(\"…\").as(\"PAID\"), or that a record is open with withOpen(\"…\")");
    RecordTable mapped = CLAIMS.withOutcome("paid").as("PAID").withOutcome("denied").as("DENIED");
    RunReport mended = run(host, mapped);
    assertThat(mended.alreadyRecorded()).isFalse();
    assertThat(mended.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(verify(host, mapped)).filteredOn(Finding::isError).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void statusesThatMeanOpenAreNamed(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String expected = TestRuns.found(run(host, CLAIMS));
    execute(
        host,
        """
        update claim set outcome = case outcome
          when 'PAID' then 'APPROVED' when 'DENIED' then 'REJECTED' else 'PENDING' end
        """,
        "update claim set decided_date = submitted_date where outcome = 'PENDING'");
    RecordTable decided =
        CLAIMS.withOutcome("APPROVED").as("PAID").withOutcome("REJECTED").as("DENIED");
    assertThat(run(host, decided).summary().defects()).containsEntry(Defect.UNKNOWN_OUTCOME, 1L);
    assertThat(TestRuns.found(run(host, decided.withOpen("PENDING")))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void anOutcomeMayBeABoolean(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String expected = TestRuns.found(run(host, CLAIMS));
    execute(
        host,
        "alter table claim add column is_denied boolean",
        "update claim set is_denied = (outcome = 'DENIED') where outcome is not null");
    RecordTable table = CLAIMS.withColumn("is_denied").as("outcome");
    assertThat(run(host, table).isEmpty()).isTrue();
    List<String> words =
        switch (HostSql.of(host)) {
          case POSTGRESQL -> List.of("false", "true");
          case H2 -> List.of("FALSE", "TRUE");
          default -> List.of("0", "1");
        };
    RecordTable mapped =
        table.withOutcome(words.get(0)).as("PAID").withOutcome(words.get(1)).as("DENIED");
    assertThat(TestRuns.found(run(host, mapped))).isEqualTo(expected);
    assertThat(verify(host, mapped)).filteredOn(Finding::isError).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mysqlFamily")
  void anOutcomeMayBeABit(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String expected = TestRuns.found(run(host, CLAIMS));
    execute(
        host,
        "alter table claim add column is_denied bit(1)",
        "update claim set is_denied = (outcome = 'DENIED') where outcome is not null");
    RecordTable table =
        CLAIMS
            .withColumn("is_denied")
            .as("outcome")
            .withOutcome("0")
            .as("PAID")
            .withOutcome("1")
            .as("DENIED");
    assertThat(TestRuns.found(run(host, table))).isEqualTo(expected);
    assertThat(verify(host, table)).filteredOn(Finding::isError).isEmpty();
  }

  static Stream<?> mysqlFamily() {
    return Vendors.all().filter(vendor -> vendor.getName().matches("(MariaDB|MySQL).*"));
  }

  // ---- starts

  @ParameterizedTest
  @MethodSource("vendors")
  void recordsWithoutAStartAreCountedAndFound(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(
        host,
        "alter table claim add column received date",
        "update claim set received = submitted_date where payer <> 'Steady'");
    RecordTable table = CLAIMS.withColumn("received").as("submitted_date");
    RunReport report = run(host, table);
    assertThat(report.events()).hasSize(TestRuns.EVENTS);
    assertThat(report.summary().rowsRead()).isEqualTo(676);
    assertThat(report.summary().warnings())
        .containsExactly("136 of 676 records (20.1 %) have no start and were left out");
    assertThat(run(host, table).summary()).isEqualTo(report.summary());
    assertThat(verify(host, table))
        .extracting(Finding::toString)
        .contains(
            "advice: 136 of 676 records of table claim have no day in column received; expected one"
                + " in each: without it a record is in no window and is left out; name the right"
                + " column with withColumn(\"…\").as(\"submitted_date\"), or say with withFilter that"
                + " these are not meant");
  }

  // ---- nobody, nothing, nothing new

  @ParameterizedTest
  @MethodSource("vendors")
  void aMistypedCustomerOrDayIsEmptyAndComputedAnew(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    assertThat(run(host, CLAIMS, "amce", TestRuns.AS_OF).reason())
        .startsWith("source claims has no record of customer \"amce\" in [2025-10-03, 2026-01-15)");
    assertThat(run(host, CLAIMS, "acme", LocalDate.of(2030, 1, 1)).isEmpty()).isTrue();
    execute(host, "update claim set customer = 'amce'");
    RunReport anew = run(host, CLAIMS, "amce", TestRuns.AS_OF);
    assertThat(anew.alreadyRecorded()).isFalse();
    assertThat(anew.eventsCreated()).isEqualTo(TestRuns.EVENTS);
    assertThat(anew.number()).isEqualTo(1);
    assertThat(run(host, CLAIMS, "amce", TestRuns.AS_OF).alreadyRecorded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aFeedThatHasStoppedIsEmptyWhereFreshRecordsAreAskedFor(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    LocalDate later = TestRuns.AS_OF.plusDays(3);
    RunReport stale = run(host, CLAIMS.requireFresh(2), "acme", later);
    assertThat(stale.reason())
        .startsWith(
            "the newest record of customer \"acme\" in source claims is of 2026-01-14, more than the 2"
                + " days before 2026-01-18 that the source allows");
    assertThat(run(host, CLAIMS.requireFresh(4), "acme", later).run().runId())
        .isEqualTo(stale.run().runId());
    assertThat(run(host, CLAIMS, "acme", later).alreadyRecorded()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void anEmptyRunIsToldAsSuch(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    List<String> told = new ArrayList<>();
    DriftDatabase database =
        DriftDatabase.on(host.dataSource())
            .withListener(
                new DriftListener() {
                  @Override
                  public void runEmpty(RunReport report, RunTimes times) {
                    told.add(report.run().customer() + " " + report.status());
                  }

                  @Override
                  public void runFinished(RunReport report, RunTimes times) {
                    told.add(report.run().customer() + " finished");
                  }
                });
    SweepReport sweep =
        DriftSweep.of(database, database.counts(CLAIMS))
            .run(PAYER_DRIFT, List.of("acme", "amce"), TestRuns.AS_OF);
    assertThat(told).containsExactlyInAnyOrder("acme finished", "amce EMPTY");
    assertThat(sweep.failures()).isEmpty();
    assertThat(sweep.reports().get("amce").isEmpty()).isTrue();
  }

  // ---- whose run it is

  @ParameterizedTest
  @MethodSource("vendors")
  void twoTablesOfOneCustomerAreTwoRuns(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(host, "create table test_claim as select * from claim where payer <> 'Aetna'");
    RecordTable tests = RecordTable.named("test_claim");
    RunReport first = run(host, CLAIMS);
    RunReport second = run(host, tests);
    assertThat(second.alreadyRecorded()).isFalse();
    assertThat(second.run().runId()).isNotEqualTo(first.run().runId());
    assertThat(second.eventsCreated()).isEqualTo(TestRuns.EVENTS - 2);
    assertThat(runsOf(events(host))).containsExactly(second.run().runId());
    RunReport beside = run(host, CLAIMS.withId("real"));
    assertThat(runsOf(events(host)))
        .containsExactlyInAnyOrder(second.run().runId(), beside.run().runId());
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aMappingThatIsMendedNeverReturnsTheOldResult(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    RunReport wrong = run(host, CLAIMS.withColumn("cpt_group").as("payer"));
    RunReport right = run(host, CLAIMS);
    RunReport filtered = run(host, CLAIMS.withFilter("payer <> 'Aetna'"));
    assertThat(wrong.events()).hasSize(2);
    assertThat(right.alreadyRecorded()).isFalse();
    assertThat(right.events()).hasSize(TestRuns.EVENTS);
    assertThat(filtered.alreadyRecorded()).isFalse();
    assertThat(filtered.events()).hasSize(TestRuns.EVENTS - 2);
    assertThat(run(host, CLAIMS.withColumn("payer").as("payer")).alreadyRecorded()).isTrue();
  }

  private static List<DriftEvent> events(TestDatabase host) {
    return DriftDatabase.on(host.dataSource()).repository().events(EventQuery.of("acme"));
  }

  private static List<String> runsOf(List<DriftEvent> events) {
    return events.stream().map(event -> event.run().runId()).distinct().toList();
  }

  // ---- what was said of the columns

  @ParameterizedTest
  @MethodSource("vendors")
  void aTimestampTakenForADateIsRefusedByARunToo(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    if (sql == HostSql.SQLITE) { // whose columns have no types: each text is looked at
      execute(host, "update claim set decided_date = decided_date || ' 10:30:00'");
      assertThat(run(host, CLAIMS).summary().defects()).containsEntry(Defect.UNREADABLE_DATE, 675L);
      return;
    }
    execute(
        host,
        "alter table claim add column answered " + sql.timestamps().get(0),
        "update claim set answered = decided_date");
    RecordTable timestamps = CLAIMS.withColumn("answered").as("decided_date");
    assertThatThrownBy(() -> run(host, timestamps))
        .hasMessageMatching(
            "(?i)column answered of table claim is of type [a-z]+; expected a date; say"
                + " withTimestamp\\(\"decided_date\", zone\\)");
    ZoneId zone = ZoneId.of("America/New_York");
    assertThatThrownBy(() -> run(host, CLAIMS.withTimestamp("submitted_date", zone)))
        .hasMessageMatching(
            "(?i)column submitted_date of table claim is of type date; expected a timestamp; do"
                + " without withTimestamp\\(\"submitted_date\", zone\\)");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aFieldThatIsNotReadIsFoundAndMayBeAnothersDefinition(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    RecordTable table =
        CLAIMS.withColumn("settled_on").as("decide_date").withTimestamp("at", ZoneOffset.UTC);
    assertThat(verify(host, table))
        .extracting(Finding::toString)
        .contains(
            "advice: table claim was told of fields that payer-drift/1 does not read: at,"
                + " decide_date; expected some of cpt_group, decided_date, outcome, payer,"
                + " submitted_date; spell in as(…) and withTimestamp(…) what definitions have,"
                + " unless it is read by another definition");
    assertThat(run(host, table).events()).hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void anOutcomeThatNoMetricKnowsIsFoundAndRefused(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    assertMeaningless(
        host,
        CLAIMS.withOutcome("DENIED").as("REJECTED"),
        "table claim was told of outcomes that payer-drift/1 does not know: REJECTED; expected some"
            + " of DENIED, OTHER, PAID; spell in as(…) what metrics have, and give those of others to"
            + " a RecordTable of their own");
  }

  /** What a table says of its outcomes is nothing to who only counts its records. */
  @ParameterizedTest
  @MethodSource("vendors")
  void outcomesAreNoErrorToADefinitionThatReadsNone(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    RecordTable table = CLAIMS.withOutcome("APPROVED").as("PAID");
    Definition arrivals =
        Definition.of(
            "arrivals",
            1,
            List.of("payer"),
            List.of(Metric.count("arrivals", 1, Measure.count("submitted_date"))),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    assertThat(database.verify(table, arrivals).findings())
        .extracting(Finding::toString)
        .contains(
            "advice: table claim was told of outcomes that arrivals/1 does not know: PAID; expected"
                + " none; do without withOutcome(…), unless another definition reads it");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(table));
    assertThat(monitor.run(List.of(arrivals), "acme", TestRuns.AS_OF))
        .allMatch(report -> report.isSuccess());
  }

  /** By whatever would read it, and before anything is kept. */
  private static void assertMeaningless(TestDatabase host, RecordTable table, String message) {
    assertThat(verify(host, table)).extracting(Finding::toString).contains("error: " + message);
    assertThatThrownBy(() -> run(host, table)).hasMessage(message);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(table));
    assertThatThrownBy(() -> monitor.run(List.of(TestRuns.PAYER_DRIFT), "acme", TestRuns.AS_OF))
        .hasMessage(message);
    assertThatThrownBy(() -> monitor.preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF))
        .hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aMissingColumnOfTheHostIsNotBlamedOnTheMigrations(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    assertThatThrownBy(() -> run(host, CLAIMS.withColumn("payr").as("payer")))
        .hasMessageContaining("check the names and the filter of the record table")
        .hasMessageNotContaining("migrate()");
  }

  @Test
  void aWordMeansOneThing() {
    assertThatThrownBy(() -> CLAIMS.withOutcome("OK").as("PAID").withOutcome("OK").as("DENIED"))
        .hasMessage("\"OK\" was said to mean something else; say once what it means");
    assertThatThrownBy(() -> CLAIMS.withOutcome("OK").as("PAID").withOpen("OK"))
        .hasMessageContaining("was said to mean something else");
    assertThatThrownBy(() -> CLAIMS.withOpen("OK").withOutcome("OK").as("PAID"))
        .hasMessageContaining("was said to mean something else");
  }

  // ---- the whole population

  @ParameterizedTest
  @MethodSource("vendors")
  void aDefinitionWithoutDimensionsIsOneSegment(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    Definition whole =
        Definition.of(
            "whole",
            1,
            List.of(),
            PAYER_DRIFT.metrics(),
            PAYER_DRIFT.lookback(),
            PAYER_DRIFT.policy());
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    RunReport report =
        DriftMonitor.of(database.repository(), database.counts(CLAIMS))
            .run(whole, "acme", TestRuns.AS_OF);
    assertThat(TestRuns.found(report))
        .isEqualTo(TestRuns.found(TestRuns.detectWhole(report.run())));
    assertThat(report.events()).hasSize(2);
    assertThat(events(host)).isEqualTo(report.events());
    assertThat(events(host).get(0).segment().dimensions()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void moreSegmentsThanTheLimitFailTheRunAndTheNextOneSucceeds(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(CLAIMS));
    assertThatThrownBy(() -> monitor.run(PAYER_DRIFT.withSegmentLimit(4), "acme", TestRuns.AS_OF))
        .hasMessageContaining("found more than 4 segments of [payer, cpt_group]");
    assertThat(monitor.run(PAYER_DRIFT.withSegmentLimit(5), "acme", TestRuns.AS_OF).events())
        .hasSize(TestRuns.EVENTS);
  }
}
