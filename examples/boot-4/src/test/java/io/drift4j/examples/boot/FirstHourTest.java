package io.drift4j.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import java.time.LocalDate;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What a service comes to with what the README says, and nothing else. */
class FirstHourTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);

  @Test
  void endsWithTheFirstEventWhichARestartFindsRecorded() {
    try (ConfigurableApplicationContext service = start()) {
      Claims.file(service.getBean(DataSource.class), TODAY);
      RunReport report = look(service);
      assertThat(report.events()).hasSize(1);
      assertThat(report.events().get(0).headline()).startsWith("Aetna / SURG: denial rate");
      assertThat(report.summary().leftOut()).isEmpty();
    }
    try (ConfigurableApplicationContext service = start()) {
      assertThat(look(service).alreadyRecorded()).isTrue();
    }
  }

  private static ConfigurableApplicationContext start() {
    return Service.start(ClinicService.class, "first-hour");
  }

  private static RunReport look(ConfigurableApplicationContext service) {
    return service
        .getBean(DriftMonitor.class)
        .run(ClaimDefinitions.payerDrift(), "riverside", TODAY);
  }
}
