package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimDefinitions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that read nothing it could use says so, and what it could not use is counted. */
class SubstanceTest {

  private static final LocalDate AS_OF = TestRuns.AS_OF;
  private static final LocalDate NOW = AS_OF.minusDays(5);
  private static final LocalDate THEN = AS_OF.minusDays(30);

  private record Row(String customer, LocalDate submitted, LocalDate decided, String outcome) {}

  private static List<Row> rows(int count, LocalDate submitted, String outcome) {
    return Collections.nCopies(
        count, new Row("acme", submitted, submitted == null ? null : submitted, outcome));
  }

  @SafeVarargs
  private static RecordCounts<Row> source(List<Row>... parts) {
    List<Row> rows = new ArrayList<>();
    for (List<Row> part : parts) {
      rows.addAll(part);
    }
    return RecordCounts.of(rows, Row::customer)
        .text("payer", row -> "Aetna")
        .text("cpt_group", row -> "SURG")
        .date("submitted_date", Row::submitted)
        .date("decided_date", Row::decided)
        .text("outcome", Row::outcome);
  }

  private static RunReport run(CountSource source) {
    return run(source, "acme", AS_OF);
  }

  private static RunReport run(CountSource source, String customer, LocalDate asOf) {
    return run(TestRuns.PAYER_DRIFT, source, customer, asOf);
  }

  private static RunReport run(
      Definition definition, CountSource source, String customer, LocalDate asOf) {
    return DriftMonitor.of(new InMemoryDriftRepository(), source).run(definition, customer, asOf);
  }

  private static RunReport runWithHistory(CountSource source, String customer) {
    return run(ClaimDefinitions.payerDrift(), source, customer, AS_OF);
  }

  private static CountSource usable() {
    return source(rows(60, THEN, "PAID"), rows(40, NOW, "DENIED"));
  }

  // ---- nothing read

  @Test
  void aCustomerNobodyKnowsIsEmpty() {
    RunReport report = run(usable(), "amce", AS_OF);
    assertThat(report.status()).isEqualTo(RunStatus.EMPTY);
    assertThat(report.number()).isZero();
    assertThat(report.reason())
        .isEqualTo(
            "source claims has no record of customer \"amce\" in [2025-10-03, 2026-01-15); check the"
                + " spelling of the customer, the as-of day and what the source reads");
  }

  @Test
  void aDayWithoutRecordsBeforeItIsEmpty() {
    assertThat(run(usable(), "acme", LocalDate.of(2030, 1, 1)).reason())
        .startsWith("source claims has no record of customer \"acme\" in [2029-09-19, 2030-01-01)");
  }

  @Test
  void whereAHistoryIsReadTheSpanThatIsNamedIsThatToo() {
    assertThat(runWithHistory(usable(), "amce").reason())
        .startsWith("source claims has no record of customer \"amce\" in [2024-11-03, 2026-01-15)");
  }

  // ---- nothing usable

  @Test
  void outcomesThatNoMetricKnowsAreCountedAndLeaveTheRunEmpty() {
    RunReport report = run(source(rows(600, THEN, "paid"), rows(400, NOW, "Denied")));
    assertThat(report.status()).isEqualTo(RunStatus.EMPTY);
    assertThat(report.reason())
        .isEqualTo(
            "source claims has 1,000 records of customer \"acme\" and no metric can be computed of them:"
                + " 1,000 have an unknown outcome; check how its fields and outcomes are mapped");
    assertThat(report.summary().defects()).containsEntry(Defect.UNKNOWN_OUTCOME, 1000L);
  }

