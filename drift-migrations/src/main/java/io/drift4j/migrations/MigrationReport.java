package io.drift4j.migrations;

import java.util.List;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * What one call of {@link DriftMigrations#migrate()} did.
 *
 * @param applied the migrations that this call applied, in order; empty if the database was up to
 *     date, or another process was faster
 */
public record MigrationReport(List<Applied> applied) {

  /**
   * Creates a report.
   *
   * @param applied the migrations that this call applied, in order
   */
  public MigrationReport {
    applied = List.copyOf(applied);
  }

  static MigrationReport of(MigrateResult result) {
    return new MigrationReport(result.migrations.stream().map(Applied::of).toList());
  }

  /**
   * One migration that was applied.
   *
   * @param version its version, such as {@code 1}
   * @param description what it brings, such as {@code tables}
   * @param millis how long it took, in milliseconds
   */
  public record Applied(String version, String description, long millis) {

    private static Applied of(MigrateOutput output) {
      return new Applied(output.version, output.description, output.executionTime);
    }
  }
}
