package io.drift4j.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.host.HostProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.cockroachdb.CockroachDBDatabaseType;
import org.flywaydb.database.mysql.MySQLDatabaseType;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which hosts package the library: each is a process of a host that migrates. */
final class PackagingTest {

  private static final Path CORE = Jar.of(Flyway.class);
  private static final Path FOR_POSTGRESQL = Jar.of(PostgreSQLDatabaseType.class);
  private static final Path FOR_MYSQL = Jar.of(MySQLDatabaseType.class);

  /** PostgreSQL's module needs it. */
  private static final Path FOR_COCKROACHDB = Jar.of(CockroachDBDatabaseType.class);

  private static final List<Path> FLYWAY =
      List.of(CORE, FOR_POSTGRESQL, FOR_COCKROACHDB, FOR_MYSQL);

  private static final List<Path> OTHERS =
      Stream.of(
              org.slf4j.Logger.class,
              org.slf4j.nop.NOPServiceProvider.class,
              org.h2.Driver.class,
              org.postgresql.Driver.class,
              org.mariadb.jdbc.Driver.class)
          .map(Jar::of)
          .toList();

  private static final Path OURS = Jar.of(DriftMigrations.class);

  @TempDir Path directory;

  private Path host;
  private Path library;

  @BeforeEach
  void packages() throws IOException {
    host =
        new Jar()
            .with(Jar.of(HostProgram.class), "io/drift4j/host")
            .write(directory.resolve("host.jar"));
    library =
        new Jar()
            .named("io.drift4j.migrations")
            .with(List.of(OURS))
            .write(directory.resolve("library.jar"));
  }

  @Test
  void migratesInOneJarWithEverything() throws Exception {
    List<String> how = onClassPath(List.of(everything(lines -> lines)));
    assertThatItMigrates(how, TestDatabases.h2File());
    assertThatItMigrates(how, TestDatabases.postgresql());
  }

  /** The libraries of these tests are folders, which a scan would find anyway. */
  @Test
  void migratesInAJarWithoutEntriesForDirectories() throws Exception {
    List<String> how = onClassPath(separate(FLYWAY));
    assertThatItMigrates(how, TestDatabases.h2File());
    assertThatItMigrates(how, TestDatabases.postgresql());
  }

  @Test
  void migratesOnTheModulePath() throws Exception {
    List<String> how =
        List.of(
            "-p",
            path(separate(FLYWAY)),
            "--add-modules",
            "ALL-MODULE-PATH",
            "-m",
            "host/" + HostProgram.class.getName());
    assertThatItMigrates(how, TestDatabases.h2File());
    assertThatItMigrates(how, TestDatabases.postgresql());
  }

  @Test
  void saysThatFlywaysPartsWereNotMerged() throws Exception {
    assertThatModuleIsMissing(
        onClassPath(List.of(everything(lines -> Stream.empty()))),
        TestDatabases.h2File(),
        "H2",
        "flyway-core");
    assertThatModuleIsMissing(
        onClassPath(List.of(everything(lines -> lines.filter(PackagingTest::isOfCore)))),
        TestDatabases.postgresql(),
        "PostgreSQL",
        "flyway-database-postgresql");
  }

  private static boolean isOfCore(String line) {
    return line.startsWith("org.flywaydb.core.");
  }

  /** The first of a module's entries is lost where files are joined without a line's end. */
  @Test
  void saysThatOneOfFlywaysPartsIsLeftOrLost() throws Exception {
    assertThatModuleIsMissing(
        onClassPath(List.of(everything(lines -> lines.filter(it -> it.contains("SQLite"))))),
        TestDatabases.h2File(),
        "H2",
        "flyway-core");
    assertThatModuleIsMissing(
        onClassPath(
            List.of(everything(lines -> lines.filter(it -> !it.endsWith("greSQLDatabaseType"))))),
        TestDatabases.postgresql(),
        "PostgreSQL",
        "flyway-database-postgresql");
  }

  @Test
  void saysWhichModuleOfFlywayIsMissing() throws Exception {
    assertThatModuleIsMissing(
        onClassPath(separate(List.of(CORE, FOR_MYSQL))),
        TestDatabases.postgresql(),
        "PostgreSQL",
        "flyway-database-postgresql");
    assertThatModuleIsMissing(
        onClassPath(separate(List.of(CORE, FOR_POSTGRESQL, FOR_COCKROACHDB))),
        TestDatabases.mariadb(),
        "MariaDB",
        "flyway-mysql");
  }

  private Path everything(UnaryOperator<Stream<String>> flyways) throws IOException {
    return new Jar()
        .with(separate(FLYWAY))
        .withFlyways(flyways)
        .write(directory.resolve("everything.jar"));
  }

  private List<Path> separate(List<Path> flyway) {
    List<Path> jars = new ArrayList<>(List.of(host, library));
    jars.addAll(flyway);
    jars.addAll(OTHERS);
    return jars;
  }

  private static List<String> onClassPath(List<Path> jars) {
    return List.of("-cp", path(jars), HostProgram.class.getName());
  }

  private static String path(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private void assertThatItMigrates(List<String> how, TestDatabase database) throws Exception {
    assertThat(said(how, database)).containsExactly("1", "2", "3", "valid");
  }

  private void assertThatModuleIsMissing(
      List<String> how, TestDatabase database, String product, String artifact) throws Exception {
    assertThat(said(how, database))
        .containsExactly(
            "DRIFT-MIG-007 Flyway finds no module for "
                + product
                + "; no table was touched; put org.flywaydb:"
                + artifact
                + " on the class path, of the version of flyway-core, and merge META-INF/services"
                + " where jars are made into one");
  }

  private List<String> said(List<String> how, TestDatabase database) throws Exception {
    List<String> arguments = new ArrayList<>(how);
    arguments.addAll(List.of(database.url(), database.user(), database.password()));
    JavaProcess process = JavaProcess.run(directory, arguments);
    assertThat(process.err()).isEmpty();
    assertThat(process.exitCode()).isZero();
    return new String(process.out(), UTF_8).lines().toList();
  }
}
