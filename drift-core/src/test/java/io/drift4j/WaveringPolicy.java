package io.drift4j;

import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A policy that decides something else of every payer, on the second of its three views, of which
 * the first never tells anything; what it cannot decide it skips, at length.
 */
final class WaveringPolicy implements DriftPolicy {

  static final Definition DEFINITION =
      ClaimDefinitions.payerDrift().withPolicy(new WaveringPolicy());

  /** As long as a name may be. */
  static final String LONGEST = "x".repeat(100);

  /** Longer, and the hundredth character is one half of the last. */
  static final String TOO_LONG = "y".repeat(98) + "𝔘nited";

  static Detection detect(Run run) {
    CountSource source = ClaimCounts.of(TestRuns.claims(run.customer()).stream());
    return DriftDetector.detect(DEFINITION, run, source);
  }

  private record Wavering(String id) implements Lens {
    @Override
    public Evidence look(Comparison comparison) {
      return switch (id) {
        case "silent" ->
            Evidence.of(comparison)
                .undecided("fewer than 5 “expected” events, or\nmore")
                .sizes(1, 2)
                .open(3, 4)
                .figure("expected", 4.5)
                .note("nothing to see")
                .build();
        case "own" -> OwnPolicy.look(comparison);
        default -> Evidence.of(comparison).values(0.25, 0.5).test("other", -0.5).build();
      };
    }
  }

  @Override
  public String id() {
    return "wavering";
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
    return Stream.of("silent", "own", "other")
        .map(name -> new View(name, lookback, new Wavering(name)))
        .toList();
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return examinations.stream().map(WaveringPolicy::judge).toList();
  }

  private static Verdict judge(Examination examination) {
    boolean isRate = examination.metric().id().equals("denial-rate");
    return switch (OwnPolicy.payer(examination.segment())) {
      case "Aetna" -> decided(examination, isRate ? Decision.DRIFT : Decision.EQUIVALENT);
      case "Čigna" -> decided(examination, isRate ? Decision.INCONCLUSIVE : Decision.DRIFT);
      case "Humana 健康" -> decided(examination, Decision.UNREMARKABLE);
      case "Steady" -> Verdict.skipped(examination, isRate ? LONGEST : TOO_LONG);
      default -> Verdict.skipped(examination, isRate ? TOO_LONG : TOO_LONG + " again");
    };
  }

  private static Verdict decided(Examination examination, Decision decision) {
    Assessment.Builder assessment = Assessment.builder();
    switch (OwnPolicy.payer(examination.segment())) {
      case "Aetna" -> OwnPolicy.everything(assessment);
      case "Čigna" -> OwnPolicy.outermost(assessment);
      default -> assessment.severity(Double.MIN_VALUE);
    }
    return Verdict.of(examination, decision, examination.evidence().get(1))
        .assessed(assessment.confirmedBy(List.of("other")).build())
        .build();
  }
}
