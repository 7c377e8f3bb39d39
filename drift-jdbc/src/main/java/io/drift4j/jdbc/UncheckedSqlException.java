package io.drift4j.jdbc;

import java.sql.SQLException;

/** Carries what a driver reported to where it is translated; never leaves this package. */
final class UncheckedSqlException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UncheckedSqlException(SQLException cause) {
    super(cause);
  }
}
