package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No release changes the key of an existing run. The committed file was written from the wording of
 * {@link Run} and {@link Run#eventId} by another program (Python 3.11, hashlib), not by this
 * library.
 */
class IdentityTest {

  private static final Definition DEFINITION = ClaimDefinitions.payerDrift();

  static Stream<CSVRecord> committed() {
    return TestFiles.csv(TestFiles.resource("identities.csv")).stream();
  }

  @ParameterizedTest
  @MethodSource("committed")
  void isWhatWasCommitted(CSVRecord row) {
    Run run = run(row);
    assertThat(run.runId()).isEqualTo(row.get("run_id"));
    Metric metric =
        row.get("metric").equals("denial-rate")
            ? ClaimMetrics.DENIAL_RATE
            : ClaimMetrics.DECISION_TIME;
    assertThat(run.eventId(metric, "window", segment(row))).isEqualTo(row.get("event_id"));
  }

  @Test
  void fileHoldsFiftyDistinctIdentities() {
    assertThat(committed().map(row -> row.get("run_id"))).hasSize(50).doesNotHaveDuplicates();
    assertThat(committed().map(row -> row.get("event_id"))).hasSize(50).doesNotHaveDuplicates();
  }

  private static Run run(CSVRecord row) {
    Lookback lookback =
        new Lookback(
            number(row, "baseline_days"), number(row, "current_days"), number(row, "gap_days"));
    DriftPolicy policy = DriftPolicy.thresholds().withMinimumVolume(number(row, "minimum_volume"));
    Definition definition = DEFINITION.withLookback(lookback).withPolicy(policy);
    LocalDate asOf = LocalDate.parse(row.get("as_of"));
    return Run.of(
        definition, row.get("customer"), asOf, row.get("source"), number(row, "revision"));
  }

  private static Segment segment(CSVRecord row) {
    String payer = row.get("payer");
    List<String> values = new ArrayList<>();
    values.add(payer.equals("NULL") ? null : payer.substring(1, payer.length() - 1));
    values.add(row.get("cpt_group"));
    return Segment.of(DEFINITION.dimensions(), values);
  }

  private static int number(CSVRecord row, String column) {
    return Integer.parseInt(row.get(column));
  }

  @Test
  void staysTheSameWhenASettingIsSetToItsDefault() {
    Definition spelledOut =
        DEFINITION
            .withLookback(new Lookback(90, 14, 0))
            .withPolicy(DriftPolicy.thresholds().withMinimumVolume(30))
            .withMetrics(
                List.of(
                    ClaimMetrics.DENIAL_RATE.withThreshold(new Threshold(0.05, 0.5)),
                    ClaimMetrics.DECISION_TIME));
    assertThat(run(spelledOut).runId()).isEqualTo(run(DEFINITION).runId());
    assertThat(run(spelledOut).settings()).isEqualTo("{}");
  }

  @Test
  void changesWithEverySettingThatDecidesAResult() {
    Metric rate = ClaimMetrics.DENIAL_RATE;
    Metric time = ClaimMetrics.DECISION_TIME;
    List<Definition> all =
        List.of(
            DEFINITION,
            DEFINITION.withLookback(Lookback.ofDays(91, 14)),
            DEFINITION.withLookback(Lookback.ofDays(90, 13)),
            DEFINITION.withLookback(Lookback.ofDays(90, 14).withGapDays(1)),
            DEFINITION.withPolicy(DriftPolicy.thresholds().withMinimumVolume(31)),
            DEFINITION.withMetrics(List.of(rate)),
            DEFINITION.withMetrics(List.of(time, rate)),
            DEFINITION.withMetrics(List.of(rate.withThreshold(new Threshold(0.06, 0.5)), time)),
            DEFINITION.withMetrics(List.of(rate.withThreshold(new Threshold(0.05, 0.6)), time)),
            DEFINITION.withMetrics(List.of(rate.withSummary(Summary.MEDIAN), time)),
            DEFINITION.withMetrics(List.of(rate.withFullSeverityAt(0.4), time)),
            DEFINITION.withMetrics(List.of(rate.withDirection(Direction.NEUTRAL), time)),
            DEFINITION.withMetrics(List.of(rate.withDriftType("RATE"), time)));
    assertThat(all.stream().map(definition -> run(definition).runId())).doesNotHaveDuplicates();
    assertThat(all.stream().map(definition -> run(definition).subjectKey()))
        .doesNotHaveDuplicates();
  }

  @Test
  void keepsTheSubjectOverRevisions() {
    Run first = Run.of(DEFINITION, "acme", TestRuns.AS_OF, "claims", 1);
    Run second = Run.of(DEFINITION, "acme", TestRuns.AS_OF, "claims", 2);
    assertThat(second.subjectKey()).isEqualTo(first.subjectKey()).isNotEqualTo(first.runId());
    assertThat(second.runId()).isNotEqualTo(first.runId());
  }

  @Test
  void refusesWhatNoDatabaseKeeps() {
    assertThatThrownBy(() -> Run.of(DEFINITION, "ac\0me", TestRuns.AS_OF, "claims", 1))
        .hasMessage("the customer holds NUL at index 2, which no database keeps; clean the source");
    assertThatThrownBy(() -> Segment.of(List.of("payer"), List.of("x\uD800")))
        .hasMessage(
            "the value of dimension payer holds an unpaired surrogate at index 1, which no database keeps; clean the source");
    assertThatThrownBy(() -> Run.of(DEFINITION, "", TestRuns.AS_OF, "claims", 1))
        .hasMessageContaining("customer is empty");
    assertThatThrownBy(() -> Run.of(DEFINITION, "acme", TestRuns.AS_OF, "claims", 0))
        .hasMessageContaining("revision must be 1 or more, not 0");
    assertThatThrownBy(() -> Run.of(DEFINITION, "acme", TestRuns.AS_OF, "a b", 1))
        .hasMessageContaining("source id");
  }

  @Test
  void namesTheVersionOfTheBuild() {
    assertThat(Run.LIBRARY_VERSION).isEqualTo(System.getProperty("project.version"));
  }

  private static Run run(Definition definition) {
    return Run.of(definition, "acme", TestRuns.AS_OF, "claims", 1);
  }
}
