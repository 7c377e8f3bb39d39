package io.drift4j.examples.benchmarks.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The core of the grid. A demand fails where chance would show as much in less than one of a
 * thousand; seeds follow from the names of cells, and what was seen is printed.
 */
class MonitoringGridTest {

  private static final double CHANCE = 0.001;
  private static final String SLOWS = "20 a day, ρ 0.01, decisions take 1.3 times as long";
  private static final String DENIES = "20 a day, ρ 0.01, denials 10 → 20 %";

  private static MonitoringCell cell(String name) {
    return MonitoringRows.all().stream()
        .filter(cell -> cell.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the grid has no cell " + name));
  }

  @Test
  void theSameCellHasTheSameDice() {
    Measured once = cell(SLOWS).simulate(2);
    assertThat(cell(SLOWS).simulate(2).line()).isEqualTo(once.line());
    assertThat(cell(DENIES).seed(1)).isNotEqualTo(cell(SLOWS).seed(1));
  }

  @Test
  void aSlowdownIsFoundWithinAMonth() {
    isFound(cell(SLOWS), "TIME at 0.050", 12, 30, 0.95);
  }

  @Tag("proof")
  @Test
  void twiceAsManyDenialsAreFoundWithinAQuarter() {
    isFound(cell(DENIES), "BY_30+BY_60+FAST at 0.050", 60, 90, 0.95);
  }

  private static void isFound(
      MonitoringCell cell, String how, int runs, int days, double demanded) {
    long[] delays = cell.simulate(runs).get(how);
    int found = (int) Arrays.stream(delays).filter(d -> d >= 0 && d <= days).count();
    System.out.println(cell.id() + ": " + Arrays.toString(delays));
    assertThat(BinomialDistribution.of(runs, demanded).cumulativeProbability(found))
        .as("%d of %d found within %d days", found, runs, days)
        .isGreaterThan(CHANCE);
  }

  /** At most 5 % of streams open in a year at 5 % a year, where neighbouring days are alike. */
  @Tag("proof")
  @Test
  void aYearOfNightsIsWorthNoMoreLooksThanTheLibrarySays() {
    int runs = 200;
    Measured years = cell("1 to 100 a day, ρ 0.01, ac 0.5, part 0").simulate(runs);
    for (Reading reading : Reading.values()) {
      for (Rhythm rhythm : new Rhythm[] {Rhythm.NIGHTLY, Rhythm.WEEKLY}) {
        double looks = Looks.of(reading.views, rhythm);
        int opened =
            (int) Math.round(MonitoringTable.smallest(years, reading, rhythm).atMost(0.05 / looks));
        System.out.println(reading + " " + rhythm + ": " + opened + " of " + runs);
        assertThat(
                opened == 0
                    ? 1
                    : BinomialDistribution.of(runs, 0.05).survivalProbability(opened - 1))
            .as("%d of %d %s streams open %s at 5 %%", opened, runs, reading, rhythm)
            .isGreaterThan(CHANCE);
      }
    }
  }
}
