package io.drift4j.examples.benchmarks;

import io.drift4j.Comparison;
import io.drift4j.Decision;
import io.drift4j.DriftPolicy;
import io.drift4j.Evidence;
import io.drift4j.Examination;
import io.drift4j.Lens;
import io.drift4j.Lookback;
import io.drift4j.Metric;
import io.drift4j.Sample;
import io.drift4j.Verdict;
import io.drift4j.View;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** Makes the tables that tests read, of both windows of every segment, and judges nothing. */
final class WindowTables implements DriftPolicy, Lens {

  @Override
  public String id() {
    return "window-tables";
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
    return List.of(new View("window", lookback, this));
  }

  @Override
  public Evidence look(Comparison comparison) {
    return Evidence.of(comparison)
        .sizes(decided(comparison.baseline()), decided(comparison.current()))
        .open(open(comparison.baseline()), open(comparison.current()))
        .values(0, 0)
        .build();
  }

  private static long decided(Sample sample) {
    return sample.daily().total().count();
  }

  private static long open(Sample sample) {
    return sample.triangle().count() - decided(sample);
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return examinations.stream()
        .map(seen -> Verdict.of(seen, Decision.UNREMARKABLE, seen.first()).build())
        .toList();
  }
}
