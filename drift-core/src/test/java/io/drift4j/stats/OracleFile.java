package io.drift4j.stats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reference values that another program computed: lines of fields with semicolons between them,
 * after comments that name the program, its version and the command. The programs are in {@code
 * src/test/oracle}.
 */
final class OracleFile {

  private static final Path FOLDER = Path.of("src/test/resources/oracle");

  private static final Map<String, Pair> TWO_SAMPLES = readTwoSamples();

  private OracleFile() {}

  /** The lines of a file, each split into its fields. */
  static Stream<List<String>> lines(String name) {
    try {
      return Files.readAllLines(FOLDER.resolve(name)).stream()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(";", -1)));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Two samples, as tables. */
  record Pair(FrequencyTable x, FrequencyTable y) {}

  /** The pair of a name in {@code two-samples.csv} or {@code two-samples-more.csv}. */
  static Pair twoSamples(String name) {
    return TWO_SAMPLES.get(name);
  }

  private static Map<String, Pair> readTwoSamples() {
    return Stream.of("two-samples.csv", "two-samples-more.csv")
        .flatMap(OracleFile::lines)
        .collect(
            Collectors.toMap(
                fields -> fields.get(0),
                fields -> new Pair(table(fields.get(1)), table(fields.get(2))),
                (one, other) -> one,
                HashMap::new));
  }

  /** A table written as {@code value*count value*count …}. */
  static FrequencyTable table(String cells) {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    Arrays.stream(cells.split(" "))
        .filter(cell -> !cell.isEmpty())
        .map(cell -> cell.split("\\*"))
        .forEach(cell -> builder.add(Long.parseLong(cell[0]), Long.parseLong(cell[1])));
    return builder.build();
  }
}
