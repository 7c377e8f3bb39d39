package io.drift4j;

import io.drift4j.stats.DailyTables;
import io.drift4j.stats.DevelopmentTriangle;
import io.drift4j.stats.FrequencyTable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of a segment in one window, as a metric sees them: in which forms, a {@link Lens}
 * decides. Each is made when it is asked for first.
 *
 * <p>A sample depends on the records alone: not on their order, nor on whether they came one by one
 * or counted. It is good while its lens looks at it, and is used by one thread.
 */
public final class Sample {

  /** The outcome in a {@link #triangle} of records whose observation is 1: the event. */
  public static final int EVENT = 1;

  /** The outcome in a {@link #triangle} of records that ended otherwise and count. */
  public static final int OTHER = 0;

  /** The outcome in a {@link #triangle} of records that ended and that the metric leaves out. */
  public static final int LEFT_OUT = -1;

  private final SampleCells cells;
  private @Nullable FrequencyTable table;
  private @Nullable DailyTables daily;
  private @Nullable DevelopmentTriangle triangle;
  private long @Nullable [] sizes;

  Sample(SampleCells cells) {
    this.cells = cells;
  }

  /**
   * Returns the window.
   *
   * @return the days by which the records are in this sample
   */
  public Window window() {
    return cells.window();
  }

  /**
   * Returns the day on whose morning the sample is as it is: no event of that day or a later one is
   * in it.
   *
   * @return the as-of day, or {@code null} if events of later days are told too
   */
  public @Nullable LocalDate knownUntil() {
    return cells.knownUntil();
  }

  /**
   * Returns the days whose records are left out, as the definition says.
   *
   * @return those of its days that lie in the window
   */
  public SortedSet<LocalDate> daysLeftOut() {
    return cells.daysLeftOut();
  }

  /**
   * Returns the number of observations: of the records that the metric does not leave out. Of a
   * count it is the number of records, whereas its {@link #table} has an entry for each day.
   *
   * @return how many there are
   */
  public long size() {
    return sizes()[0];
  }

  /**
   * Returns the number of records that are open: whose event has not happened, or whose amount or
   * category is not known.
   *
   * @return how many there are
   */
  public long open() {
    return sizes()[1];
  }

  /** The first day with records, since 1970; nothing if none has. */
  OptionalLong firstDay() {
    return cells.firstDay();
  }

  /** The number of records that are not open, those too which the metric leaves out. */
  long ended() {
    return sizes()[2];
  }

  private long[] sizes() {
    if (sizes == null) {
      long[] counted = new long[3];
      cells.forEach(
          (day, open, value, observed, count) -> {
            counted[0] = Math.addExact(counted[0], observed == SampleCells.NOTHING ? 0 : count);
            counted[open ? 1 : 2] = Math.addExact(counted[open ? 1 : 2], count);
          });
      sizes = counted;
    }
    return sizes;
  }

  /**
   * Returns the observations: 1 and 0, times, amounts; positions in {@link #categories} of a
   * category; of a count, the number of records of each day of the window, days without any
   * included.
   *
   * @return their table
   */
  public FrequencyTable table() {
    if (table == null) {
      table = cells.isCount() ? cells.recordsPerDay() : observations();
    }
    return table;
  }

  private FrequencyTable observations() {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    cells.forEach(
        (day, open, value, observed, count) -> {
          if (observed != SampleCells.NOTHING) {
            builder.add(observed, count);
          }
        });
    return builder.build();
  }

  /**
   * Returns the observations by the day that puts them into the window; of a count, each record is
   * a 1 of its day.
   *
   * @return their tables
   */
  public DailyTables daily() {
    if (daily == null) {
      DailyTables.Builder builder = DailyTables.builder();
      cells.forEach(
          (day, open, value, observed, count) -> {
            if (observed != SampleCells.NOTHING) {
              builder.add(day, observed, count);
            }
          });
      daily = builder.build();
    }
    return daily;
  }

  /**
   * Returns how the records of each day develop with their age, in units of the measure: those that
   * ended with {@link #EVENT}, {@link #OTHER} or {@link #LEFT_OUT}, and the open ones with the last
   * age at which they were seen to be open. Of a metric of time, every ended record that it does
   * not leave out is an event.
   *
   * @return the triangle
   * @throws IllegalStateException if the measure is none of time
   */
  public DevelopmentTriangle triangle() {
    if (triangle == null) {
      DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
      forEachAge(
          new DevelopmentTriangle.CellVisitor() {
            @Override
            public void visit(long day, int age, int outcome, long count) {
              builder.add(day, age, outcome, count);
            }

            @Override
            public void visitOpen(long day, int age, long count) {
              builder.addOpen(day, age, count);
            }
          });
      triangle = builder.build();
    }
    return triangle;
  }

  /** Receives observations. */
  @FunctionalInterface
  public interface ObservationVisitor {
    /**
     * Visits observations of one day.
     *
     * @param day the day that puts them into the window, since 1970
     * @param value the value observed
     * @param count how many, at least 1
     */
    void visit(long day, long value, long count);
  }

  /**
   * Visits what {@link #daily} tables hold without making any: for lenses that count into arrays.
   * Observations come in any order, and the same may come in parts.
   *
   * @param visitor receives the observations
   */
  public void forEachObservation(ObservationVisitor visitor) {
    cells.forEach(
        (day, open, value, observed, count) -> {
          if (observed != SampleCells.NOTHING) {
            visitor.visit(day, observed, count);
          }
        });
  }

  /**
   * Visits what a {@link #triangle} holds without making one: for lenses that count into arrays.
   * Cells come in any order, and the same cell may come in parts.
   *
   * @param visitor receives the cells
   * @throws IllegalStateException if the measure is none of time
   */
  public void forEachAge(DevelopmentTriangle.CellVisitor visitor) {
    requireAges();
    cells.forEachAge(visitor);
  }

  private void requireAges() {
    if (!cells.hasAges()) {
      throw new IllegalStateException(
          "metric " + cells.metric() + " has no ages; its measure is none of time");
    }
  }

  /**
   * Returns the categories of both samples of a comparison, and of its history where the lens wants
   * to see one.
   *
   * @return their texts by code point, empty unless the metric is one of categories
   */
  public List<String> categories() {
    return cells.categories();
  }

  /** What the records of each day had come to by an age, over a stretch that holds the window. */
  AgedDayCounts aged(HistoryDays stretch, int tooOld) {
    requireAges();
    return cells.aged(stretch.first(), stretch.size(), tooOld);
  }

  /** This sample and that of a later window of the same segment, visited in one go. */
  Sample with(Sample later) {
    return new Sample(cells.with(later.cells));
  }

  /** The records of some strata only. */
  Sample among(Predicate<Segment> strata) {
    return new Sample(cells.among(strata));
  }

  /** Whether the definition has strata. */
  boolean hasStrata() {
    return cells.hasStrata();
  }

  /**
   * Returns the parts of this sample, by the values of the definition's strata.
   *
   * @return the sample of each stratum that has records; only one, without dimensions, where there
   *     are no strata
   */
  public SortedMap<Segment, Sample> strata() {
    SortedMap<Segment, Sample> strata = new TreeMap<>();
    cells.strata().forEach((stratum, part) -> strata.put(stratum, new Sample(part)));
    return Collections.unmodifiableSortedMap(strata);
  }
}
