package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A definition that was edited under the same version: its runs are taken for those of the one that
 * it was, which is told where what is recorded shows it. What a metric computes cannot be seen.
 */
final class EditedDefinition {

  private final Definition definition;
  private final RunReport report;

  private EditedDefinition(Definition definition, RunReport report) {
    this.definition = definition;
    this.report = report;
  }

  /** The report, with the reason why it cannot be of the definition, if there is one. */
  static RunReport told(Definition definition, RunReport report) {
    List<String> differences =
        report.alreadyRecorded()
            ? new EditedDefinition(definition, report).differences()
            : List.of();
    return differences.isEmpty() ? report : report.because(reason(definition, differences));
  }

  private static String reason(Definition definition, List<String> differences) {
    return "this run was recorded when definition "
        + definition
        + " was another: "
        + String.join(", ", differences)
        + "; raise its version, or run a higher revision";
  }

  private List<String> differences() {
    List<String> differences = new ArrayList<>();
    days().ifPresent(differences::add);
    events("metrics", event -> event.metricId() + "/" + event.metricVersion(), metrics())
        .ifPresent(differences::add);
    events("dimensions", event -> event.segment().dimensions().toString(), dimensions())
        .ifPresent(differences::add);
    return differences;
  }

  private Optional<String> days() {
    Window now = Plan.span(definition, report.run().asOf());
    Window then = report.summary().span();
    return then == null || then.equals(now)
        ? Optional.empty()
        : Optional.of("it read " + then + ", and now reads " + now);
  }

  private List<String> metrics() {
    return definition.metrics().stream().map(Metric::toString).toList();
  }

  private List<String> dimensions() {
    return Stream.concat(Stream.of(definition.dimensions()), definition.rollUp().stream())
        .map(List::toString)
        .toList();
  }

  private Optional<String> events(
      String what, Function<DriftEvent, String> of, List<String> known) {
    List<String> others =
        report.events().stream()
            .map(of)
            .distinct()
            .filter(one -> !known.contains(one))
            .sorted()
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it has events of the "
                + what
                + " "
                + String.join(", ", others)
                + ", which now are "
                + String.join(", ", known));
  }
}
