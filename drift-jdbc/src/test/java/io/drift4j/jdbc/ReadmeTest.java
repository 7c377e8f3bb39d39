package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code in the README is this code, and it does what the README says. */
class ReadmeTest {

  private static final Logger log = LoggerFactory.getLogger(ReadmeTest.class);

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void runsAsTheReadmeShows(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.yearOfClaims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("alter table claim rename column customer to tenant");
              handle.execute("alter table claim rename column cpt_group to procedure_group");
            });
    DataSource dataSource = host.dataSource();
    // region readme
    DriftMigrations.on(dataSource).migrate(); // our tables, beside yours

    DriftDatabase database = DriftDatabase.on(dataSource);
    RecordTable claims =
        RecordTable.named("claim")
            .withCustomerColumn("tenant")
            .withColumn("procedure_group")
            .as("cpt_group");
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(claims));

    RunReport report =
        monitor.run(ClaimDefinitions.payerDrift(), "acme", LocalDate.of(2026, 1, 15));
    if (report.isEmpty()) {
      log.error("{}", report.reason()); // nothing usable was read
    }
    report.events().forEach(event -> log.warn("{}", event.headline()));
    // endregion
    assertThat(report.events()).hasSize(1);
    assertThat(report.events().get(0).headline()).startsWith("Aetna / SURG: denial rate");
    assertThat(report.run().policyId()).isEqualTo("controlled");
  }

  @Test
  void isWhatTheReadmeShows() throws IOException {
    String source = Files.readString(Path.of("src/test/java/io/drift4j/jdbc/ReadmeTest.java"));
    String region =
        source.substring(
            source.indexOf("// region readme\n") + 17, source.indexOf("    // endregion"));
    String shown =
        region
            .lines()
            .map(line -> line.replaceFirst("^ {4}", ""))
            .collect(Collectors.joining("\n"))
            .replaceAll("\n +\\.as\\(", ".as("); // belongs to the line before
    assertThat(shown.lines().count()).isLessThanOrEqualTo(15);
    assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "\n```");
  }
}
