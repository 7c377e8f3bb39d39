package io.drift4j.migrations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.drift4j.host.ScriptProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script for people, and the program that prints it with nothing else on its class path. */
final class PrintSqlTest {

  private static final Path OURS = Jar.of(DriftMigrations.class);

  /** A console that is not in UTF-8, and a language whose capital of i is not I. */
  private static final List<String> ELSEWHERE =
      List.of("-Dfile.encoding=ISO-8859-1", "-Duser.language=tr", "-Duser.country=TR");

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void printsTheScriptWhereverItRuns(Vendor vendor) throws Exception {
    JavaProcess process = print(word(vendor));
    assertThat(process.err()).isEmpty();
    assertThat(process.exitCode()).isZero();
    assertThat(new String(process.out(), UTF_8))
        .isEqualTo(DriftMigrations.sql(vendor, null, "drift_"));
  }

  @Test
  void printsTheScriptForASchemaAndAPrefix() throws Exception {
    JavaProcess process = print("postgresql", "--prefix", "watch_", "--schema", "Two words");
    assertThat(process.err()).isEmpty();
    assertThat(new String(process.out(), UTF_8))
        .isEqualTo(DriftMigrations.sql(Vendor.POSTGRESQL, "Two words", "watch_"));
  }

  private JavaProcess print(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(ELSEWHERE);
    command.addAll(List.of("-cp", OURS.toString(), PrintSql.class.getName()));
    command.addAll(List.of(arguments));
    return JavaProcess.run(directory, command);
  }

  private static String word(Vendor vendor) {
    return vendor.name().toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oracle",
        "POSTGRESQL",
        "h2 --schema",
        "h2 drift",
        "h2 --user drift",
        "--schema drift h2",
      })
  void saysHowToUseItWhenItDoesNotUnderstand(String arguments) throws Exception {
    assertThatItRefuses(
        print(arguments.isEmpty() ? new String[0] : arguments.split(" ")),
        "usage: java -jar drift-migrations.jar h2|postgresql|sqlite|mariadb|mysql [--schema NAME]"
            + " [--prefix PREFIX]");
  }

  @Test
  void saysWhichPrefixesThereAre() throws Exception {
    assertThatItRefuses(
        print("h2", "--prefix", "Drift"),
        "table prefix must match [a-z][a-z0-9_]{0,20}, not \"Drift\"");
  }

  @Test
  void saysThatSqliteHasNoSchemas() throws Exception {
    String message = "SQLite has no schema but main, not \"drift\"; leave it out";
    assertThatItRefuses(print("sqlite", "--schema", "drift"), message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriftMigrations.sql(Vendor.SQLITE, "drift", "drift_"))
        .withMessage(message);
  }

  private static void assertThatItRefuses(JavaProcess process, String message) {
    assertThat(process.exitCode()).isEqualTo(2);
    assertThat(process.out()).isEmpty();
    assertThat(process.err()).isEqualTo(message + System.lineSeparator());
  }

  /** A build may generate the script without ever having a Flyway. */
  @Test
  void givesTheScriptToAHostWithoutFlyway() throws Exception {
    JavaProcess process =
        JavaProcess.run(
            directory,
            List.of(
                "-cp",
                OURS + File.pathSeparator + Jar.of(ScriptProgram.class),
                ScriptProgram.class.getName()));
    assertThat(process.err()).isEmpty();
    assertThat(new String(process.out(), UTF_8))
        .isEqualTo(DriftMigrations.sql(Vendor.MARIADB, "drift", "drift_"));
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void isTheSameEachTime(Vendor vendor) {
    String script = DriftMigrations.sql(vendor, null, "drift_");
    assertThat(DriftMigrations.sql(vendor, null, "drift_")).isEqualTo(script);
    assertThat(script).doesNotContain("${").doesNotContain("\r").endsWith(";\n");
  }

  /** Tools split a script there; PostgreSQL's blocks between dollars are left to its own. */
  @ParameterizedTest
  @EnumSource(Vendor.class)
  void endsEveryStatementAtTheEndOfALine(Vendor vendor) {
    String script = DriftMigrations.sql(vendor, vendor == Vendor.SQLITE ? null : "drift", "drift_");
    assertThat(withoutBlocks(script).lines())
        .filteredOn(line -> !line.startsWith("--"))
        .noneMatch(line -> line.matches(".*;.+"));
    assertThat(withoutComments(script)).endsWith(";");
  }

  private static String withoutBlocks(String script) {
    return script.replaceAll("(?s)\\$\\$.*?\\$\\$", "");
  }

  private static String withoutComments(String script) {
    return script.replaceAll("(?m)^--.*$", "").strip();
  }
}
