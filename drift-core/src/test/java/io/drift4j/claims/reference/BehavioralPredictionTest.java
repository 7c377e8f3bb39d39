package io.drift4j.claims.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.GoldenSet;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lookback;
import io.drift4j.RunReport;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behavioral prediction as the reference computes it. */
class BehavioralPredictionTest {

  private static final String ENGINE = "behavioral_prediction";
  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  static Stream<GoldenSet> sets() {
    return GoldenSet.of(ENGINE);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void matchesTheReferenceBitForBit(GoldenSet set) {
    DriftMonitor monitor =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(set.claims().stream()));
    for (String customer : set.customers()) {
      JsonNode expected = set.expected(customer, ENGINE);
      RunReport report = monitor.run(definition(set.params(ENGINE)), customer, set.asOf());
      List<String> events = new ArrayList<>();
      expected.get("events").forEach(event -> events.add(told(event)));
      assertThat(report.events().stream().map(BehavioralPredictionTest::told))
          .containsExactlyElementsOf(events);
      for (int i = 0; i < events.size(); i++) {
        double p = expected.get("events").get(i).get("statistical_significance").asDouble();
        assertThat(report.events().get(i).evidence().pValue().orElseThrow())
            .isCloseTo(p, within(p * 1e-12));
      }
      assertThat(judged(report)).isEqualTo(expected.at("/summary/payers_analyzed").asInt());
    }
  }

  private static Definition definition(JsonNode params) {
    return ReferenceDefinitions.behavioralPrediction()
        .withLookback(
            Lookback.ofDays(
                params.get("baseline_days").asInt(), params.get("current_days").asInt()))
        .withPolicy(DriftPolicy.thresholds().withMinimumVolume(params.get("min_volume").asInt()));
  }

  private static int judged(RunReport report) {
    return report.summary().verdicts().get(Decision.DRIFT)
        + report.summary().verdicts().get(Decision.UNREMARKABLE);
  }

  /** Days that end a window are in it. */
  private static String told(JsonNode event) {
    return String.join(
        "|",
        event.get("payer").asText(),
        event.get("drift_type").asText(),
        bits(event.get("baseline_value").asDouble()),
        bits(event.get("current_value").asDouble()),
        bits(event.get("delta_value").asDouble()),
        bits(event.get("severity").asDouble()),
        bits(event.get("confidence").asDouble()),
        ReferenceEvents.compared(event));
  }

  private static String told(DriftEvent event) {
    return String.join(
        "|",
        event.segment().value("payer"),
        event.driftType(),
        bits(event.evidence().baselineValue()),
        bits(event.evidence().currentValue()),
        bits(event.evidence().delta()),
        bits(event.severity()),
        bits(event.volumeScore()),
        ReferenceEvents.compared(event, 1));
  }

  private static String bits(double number) {
    return Double.toHexString(number);
  }

  @Test
  void hasSetsToCompareWith() {
    assertThat(sets().count()).isGreaterThanOrEqualTo(3);
  }

  // ---- what the sets do not reach

  @Test
  void theAsOfDayIsInAndTheSeventeenthBeforeItIsOut() {
    List<Claim> claims = claims(AS_OF.minusDays(16), 100, 10);
    claims.addAll(claims(AS_OF, 30, 15));
    assertThat(run(claims).events()).hasSize(1);
    claims.addAll(claims(AS_OF.minusDays(17), 1_000, 500));
    claims.addAll(claims(AS_OF.plusDays(1), 1_000, 0));
    assertThat(run(claims).events()).hasSize(1);
  }

  @Test
  void aChangeOfLessThanFivePointsIsNoneHoweverSure() {
    List<Claim> claims = claims(AS_OF.minusDays(5), 10_000, 1_000);
    claims.addAll(claims(AS_OF, 10_000, 1_490));
    assertThat(run(claims).events()).isEmpty();
  }

  @Test
  void tenOfEachWindowAreEnoughAndNineAreNot() {
    List<Claim> ten = claims(AS_OF.minusDays(5), 10, 0);
    ten.addAll(claims(AS_OF, 10, 10));
    assertThat(run(ten).events()).hasSize(1);
    List<Claim> nine = claims(AS_OF.minusDays(5), 10, 0);
    nine.addAll(claims(AS_OF, 9, 9));
    assertThat(run(nine).summary().reasons()).containsKey("below minimum volume 10");
  }

  @Test
  void aPayerThatDeniesNothingOrEverythingHasNoChange() {
    for (int denied : new int[] {0, 20}) {
      List<Claim> claims = claims(AS_OF.minusDays(5), 20, denied);
      claims.addAll(claims(AS_OF, 20, denied));
      assertThat(run(claims).summary().verdicts()).containsEntry(Decision.UNREMARKABLE, 1);
    }
  }

  private static RunReport run(List<Claim> claims) {
    return DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims.stream()))
        .run(ReferenceDefinitions.behavioralPrediction(), "acme", AS_OF);
  }

  private static List<Claim> claims(LocalDate day, int count, int denied) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Outcome outcome = i < denied ? Outcome.DENIED : Outcome.PAID;
      claims.add(Claim.decided("acme", "Aetna", "SURG", day, day, outcome));
    }
    return claims;
  }
}
