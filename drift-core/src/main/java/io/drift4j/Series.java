package io.drift4j;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that a picture of an event is drawn from: events and records of each day or week, the
 * share decided by each age, quantiles of amounts. It is kept as a compact text, {@link #toString},
 * which {@link #parse} reads.
 *
 * <p>Each column has as many numbers as the others. Immutable.
 */
public final class Series implements SeriesProperties {

  /** What a place in the columns stands for. */
  public enum Axis {
    /** So many days from the {@link #first} on. */
    DAYS,
    /** Ages, from 0 on. */
    AGES,
    /** Shares of a distribution, from the first to the last, evenly. */
    QUANTILES
  }

  /** Where there is no first day. */
  private static final String NONE = "-";

  private final Axis axis;
  private final @Nullable LocalDate first;
  private final int step;
  private final SortedMap<String, double[]> columns;

  private Series(
      Axis axis, @Nullable LocalDate first, int step, SortedMap<String, double[]> columns) {
    this.axis = axis;
    this.first = first;
    this.step = step;
    this.columns = columns;
  }

  /**
   * Returns a series of days.
   *
   * @param first the first day
   * @param step how many days each number is of
   * @return the series, without columns
   * @throws IllegalArgumentException if the step is not positive
   */
  public static Series ofDays(LocalDate first, int step) {
    return empty(Axis.DAYS, Objects.requireNonNull(first), step);
  }

  /**
   * Returns a series of ages.
   *
   * @param step how many ages each number is of
   * @return the series, without columns
   * @throws IllegalArgumentException if the step is not positive
   */
  public static Series ofAges(int step) {
    return empty(Axis.AGES, null, step);
  }

  /**
   * Returns a series of quantiles.
   *
   * @return the series, without columns
   */
  public static Series ofQuantiles() {
    return empty(Axis.QUANTILES, null, 1);
  }

  private static Series empty(Axis axis, @Nullable LocalDate first, int step) {
    Evidence.require("step of a series", "1 or more", step >= 1, step);
    return new Series(axis, first, step, new TreeMap<>());
  }

  /**
   * Returns this series with a column.
   *
   * @param name what the numbers are
   * @param numbers finite numbers, as many as other columns have
   * @return the changed series
   * @throws IllegalArgumentException if that is no name, the column is there, or the numbers are of
   *     another length or not finite
   */
  public Series with(String name, double... numbers) {
    Names.require("column", name);
    if (columns.containsKey(name) || (!columns.isEmpty() && numbers.length != size())) {
      throw new IllegalArgumentException(
          "column " + name + " of a series must be new and have " + size() + " numbers");
    }
    SortedMap<String, double[]> more = new TreeMap<>(columns);
    more.put(name, plain(name, numbers));
    return new Series(axis, first, step, more);
  }

  private static double[] plain(String name, double[] numbers) {
    double[] plain = new double[numbers.length];
    for (int i = 0; i < plain.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        Evidence.require("column " + name, "of finite numbers", false, Arrays.toString(numbers));
      }
      plain[i] = Evidence.plain(numbers[i]);
    }
    return plain;
  }

  /**
   * Returns what a place in the columns stands for.
   *
   * @return the axis
   */
  @Override
  public Axis axis() {
    return axis;
  }

  /**
   * Returns the first day.
   *
   * @return the day, {@code null} unless the axis is {@link Axis#DAYS}
   */
  @Override
  public @Nullable LocalDate first() {
    return first;
  }

  /**
   * Returns how many days or ages each number is of.
   *
   * @return the step, 1 or more
   */
  @Override
  public int step() {
    return step;
  }

  /**
   * Returns the names of the columns.
   *
   * @return the names, sorted
   */
  @Override
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /**
   * Returns how many numbers each column has.
   *
   * @return the number, 0 without columns
   */
  public int size() {
    return columns.isEmpty() ? 0 : Objects.requireNonNull(columns.get(columns.firstKey())).length;
  }

  /**
   * Returns the numbers of a column.
   *
   * @param name its name
   * @return a copy of its numbers
   * @throws IllegalArgumentException if there is no such column
   */
  @Override
  public double[] column(String name) {
    double[] numbers = columns.get(name);
    if (numbers == null) {
      throw new IllegalArgumentException("series has columns " + names() + ", not " + name);
    }
    return numbers.clone();
  }

  /**
   * Reads the text of a series.
   *
   * @param text what {@link #toString} gave
   * @return the series
   * @throws IllegalArgumentException if it is no such text
   */
  public static Series parse(String text) {
    try {
      String[] parts = text.split(" ", -1);
      Axis axis = Axis.valueOf(parts[0]);
      boolean hasDays = axis == Axis.DAYS;
      if (parts[1].equals(NONE) == hasDays) {
        throw new IllegalArgumentException("only days have a first day");
      }
      Series series =
          empty(axis, hasDays ? LocalDate.parse(parts[1]) : null, Integer.parseInt(parts[2]));
      for (String column : Arrays.asList(parts).subList(3, parts.length)) {
        int equals = column.indexOf('=');
        series = series.with(column.substring(0, equals), numbers(column.substring(equals + 1)));
      }
      return series;
    } catch (IndexOutOfBoundsException | DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException("series must be as Series.toString writes it", e);
    }
  }

  private static double[] numbers(String list) {
    return list.isEmpty()
        ? new double[0]
        : Arrays.stream(list.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series && toString().equals(series.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** Returns axis, first day, step and columns; whole numbers without a fraction. */
  @Override
  public String toString() {
    List<String> parts =
        new ArrayList<>(List.of(axis.name(), first == null ? NONE : first.toString(), "" + step));
    for (Map.Entry<String, double[]> column : Collections.unmodifiableMap(columns).entrySet()) {
      parts.add(
          column.getKey()
              + "="
              + Arrays.stream(column.getValue())
                  .mapToObj(Series::text)
                  .collect(Collectors.joining(",")));
    }
    return String.join(" ", parts);
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
