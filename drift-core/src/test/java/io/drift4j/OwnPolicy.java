package io.drift4j;

import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * A policy of somebody's own, with a lens of their own: it finds everything remarkable and says, by
 * payer, all that can be said, nothing that need not be, each thing by itself, or the outermost.
 */
final class OwnPolicy implements DriftPolicy {

  static final Definition DEFINITION = ClaimDefinitions.payerDrift().withPolicy(new OwnPolicy());

  /** More than a column of any size holds that is not made for text. */
  private static final List<String> OTHER_VIEWS =
      IntStream.range(0, 700).mapToObj(i -> "other-" + i + "-" + "x".repeat(90)).toList();

  static Detection detect(Run run) {
    CountSource source = ClaimCounts.of(TestRuns.claims(run.customer()).stream());
    return DriftDetector.detect(DEFINITION, run, source);
  }

  static Evidence look(Comparison comparison) {
    Evidence.Builder evidence = Evidence.of(comparison).values(0.1, 0.3).sizes(90, 45);
    return switch (payer(comparison.segment())) {
      case "Aetna" -> everything(evidence);
      case "Čigna" -> outermost(evidence);
      case "Steady" -> zeros(evidence);
      case "Humana 健康" -> evidence.interval(-0.1, 0.5).build();
      default -> evidence.build();
    };
  }

  private static Evidence everything(Evidence.Builder evidence) {
    return evidence
        .open(3, 21)
        .test("score", -2000)
        .interval(0.1 + 0.2, 1 / 3.0)
        .effect("risk-ratio", 3.1)
        .dispersion(1.2)
        .horizon(30)
        .standardError(0.05)
        .figure("decided-baseline", 0.75)
        .figure("expected", 12)
        .note("closed on 2025-12-25")
        .note("a second note, with \"quotes\" and ü")
        .series(
            Series.ofDays(LocalDate.of(2025, 10, 1), 7).with("events", 1, 2).with("of", 10, 20.5))
        .build();
  }

  private static Evidence outermost(Evidence.Builder evidence) {
    return evidence
        .values(-Double.MAX_VALUE / 2, Math.nextDown(Double.MAX_VALUE / 2))
        .sizes(Long.MAX_VALUE - 1, 1)
        .open(Long.MAX_VALUE, Long.MAX_VALUE)
        .test("t".repeat(100), -Double.MAX_VALUE)
        .interval(-Double.MIN_VALUE, Double.MIN_NORMAL)
        .effect("e".repeat(100), Double.MAX_VALUE)
        .dispersion(Double.MIN_VALUE)
        .horizon(Integer.MAX_VALUE)
        .standardError(Double.MAX_VALUE)
        .figure("f".repeat(100), -Double.MAX_VALUE)
        .figure("smallest", Double.MIN_VALUE)
        .note("n".repeat(5000))
        .series(Series.ofAges(1).with("decided", new double[2000]))
        .build();
  }

  private static Evidence zeros(Evidence.Builder evidence) {
    return evidence
        .values(-0.0, -0.0)
        .test("score", -0.0)
        .interval(-0.0, -0.0)
        .effect("log-ratio", -0.0)
        .horizon(0)
        .figure("none", -0.0)
        .series(Series.ofQuantiles().with("empty"))
        .build();
  }

  static String payer(Segment segment) {
    return String.valueOf(segment.value("payer"));
  }

  private record OwnLens() implements Lens {
    @Override
    public String id() {
      return "own";
    }

    @Override
    public Evidence look(Comparison comparison) {
      return OwnPolicy.look(comparison);
    }
  }

  @Override
  public String id() {
    return "own";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    return IntStream.rangeClosed(0, OTHER_VIEWS.size())
        .mapToObj(i -> i == 0 ? "own" : OTHER_VIEWS.get(i - 1))
        .map(name -> new View(name, lookback, new OwnLens()))
        .toList();
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return examinations.stream().map(OwnPolicy::judge).toList();
  }

  private static Verdict judge(Examination examination) {
    Assessment.Builder assessment = Assessment.builder();
    switch (payer(examination.segment())) {
      case "Aetna" -> everything(assessment);
      case "Čigna" -> outermost(assessment);
      case "Steady" -> assessment.adjustedPValue(-0.0).volumeScore(-0.0).severity(-0.0);
      case "𝔘nited" -> assessment.adjustedPValue(1).volumeScore(1).severity(1).severityLow(1);
      default -> assessment.severity(Double.MIN_VALUE).volumeScore(Math.nextDown(1.0));
    }
    return Verdict.of(examination, Decision.DRIFT, examination.first())
        .assessed(assessment.build())
        .build();
  }

  static void everything(Assessment.Builder assessment) {
    assessment
        .severity(0.4)
        .severityLow(0.1)
        .volumeScore(0.5)
        .adjustedPValue(0.02)
        .adjustedInterval(new Interval(0.1, 1 / 3.0, 0.995))
        .family("run", 160)
        .minimumDetectable(0.05)
        .margin(0.02)
        .recordsAtStake(9.5)
        .moneyAtStake(-12_345)
        .confirmedBy(OTHER_VIEWS.subList(0, 1));
  }

  static void outermost(Assessment.Builder assessment) {
    assessment
        .severityLow(Double.MIN_VALUE)
        .adjustedPValue(Double.MIN_VALUE)
        .adjustedInterval(new Interval(-Double.MAX_VALUE, Double.MAX_VALUE, Math.nextDown(1.0)))
        .family("f".repeat(100), Integer.MAX_VALUE)
        .minimumDetectable(Double.MAX_VALUE)
        .margin(Double.MIN_VALUE)
        .recordsAtStake(Double.MAX_VALUE)
        .moneyAtStake(Long.MAX_VALUE)
        .confirmedBy(OTHER_VIEWS);
  }
}
