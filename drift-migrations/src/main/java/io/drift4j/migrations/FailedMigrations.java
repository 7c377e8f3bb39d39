package io.drift4j.migrations;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The rows about failures in the history. Each blocks Flyway for ever, so they are removed where
 * running the script again is safe.
 */
final class FailedMigrations {

  /**
   * On PostgreSQL V1 and V3 leave no failed row, and V2 removes what it left; on SQLite none does;
   * elsewhere every statement leaves alone what is there already.
   */
  private static final Set<String> RERUNNABLE = Set.of("1", "2", "3");

  private FailedMigrations() {}

  /** Repairing accepts edited scripts, hence never with one. */
  static void heal(Flyway flyway) {
    MigrationInfo[] known = flyway.info().all();
    refuseEdited(known);
    List<MigrationInfo> failed = Arrays.stream(known).filter(m -> m.getState().isFailed()).toList();
    if (!failed.isEmpty()) {
      refuseLasting(failed);
      flyway.repair();
    }
  }

  private static void refuseEdited(MigrationInfo[] known) {
    List<String> edited =
        Arrays.stream(known)
            .filter(m -> m.getState().isResolved() && m.isApplied() && !m.isChecksumMatching())
            .map(FailedMigrations::label)
            .toList();
    if (!edited.isEmpty()) {
      throw Trouble.EDITED.exception(
          "scripts differ from what was applied: %s; use the scripts of the released library",
          edited);
    }
  }

  private static void refuseLasting(List<MigrationInfo> failed) {
    List<String> lasting =
        failed.stream()
            .filter(m -> !RERUNNABLE.contains(m.getVersion().getVersion()))
            .map(FailedMigrations::label)
            .toList();
    if (!lasting.isEmpty()) {
      throw Trouble.OTHER.exception(
          "failed migrations cannot be run again: %s; undo them by hand or restore a backup",
          lasting);
    }
  }

  private static String label(MigrationInfo migration) {
    return "V" + migration.getVersion() + " " + migration.getDescription();
  }
}
