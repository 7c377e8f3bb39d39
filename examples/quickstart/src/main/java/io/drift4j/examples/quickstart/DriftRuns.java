package io.drift4j.examples.quickstart;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** All that a service writes to watch its claims: two migrations side by side, and the runs. */
final class DriftRuns {

  private final DriftMonitor monitor;

  private DriftRuns(DriftMonitor monitor) {
    this.monitor = monitor;
  }

  /**
   * The service's own tables first, with its own history; then those of the library, with theirs.
   */
  static DriftRuns on(DataSource dataSource) {
    migrateClaims(dataSource);
    DriftMigrations.on(dataSource).migrate();
    DriftDatabase database = DriftDatabase.on(dataSource);
    return new DriftRuns(
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim"))));
  }

  private static void migrateClaims(DataSource dataSource) {
    try {
      Flyway.configure(DriftRuns.class.getClassLoader())
          .dataSource(dataSource)
          .locations("classpath:io/drift4j/examples/quickstart/claims")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw Databases.failed("creating the table of claims", e);
    }
  }

  List<RunReport> run(
      Definition definition,
      List<String> customers,
      LocalDate asOf,
      int revision,
      Progress progress) {
    List<RunReport> reports = new ArrayList<>();
    for (String customer : customers) {
      reports.add(monitor.run(definition, customer, asOf, revision));
      progress.show("of " + customers.size() + " customers", reports.size());
    }
    progress.done();
    return reports;
  }

  /** Whether any of the customers has claims that a run would read. */
  boolean hasClaims(Definition definition, List<String> customers, LocalDate asOf) {
    return customers.stream()
        .anyMatch(c -> monitor.preview(definition, c, asOf).summary().rowsRead() > 0);
  }
}
