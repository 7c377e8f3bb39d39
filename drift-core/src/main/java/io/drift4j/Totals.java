package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What was read for the measures of a definition, in its days. Each measure sees the same records,
 * so a number is that of the measure that saw most, and none is counted twice.
 */
final class Totals {

  private final List<DailyTally> tallies;
  private final LocalDate firstDay;
  private final int[] days; // of the definition, in days since the first of the request
  private final WindowPair windows;

  Totals(List<DailyTally> tallies, LocalDate firstDay, int[] days, WindowPair windows) {
    this.tallies = tallies;
    this.firstDay = firstDay;
    this.days = days;
    this.windows = windows;
  }

  long read() {
    return most(
        tally ->
            sum(
                LongStream.concat(
                    IntStream.of(days).mapToLong(tally::read),
                    Arrays.stream(Defect.values()).mapToLong(tally::placeless))));
  }

  long usableInBaseline() {
    return usable(windows.baseline());
  }

  long usableInCurrent() {
    return usable(windows.current());
  }

  private long usable(Window window) {
    long begin = window.startInclusive().toEpochDay() - firstDay.toEpochDay();
    long end = begin + window.days();
    return most(
        tally ->
            sum(
                IntStream.of(days)
                    .filter(day -> day >= begin && day < end)
                    .mapToLong(tally::usable)));
  }

  Map<Defect, Long> defects() {
    Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    for (Defect defect : Defect.values()) {
      defects.put(defect, most(tally -> tally.hasLeftOut(defect) ? leftOut(tally, defect) : 0));
    }
    return defects;
  }

  private long leftOut(DailyTally tally, Defect defect) {
    return sum(
        LongStream.concat(
            IntStream.of(days).mapToLong(day -> tally.leftOut(day, defect)),
            LongStream.of(tally.placeless(defect))));
  }

  @Nullable LocalDate newestRecordDay() {
    OptionalInt newest =
        IntStream.of(days)
            .filter(day -> tallies.stream().anyMatch(tally -> tally.read(day) > 0))
            .max();
    return newest.isPresent() ? firstDay.plusDays(newest.getAsInt()) : null;
  }

  @Nullable LocalDate newestEventDay() {
    long newest =
        tallies.stream()
            .flatMapToLong(tally -> IntStream.of(days).mapToLong(tally::newestEvent))
            .max()
            .orElse(DailyTally.NO_DAY);
    return newest == DailyTally.NO_DAY ? null : LocalDate.ofEpochDay(newest);
  }

  /** Why nothing came of what was read, for people: {@code 6,000 have an unknown outcome}. */
  String reasons() {
    List<String> reasons = new ArrayList<>();
    defects().forEach((defect, count) -> add(reasons, count, defect.words()));
    add(reasons, usableInBaseline() + usableInCurrent(), "are open or count in no metric");
    return String.join(", ", reasons);
  }

  private static void add(List<String> reasons, long count, String what) {
    if (count > 0) {
      reasons.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }

  private static long sum(LongStream counts) {
    try {
      return counts.reduce(0, Math::addExact);
    } catch (ArithmeticException e) {
      throw new DriftException("the source told of more records than a long can count", e);
    }
  }

  private long most(ToLongFunction<DailyTally> number) {
    return tallies.stream().mapToLong(number).max().orElse(0);
  }
}
