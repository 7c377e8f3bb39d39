package io.drift4j.examples.quickstart;

import io.drift4j.DriftEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was found of a segment, held against what is true of it.
 *
 * @param answer what that comes to
 * @param treatment what is true
 * @param change what was planted or reported, empty if neither
 */
record Truth(Answer answer, Treatment treatment, String change) {

  enum Answer {
    FOUND("planted, found"),
    MISSED("planted, MISSED"),
    FALSE_ALARM("FALSE ALARM"),
    SILENT("decoy, silent");

    private final String text;

    Answer(String text) {
      this.text = text;
    }
  }

  /** Each change that was planted or reported, and each decoy about which nothing was. */
  static List<Truth> of(
      List<Treatment> treatments, Collection<String> watched, List<DriftEvent> events) {
    return treatments.stream()
        .flatMap(treatment -> of(treatment, watched, events).stream())
        .sorted(Comparator.comparing(Truth::answer))
        .toList();
  }

  private static List<Truth> of(
      Treatment treatment, Collection<String> watched, List<DriftEvent> events) {
    SortedSet<String> planted = treatment.changes(watched);
    SortedSet<String> found = found(treatment, events);
    List<Truth> truths = new ArrayList<>();
    for (String change : planted) {
      Answer answer = found.contains(change) ? Answer.FOUND : Answer.MISSED;
      truths.add(new Truth(answer, treatment, change));
    }
    found.removeAll(planted);
    found.forEach(change -> truths.add(new Truth(Answer.FALSE_ALARM, treatment, change)));
    if (truths.isEmpty()) {
      truths.add(new Truth(Answer.SILENT, treatment, ""));
    }
    return truths;
  }

  private static SortedSet<String> found(Treatment treatment, List<DriftEvent> events) {
    return events.stream()
        .filter(treatment::isOf)
        .map(Treatment::change)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    String what = change.isEmpty() ? treatment.name() : treatment.name() + ": " + change;
    return String.format(Locale.ROOT, "%-15s  %-41s  %s", answer.text, what, treatment.note());
  }
}
