package io.drift4j.examples.quickstart;

import io.drift4j.Evidence;
import io.drift4j.RecordedVerdict;
import io.drift4j.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was noted of segments, whatever became of them: days on which they were closed, changes that
 * something else explains. What begins alike is said together, and what is noted alike of many
 * segments once.
 */
final class Notes {

  private static final int MOST = 3;

  private final Map<Segment, Map<String, SortedSet<String>>> bySegment = new TreeMap<>();

  Notes(List<RecordedVerdict> verdicts) {
    for (RecordedVerdict verdict : verdicts) {
      for (Evidence evidence : verdict.evidence()) {
        evidence.notes().forEach(note -> add(verdict.segment(), note));
      }
    }
  }

  private void add(Segment segment, String note) {
    String[] parts = note.split(": ", 2);
    bySegment
        .computeIfAbsent(segment, first -> new TreeMap<>())
        .computeIfAbsent(parts[0], first -> new TreeSet<>())
        .add(parts.length == 1 ? "" : parts[1]);
  }

  List<String> lines() {
    Map<String, List<Segment>> byText = new LinkedHashMap<>();
    bySegment.forEach(
        (segment, notes) ->
            notes.forEach(
                (start, ends) ->
                    byText
                        .computeIfAbsent(start + joined(ends), first -> new ArrayList<>())
                        .add(segment)));
    return byText.entrySet().stream()
        .flatMap(entry -> lines(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Stream<String> lines(String text, List<Segment> segments) {
    return segments.size() > MOST
        ? Stream.of(segments.size() + " segments: " + text)
        : segments.stream().map(segment -> Names.of(segment) + ": " + text);
  }

  private static String joined(SortedSet<String> ends) {
    List<String> last = ends.stream().skip(Math.max(0, ends.size() - MOST)).toList();
    String text = String.join(", ", last);
    return (text.isEmpty() ? "" : ": " + text)
        + (last.size() < ends.size() ? " (the last " + MOST + " of " + ends.size() + ")" : "");
  }
}
