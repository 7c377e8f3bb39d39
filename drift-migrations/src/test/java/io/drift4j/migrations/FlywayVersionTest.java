package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Flyway a host may bring. The build runs these tests with several. */
final class FlywayVersionTest {

  /** As the build says which it means. */
  private static final String MEANT = System.getProperty("drift.flyway", "");

  private static final DataSource UNTOUCHED =
      (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (self, method, arguments) -> {
                throw new AssertionError("asked for " + method.getName());
              });

  @Tag("flyway")
  @Tag("flyway-too-old")
  @Test
  void isTheOneThatTheBuildMeans() throws Exception {
    try (InputStream version =
        Flyway.class
            .getClassLoader()
            .getResourceAsStream("org/flywaydb/core/internal/version.txt")) {
      assertThat(new String(version.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(MEANT);
    }
  }

  @Tag("flyway-too-old")
  @Test
  void isRefusedByNameBeforeAnythingElseIfItIsTooOld() {
    DriftMigrations migrations = DriftMigrations.on(UNTOUCHED);
    for (Runnable call :
        List.<Runnable>of(
            migrations::migrate, migrations::validate, migrations::status, migrations::adopt)) {
      assertThatExceptionOfType(DriftMigrationException.class)
          .isThrownBy(call::run)
          .withMessage(
              "DRIFT-MIG-013 Flyway 11.7.2 is on the class path, 11.14.1 or later is needed;"
                  + " nothing was done; raise the version of org.flywaydb that your build manages,"
                  + " under Spring Boot with the property flyway.version")
          .satisfies(e -> assertThat(e.code()).isEqualTo("DRIFT-MIG-013"));
    }
    assertThat(DriftMigrations.sql(Vendor.H2, null, "drift_")).contains("drift_event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9.22.3", "11.7.2", "11.14.0"})
  void isNeededLater(String older) {
    assertThatExceptionOfType(DriftMigrationException.class)
        .isThrownBy(() -> FlywayVersion.require(older));
  }

  /** Nor is one that does not say which it is. */
  @ParameterizedTest
  @ValueSource(strings = {"11.14.1", "11.20.3", "12.4.0", "13.12.0", "14.0.0", ""})
  void isNotRefused(String version) {
    assertThatNoException().isThrownBy(() -> FlywayVersion.require(version));
  }
}
