package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ScorecardMetrics;
import io.drift4j.simulation.ScorecardClaims;
import io.drift4j.simulation.ScorecardClaims.Payer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often the scorecard cries wolf, and how often it finds what it promises to. */
class ScorecardSimulationTest {

  private static final Definition SCORECARD = ClaimDefinitions.payerScorecard();

  private static Detection detect(Definition definition, CountSource source) {
    Definition available = definition.availableIn(source).definition();
    Run run = Run.of(available, "acme", ScorecardClaims.AS_OF, source, 1);
    return DriftDetector.detect(available, run, source);
  }

  private static Payer payer(String name, double claims) {
    Payer payer = new Payer();
    payer.name = name;
    payer.claims = claims;
    return payer;
  }

  // ---- nothing changes

  @Test
  void whereNothingChangesFewRunsHaveAnEvent() {
    whereNothingChangesFewRunsHaveAnEvent(5);
  }

  @Test
  @Tag("proof")
  void whereNothingChangesFewRunsHaveAnEventManyTimes() {
    whereNothingChangesFewRunsHaveAnEvent(400);
  }

  private static void whereNothingChangesFewRunsHaveAnEvent(int customers) {
    int runs = 0;
    SortedMap<String, int[]> byMetric = new TreeMap<>(); // tested, p ≤ .05, p ≤ .01, events
    for (int seed = 1; seed <= customers; seed++) {
      CountSource source =
          new ScorecardClaims(seed)
              .add(payer("Aetna", 12))
              .add(payer("Cigna", 4))
              .add(payer("Humana", 1))
              .source();
      Detection detection = detect(SCORECARD, source);
      runs += detection.events().isEmpty() ? 0 : 1;
      detection.verdicts().forEach(verdict -> count(verdict, byMetric));
    }
    byMetric.forEach(
        (metric, counts) ->
            System.out.printf(
                "%-50s %5d tested, %.3f at .05, %.4f at .01, %d events%n",
                metric,
                counts[0],
                (double) counts[1] / counts[0],
                (double) counts[2] / counts[0],
                counts[3]));
    System.out.printf("seeds 1 to %d: %d runs with an event%n", customers, runs);
    assertThat(runs).isLessThanOrEqualTo(Math.max(1, customers * 5 / 100));
  }

  private static void count(Verdict verdict, SortedMap<String, int[]> byMetric) {
    if (verdict.evidence().logPValue().isPresent()) {
      String view = verdict.metric().id() + " " + verdict.evidence().view();
      int[] counts = byMetric.computeIfAbsent(view, v -> new int[4]);
      double logP = verdict.evidence().logPValue().getAsDouble();
      counts[0]++;
      counts[1] += logP <= Math.log(0.05) ? 1 : 0;
      counts[2] += logP <= Math.log(0.01) ? 1 : 0;
      counts[3] += verdict.decision() == Decision.DRIFT ? 1 : 0;
    }
  }

  // ---- what is promised is found

  /** A metric, how its value is moved by so much, and for how many days. */
  private record Planted(Metric metric, int days, BiConsumer<Payer, Double> moved) {}

  private static final BiConsumer<Payer, Double> MORE_DENIED =
      (payer, by) -> {
        payer.denied += ofDecided(by);
        payer.deniedWithAuthorization += ofDecided(by);
      };

  /** Half of the mix gains what the other half loses, each reason in proportion. */
  private static final BiConsumer<Payer, Double> OTHER_REASONS =
      (payer, by) -> {
        double missing = payer.missing * (1 - payer.necessity) - by;
        payer.necessity *= 1 + by / (1 - missing - by);
        payer.missing = missing / (1 - payer.necessity);
      };

