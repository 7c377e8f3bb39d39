package io.drift4j.examples.benchmarks.detection;

import io.drift4j.examples.benchmarks.detection.Tally.Count;
import io.drift4j.examples.benchmarks.grid.GridResults;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The results as a table in Markdown: a row for each contender and view of a cell. */
final class GridTable {

  private final List<GridCell> cells;
  private final GridResults<CellResult> results;
  private final List<Contender> contenders;
  private final List<String> failures = new ArrayList<>();

  GridTable(List<GridCell> cells, GridResults<CellResult> results, List<Contender> contenders) {
    this.cells = cells;
    this.results = results;
    this.contenders = contenders;
  }

  void print(PrintStream out) {
    SortedSet<String> rows = new TreeSet<>();
    cells.forEach(cell -> rows.add(cell.row()));
    for (String row : rows) {
      out.println();
      out.println("### " + row);
      out.println();
      List<GridCell> ofRow = cells.stream().filter(cell -> cell.row().equals(row)).toList();
      if (ofRow.get(0) instanceof CustomerCell) {
        customers(ofRow, out);
      } else {
        worst(ofRow, out);
        streams(ofRow, out);
      }
    }
    check(out);
  }

  // ---- streams

  /** The largest and smallest share of each contender and view, and where. */
  void worst(List<GridCell> ofRow, PrintStream out) {
    out.println("| who | view | most at .05 | most at .001 | fewest at .05 |");
    out.println("|---|---|---|---|---|");
    for (Contender contender : contenders) {
      for (String view : views()) {
        Extreme most = new Extreme();
        Extreme mostInTail = new Extreme();
        Extreme fewest = new Extreme();
        for (GridCell cell : ofRow) {
          Tally tally = tally(cell, contender, view);
          if (tally != null) {
            most.see(tally.share(Count.AT_05), cell);
            mostInTail.see(tally.share(Count.AT_001), cell);
            fewest.see(-tally.share(Count.AT_05), cell);
          }
        }
        if (most.isSeen()) {
          out.println(
              "| "
                  + contender.name()
                  + " | "
                  + view
                  + " | "
                  + most
                  + " | "
                  + mostInTail
                  + " | "
                  + fewest
                  + " |");
        }
      }
    }
    out.println();
  }

  /** A largest share, and its cell. */
  private static final class Extreme {

    private double share = Double.NEGATIVE_INFINITY;
    private String where = "";

    void see(double value, GridCell cell) {
      if (value > share) {
        share = value;
        where = cell.name();
      }
    }

    boolean isSeen() {
      return share > Double.NEGATIVE_INFINITY;
    }

    @Override
    public String toString() {
      return percent(Math.abs(share)) + " (" + where + ")";
    }
  }

