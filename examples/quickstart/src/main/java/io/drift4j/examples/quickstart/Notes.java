package io.drift4j.examples.quickstart;

import io.drift4j.Evidence;
import io.drift4j.RecordedVerdict;
import io.drift4j.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was noted of segments, whatever became of them: days on which they were closed, changes that
 * something else explains. What begins alike is said together, each note of a segment once.
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
    List<String> lines = new ArrayList<>();
    bySegment.forEach(
        (segment, notes) ->
            notes.forEach(
                (start, ends) -> lines.add(Names.of(segment) + ": " + start + joined(ends))));
    return lines;
  }

  private static String joined(SortedSet<String> ends) {
    List<String> last = ends.stream().skip(Math.max(0, ends.size() - MOST)).toList();
    String text = String.join(", ", last);
    return (text.isEmpty() ? "" : ": " + text)
        + (last.size() < ends.size() ? " (the last " + MOST + " of " + ends.size() + ")" : "");
  }
}
