package io.drift4j.migrations;

import java.util.List;
import java.util.Set;

/**
 * Tables as a state of this library left them that was never released: scripts that were released
 * never change. No migration leads on from there, and nobody has to keep what is in them.
 */
final class EarlierState {

  /** Columns that only such states have, the newer one last: seen where no history tells. */
  private static final List<String> SIGNS = List.of("run.subject_key", "event.p_value");

  /** One that the newest of such states lacks, in a table that was made by one statement. */
  private static final String LACKED = "event.figures";

  private static final String NEIGHBOUR = "event.minimum_detectable";

  private EarlierState() {}

  static void refuse(Target target, SchemaStatus status) {
    List<SchemaStatus.Migration> edited = status.in(SchemaStatus.State.EDITED);
    if (!edited.isEmpty()) {
      throw refused(target, "other scripts than its own made them: " + edited);
    }
    if (!hasTables(status)) {
      refuseSigns(target);
    }
  }

  private static void refuseSigns(Target target) {
    Set<String> found = Catalogue.of(target);
    for (String sign : SIGNS) {
      if (found.contains("has " + sign)) {
        String column = sign.replace(".", " has a column ");
        throw refused(target, target.settings().tablePrefix() + column);
      }
    }
    if (found.contains("has " + NEIGHBOUR) && !found.contains("has " + LACKED)) {
      String column = LACKED.replace(".", " has no column ");
      throw refused(target, target.settings().tablePrefix() + column);
    }
  }

  /** Those of this library: the catalogue need not be looked at. */
  private static boolean hasTables(SchemaStatus status) {
    return status.in(SchemaStatus.State.APPLIED).stream()
        .anyMatch(migration -> migration.version().equals("1"));
  }

  private static DriftMigrationException refused(Target target, String evidence) {
    Settings settings = target.settings();
    return Trouble.EDITED.exception(
        "the tables are of an earlier, unreleased state of this library (%s); nothing was done;"
            + " nothing of that state was ever released: drop its tables and its view, whose names"
            + " begin with %s, with them %s, and call migrate() again",
        evidence, settings.tablePrefix(), settings.historyTable());
  }
}
