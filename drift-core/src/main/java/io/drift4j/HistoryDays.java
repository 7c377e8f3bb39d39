package io.drift4j;

import io.drift4j.stats.DayAges;
import io.drift4j.stats.DayCategories;
import io.drift4j.stats.DayCounts;
import io.drift4j.stats.DayScores;

/** The days of a comparison as one stretch: the history, of which the baseline is part, and on. */
final class HistoryDays {

  /** A year of whole weeks: what dispersion is learned from, where there is so much. */
  static final int WANTED = 364;

  private final long first;
  private final int days;
  private final Window baseline;
  private final Window history;
  private final Window current;

  HistoryDays(Comparison comparison) {
    this.history = comparison.history().window();
    this.baseline = comparison.baseline().window();
    this.current = comparison.current().window();
    this.first = history.startInclusive().toEpochDay();
    this.days = Math.toIntExact(current.endExclusive().toEpochDay() - first);
  }

  /** The first day, since 1970. */
  long first() {
    return first;
  }

  /** How many days there are. */
  int size() {
    return days;
  }

  DayScores.Builder scores() {
    return DayScores.builder(first, days);
  }

  DayScores history(DayScores all) {
    return part(all, history);
  }

  DayScores baseline(DayScores all) {
    return part(all, baseline);
  }

  DayScores current(DayScores all) {
    return part(all, current);
  }

  private static DayScores part(DayScores all, Window window) {
    return all.part(window.startInclusive().toEpochDay(), window.endExclusive().toEpochDay());
  }

  DayCategories.Builder categories(int categories) {
    return DayCategories.builder(first, days, categories);
  }

  DayCategories history(DayCategories all) {
    return part(all, history);
  }

  DayCategories baseline(DayCategories all) {
    return part(all, baseline);
  }

  DayCategories current(DayCategories all) {
    return part(all, current);
  }

  private static DayCategories part(DayCategories all, Window window) {
    return all.part(window.startInclusive().toEpochDay(), window.endExclusive().toEpochDay());
  }

  DayCounts.Builder counts() {
    return DayCounts.builder(first, days);
  }

  DayCounts history(DayCounts all) {
    return part(all, history);
  }

  DayCounts baseline(DayCounts all) {
    return part(all, baseline);
  }

  DayCounts current(DayCounts all) {
    return part(all, current);
  }

  private static DayCounts part(DayCounts all, Window window) {
    return all.part(window.startInclusive().toEpochDay(), window.endExclusive().toEpochDay());
  }

  DayAges part(DayAges all, Window window) {
    return all.part(window.startInclusive().toEpochDay(), window.endExclusive().toEpochDay());
  }

  long inBaseline(long[] byDay) {
    return sum(byDay, baseline);
  }

  long inCurrent(long[] byDay) {
    return sum(byDay, current);
  }

  private long sum(long[] byDay, Window window) {
    long sum = 0;
    int end = place(window.endExclusive().toEpochDay());
    for (int day = place(window.startInclusive().toEpochDay()); day < end; day++) {
      sum += byDay[day];
    }
    return sum;
  }

  int place(long day) {
    return Math.toIntExact(day - first);
  }
}
