package io.drift4j;

import io.drift4j.stats.FrequencyTable;

/** The number that stands for each window, beside the other's. */
record SummaryLens() implements Lens {

  @Override
  public String id() {
    return "summary";
  }

  @Override
  public Evidence look(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    Evidence.Builder evidence =
        Evidence.of(comparison)
            .sizes(baseline.size(), current.size())
            .open(baseline.open(), current.open());
    if (baseline.table().isEmpty() || current.table().isEmpty()) {
      return evidence.undecided("a window has no observation").build();
    }
    return comparison.metric().kind() == Metric.Kind.CATEGORY
        ? evidence.values(0, distance(baseline.table(), current.table())).build()
        : evidence.values(value(comparison, baseline), value(comparison, current)).build();
  }

  private static double value(Comparison comparison, Sample sample) {
    return comparison.metric().summary().of(sample.table());
  }

  /** Total variation: half of Σ |share in x − share in y|. */
  private static double distance(FrequencyTable x, FrequencyTable y) {
    double[] sum = {0};
    FrequencyTable.forEachPair(
        x,
        y,
        (category, inX, inY) ->
            sum[0] += Math.abs((double) inX / x.count() - (double) inY / y.count()));
    return Math.min(1, sum[0] / 2);
  }
}
