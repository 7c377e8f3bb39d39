package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a driver reports into one line that says what to do. A driver's own text may quote the
 * contents of a row, so it is passed on only for kinds of errors that cannot.
 */
final class DatabaseErrors {

  // Connection, authorization, syntax or missing object, cancelled, no such database, out of
  // resources.
  private static final Set<String> CLASSES_WITHOUT_CONTENTS =
      Set.of("08", "28", "42", "57", "3D", "53", "55", "40", "25");

  private DatabaseErrors() {}

  /** The first error of a database in a chain of causes. */
  static Optional<SQLException> find(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  static boolean has(Throwable thrown, Predicate<SQLException> kind) {
    return find(thrown).filter(kind).isPresent();
  }

  /**
   * The failure as ours: an exception of the database becomes one line, any other stays as it is.
   */
  static RuntimeException translate(String doing, RuntimeException failure) {
    return failure instanceof DriftException
        ? failure
        : find(failure).<RuntimeException>map(e -> translated(doing, e)).orElse(failure);
  }

  static DriftException translated(String doing, SQLException e) {
    return new DriftException(doing + " failed: " + explain(e), withoutContents(e));
  }

  private static String explain(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String code = " (SQLState " + state + ", vendor code " + e.getErrorCode() + ")";
    return advice(state, e.getErrorCode()) + code + describe(e);
  }

  private static String advice(String state, int code) {
    if (state.startsWith("08") || code == 90067) {
      return "the database cannot be reached; check that it runs and the URL is right";
    }
    if (state.startsWith("42P01") || state.startsWith("42703") || state.startsWith("42S")) {
      return "a table or column is missing; call DriftMigrations.on(dataSource).migrate() and check"
          + " the names of the record table";
    }
    if (state.equals("42501") || state.equals("25006") || code == 90096 || code == 90097) {
      return "the user may not do this; grant select, insert and update on the drift tables and"
          + " select on the record table";
    }
    if (state.startsWith("28")) {
      return "the user was not let in; check user and password";
    }
    return "the database refused";
  }

  private static String describe(SQLException e) {
    return tellsContents(e) ? "" : ": " + firstLine(e.getMessage());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no message" : text.lines().findFirst().orElse("").strip();
  }

  private static boolean tellsContents(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.length() < 2 || !CLASSES_WITHOUT_CONTENTS.contains(state.substring(0, 2));
  }

  /** The error with its place but, where it might quote a row, without its text. */
  private static SQLException withoutContents(SQLException e) {
    String text =
        tellsContents(e)
            ? "text withheld, it may quote the contents of a row"
            : firstLine(e.getMessage());
    SQLException clean =
        new SQLException(e.getClass().getName() + ": " + text, e.getSQLState(), e.getErrorCode());
    clean.setStackTrace(e.getStackTrace());
    return clean;
  }
}
