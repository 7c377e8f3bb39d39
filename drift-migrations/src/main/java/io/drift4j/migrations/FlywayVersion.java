package io.drift4j.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

/** Which Flyway a host brings: the versions that it manages win over ours. */
final class FlywayVersion {

  /** The oldest that the tests are run with. */
  private static final String NEEDED = "11.14.1";

  /** Where Flyway itself reads its version. */
  private static final String RESOURCE = "org/flywaydb/core/internal/version.txt";

  private FlywayVersion() {}

  /** Refuses an older one by its name, instead of with the method that it lacks. */
  static void require() {
    require(found());
  }

  static void require(String found) {
    if (!found.isEmpty()
        && MigrationVersion.fromVersion(found).compareTo(MigrationVersion.fromVersion(NEEDED))
            < 0) {
      throw Trouble.FLYWAY_TOO_OLD.exception(
          "Flyway %s is on the class path, %s or later is needed; nothing was done; raise the"
              + " version of org.flywaydb that your build manages, under Spring Boot with the property"
              + " flyway.version",
          found, NEEDED);
    }
  }

  /** Empty where whoever repackaged Flyway has left it out. */
  private static String found() {
    try (InputStream text = Flyway.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      return text == null ? "" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
