package io.drift4j.claims.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.Decision;
import io.drift4j.Defect;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.Evidence;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.Trend;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.claims.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** DriftWatch as the reference computes it. */
class DriftwatchTest {

  private static final String ENGINE = "driftwatch";
  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final LocalDate BEFORE = AS_OF.minusDays(30);
  private static final LocalDate NOW = AS_OF.minusDays(3);

  private static final Map<String, String> TYPES =
      Map.of(
          "detect_denial_rate_drift", "DENIAL_RATE",
          "detect_underpayment_variance", "PAYMENT_AMOUNT",
          "detect_payment_delay", "PROCESSING_DELAY",
          "detect_auth_failure_spike", "AUTH_FAILURE_RATE",
          "detect_approval_rate_decline", "APPROVAL_RATE",
          "detect_processing_time_drift", "DECISION_TIME");

  static Stream<GoldenSet> sets() {
    return GoldenSet.of(ENGINE);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void matchesTheReference(GoldenSet set) {
    DriftMonitor monitor =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(set.claims().stream()));
    for (String customer : set.customers()) {
      RunReport report = monitor.run(ReferenceDefinitions.driftwatch(), customer, set.asOf());
      JsonNode detectors = set.expected(customer, ENGINE).get("averages_as_float");
      assertThat(detectors.size()).isEqualTo(TYPES.size());
      TYPES.forEach((detector, type) -> assertMatches(report, type, detectors.get(detector)));
    }
  }

  /** What it raised an exception for is nothing to compare with. */
  private static void assertMatches(RunReport report, String type, JsonNode expected) {
    List<DriftEvent> events =
        report.events().stream().filter(event -> event.driftType().equals(type)).toList();
    if (expected.has("events")) {
      assertThat(events).as(type).hasSize(expected.get("events").size());
      for (int i = 0; i < events.size(); i++) {
        assertMatches(events.get(i), expected.get("events").get(i));
      }
    }
  }

  private static void assertMatches(DriftEvent event, JsonNode expected) {
    boolean isAmount = event.driftType().equals("PAYMENT_AMOUNT");
    Evidence evidence = event.evidence();
    assertThat(told(event)).isEqualTo(told(expected));
    assertNear(evidence.baselineValue(), expected.get("baseline_value"));
    assertNear(evidence.currentValue(), expected.get("current_value"));
    assertNear(evidence.delta() * (isAmount ? -1 : 1), expected.get("delta_value"));
    assertNear(event.severity(), expected.get("severity"));
    assertNear(event.volumeScore(), expected.get("confidence"));
    if (!expected.get("statistical_significance").isNull()) {
      assertNear(evidence.pValue().orElseThrow(), expected.get("statistical_significance"));
    }
    if (!expected.get("baseline_std_dev").isNull()) {
      double deviation = evidence.figure(DriftwatchLens.DEVIATION_BASELINE).orElseThrow();
      assertNear(deviation, expected.get("baseline_std_dev"));
    }
    assertMoney(event, expected);
  }

  private static void assertNear(double ours, JsonNode expected) {
    double theirs = expected.asDouble();
    assertThat(ours).as("%s", expected).isCloseTo(theirs, within(Math.abs(theirs) * 1e-9));
  }

  private static void assertMoney(DriftEvent event, JsonNode expected) {
    JsonNode stored = expected.get("estimated_revenue_impact");
    assertThat(event.assessment().moneyAtStake().isPresent()).isEqualTo(!stored.isNull());
    if (!stored.isNull()) {
      BigDecimal cents = new BigDecimal(stored.asText()).movePointRight(2);
      assertThat(event.assessment().moneyAtStake().getAsLong()).isEqualTo(cents.longValueExact());
      double exact = expected.get("estimated_revenue_impact_before_storage").asDouble();
      double ours = event.evidence().figure(DriftwatchLens.IMPACT).orElseThrow() / 100;
      assertThat(ours).isCloseTo(exact, within(Math.abs(exact) * 1e-9));
    }
  }

  private static String told(DriftEvent event) {
    return String.join(
        "|",
        event.segment().value("payer"),
        event.segment().value("cpt_group"),
        event.driftType(),
        ReferenceEvents.compared(event, 0),
        event.evidence().notes().toString());
  }

  private static String told(JsonNode event) {
    List<String> causes = new ArrayList<>();
    event
        .get("potential_root_causes")
        .forEach(
            cause ->
                causes.add("cause " + cause.get("cause").asText() + " " + cause.get("likelihood")));
    return String.join(
        "|",
        event.get("payer").asText(),
        event.get("cpt_group").asText(),
        event.get("drift_type").asText(),
        ReferenceEvents.compared(event),
        causes.toString());
  }

  @Test
  void hasSetsToCompareWith() {
    assertThat(sets()).isNotEmpty();
  }