  private void streams(List<GridCell> ofRow, PrintStream out) {
    out.println(
        "| cell | view | who | runs | tested | .05 | .001 | .05 / 160 | covered | φ near |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (GridCell cell : ofRow) {
      for (String view : views()) {
        for (Contender contender : contenders) {
          Tally tally = tally(cell, contender, view);
          if (tally != null) {
            out.println(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %d | %s | %s | %s | %s | %s | %s |",
                    cell.name(),
                    view,
                    contender.name(),
                    tally.get(Count.RUNS),
                    percent(tally.share(Count.TESTED)),
                    percent(tally.share(Count.AT_05)),
                    percent(tally.share(Count.AT_001)),
                    percent(tally.share(Count.AT_160)),
                    share(tally, Count.COVERED, Count.INTERVALS),
                    share(tally, Count.DISPERSIONS_NEAR, Count.DISPERSIONS)));
          }
        }
      }
    }
  }

  private static List<String> views() {
    List<String> views = new ArrayList<>();
    StreamView.ALL.forEach(view -> views.add(view.name()));
    views.add(StreamCell.DENIAL);
    return views;
  }

  private static String share(Tally tally, Count what, Count of) {
    return tally.get(of) == 0 ? "–" : percent(tally.share(what, of));
  }

  // ---- customers

  private void customers(List<GridCell> ofRow, PrintStream out) {
    out.println(
        "| cell | who | runs | with any event | events a run | false of events | mean false"
            + " discovery proportion | drifted found | events covered | tests covered |");
    out.println("|---|---|---|---|---|---|---|---|---|---|");
    for (GridCell cell : ofRow) {
      for (Contender contender : contenders) {
        Tally tally = tally(cell, contender, CustomerCell.EVENTS);
        Tally tested = tally(cell, contender, CustomerCell.TESTED);
        if (tally != null) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %d | %s | %.2f | %s | %s ± %s | %s | %s | %s |",
                  cell.name(),
                  contender.name(),
                  tally.get(Count.RUNS),
                  percent(tally.share(Count.ANY)),
                  tally.share(Count.EVENTS),
                  percent(tally.share(Count.FALSE_EVENTS, Count.EVENTS)),
                  percent(tally.meanFdp()),
                  percent(tally.standardErrorOfFdp()),
                  percent(tally.share(Count.FOUND, Count.DRIFTED)),
                  share(tally, Count.COVERED, Count.INTERVALS),
                  tested == null ? "–" : share(tested, Count.COVERED, Count.INTERVALS)));
        }
      }
    }
  }

  // ---- demands

  /** What is demanded of ours and not kept. */
  List<String> failures() {
    return failures;
  }

  /** Demands of a cell that somebody does not keep. */
  List<String> failures(GridCell cell, Contender of) {
    return cell.demands().stream()
        .filter(demand -> !isKept(demand, cell, of))
        .map(demand -> cell.id() + ": " + demand)
        .toList();
  }

  private boolean isKept(Demand demand, GridCell cell, Contender of) {
    Tally tally = tally(cell, of, demand.view());
    return tally == null || demand.isKept(tally, todays(cell, demand.view()));
  }

  private void check(PrintStream out) {
    List<Contender> all = contenders.stream().filter(Contender::isOurs).toList();
    long demands = 0;
    for (GridCell cell : cells) {
      for (Contender ours : all) {
        demands += results.get(cell.id()) == null ? 0 : cell.demands().size();
        failures.addAll(failures(cell, ours));
      }
    }
    long kept = demands - failures.size();
    for (Contender ours : contenders) {
      means(ours, out);
    }
    out.println();
    out.println(kept + " demands are kept, " + failures.size() + " are not.");
    failures.forEach(failure -> out.println("- " + failure));
  }

  /** What ours finds over what today's classes find, in the mean of the cells that compare. */
  private void means(Contender ours, PrintStream out) {
    for (StreamView view : StreamView.ALL) {
      for (Count what : List.of(Count.AT_05, Count.AT_001)) {
        double sum = 0;
        int size = 0;
        for (GridCell cell : cells) {
          Tally tally = tally(cell, ours, view.name());
          double found = todays(cell, view.name()).share(what);
          boolean compares =
              cell.demands().stream()
                  .anyMatch(d -> d.kind() == Demand.Kind.OF_TODAYS && d.what() == what);
          if (ours.isOurs() && tally != null && compares && found >= 0.05) {
            sum += tally.share(what) / found;
            size++;
          }
        }
        if (size > 0) {
          out.println();
          out.println(
              view
                  + " "
                  + what
                  + ": finds "
                  + percent(sum / size)
                  + " of today's in the mean of "
                  + size
                  + " cells.");
          if (StreamView.BY_AGE.contains(view) && what == Count.AT_001 && sum / size < 0.9) {
            failures.add(view + " finds less than 90 % of today's at .001 in the mean");
          }
        }
      }
    }
  }

  private Tally todays(GridCell cell, String view) {
    for (Contender contender : contenders) {
      Tally tally = tally(cell, contender, view);
      if (contender instanceof Frozen && tally != null) {
        return tally;
      }
    }
    return new Tally();
  }

  private @Nullable Tally tally(GridCell cell, Contender contender, String view) {
    CellResult result = results.get(cell.id());
    return result == null ? null : result.get(contender, view);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
