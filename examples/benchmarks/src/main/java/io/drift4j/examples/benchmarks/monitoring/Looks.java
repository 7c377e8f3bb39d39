package io.drift4j.examples.benchmarks.monitoring;

import java.util.Collection;
import java.util.List;

/** How many looks a year is worth, as the library has it (its {@code YearlyLooks}). */
final class Looks {

  private Looks() {}

  /** Of every night. */
  static double of(Collection<NightlyView> views) {
    return of(views, Rhythm.NIGHTLY);
  }

  /** As nightly where nobody says that it is looked less often. */
  static double of(Collection<NightlyView> views, Rhythm rhythm) {
    boolean isWeekly = rhythm == Rhythm.WEEKLY;
    if (List.copyOf(views).equals(List.of(NightlyView.TIME))) {
      return isWeekly ? 170 : 300;
    }
    return views.size() == 1 ? isWeekly ? 280 : 500 : isWeekly ? 450 : 1_000;
  }
}
