package io.drift4j.migrations;

import java.util.Optional;
import java.util.regex.Pattern;

/** What stands in the way of a migration: something that goes away when one waits, or not. */
enum Obstacle {
  /** Somebody else migrates and may take as long as building an index takes, or has just failed. */
  ANOTHER_MIGRATION,
  /** Somebody's transaction holds a lock, or another process is just opening the database. */
  PASSING,
  LASTING;

  /** Flyway's own words: it has no types for these, and its patience is a setting of the JVM. */
  private static final Pattern ANOTHER =
      Pattern.compile(
          "^Number of retries exceeded|failed migration to version|^Unable to baseline");

  static Obstacle of(RuntimeException thrown) {
    Optional<SqlError> error = SqlError.in(thrown);
    if (error.isPresent()) {
      return error.get().isPassing() ? PASSING : LASTING;
    }
    return ANOTHER.matcher(String.valueOf(thrown.getMessage())).find()
        ? ANOTHER_MIGRATION
        : LASTING;
  }
}
