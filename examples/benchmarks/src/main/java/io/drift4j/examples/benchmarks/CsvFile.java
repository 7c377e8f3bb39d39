package io.drift4j.examples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A file of comma-separated values with a line of names, whose values may stand in quotes. */
final class CsvFile {

  private final Path file;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<List<String>> rows = new ArrayList<>();

  private CsvFile(Path file) {
    this.file = file;
  }

  /** A row, whose values go by the names of the columns. */
  interface Row {
    /** Returns a value, without blanks around it. */
    String get(String column);
  }

  /** Reads each row of a file. */
  static <R> List<R> read(Path file, Function<Row, R> reader) {
    CsvFile csv = new CsvFile(file);
    try {
      Files.readAllLines(file).forEach(csv::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + "; name the folder of the data", e);
    }
    return csv.rows.stream().map(csv::row).map(reader).toList();
  }

  private void add(String line) {
    List<String> values = values(line);
    if (columns.isEmpty()) {
      values.forEach(name -> columns.put(name, columns.size()));
    } else if (values.size() == columns.size()) {
      rows.add(values);
    } else {
      throw new IllegalArgumentException(
          file + " has " + columns.size() + " columns, its row " + (rows.size() + 1) + " has not");
    }
  }

  private Row row(List<String> values) {
    return column -> {
      Integer place = columns.get(column);
      if (place == null) {
        throw new IllegalArgumentException(file + " has no column " + column);
      }
      return values.get(place).strip();
    };
  }

  /** A quote within quotes is doubled. */
  private static List<String> values(String line) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }
}
