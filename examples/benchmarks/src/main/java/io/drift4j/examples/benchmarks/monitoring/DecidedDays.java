package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.stats.DayAges;
import java.util.Arrays;
import java.util.function.IntPredicate;

/** How many of each day's claims were decided at each age, denied or not, in primitive arrays. */
final class DecidedDays {

  private static final int MORE = 2;

  private final int[] ends; // by day
  private int[] ages = new int[1_024];
  private boolean[] denied = new boolean[1_024];
  private long[] counts = new long[1_024];
  private int size;

  DecidedDays(int days) {
    ends = new int[days];
  }

  /** Takes cells, ascending by day. */
  void add(int day, int age, boolean isDenied, long count) {
    if (size == ages.length) {
      ages = Arrays.copyOf(ages, MORE * size);
      denied = Arrays.copyOf(denied, MORE * size);
      counts = Arrays.copyOf(counts, MORE * size);
    }
    ages[size] = age;
    denied[size] = isDenied;
    counts[size++] = count;
    Arrays.fill(ends, day, ends.length, size);
  }

  private int begin(int day) {
    return day == 0 ? 0 : ends[day - 1];
  }

  /** Who of a day was denied at such ages. */
  long denied(int day, IntPredicate isSuch) {
    long sum = 0;
    for (int i = begin(day); i < ends[day]; i++) {
      sum += denied[i] && isSuch.test(ages[i]) ? counts[i] : 0;
    }
    return sum;
  }

  /** Counts events and who was at risk, by day and age, as if all ages were known. */
  void count(StreamYear year, int ages, boolean ofDenials, int[] events, int[] atRisk) {
    for (int day = 0; day < ends.length; day++) {
      int left = Math.toIntExact(year.submitted(day));
      int age = 0;
      for (int i = begin(day); i < ends[day]; i++) {
        for (; age < Math.min(ages, this.ages[i] + 1); age++) {
          atRisk[day * ages + age] = left;
        }
        left -= (int) counts[i];
        if (this.ages[i] < ages && (denied[i] || !ofDenials)) {
          events[day * ages + this.ages[i]] += (int) counts[i];
        }
      }
      Arrays.fill(atRisk, day * ages + Math.min(age, ages), (day + 1) * ages, left);
    }
  }

  /**
   * Counts a day as it was known.
   *
   * @param submitted how many claims it has
   * @param last the last age that is known
   * @param ofDenials whether denials are the events, and not all decisions
   */
  void count(
      DayAges.Builder into, long epochDay, int day, long submitted, int last, boolean ofDenials) {
    long open = submitted;
    for (int i = begin(day); i < ends[day]; i++) {
      if (ages[i] <= last) {
        into.add(epochDay, ages[i], denied[i] || !ofDenials, counts[i]);
        open -= counts[i];
      }
    }
    into.addOpen(epochDay, last, open);
  }
}
