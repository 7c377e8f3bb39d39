package io.drift4j.jdbc;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of tables and columns that become part of a statement: checked, since they cannot be
 * parameters.
 */
final class Identifiers {

  private static final String NAME =
      "(?:[A-Za-z_][A-Za-z0-9_$]{0,62}|\"[A-Za-z_][A-Za-z0-9_$ ]{0,62}\")";
  private static final Pattern COLUMN = Pattern.compile(NAME);
  private static final Pattern TABLE = Pattern.compile(NAME + "(?:\\." + NAME + ")?");
  private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_]{0,20}");

  private Identifiers() {}

  static String requireColumn(String name) {
    return require(COLUMN, "column", name, "letters, digits and '_', or that in double quotes");
  }

  static String requireSchema(String name) {
    return require(COLUMN, "schema", name, "letters, digits and '_', or that in double quotes");
  }

  static String requireTable(String name) {
    return require(
        TABLE, "table", name, "a name or schema.name of letters, digits and '_', or quoted");
  }

  /**
   * A name as the catalogue of PostgreSQL spells it: quoted names as they are, others in lower
   * case.
   */
  static String folded(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1)
        : name.toLowerCase(Locale.ROOT);
  }

  static String requirePrefix(String prefix) {
    return require(PREFIX, "table prefix", prefix, "1 to 21 of a-z, 0-9 and '_', a letter first");
  }

  private static String require(Pattern pattern, String what, String name, String rule) {
    if (!pattern.matcher(name).matches()) {
      throw new IllegalArgumentException(
          what + " \"" + name + "\" is not usable: it must be " + rule);
    }
    return name;
  }
}
