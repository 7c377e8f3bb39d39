package io.drift4j;

import io.drift4j.stats.Adjustment;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is set of a {@link ControlledPolicy}. */
record ControlledSettings(
    int minimumVolume,
    Adjustment adjustment,
    double level,
    boolean familyByFirstDimension,
    double timeRatio,
    List<Integer> ages,
    boolean decidedRowsOnly) {

  /** A relative change of a share counts only together with so much. */
  static final double ONE_POINT = 0.01;

  static ControlledSettings defaults() {
    return new ControlledSettings(
        30, Adjustment.BENJAMINI_HOCHBERG, 0.05, false, 1.25, List.of(30, 60), false);
  }

  ControlledSettings withMinimumVolume(int records) {
    return new ControlledSettings(
        records, adjustment, level, familyByFirstDimension, timeRatio, ages, decidedRowsOnly);
  }

  ControlledSettings withAdjustment(Adjustment other, double otherLevel) {
    return new ControlledSettings(
        minimumVolume, other, otherLevel, false, timeRatio, ages, decidedRowsOnly);
  }

  ControlledSettings withFamilyByFirstDimension() {
    return new ControlledSettings(
        minimumVolume,
        Adjustment.BENJAMINI_HOCHBERG,
        level,
        true,
        timeRatio,
        ages,
        decidedRowsOnly);
  }

  ControlledSettings withTimeRatio(double ratio) {
    return new ControlledSettings(
        minimumVolume, adjustment, level, familyByFirstDimension, ratio, ages, decidedRowsOnly);
  }

  ControlledSettings withAges(List<Integer> days) {
    return new ControlledSettings(
        minimumVolume, adjustment, level, familyByFirstDimension, timeRatio, days, decidedRowsOnly);
  }

  ControlledSettings withDecidedRowsOnly() {
    return new ControlledSettings(
        minimumVolume, adjustment, level, familyByFirstDimension, timeRatio, ages, true);
  }

  double volumeScore(Evidence evidence) {
    double records = (double) evidence.baselineSize() + evidence.currentSize();
    return Math.min(records / (minimumVolume * 4.0), 1);
  }

  /** How large a change from a baseline may be that does not matter, in either direction. */
  double margin(Metric metric, double baseline) {
    double before = Math.abs(baseline);
    Threshold threshold = metric.threshold();
    return switch (metric.kind()) {
      case PROPORTION ->
          Math.min(threshold.absolute(), Math.max(ONE_POINT, threshold.relative() * before));
      case CATEGORY -> threshold.absolute();
      case TIME -> before - before / timeRatio;
      case AMOUNT, COUNT -> threshold.least(before);
    };
  }

  /**
   * The smallest change that matters: of times to longer ones unless only shorter ones are bad, and
   * of nothing by no share of it.
   */
  double leastThatMatters(Metric metric, double baseline) {
    boolean isTime = metric.kind() == Metric.Kind.TIME;
    if (isTime && metric.direction() != Direction.DOWN_IS_WORSE) {
      return (timeRatio - 1) * baseline;
    }
    return isTime || baseline > 0 ? margin(metric, baseline) : metric.threshold().absolute();
  }

  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("minimum-volume", Integer.toString(minimumVolume));
    texts.put("adjustment", adjustment.name());
    texts.put("level", Double.toHexString(level));
    texts.put("family-by-first-dimension", Boolean.toString(familyByFirstDimension));
    texts.put("time-ratio", Double.toHexString(timeRatio));
    texts.put("ages", ages.stream().map(String::valueOf).collect(Collectors.joining(",")));
    texts.put("decided-rows-only", Boolean.toString(decidedRowsOnly));
    return texts;
  }
}
