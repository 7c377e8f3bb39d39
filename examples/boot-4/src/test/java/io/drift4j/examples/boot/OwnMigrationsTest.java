package io.drift4j.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drift4j.jdbc.DriftDatabase;
import io.drift4j.migrations.DriftMigrationException;
import io.drift4j.migrations.DriftMigrations;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Whose migrations come first, and what happens where they would not. */
class OwnMigrationsTest {

  /** What one writes who has not heard of the annotation. */
  @EnableAutoConfiguration
  static class WithoutTheAnnotation {

    @Bean
    DriftDatabase driftDatabase(DataSource dataSource) {
      DriftMigrations.on(dataSource).migrate();
      return DriftDatabase.on(dataSource);
    }
  }

  @Test
  void areAskedForBeforeAnythingIsDoneWhichLeavesTheDatabaseAsGoodAsNew() {
    assertRefusal(() -> Service.start(WithoutTheAnnotation.class, "order"));
    assertRefusal(
        () ->
            Service.start(
                WithoutTheAnnotation.class, "order", "--spring.flyway.baseline-on-migrate=true"));
    try (ConfigurableApplicationContext service = Service.start(ClinicService.class, "order")) {
      assertThat(service.getBean(Flyway.class).info().applied()).hasSize(1);
    }
  }

  private static void assertRefusal(ThrowingCallable start) {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(start)
        .havingRootCause()
        .isInstanceOf(DriftMigrationException.class)
        .withMessageStartingWith("DRIFT-MIG-017 the schema is empty, although the class path has")
        .withMessageContaining("nothing was done")
        .withMessageContaining("@DependsOnDatabaseInitialization");
  }

  /** Spring Boot 3.5 uses a Flyway wherever there is one, and drift-migrations brings one. */
  @Test
  void mayBeOfAnotherKindIfFlywayIsSwitchedOff() {
    makeTablesByOtherMeans("script");
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> Service.start(ClinicService.class, "script"))
        .havingRootCause()
        .withMessageStartingWith("Found non-empty schema(s) \"PUBLIC\"");
    try (ConfigurableApplicationContext service =
        Service.start(ClinicService.class, "script", "--spring.flyway.enabled=false")) {
      assertThat(service.getBeansOfType(Flyway.class)).isEmpty();
      DriftMigrations.on(service.getBean(DataSource.class)).validate();
    }
  }

  private static void makeTablesByOtherMeans(String database) {
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V1__reimbursement.sql"))
        .execute(new DriverManagerDataSource(Service.url(database), "sa", ""));
  }
}
