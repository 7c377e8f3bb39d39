package io.drift4j;

import java.util.List;

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
    if (comparison.metric().kind() == Metric.Kind.CATEGORY) {
      tellMix(new MixShift(baseline.table(), current.table(), 1), current.categories(), evidence);
    } else {
      evidence.values(value(comparison, baseline), value(comparison, current));
    }
    return evidence.build();
  }

  private static void tellMix(MixShift shift, List<String> categories, Evidence.Builder evidence) {
    evidence
        .values(0, shift.totalVariation())
        .effect(CategoryNotes.TOTAL_VARIATION, shift.totalVariation());
    shift.notes(categories).forEach(evidence::note);
  }

  private static double value(Comparison comparison, Sample sample) {
    return comparison.metric().summary().of(sample.table());
  }
}
