package io.drift4j.examples.quickstart;

import io.drift4j.DriftEvent;
import io.drift4j.RunReport;
import io.drift4j.claims.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Claims of which the truth is known: three changes are planted, and decoys that are none must stay
 * silent. Outcomes are spread evenly over the claims of a segment, not thrown by dice, since the
 * threshold policy takes chance for drift.
 */
final class Demonstration {

  static final String CUSTOMER = "riverside-clinic";
  static final LocalDate AS_OF = LocalDate.of(2026, 10, 31);

  private static final LocalDate CHANGE = AS_OF.minusDays(14);
  private static final int DAYS = 120;
  private static final long SEED = 20261031;
  private static final List<String> PAYERS =
      List.of("Aldermere", "Brightwater", "Calloway", "Dunmore", "Everlane", "Fairhaven");
  private static final List<String> GROUPS = List.of("EVAL", "IMAGING", "LAB", "SURGERY");

  /** The three changes, by payer, group and label. */
  private static final List<String> PLANTED =
      List.of(
          "Aldermere / IMAGING: DENIAL_RATE",
          "Calloway / SURGERY: DECISION_TIME",
          "Dunmore / LAB: DENIAL_RATE");

  private long line;

  /** Generates the claims, always the same. */
  void forEach(Consumer<ClaimRow> action) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (String payer : PAYERS) {
      for (String group : GROUPS) {
        segment(payer, group, random.split(), action);
      }
    }
    segment("Small & Sons", "LAB", random.split(), action);
  }

  private void segment(
      String payer, String group, SplittableRandom random, Consumer<ClaimRow> action) {
    double due = random.nextDouble();
    for (int day = DAYS; day > 0; day--) {
      LocalDate submitted = AS_OF.minusDays(day);
      for (int i = volume(payer, group, submitted, random); i > 0; i--) {
        due += denialRate(payer, group, submitted);
        boolean denied = due >= 1;
        due -= denied ? 1 : 0;
        action.accept(claim(payer, group, submitted, denied, random));
      }
    }
  }

  private ClaimRow claim(
      String payer, String group, LocalDate submitted, boolean denied, SplittableRandom random) {
    LocalDate decided = submitted.plusDays(decisionDays(payer, group, submitted, random));
    boolean open = !decided.isBefore(AS_OF);
    Outcome outcome = denied ? Outcome.DENIED : Outcome.PAID;
    line++;
    return ClaimRow.of(
        line, CUSTOMER, payer, group, submitted, open ? null : decided, open ? null : outcome);
  }

  /** Decoys: a segment too small to judge, a surge of volume, and a mix that moves to one payer. */
  private static int volume(String payer, String group, LocalDate day, SplittableRandom random) {
    if (payer.equals("Small & Sons")) {
      return random.nextInt(5) == 0 ? 1 : 0;
    }
    boolean surge = payer.equals("Everlane") && !day.isBefore(CHANGE);
    boolean fewer = payer.equals("Brightwater") && group.equals("EVAL") && !day.isBefore(CHANGE);
    return 5 + random.nextInt(4) + (surge ? 7 : 0) - (fewer ? 2 : 0);
  }

  private static double denialRate(String payer, String group, LocalDate day) {
    boolean changed = !day.isBefore(CHANGE);
    if (payer.equals("Aldermere") && group.equals("IMAGING")) {
      return changed ? 0.24 : 0.10;
    }
    if (payer.equals("Dunmore") && group.equals("LAB")) {
      return changed ? 0.06 : 0.20;
    }
    if (payer.equals("Small & Sons")) {
      return changed ? 0.9 : 0.1;
    }
    return payer.equals("Everlane") ? 0.25 : 0.12;
  }

  private static int decisionDays(
      String payer, String group, LocalDate day, SplittableRandom random) {
    boolean slow = payer.equals("Calloway") && group.equals("SURGERY") && !day.isBefore(CHANGE);
    return 3 + random.nextInt(3) + (slow ? 4 : 0);
  }

  /** The planted truth beside what was found. */
  String compareWith(RunReport report) {
    List<String> found = report.events().stream().map(Demonstration::name).toList();
    List<String> lines = new ArrayList<>();
    lines.add("");
    for (String change : new TreeSet<>(Stream.concat(PLANTED.stream(), found.stream()).toList())) {
      lines.add(verdict(PLANTED.contains(change), found.contains(change)) + "  " + change);
    }
    lines.add(
        "decoys (surge of volume, shift of the mix, tiny segment, open claims) stay silent: "
            + (PLANTED.containsAll(found) ? "yes" : "no"));
    return String.join("\n", lines);
  }

  private static String verdict(boolean planted, boolean found) {
    return planted ? (found ? "planted and found " : "planted and MISSED") : "FALSE ALARM       ";
  }

  private static String name(DriftEvent event) {
    return event.segment().value("payer")
        + " / "
        + event.segment().value("cpt_group")
        + ": "
        + event.driftType();
  }
}
