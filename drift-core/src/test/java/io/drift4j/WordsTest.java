package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows, segments, metrics and definitions: values that are valid from birth. */
class WordsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

  @Test
  void windowsAreHalfOpenAndTouch() {
    WindowPair windows = Lookback.ofDays(90, 14).windows(DAY);
    assertThat(windows.baseline()).hasToString("[2025-10-03, 2026-01-01)");
    assertThat(windows.current()).hasToString("[2026-01-01, 2026-01-15)");
    assertThat(windows.current().contains(LocalDate.of(2026, 1, 1))).isTrue();
    assertThat(windows.current().contains(DAY)).isFalse();
    assertThat(windows.current().days()).isEqualTo(14);
  }

  @Test
  void aGapPutsTheBaselineAYearBack() {
    WindowPair windows = Lookback.ofDays(14, 14).withGapDays(351).windows(DAY);
    assertThat(windows.baseline()).hasToString("[2025-01-01, 2025-01-15)");
  }

  @Test
  void windowsOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Window(DAY, DAY))
        .hasMessage("window ends on 2026-01-15, which is not after its start 2026-01-15");
    assertThatThrownBy(() -> Lookback.ofDays(-1, 14))
        .hasMessage("baseline days must be 1 or more, not -1");
    assertThatThrownBy(() -> Lookback.ofDays(1, 0))
        .hasMessage("current days must be 1 or more, not 0");
    assertThatThrownBy(() -> Lookback.ofDays(1, 1).withGapDays(-1))
        .hasMessage("gap days must be 0 or more, not -1");
    Window window = Window.before(DAY, 10);
    assertThatThrownBy(() -> new WindowPair(window, window)).hasMessageContaining("overlaps");
  }

  @Test
  void segmentsSortByCodePointAndNullFirst() {
    List<String> sorted =
        new ArrayList<>(
            Arrays.asList(null, "", "A", "B", "a", "é", "\uFB01", "\uFF21", "😀", "𝔘"));
    sorted.subList(1, sorted.size()).sort((x, y) -> Arrays.compareUnsigned(utf8(x), utf8(y)));
    List<Segment> segments = new ArrayList<>(sorted.stream().map(WordsTest::payer).toList());
    Collections.shuffle(segments, new java.util.Random(7));
    Collections.sort(segments);
    assertThat(segments.stream().map(segment -> segment.value("payer")))
        .containsExactlyElementsOf(sorted);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Segment payer(String value) {
    return Segment.of(List.of("payer"), Collections.singletonList(value));
  }

  @Test
  void aSegmentIsWrittenAsCanonicalJson() {
    Segment segment =
        Segment.of(
            List.of("payer", "cpt_group"), Arrays.asList("Blue \"Cross\"\\\n\u0001é😀", null));
    assertThat(segment.toJson())
        .isEqualTo("{\"payer\":\"Blue \\\"Cross\\\"\\\\\\n\\u0001é😀\",\"cpt_group\":null}");
    assertThat(payer(null)).isNotEqualTo(payer(""));
    assertThat(payer(null).key()).isNotEqualTo(payer("").key()).hasSize(64);
    assertThat(segment).hasToString("payer=Blue \"Cross\"\\\n\u0001é😀, cpt_group=null");
  }

  @Test
  void aSegmentKnowsItsDimensionsOnly() {
    assertThatThrownBy(() -> payer("x").value("cpt"))
        .hasMessage("no dimension cpt, there are [payer]");
    assertThatThrownBy(() -> Segment.of(List.of("payer"), List.of()))
        .hasMessageContaining("needs 1 values, not 0");
  }

  @Test
  void metricsAreTheSameIfIdAndVersionAre() {
    Metric metric = Metric.proportion("denial-rate", 1, ClaimMetrics.DECISION, reading -> 1L);
    assertThat(metric)
        .isEqualTo(ClaimMetrics.DENIAL_RATE)
        .hasSameHashCodeAs(ClaimMetrics.DENIAL_RATE);
    assertThat(Metric.proportion("denial-rate", 2, ClaimMetrics.DECISION, reading -> 1L))
        .isNotEqualTo(metric);
    assertThat(metric.driftType()).isEqualTo("DENIAL_RATE");
  }

  @Test
  void namesThatDoNotFitAKeyAreRefused() {
    assertThatThrownBy(() -> Metric.days("a b", 1, ClaimMetrics.DECISION, Reading::value))
        .hasMessageContaining("metric id");
    assertThatThrownBy(() -> Metric.days("a", 0, ClaimMetrics.DECISION, Reading::value))
        .hasMessage("metric a needs a version of 1 or more, not 0");
    assertThatThrownBy(
            () -> Metric.days("a", 1, ClaimMetrics.DECISION, Reading::value).withFullSeverityAt(0))
        .hasMessageContaining("positive change");
    assertThatThrownBy(() -> new Threshold(0.1, Double.NaN))
        .hasMessage("relative threshold must be positive, not NaN");
    assertThatThrownBy(() -> DriftPolicy.thresholds().withMinimumVolume(0))
        .hasMessage("minimum volume must be 1 or more, not 0");
  }

  @Test
  void aDefinitionNamesEachMetricAndDimensionOnce() {
    Definition definition = ClaimDefinitions.payerDrift();
    assertThatThrownBy(
            () ->
                definition.withMetrics(List.of(ClaimMetrics.DENIAL_RATE, ClaimMetrics.DENIAL_RATE)))
        .hasMessage(
            "definition payer-drift needs distinct metrics, not [denial-rate, denial-rate]");
    assertThatThrownBy(
            () ->
                Definition.of(
                    "x",
                    1,
                    List.of("payer", "payer"),
                    definition.metrics(),
                    definition.lookback(),
                    definition.policy()))
        .hasMessage("definition x needs distinct dimensions, not [payer, payer]");
    assertThatThrownBy(() -> definition.withMetrics(List.of()))
        .hasMessage("definition payer-drift needs a metric, and has none");
    assertThatThrownBy(() -> definition.withSegmentLimit(0))
        .hasMessage("segment limit must be 1 or more, not 0");
  }

  @Test
  void anAmountIsTheNumberOfItsUnitsOrNone() {
    Quantity.Amount cents = new Quantity.Amount("paid", 2);
    assertThat(cents.units(new BigDecimal("-12.340"))).hasValue(-1234);
    assertThat(cents.units(new BigDecimal("1E+3"))).hasValue(100_000);
    assertThat(cents.units(new BigDecimal("0E-200"))).hasValue(0);
    assertThat(cents.units(new BigDecimal("10000000000000000"))).hasValue(Quantity.Amount.LARGEST);
    for (String none : List.of("12.345", "10000000000000000.01", "1E+200000000", "1E-200000000")) {
      assertThat(cents.units(new BigDecimal(none))).as(none).isEmpty();
    }
    assertThat(cents.units(new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE))).isEmpty();
    assertThat(cents.units(new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE))).isEmpty();
  }

  @Test
  void aDifferenceIsOfTwoDecimalsThatTheScaleHolds() {
    Quantity.Amount cents = new Quantity.Amount("paid", 2, "expected");
    BigDecimal largest = new BigDecimal("10000000000000000");
    assertThat(cents.units(new BigDecimal("0.1"), new BigDecimal("0.30"))).hasValue(-20);
    assertThat(cents.units(new BigDecimal("0.105"), new BigDecimal("0.005"))).isEmpty();
    assertThat(cents.units(largest, BigDecimal.ZERO)).hasValue(Quantity.Amount.LARGEST);
    assertThat(cents.units(largest, new BigDecimal("-0.01"))).isEmpty();
    assertThat(cents.units(largest.negate(), largest)).isEmpty();
    assertThat(cents.units(largest.add(BigDecimal.ONE), largest)).isEmpty();
    assertThatThrownBy(() -> new Quantity.Amount("paid", 2, " ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> Measure.count("opened").minus("expected"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no amount from which expected could be taken");
    assertThatThrownBy(() -> new Quantity.Amount("paid", 10))
        .hasMessage("scale of paid must be 0 to 9, not 10");
  }

  @Test
  void aTimeMayBeBelowZeroWhereItIsToldSo() {
    Measure days = Measure.timeToEvent("opened", "closed");
    assertThat(days.defect(new Reading(-1L, null))).isEqualTo(Defect.ENDED_BEFORE_START);
    assertThat(days.orBefore().defect(new Reading(-1L, null))).isNull();
    assertThat(days.orBefore().in(ChronoUnit.HOURS).defect(new Reading(-1L, null))).isNull();
    assertThat(days.isFromWindowsDay()).isTrue();
    assertThat(days.orBefore().isFromWindowsDay()).isFalse();
    assertThatThrownBy(() -> Measure.count("opened").orBefore())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has no time that could be below 0");
  }

  @Test
  void anAmountOnlyWithAnotherIsOneOfTheRecordsThatHaveADifference() {
    Quantity.Amount cents = new Quantity.Amount("expected", 2, null, "paid");
    BigDecimal largest = new BigDecimal("10000000000000000");
    assertThat(cents.units(new BigDecimal("0.1"), new BigDecimal("0.30"))).hasValue(10);
    assertThat(cents.units(new BigDecimal("0.1"), new BigDecimal("0.005"))).isEmpty();
    assertThat(cents.units(largest, new BigDecimal("-0.01"))).isEmpty();
    Measure only = Measure.amount("opened", "expected", 2).onlyWith("paid");
    assertThat(only.fields()).containsExactly("opened", "expected", "paid");
    assertThatThrownBy(() -> only.minus("paid").onlyWith("billed"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "amount expected less paid is one of records that have both, and not of those with"
                + " billed; name one other field");
    assertThatThrownBy(() -> Measure.count("opened").onlyWith("paid"))
        .hasMessageContaining("has no amount that could be only with paid");
    assertThatThrownBy(() -> only.onlyWith(" ")).hasMessageContaining("blank");
  }

  @Test
  void aTrendSaysWhetherUpIsWorse() {
    assertThat(Direction.UP_IS_WORSE.trend(1)).isEqualTo(Trend.DEGRADING);
    assertThat(Direction.UP_IS_WORSE.trend(-1)).isEqualTo(Trend.IMPROVING);
    assertThat(Direction.DOWN_IS_WORSE.trend(-1)).isEqualTo(Trend.DEGRADING);
    assertThat(Direction.NEUTRAL.trend(-1)).isEqualTo(Trend.CHANGED);
    assertThat(Direction.UP_IS_WORSE.trend(0)).isEqualTo(Trend.CHANGED);
  }

  @Test
  void aClaimIsDecidedWithDayAndOutcomeOrOpenWithout() {
    assertThat(Claim.open("acme", "Aetna", "SURG", DAY).isOpen()).isTrue();
    assertThatThrownBy(() -> new Claim("acme", "Aetna", "SURG", DAY, DAY, null))
        .hasMessageContaining("decided date without an outcome");
    assertThatThrownBy(() -> new Claim("acme", "Aetna", "SURG", DAY, null, Outcome.PAID))
        .hasMessageContaining("outcome without a decided date");
    assertThatThrownBy(
            () -> Claim.decided("acme", "Aetna", "SURG", DAY, DAY.minusDays(1), Outcome.PAID))
        .hasMessageContaining("before the submitted date");
  }

  @Test
  void aVerdictRestsOnEvidenceWithValuesOfWhatWasExamined() {
    WindowPair windows = Lookback.ofDays(90, 14).windows(DAY);
    Evidence decided = Evidence.of("window", windows).values(1, 2).build();
    Evidence undecided = Evidence.of("fast", windows).undecided("too few").build();
    Examination examination =
        new Examination(ClaimMetrics.DENIAL_RATE, payer("x"), List.of(decided, undecided));
    assertThatThrownBy(() -> Verdict.of(examination, Decision.SKIPPED, decided))
        .hasMessage("a skipped verdict has a reason; use Verdict.skipped");
    assertThatThrownBy(() -> Verdict.of(examination, Decision.DRIFT, undecided))
        .hasMessageContaining("the leading view fast of denial-rate/1 of payer=x")
        .hasMessageContaining("has no values");
    Evidence foreign = Evidence.of("other", windows).values(1, 2).build();
    assertThatThrownBy(() -> Verdict.of(examination, Decision.DRIFT, foreign))
        .hasMessageContaining("the evidence of view other is none of");
    assertThatThrownBy(
            () ->
                Verdict.of(examination, Decision.DRIFT, decided)
                    .assessed(Assessment.builder().confirmedBy(List.of("window", "slow")).build()))
        .hasMessage("confirming views must be of [fast], each once, not [window, slow]");
    assertThatThrownBy(() -> Verdict.skipped(examination, " "))
        .hasMessage("a skipped verdict has no reason; give one");
    Examination whole =
        new Examination(
            ClaimMetrics.DENIAL_RATE, Segment.of(List.of(), List.of()), List.of(decided));
    assertThat(whole).hasToString("denial-rate/1 of all records over " + windows);
    assertThatThrownBy(() -> new Examination(ClaimMetrics.DENIAL_RATE, payer("x"), List.of()))
        .hasMessage("denial-rate/1 of payer=x was looked at through no view");
    assertThat(Verdict.skipped(examination, "too few").severity()).isZero();
  }
}
