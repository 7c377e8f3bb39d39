package io.drift4j.examples.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drift4j.migrations.DriftMigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The one version that matters of those that Spring Boot manages. */
class FlywayVersionTest {

  @Test
  void isTheOneOfTheProperty() throws IOException {
    assertThat(found()).isEqualTo(System.getProperty("drift.flyway"));
  }

  @Tag("flyway-too-old")
  @Test
  void isRefusedByNameWithThePropertyThatRaisesIt() throws IOException {
    assertThat(found()).isEqualTo("11.7.2");
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> Service.start(ClinicService.class, "too-old"))
        .havingRootCause()
        .isInstanceOf(DriftMigrationException.class)
        .withMessageStartingWith("DRIFT-MIG-013 Flyway 11.7.2 is on the class path, 11.14.1 or")
        .withMessageEndingWith("under Spring Boot with the property flyway.version");
  }

  private static String found() throws IOException {
    try (InputStream version =
        Flyway.class
            .getClassLoader()
            .getResourceAsStream("org/flywaydb/core/internal/version.txt")) {
      return new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
