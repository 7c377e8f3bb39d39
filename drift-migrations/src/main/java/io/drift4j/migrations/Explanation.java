package io.drift4j.migrations;

import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** Says in one line of ours what Flyway says in many of its own. */
final class Explanation {

  private Explanation() {}

  static DriftMigrationException of(FlywayException thrown) {
    Optional<SqlError> error = SqlError.in(thrown);
    return error.isPresent() ? of(error.get(), thrown) : withoutSqlError(thrown);
  }

  private static DriftMigrationException of(SqlError error, FlywayException thrown) {
    if (error.raised().isPresent()) {
      return new DriftMigrationException(error.raised().get(), null);
    }
    if (error.isRightMissing()) {
      return Trouble.NO_RIGHT.because(
          thrown,
          "the user lacks a right on the tables: %s; grant it or migrate as another",
          error);
    }
    if (error.isConnectionLost()) {
      return Trouble.NO_CONNECTION.because(
          thrown, "the connection to the database was lost: %s; call migrate() again", error);
    }
    if (error.isLockMissed()) {
      return Trouble.LOCK_NOT_OBTAINED.because(
          thrown, "a lock was not obtained: %s; nothing is broken, call migrate() again", error);
    }
    return Trouble.OTHER.because(
        error.mayQuoteValues() ? null : thrown,
        "the database refused a migration: %s; remove the cause and call migrate() again",
        error);
  }

  private static DriftMigrationException withoutSqlError(FlywayException thrown) {
    if (Obstacle.of(thrown) == Obstacle.ANOTHER_MIGRATION) {
      return Trouble.STILL_MIGRATING.because(
          thrown, "another process is still migrating; wait for it, then call migrate() again");
    }
    String text = String.valueOf(thrown.getMessage());
    return Trouble.OTHER.because(thrown, "%s", text.lines().findFirst().orElse(text));
  }
}
