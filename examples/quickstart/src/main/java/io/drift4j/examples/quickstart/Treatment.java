package io.drift4j.examples.quickstart;

import io.drift4j.DriftEvent;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How a payer treats the claims of a procedure group, until a day and from it on.
 *
 * @param payer who decides
 * @param cptGroup on what
 * @param note what is true of it, and why it may look like something else
 * @param change the day from which on claims are treated otherwise
 * @param before how until then
 * @param after how from then on
 */
record Treatment(
    String payer,
    String cptGroup,
    String note,
    LocalDate change,
    Behaviour before,
    Behaviour after) {

  /** What a payer is told to treat, where its groups are looked at together. */
  private static final String ALL_GROUPS = "all groups";

  private static final String DENIAL_RATE = "DENIAL_RATE";
  private static final String DECISION_TIME = "DECISION_TIME";

  /** How a payer treats all its groups, each with as many claims as it has. */
  static Treatment together(List<Treatment> ofPayer) {
    return new Treatment(
        ofPayer.get(0).payer,
        ALL_GROUPS,
        notes(ofPayer),
        ofPayer.stream().map(Treatment::change).min(Comparator.naturalOrder()).orElseThrow(),
        Behaviour.together(ofPayer.stream().map(Treatment::before).toList()),
        Behaviour.together(ofPayer.stream().map(Treatment::after).toList()));
  }

  /** Of the groups that are treated otherwise, if there is one. */
  private static String notes(List<Treatment> groups) {
    List<Treatment> changed = groups.stream().filter(group -> !group.isAlways()).toList();
    return (changed.isEmpty() ? groups : changed)
        .stream().map(Treatment::note).distinct().collect(Collectors.joining("; "));
  }

  private boolean isAlways() {
    return before.equals(after);
  }

  /** Always alike. */
  static Treatment of(String payer, String cptGroup, String note, Behaviour always) {
    return new Treatment(payer, cptGroup, note, LocalDate.MAX, always, always);
  }

  /** Otherwise from a day on. */
  Treatment since(LocalDate day, UnaryOperator<Behaviour> otherwise) {
    return new Treatment(payer, cptGroup, note, day, before, otherwise.apply(before));
  }

  Behaviour on(LocalDate submitted) {
    return submitted.isBefore(change) ? before : after;
  }

  /** Payer and group, as reports name them. */
  String name() {
    return payer + " / " + cptGroup;
  }

  /** What is true of what is watched: that more claims come is no change of the payer's. */
  SortedSet<String> changes(Collection<String> watched) {
    SortedSet<String> changes = new TreeSet<>();
    if (watched.contains(DENIAL_RATE) && after.denied() != before.denied()) {
      changes.add(change(DENIAL_RATE, after.denied() - before.denied()));
    }
    if (watched.contains(DECISION_TIME) && after.daysToPay() != before.daysToPay()) {
      changes.add(change(DECISION_TIME, after.daysToPay() - before.daysToPay()));
    }
    return changes;
  }

  /** What treatments change that a metric watches; a trend is one of what it is a trend of. */
  static String subject(String driftType) {
    return driftType.replaceFirst("_TREND$", "");
  }

  /** What an event says of this segment, in the words of {@link #changes}. */
  static String change(DriftEvent event) {
    return change(subject(event.driftType()), event.evidence().delta());
  }

  private static String change(String driftType, double delta) {
    return driftType + (delta > 0 ? " up" : " down");
  }

  /** Whether a metric is of something that treatments change. */
  static boolean isAbout(String driftType) {
    return List.of(DENIAL_RATE, DECISION_TIME).contains(subject(driftType));
  }

  boolean isOf(DriftEvent event) {
    boolean isOfGroup = event.segment().dimensions().contains("cpt_group");
    return payer.equals(event.segment().value("payer"))
        && cptGroup.equals(isOfGroup ? event.segment().value("cpt_group") : ALL_GROUPS);
  }
}
