package io.drift4j.jdbc;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lists as texts of a column. None is the empty text. A name has neither a comma nor an equals
 * sign, a line no line end.
 */
final class Texts {

  private Texts() {}

  /** Such as {@code fast,slow}. */
  static String ofNames(List<String> names) {
    return String.join(",", names);
  }

  static List<String> names(String text) {
    return parts(text, ",");
  }

  static String ofLines(List<String> lines) {
    return String.join("\n", lines);
  }

  static List<String> lines(String text) {
    return parts(text, "\n");
  }

  /** Such as {@code expected=12,share=0.75}. */
  static String ofFigures(SortedMap<String, Double> figures) {
    return figures.entrySet().stream()
        .map(figure -> figure.getKey() + "=" + number(figure.getValue()))
        .collect(Collectors.joining(","));
  }

  /** Whole ones without a fraction, as long as they are exact. */
  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  static Map<String, Double> figures(String text) {
    Map<String, Double> figures = new TreeMap<>();
    for (String figure : names(text)) {
      int equals = figure.indexOf('=');
      figures.put(figure.substring(0, equals), Double.valueOf(figure.substring(equals + 1)));
    }
    return figures;
  }

  private static List<String> parts(String text, String separator) {
    return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
  }
}
