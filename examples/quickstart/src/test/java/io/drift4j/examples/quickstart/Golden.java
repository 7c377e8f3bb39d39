package io.drift4j.examples.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Claims, and what the reference system found in them; large ones are packed. */
record Golden(String name) {

  static final String AS_OF = "2026-01-15";

  /** What the reference tells of an event, under the same names. */
  static final List<String> FIELDS =
      List.of(
          "payer",
          "cpt_group",
          "drift_type",
          "baseline_value",
          "current_value",
          "delta_value",
          "severity",
          "confidence",
          "baseline_start",
          "baseline_end",
          "current_start",
          "current_end");

  private static final Path ALL = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Golden> all() {
    return Stream.of("01_drift_up", "12_unicode_payers", "13_many_groups_500").map(Golden::new);
  }

  Path claims(Path folder) throws IOException {
    Path file = folder.resolve(name + ".csv");
    try (InputStream in = open("claims.csv")) {
      Files.copy(in, file);
    }
    return file;
  }

  /** The claims of its one customer, for each of several. */
  Path claimsOf(int customers, Path folder) throws IOException {
    List<String> lines = Files.readAllLines(claims(folder));
    Stream<String> copies =
        IntStream.range(0, customers)
            .boxed()
            .flatMap(
                i -> lines.stream().skip(1).map(line -> line.replaceFirst("^acme", "clinic " + i)));
    return Files.write(
        folder.resolve("of-" + customers + ".csv"),
        Stream.concat(Stream.of(lines.get(0)), copies).toList());
  }

  /** By customer. */
  JsonNode expected() throws IOException {
    try (InputStream in = open("expected.json")) {
      return JSON.readTree(in).path("customers");
    }
  }

  private InputStream open(String file) throws IOException {
    Path plain = ALL.resolve(name).resolve(file);
    return Files.exists(plain)
        ? Files.newInputStream(plain)
        : new GZIPInputStream(Files.newInputStream(Path.of(plain + ".gz")));
  }

  @Override
  public String toString() {
    return name;
  }
}
