package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.examples.benchmarks.grid.GridResult;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What was measured in a cell: lists of whole numbers by name.
 *
 * @param cell the cell
 * @param values the numbers
 */
record Measured(String cell, SortedMap<String, long[]> values) implements GridResult {

  private static final long[] NOTHING = {};

  static Measured of(String cell) {
    return new Measured(cell, new TreeMap<>());
  }

  /** Adds numbers to those of a name. */
  void append(String name, long... more) {
    values.merge(
        name,
        more,
        (before, after) ->
            LongStream.concat(Arrays.stream(before), Arrays.stream(after)).toArray());
  }

  /** Adds numbers to those of a name, each to that in its place. */
  void addUp(String name, long[] more) {
    values.merge(
        name,
        more,
        (before, after) -> {
          long[] sums = before.clone();
          Arrays.setAll(sums, i -> before[i] + after[i]);
          return sums;
        });
  }

  /** None where nothing was measured. */
  long[] get(String name) {
    return values.getOrDefault(name, NOTHING);
  }

  @Override
  public String line() {
    return cell
        + "\t"
        + values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
            .collect(Collectors.joining("\t"));
  }

  private static String text(long[] numbers) {
    return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(","));
  }

  static Measured parse(String line) {
    String[] fields = line.split("\t", -1);
    Measured measured = of(fields[0]);
    for (int i = 1; i < fields.length; i++) {
      int sign = fields[i].lastIndexOf('=');
      String numbers = fields[i].substring(sign + 1);
      measured.append(
          fields[i].substring(0, sign),
          numbers.isEmpty()
              ? NOTHING
              : Arrays.stream(numbers.split(",", -1)).mapToLong(Long::parseLong).toArray());
    }
    return measured;
  }
}
