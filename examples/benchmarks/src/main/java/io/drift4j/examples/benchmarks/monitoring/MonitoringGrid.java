package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.examples.benchmarks.grid.GridResults;
import io.drift4j.examples.benchmarks.grid.GridWorkers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What it means to look every night of a year: how small the smallest p is where nothing changes,
 * and after how many days a change is found. It goes on where it was stopped: cells that are in the
 * results are not simulated again.
 *
 * <pre>java -cp drift-benchmarks.jar io.drift4j.examples.benchmarks.monitoring.MonitoringGrid
 *     results.txt [part of the cells' names, or all] [share of the runs]</pre>
 *
 * <p>With a share of 0 nothing is simulated, and what is there is printed.
 */
public final class MonitoringGrid {

  private MonitoringGrid() {}

  /**
   * Runs the grid.
   *
   * @param args the file of results, part of the names of cells, the share of the runs
   * @throws Exception if the file cannot be written, or a cell fails
   */
  public static void main(String[] args) throws Exception {
    String part = args.length > 1 && !args[1].equals("all") ? args[1] : "";
    double share = args.length > 2 ? Double.parseDouble(args[2]) : 1;
    List<MonitoringCell> cells =
        MonitoringRows.all().stream().filter(cell -> cell.id().contains(part)).toList();
    GridResults<Measured> results = GridResults.of(Path.of(args[0]), Measured::parse);
    if (share > 0) {
      GridWorkers.simulate(
          cells,
          MonitoringCell::id,
          results,
          cell -> cell.simulate((int) Math.max(1, cell.runs() * share)));
    }
    new MonitoringTable(cells, results)
        .print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }
}
