package io.drift4j.claims.reference;

import io.drift4j.Comparison;
import io.drift4j.Evidence;
import io.drift4j.Lens;
import io.drift4j.stats.FrequencyTable;
import io.drift4j.stats.PearsonTest;

/**
 * Shares of two windows that take the as-of day in, and whether they differ by the chi-square test
 * of Pearson with Yates' correction.
 */
record YatesLens() implements Lens {

  private static final PearsonTest TEST =
      PearsonTest.withDefaults().with(PearsonTest.Variant.YATES);

  @Override
  public String id() {
    return "yates";
  }

  /** The current window ends with the as-of day. */
  @Override
  public int lagDays() {
    return -1;
  }

  @Override
  public Evidence look(Comparison comparison) {
    FrequencyTable before = comparison.baseline().table();
    FrequencyTable now = comparison.current().table();
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(before.count(), now.count())
            .open(comparison.baseline().open(), comparison.current().open());
    if (before.isEmpty() || now.isEmpty()) {
      return evidence.undecided("a window has no observation").build();
    }
    return evidence
        .values(before.mean(), now.mean())
        .test("pearson-yates", TEST.test(before, now).logPValue())
        .build();
  }
}
