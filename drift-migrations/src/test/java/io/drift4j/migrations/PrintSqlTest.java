package io.drift4j.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The jar as a program, with nothing but itself on its class path. */
final class PrintSqlTest {

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void printsTheScriptWhateverTheMachine(Vendor vendor) throws Exception {
    String name = vendor.name().toLowerCase(Locale.ROOT);
    assertThat(run(name)).isZero();
    assertThat(out()).isEqualTo(DriftMigrations.sql(vendor, null, "drift_"));
  }

  @Test
  void printsTheScriptOfASchemaAndAPrefix() throws Exception {
    assertThat(run("postgresql", "--prefix", "watch_", "--schema", "Größe")).isZero();
    assertThat(out())
        .isEqualTo(DriftMigrations.sql(Vendor.POSTGRESQL, "Größe", "watch_"))
        .contains("set search_path to \"Größe\";\n")
        .contains("create table watch_event (")
        .doesNotContain("${");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | usage: java -jar drift-migrations.jar h2|postgresql|sqlite|mariadb|mysql [--schema NAME]"
            + " [--prefix PREFIX]",
        "oracle | usage: ",
        "h2 --table x | usage: ",
        "h2 --schema | usage: ",
        "h2 --prefix X | table prefix must match [a-z][a-z0-9_]{0,20}, not \"X\"",
        "sqlite --schema x | SQLite has no schema but main, not \"x\"; leave it out",
      })
  void saysInALineWhatItDoesNotUnderstand(String arguments, String message) throws Exception {
    assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(Files.readString(directory.resolve("err"))).startsWith(message).hasLineCount(1);
  }

  @ParameterizedTest
  @EnumSource
  void givesAScriptWithoutHolesWhoseStatementsEndInASemicolon(Vendor vendor) {
    String script = DriftMigrations.sql(vendor, null, "drift_");
    assertThat(script).doesNotContain("${").endsWith(";\n");
    assertThat(DriftMigrations.sql(vendor, null, "drift_")).isEqualTo(script);
  }

  @Test
  void refusesWhatMigrationsRefuse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriftMigrations.sql(Vendor.SQLITE, "x", "drift_"))
        .withMessage("SQLite has no schema but main, not \"x\"; leave it out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriftMigrations.sql(Vendor.H2, null, "1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriftMigrations.sql(Vendor.H2, "a\nb", "drift_"))
        .withMessage("the name of the schema has control characters");
  }

  /** In another encoding and under the locale with the other i. */
  private int run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dfile.encoding=ISO-8859-1", "-Dsun.jnu.encoding=UTF-8"));
    command.addAll(List.of("-Duser.language=tr", "-cp", Everything.OURS.toString()));
    command.add(PrintSql.class.getName());
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("LC_ALL", "C.UTF-8");
    return process
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start()
        .waitFor();
  }

  private String out() throws Exception {
    return Files.readString(directory.resolve("out"), StandardCharsets.UTF_8);
  }
}
