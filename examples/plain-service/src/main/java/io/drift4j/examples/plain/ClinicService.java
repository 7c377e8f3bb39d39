package io.drift4j.examples.plain;

import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import java.time.LocalDate;
import org.flywaydb.core.Flyway;

/** Starts with its own migrations, and looks at its claims when it is told to. */
public final class ClinicService implements AutoCloseable {

  // region table
  static final RecordTable CLAIMS =
      RecordTable.named("reimbursement")
          .withId("reimbursements")
          .withCustomerColumn("clinic")
          .withColumn("insurer")
          .as("payer")
          .withColumn("procedure_group")
          .as("cpt_group")
          .withColumn("filed_on")
          .as("submitted_date")
          .withColumn("answered_on")
          .as("decided_date")
          .withColumn("state")
          .as("outcome")
          .withOutcome("APPROVED")
          .as("PAID")
          .withOutcome("REJECTED")
          .as("DENIED")
          .withOpen("PENDING");

  // endregion

  private final HikariDataSource dataSource;
  private final DriftMonitor monitor;

  public ClinicService(String url) {
    dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(url);
    // region start
    Flyway.configure().dataSource(dataSource).load().migrate(); // your own migrations first
    DriftMigrations.on(dataSource).migrate();
    DriftDatabase database = DriftDatabase.on(dataSource);
    database.verify(CLAIMS, ClaimDefinitions.payerDrift()).requireSound();
    monitor = DriftMonitor.of(database.repository(), database.counts(CLAIMS));
    // endregion
  }

  /** The claims of a clinic as they were known on the morning of a day. */
  public RunReport look(String clinic, LocalDate asOf) {
    return monitor.run(ClaimDefinitions.payerDrift(), clinic, asOf);
  }

  HikariDataSource dataSource() {
    return dataSource;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
