package io.drift4j.examples.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README says of the first hour are parts of the services that have it in their tests. */
class ReadmeTest {

  private static final String PLAIN = "src/main/java/io/drift4j/examples/plain/";
  private static final String BOOT = "../boot-4/src/main/java/io/drift4j/examples/boot/";

  @ParameterizedTest
  @CsvSource({
    PLAIN + "ClinicService.java, table",
    PLAIN + "ClinicService.java, start",
    BOOT + "DriftConfiguration.java, beans",
    "../boot-4/pom.xml, dependencies",
    "../boot-3/pom.xml, dependencies",
    "../boot-3/pom.xml, flyway"
  })
  void showsIt(Path file, String region) throws IOException {
    assertThat(Files.readString(Path.of("../../README.md"))).contains(text(file, region));
  }

  /**
   * The lines between the comments "region" and "endregion", {@code as(…)} in the line of its
   * column.
   */
  private static String text(Path file, String region) throws IOException {
    String source = Files.readString(file);
    int from = source.indexOf('\n', source.indexOf(" region " + region)) + 1;
    int to = source.lastIndexOf('\n', source.indexOf(" endregion", from));
    String lines = source.substring(from, to).stripTrailing().stripIndent().strip();
    return lines.replaceAll("\n +\\.as\\(", ".as(");
  }
}
