package io.drift4j.migrations;

import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** Says in one line of ours what Flyway says in many of its own. */
final class Explanation {

  private Explanation() {}

  static DriftMigrationException of(FlywayException thrown, Target target) {
    return SqlError.in(thrown)
        .map(error -> of(error, thrown, target))
        .orElseGet(() -> withoutSqlError(thrown, target));
  }

  /** A question about the catalogue that was not answered. */
  static DriftMigrationException ofQuestion(SqlError error, Throwable thrown) {
    return ofAny(error, thrown)
        .orElseGet(
            () ->
                Trouble.OTHER.because(
                    error.mayQuoteValues() ? null : thrown,
                    "the database does not tell what it has: %s; nothing was done",
                    error));
  }

  /** What may happen to any statement. */
  private static Optional<DriftMigrationException> ofAny(SqlError error, Throwable thrown) {
    if (error.isRightMissing()) {
      return Optional.of(
          Trouble.NO_RIGHT.because(
              thrown,
              "the user lacks a right on the tables: %s; grant it or migrate as another",
              error));
    }
    if (error.isConnectionLost()) {
      return Optional.of(
          Trouble.NO_CONNECTION.because(
              thrown,
              "the connection to the database was lost: %s; what is unfinished is done again when"
                  + " you call migrate() again",
              error));
    }
    if (error.isPreparedStatementLost()) {
      return Optional.of(
          Trouble.POOLER.because(
              thrown,
              "connections come from a pooler that shares sessions: %s; let the driver prepare"
                  + " nothing (prepareThreshold=0 in the URL), or use PgBouncer 1.21 or later",
              error));
    }
    return Optional.empty();
  }

  static DriftMigrationException of(SqlError error, Throwable thrown, Target target) {
    if (error.raised().isPresent()) {
      return new DriftMigrationException(error.raised().get(), null);
    }
    return ofAny(error, thrown).orElseGet(() -> ofMigration(error, thrown, target));
  }

  private static DriftMigrationException ofMigration(
      SqlError error, Throwable thrown, Target target) {
    if (error.isCancelled()) {
      return Trouble.CANCELLED.because(
          thrown,
          "the database cancelled a migration: %s; what is unfinished is done again; raise the"
              + " statement timeout of the user, or ask who cancelled it, then call migrate() again",
          error);
    }
    if (error.isLockMissed()) {
      return Trouble.LOCK_NOT_OBTAINED.because(
          thrown,
          "a lock was not obtained: %s%s; nothing is broken, call migrate() again",
          error,
          inTheWay(target));
    }
    return Trouble.OTHER.because(
        error.mayQuoteValues() ? null : thrown,
        "the database refused a migration: %s; remove the cause and call migrate() again",
        error);
  }

  private static DriftMigrationException withoutSqlError(FlywayException thrown, Target target) {
    if (FlywayModule.isMissing(thrown)) {
      return FlywayModule.missing(target.vendor(), thrown);
    }
    if (Obstacle.of(thrown) == Obstacle.ANOTHER_MIGRATION) {
      return Trouble.STILL_MIGRATING.because(
          thrown,
          "another process is still migrating%s; wait for it, then call migrate() again",
          inTheWay(target));
    }
    String text = String.valueOf(thrown.getMessage());
    return Trouble.OTHER.because(thrown, "%s", text.lines().findFirst().orElse(text));
  }

  private static String inTheWay(Target target) {
    String sessions = OpenTransactions.of(target);
    return sessions.isEmpty() ? "" : "; open transactions: " + sessions;
  }
}
