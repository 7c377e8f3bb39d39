package io.drift4j.migrations;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a schema as a host says it. In double quotes it means what the catalogue spells
 * exactly so; without them that too, or else what the database makes of a name that nobody quotes.
 * The rule is that of drift-jdbc, of which this module knows nothing.
 *
 * @param text without quotes
 * @param isQuoted whether it stood in quotes
 */
record SchemaName(String text, boolean isQuoted) {

  private static final Pattern NAME =
      Pattern.compile("\"(?:[^\"\\p{Cntrl}]|\"\")+\"|(?! )[^\"\\p{Cntrl}]+(?<! )");

  /** All that PostgreSQL folds: in an encoding of several bytes it leaves other letters alone. */
  private static final Pattern CAPITALS = Pattern.compile("[A-Z]+");

  @CanIgnoreReturnValue // since it is a check too
  static SchemaName of(String said) {
    if (!NAME.matcher(said).matches()) {
      throw new IllegalArgumentException(
          "schema \""
              + said
              + "\" is not usable: it must be a text, in double quotes where it has some itself");
    }
    return said.startsWith("\"")
        ? new SchemaName(said.substring(1, said.length() - 1).replace("\"\"", "\""), true)
        : new SchemaName(said, false);
  }

  /** The one that is meant among those that there are; exactly what was said where none is. */
  String among(List<String> schemas, DatabaseMetaData server) throws SQLException {
    if (!server.supportsMixedCaseQuotedIdentifiers()) {
      return schemas.stream().filter(text::equalsIgnoreCase).findFirst().orElse(text);
    }
    String folded = isQuoted ? text : folded(server);
    return schemas.contains(text) || !schemas.contains(folded) ? text : folded;
  }

  private String folded(DatabaseMetaData server) throws SQLException {
    if (server.storesUpperCaseIdentifiers()) {
      return text.toUpperCase(Locale.ROOT);
    }
    if (!server.storesLowerCaseIdentifiers()) {
      return text;
    }
    return server.getDatabaseProductName().equals("PostgreSQL")
        ? CAPITALS.matcher(text).replaceAll(capital -> capital.group().toLowerCase(Locale.ROOT))
        : text.toLowerCase(Locale.ROOT);
  }
}
