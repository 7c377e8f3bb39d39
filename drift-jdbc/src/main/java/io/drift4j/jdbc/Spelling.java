package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How a database spells a host's table and its columns. Statements have these names only, in
 * quotes: no keyword can be taken for one of them, nor one for a keyword.
 *
 * @param table its name, after that of its schema where the host named it
 * @param columns each with its type, in the words of the catalogue; empty where nobody asked for
 *     them, since the database takes a name for the column that is meant however it is spelled
 * @param folding what becomes of a name that is not there
 * @param bits those of the columns, as hosts say them, that hold bits which are no text by
 *     themselves
 */
record Spelling(
    List<String> table, SortedMap<String, String> columns, Folding folding, Set<String> bits) {

  Spelling(List<String> table, SortedMap<String, String> columns, Folding folding) {
    this(table, columns, folding, Set.of());
  }

  /** As the host says it. */
  static Spelling asSaid(List<Name> table, Folding folding) {
    List<String> names = table.stream().map(name -> name.folded(folding)).toList();
    return new Spelling(names, new TreeMap<>(), folding);
  }

  boolean isKnown() {
    return !columns.isEmpty();
  }

  /** The same table with the columns that it was seen to have, where case does not matter. */
  Spelling among(List<String> labels) {
    SortedMap<String, String> seen = new TreeMap<>();
    labels.forEach(label -> seen.put(label, ""));
    return new Spelling(table, seen, Folding.IGNORED);
  }

  Spelling withBits(Set<String> columns) {
    return new Spelling(table, this.columns, folding, Set.copyOf(columns));
  }

  String table(Dialect dialect) {
    return table.stream().map(dialect::quoted).collect(Collectors.joining("."));
  }

  String column(String said) {
    return Name.of("column", said).among(columns.keySet(), folding);
  }

  /** The type of a column in the words of the catalogue, empty where that is not known. */
  String type(String said) {
    return columns.getOrDefault(column(said), "");
  }

  boolean lacks(String said) {
    return isKnown() && !columns.containsKey(column(said));
  }

  /** What is wrong with a name: columns are there that differ from it in nothing but case. */
  Optional<Finding> finding(String said, String table, String naming) {
    Name name = Name.of("column", said);
    List<String> alike = new ArrayList<>(columns.keySet());
    alike.removeIf(column -> !column.equalsIgnoreCase(name.text()));
    if (lacks(said) && !alike.isEmpty()) {
      return Optional.of(misspelt(said, table, naming, alike));
    }
    String folded = name.folded(folding);
    return columns.containsKey(folded) && !folded.equals(column(said))
        ? Optional.of(ambiguous(said, table, naming, folded))
        : Optional.empty();
  }

  private static Finding misspelt(String said, String table, String naming, List<String> alike) {
    return Finding.error(
        "column " + said + " of table " + table + " is not there",
        "one that is: " + String.join(", ", alike),
        "name the column as it is spelled with " + naming);
  }

  private static Finding ambiguous(String said, String table, String naming, String folded) {
    return Finding.advice(
        "column " + said + " of table " + table + " is there, and so is " + folded,
        "one name for one of them: the former is read",
        "name the column in double quotes with " + naming + ", or the other as it is spelled");
  }

  /** A column as the catalogue lists it. */
  record Listed(String schema, String table, String column, String type) {}

  /** The table that is meant among those that are listed; as it is said where none is. */
  static Spelling among(List<Listed> listed, List<Name> said, Folding folding) {
    Name last = said.get(said.size() - 1);
    String schema =
        said.size() == 1
            ? ""
            : said.get(said.size() - 2).among(each(listed, Listed::schema), folding);
    List<Listed> there =
        listed.stream().filter(row -> schema.isEmpty() || row.schema().equals(schema)).toList();
    String table = last.among(each(there, Listed::table), folding);
    SortedMap<String, String> columns = new TreeMap<>();
    there.stream()
        .filter(row -> row.table().equals(table))
        .forEach(row -> columns.put(row.column(), row.type()));
    return new Spelling(
        schema.isEmpty() ? List.of(table) : List.of(schema, table), columns, folding);
  }

  private static List<String> each(List<Listed> listed, Function<Listed, String> part) {
    return listed.stream().map(part).distinct().toList();
  }
}