  @Test
  void recordsWithoutAStartAreCounted() {
    RunReport report =
        run(source(rows(60, THEN, "PAID"), rows(40, NOW, "DENIED"), rows(100, null, "PAID")));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.summary().rowsRead()).isEqualTo(200);
    assertThat(report.summary().warnings())
        .containsExactly("100 of 200 records (50.0 %) have no start and were left out");
    assertThat(run(source(rows(7, null, "PAID"))).reason())
        .contains(
            "has 7 records of customer \"acme\" and no metric can be computed of them: 7 have no start");
  }

  @Test
  void datesBeyondTheYearsOfACalendarStandForNever() {
    Row open = new Row("acme", NOW, LocalDate.of(12026, 1, 5), null);
    Row endless = new Row("acme", NOW, LocalDate.MAX, "PAID");
    RunReport report =
        run(
            source(
                rows(60, THEN, "PAID"),
                rows(40, NOW, "DENIED"),
                Collections.nCopies(10, open),
                Collections.nCopies(3, endless),
                rows(2, LocalDate.MIN, "PAID")));
    assertThat(report.summary().rowsRead()).isEqualTo(115);
    assertThat(report.summary().usableInCurrent()).isEqualTo(50);
    assertThat(report.summary().defects())
        .containsEntry(Defect.OUTCOME_WITHOUT_END, 3L)
        .containsEntry(Defect.NO_START, 2L);
  }

  // ---- some usable

  @Test
  void oneWindowWithoutUsableRecordsIsAWarning() {
    RunReport report = run(source(rows(60, THEN, "PAID")));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.summary().warnings())
        .containsExactly("the current window holds no usable record, so nothing could be compared");
    assertThat(run(source(rows(60, NOW, "PAID"))).summary().warnings())
        .containsExactly(
            "the baseline window holds no usable record, so nothing could be compared");
  }

  @Test
  void openRecordsAloneLeaveARunEmptyWhoseMetricsAreOfDecidedOnes() {
    Row then = new Row("acme", THEN, null, null);
    Row now = new Row("acme", NOW, null, null);
    RunReport report = run(source(Collections.nCopies(60, then), Collections.nCopies(40, now)));
    assertThat(report.reason())
        .contains("no metric can be computed of them: 100 are open or count in no metric");
    assertThat(report.summary().usableInCurrent()).isEqualTo(40);
  }

  @Test
  void openRecordsAloneAreLookedAtWherePoliciesSeeThemAndNothingIsExamined() {
    Row then = new Row("acme", THEN, null, null);
    Row now = new Row("acme", NOW, null, null);
    CountSource open = source(Collections.nCopies(60, then), Collections.nCopies(40, now));
    RunReport report = runWithHistory(open, "acme");
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.events()).isEmpty();
    assertThat(report.summary().verdicts()).containsEntry(Decision.SKIPPED, 2);
    assertThat(report.summary().warnings())
        .anyMatch(warning -> warning.startsWith("none of 2 comparisons was examined"));
    CountSource unknown = source(rows(60, THEN, "paid"), rows(40, NOW, "Denied"));
    assertThat(runWithHistory(unknown, "acme").isEmpty()).isTrue();
  }

  @Test
  void reasonsThatAreFewEachAreToldWhenTheyAreManyTogether() {
    RunReport report =
        run(
            source(
                rows(600, THEN, "PAID"),
                rows(400, NOW, "DENIED"),
                rows(8, NOW, "paid"),
                rows(8, null, "PAID")));
    assertThat(report.summary().warnings())
        .containsExactly("16 of 1,016 records (1.6 %) were left out");
    assertThat(run(source(rows(600, THEN, "PAID"), rows(401, NOW, "PAID"))).summary().warnings())
        .isEmpty();
  }

  @Test
  void nothingThatWasExaminedIsAWarning() {
    RunReport report = run(source(rows(20, THEN, "PAID"), rows(10, NOW, "DENIED")));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.summary().warnings())
        .containsExactly(
            "none of 2 comparisons was examined (below minimum volume 30); form coarser"
                + " segments, or look at more days");
  }

  // ---- nothing fresh

  @Test
  void recordsThatAreOldLeaveTheRunEmptyWhereTheSourceAsksForFreshOnes() {
    RecordCounts<Row> source = source(rows(60, THEN, "PAID"), rows(40, NOW, "DENIED"));
    assertThat(run(source.requireFresh(5)).isSuccess()).isTrue();
    RunReport stale = run(source.requireFresh(4));
    assertThat(stale.isEmpty()).isTrue();
    assertThat(stale.reason())
        .isEqualTo(
            "the newest record of customer \"acme\" in source claims is of 2026-01-10, more than the 4"
                + " days before 2026-01-15 that the source allows; see whether its feed has"
                + " stopped");
    assertThat(stale.summary().rowsRead()).isEqualTo(100);
    assertThatThrownBy(() -> source.requireFresh(0))
        .hasMessage("fresh within days must be 1 or more, not 0");
  }

  @Test
  void anEmptyRunIsComputedAnewOnceThereAreRecords() {
    List<Row> rows = new ArrayList<>();
    CountSource source =
        RecordCounts.of(rows, Row::customer)
            .text("payer", row -> "Aetna")
            .text("cpt_group", row -> "SURG")
            .date("submitted_date", Row::submitted)
            .date("decided_date", Row::decided)
            .text("outcome", Row::outcome);
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", AS_OF).isEmpty()).isTrue();
    rows.addAll(rows(60, THEN, "PAID"));
    rows.addAll(rows(40, NOW, "DENIED"));
    RunReport report = monitor.run(TestRuns.PAYER_DRIFT, "acme", AS_OF);
    assertThat(report.alreadyRecorded()).isFalse();
    assertThat(report.number()).isEqualTo(1);
    assertThat(report.events()).hasSize(1);
  }
}
