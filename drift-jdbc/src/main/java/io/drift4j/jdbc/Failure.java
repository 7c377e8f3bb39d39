package io.drift4j.jdbc;

import java.sql.SQLException;

/** What kind of thing a database reported, and what to do about it. */
enum Failure {
  LOCK_TIMEOUT("somebody else held a lock for too long", "repeat it"),
  DEADLOCK("it was in a deadlock with somebody else", "begin a new transaction and repeat it"),
  SERIALIZATION(
      "somebody else changed the same rows after the transaction had begun",
      "begin a new transaction and repeat it"),
  ALTERED(
      "a table was altered after the transaction or the session had begun to read it",
      "begin a new transaction and repeat it"),
  FAILED_BEFORE(
      "the transaction had failed before, with a statement of somebody else's",
      "roll it back and begin a new one"),
  NO_CONNECTION(
      "no connection was to be had",
      "if a pool has none left, let it have more or wait longer (each thread of a sweep holds one);"
          + " what it says follows"),
  CONNECTION("the database cannot be reached", "check that it runs and the URL is right"),
  NOT_MIGRATED(
      "a table or column is missing",
      "call DriftMigrations.on(dataSource).migrate() and check the names of the record table"),
  MISSING(
      "a table or column is missing, or the database does not understand the filter",
      "check the names and the filter of the record table; verify(table, definition) looks at each"),
  NO_RIGHT(
      "the user may not do this",
      "grant select, insert and update on the drift tables and select on the record table"),
  READ_ONLY(
      "the connection or the server only reads",
      "use the primary server, and files, sessions and a pool that are not read-only"),
  HIDDEN_ROWS(
      "row level security would hide rows",
      "let the user see all (alter role … bypassrls), or say RecordTable.withRowSecurity() of a"
          + " record table whose policies show every record of a customer"),
  LOGGED_BY_STATEMENT(
      "the server logs statements (binlog_format), which READ COMMITTED does not allow",
      "set global binlog_format = 'ROW', or 'MIXED', and connect anew"),
  STOPPED(
      "the server stopped a statement, which took too long or was cancelled",
      "let statements take longer, and give the record table an index on the customer and the day"),
  NO_ROOM(
      "the server has no memory or disk left, or the file is damaged",
      "look into the server's log, and repeat it"),
  NOT_UNDERSTOOD(
      "the database does not understand the statement",
      "check the filter of the record table and the types of its columns; verify(table, definition)"
          + " looks at each"),
  VALUE(
      "a value does not fit its column, or what the statement takes it for",
      "check the types of the columns and the casts of the filter; verify(table, definition) looks"
          + " at each"),
  CONSTRAINT(
      "a row breaks a constraint of its table",
      "drop it if it is yours; one of ours, whose name begins with the prefix of the tables, keeps"
          + " out what should not come so far: tell us of it"),
  NOT_LET_IN("the user was not let in", "check user and password"),
  OTHER("the database refused", "");

  private final String found;
  private final String remedy;

  Failure(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** What the SQLState alone says, for what has no code of its own. */
  static Failure byState(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return switch (state) {
      case "42P01", "42703", "3F000" -> NOT_MIGRATED;
      case "42501" -> NO_RIGHT;
      case "25006" -> READ_ONLY;
      case "53300" -> NO_CONNECTION;
      case "57014" -> STOPPED;
      default -> state.startsWith("42S") ? NOT_MIGRATED : byClass(state);
    };
  }

  private static Failure byClass(String state) {
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08", "3D" -> CONNECTION;
      case "22" -> VALUE;
      case "23" -> CONSTRAINT;
      case "28" -> NOT_LET_IN;
      case "42" -> NOT_UNDERSTOOD;
      case "53" -> NO_ROOM;
      default -> OTHER;
    };
  }

  String found() {
    return found;
  }

  String remedy() {
    return remedy;
  }

  String advice() {
    return remedy.isEmpty() ? found : found + "; " + remedy;
  }

  /** Whether it says nothing of the statement that met it. */
  boolean isPassing() {
    return isTransient()
        || this == LOCK_TIMEOUT
        || this == FAILED_BEFORE
        || this == NOT_LET_IN
        || this == STOPPED
        || this == NO_ROOM;
  }

  /** Whether the same transaction may succeed when it is repeated from its beginning. */
  boolean isTransient() {
    return this == DEADLOCK
        || this == SERIALIZATION
        || this == ALTERED
        || this == CONNECTION
        || this == NO_CONNECTION;
  }

  /** Whether a driver's text on it may quote a row. */
  boolean mayQuote() {
    return this == OTHER || this == VALUE || this == CONSTRAINT;
  }
}
