package io.drift4j.examples.benchmarks.detection;

import io.drift4j.examples.benchmarks.grid.GridResult;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of a cell: tallies by contender and view; a line of the results. */
final class CellResult implements GridResult {

  private final String cell;
  private final SortedMap<String, Tally> tallies = new TreeMap<>();

  CellResult(String cell) {
    this.cell = cell;
  }

  @Override
  public String cell() {
    return cell;
  }

  Tally tally(Contender contender, String view) {
    return tallies.computeIfAbsent(key(contender, view), key -> new Tally());
  }

  /** {@code null} where the contender has not taken part. */
  @Nullable Tally get(Contender contender, String view) {
    return tallies.get(key(contender, view));
  }

  private static String key(Contender contender, String view) {
    return contender.name() + "/" + view;
  }

  @Override
  public String line() {
    return cell
        + "\t"
        + tallies.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().text())
            .collect(Collectors.joining("\t"));
  }

  static CellResult parse(String line) {
    String[] fields = line.split("\t", -1);
    CellResult result = new CellResult(fields[0]);
    for (int i = 1; i < fields.length; i++) {
      int sign = fields[i].lastIndexOf('=');
      result.tallies.put(fields[i].substring(0, sign), Tally.parse(fields[i].substring(sign + 1)));
    }
    return result;
  }
}
