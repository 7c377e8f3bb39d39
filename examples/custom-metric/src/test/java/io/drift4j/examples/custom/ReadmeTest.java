package io.drift4j.examples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README promises of metrics of one's own, and shows. */
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/main/java/io/drift4j/examples/custom");

  @ParameterizedTest
  @CsvSource({"ParcelWatch, definition", "ParcelList, memory", "ParcelTable, table"})
  void isShown(String type, String region) throws IOException {
    String shown = String.join("\n", region(source(type), region));
    assertThat(Files.readString(Path.of("../../README.md")))
        .contains("```java\n" + shown + "\n```");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ParcelWatch", "ParcelList", "ParcelTable"})
  void hasFewerThanFortyLinesBesideItsImports(String type) throws IOException {
    assertThat(source(type)).filteredOn(line -> !line.startsWith("import ")).hasSizeLessThan(40);
  }

  /** Where a class stands alone in its file, a region that is not all of it would not count it. */
  @ParameterizedTest
  @CsvSource({"ParcelWatch, definition", "ParcelList, memory", "ParcelTable, table"})
  void isShownAsAWhole(String type, String region) throws IOException {
    List<String> lines = source(type);
    assertThat(lines)
        .filteredOn(
            line -> !line.isEmpty() && !line.startsWith("import ") && !line.startsWith("package "))
        .hasSize(2 + (int) region(lines, region).stream().filter(line -> !line.isEmpty()).count());
  }

  @Test
  void isNotAboutClaims() throws IOException {
    for (String type : List.of("Parcel", "ParcelWatch", "ParcelList", "ParcelTable")) {
      assertThat(source(type)).noneMatch(line -> line.contains("claim"));
    }
  }

  private static List<String> source(String type) throws IOException {
    return Files.readAllLines(SOURCES.resolve(type + ".java"));
  }

  /** The lines between the comments "region" and "endregion". */
  private static List<String> region(List<String> lines, String name) {
    int from = lines.indexOf("// region " + name);
    int to = lines.lastIndexOf("// endregion");
    assertThat(from).isNotNegative().isLessThan(to);
    return lines.subList(from + 1, to);
  }
}
