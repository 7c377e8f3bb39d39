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
          .withColumn("payer", "insurer")
          .withColumn("cpt_group", "procedure_group")
          .withColumn("submitted_date", "filed_on")
          .withColumn("decided_date", "answered_on")
          .withColumn("outcome", "state")
          .withOutcome("APPROVED", "PAID")
          .withOutcome("REJECTED", "DENIED")
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
