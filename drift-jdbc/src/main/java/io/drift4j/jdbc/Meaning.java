package io.drift4j.jdbc;

import io.drift4j.Definition;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.jdbc.Verification.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether what was said of a table means something to the definitions that are to be run. What does
 * not is misspelt or meant for others; ignored, it would leave a field to the column that happens
 * to have its name.
 */
final class Meaning {

  private final RecordTable table;
  private final List<Definition> definitions;

  Meaning(RecordTable table, List<Definition> definitions) {
    this.table = table;
    this.definitions = definitions;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    add(findings, "fields", "read", table.mapping().fields(), fields());
    if (nameTheirOutcomes()) {
      add(findings, "outcomes", "know", table.mapping().outcomes().values(), outcomes());
    }
    return findings;
  }

  private void add(
      List<Finding> findings,
      String what,
      String doing,
      Collection<String> said,
      SortedSet<String> meant) {
    SortedSet<String> unknown = new TreeSet<>(said);
    unknown.removeAll(meant);
    if (!unknown.isEmpty()) {
      findings.add(
          Finding.error(
              "table "
                  + table.name()
                  + " was told of "
                  + what
                  + " that "
                  + names()
                  + (definitions.size() == 1 ? " does not " : " do not ")
                  + doing
                  + ": "
                  + String.join(", ", unknown),
              meant.isEmpty() ? "none" : "some of " + String.join(", ", meant),
              "spell in as(…) and withTimestamp(…) what definitions have, and give those of others"
                  + " to a RecordTable of their own"));
    }
  }

  private String names() {
    return definitions.stream().map(Definition::toString).collect(Collectors.joining(", "));
  }

  private List<Measure> measures() {
    return definitions.stream()
        .flatMap(definition -> definition.metrics().stream())
        .map(Metric::measure)
        .toList();
  }

  private SortedSet<String> fields() {
    SortedSet<String> fields = new TreeSet<>(FieldTypes.fields(List.of(), measures()));
    for (Definition definition : definitions) {
      fields.addAll(definition.dimensions());
      fields.addAll(definition.strata());
    }
    return fields;
  }

  private SortedSet<String> outcomes() {
    return measures().stream()
        .flatMap(measure -> measure.outcomes().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** To a measure that names none, every text is an outcome. */
  private boolean nameTheirOutcomes() {
    return measures().stream()
        .filter(measure -> measure.outcome() != null)
        .map(Measure::outcomes)
        .noneMatch(Set::isEmpty);
  }
}
