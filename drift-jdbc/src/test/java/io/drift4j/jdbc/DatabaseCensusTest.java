package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After all other classes: no database that needs no Docker may have been left out. */
@Tag("census")
class DatabaseCensusTest {

  /** How many tests ran and were skipped on each. */
  private static final Map<String, int[]> COUNTS = new TreeMap<>();

  @BeforeAll
  static void addWhatEachJvmHasCounted() throws IOException {
    Path folder = Path.of(System.getProperty("drift.census", "nowhere"));
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.readAllLines(file).forEach(DatabaseCensusTest::add);
        }
      }
    }
  }

  private static void add(String line) {
    List<String> parts = List.of(line.split("\t", 3));
    int[] counts = COUNTS.computeIfAbsent(parts.get(2), database -> new int[2]);
    counts[0] += Integer.parseInt(parts.get(0));
    counts[1] += Integer.parseInt(parts.get(1));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "H2 embedded",
        "SQLite embedded",
        "PostgreSQL embedded",
        "MariaDB embedded",
        "MySQL statements on MariaDB"
      })
  void noDatabaseWasLeftOut(String database) {
    assumeFalse(COUNTS.isEmpty(), "this class was run alone");
    assertThat(COUNTS.getOrDefault(database, new int[2])[0])
        .as("tests on %s", database)
        .isPositive();
  }

  @AfterAll
  static void printTheTable() {
    System.out.printf(Locale.ROOT, "%-40s %6s %8s%n", "database", "ran", "skipped");
    COUNTS.forEach(
        (database, counts) ->
            System.out.printf(Locale.ROOT, "%-40s %6d %8d%n", database, counts[0], counts[1]));
  }
}