  private static final List<Planted> PLANTED =
      List.of(
          new Planted(sensitive(ScorecardMetrics.DENIED_DOLLARS), 44, MORE_DENIED),
          new Planted(ScorecardMetrics.DENIED_DOLLARS, 44, MORE_DENIED),
          new Planted(sensitive(ScorecardMetrics.LATE_RATE), 44, (payer, by) -> payer.open += by),
          new Planted(ScorecardMetrics.LATE_RATE, 44, (payer, by) -> payer.open += by),
          new Planted(
              sensitive(ScorecardMetrics.UNDERPAYMENT_RATE),
              14,
              (payer, by) -> payer.underpaid += by),
          new Planted(
              sensitive(ScorecardMetrics.PAID_TO_EXPECTED),
              14,
              (payer, by) -> payer.shortfall += by),
          new Planted(ScorecardMetrics.PAID_TO_EXPECTED, 14, (payer, by) -> payer.shortfall += by),
          new Planted(
              sensitive(
                  ScorecardMetrics.AUTHORIZATION_DENIAL_RATE.testedThrough(
                      ScorecardMetrics.AUTHORIZATION_DENIAL_RATE.tested().get(0))),
              44,
              (payer, by) -> payer.deniedWithAuthorization += ofDecided(by)),
          new Planted(sensitive(ScorecardMetrics.REASON_CODES), 44, OTHER_REASONS),
          new Planted(
              ScorecardMetrics.REASON_CODES.withThreshold(new Threshold(0.2, 1)),
              44,
              OTHER_REASONS),
          new Planted(
              ScorecardMetrics.VOLUME.withThreshold(new Threshold(0.001, 1)),
              14,
              (payer, by) -> payer.claims += by),
          new Planted(ScorecardMetrics.VOLUME, 14, (payer, by) -> payer.claims += by));

  /** So that chance decides what is found, and not what matters. */
  private static Metric sensitive(Metric metric) {
    return metric.withThreshold(new Threshold(0.001, 0.5));
  }

  /** A share of all claims as one of those that are decided. */
  private static double ofDecided(double share) {
    return share / (1 - new Payer().open);
  }

  @Test
  void twiceTheChangeThatItPromisesToFindIsFound() {
    assertThatIsFound(2, 6, 80, 100);
  }

  @Test
  @Tag("proof")
  void theChangeThatItPromisesToFindIsFoundInFourOfFiveManyTimes() {
    assertThatIsFound(1, 300, 70, 90);
  }

  /** In percent of the runs. */
  private static void assertThatIsFound(int times, int runs, int least, int most) {
    List<String> wrong = new ArrayList<>();
    for (Planted planted : PLANTED) {
      double promised = promised(planted.metric, Math.min(20, runs));
      int found = 0;
      for (int seed = 1; seed <= runs; seed++) {
        Payer changed = payer("Aetna", 40);
        planted.moved.accept(changed, times * promised);
        CountSource source =
            new ScorecardClaims(1000 + seed)
                .add(payer("Aetna", 40), planted.days, changed)
                .source();
        found += detect(only(planted.metric), source).events().isEmpty() ? 0 : 1;
      }
      double share = 100.0 * found / runs;
      System.out.printf(
          "%s, %s: promised %.4f, %d times that found in %.1f %% of %d%n",
          planted.metric.id(), planted.metric.threshold(), promised, times, share, runs);
      if (share < least || share > most) {
        wrong.add(planted.metric.id() + " " + share);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Definition only(Metric metric) {
    return SCORECARD.withMetrics(List.of(metric));
  }

  /** Nothing of silence is chance: after so many days it is found, and not a day earlier. */
  @Test
  void theDaysOfSilenceThatArePromisedAreFound() {
    for (double claims : new double[] {0.4, 2, 40}) {
      Verdict before = silence(claims, 0);
      double usual = before.evidence().baselineValue();
      int days = (int) Math.round(usual + before.assessment().minimumDetectable().orElseThrow());
      System.out.printf("silence of %.1f claims a day: promised after %d%n", claims, days);
      assertThat(silence(claims, days).decision()).isEqualTo(Decision.DRIFT);
      for (int less = 0; less < days; less++) {
        Verdict verdict = silence(claims, less);
        assertThat(verdict.decision() == Decision.DRIFT)
            .isEqualTo(verdict.evidence().currentValue() >= days);
      }
    }
  }

  private static Verdict silence(double claims, int days) {
    CountSource source =
        new ScorecardClaims(7).add(payer("Aetna", claims)).silentFor(days).source();
    return detect(only(ScorecardMetrics.FEED_SILENCE), source).verdicts().get(0);
  }

  /** In the mean over some customers where nothing changes. */
  private static double promised(Metric metric, int customers) {
    double sum = 0;
    for (int seed = 1; seed <= customers; seed++) {
      CountSource source = new ScorecardClaims(seed).add(payer("Aetna", 40)).source();
      sum +=
          detect(only(metric), source)
              .verdicts()
              .get(0)
              .assessment()
              .minimumDetectable()
              .orElseThrow();
    }
    return sum / customers;
  }
}
