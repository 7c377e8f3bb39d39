package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What differs between databases, and nothing else does. A new one is a constant here. */
enum Vendor {
  POSTGRESQL("PostgreSQL") {
    @Override
    void limitLockWait(Handle handle, Duration wait) {
      handle
          .createQuery("select set_config('lock_timeout', :millis, true)")
          .bind("millis", Long.toString(Math.max(1, wait.toMillis())))
          .mapTo(String.class)
          .one();
    }

    /*
     * Not {@code FOR UPDATE}: that would make every insert that refers to the row wait for the run.
     */
    @Override
    String lockCustomer(Duration wait) {
      return """
          select customer_key from <prefix>customer
          where customer_key = :customerKey
          for no key update
          """;
    }

    /*
     * For this transaction only. The planner knows no statistics of the exact text of a column,
     * takes it for wide, and with little memory sorts every record where a small hash table does;
     * and once a driver has prepared the statement for good, it plans without the windows. Each
     * made a run of a million records more than twice as slow.
     */
    @Override
    void prepareToCount(Handle handle) {
      handle
          .createQuery(
              """
              select set_config('plan_cache_mode', 'force_custom_plan', true),
                set_config('work_mem',
                  case when pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('32MB')
                    then '32MB' else current_setting('work_mem') end,
                  true)
              """)
          .mapTo(String.class)
          .one();
    }

    @Override
    String insertIfAbsent(String table, List<String> columns, List<String> key) {
      return """
          insert into <prefix>%s (%s)
          values (%s)
          on conflict (%s) do nothing
          """
          .formatted(table, Columns.list(columns), Columns.parameters(columns), Columns.list(key));
    }

    @Override
    String exactText(String expression) {
      return "cast(" + expression + " as text) collate \"C\"";
    }

    /*
     * Asks the catalogue, once for the statement, whether the column compares by its bytes anyway;
     * only if it does not, every record is compared again.
     */
    @Override
    String isExactly(String table, String column, String value) {
      return """
          ((select exists (
              select 1 from pg_attribute a join pg_collation c on c.oid = a.attcollation
              where a.attrelid = cast('%s' as regclass) and a.attname = '%s'
                and a.atttypid in (cast('text' as regtype), cast('varchar' as regtype))
                and c.collisdeterministic))
            or %s)
          """
          .formatted(table, Identifiers.folded(column), super.isExactly(table, column, value));
    }

    @Override
    @Nullable String readText(ResultSet row, int column) throws SQLException {
      return row.getString(column);
    }

    @Override
    String daysBetween(String from, String until) {
      return "(" + until + " - " + from + ")";
    }

    @Override
    boolean isLockTimeout(SQLException e) {
      return "55P03".equals(e.getSQLState());
    }

    @Override
    boolean isTransient(SQLException e) {
      return isConnectionLoss(e)
          || Set.of("40001", "40P01").contains(String.valueOf(e.getSQLState()));
    }
  },

  H2("H2") {
    /* Row locks carry their wait in the statement; other waits are short and end in a retry. */
    @Override
    void limitLockWait(Handle handle, Duration wait) {}

    @Override
    String lockCustomer(Duration wait) {
      return """
          select customer_key from <prefix>customer
          where customer_key = :customerKey
          for update wait %d.%03d
          """
          .formatted(wait.toSeconds(), wait.toMillisPart());
    }

    @Override
    void prepareToCount(Handle handle) {}

    @Override
    String insertIfAbsent(String table, List<String> columns, List<String> key) {
      return """
          merge into <prefix>%s as there
          using (values (%s)) as given (%s)
          on %s
          when not matched then insert (%s) values (%s)
          """
          .formatted(
              table,
              Columns.parameters(columns),
              Columns.list(columns),
              String.join(" and ", key.stream().map(c -> "there." + c + " = given." + c).toList()),
              Columns.list(columns),
              Columns.list(columns.stream().map(c -> "given." + c).toList()));
    }

    @Override
    String exactText(String expression) {
      return "cast(" + expression + " as varbinary)";
    }

    @Override
    @Nullable String readText(ResultSet row, int column) throws SQLException {
      byte[] bytes = row.getBytes(column);
      return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    String daysBetween(String from, String until) {
      return "datediff(day, " + from + ", " + until + ")";
    }

    @Override
    boolean isLockTimeout(SQLException e) {
      return e.getErrorCode() == 50200;
    }

    /* 23505: the loser of two MERGEs of one key gets it; repeated, it finds the row. */
    @Override
    boolean isTransient(SQLException e) {
      return isConnectionLoss(e)
          || Set.of(40001, 50200, 90131, 23505, 8000, 90020, 90067).contains(e.getErrorCode());
    }
  };

  private final String product;

  Vendor(String product) {
    this.product = product;
  }

  /**
   * Recognises the database of a connection.
   *
   * @throws DriftException if it is not supported
   */
  static Vendor of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName();
    return Arrays.stream(values())
        .filter(vendor -> vendor.product.equals(product))
        .findFirst()
        .orElseThrow(
            () ->
                new DriftException(
                    "database product "
                        + product
                        + " is not supported; supported are "
                        + products()));
  }

  private static String products() {
    return String.join(", ", Arrays.stream(values()).map(vendor -> vendor.product).toList());
  }

  /** Bounds how long any statement of the transaction waits for a lock. */
  abstract void limitLockWait(Handle handle, Duration wait);

  /** The statement that locks a customer's row until the end of the transaction. */
  abstract String lockCustomer(Duration wait);

  /** Settings of the transaction that make the count statement cheap. */
  abstract void prepareToCount(Handle handle);

  /** The statement that inserts a row unless its key is there; any other violation still fails. */
  abstract String insertIfAbsent(String table, List<String> columns, List<String> key);

  /** An expression that is equal only for the same bytes, whatever the collation of the column. */
  abstract String exactText(String expression);

  /** A condition that holds only for the same bytes, where the column has been compared already. */
  String isExactly(String table, String column, String value) {
    return exactText(column) + " = " + exactText(value);
  }

  /** Reads what {@link #exactText} selects. */
  abstract @Nullable String readText(ResultSet row, int column) throws SQLException;

  /** The days from one date to another. */
  abstract String daysBetween(String from, String until);

  abstract boolean isLockTimeout(SQLException e);

  /** Whether the same transaction may succeed when it is repeated. */
  abstract boolean isTransient(SQLException e);

  private static boolean isConnectionLoss(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P0");
  }
}
