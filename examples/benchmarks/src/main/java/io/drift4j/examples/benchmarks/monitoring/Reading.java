package io.drift4j.examples.benchmarks.monitoring;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Views of a stream that are one family: the smallest p of all of them counts. */
enum Reading {
  /** A proportion through one view. */
  ONE(false, NightlyView.BY_30),
  /** A proportion through its best views. */
  DENIALS(false, NightlyView.BY_30, NightlyView.BY_60, NightlyView.FAST),
  /** A time. */
  TIMES(true, NightlyView.TIME);

  /** Whether it is of times. */
  final boolean isOfTimes;

  final List<NightlyView> views;

  Reading(boolean isOfTimes, NightlyView... views) {
    this.isOfTimes = isOfTimes;
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
