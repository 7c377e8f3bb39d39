package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read for all measures of a run. Each measure sees the same records, so a number is that
 * of the measure that saw most, and none is counted twice.
 */
final class Tallies {

  private final List<Tally> byMeasure;

  Tallies(int measures, int windows) {
    this.byMeasure = Stream.generate(() -> new Tally(windows)).limit(measures).toList();
  }

  Tally of(int measure) {
    return byMeasure.get(measure);
  }

  long read() {
    return most(Tally::read);
  }

  long usable(int window) {
    return most(tally -> tally.usable(window));
  }

  Map<Defect, Long> defects() {
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      defects.put(defect, most(tally -> tally.leftOut(defect)));
    }
    return defects;
  }

  @Nullable LocalDate newestRecordDay() {
    return newest(Tally::newestRecordDay);
  }

  @Nullable LocalDate newestEventDay() {
    return newest(Tally::newestEventDay);
  }

  /** Why nothing came of what was read, for people: {@code 6,000 have an unknown outcome}. */
  String reasons() {
    List<String> reasons = new ArrayList<>();
    defects().forEach((defect, count) -> add(reasons, count, defect));
    add(reasons, usable(0) + usable(1), "are open or count in no metric");
    return String.join(", ", reasons);
  }

  private static void add(List<String> reasons, long count, Object what) {
    if (count > 0) {
      reasons.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }

  private long most(ToLongFunction<Tally> number) {
    return byMeasure.stream().mapToLong(number).max().orElse(0);
  }

  private @Nullable LocalDate newest(Function<Tally, @Nullable LocalDate> day) {
    LocalDate newest = null;
    for (Tally tally : byMeasure) {
      newest = Tally.newest(newest, day.apply(tally));
    }
    return newest;
  }
}
