package io.drift4j.claims.reference;

import io.drift4j.Comparison;
import io.drift4j.Evidence;
import io.drift4j.Lens;
import io.drift4j.Metric;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.PearsonTest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Means of two windows, with a test of two proportions or the standard deviations beside them, and
 * what DriftWatch says of a change for the worse: its worth, and what may have caused it.
 *
 * @param isOfShares whether it tests
 * @param counted the companion of which there must be enough, {@code null} for the metric itself
 * @param impact what a change is worth, {@code null} for nothing that it would say
 * @param causes each with its likelihood
 */
record DriftwatchLens(
    boolean isOfShares,
    double unit,
    @Nullable Metric counted,
    @Nullable Impact impact,
    List<String> causes)
    implements Lens {

  /** Of the population, in the unit of the values. */
  static final String DEVIATION_BASELINE = "baseline-standard-deviation";

  /** Of the population, in the unit of the values. */
  static final String DEVIATION_CURRENT = "current-standard-deviation";

  /** In cents. */
  static final String IMPACT = "revenue-impact";

  static DriftwatchLens ofShares() {
    return new DriftwatchLens(true, 1, null, null, List.of());
  }

  static DriftwatchLens ofMeans() {
    return new DriftwatchLens(false, 1, null, null, List.of());
  }

  /** Values and deviations in units of so many observed ones: dollars of cents. */
  DriftwatchLens inUnitsOf(double observed) {
    return new DriftwatchLens(isOfShares, observed, counted, impact, causes);
  }

  DriftwatchLens counting(Metric companion) {
    return new DriftwatchLens(isOfShares, unit, companion, impact, causes);
  }

  DriftwatchLens worth(Impact estimate) {
    return new DriftwatchLens(isOfShares, unit, counted, estimate, causes);
  }

  DriftwatchLens because(String... likely) {
    return new DriftwatchLens(isOfShares, unit, counted, impact, List.of(likely));
  }

  @Override
  public String id() {
    return "driftwatch";
  }

  @Override
  public Evidence look(Comparison comparison) {
    Comparison sizes = counted == null ? comparison : comparison.of(counted);
    FrequencyTable before = comparison.baseline().table();
    FrequencyTable now = comparison.current().table();
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(sizes.baseline().size(), sizes.current().size())
            .open(comparison.baseline().open(), comparison.current().open());
    if (before.isEmpty() || now.isEmpty()) {
      return evidence.undecided("a window has no observation").build();
    }
    evidence.values(before.mean() / unit, now.mean() / unit);
    if (isOfShares) {
      evidence.test("two-proportion-z", logP(before, now));
    } else {
      evidence
          .figure(DEVIATION_BASELINE, deviation(before) / unit)
          .figure(DEVIATION_CURRENT, deviation(now) / unit);
    }
    if (DriftwatchRule.isEvent(comparison.metric(), before.mean() / unit, now.mean() / unit)) {
      tell(comparison, evidence);
    }
    return evidence.build();
  }

  private void tell(Comparison comparison, Evidence.Builder evidence) {
    if (impact != null) {
      double before = comparison.baseline().table().mean();
      double now = comparison.current().table().mean();
      evidence.figure(IMPACT, impact.cents(comparison, before, now));
    }
    causes.forEach(cause -> evidence.note("cause " + cause));
  }

  /** Of 2 (1 − Φ(|z|)) as doubles have it, which know no probability below 2⁻⁵³. */
  private static double logP(FrequencyTable before, FrequencyTable now) {
    double exact = PearsonTest.withDefaults().test(before, now).pValue();
    double belowZ = 1 - exact / 2;
    return StrictMath.log(Math.max(Double.MIN_VALUE, 2 * (1 - belowZ)));
  }

  private static double deviation(FrequencyTable table) {
    return StrictMath.sqrt(table.populationVariance());
  }
}
