package io.drift4j.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of a row of ours, in which null stands for what is absent. */
final class Row {

  private Row() {}

  static @Nullable Object[] of(@Nullable Object... values) {
    return values;
  }

  /** One after the other. */
  static @Nullable Object[] joined(@Nullable Object[]... parts) {
    return Stream.of(parts).flatMap(Arrays::stream).toArray();
  }

  static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  static @Nullable Double number(ResultSet row, String column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? null : number;
  }

  static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
    int number = row.getInt(column);
    return row.wasNull() ? null : number;
  }

  static @Nullable Long bigint(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  static OptionalDouble optionalNumber(ResultSet row, String column) throws SQLException {
    Double number = number(row, column);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  static OptionalInt optionalInteger(ResultSet row, String column) throws SQLException {
    Integer number = integer(row, column);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static OptionalLong optionalBigint(ResultSet row, String column) throws SQLException {
    Long number = bigint(row, column);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /** Not every database has a type for it. */
  static int flag(boolean isSet) {
    return isSet ? 1 : 0;
  }

  static boolean flag(ResultSet row, String column) throws SQLException {
    return row.getInt(column) == 1;
  }

  static LocalDate date(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(dateOrNull(row, column), column);
  }

  /** As its text, which every driver gives; MySQL's in the digits of the JVM's locale. */
  static @Nullable LocalDate dateOrNull(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : LocalDate.parse(inAscii(text));
  }

  private static String inAscii(String date) {
    StringBuilder ascii = new StringBuilder();
    date.codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(ascii::appendCodePoint);
    return ascii.toString();
  }

  static <T> void ifThere(@Nullable T value, Consumer<T> use) {
    if (value != null) {
      use.accept(value);
    }
  }
}
