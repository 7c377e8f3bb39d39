package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Tries statements that touch no row, each in a transaction that comes to nothing: that tells of
 * missing tables, columns and rights in the words of whatever database it is.
 */
final class Probe {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

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
   * @param ifMissing what mends that something is not there
   * @param rights which the user needs
   * @param table on which table
   */
  record Trial(String doing, String ifMissing, String rights, String table) {}

  /** The kinds of trouble that are findings; what else happens is thrown. */
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
    Failure kind = DatabaseErrors.kind(dialect, e);
    RuntimeException ours = DatabaseErrors.translate(dialect, trial.doing, e);
    String found = String.valueOf(ours.getMessage()).replace(kind.advice(), kind.found());
    return switch (kind) {
      case NOT_MIGRATED -> Finding.error(found, "it to be there", trial.ifMissing);
      case NO_RIGHT -> Finding.error(found, "a user who may", grant(trial));
      case READ_ONLY, LOGGED_BY_STATEMENT, HIDDEN_ROWS ->
          Finding.error(found, "it to be done", kind.remedy());
      case OTHER -> {
        if (ours == e) {
          throw ours;
        }
        yield Finding.error(found, "what a run could read", trial.ifMissing);
      }
      default -> throw ours;
    };
  }

  private String grant(Trial trial) {
    return transactions.read(handle -> dialect.grant(handle, trial.rights, trial.table));
  }

  /** The type of the first column of a select, which finds nothing. */
  static ColumnType type(Handle handle, String select) {
    return type(handle.createQuery(select + " where 1 = 0"));
  }

  /** The same of a table of the host's, in whose names a template means nothing. */
  static ColumnType typeOfHost(Handle handle, String select) {
    Query query = handle.createQuery(select + " where 1 = 0");
    query.setTemplateEngine((text, context) -> text);
    return type(query);
  }

  private static ColumnType type(Query query) {
    return query.scanResultSet(
        (rows, context) -> {
          var column = rows.get().getMetaData();
          return new ColumnType(column.getColumnType(1), column.getColumnTypeName(1));
        });
  }
}
