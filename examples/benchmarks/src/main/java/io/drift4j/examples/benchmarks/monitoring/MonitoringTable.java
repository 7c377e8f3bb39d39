package io.drift4j.examples.benchmarks.monitoring;

import io.drift4j.examples.benchmarks.grid.GridResults;
import io.drift4j.examples.benchmarks.monitoring.NothingCell.Volume;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as tables in Markdown. */
final class MonitoringTable {

  private static final double[] TAILS = {1e-3, 3e-4, 1e-4, 3e-5, 1e-5};

  private final List<MonitoringCell> cells;
  private final GridResults<Measured> results;

  MonitoringTable(List<MonitoringCell> cells, GridResults<Measured> results) {
    this.cells = cells;
    this.results = results;
  }

  void print(PrintStream out) {
    looks(out);
    falseEpisodes(out);
    delays(out);
    cost(out);
    customers(out);
  }

  private List<Measured> of(String row) {
    List<Measured> done = new ArrayList<>();
    for (MonitoringCell cell : cells) {
      Measured measured = results.get(cell.id());
      if (measured != null && cell.row().equals(row)) {
        done.add(measured);
      }
    }
    return done;
  }

  /** The parts of each cell together. */
  private List<Measured> ofNothing() {
    Map<String, Measured> sums = new LinkedHashMap<>();
    for (MonitoringCell cell : cells) {
      Measured measured = results.get(cell.id());
      if (measured != null && cell instanceof NothingCell part) {
        Measured sum =
            sums.computeIfAbsent(part.claims(), name -> Measured.of(cell.row() + " | " + name));
        measured.values().forEach(sum::addUp);
      }
    }
    return List.copyOf(sums.values());
  }

  private static String name(Measured measured) {
    return measured.cell().substring(measured.cell().indexOf("| ") + 2);
  }

  private static void title(PrintStream out, String title, String columns) {
    out.println();
    out.println("### " + title);
    out.println();
    out.println("| " + columns + " |");
    out.println("|" + "---|".repeat(columns.split("\\|", -1).length));
  }

  // ---- nothing changes

  static SmallestP smallest(Measured measured, Reading reading, Rhythm rhythm) {
    SmallestP all = new SmallestP();
    for (Volume volume : Volume.values()) {
      long[] counts = measured.get(NothingCell.key(reading, rhythm, volume));
      if (counts.length > 0) {
        all.addAll(new SmallestP(counts));
      }
    }
    return all;
  }

  /** P(min p ≤ x) / x, and by volume at 1e-4. */
  private void looks(PrintStream out) {
    title(
        out,
        "looks that a year is worth: P(smallest p ≤ x) / x",
        "cell | reading | rhythm | years | x = .001 | .0003 | .0001 | .00003 | .00001"
            + " | at .0001 below 5 a day | 5 to 20 | more");
    for (Measured measured : ofNothing()) {
      for (Reading reading : Reading.values()) {
        for (Rhythm rhythm : Rhythm.values()) {
          SmallestP all = smallest(measured, reading, rhythm);
          StringBuilder line = new StringBuilder();
          Arrays.stream(TAILS).forEach(x -> line.append(looks(all, x)));
          for (Volume volume : Volume.values()) {
            long[] counts = measured.get(NothingCell.key(reading, rhythm, volume));
            line.append(counts.length > 0 ? looks(new SmallestP(counts), 1e-4) : " – |");
          }
          out.println(
              "| "
                  + name(measured)
                  + " | "
                  + reading
                  + " | "
                  + rhythm
                  + " | "
                  + all.years()
                  + " |"
                  + line);
        }
      }
    }
  }

  private static String looks(SmallestP all, double x) {
    return String.format(Locale.ROOT, " %.0f |", all.looks(x));
  }

  private void falseEpisodes(PrintStream out) {
    title(
        out,
        "streams of a customer of "
            + Customer.STREAMS
            + " that open in a year, half of proportions and half of times, budget 4",
        "cell | denials | times | of both | ± | C for all to be 4 | weekly looks: of both");
    for (Measured measured : ofNothing()) {
      Customer nightly = new Customer(measured, Rhythm.NIGHTLY);
      Customer weekly = new Customer(measured, Rhythm.WEEKLY);
      out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f | %.2f × | %.2f |%n",
          name(measured),
          nightly.denials(1),
          nightly.times(1),
          nightly.both(1),
          nightly.standardError(),
          nightly.factorFor(4),
          weekly.both(1));
    }
  }

  // ---- a change is found

  private void delays(PrintStream out) {
    title(
        out,
        "a change is found: median delay (found within 150 days after the lag)",
        "cell | views | runs | at .05 a year | at 4 of 300 | at .004");
    for (Measured measured : of(ChangeCell.ROW)) {
      for (String key : measured.values().keySet()) {
        if (key.endsWith(suffix(0))) {
          String views = key.substring(0, key.length() - suffix(0).length());
          StringBuilder line = new StringBuilder();
          for (int level = 0; level < ChangeCell.LEVELS.size(); level++) {
            line.append(" ").append(delay(measured.get(views + suffix(level)))).append(" |");
          }
          out.println(
              "| "
                  + name(measured)
                  + " | "
                  + views
                  + " | "
                  + measured.get(key).length
                  + " |"
                  + line);
        }
      }
    }
  }

  private static String suffix(int level) {
    return ChangeCell.suffix(ChangeCell.LEVELS.get(level));
  }

  /** Of those that are found and those that are not. */
  private static String delay(long[] delays) {
    long[] sorted = Arrays.stream(delays).map(d -> d < 0 ? Long.MAX_VALUE : d).sorted().toArray();
    long found = Arrays.stream(delays).filter(d -> d >= 0).count();
    long median = sorted.length > 0 ? sorted[(sorted.length - 1) / 2] : Long.MAX_VALUE;
    return String.format(
        Locale.ROOT,
        "%s (%.0f %%)",
        median == Long.MAX_VALUE ? "–" : Long.toString(median),
        100.0 * found / Math.max(1, delays.length));
  }

  // ---- cost

  private void cost(PrintStream out) {
    title(out, "milliseconds of a year of nights", "cell | draw | BY_30 | BY_60 | FAST | TIME");
    for (Measured measured : ofNothing()) {
      StringBuilder line = new StringBuilder();
      long[] cost = measured.get(NothingCell.COST);
      for (int i = 1; i < cost.length; i++) {
        line.append(String.format(Locale.ROOT, " %.1f |", cost[i] / 1e3 / cost[0]));
      }
      out.println("| " + name(measured) + " |" + line);
    }
  }

  // ---- whole nights

  private void customers(PrintStream out) {
    title(out, "whole nights", "cell | what | number");
    for (Measured measured : of(EpisodesCell.ROW)) {
      measured
          .values()
          .forEach(
              (what, numbers) ->
                  out.println("| " + name(measured) + " | " + what + " | " + summary(numbers)));
    }
  }

  /** How many there are, their mean and their quartiles. */
  private static String summary(long[] numbers) {
    long[] sorted = Arrays.stream(numbers).sorted().toArray();
    int n = sorted.length;
    return n == 0
        ? "0 |"
        : String.format(
            Locale.ROOT,
            "%d, mean %.2f, quartiles %d, %d, %d |",
            n,
            Arrays.stream(numbers).average().orElse(0),
            sorted[(n - 1) / 4],
            sorted[(n - 1) / 2],
            sorted[3 * (n - 1) / 4]);
  }
}
