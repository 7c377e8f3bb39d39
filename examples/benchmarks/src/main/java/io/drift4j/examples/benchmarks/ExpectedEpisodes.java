package io.drift4j.examples.benchmarks;

import io.drift4j.Episode;
import io.drift4j.Segment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The changes of real data, with their months, as they were written down before the first run. */
final class ExpectedEpisodes {

  private final List<Line> lines;

  /** A line of the list. */
  record Line(
      String run, String segment, String direction, YearMonth began, String word, String cause) {

    static Line parse(String text) {
      List<String> parts = Arrays.stream(text.split("\\|")).map(String::strip).toList();
      if (parts.size() != 6) {
        throw new IllegalArgumentException(
            "the list of episodes has a line of other parts: " + text);
      }
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
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ExpectedEpisodes.class.getResourceAsStream("expected-episodes.txt")),
                StandardCharsets.UTF_8))) {
      return new ExpectedEpisodes(
          reader
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::parse)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
