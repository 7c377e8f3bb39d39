package io.drift4j.examples.quickstart;

import io.drift4j.Assessment;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.WindowPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An event for people: a row of the table, and below it what the row rests on.
 *
 * @param event the event
 * @param usual the windows that need not be said
 */
record EventLines(DriftEvent event, WindowPair usual) {

  private static final String ROW = "%-8s  %-8s  %-13s  %-32s  %8s  %8s  %12s  %-16s  %10s  %s";

  static final String HEADER =
      row(
          "at least",
          "severity",
          "drift",
          "segment",
          "baseline",
          "current",
          "change",
          "95 % interval",
          "adjusted p",
          "n");

  private static String row(String... cells) {
    return String.format(Locale.ROOT, ROW, (Object[]) cells).stripTrailing();
  }

  private String row() {
    Evidence evidence = event.evidence();
    Units units = Units.of(event.unit());
    return row(
        number("%.2f", event.assessment().severityLow()),
        number("%.2f", OptionalDouble.of(event.severity())),
        event.driftType(),
        Names.of(event.segment()),
        isOfMixes() ? "" : units.value(evidence.baselineValue()),
        isOfMixes() ? "" : units.value(evidence.currentValue()),
        units.change(evidence.delta()),
        units.interval(evidence.intervalLow(), evidence.intervalHigh()),
        number("%.2g", event.adjustedPValue()),
        evidence.baselineSize() + " / " + evidence.currentSize());
  }

  /** The value is how far two mixes are apart; the shares of categories are below. */
  private boolean isOfMixes() {
    return "total-variation".equals(event.evidence().effectMeasure());
  }

  /** What a policy that does not test has nothing of. */
  private List<String> ground() {
    Evidence evidence = event.evidence();
    Assessment assessment = event.assessment();
    List<String> ground = new ArrayList<>();
    if (evidence.effect().isPresent()) {
      ground.add(evidence.effectMeasure() + " " + number("%.2f", evidence.effect()));
    }
    if (evidence.test() != null) {
      ground.add(0, "view " + evidence.view() + windows());
      ground.add("open " + evidence.baselineOpen() + " / " + evidence.currentOpen());
    }
    if (!assessment.confirming().isEmpty()) {
      ground.add("confirmed by " + String.join(", ", assessment.confirming()));
    }
    ground.addAll(evidence.notes());
    return ground;
  }

  private String windows() {
    WindowPair windows = event.windows();
    return windows.equals(usual) ? "" : " of " + windows.baseline() + ", " + windows.current();
  }

  private static String number(String format, OptionalDouble number) {
    return number.isPresent() ? String.format(Locale.ROOT, format, number.getAsDouble()) : "";
  }

  List<String> lines() {
    List<String> ground = ground();
    return ground.isEmpty() ? List.of(row()) : List.of(row(), "    " + String.join("; ", ground));
  }
}
