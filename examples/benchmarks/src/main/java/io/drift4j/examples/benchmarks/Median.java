package io.drift4j.examples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is printed of several measurements. */
final class Median {

  private Median() {}

  static double of(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  /** Pair by pair, so that a machine that slows down on the way does not count. */
  static double ofRatios(List<Double> these, List<Double> those) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < these.size(); i++) {
      ratios.add(these.get(i) / those.get(i));
    }
    return of(ratios);
  }
}
