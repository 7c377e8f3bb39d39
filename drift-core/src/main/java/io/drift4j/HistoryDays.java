package io.drift4j;

import io.drift4j.stats.DayCategories;
import io.drift4j.stats.DayCounts;
import io.drift4j.stats.DayScores;
import io.drift4j.stats.DayStretch;
import java.util.function.IntToDoubleFunction;

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

  DayCategories.Builder categories(int categories) {
    return DayCategories.builder(first, days, categories);
  }

  DayCounts.Builder counts() {
    return DayCounts.builder(first, days);
  }

  <S extends DayStretch<S>> S history(S all) {
    return part(all, history);
  }

  <S extends DayStretch<S>> S baseline(S all) {
    return part(all, baseline);
  }

  <S extends DayStretch<S>> S current(S all) {
    return part(all, current);
  }

  private static <S extends DayStretch<S>> S part(S all, Window window) {
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

  double sumInBaseline(IntToDoubleFunction byDay) {
    return sum(byDay, baseline);
  }

  double sumInCurrent(IntToDoubleFunction byDay) {
    return sum(byDay, current);
  }

  private double sum(IntToDoubleFunction byDay, Window window) {
    double sum = 0;
    int end = place(window.endExclusive().toEpochDay());
    for (int day = place(window.startInclusive().toEpochDay()); day < end; day++) {
      sum += byDay.applyAsDouble(day);
    }
    return sum;
  }

  int place(long day) {
    return Math.toIntExact(day - first);
  }
}
