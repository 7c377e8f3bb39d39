package io.drift4j.migrations;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a database reported, found among the causes of what Flyway says around it.
 *
 * @param state the SQLState; empty where a driver gives none
 * @param code the vendor's number
 * @param text the first line of the message: what follows may quote rows
 */
record SqlError(String state, int code, String text) {

  private static final Pattern RAISED = Pattern.compile("DRIFT-MIG-\\d{3} .*");

  static Optional<SqlError> in(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(cause -> of((SQLException) cause))
        .findFirst();
  }

  static SqlError of(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String message = e.getMessage() == null ? "" : e.getMessage();
    return new SqlError(state, e.getErrorCode(), message.lines().findFirst().orElse(""));
  }

  /** The classes 22 (data) and 23 (constraints) quote values even in the first line. */
  boolean mayQuoteValues() {
    return state.startsWith("22") || state.startsWith("23");
  }

  /** Class 08, and PostgreSQL's "terminated by an administrator" and "is shutting down". */
  boolean isConnectionLost() {
    return state.startsWith("08") || state.startsWith("57P0");
  }

  /** PostgreSQL: the session has another's statement of that name, or none. */
  boolean isPreparedStatementLost() {
    return state.equals("42P05") || state.equals("26000");
  }

  /** By a timeout for statements, or by somebody: PostgreSQL; H2; MariaDB and MySQL. */
  boolean isCancelled() {
    return switch (state) {
      case "57014" -> true;
      case "" -> code == 9;
      default -> code == 1317 || code == 1969 || code == 3024;
    };
  }

  /**
   * PostgreSQL; H2: no right to the object, no administrator; SQLite, which has no states: a file
   * that may only be read; MariaDB and MySQL by their numbers.
   */
  boolean isRightMissing() {
    return switch (state) {
      case "42501", "90096", "90040" -> true;
      case "" -> code == 8;
      default -> code == 1044 || code == 1142 || code == 1227 || code == 1370;
    };
  }

  /** What is gone when one waits a little and tries again. */
  boolean isPassing() {
    return isLockMissed() || isOpenedElsewhere() || isStumbled() || isDuplicateJustAdded();
  }

  /**
   * A lock timeout, a deadlock, a serialization failure; H2: a timeout, a concurrent update;
   * SQLite: busy, locked; MariaDB and MySQL by their numbers. Busy is all that SQLite says to the
   * second of two processes: Flyway reads its history in the transaction that runs the script.
   */
  boolean isLockMissed() {
    return switch (state) {
      case "55P03", "40P01", "40001", "HYT00", "90131" -> true;
      case "" -> (code & 0xff) == 5 || (code & 0xff) == 6;
      default -> code == 1205 || code == 1213;
    };
  }

  /** H2 with AUTO_SERVER, while the process that serves the file comes or goes. */
  private boolean isOpenedElsewhere() {
    return code == 8000 || code == 90020 || code == 90067;
  }

  /**
   * Two processes on H2 that create the same thing at once: H2 commits every statement, and
   * Flyway's lock with it. The numbers are H2's, PostgreSQL has none.
   */
  private boolean isStumbled() {
    return switch (code) {
      case 23505, 42101, 42111, 50000, 90038, 90045 -> true;
      default -> false;
    };
  }

  /** While the index was built: the next attempt finds it and says which it is. */
  private boolean isDuplicateJustAdded() {
    return raised().isEmpty()
        && switch (state) {
          case "23505" -> true;
          case "" -> code == 19 && text.contains("UNIQUE constraint failed");
          default -> code == 1062;
        };
  }

  /** The line that one of our scripts raised, if it did. */
  Optional<String> raised() {
    Matcher matcher = RAISED.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  @Override
  public String toString() {
    String where = (state.isEmpty() ? "" : "SQLState " + state + ", ") + "code " + code;
    return mayQuoteValues() ? where : text + " (" + where + ")";
  }
}
