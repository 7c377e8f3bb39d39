package io.drift4j;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The days of one window of a view, the same for every segment. */
final class SampleDays {

  private final Window window;
  private final SortedSet<LocalDate> leftOut;
  private final int begin; // in days since the first of the request
  private final boolean[] wanted;

  SampleDays(CountRequest request, Window window, SortedSet<LocalDate> leftOut) {
    this.window = window;
    this.leftOut = leftOut;
    this.begin = offset(request, window.startInclusive());
    this.wanted = new boolean[begin + Math.toIntExact(window.days())];
    Arrays.fill(wanted, begin, wanted.length, true);
    leftOut.forEach(day -> wanted[offset(request, day)] = false);
  }

  private SampleDays(SampleDays some, SampleDays later) {
    this.window = new Window(some.window.startInclusive(), later.window.endExclusive());
    this.leftOut = new TreeSet<>(some.leftOut);
    leftOut.addAll(later.leftOut);
    this.begin = some.begin;
    this.wanted = later.wanted.clone();
    for (int day = begin; day < some.wanted.length; day++) {
      wanted[day] |= some.wanted[day];
    }
  }

  /** These days and later ones. */
  SampleDays with(SampleDays later) {
    return new SampleDays(this, later);
  }

  private static int offset(CountRequest request, LocalDate day) {
    return Math.toIntExact(day.toEpochDay() - request.span().startInclusive().toEpochDay());
  }

  Window window() {
    return window;
  }

  /** Days of the window whose records are left out. */
  SortedSet<LocalDate> leftOut() {
    return leftOut;
  }

  /** Whether a day since the first of the request is one of them. */
  boolean contains(int day) {
    return day < wanted.length && wanted[day];
  }

  /** The first day of the window, in days since the first of the request. */
  int begin() {
    return begin;
  }

  /** How many days there are from the first of the request to the last of the window. */
  int end() {
    return wanted.length;
  }
}
