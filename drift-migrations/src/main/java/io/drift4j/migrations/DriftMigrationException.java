package io.drift4j.migrations;

import org.jspecify.annotations.Nullable;

/**
 * The tables are not, or cannot be brought, up to date. The message is one line that begins with a
 * code, such as {@code DRIFT-MIG-002}, and says what was found and what to do. It never carries the
 * contents of a row, only keys.
 */
public final class DriftMigrationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DriftMigrationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
