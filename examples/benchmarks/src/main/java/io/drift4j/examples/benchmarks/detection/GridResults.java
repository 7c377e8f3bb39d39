package io.drift4j.examples.benchmarks.detection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells that are done, a line each, so that a grid that was stopped goes on. */
final class GridResults {

  private final Path file;
  private final Map<String, CellResult> done = new LinkedHashMap<>();

  private GridResults(Path file) {
    this.file = file;
  }

  static GridResults of(Path file) throws IOException {
    GridResults results = new GridResults(file);
    if (Files.exists(file)) {
      for (String line : wholeLines(Files.readString(file))) {
        CellResult result = CellResult.parse(line);
        results.done.put(result.cell(), result);
      }
    }
    return results;
  }

  /** A line whose end is lacking was being written when the grid was stopped. */
  private static List<String> wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  synchronized @Nullable CellResult get(String cell) {
    return done.get(cell);
  }

  synchronized void add(CellResult result) throws IOException {
    Files.writeString(
        file,
        result.line() + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    done.put(result.cell(), result);
  }
}
