package io.drift4j.migrations;

import java.time.Duration;
import java.util.List;

/**
 * What one call of {@link DriftMigrations#migrate()} or {@link DriftMigrations#adopt()} did.
 *
 * @param applied the migrations that this call applied or recorded, in order; empty if the database
 *     was up to date, or another process was faster
 */
public record MigrationReport(List<Applied> applied) {

  /**
   * Creates a report.
   *
   * @param applied the migrations that this call applied or recorded, in order
   */
  public MigrationReport {
    applied = List.copyOf(applied);
  }

  /**
   * One migration that was applied.
   *
   * @param version its version, such as {@code 1}
   * @param description what it brings, such as {@code tables}
   * @param duration how long it took, in whole milliseconds; zero if it was only recorded
   */
  public record Applied(String version, String description, Duration duration) {}
}
