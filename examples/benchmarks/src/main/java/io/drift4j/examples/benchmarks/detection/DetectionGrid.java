package io.drift4j.examples.benchmarks.detection;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The table of what detection finds and what it mistakes: every cell is simulated, ours beside
 * today's classes and what is naive. It goes on where it was stopped: cells that are in the results
 * are not simulated again.
 *
 * <pre>java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.detection.DetectionGrid
 *     results.txt [part of the cells' names, or all] [share of the runs]</pre>
 *
 * <p>With a share of 0 nothing is simulated, and what is there is printed. Ends with 1 if ours is
 * worse than demanded.
 */
public final class DetectionGrid {

  /** Who takes part, in the order of the table. */
  static final List<Contender> CONTENDERS =
      List.of(
          Reference.now(),
          Reference.whenAllIsDecided(),
          Practised.beginner(),
          new Plain(),
          new Frozen(),
          new Ours(),
          OursAltered.withoutAYear(),
          OursAltered.withTheYear(),
          OursAltered.withoutLookingForClosedDays(),
          OursAltered.leavingOutTheDayAlone());

  private static final int WORKERS = 2;

  private DetectionGrid() {}

  /**
   * Runs the grid.
   *
   * @param args the file of results, part of the names of cells, the share of the runs
   * @throws Exception if the file cannot be written, or a cell fails
   */
  public static void main(String[] args) throws Exception {
    String part = args.length > 1 && !args[1].equals("all") ? args[1] : "";
    double share = args.length > 2 ? Double.parseDouble(args[2]) : 1;
    List<GridCell> cells =
        GridRows.all().stream().filter(cell -> cell.id().contains(part)).toList();
    GridResults results = GridResults.of(Path.of(args[0]));
    if (share > 0) {
      simulate(cells, results, share);
    }
    GridTable table = new GridTable(cells, results, CONTENDERS);
    table.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(table.failures().isEmpty() ? 0 : 1);
  }

  private static void simulate(List<GridCell> cells, GridResults results, double share)
      throws InterruptedException, ExecutionException {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (GridCell cell : cells) {
        if (results.get(cell.id()) == null) {
          all.add(workers.submit(() -> simulate(cell, results, share)));
        }
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static void simulate(GridCell cell, GridResults results, double share) {
    long start = System.nanoTime();
    CellResult result = cell.simulate(CONTENDERS, share);
    try {
      results.add(result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.err.println((System.nanoTime() - start) / 1_000_000 + " ms  " + cell.id());
  }
}
