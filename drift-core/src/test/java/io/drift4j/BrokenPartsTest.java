package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimCounts;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A source, a metric or a policy that breaks its contract fails the run, and is named. */
class BrokenPartsTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;
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
        Arguments.of(judging(verdicts -> List.of()), "gave 0 verdicts on 10 examinations"),
        Arguments.of(judging(verdicts -> null), "gave no list of verdicts on 10 examinations"),
        Arguments.of(
            judging(verdicts -> verdicts.subList(1, 10)), "gave 9 verdicts on 10 examinations"),
        Arguments.of(
            judging(BrokenPartsTest::oneTwice),
            "gave a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over [2025-10-03,"
                + " 2026-01-01) and [2026-01-01, 2026-01-15) where a verdict on decision-time/1 of"),
        Arguments.of(
            judging(BrokenPartsTest::withNull),
            "gave null where a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over"),
        Arguments.of(
            new BrokenPolicy(BrokenPartsTest::ofWhatIsLeft), "gave 9 verdicts on 10 examinations"),
        Arguments.of(
            new BrokenPolicy(
                examinations ->
                    sound(examinations.stream().map(BrokenPartsTest::earlier).toList())),
            "gave a verdict on denial-rate/1 of payer=Aetna, cpt_group=SURG over [2024-10-03,"),
        Arguments.of(
            new BrokenPolicy(
                examinations -> sound(examinations.stream().map(BrokenPartsTest::copied).toList())),
            "gave a verdict on a copy of denial-rate/1 of payer=Aetna, cpt_group=SURG over"),
        Arguments.of(
            viewing(Collections.singletonList(null)),
            "wants the views [null] of metric denial-rate/1; its views method must give one"),
        Arguments.of(
            viewing(List.of(new View("a", PAYER_DRIFT.lookback(), new Lagging()))),
            "has a view a whose lens lagging lags -2 days; its lagDays must give 0 or more"),
        Arguments.of(
            assessing(assessment -> assessment.severity(1.5)),
            "failed: java.lang.IllegalArgumentException: severity must be in [0, 1]"),
        Arguments.of(
            assessing(assessment -> assessment.volumeScore(Double.NaN)),
            "failed: java.lang.IllegalArgumentException: volume score must be in [0, 1], not NaN"),
        Arguments.of(
            assessing(assessment -> assessment.adjustedPValue(-0.1)),
            "failed: java.lang.IllegalArgumentException: adjusted p-value must be in [0, 1]"),
        Arguments.of(
            viewing(List.of()),
            "wants the views [] of metric denial-rate/1; its views method must"),
        Arguments.of(viewing(null), "wants the views null of metric denial-rate/1"),
        Arguments.of(
            viewing(Collections.nCopies(2, new View("a", PAYER_DRIFT.lookback(), Lens.summary()))),
            "wants the views [View[name=a"));
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
  private static List<Verdict> ofWhatIsLeft(List<Examination> examinations) {
    examinations.remove(0);
    return sound(examinations);
  }

  private static Examination copied(Examination examination) {
    return new Examination(examination.metric(), examination.segment(), examination.evidence());
  }

  private record Lagging() implements Lens {
    @Override
    public String id() {
      return "lagging";
    }

    @Override
    public int lagDays() {
      return -2;
    }

    @Override
    public Evidence look(Comparison comparison) {
      return Lens.summary().look(comparison);
    }
  }

  private static Examination earlier(Examination examination) {
    WindowPair windows = PAYER_DRIFT.lookback().windows(TestRuns.AS_OF.minusYears(1));
    return new Examination(
        examination.metric(),
        examination.segment(),
        List.of(Evidence.of("window", windows).values(1, 1).build()));
  }

  private static DriftPolicy judging(UnaryOperator<List<Verdict>> change) {
    return new BrokenPolicy(examinations -> change.apply(sound(examinations)));
  }

  private static List<Verdict> sound(List<Examination> examinations) {
    return examinations.stream().map(e -> Verdict.skipped(e, "always")).toList();
  }

  private static DriftPolicy assessing(UnaryOperator<Assessment.Builder> what) {
    return new BrokenPolicy(
        examinations ->
            examinations.stream()
                .map(
                    e ->
                        Verdict.of(e, Decision.DRIFT, e.first())
                            .assessed(what.apply(Assessment.builder()).build())
                            .build())
                .toList());
  }

  private static DriftPolicy viewing(List<View> views) {
    return new BrokenPolicy(BrokenPartsTest::sound, views);
  }

  private interface Judge {
    List<Verdict> judge(List<Examination> examinations);
  }

  private record BrokenPolicy(Judge judge, List<View> views) implements DriftPolicy {
    BrokenPolicy(Judge judge) {
      this(judge, List.of(new View("window", PAYER_DRIFT.lookback(), Lens.summary())));
    }

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
    public List<View> views(Metric metric, Lookback lookback) {
      return views;
    }

    /** The claims of these tests are decided after the as-of day. */
    @Override
    public boolean hasHindsight() {
      return true;
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return judge.judge(examinations);
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

  // ---- lenses

  static Stream<Arguments> lenses() {
    return Stream.of(
        Arguments.of(looking(comparison -> null), "gave null; its look method must give evidence"),
        Arguments.of(
            looking(comparison -> Evidence.of("other", comparison.windows()).values(1, 1).build()),
            "gave evidence of another view or other windows; its look method must"),
        Arguments.of(
            looking(comparison -> Evidence.of(comparison).values(0.1, Double.NaN).build()),
            "failed: java.lang.IllegalArgumentException: current value must be a finite number, not NaN"),
        Arguments.of(
            looking(comparison -> Evidence.of(comparison).values(1 / 0.0, 1).build()),
            "failed: java.lang.IllegalArgumentException: baseline value must be a finite number,"
                + " not Infinity"),
        Arguments.of(
            looking(comparison -> Evidence.of(comparison).build()),
            "failed: java.lang.IllegalArgumentException: view window must have values, or a reason"
                + " why there are none; it has neither"));
  }

  private static Lens looking(Function<Comparison, Evidence> look) {
    return new BrokenLens(look);
  }

  private record BrokenLens(Function<Comparison, Evidence> look) implements Lens {
    @Override
    public String id() {
      return "cracked";
    }

    @Override
    public Evidence look(Comparison comparison) {
      return look.apply(comparison);
    }
  }

  @ParameterizedTest
  @MethodSource("lenses")
  void aLensIsNamed(Lens lens, String complaint) {
    CountSource source = ClaimCounts.of(TestRuns.claims("acme").stream());
    DriftPolicy policy = viewing(List.of(new View("window", PAYER_DRIFT.lookback(), lens)));
    assertThatThrownBy(() -> run(PAYER_DRIFT.withPolicy(policy), source))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "lens cracked (io.drift4j.BrokenPartsTest$BrokenLens) " + complaint);
  }

  @Test
  void evidenceThatContradictsItselfIsRefused() {
    Evidence.Builder evidence =
        Evidence.of("window", PAYER_DRIFT.lookback().windows(TestRuns.AS_OF));
    assertThatThrownBy(() -> evidence.sizes(-1, 1))
        .hasMessage("baseline size must be 0 or more, not -1");
    assertThatThrownBy(() -> evidence.open(0, -1))
        .hasMessage("current open must be 0 or more, not -1");
    assertThatThrownBy(() -> evidence.test("score", 0.1))
        .hasMessage("ln p must be finite and 0 or less, not 0.1");
    assertThatThrownBy(() -> evidence.test("score", Double.NEGATIVE_INFINITY))
        .hasMessage("ln p must be finite and 0 or less, not -Infinity");
    assertThatThrownBy(() -> evidence.values(-Double.MAX_VALUE, Double.MAX_VALUE))
        .hasMessage("change must be a finite number, not Infinity");
    assertThatThrownBy(() -> evidence.test("score", Double.NaN)).hasMessageContaining("ln p");
    assertThatThrownBy(() -> evidence.interval(1, 0)).hasMessageContaining("[1.0, 0.0]");
    assertThatThrownBy(() -> evidence.interval(0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite limit");
    assertThatThrownBy(() -> evidence.dispersion(0)).hasMessageContaining("dispersion must be");
    assertThatThrownBy(() -> evidence.horizon(-1)).hasMessage("horizon must be 0 or more, not -1");
    assertThatThrownBy(() -> evidence.standardError(0))
        .hasMessageContaining("standard error must be");
    assertThatThrownBy(() -> evidence.effect("a b", 1)).hasMessageContaining("effect measure");
    assertThatThrownBy(() -> Evidence.of("", PAYER_DRIFT.lookback().windows(TestRuns.AS_OF)))
        .hasMessageContaining("view");
    assertThatThrownBy(() -> evidence.values(1, 2).undecided("too few").build())
        .hasMessageContaining("it has both");
  }

  // ---- sources

  private static final long NOW = DAY.toEpochDay();

  static Stream<Arguments> sources() {
    Segment foreign = Segment.of(List.of("region"), List.of("north"));
    return Stream.of(
        Arguments.of(
            cells(v -> v.segment(foreign)),
            "a segment of dimensions [region] where [payer, cpt_group] were asked for"),
        Arguments.of(adding(0, NOW, 3, -5), "a count of -5 where there is at least one record"),
        Arguments.of(adding(0, NOW, 3, 0), "a count of 0 where there is at least one record"),
        Arguments.of(adding(1, NOW, 3, 1), "a cell of measure 1 where 1 were asked for"),
        Arguments.of(adding(-1, NOW, 3, 1), "a cell of measure -1 where 1 were asked for"),
        Arguments.of(
            cells(v -> v.leaveOut(0, TestRuns.AS_OF.toEpochDay(), Defect.NO_AMOUNT, 1)),
            "records of a day outside the windows [[2025-10-03, 2026-01-15)]"),
        Arguments.of(cells(v -> v.leaveOut(0, NOW, null, 1)), "null for why records are left out"),
        Arguments.of(
            adding(0, TestRuns.AS_OF.toEpochDay(), 3, 1),
            "records of a day outside the windows [[2025-10-03, 2026-01-15)]"),
        Arguments.of(
            adding(0, Long.MIN_VALUE, 3, 1),
            "records of a day outside the windows [[2025-10-03, 2026-01-15)]"),
        Arguments.of(
            adding(0, NOW, Long.MAX_VALUE, 1),
            "an event further from its start than any two dates are"),
        Arguments.of(
            adding(0, NOW, Long.MIN_VALUE, 1),
            "an event further from its start than any two dates are"),
        Arguments.of(
            cells(v -> v.segment(KNOWN).addOpen(0, NOW, -2, null, 1)),
            "an age of open records of -2, which is -1 or more"),
        Arguments.of(
            cells(
                v -> {
                  CellVisitor.Cells cells = v.segment(KNOWN);
                  cells.end();
                  cells.add(0, NOW, 3, "PAID", 1);
                }),
            "a cell of a segment that it had said to be whole"),
        Arguments.of(
            cells(
                v -> {
                  v.segment(KNOWN).end();
                  v.segment(KNOWN);
                }),
            "a segment again that it had said to be whole"),
        Arguments.of(
            cells(
                v -> {
                  CellVisitor.Cells cells = v.segment(KNOWN);
                  cells.end();
                  cells.end();
                }),
            "twice that a segment is whole"),
        Arguments.of(
            cells(
                v -> {
                  CellVisitor.Cells first = v.segment(KNOWN);
                  CellVisitor.Cells second = v.segment(KNOWN);
                  first.end();
                  second.add(0, NOW, 3, "PAID", 1);
                }),
            "a cell of a segment that it had said to be whole"),
        Arguments.of(
            cells(v -> v.segment(KNOWN).addOpen(0, NOW, 3, null, 1)),
            "an age of open records of 3, which reaches beyond 2026-01-15"),
        Arguments.of(
            cells(
                v -> {
                  CellVisitor.Cells cells = v.segment(KNOWN);
                  cells.add(0, NOW, 3, "PAID", Long.MAX_VALUE / 2);
                  cells.add(0, NOW, 4, "PAID", Long.MAX_VALUE / 2);
                  cells.add(0, NOW, 5, "PAID", 2);
                }),
            "more records than a long can count"));
  }

  private static Consumer<CellVisitor> cells(Consumer<CellVisitor> cells) {
    return cells;
  }

  private static Consumer<CellVisitor> adding(int measure, long day, long value, long count) {
    return visitor -> visitor.segment(KNOWN).add(measure, day, value, "PAID", count);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceIsNamed(Consumer<CellVisitor> cells, String complaint) {
    assertThatThrownBy(() -> run(PAYER_DRIFT, new BrokenSource(cells)))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith(
            "source claims (io.drift4j.BrokenPartsTest$BrokenSource) gave " + complaint)
        .hasMessageEndingWith("; mend its read method");
  }

  @Test
  void aSourceIsNamedThatTellsWhatIsNotKnownYet() {
    DriftPolicy withoutHindsight =
        new DriftPolicy() {
          @Override
          public String id() {
            return "blind";
          }

          @Override
          public int version() {
            return 1;
          }

          @Override
          public List<Verdict> judge(List<Examination> examinations) {
            return sound(examinations);
          }
        };
    assertThatThrownBy(
            () ->
                run(
                    PAYER_DRIFT.withPolicy(withoutHindsight),
                    new BrokenSource(adding(0, NOW, 3, 1))))
        .hasMessageContaining(
            "gave an event that is dated on or after 2026-01-15 and not told yet; mend its read");
  }

  @Test
  void countsOfSeveralDaysThatNoLongHoldsAreRefused() {
    CountSource source =
        new BrokenSource(
            visitor -> {
              CellVisitor.Cells cells = visitor.segment(KNOWN);
              for (int days = 0; days < 3; days++) {
                cells.add(0, NOW - days, 0, "PAID", Long.MAX_VALUE / 2);
              }
            });
    assertThatThrownBy(() -> run(PAYER_DRIFT, source))
        .isInstanceOf(DriftException.class)
        .hasMessage("the source told of more records than a long can count");
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
    Consumer<CellVisitor> good = adding(0, NOW, 3, 1);
    CountSource deaf =
        new BrokenSource(
            visitor -> {
              assertThatThrownBy(() -> adding(7, NOW, 3, 1).accept(visitor))
                  .isInstanceOf(DriftException.class);
              good.accept(visitor);
            });
    assertThatThrownBy(() -> run(PAYER_DRIFT, deaf)).hasMessageContaining("a cell of measure 7");
    CountSource hurried =
        new BrokenSource(visitor -> CompletableFuture.runAsync(() -> good.accept(visitor)).join());
    assertThatThrownBy(() -> run(PAYER_DRIFT, hurried))
        .hasStackTraceContaining("gave a cell on another thread than it was asked on");
    List<CellVisitor> kept = new ArrayList<>();
    run(PAYER_DRIFT, new BrokenSource(kept::add));
    assertThatThrownBy(() -> good.accept(kept.get(0)))
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
            visitor -> visitor.segment(null), visitor -> visitor.leaveOut(0, null, 1))) {
      assertThatThrownBy(() -> run(PAYER_DRIFT, new BrokenSource(nothing)))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("source claims (io.drift4j.BrokenPartsTest$BrokenSource) gave");
    }
  }

  @Test
  void aMetricIsNamedWhoseOutcomesItsMeasureDoesNotKnow() {
    assertThatThrownBy(
            () ->
                Metric.proportion(
                    "late", 1, ClaimMetrics.DECISION, Observation.of("DENEID").among("DENEID")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "metric late is of outcomes [DENEID] and its measure knows [DENIED, OTHER, PAID]; name"
                + " them with withOutcome(field, outcomes)");
    assertThatThrownBy(
            () ->
                Metric.days("late", 1, Measure.timeToEvent("a", "b"), Observation.valueOf("PAID")))
        .hasMessageContaining("metric late is of outcomes [PAID] and its measure knows []");
    assertThatThrownBy(() -> Observation.of("PAID").among("DENIED", "DENIED"))
        .hasMessage(
            "the event must be one or more of the outcomes that count, [DENIED], not [PAID]");
  }

  @Test
  void aMeasureKnowsOutcomesOnlyOfAField() {
    assertThatThrownBy(
            () ->
                new Measure(
                    "a", new Quantity.Occurrence(), "b", null, Collections.singleton("PAID")))
        .hasMessageContaining("a measure knows outcomes of no field");
  }
}
