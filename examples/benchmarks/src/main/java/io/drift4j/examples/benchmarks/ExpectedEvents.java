package io.drift4j.examples.benchmarks;

import java.util.List;

/** The events that may be reported of real data, as they were written down before the first run. */
final class ExpectedEvents {

  private final List<Line> lines;

  /** A line of the list. */
  record Line(String run, String segment, String direction, String word, String cause) {

    static Line of(List<String> parts) {
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
    return new ExpectedEvents(ListedLines.read("expected-events.txt", 5, Line::of));
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
