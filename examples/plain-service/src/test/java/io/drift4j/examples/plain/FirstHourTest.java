package io.drift4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftMonitor;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.jdbc.DriftDatabase;
import java.sql.SQLException;
import java.time.LocalDate;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What a service comes to with what the README says, and nothing else. */
class FirstHourTest {

  private static final String URL = "jdbc:h2:mem:first-hour;DB_CLOSE_DELAY=-1";
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 15);

  @Test
  void endsWithTheFirstEventWhichARestartFindsRecorded() throws SQLException {
    try (ClinicService service = new ClinicService(URL)) {
      Claims.file(service.dataSource(), TODAY);
      RunReport report = service.look("riverside", TODAY);
      assertThat(report.events()).hasSize(1);
      assertThat(report.events().get(0).headline()).startsWith("Aetna / SURG: denial rate");
      assertThat(report.summary().leftOut()).isEmpty();
    }
    try (ClinicService service = new ClinicService(URL)) {
      assertThat(service.look("riverside", TODAY).alreadyRecorded()).isTrue();
    }
  }

  @Test
  void mayBeginWithoutATableOfOurs() throws SQLException {
    try (HikariDataSource dataSource = new HikariDataSource()) {
      dataSource.setJdbcUrl("jdbc:h2:mem:without;DB_CLOSE_DELAY=-1");
      Flyway.configure().dataSource(dataSource).load().migrate();
      Claims.file(dataSource, TODAY);
      DriftMonitor monitor =
          DriftMonitor.of(
              new InMemoryDriftRepository(),
              DriftDatabase.on(dataSource).counts(ClinicService.CLAIMS));
      assertThat(monitor.run(ClaimDefinitions.payerDrift(), "riverside", TODAY).events())
          .hasSize(1);
    }
  }
}
