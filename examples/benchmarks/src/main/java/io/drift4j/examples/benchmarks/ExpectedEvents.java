package io.drift4j.examples.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The events that may be reported of real data, as they were written down before the first run. */
final class ExpectedEvents {

  private final List<Line> lines;

  /** A line of the list. */
  record Line(String run, String segment, String direction, String word, String cause) {

    static Line parse(String text) {
      List<String> parts = Arrays.stream(text.split("\\|")).map(String::strip).toList();
      if (parts.size() != 5) {
        throw new IllegalArgumentException("the list of events has a line of other parts: " + text);
      }
      return new Line(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    }

    boolean isOf(String name, String trend) {
      return direction.equals(trend) && (segment.equals("*") || segment.equals(name));
    }
  }

  private ExpectedEvents(List<Line> lines) {
    this.lines = lines;
  }

  static ExpectedEvents read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ExpectedEvents.class.getResourceAsStream("expected-events.txt")),
                StandardCharsets.UTF_8))) {
      return new ExpectedEvents(
          reader
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::parse)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Line> of(String run, String word) {
    return lines.stream().filter(line -> line.run.equals(run) && line.word.equals(word)).toList();
  }

  /** What the list says of something that was reported. */
  String says(String run, String name, String direction) {
    return lines.stream()
        .filter(line -> line.run.equals(run) && line.isOf(name, direction))
        .findFirst()
        .map(line -> line.word + ": " + line.cause)
        .orElse("NOT LISTED");
  }
}
