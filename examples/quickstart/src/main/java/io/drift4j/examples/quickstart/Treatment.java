package io.drift4j.examples.quickstart;

import io.drift4j.DriftEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

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

  /** What is true: that more or other claims come is no change of the payer's. */
  SortedSet<String> changes() {
    SortedSet<String> changes = new TreeSet<>();
    if (after.denied() != before.denied()) {
      changes.add(change("DENIAL_RATE", after.denied() - before.denied()));
    }
    if (after.daysToPay() != before.daysToPay()) {
      changes.add(change("DECISION_TIME", after.daysToPay() - before.daysToPay()));
    }
    return changes;
  }

  /** What an event says of this segment, in the words of {@link #changes}. */
  static String change(DriftEvent event) {
    return change(event.driftType(), event.evidence().delta());
  }

  private static String change(String driftType, double delta) {
    return driftType + (delta > 0 ? " up" : " down");
  }

  /** Whether an event is of something that treatments change. */
  static boolean isAbout(DriftEvent event) {
    return List.of("DENIAL_RATE", "DECISION_TIME").contains(event.driftType());
  }

  boolean isOf(DriftEvent event) {
    return payer.equals(event.segment().value("payer"))
        && cptGroup.equals(event.segment().value("cpt_group"));
  }
}
