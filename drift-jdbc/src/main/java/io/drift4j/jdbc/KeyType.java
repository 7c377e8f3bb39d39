package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.util.UUID;

/**
 * What a column of the host's that says whose a record is holds. The customer of a run is its text;
 * a text that is not the one way to write the value is refused, so that no two texts are one
 * customer.
 */
public enum KeyType {
  /** A text, compared by its characters whatever the collation of the column. */
  TEXT {
    @Override
    Object value(Dialect dialect, String customer) {
      return customer;
    }

    @Override
    String condition(Dialect dialect, String table, String column, String type) {
      return dialect.isText(column, type, ":customer")
          + " and "
          + dialect.isExactly(table, column, ":customer");
    }
  },
  /** A whole number: {@code 42}, not {@code 042} or {@code +42}. */
  INTEGER {
    @Override
    Object value(Dialect dialect, String customer) {
      try {
        long number = Long.parseLong(customer);
        return requireCanonical(customer, Long.toString(number), number);
      } catch (NumberFormatException e) {
        throw notOfThisType(customer);
      }
    }

    @Override
    String condition(Dialect dialect, String table, String column, String type) {
      return column + " = :customer";
    }
  },
  /**
   * A UUID, in lower case with hyphens: of that type on PostgreSQL, H2 and MariaDB, 16 bytes on
   * MySQL and SQLite. A column of texts that look so is {@link #TEXT}.
   */
  UUID {
    @Override
    Object value(Dialect dialect, String customer) {
      try {
        UUID uuid = java.util.UUID.fromString(customer);
        return requireCanonical(customer, uuid.toString(), dialect.uuid(uuid));
      } catch (IllegalArgumentException e) {
        throw notOfThisType(customer);
      }
    }

    @Override
    String condition(Dialect dialect, String table, String column, String type) {
      return column + " = " + dialect.uuidParameter(":customer");
    }
  };

  /** A customer of this type, who need not be nobody where no row is asked for. */
  String nobody() {
    return switch (this) {
      case TEXT -> "nobody";
      case INTEGER -> "0"; // some of the types have no sign
      case UUID -> new UUID(0, 0).toString();
    };
  }

  /** What is bound for a customer. */
  abstract Object value(Dialect dialect, String customer);

  /** The condition that a row is the customer's, of a column of a type. */
  abstract String condition(Dialect dialect, String table, String column, String type);

  Object requireCanonical(String customer, String canonical, Object value) {
    if (!customer.equals(canonical)) {
      throw notOfThisType(customer);
    }
    return value;
  }

  DriftException notOfThisType(String customer) {
    return new DriftException(
        "customer \""
            + customer
            + "\" is not the usual way to write a value of type "
            + name()
            + ", which the customer column was said to hold");
  }
}
