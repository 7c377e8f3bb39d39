package io.drift4j.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountSource;
import io.drift4j.Decision;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Metric;
import io.drift4j.Run;
import io.drift4j.Segment;
import io.drift4j.Verdict;
import io.drift4j.claims.reference.ReferenceDefinitions;
import io.drift4j.simulation.Behaviour;
import io.drift4j.simulation.SimulatedClaims;
import io.drift4j.simulation.SimulatedCustomer;
import io.drift4j.simulation.Timing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Behavioral prediction and DriftWatch as they are sound: nothing where nothing changes, and the
 * change that they say they would find in four of five cases.
 */
class SoundDefinitionsTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);
  private static final int DAYS = 300;
  private static final List<String> PAYERS = List.of("Aetna", "Cigna", "Humana");

  // ---- behavioral prediction

  /** Quick ones: of what was submitted in the last 3 days some is decided, more of the paid. */
  private static final Behaviour QUICK =
      Behaviour.of(60).withTimes(new Timing(2, 0.5), new Timing(5, 0.5));

  /** The first payer changes for some days. */
  private static CountSource quick(int days, Behaviour changed, int seed) {
    SimulatedCustomer customer = new SimulatedCustomer();
    for (int i = 0; i < PAYERS.size(); i++) {
      SimulatedClaims claims = SimulatedClaims.of(QUICK).changingFor(i == 0 ? days : 0, changed);
      customer.add(
          Segment.of(List.of("payer"), List.of(PAYERS.get(i))),
          claims.draw(AS_OF, DAYS, PAYERS.size() * seed + i));
    }
    return customer;
  }

  @Test
  void behavioralPredictionIsQuietAndFindsWhatItPromises() {
    behavioralPrediction(20, 12);
  }

  @Test
  @Tag("proof")
  void behavioralPredictionIsQuietAndFindsWhatItPromisesManyTimes() {
    behavioralPrediction(400, 300);
  }

  private static void behavioralPrediction(int quietRuns, int changedRuns) {
    Definition definition = ClaimDefinitions.behavioralPrediction();
    List<Detection> quiet = detections(definition, AS_OF, quietRuns, s -> quick(0, QUICK, s));
    List<Detection> theirs =
        detections( // whose windows end with the as-of day
            ReferenceDefinitions.behavioralPrediction(),
            AS_OF.minusDays(1),
            quietRuns,
            s -> quick(0, QUICK, s));
    tell(definition, quiet, theirs);
    assertQuiet(quiet);
    assertFound(
        quiet,
        definition,
        ClaimMetrics.DENIAL_RATE,
        "by-30",
        changedRuns,
        change -> seed -> quick(33, QUICK.withDenialRate(QUICK.denialRate() + change), seed));
  }

  // ---- driftwatch

  private static final WatchedClaims WATCHED = WatchedClaims.usual(20);

  /** How much of a rise of denials is seen: others lack an authorisation, some are not decided. */
  private static final double OF_THE_REST = 0.875 * 0.997;

  /** Of a stretched time, of which a hazard ratio up to the horizon makes a larger change. */
  private static final double SCALE = 0.87;

  /** A smaller ratio matters, or else some of what is found would not: it is about 1.2. */
  private static final Definition SENSITIVE =
      ClaimDefinitions.driftwatch().withPolicy(DriftPolicy.controlled().withTimeRatio(1.1));

  private static final List<Metric> OTHERS =
      SENSITIVE.metrics().stream()
          .filter(metric -> !metric.equals(ClaimMetrics.DECISION_TIME))
          .toList();

  private static CountSource watched(int payers, int days, WatchedClaims changed, int seed) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < payers; i++) {
      claims.addAll(
          WATCHED.draw(
              PAYERS.get(i), AS_OF, DAYS, i == 0 ? days : 0, changed, PAYERS.size() * seed + i));
    }
    return ClaimCounts.of(claims.stream());
  }

  /** The reference keeps decided claims only, and has no later days. */
  private static CountSource watchedByTheReference(int seed) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < PAYERS.size(); i++) {
      WATCHED.draw(PAYERS.get(i), AS_OF, DAYS, 0, WATCHED, PAYERS.size() * seed + i).stream()
          .map(SoundDefinitionsTest::withoutLaterPayment)
          .forEach(claims::add);
    }
    return ClaimCounts.of(claims.stream());
  }

  private static Claim withoutLaterPayment(Claim claim) {
    LocalDate paid = claim.details().paymentDate();
    return paid == null || paid.isBefore(AS_OF)
        ? claim
        : claim.with(claim.details().withPayment(null));
  }

  @Test
  void driftwatchIsQuietAndFindsWhatItPromises() {
    driftwatch(10, 3);
  }

  @Test
  @Tag("proof")
  void driftwatchIsQuietAndFindsWhatItPromisesManyTimes() {
    driftwatch(200, 200);
  }

  private static void driftwatch(int quietRuns, int changedRuns) {
    Definition definition = ClaimDefinitions.driftwatch();
    List<Detection> quiet =
        detections(definition, AS_OF, quietRuns, s -> watched(PAYERS.size(), 0, WATCHED, s));
    List<Detection> theirs =
        detections(
            ReferenceDefinitions.driftwatch(),
            AS_OF,
            quietRuns,
            SoundDefinitionsTest::watchedByTheReference);
    tell(definition, quiet, theirs);
    assertQuiet(quiet);
    List<Detection> ofOne =
        detections(SENSITIVE, AS_OF, Math.min(40, quietRuns), s -> watched(1, 0, WATCHED, -s));
    for (Planted planted : planted(ofOne)) {
      assertFound(ofOne, planted, changedRuns);
    }
    assertMoreIsFoundOfTwo(ofOne, changedRuns);
    assertThatSpeedIsNoOutcome(ofOne, changedRuns);
  }

  /** A change of one metric, as old as a view needs it. */
  private record Planted(
      Metric metric, String view, int days, DoubleFunction<WatchedClaims> changed) {

    Customers by(double change) {
      WatchedClaims claims = changed.apply(change);
      return seed -> watched(1, days, claims, seed);
    }
  }

  /** Of the two times each by itself: payments wait for no decision, nor decisions for any. */
  private static List<Planted> planted(List<Detection> quiet) {
    return List.of(
        new Planted(
            ClaimMetrics.DENIAL_RATE,
            "by-30",
            44,
            change -> WATCHED.withDenialRate(WATCHED.denialRate() + change / OF_THE_REST)),
        new Planted(
            ClaimMetrics.AUTH_FAILURE_RATE,
            "by-age-30-authorization_required.true.TRUE.t.1.Y",
            44,
            change -> WATCHED.withAuthFailure(WATCHED.authFailure() + change / 0.997)),
        new Planted(
            ClaimMetrics.PAYMENT_AMOUNT,
            "location",
            44,
            change ->
                WATCHED.withMedianAmount(
                    WATCHED.medianAmount()
                        * (1 - change / baseline(quiet, ClaimMetrics.PAYMENT_AMOUNT)))),
        time(quiet, ClaimMetrics.PROCESSING_DELAY, WATCHED::withPaymentTimes),
        time(quiet, ClaimMetrics.DECISION_TIME, WATCHED::withDecisionTimes));
  }

  private static Planted time(
      List<Detection> quiet, Metric time, DoubleFunction<WatchedClaims> slower) {
    double usual = baseline(quiet, time);
    return new Planted(time, "time", 14, change -> slower.apply(1 + SCALE * change / usual));
  }

  private static void assertFound(List<Detection> quiet, Planted planted, int runs) {
    assertFound(quiet, SENSITIVE, planted.metric, planted.view, runs, planted::by);
  }

  /** Nothing but the decisions is slower, so that nothing else is told. */
  private static void assertThatSpeedIsNoOutcome(List<Detection> quiet, int runs) {
    Planted slower = time(quiet, ClaimMetrics.DECISION_TIME, WATCHED::withDecisionTimes);
    Customers customers = slower.by(promised(quiet, slower.metric, slower.view));
    assertQuiet(detections(SENSITIVE.withMetrics(OTHERS), AS_OF, runs, customers));
  }

  /** What is promised is of a change alone: where decisions are as late, each helps the other. */
  private static void assertMoreIsFoundOfTwo(List<Detection> quiet, int runs) {
    Planted both =
        time(
            quiet,
            ClaimMetrics.PROCESSING_DELAY,
            times -> WATCHED.withDecisionTimes(times).withPaymentTimes(times));
    double share = found(quiet, SENSITIVE, both.metric, both.view, runs, both::by);
    assertThat(share).isGreaterThanOrEqualTo(0.8 - chance(runs));
  }

  // ---- runs

  private interface Customers {
    CountSource of(int seed);
  }

  private static List<Detection> detections(
      Definition definition, LocalDate asOf, int runs, Customers customers) {
    return IntStream.rangeClosed(1, runs)
        .mapToObj(
            seed -> {
              CountSource source = customers.of(seed);
              return DriftDetector.detect(
                  definition, Run.of(definition, "acme", asOf, source, 1), source);
            })
        .toList();
  }

  private static void tell(Definition definition, List<Detection> ours, List<Detection> theirs) {
    System.out.printf(
        Locale.ROOT,
        "%s without change, %d customers of %d payers: %d with an event; the reference %d, with %d"
            + " events%n",
        definition,
        ours.size(),
        PAYERS.size(),
        withEvents(ours),
        withEvents(theirs),
        theirs.stream().mapToInt(detection -> detection.events().size()).sum());
  }

  private static long withEvents(List<Detection> detections) {
    return detections.stream().filter(detection -> !detection.events().isEmpty()).count();
  }

  /** A false event in 5 % of the runs, and what chance adds to that once in a thousand times. */
  private static void assertQuiet(List<Detection> detections) {
    int runs = detections.size();
    assertThat((double) withEvents(detections))
        .isLessThanOrEqualTo(0.05 * runs + 3.1 * StrictMath.sqrt(0.05 * 0.95 * runs));
  }

  private static void assertFound(
      List<Detection> quiet,
      Definition definition,
      Metric metric,
      String view,
      int runs,
      DoubleFunction<Customers> changed) {
    double share = found(quiet, definition, metric, view, runs, changed);
    assertThat(share)
        .isBetween(Math.min(0.7, 0.8 - chance(runs)), Math.max(0.9, 0.8 + chance(runs)));
  }

  /** What chance does to a share of 80 % once in a thousand times. */
  private static double chance(int runs) {
    return 3.1 * StrictMath.sqrt(0.16 / runs);
  }

  /** The share of the runs in which the change that is promised is found. */
  private static double found(
      List<Detection> quiet,
      Definition definition,
      Metric metric,
      String view,
      int runs,
      DoubleFunction<Customers> changed) {
    double promised = promised(quiet, metric, view);
    List<Detection> detections = detections(definition, AS_OF, runs, changed.apply(promised));
    long found = detections.stream().filter(one -> isFound(one, metric)).count();
    System.out.printf(
        Locale.ROOT,
        "%s, a change of %s by %.4f (of %.4f, seen as %.4f): found in %d of %d%n",
        definition,
        metric,
        promised,
        baseline(quiet, metric),
        seen(detections, metric, view),
        found,
        runs);
    return (double) found / runs;
  }

  private static boolean isFound(Detection detection, Metric metric) {
    return detection.events().stream()
        .anyMatch(
            event ->
                event.metricId().equals(metric.id())
                    && "Aetna".equals(event.segment().value("payer")));
  }

  /** In the mean of the runs that rest on a view. */
  private static double promised(List<Detection> quiet, Metric metric, String view) {
    return verdicts(quiet, metric).stream()
        .filter(verdict -> verdict.evidence().view().equals(view))
        .mapToDouble(verdict -> verdict.assessment().minimumDetectable().orElseThrow())
        .average()
        .orElseThrow();
  }

  /** The mean estimate of the change of the first payer. */
  private static double seen(List<Detection> changed, Metric metric, String view) {
    return verdicts(changed, metric).stream()
        .filter(verdict -> "Aetna".equals(verdict.segment().value("payer")))
        .flatMap(verdict -> verdict.examination().evidence().stream())
        .filter(evidence -> evidence.view().equals(view) && evidence.hasValues())
        .mapToDouble(Evidence::delta)
        .average()
        .orElseThrow();
  }

  private static double baseline(List<Detection> quiet, Metric metric) {
    return verdicts(quiet, metric).stream()
        .mapToDouble(verdict -> verdict.evidence().baselineValue())
        .average()
        .orElseThrow();
  }

  private static List<Verdict> verdicts(List<Detection> detections, Metric metric) {
    return detections.stream()
        .flatMap(detection -> detection.verdicts().stream())
        .filter(
            verdict -> verdict.metric().equals(metric) && verdict.decision() != Decision.SKIPPED)
        .toList();
  }
}
