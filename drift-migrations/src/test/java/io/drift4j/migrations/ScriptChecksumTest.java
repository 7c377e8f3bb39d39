package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Scripts that were released never change: every database that has them remembers their checksums.
 */
final class ScriptChecksumTest {

  private static final Path SCRIPTS =
      Path.of(System.getProperty("basedir", ""), "src/main/resources/io/drift4j/migrations");

  private static final String OLD = ScriptChecksums.sum("old");
  private static final String NEW = ScriptChecksums.sum("new");

  @TempDir Path directory;

  @Test
  void everyScriptIsAsItWasAgreed() throws IOException {
    assertThat(agreed().complaints(ScriptChecksums.in(SCRIPTS))).isEmpty();
  }

  @Test
  void aReleaseFreezesItsMigrations() {
    boolean isRelease = !System.getProperty("project.version", "-SNAPSHOT").endsWith("-SNAPSHOT");
    assertThat(isRelease ? agreed().openMigrations() : List.of())
        .as("migrations above the mark of scripts.sha256, which a release moves above them")
        .isEmpty();
  }

  private static ScriptChecksums agreed() {
    return ScriptChecksums.of(new Script("scripts.sha256").lines());
  }

  @Test
  void knowsWhichMigrationsAreNotReleased() {
    assertThat(
            ScriptChecksums.of(
                    Stream.of(
                        OLD + "  catalogue.txt",
                        NEW + "  h2/V2__b.sql",
                        "# released: 0.1.0",
                        OLD + "  h2/V1__a.sql"))
                .openMigrations())
        .containsExactly("h2/V2__b.sql");
  }

  @Test
  void aScriptMayChangeTogetherWithItsLineUntilItIsReleased() {
    assertThat(complaints(Map.of("h2/V1__a.sql", NEW), OLD + "  h2/V1__a.sql"))
        .containsExactly(
            "h2/V1__a.sql is new or was changed, which it may be until it is released: have"
                + " scripts.sha256 say\n"
                + NEW
                + "  h2/V1__a.sql");
    assertThat(complaints(Map.of("h2/V1__a.sql", NEW), NEW + "  h2/V1__a.sql")).isEmpty();
  }

  @Test
  void aScriptMayComeAndGoTogetherWithItsLineUntilItIsReleased() {
    assertThat(complaints(Map.of("catalogue.txt", NEW)))
        .singleElement()
        .asString()
        .startsWith("catalogue.txt is new or was changed")
        .endsWith("\n" + NEW + "  catalogue.txt");
    assertThat(complaints(Map.of(), OLD + "  h2/history.sql"))
        .containsExactly(
            "h2/history.sql is not there any more: take its line out of scripts.sha256");
  }

  /** Whatever the lines above the mark say. */
  @Test
  void aReleasedScriptNeverChangesOrGoes() {
    String frozen =
        "h2/V1__a.sql was released with 0.1.0 and may never change again, comments included: put it"
            + " back, and add a later version";
    String[] released = {"# released: 0.1.0", OLD + "  h2/V1__a.sql"};
    assertThat(complaints(Map.of("h2/V1__a.sql", OLD), released)).isEmpty();
    assertThat(complaints(Map.of("h2/V1__a.sql", NEW), released)).containsExactly(frozen);
    assertThat(complaints(Map.of(), released)).containsExactly(frozen);
    assertThat(
            complaints(
                Map.of("h2/V1__a.sql", NEW), NEW + "  h2/V1__a.sql", released[0], released[1]))
        .contains(frozen);
  }

  @Test
  void afterAReleaseOnlyLaterVersionsAreAdded() {
    String[] released = {"# released: 0.1.0", OLD + "  h2/V10__a.sql"};
    Map<String, String> later = Map.of("h2/V10__a.sql", OLD, "h2/V11__b.sql", NEW);
    Map<String, String> earlier = Map.of("h2/V10__a.sql", OLD, "h2/V9__b.sql", NEW);
    Map<String, String> elsewhere = Map.of("h2/V10__a.sql", OLD, "db2/V1__b.sql", NEW);
    assertThat(complaints(later, NEW + "  h2/V11__b.sql", released[0], released[1])).isEmpty();
    assertThat(complaints(elsewhere, NEW + "  db2/V1__b.sql", released[0], released[1])).isEmpty();
    assertThat(complaints(earlier, NEW + "  h2/V9__b.sql", released[0], released[1]))
        .containsExactly(
            "h2/V9__b.sql is not later than what was released with 0.1.0: only new versions may be"
                + " added");
  }

  @Test
  void refusesALineThatItDoesNotUnderstand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complaints(Map.of(), "abc  h2/V1__a.sql"))
        .withMessage("neither a checksum nor a comment: abc  h2/V1__a.sql");
  }

  @Test
  void lineEndsDoNotMatterAndAllElseDoes() throws IOException {
    Files.writeString(directory.resolve("windows"), "a;\r\nb;\r\n");
    Files.writeString(directory.resolve("unix"), "a;\nb;\n");
    Files.writeString(directory.resolve("spaced"), "a;\nb; \n");
    Map<String, String> sums = ScriptChecksums.in(directory);
    assertThat(sums.get("windows")).isEqualTo(sums.get("unix")).isNotEqualTo(sums.get("spaced"));
  }

  private static List<String> complaints(Map<String, String> found, String... lines) {
    return ScriptChecksums.of(Arrays.stream(lines)).complaints(found);
  }

  /** Nothing scans the folders, so a script that is not listed would never be applied. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void theListOfScriptsIsWhatIsInTheFolder(Vendor vendor) throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS.resolve(vendor.folder()))) {
      assertThat(Script.migrations(vendor).stream().map(Script::name))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> file.getFileName().toString()).filter(this::isMigration).toList());
    }
  }

  /** Settings stand beside their script. */
  private boolean isMigration(String name) {
    return !name.equals("history.sql") && !name.endsWith(".sql.conf");
  }

  @Test
  void everyFolderIsAVendors() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      assertThat(files.filter(Files::isDirectory).map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Vendor.values()).map(Vendor::folder).toList());
    }
  }

  /** A version means the same everywhere, and so does what the history says of it. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void theScriptsOfAllVendorsHaveTheSameNames(Vendor vendor) {
    assertThat(Script.migrations(vendor).stream().map(Script::name))
        .containsExactlyElementsOf(
            Script.migrations(Vendor.H2).stream().map(Script::name).toList());
    assertThat(Script.history(vendor).exists()).isTrue();
  }
}
