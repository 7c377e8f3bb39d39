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
