package io.drift4j.examples.quickstart;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands between the values of a CSV file. */
enum Separator {
  COMMA(',', "comma"),
  SEMICOLON(';', "semicolon"),
  TAB('\t', "tab"),
  BAR('|', "vertical bar");

  private final char character;
  private final String text;

  Separator(char character, String text) {
    this.character = character;
    this.text = text;
  }

  char character() {
    return character;
  }

  static Optional<Separator> of(char character) {
    return Arrays.stream(values()).filter(one -> one.character == character).findFirst();
  }

  /** The one by which most of the columns are found in a header: the comma if all find as many. */
  static Separator of(String header, Collection<String> columns) {
    return Arrays.stream(values())
        .max(Comparator.comparingLong(one -> one.found(header, columns)))
        .orElseThrow();
  }

  private long found(String header, Collection<String> columns) {
    return split(header).stream()
        .map(name -> name.replace("\"", "").strip().toLowerCase(Locale.ROOT))
        .filter(columns::contains)
        .count();
  }

  /** Without regard to quotes. */
  List<String> split(String line) {
    return Arrays.asList(line.split("\\Q" + character + "\\E", -1));
  }

  /** Such as {@code comma}. */
  @Override
  public String toString() {
    return text;
  }
}
