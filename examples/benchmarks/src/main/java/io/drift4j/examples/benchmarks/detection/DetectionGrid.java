package io.drift4j.examples.benchmarks.detection;

import io.drift4j.examples.benchmarks.grid.GridResults;
import io.drift4j.examples.benchmarks.grid.GridWorkers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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
    GridResults<CellResult> results = GridResults.of(Path.of(args[0]), CellResult::parse);
    if (share > 0) {
      GridWorkers.simulate(cells, GridCell::id, results, cell -> cell.simulate(CONTENDERS, share));
    }
    GridTable table = new GridTable(cells, results, CONTENDERS);
    table.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(table.failures().isEmpty() ? 0 : 1);
  }
}
