package io.drift4j.stats;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * The days of a triangle at the first ages: how many cases had an event and how many were at risk,
 * day by day and added up over the days of each stratum, which are those with the same remainder by
 * a period.
 *
 * <p>As it was when {@code DriftPolicy.controlled()} was begun; kept to compare with.
 */
final class FrozenStratifiedDays {

  private final int period;
  private final long[] days; // ascending
  private final long[][] events;
  private final long[][] atRisk;
  private final long[][] stratumEvents;
  private final long[][] stratumAtRisk;

  FrozenStratifiedDays(DevelopmentTriangle sample, int ages, LongPredicate isEvent, int period) {
    this.period = period;
    days = sample.submissionDays();
    events = new long[days.length][];
    atRisk = new long[days.length][];
    stratumEvents = new long[period][ages];
    stratumAtRisk = new long[period][ages];
    int[] size = {0};
    sample.forEach(ages, isEvent, (day, d, r) -> add(size[0]++, d, r));
  }

  private void add(int j, long[] d, long[] r) {
    events[j] = d;
    atRisk[j] = r;
    int s = stratum(j);
    for (int u = 0; u < d.length; u++) {
      stratumEvents[s][u] += d[u];
      stratumAtRisk[s][u] += r[u];
    }
  }

  /** How many days have cases; they are numbered from 0. */
  int size() {
    return days.length;
  }

  long day(int j) {
    return days[j];
  }

  /** From the first to the last day, whether or not those between have cases. */
  int span() {
    return (int) (days[days.length - 1] - days[0]) + 1;
  }

  int stratum(int j) {
    return (int) Math.floorMod(days[j], (long) period);
  }

  /** How many strata have cases. */
  long strata() {
    return Arrays.stream(stratumAtRisk).filter(atRisk -> atRisk[0] > 0).count();
  }

  /** Of a day at an age. */
  long events(int j, int u) {
    return events[j][u];
  }

  /** Of a day at an age. */
  long atRisk(int j, int u) {
    return atRisk[j][u];
  }

  /** Of a stratum at an age. */
  long stratumEvents(int s, int u) {
    return stratumEvents[s][u];
  }

  /** Of a stratum at an age. */
  long stratumAtRisk(int s, int u) {
    return stratumAtRisk[s][u];
  }
}
