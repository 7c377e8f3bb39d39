package io.drift4j.jdbc;

import io.drift4j.Definition;
import io.drift4j.Measure;
import io.drift4j.jdbc.Verification.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether what was said of a table means something to the definitions that are to be run. An
 * outcome that none of them knows is an error: records would be left out. A field that none of them
 * reads, or an outcome where none of them reads any, is misspelt or meant for another definition of
 * the same table, so it is told and not refused.
 */
final class Meaning {

  private final RecordTable table;
  private final List<Definition> definitions;

  Meaning(RecordTable table, List<Definition> definitions) {
    this.table = table;
    this.definitions = definitions;
  }

  List<Finding> findings() {
    return Stream.of(unread(), unknown()).flatMap(Optional::stream).toList();
  }

  private Optional<Finding> unread() {
    SortedSet<String> meant = fields();
    SortedSet<String> others = others(table.mapping().fields(), meant);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.advice(
                toldOf("fields", "read", others),
                some(meant),
                "spell in as(…) and withTimestamp(…) what definitions have, unless it is read by"
                    + " another definition"));
  }

  private Optional<Finding> unknown() {
    SortedSet<String> meant = outcomes();
    SortedSet<String> others = others(table.mapping().outcomes().values(), meant);
    return others.isEmpty() || !nameTheirOutcomes()
        ? Optional.empty()
        : Optional.of(unknown(meant, toldOf("outcomes", "know", others)));
  }

  /** Where nobody reads an outcome, none of them leaves a record out. */
  private static Finding unknown(SortedSet<String> meant, String told) {
    return meant.isEmpty()
        ? Finding.advice(
            told, some(meant), "do without withOutcome(…), unless another definition reads it")
        : Finding.error(
            told,
            some(meant),
            "spell in as(…) what metrics have, and give those of others to a RecordTable of their"
                + " own");
  }

  private static SortedSet<String> others(Collection<String> said, SortedSet<String> meant) {
    SortedSet<String> others = new TreeSet<>(said);
    others.removeAll(meant);
    return others;
  }

  private String toldOf(String what, String doing, SortedSet<String> others) {
    return "table "
        + table.name()
        + " was told of "
        + what
        + " that "
        + names()
        + (definitions.size() == 1 ? " does not " : " do not ")
        + doing
        + ": "
        + String.join(", ", others);
  }

  private static String some(SortedSet<String> meant) {
    return meant.isEmpty() ? "none" : "some of " + String.join(", ", meant);
  }

  private String names() {
    return definitions.stream().map(Definition::toString).collect(Collectors.joining(", "));
  }

  private List<Measure> measures() {
    return definitions.stream().flatMap(definition -> definition.measures().stream()).toList();
  }

  private SortedSet<String> fields() {
    SortedSet<String> fields = new TreeSet<>(FieldTypes.fields(List.of(), measures()));
    definitions.forEach(definition -> fields.addAll(definition.fields()));
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
