package io.drift4j.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Lists that were written down before the first run: a line of parts for each of their entries. */
final class ListedLines {

  private ListedLines() {}

  /** Reads those of a list beside this class that are no comments, each of so many parts. */
  static <T> List<T> read(String list, int parts, Function<List<String>, T> line) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ListedLines.class.getResourceAsStream(list)),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(text -> !text.isBlank() && !text.startsWith("#"))
          .map(text -> line.apply(parts(list, text, parts)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> parts(String list, String text, int number) {
    List<String> parts = Arrays.stream(text.split("\\|")).map(String::strip).toList();
    if (parts.size() != number) {
      throw new IllegalArgumentException(list + " has a line of other parts: " + text);
    }
    return parts;
  }
}
