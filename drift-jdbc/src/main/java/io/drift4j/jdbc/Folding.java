package io.drift4j.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a database makes of a name that nobody quotes. */
enum Folding {
  UPPER {
    @Override
    String of(String name) {
      return name.toUpperCase(Locale.ROOT);
    }
  },
  LOWER {
    @Override
    String of(String name) {
      return name.toLowerCase(Locale.ROOT);
    }
  },
  /** A to Z only: in an encoding of several bytes, PostgreSQL leaves all other letters alone. */
  LOWER_ASCII {
    @Override
    String of(String name) {
      return CAPITALS.matcher(name).replaceAll(capital -> capital.group().toLowerCase(Locale.ROOT));
    }
  },
  /** It stays as it is, and another case is another name. */
  NONE,
  /** It stays as it is, and case does not matter, not even in quotes. */
  IGNORED;

  private static final Pattern CAPITALS = Pattern.compile("[A-Z]+");

  String of(String name) {
    return name;
  }

  /** That of a database which can be told to do any of these. */
  static Folding of(DatabaseMetaData server) throws SQLException {
    if (!server.supportsMixedCaseQuotedIdentifiers()) {
      return IGNORED;
    }
    if (server.storesUpperCaseIdentifiers()) {
      return UPPER;
    }
    return server.storesLowerCaseIdentifiers() ? LOWER : NONE;
  }
}
