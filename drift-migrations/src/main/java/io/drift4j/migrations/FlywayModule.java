package io.drift4j.migrations;

import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's own parts for a product, which it finds as services: a host may leave a jar out, or lose
 * the list of them when it makes one jar of many.
 */
final class FlywayModule {

  private FlywayModule() {}

  /**
   * Says what is the matter where Flyway cannot even be configured: depending on which of its parts
   * it lacks, it fails in many ways, none of which tells.
   */
  static <T> T configured(Vendor vendor, Supplier<T> configuring) {
    try {
      return configuring.get();
    } catch (NullPointerException | LinkageError | ServiceConfigurationError e) {
      throw missing(vendor, e);
    }
  }

  /** Flyway does not know a product that we do. The text is Flyway's: it has no type for this. */
  static boolean isMissing(FlywayException thrown) {
    return String.valueOf(thrown.getMessage()).startsWith("Unsupported Database: ");
  }

  static DriftMigrationException missing(Vendor vendor, @Nullable Throwable cause) {
    return Trouble.MODULE_MISSING.because(
        cause,
        "Flyway finds no module for %s; no table was touched; put org.flywaydb:%s on the class"
            + " path, of the version of flyway-core, and merge META-INF/services where jars are made"
            + " into one",
        vendor.product(),
        vendor.flywayArtifact());
  }
}
