package io.drift4j.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.Vendor;

/** A host's build that keeps the script of the library among its own. */
public final class ScriptProgram {

  private ScriptProgram() {}

  /**
   * Prints the script for MariaDB in UTF-8.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    byte[] script = DriftMigrations.sql(Vendor.MARIADB, "drift", "drift_").getBytes(UTF_8);
    System.out.write(script, 0, script.length);
    System.out.flush();
  }
}