  // ---- what the sets do not reach

  /** (change, limit), worked by hand from the rule. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.2, 0",
    "-0.1, 0.2, 0",
    "0.1, 0.2, 0.25",
    "0.2, 0.2, 0.5",
    "0.4, 0.2, 0.75",
    "0.75, 0.25, 1",
    "9, 0.2, 1",
    "0.1, 0, 1"
  })
  void severityIsAHalfAtTheLimitAndOneAtThreeTimes(double change, double limit, double severity) {
    assertThat(DriftwatchRule.severity(change, limit)).isEqualTo(severity);
  }

  /** Where the reference divides by zero. */
  @Test
  void aPayerThatNeverDeniedAndDoesNowIsAsGraveAsCanBe() {
    List<Claim> claims = decided(BEFORE, 40, i -> denied(i, 0));
    claims.addAll(decided(NOW, 40, i -> denied(i, 2)));
    DriftEvent event = event(claims, "DENIAL_RATE");
    assertThat(event.severity()).isEqualTo(1);
    assertThat(event.assessment().moneyAtStake()).hasValue(0);
  }

  @Test
  void whatBecomesBetterIsNoEvent() {
    List<Claim> claims = decided(BEFORE, 40, i -> denied(i, 20));
    claims.addAll(decided(NOW, 40, i -> denied(i, 0)));
    RunReport report = run(claims);
    assertThat(report.events()).isEmpty();
    assertThat(report.summary().verdicts()).containsEntry(Decision.UNREMARKABLE, 3);
  }

  @Test
  void twentyOfEachWindowAreEnoughAndNineteenAreNot() {
    for (int n : new int[] {19, 20}) {
      List<Claim> claims = decided(BEFORE, 40, i -> denied(i, 0));
      claims.addAll(decided(NOW, n, i -> denied(i, n)));
      assertThat(run(claims).events().isEmpty()).isEqualTo(n == 19);
    }
  }

  /** 76 days and not 90: the reference counts both windows from the same first day. */
  @Test
  void windowsAreOfDecisionsAndTheBaselineHas76Days() {
    LocalDate first = AS_OF.minusDays(90);
    List<Claim> claims = decided(first, 40, i -> denied(i, 4));
    claims.addAll(decided(AS_OF.minusDays(1), 40, i -> denied(i, 8)));
    claims.addAll(decided(first.minusDays(1), 500, i -> denied(i, 500)));
    claims.addAll(decided(AS_OF, 500, i -> denied(i, 0)));
    DriftEvent event = event(claims, "DENIAL_RATE");
    assertThat(event.evidence().baselineValue()).isEqualTo(0.1);
    assertThat(event.evidence().currentValue()).isEqualTo(0.2);
  }

