package io.drift4j.jdbc;

import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** MariaDB. */
final class MariadbDialect extends MysqlFamilyDialect {

  /** The first that can skip locked rows. */
  @Override
  Version oldest() {
    return new Version(10, 6, 0);
  }

  /** It can leave out constraints, and read tables as they were at another time. */
  @Override
  Map<String, String> needed() {
    Map<String, String> needed = super.needed();
    needed.put("check_constraint_checks", "1");
    needed.put("system_versioning_asof", "DEFAULT");
    return needed;
  }

  /**
   * Its own driver sends a batch in binary, which takes the server half as long as a text of as
   * many rows, but for inserts that update: it could not tell how many rows were new. Nobody asks
   * it, so those words are in a comment, which the server executes and the driver skips.
   */
  @Override
  void insertIfAbsent(Handle handle, Table table, List<@Nullable Object[]> rows) {
    if (isDriverOf("MariaDB", handle)) {
      inBatches(handle, insert(table, 1) + "/*M! " + unlessThere(table) + " */", rows);
    } else {
      super.insertIfAbsent(handle, table, rows);
    }
  }

  /** MySQL's driver takes a UUID for a CHAR. */
  @Override
  boolean holds(ColumnType column, KeyType key) {
    return super.holds(column, key) || (key == KeyType.UUID && column.code() == Types.CHAR);
  }

  @Override
  String isVisible() {
    return "ignored = 'NO'";
  }

  @Override
  String writtenDefault() {
    return "nullif(column_default, 'NULL')";
  }

  @Override
  String writtenCheck() {
    return """
        coalesce(
          (select concat(' check (', checked.check_clause, ')')
            from information_schema.check_constraints checked
            where checked.constraint_schema = columns.table_schema
              and checked.table_name = columns.table_name
              and checked.level = 'Column'
              and checked.constraint_name = columns.column_name),
          '')\
        """;
  }

  @Override
  String uuidParameter(String parameter) {
    return parameter;
  }
}
