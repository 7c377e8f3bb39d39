package io.drift4j.jdbc;

import io.drift4j.CustomerBusyException;
import io.drift4j.DriftException;
import io.drift4j.Run;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The row that stands for a customer: ours, or the host's own. */
final class CustomerRow {

  /** Ours; nothing refers to it, so nobody but a run waits for it. */
  static final CustomerRow OURS = new CustomerRow(null, "", KeyType.TEXT, new Spellings());

  private final @Nullable String table;
  private final String keyColumn;
  private final KeyType type;
  private final Spellings spellings;

  private CustomerRow(@Nullable String table, String keyColumn, KeyType type, Spellings spellings) {
    this.table = table;
    this.keyColumn = keyColumn;
    this.type = type;
    this.spellings = spellings;
  }

  /** The same, whose names are spelled as is remembered there. */
  CustomerRow with(Spellings other) {
    return new CustomerRow(table, keyColumn, type, other);
  }

  static CustomerRow ofHost(String table, String keyColumn, KeyType type) {
    Name.ofTable(table);
    Name.of("column", keyColumn);
    return new CustomerRow(table, keyColumn, type, new Spellings());
  }

  /**
   * Locks the row until the end of the transaction.
   *
   * @throws CustomerBusyException if it was skipped, since somebody else has locked it
   * @throws DriftException if there is no such row
   */
  String lock(Handle handle, Dialect dialect, LockMode mode, String customer) {
    if (table != null) {
      requireRow(handle, dialect, customer);
    }
    return find(handle, dialect, dialect.lockClause(mode), customer)
        .orElseThrow(
            () ->
                find(handle, dialect, "", customer).isPresent()
                    ? new CustomerBusyException(customer, Duration.ZERO)
                    : missing(customer));
  }

  /**
   * The same, of a customer who may not be there: nothing can run for that one, so nothing is to be
   * locked.
   */
  boolean lockIfThere(Handle handle, Dialect dialect, LockMode mode, String customer) {
    return find(handle, dialect, "", customer).isPresent()
        && !lock(handle, dialect, mode, customer).isEmpty();
  }

  /**
   * Without a lock: MariaDB and MySQL would lock, or wait for, the row of another spelling that the
   * column takes for this one, before they see that it is not.
   */
  private void requireRow(Handle handle, Dialect dialect, String customer) {
    if (find(handle, dialect, "", customer).isEmpty()) {
      throw missing(customer);
    }
  }

  private Optional<String> find(Handle handle, Dialect dialect, String clause, String customer) {
    return orForgotten(() -> found(handle, dialect, clause, customer));
  }

  /** After a failure the table is looked up again: somebody may have renamed it. */
  private <T> T orForgotten(Supplier<T> statement) {
    try {
      return statement.get();
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  void forget() {
    spellings.forget(String.valueOf(table));
  }

  private Optional<String> found(Handle handle, Dialect dialect, String clause, String customer) {
    try (Query query = handle.createQuery(select(handle, dialect) + clause)) {
      query.setTemplateEngine(
          (sql, context) ->
              sql.replace("<prefix>", String.valueOf(context.getAttribute("prefix"))));
      query.bind(
          "customer", table == null ? Run.customerKey(customer) : type.value(dialect, customer));
      return query.mapTo(String.class).findOne();
    }
  }

  /** Locks no row, as it would lock one. */
  void lockNone(Handle handle, Dialect dialect) {
    Spelling spelling = spelling(handle, dialect);
    String sql =
        Sql.of(
            "select 'locked' from %s where %s is null and 1 = 0\n%s",
            spelling.table(dialect),
            dialect.quoted(spelling.column(keyColumn)),
            dialect.lockClause(LockMode.noWait()));
    try (Query query = handle.createQuery(sql)) {
      query.setTemplateEngine((text, context) -> text);
      orForgotten(() -> query.mapTo(String.class).list());
    }
  }

  private String select(Handle handle, Dialect dialect) {
    if (table == null) {
      return "select customer_key from <prefix>customer where customer_key = :customer\n";
    }
    Spelling spelling = spelling(handle, dialect);
    String name = spelling.table(dialect);
    String column = dialect.quoted(spelling.column(keyColumn));
    String condition = type.condition(dialect, name, column, spelling.type(keyColumn));
    return Sql.of("select 'locked' from %s where %s\n", name, condition);
  }

  String quotedTable(Handle handle, Dialect dialect) {
    return spelling(handle, dialect).table(dialect);
  }

  private Spelling spelling(Handle handle, Dialect dialect) {
    return spellings.of(handle, dialect, String.valueOf(table), List.of(keyColumn));
  }

  private DriftException missing(String customer) {
    return new DriftException(
        table == null
            ? "the row of customer " + customer + " was deleted while it ran; repeat the run"
            : String.format(
                Locale.ROOT,
                "customer %s is not in table %s, whose row was to be locked; add it there",
                customer,
                table));
  }

  @Nullable String table() {
    return table;
  }

  String keyColumn() {
    return keyColumn;
  }
}