  /** Confidence .9 at most for means, and .1 more where they vary little. */
  @Test
  void meansThatVaryLittleAreSurer() {
    for (int spread : new int[] {0, 2, 40}) {
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int days = 50 + (i / 2 % 2) * spread;
        claims.add(claim(i % 2 == 0 ? BEFORE : NOW, i % 2 == 0 ? days : days + 5, Outcome.PAID));
      }
      assertThat(event(claims, "DECISION_TIME").volumeScore()).isEqualTo(spread == 2 ? 1.0 : 0.9);
    }
  }

  /** Any outcome with a day of payment has days; paid ones are counted and are worth something. */
  @Test
  void delaysAreOfAllThatHaveADayOfPaymentAndCountedByThosePaid() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(decided(BEFORE, 30, i -> paid(BEFORE, 10, i < 20, "100")));
    claims.addAll(decided(NOW, 30, i -> paid(NOW, i < 20 ? 17 : 20, i < 20, "365")));
    DriftEvent event = event(claims, "PROCESSING_DELAY");
    assertThat(event.evidence().currentSize()).isEqualTo(20);
    assertThat(event.evidence().delta()).isEqualTo(8);
    assertThat(event.assessment().moneyAtStake()).hasValue(8 * 20 * 100);
  }

  /** The reference asks nobody whether a payment came before its claim, and takes the mean. */
  @Test
  void paymentsBeforeTheSubmissionCountWithTheirDays() {
    List<Claim> claims = new ArrayList<>();
    claims.addAll(decided(BEFORE, 40, i -> paid(BEFORE, i < 20 ? -6 : 2, true, "100")));
    claims.addAll(decided(NOW, 40, i -> paid(NOW, i < 20 ? -1 : 13, true, "100")));
    DriftEvent event = event(claims, "PROCESSING_DELAY");
    assertThat(event.evidence().baselineValue()).isEqualTo(-2);
    assertThat(event.evidence().currentValue()).isEqualTo(6);
    assertThat(event.evidence().currentSize()).isEqualTo(40);
    assertThat(run(claims).summary().defects()).containsEntry(Defect.ENDED_BEFORE_START, 0L);
  }

  /** Authorisation in a code or a text, of those that needed one. */
  @Test
  void authorisationsAreFoundByCodeAndByText() {
    List<Claim> claims = decided(BEFORE, 40, i -> authorised(i, Outcome.PAID, "CO-16", null));
    claims.addAll(decided(NOW, 10, i -> authorised(i, Outcome.DENIED, "PREAUTH", null)));
    claims.addAll(decided(NOW, 10, i -> authorised(i, Outcome.DENIED, "15", "No AUTHORIZATION")));
    claims.addAll(decided(NOW, 10, i -> authorised(i, Outcome.DENIED, "16", "auth")));
    claims.addAll(decided(NOW, 10, i -> authorised(i, Outcome.PAID, "AUTH", "authorization")));
    claims.addAll(decided(NOW, 50, i -> denied(i, 0)));
    DriftEvent event = event(claims, "AUTH_FAILURE_RATE");
    assertThat(event.evidence().currentSize()).isEqualTo(40);
    assertThat(event.evidence().currentValue()).isEqualTo(0.5);
    assertThat(event.assessment().moneyAtStake()).hasValue(20 * 1_000);
  }

  /** 5 % less of an allowed amount is an event, and its worth is what is missing. */
  @Test
  void underpaymentIsOfPaidClaimsOnly() {
    List<Claim> claims = decided(BEFORE, 40, i -> allowed(Outcome.PAID, "100.00"));
    claims.addAll(decided(BEFORE, 40, i -> allowed(Outcome.DENIED, "1.00")));
    claims.addAll(decided(NOW, 40, i -> allowed(Outcome.PAID, "95.00")));
    DriftEvent event = event(claims, "PAYMENT_AMOUNT");
    assertThat(event.evidence().delta()).isEqualTo(-5);
    assertThat(event.severity()).isEqualTo(0.5);
    assertThat(event.assessment().moneyAtStake()).hasValue(40 * 500);
    assertThat(event.trend()).isEqualTo(Trend.DEGRADING);
  }

  /** As the reference stores a decimal of two places: 1 claim of 20, at half cents in the mean. */
  @Test
  void worthIsRoundedHalfToEven() {
    assertThat(worthAtMeanOf(0, 1)).hasValue(0);
    assertThat(worthAtMeanOf(1, 2)).hasValue(2);
    assertThat(worthAtMeanOf(2, 3)).hasValue(2);
  }

  private static OptionalLong worthAtMeanOf(int cents, int others) {
    List<Claim> claims = decided(BEFORE, 40, i -> denied(i, 0));
    claims.addAll(
        decided(
            NOW,
            20,
            i ->
                denied(i, 1)
                    .with(
                        ClaimDetails.NONE.withAmounts(
                            BigDecimal.valueOf(i % 2 == 0 ? cents : others, 2), null))));
    return event(claims, "DENIAL_RATE").assessment().moneyAtStake();
  }

  private static RunReport run(List<Claim> claims) {
    return DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims.stream()))
        .run(ReferenceDefinitions.driftwatch(), "acme", AS_OF);
  }

  private static DriftEvent event(List<Claim> claims, String type) {
    return run(claims).events().stream()
        .filter(event -> event.driftType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static List<Claim> decided(LocalDate day, int count, IntFunction<Claim> kind) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Claim claim = kind.apply(i);
      claims.add(claim(day, 4, claim.outcome()).with(claim.details()));
    }
    return claims;
  }

  private static Claim claim(LocalDate decided, int days, Outcome outcome) {
    return Claim.decided("acme", "Aetna", "SURG", decided.minusDays(days), decided, outcome);
  }

  private static Claim denied(int i, int denied) {
    return claim(NOW, 4, i < denied ? Outcome.DENIED : Outcome.PAID);
  }

  /** Paid some days after it was submitted, which is 4 days before the decision. */
  private static Claim paid(LocalDate decided, int days, boolean isPaid, String amount) {
    ClaimDetails details =
        ClaimDetails.NONE
            .withAmounts(null, new BigDecimal(amount))
            .withPayment(decided.minusDays(4).plusDays(days));
    return claim(decided, 4, isPaid ? Outcome.PAID : Outcome.OTHER).with(details);
  }

  private static Claim allowed(Outcome outcome, String amount) {
    return claim(NOW, 4, outcome).with(ClaimDetails.NONE.withAmounts(new BigDecimal(amount), null));
  }

  private static Claim authorised(int i, Outcome outcome, String code, String text) {
    BigDecimal allowed = i % 2 == 0 ? new BigDecimal("10.00") : null;
    return claim(NOW, 4, outcome)
        .with(
            ClaimDetails.NONE
                .withAmounts(allowed, null)
                .withAuthorization(true)
                .withReason(code, text));
  }
}
