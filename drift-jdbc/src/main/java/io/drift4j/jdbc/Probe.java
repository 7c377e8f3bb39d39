package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.jdbc.Verification.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Tries statements that touch no row, each in a transaction that comes to nothing: that tells of
 * missing tables, columns and rights in the words of whatever database it is.
 */
final class Probe {

  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Transactions transactions;
  private final Dialect dialect;

  Probe(Transactions transactions, Dialect dialect) {
    this.transactions = transactions;
    this.dialect = dialect;
  }

  /**
   * What a statement is tried for.
   *
   * @param doing what it does, as a finding begins
   * @param ifRefused what mends that something is not there or not understood
   * @param rights which the user needs
   * @param table on which table
   */
  record Trial(String doing, String ifRefused, String rights, String table) {}

  /** What went wrong is a finding, unless it is none of the statement's: that is thrown. */
  Optional<Finding> trying(Trial trial, Consumer<Handle> work) {
    try {
      transactions.write(
          LONGEST_WAIT,
          (failures, pause, failure) -> {},
          handle -> {
            work.accept(handle);
            return true;
          });
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(finding(trial, e));
    }
  }

  private Finding finding(Trial trial, RuntimeException e) {
    if (e instanceof DriftException) { // which is on something else than the statement
      throw e;
    }
    Failure kind = DatabaseErrors.kind(dialect, e);
    RuntimeException ours = DatabaseErrors.translateWithoutRows(dialect, trial.doing, e);
    if (kind.isPassing() || !(ours instanceof DriftException)) {
      throw ours;
    }
    String found = String.valueOf(ours.getMessage()).replace(kind.advice(), kind.found());
    return switch (kind) {
      case NOT_MIGRATED, MISSING -> Finding.error(found, "it to be there", trial.ifRefused);
      case NOT_UNDERSTOOD, VALUE, OTHER ->
          Finding.error(found, "it to be answered", trial.ifRefused);
      case NO_RIGHT -> Finding.error(found, "a user who may", grant(trial));
      default -> Finding.error(found, "it to be done", kind.remedy());
    };
  }

  private String grant(Trial trial) {
    return transactions.read(handle -> dialect.grant(handle, trial.rights, trial.table));
  }

  /** How long the first column of a select of a table of the host's may be. */
  static int precision(Handle handle, String select) {
    return queryOfHost(handle, select)
        .scanResultSet((rows, context) -> rows.get().getMetaData().getPrecision(1));
  }

  /** The type of the first column of a select, which finds nothing. */
  static ColumnType type(Handle handle, String select) {
    return type(handle.createQuery(select + " where 1 = 0"));
  }

  /** The same of a table of the host's. */
  static ColumnType typeOfHost(Handle handle, String select) {
    return type(queryOfHost(handle, select));
  }

  /** Those of all columns of a select. */
  static List<ColumnType> typesOfHost(Handle handle, String select) {
    try (Query query = queryOfHost(handle, select)) {
      return query.scanResultSet((rows, context) -> ColumnType.all(rows.get().getMetaData()));
    }
  }

  /** In whose names a template means nothing. */
  private static Query queryOfHost(Handle handle, String select) {
    return handle.createQuery(select + " where 1 = 0").setTemplateEngine((text, context) -> text);
  }

  private static ColumnType type(Query query) {
    return query.scanResultSet((rows, context) -> ColumnType.of(rows.get().getMetaData(), 1));
  }
}
