package io.drift4j.examples.benchmarks.grid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cells that are done, a line each, so that a grid that was stopped goes on. Safe for use by
 * several threads.
 *
 * @param <R> what comes of a cell
 */
public final class GridResults<R extends GridResult> {

  private final Path file;
  private final Map<String, R> done = new LinkedHashMap<>();

  private GridResults(Path file) {
    this.file = file;
  }

  /**
   * Returns the results of a file, which need not exist yet.
   *
   * @param <R> what comes of a cell
   * @param file the file
   * @param parse reads a line
   * @return the results
   * @throws IOException if the file cannot be read, or rid of a line that was not finished
   */
  public static <R extends GridResult> GridResults<R> of(Path file, Function<String, R> parse)
      throws IOException {
    GridResults<R> results = new GridResults<>(file);
    if (Files.exists(file)) {
      String whole = wholeLines(Files.readString(file));
      Files.writeString(file, whole);
      whole.lines().map(parse).forEach(result -> results.done.put(result.cell(), result));
    }
    return results;
  }

  /** A line whose end is lacking was being written when the grid was stopped. */
  private static String wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /**
   * Returns what came of a cell.
   *
   * @param cell its name
   * @return the result, {@code null} if it is not done
   */
  public synchronized @Nullable R get(String cell) {
    return done.get(cell);
  }

  /**
   * Keeps what came of a cell.
   *
   * @param result the result
   * @throws IOException if the file cannot be written
   */
  public synchronized void add(R result) throws IOException {
    Files.writeString(
        file,
        result.line() + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    done.put(result.cell(), result);
  }
}
