package io.drift4j.examples.benchmarks.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Views of a stream that are one family: the smallest p of all of them counts. */
enum Reading {
  /** A proportion through one view. */
  ONE(NightlyView.BY_30),
  /** A proportion through its best views. */
  DENIALS(NightlyView.BY_30, NightlyView.BY_60, NightlyView.FAST),
  /** A time. */
  TIMES(NightlyView.TIME);

  @SuppressWarnings("ImmutableEnumChecker") // it is: of enums, by List.of
  final List<NightlyView> views;

  Reading(NightlyView... views) {
    this.views = List.of(views);
  }

  /** The smallest ln p of each night. */
  double[] smallest(Map<NightlyView, double[]> nights) {
    double[] smallest = new double[Objects.requireNonNull(nights.get(views.get(0))).length];
    for (NightlyView view : views) {
      double[] of = Objects.requireNonNull(nights.get(view));
      for (int i = 0; i < smallest.length; i++) {
        smallest[i] = Math.min(smallest[i], of[i]);
      }
    }
    return smallest;
  }
}
