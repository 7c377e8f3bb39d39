package io.drift4j.examples.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Public records with known events: what is reported of them, beside what was listed before the
 * first run. The first argument is the folder of the files, the second the one for the results, a
 * text for each data set.
 */
final class RealData {

  private static final Map<String, BiConsumer<Path, RealDataReport>> SETS = new LinkedHashMap<>();

  static {
    SETS.put("airlines", AirlineCancellations::print);
    SETS.put("h2b", VisaCertifications::print);
    SETS.put("requests", CityRequests::print);
    SETS.put("complaints", ConsumerComplaints::print);
  }

  private RealData() {}

  public static void main(String... args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("name the folder of the data and that of the results");
    }
    Path results = Files.createDirectories(Path.of(args[1]));
    for (var set : SETS.entrySet()) {
      Path file = results.resolve(set.getKey() + ".txt");
      try (PrintStream out =
          new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
        set.getValue().accept(Path.of(args[0]), new RealDataReport(out));
      }
    }
  }
}
