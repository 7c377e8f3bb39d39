package io.drift4j.jdbc;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/** MySQL. */
final class MysqlDialect extends MysqlFamilyDialect {

  /** The first with collations that compare by bytes and do not pad. */
  @Override
  Version oldest() {
    return new Version(8, 0, 17);
  }

  /** 4031, which means something else on MariaDB: the session was silent for too long. */
  @Override
  Failure failure(SQLException e) {
    return e.getErrorCode() == 4031 ? Failure.CONNECTION : super.failure(e);
  }

  @Override
  String isVisible() {
    return "is_visible = 'YES'";
  }

  /** The catalogue has expressions with a backslash before each quote and backslash. */
  @Override
  String writtenDefault() {
    return """
        case when column_default is null then null
          when extra like '%DEFAULT_GENERATED%' then concat(
            '(',
            regexp_replace(
              column_default,
              concat(char(92 using utf8mb4), char(92 using utf8mb4), '(.)'),
              '$1'),
            ')')
          else quote(column_default) end\
        """;
  }

  /** Checks are the table's, and stay. */
  @Override
  String writtenCheck() {
    return "''";
  }

  @Override
  boolean holds(ColumnType column, KeyType key) {
    return key == KeyType.UUID
        ? column.code() == Types.BINARY || column.code() == Types.VARBINARY
        : super.holds(column, key);
  }

  @Override
  String uuidParameter(String parameter) {
    return parameter;
  }

  /** It has no type for them: they are kept in {@code binary(16)}, as {@code uuid_to_bin} does. */
  @Override
  Object uuid(UUID value) {
    return bytes(value);
  }

  static byte[] bytes(UUID value) {
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }
}
