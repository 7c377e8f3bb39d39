package io.drift4j.examples.benchmarks.detection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
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
      String whole = wholeLines(Files.readString(file));
      Files.writeString(file, whole);
      whole.lines().map(CellResult::parse).forEach(cell -> results.done.put(cell.cell(), cell));
    }
    return results;
  }

  /** A line whose end is lacking was being written when the grid was stopped. */
  private static String wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
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
