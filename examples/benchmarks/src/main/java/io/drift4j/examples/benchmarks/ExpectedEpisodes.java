package io.drift4j.examples.benchmarks;

import io.drift4j.Episode;
import io.drift4j.Segment;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;

/** The changes of real data, with their months, as they were written down before the first run. */
final class ExpectedEpisodes {

  private final List<Line> lines;

  /** A line of the list. */
  record Line(
      String run, String segment, String direction, YearMonth began, String word, String cause) {

    static Line of(List<String> parts) {
      return new Line(
          parts.get(0),
          parts.get(1),
          parts.get(2),
          YearMonth.parse(parts.get(3)),
          parts.get(4),
          parts.get(5));
    }

    boolean isOf(Episode episode) {
      return isOfStream(episode) && YearMonth.from(episode.opening().began().day()).equals(began);
    }

    /** Of its segment and direction, whenever it began. */
    boolean isOfStream(Episode episode) {
      return (segment.equals("*") || segment.equals(name(episode.segment())))
          && direction.equals(ExpectedEpisodes.direction(episode));
    }
  }

  private ExpectedEpisodes(List<Line> lines) {
    this.lines = lines;
  }

  static ExpectedEpisodes read() {
    return new ExpectedEpisodes(ListedLines.read("expected-episodes.txt", 6, Line::of));
  }

  /** What had to be found in a run. */
  List<Line> musts(String run) {
    return lines.stream().filter(line -> line.run.equals(run) && line.word.equals("must")).toList();
  }

  /** What the list says of an episode of a run. */
  String says(String run, Episode episode) {
    return lines.stream()
        .filter(line -> line.run.equals(run) && line.isOf(episode))
        .findFirst()
        .map(line -> line.word + ": " + line.cause)
        .orElse("NOT LISTED");
  }

  static String name(Segment segment) {
    String name =
        segment.values().stream()
            .map(value -> value == null ? "(none)" : value)
            .collect(Collectors.joining("/"));
    return name.isEmpty() ? "all" : name;
  }

  static String direction(Episode episode) {
    return episode.progress().told().delta() > 0 ? "up" : "down";
  }
}
