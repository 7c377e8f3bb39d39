package io.drift4j.examples.benchmarks.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Attribution;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Run;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.examples.benchmarks.detection.Tally.Count;
import io.drift4j.examples.benchmarks.grid.GridResults;
import io.drift4j.simulation.SimulatedCustomer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The core of the grid: cells of each kind with fewer runs. A demand fails where chance would show
 * as much in less than one of a thousand; the worst that was seen is printed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectionGridTest {

  private static final Contender OURS = new Ours();
  private static final List<Contender> COMPARED = List.of(new Frozen(), OURS);

  private final List<GridCell> seen = new ArrayList<>();
  private GridResults<CellResult> results;

  @BeforeAll
  void begin(@TempDir Path folder) throws IOException {
    results = GridResults.of(folder.resolve("results.txt"), CellResult::parse);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          nothing drifts | 20 a day, ρ 0.01, denials 8 v approvals 14, every day             @ 300
          nothing drifts | 100 a day, ρ 0.05, denials 20 v approvals 12, no weekend decisions @ 200
          nothing drifts | 5 a day, ρ 0, denials 8 v approvals 14, decision-day shocks       @ 300
          nothing drifts | 0.5 a day, ρ 0.05, every day                                      @ 600
          nothing drifts in 40 segments: any event | 30 to 60 claims, ρ 0.05, as many in the baseline @ 60
          nothing drifts in 40 segments: any event | 30 to 60 claims, ρ 0, 190 to 390 in the baseline @ 12
          a change is found | 20 a day, ρ 0.01, decisions take 1.3 times as long             @ 200
          a change is found | 50 a day, ρ 0.01, denials of 8 d 10 → 20 % seen FAST           @ 100
          a change is found | 50 a day, ρ 0.01, denials of 20 d 10 → 20 % seen BY_30         @ 200
          a change is found | 50 a day, ρ 0, denials of 20 d 10 → 20 % seen BY_60            @ 200
          harder | 100 a day, ρ 0.01, AR(1) .7 of days, 10 %                                 @ 200
          harder | 20 a day, ρ 0, each claim twice                                           @ 200
          closed days | 100 a day, ρ 0.01, closed for a day, found                           @ 150
          closed days | 100 a day, ρ 0.01, closed for a day, declared                        @ 150
          all slows, no denial changes: a denial event | 20 a day, ρ 0.01, denials 20 d, seen FAST @ 100
          all slows, no denial changes: a denial event | 100 a day, ρ 0.01, denials 20 d, seen BY_30 @ 100
          intervals cover | 20 a day, ρ 0.05, 10 → 20 %                                      @ 300
          100 large segments with an immaterial shift, 100 small without | false among reported @ 2
          the mix of two populations of different speed shifts: a decision-time event | 20 a day, ρ 0.01, as stratum @ 100
          """)
  void keepsWhatIsDemanded(String cell, int runs) throws IOException {
    isKept(cell, runs);
  }

  @Tag("proof")
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          nothing drifts | 5 a day, ρ 0.05, denials 8 v approvals 14, every day               @ 2000
          nothing drifts | 20 a day, ρ 0, denials 8 v approvals 14, every day                 @ 2000
          nothing drifts | 100 a day, ρ 0.05, denials 8 v approvals 14, every day             @ 2000
          nothing drifts | 100 a day, ρ 0.002, denials 20 v approvals 12, decision-day shocks @ 1000
          nothing drifts | 0.5 a day, ρ 0, every day                                          @ 4000
          nothing drifts in 40 segments: any event | 30 to 60 claims, ρ 0.05, 190 to 390 in the baseline @ 100
          a change is found | 5 a day, ρ 0, decisions take 1.3 times as long                  @ 500
          a change is found | 100 a day, ρ 0.05, denials of 20 d 10 → 15 % seen BY_30         @ 500
          a change is found | 20 a day, ρ 0.01, denials of 8 d 10 → 20 % seen FAST            @ 500
          harder | 100 a day, ρ 0.05, volume doubles                                          @ 1000
          harder | 100 a day, ρ 0, AR(1) .7 of days, 10 %                                     @ 1000
          harder | 100 a day, ρ 0.05, weekly season                                           @ 1000
          harder | 100 a day, ρ 0.01, month-end batches                                       @ 1000
          harder | 100 a day, ρ 0, each claim twice                                           @ 1000
          harder | 20 a day, ρ 0.01, heavy tails, 10 % never decided                          @ 1000
          harder | 20 a day, ρ 0.01, denials 3 v approvals 20                                 @ 1000
          closed days | 100 a day, ρ 0.01, closed for a week, and for one in the baseline, found @ 500
          closed days | 100 a day, ρ 0, closed on ten holidays a year, declared               @ 500
          200 segments × 3 metrics, 10 % drift | ρ 0.01                                       @ 20
          """)
  void keepsWhatIsDemandedOfMore(String cell, int runs) throws IOException {
    isKept(cell, runs);
  }

  private void isKept(String id, int runs) throws IOException {
    GridCell cell = cell(id);
    results.add(cell.simulate(cell.isCompared() ? COMPARED : List.of(OURS), share(cell, runs)));
    seen.add(cell);
    assertThat(table(cell, COMPARED).failures(cell, OURS)).isEmpty();
  }

  /** The backlog of the day after is as unusual as the day itself. */
  @Test
  void leavingOutTheClosedDayAloneFails() throws IOException {
    fails(
        "closed days | 20 a day, ρ 0, closed for a week, and for one in the baseline, declared",
        OursAltered.leavingOutTheDayAlone(),
        400);
  }

  @Test
  void theTextbookFails() throws IOException {
    fails(
        "nothing drifts | 100 a day, ρ 0.05, denials 20 v approvals 12, no weekend decisions",
        new Plain(),
        400);
  }

  /** Of the runs, a quarter is for those who are only printed. */
  private void fails(String id, Contender contender, int runs) throws IOException {
    GridCell cell = cell(id);
    results.add(cell.simulate(List.of(contender), share(cell, runs)));
    assertThat(table(cell, List.of(contender)).failures(cell, contender))
        .anyMatch(failure -> failure.contains(StreamView.TIME + ", what=" + Count.AT_05));
  }

  /** Two populations decide as ever, and the slow one files more: that is mix, and nothing else. */
  @Test
  void aShiftOfTheMixIsFoundByTheAttributionWhereItIsADimension() {
    CustomerCell cell =
        (CustomerCell)
            cell(
                "the mix of two populations of different speed shifts: a decision-time event"
                    + " | 100 a day, ρ 0.01, not told");
    double rates = 0;
    for (int run = 0; run < 20; run++) {
      Attribution change = attribution(cell, StreamCell.asOf(run), run);
      assertThat(change.mix().value()).isLessThan(-0.1);
      assertThat(Math.abs(change.rate().value())).isLessThan(-0.5 * change.mix().value());
      rates += change.rate().value() / 20;
    }
    assertThat(rates).isBetween(-0.01, 0.01);
  }

  private static Attribution attribution(CustomerCell cell, LocalDate asOf, int run) {
    SimulatedCustomer customer = cell.other(asOf, run).customer();
    Definition definition =
        Definition.of(
            "populations",
            1,
            List.of("payer", "cpt_group", "population"),
            cell.metrics(),
            Windows.LOOKBACK,
            DriftPolicy.controlled());
    Detection detection =
        DriftDetector.detect(
            definition, Run.of(definition, "simulated", asOf, customer, 1), customer);
    return Attribution.of(
        detection.verdicts().stream().map(Verdict::recorded).toList(),
        ClaimMetrics.DECISION_TIME.id());
  }

  private static GridCell cell(String id) {
    return GridRows.all().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the grid has no cell " + id));
  }

  private static double share(GridCell cell, int runs) {
    return (double) runs / cell.runs();
  }

  private GridTable table(GridCell cell, List<Contender> contenders) {
    return new GridTable(List.of(cell), results, contenders);
  }

  private static boolean isOfFalseAlarms(Demand demand) {
    return demand.kind() == Demand.Kind.AT_MOST && demand.what() == Count.AT_05;
  }

  @AfterAll
  void printTheWorst() {
    List<GridCell> nothing =
        seen.stream()
            .filter(cell -> cell.demands().stream().anyMatch(DetectionGridTest::isOfFalseAlarms))
            .toList();
    new GridTable(nothing, results, List.of(OURS)).worst(nothing, System.out);
  }
}
