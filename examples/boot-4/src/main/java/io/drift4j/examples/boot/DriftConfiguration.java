package io.drift4j.examples.boot;

import io.drift4j.DriftMonitor;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.jdbc.RecordTable;
import io.drift4j.migrations.DriftMigrations;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Drift4j beside the tables of the service. */
@Configuration(proxyBeanMethods = false)
class DriftConfiguration {

  private static final RecordTable CLAIMS =
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

  // region beans
  @Bean
  @DependsOnDatabaseInitialization // your own migrations first
  DriftDatabase driftDatabase(DataSource dataSource) {
    DriftMigrations.on(dataSource).migrate();
    return DriftDatabase.on(dataSource);
  }

  @Bean
  DriftMonitor driftMonitor(DriftDatabase database) {
    database.verify(CLAIMS, ClaimDefinitions.payerDrift()).requireSound();
    return DriftMonitor.of(database.repository(), database.counts(CLAIMS));
  }
  // endregion
}
