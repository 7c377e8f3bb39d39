package io.drift4j.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of its own that migrates a database and writes the versions it applied to a file; in
 * the locale that has another lower case, and a day ahead.
 */
final class MigratingProcess {

  private MigratingProcess() {}

  static Process start(TestDatabase database, Path versions) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.language=tr",
            "-Duser.timezone=Pacific/Kiritimati",
            "-cp",
            System.getProperty("java.class.path"),
            MigratingProcess.class.getName(),
            database.url(),
            database.user(),
            database.password(),
            versions.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(versions.resolveSibling(versions.getFileName() + ".err").toFile())
        .start();
  }

  /** Takes URL, user, password and file. */
  public static void main(String[] arguments) throws IOException {
    TestDatabase database = TestDatabases.at(arguments[0], arguments[1], arguments[2]);
    MigrationReport report = DriftMigrations.on(database.dataSource()).migrate();
    Files.write(Path.of(arguments[3]), DriftMigrationsContract.versions(report));
  }
}
