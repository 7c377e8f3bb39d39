package io.drift4j.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

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
  /** It stays as it is, and another case is another name. */
  NONE,
  /** It stays as it is, and case does not matter, not even in quotes. */
  IGNORED;

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
