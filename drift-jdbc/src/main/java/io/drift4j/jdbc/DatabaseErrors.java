package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.TransientDriftException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a driver reports into one line that says what to do. A driver's own text may quote the
 * contents of a row, so it is passed on only for kinds of errors that cannot.
 */
final class DatabaseErrors {

  // Connection, authorization, syntax or missing object, cancelled, no such database, out of
  // resources.
  private static final Set<String> CLASSES_WITHOUT_CONTENTS =
      Set.of("08", "28", "42", "57", "3D", "3F", "53", "54", "55", "40", "25", "0A");

  /** What a constraint may be called without being mistaken for the contents of a row. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,62}");

  private static final Set<String> REFUSALS = Set.of("42501", "42883", "0A", "53", "54");

  /** Where H2's first line ends and the statement would begin. */
  private static final String H2_STATEMENT = "; SQL statement:";

  private DatabaseErrors() {}

  /** The errors of databases among the causes of a failure and what follows them. */
  private static List<SQLException> all(@Nullable Throwable thrown) {
    List<SQLException> found = new ArrayList<>();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      for (Throwable e = cause; e instanceof SQLException sql; e = sql.getNextException()) {
        found.add(sql);
      }
    }
    return found;
  }

  /**
   * The error that a failure is told by: the outermost that has a code or a state. What caused it
   * may be of another kind: PostgreSQL's driver names what had failed before.
   */
  private static Optional<SQLException> decisive(Throwable thrown) {
    List<SQLException> errors = all(thrown);
    return errors.stream()
        .filter(DatabaseErrors::saysMore)
        .findFirst()
        .or(() -> errors.stream().findFirst());
  }

  private static boolean saysMore(SQLException e) {
    String state = e.getSQLState();
    return e.getErrorCode() != 0 || (state != null && !state.equals("HY000"));
  }

  /** The kind of a failure. */
  static Failure kind(Dialect dialect, Throwable thrown) {
    return decisive(thrown).map(e -> kind(dialect, thrown, e)).orElse(Failure.OTHER);
  }

  private static Failure kind(Dialect dialect, Throwable thrown, SQLException e) {
    Failure kind = dialect.failure(e);
    return kind == Failure.OTHER && isConnecting(thrown, e) ? Failure.NO_CONNECTION : kind;
  }

  /** Pools have words of their own, and neither code nor state, for having no connection left. */
  private static boolean isConnecting(Throwable thrown, SQLException e) {
    return thrown instanceof ConnectionException || e instanceof SQLTransientConnectionException;
  }

  /**
   * Whether the server may answer another statement than the one that failed: it lacks a function
   * or the right to it, a feature, memory or room.
   */
  static boolean isRefusal(Throwable thrown) {
    String state = decisive(thrown).map(SQLException::getSQLState).orElse("");
    return REFUSALS.stream().anyMatch(state::startsWith);
  }

  /**
   * The failure as ours: an exception of the database becomes one line, any other stays as it is.
   */
  static RuntimeException translate(Dialect dialect, String doing, RuntimeException failure) {
    return told(failure, e -> translated(dialect, kind(dialect, failure, e), doing, e));
  }

  /**
   * The failure of a statement that was asked for no row. Its filter, or a view, may have read some
   * all the same: what does not depend on the row is evaluated before the first.
   */
  static RuntimeException translateWithoutRows(
      Dialect dialect, String doing, RuntimeException failure) {
    return told(
        failure,
        e ->
            dialect.isOfStatement(failure, e)
                ? translated(kind(dialect, failure, e), doing, e, said(e), true)
                : translated(dialect, kind(dialect, failure, e), doing, e));
  }

  private static RuntimeException told(
      RuntimeException failure, Function<SQLException, DriftException> translation) {
    return failure instanceof DriftException
        ? failure
        : decisive(failure).<RuntimeException>map(translation).orElse(failure);
  }

  /**
   * What may be told and stored of a failure: our own messages, and those on an argument, which
   * hosts do not make here: what theirs throw comes as ours. Of anything else the type alone.
   */
  static String tellable(Throwable failure) {
    return failure instanceof DriftException || failure.getClass() == IllegalArgumentException.class
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getName();
  }

  /** The failure to read the host's table: what is missing there is none of ours. */
  static RuntimeException translateReading(
      Dialect dialect, RecordTable table, RuntimeException failure) {
    return told(
        failure,
        e -> translated(dialect, ofHost(kind(dialect, failure, e)), "reading " + table, e));
  }

  private static Failure ofHost(Failure kind) {
    return kind == Failure.NOT_MIGRATED ? Failure.MISSING : kind;
  }

  /** The failure to connect, before it is known to what. */
  static DriftException notConnected(SQLException e) {
    Failure kind = Failure.byState(e);
    return translated(ofConnecting(kind, e), "connecting to the database", e, said(e), true);
  }

  /** No statement was sent that could be wrong; pools have neither code nor state. */
  private static Failure ofConnecting(Failure kind, SQLException e) {
    return switch (kind) {
      case NO_RIGHT -> Failure.NOT_LET_IN;
      case OTHER, NOT_UNDERSTOOD, NOT_MIGRATED, VALUE, CONSTRAINT ->
          saysMore(e) ? Failure.CONNECTION : Failure.NO_CONNECTION;
      default -> kind;
    };
  }

  private static DriftException translated(
      Dialect dialect, Failure kind, String doing, SQLException e) {
    boolean mayTell = mayTell(kind, e) && !dialect.quotesWhatItReads(e);
    String says = mayTell ? said(e) : dialect.constraint(e).map(DatabaseErrors::named).orElse("");
    return translated(kind, doing, e, says, mayTell);
  }

  private static String said(SQLException e) {
    return ": " + firstLine(e.getMessage());
  }

  private static String named(String constraint) {
    return NAME.matcher(constraint).matches() ? ": constraint " + constraint : "";
  }

  private static DriftException translated(
      Failure kind, String doing, SQLException e, String says, boolean mayTell) {
    String code = " (SQLState " + e.getSQLState() + ", vendor code " + e.getErrorCode() + ")";
    String text = doing + " failed: " + kind.advice() + code + says;
    SQLException cause = withoutContents(e, mayTell);
    return kind.isTransient()
        ? new TransientDriftException(text, cause)
        : new DriftException(text, cause);
  }

  private static String firstLine(@Nullable String text) {
    String line = text == null ? "no message" : text.lines().findFirst().orElse("").strip();
    return line.endsWith(H2_STATEMENT) ? line.substring(0, line.indexOf(H2_STATEMENT)) : line;
  }

  /** Whether the driver's text cannot quote a row. */
  private static boolean mayTell(Failure kind, SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return !kind.mayQuote()
        || (kind == Failure.OTHER
            && state.length() >= 2
            && CLASSES_WITHOUT_CONTENTS.contains(state.substring(0, 2)));
  }

  /** The error with its place but, where it might quote a row, without its text. */
  private static SQLException withoutContents(SQLException e, boolean mayTell) {
    String text =
        mayTell ? firstLine(e.getMessage()) : "text withheld, it may quote the contents of a row";
    SQLException clean =
        new SQLException(e.getClass().getName() + ": " + text, e.getSQLState(), e.getErrorCode());
    clean.setStackTrace(e.getStackTrace());
    return clean;
  }
}
