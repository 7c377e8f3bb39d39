package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimMetrics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source, a metric or a policy that breaks its contract fails the run, and is named. */
class BrokenPartsTest {

  private static final Definition PAYER_DRIFT = ClaimDefinitions.payerDrift();
  private static final LocalDate DAY = TestRuns.AS_OF.minusDays(3);

  private static final Segment KNOWN =
      Segment.of(List.of("payer", "cpt_group"), List.of("Aetna", "SURG"));

  private static RunReport run(Definition definition, CountSource source) {
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    try {
      return DriftMonitor.of(repository, source).run(definition, "acme", TestRuns.AS_OF);
    } finally {
      assertThat(repository.storedEventIds()).isEmpty();
    }
  }

  // ---- policies

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of(judging(verdicts -> List.of()), "gave 0 verdicts on 10 comparisons"),
        Arguments.of(judging(verdicts -> null), "gave no list of verdicts on 10 comparisons"),
        Arguments.of(
            judging(verdicts -> verdicts.subList(1, 10)), "gave 9 verdicts on 10 comparisons"),
        Arguments.of(
            judging(BrokenPartsTest::oneTwice),
            "gave a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over [2025-10-03,"
                + " 2026-01-01) and [2026-01-01, 2026-01-15) where a verdict on decision-time/1 of"),
        Arguments.of(
            judging(BrokenPartsTest::withNull),
            "gave null where a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over"),
        Arguments.of(
            new BrokenPolicy(BrokenPartsTest::ofWhatIsLeft), "gave 9 verdicts on 10 comparisons"),
        Arguments.of(
            new BrokenPolicy(
                comparisons -> sound(comparisons.stream().map(BrokenPartsTest::earlier).toList())),
            "gave a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over [2024-10-03,"),
        Arguments.of(
            measuring(0.1, Double.NaN, 0.5),
            "failed: java.lang.IllegalArgumentException: current value must be a finite number, not NaN"),
        Arguments.of(
            measuring(Double.POSITIVE_INFINITY, 1, 0.5),
            "failed: java.lang.IllegalArgumentException: baseline value must be a finite number, not Infinity"),
        Arguments.of(
            measuring(0.1, 0.2, 1.5),
            "failed: java.lang.IllegalArgumentException: severity must be in [0, 1]"),
        Arguments.of(
            measuring(0.1, 0.2, Double.NaN),
            "failed: java.lang.IllegalArgumentException: severity must be in"));
  }

  private static List<Verdict> oneTwice(List<Verdict> verdicts) {
    List<Verdict> twice = new ArrayList<>(verdicts);
    twice.set(1, verdicts.get(0));
    return twice;
  }

  private static List<Verdict> withNull(List<Verdict> verdicts) {
    List<Verdict> some = new ArrayList<>(verdicts);
    some.set(0, null);
    return some;
  }

  /** The list that it was given, too, is shorter then. */
  private static List<Verdict> ofWhatIsLeft(List<Comparison> comparisons) {
    comparisons.remove(0);
    return sound(comparisons);
  }

  private static Comparison earlier(Comparison comparison) {
    return new Comparison(
        comparison.metric(),
        comparison.segment(),
        PAYER_DRIFT.lookback().windows(TestRuns.AS_OF.minusYears(1)),
        comparison.baseline(),
        comparison.current());
  }

  private static DriftPolicy judging(UnaryOperator<List<Verdict>> change) {
    return new BrokenPolicy(comparisons -> change.apply(sound(comparisons)));
  }

  private static List<Verdict> sound(List<Comparison> comparisons) {
    return comparisons.stream().map(c -> Verdict.skipped(c, "always")).toList();
  }

  private static DriftPolicy measuring(double baseline, double current, double severity) {
    return new BrokenPolicy(
        comparisons ->
            comparisons.stream()
                .map(
                    c ->
                        Verdict.of(
                            c,
                            Decision.DRIFT,
                            new Difference("window", baseline, current, 1, 1, severity, 0, null)))
                .toList());
  }

  private interface Judge {
    List<Verdict> judge(List<Comparison> comparisons);
  }

  private record BrokenPolicy(Judge judge) implements DriftPolicy {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public int version() {
      return 3;
    }

    @Override
    public SortedMap<String, String> settings() {
      return new TreeMap<>();
    }

    @Override
    public List<Verdict> judge(List<Comparison> comparisons) {
      return judge.judge(comparisons);
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void aPolicyIsNamed(DriftPolicy policy, String complaint) {
    CountSource source = ClaimCounts.of(TestRuns.claims("acme").stream());
    assertThatThrownBy(() -> run(PAYER_DRIFT.withPolicy(policy), source))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "policy broken/3 (io.drift4j.BrokenPartsTest$BrokenPolicy) " + complaint);
  }

  @Test
  void valuesOfOneAreNumbersWhereTheyBelong() {
    assertThatThrownBy(() -> new Difference("window", 1, 2, -1, 1, 0, 0, null))
        .hasMessage("baseline size must be 0 or more, not -1");
    assertThatThrownBy(() -> new Difference("window", 1, 2, 1, 1, 0, 2, null))
        .hasMessage("volume score must be in [0, 1], not 2.0");
    assertThatThrownBy(() -> new Difference("", 1, 2, 1, 1, 0, 0, null))
        .hasMessageContaining("view");
    assertThatThrownBy(() -> new Evidence(1.01, 1, 0, 1))
        .hasMessage("p-value must be in [0, 1], not 1.01");
    assertThatThrownBy(() -> new Evidence(0.5, Double.NaN, 0, 1))
        .hasMessage("adjusted p-value must be in [0, 1], not NaN");
    assertThatThrownBy(() -> new Evidence(0.5, 0.5, 1, 0)).hasMessageContaining("[1.0, 0.0]");
    assertThatThrownBy(() -> new Evidence(0.5, 0.5, 0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite limit");
  }

  // ---- sources

  static Stream<Arguments> sources() {
    Segment foreign = Segment.of(List.of("region"), List.of("north"));
    Reading paid = new Reading(3L, "PAID");
    return Stream.of(
        Arguments.of(
            new Cell(foreign, 0, 1, paid, DAY, 1),
            "a segment of dimensions [region] where [payer, cpt_group] were asked for"),
        Arguments.of(
            new Cell(KNOWN, 0, 1, paid, DAY, -5),
            "a count of -5 where there is at least one record"),
        Arguments.of(
            new Cell(KNOWN, 0, 1, paid, DAY, 0), "a count of 0 where there is at least one record"),
        Arguments.of(
            new Cell(KNOWN, 0, 2, paid, DAY, 1), "a cell of window 2 where 2 were asked for"),
        Arguments.of(
            new Cell(KNOWN, 0, -1, paid, DAY, 1), "a cell of window -1 where 2 were asked for"),
        Arguments.of(
            new Cell(KNOWN, 1, 1, paid, DAY, 1), "a cell of measure 1 where 1 were asked for"),
        Arguments.of(
            new Cell(KNOWN, 0, 0, paid, DAY, 1),
            "records of a day outside their window [2025-10-03, 2026-01-01)"),
        Arguments.of(
            new Cell(KNOWN, 0, 1, new Reading(Long.MAX_VALUE, "PAID"), DAY, 1),
            "an event further from its start than any two dates are"),
        Arguments.of(
            new Cell(KNOWN, 0, 1, new Reading(Long.MIN_VALUE, "PAID"), DAY, 1),
            "an event further from its start than any two dates are"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceIsNamed(Cell cell, String complaint) {
    assertThatThrownBy(() -> run(PAYER_DRIFT, new BrokenSource(v -> v.visit(cell))))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "source claims (io.drift4j.BrokenPartsTest$BrokenSource) gave " + complaint)
        .hasMessageEndingWith("; mend its read method");
  }

  @Test
  void aSourceIsNamedThatLeavesOutFewerThanOne() {
    assertThatThrownBy(
            () -> run(PAYER_DRIFT, new BrokenSource(v -> v.leaveOut(0, Defect.NO_START, -1))))
        .hasMessageContaining("gave a count of -1 where there is at least one record");
    assertThatThrownBy(
            () -> run(PAYER_DRIFT, new BrokenSource(v -> v.leaveOut(4, Defect.NO_START, 1))))
        .hasMessageContaining("gave a cell of measure 4 where 1 were asked for");
  }

  private record BrokenSource(Consumer<CellVisitor> cells) implements CountSource {
    @Override
    public void read(CountRequest request, CellVisitor visitor) {
      cells.accept(visitor);
    }
  }

  // ---- metrics

  @Test
  void aProportionIsNamedWhoseObservationIsNeitherOneNorZero() {
    Metric broken =
        Metric.proportion("late", 1, ClaimMetrics.DECISION, reading -> reading.isOpen() ? 0L : 7L);
    CountSource source = ClaimCounts.of(TestRuns.claims("acme").stream());
    assertThatThrownBy(() -> run(PAYER_DRIFT.withMetrics(List.of(broken)), source))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "metric late/1 is a proportion and one of its observations is neither 1 nor 0; its"
                + " observation must give one of these, or null");
  }

  @Test
  void aMetricIsNamedThatDoesNotTakeOpenRecords() {
    Metric broken =
        Metric.proportion("late", 1, ClaimMetrics.DECISION, r -> r.value() > 30 ? 1L : 0L);
    CountSource source = ClaimCounts.of(TestRuns.claims("acme").stream());
    assertThatThrownBy(() -> run(PAYER_DRIFT.withMetrics(List.of(broken)), source))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "metric late/1 failed (java.lang.NullPointerException); its observation must take every"
                + " reading, open ones too, which have no value");
  }

  @Test
  void aSourceIsNamedThatGoesOnAfterARefusalOrOnOtherThreadsOrForEver() {
    Cell good = new Cell(KNOWN, 0, 1, new Reading(3L, "PAID"), DAY, 1);
    Cell bad = new Cell(KNOWN, 0, 7, new Reading(3L, "PAID"), DAY, 1);
    CountSource deaf =
        new BrokenSource(
            visitor -> {
              assertThatThrownBy(() -> visitor.visit(bad)).isInstanceOf(DriftException.class);
              visitor.visit(good);
            });
    assertThatThrownBy(() -> run(PAYER_DRIFT, deaf)).hasMessageContaining("a cell of window 7");
    CountSource hurried =
        new BrokenSource(visitor -> CompletableFuture.runAsync(() -> visitor.visit(good)).join());
    assertThatThrownBy(() -> run(PAYER_DRIFT, hurried))
        .hasStackTraceContaining("gave a cell on another thread than it was asked on");
    List<CellVisitor> kept = new ArrayList<>();
    run(PAYER_DRIFT, new BrokenSource(kept::add));
    assertThatThrownBy(() -> kept.get(0).visit(good))
        .hasMessageContaining("gave a cell after its read method had returned");
  }

  @Test
  void aSourceIsNamedThatWantsFreshRecordsOfTheFuture() {
    CountSource claims = ClaimCounts.of(TestRuns.claims("acme").stream());
    CountSource hasty =
        new CountSource() {
          @Override
          public void read(CountRequest request, CellVisitor visitor) {
            claims.read(request, visitor);
          }

          @Override
          public OptionalInt freshWithinDays() {
            return OptionalInt.of(-5);
          }
        };
    assertThatThrownBy(() -> run(PAYER_DRIFT, hasty))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith("source claims (io.drift4j.BrokenPartsTest$")
        .hasMessageEndingWith(
            "wants records fresh within -5 days; its freshWithinDays must give 1 or more");
  }

  @Test
  void aSourceIsNamedThatGivesNothingForSomething() {
    for (Consumer<CellVisitor> nothing :
        List.<Consumer<CellVisitor>>of(
            visitor -> visitor.visit(null),
            visitor -> visitor.visit(new Cell(null, 0, 1, new Reading(3L, "PAID"), DAY, 1)),
            visitor -> visitor.visit(new Cell(KNOWN, 0, 1, null, DAY, 1)),
            visitor -> visitor.leaveOut(0, null, 1))) {
      assertThatThrownBy(() -> run(PAYER_DRIFT, new BrokenSource(nothing)))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("source claims (io.drift4j.BrokenPartsTest$BrokenSource) gave");
    }
  }

  @Test
  void aMeasureKnowsOutcomesOnlyOfAField() {
    assertThatThrownBy(() -> new Measure("a", "a", "b", null, Collections.singleton("PAID")))
        .hasMessageContaining("a measure knows outcomes of no field");
  }
}
