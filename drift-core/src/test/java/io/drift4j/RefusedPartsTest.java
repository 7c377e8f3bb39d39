package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no run could be computed with is refused where it is given, before a database sees it. */
class RefusedPartsTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;

  private static final Metric RATE = ClaimMetrics.DENIAL_RATE;
  private static final Metric CLAIMS = ClaimMetrics.CLAIMS;
  private static final Metric CENTS =
      Metric.amount("cents", 1, Measure.amount("submitted_date", "allowed_amount", 2));

  // ---- arguments

  static Stream<Arguments> arguments() {
    return Stream.of(
        refused(
            () -> Lookback.ofDays(800_000, 14),
            "baseline, gap and current days must be 36525 or fewer together, a hundred years, not"
                + " 800014"),
        refused(() -> Lookback.ofDays(Integer.MAX_VALUE, Integer.MAX_VALUE), "not 4294967294"),
        refused(() -> Lookback.ofDays(90, 14).withGapDays(Integer.MAX_VALUE), "not 2147483751"),
        refused(() -> Lens.byAge(800_000), "age of a view must be 1 to 36525 days, not 800000"),
        refused(() -> Lens.byAge(0), "age of a view must be 1 to 36525 days, not 0"),
        refused(() -> Lens.endedWithin(800_000), "age of a view must be 1 to 36525 days"),
        refused(() -> Lens.location(800_000), "lag of a view must be 0 to 36525 days"),
        refused(() -> Lens.location(-1), "lag of a view must be 0 to 36525 days, not -1"),
        refused(() -> Lens.mix(800_000), "lag of a view must be 0 to 36525 days"),
        refused(
            () -> DriftPolicy.controlled().withAges(30, 800_000),
            "ages must be different days, 1 or more, up to a hundred years"),
        refused(
            () -> PAYER_DRIFT.metrics().get(0).withFullSeverityAt(Double.POSITIVE_INFINITY),
            "full severity must be at a positive change that is finite, not Infinity"),
        refused(
            () -> PAYER_DRIFT.metrics().get(0).withFullSeverityAt(Double.NaN), "finite, not NaN"),
        refused(() -> new Threshold(Double.NaN, 1), "absolute threshold must be positive, not NaN"),
        refused(() -> new Threshold(1, Double.NaN), "relative threshold must be positive, not NaN"),
        refused(() -> DriftPolicy.controlled().withTimeRatio(Double.NaN), "time ratio must be"),
        refused(
            () -> RATE.withStake(CENTS.across("payer")),
            "what is at stake of metric denial-rate/1 is that of each segment, and cents/1 is read"
                + " across [payer]; only a companion is (withCompanions)"),
        refused(() -> RATE.withStake(CLAIMS), "must be an amount, and claims/1 is none"),
        refused(
            () -> CENTS.withStake(CENTS),
            "metric cents/1 is an amount, which is what is at stake of its records, and not"
                + " cents/1 besides; leave withStake out"),
        refused(
            () -> RATE.withCompanions(CLAIMS, CLAIMS.across("payer")),
            "metric denial-rate/1 needs companions with distinct ids, not [claims/1, claims/1]"),
        refused(
            () -> PAYER_DRIFT.withMetrics(List.of(CLAIMS.across("payer"))),
            "judges metric claims/1 in each segment and cannot read it across [payer]"));
  }

  private static Arguments refused(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void areRefusedWhereTheyAreGiven(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHundredYearsAreTaken() {
    assertThat(new Lookback(36_000, 14, 511).windows(TestRuns.AS_OF).baseline().startInclusive())
        .isEqualTo(TestRuns.AS_OF.minusDays(36_525));
  }

  // ---- lenses

  /** A lens of a host's that wants more than there is, or gives intervals that are none. */
  private record OwnLens(int lagDays, int historyDays, DoubleFunction<Interval> intervals)
      implements Lens {

    @Override
    public String id() {
      return "own";
    }

    @Override
    public Evidence look(Comparison comparison) {
      return Evidence.of(comparison)
          .values(0, 1)
          .sizes(comparison.baseline().size(), comparison.current().size())
          .intervals(intervals)
          .build();
    }
  }

  private record OwnPolicy(Lens lens) implements DriftPolicy {

    @Override
    public String id() {
      return "own";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public List<View> views(Metric metric, Lookback lookback) {
      return List.of(new View("own", lookback, lens));
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return examinations.stream()
          .map(seen -> Verdict.of(seen, Decision.DRIFT, seen.first()).build())
          .toList();
    }
  }

  private static RunReport run(Lens lens) {
    return run(
        PAYER_DRIFT.withPolicy(new OwnPolicy(lens)),
        ClaimCounts.of(TestRuns.claims("acme").stream()));
  }

  private static RunReport run(Definition definition, CountSource source) {
    return DriftMonitor.of(new InMemoryDriftRepository(), source)
        .run(definition, "acme", TestRuns.AS_OF);
  }

  @Test
  void aLensThatReachesFurtherThanAHundredYearsIsNamed() {
    DoubleFunction<Interval> any = level -> new Interval(0, 1, level);
    assertThatThrownBy(() -> run(new OwnLens(800_000, 0, any)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("has a view own whose lens own lags 800000 days; its lagDays must");
    assertThatThrownBy(() -> run(new OwnLens(0, Integer.MAX_VALUE, any)))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("wants a history of 2147483647 days; its historyDays must give 0");
  }

  private static final CountSource UNREADABLE =
      (request, visitor) -> {
        throw new AssertionError("it was read");
      };

  /** Every policy that looks through it, whether the metric or the policy named it. */
  @Test
  void aLensThatWantsStrataOrCompanionsThatAreNotThereIsRefusedBeforeAnythingIsRead() {
    Lens ofSome = Lens.among(Lens.hazard(), "state", "TX");
    String strata = ", which wants the strata [state], and it has []; name them with withStrata";
    assertRefused(
        PAYER_DRIFT
            .withPolicy(DriftPolicy.controlled())
            .withMetrics(List.of(RATE.testedThrough(ofSome))),
        "looks at metric denial-rate/1 through lens hazard-state.TX" + strata);
    assertRefused(
        PAYER_DRIFT.withMetrics(List.of(RATE.withLens(Lens.among(Lens.summary(), "state", "TX")))),
        "through lens summary-state.TX" + strata);
    assertRefused(PAYER_DRIFT.withPolicy(new OwnPolicy(ofSome)), "lens hazard-state.TX" + strata);
    Lens ratio = Lens.among(Lens.ratio(CENTS, 0, "region"), "state", "TX");
    Definition ofAmounts =
        PAYER_DRIFT.withPolicy(new OwnPolicy(ratio)).withStrata(List.of("region", "state"));
    assertRefused(
        ofAmounts, "which wants the companions [cents/1], and it has []; name them with Metric.w");
    assertRefused(ofAmounts.withStrata(List.of("region")), "which wants the strata [");
  }

  private static void assertRefused(Definition definition, String why) {
    assertThatThrownBy(() -> run(definition, UNREADABLE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), UNREADABLE);
    assertThatThrownBy(() -> monitor.preview(definition, "acme", TestRuns.AS_OF))
        .hasMessageContaining(why);
    assertThatThrownBy(() -> monitor.run(List.of(definition), "acme", TestRuns.AS_OF))
        .hasMessageContaining(why);
  }

  /** They are computed when an event is stored or shown, long after the lens has looked. */
  @Test
  void intervalsThatAreNoneAreNamedByTheirView() {
    List<DoubleFunction<Interval>> wrong =
        List.of(
            level -> new Interval(Double.NaN, 1, level),
            level -> new Interval(0, Double.POSITIVE_INFINITY, level),
            level -> null);
    for (DoubleFunction<Interval> intervals : wrong) {
      assertThatThrownBy(
              () -> run(new OwnLens(0, 0, intervals)).events().get(0).evidence().intervalLow())
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("the intervals of view own failed: ");
      assertThatThrownBy(
              () -> run(new OwnLens(0, 0, intervals)).events().get(0).evidence().intervalAt(0.9))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("the intervals of view own failed: ");
    }
  }

  /** One that has no settings to tell. */
  private record Unsettled() implements DriftPolicy {

    @Override
    public String id() {
      return "unsettled";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public SortedMap<String, String> settings() {
      return null;
    }

    @Override
    public List<Verdict> judge(List<Examination> examinations) {
      return DriftPolicy.thresholds().judge(examinations);
    }
  }

  @Test
  void nullForTheSettingsOfAPolicyIsNamed() {
    assertThatThrownBy(() -> PAYER_DRIFT.withPolicy(new Unsettled()).settings())
        .hasMessage("policy unsettled has null for its settings");
  }

  // ---- sources

  @Test
  void aSourceThatFailsIsNamedAndQuotesNothing() {
    CountSource source =
        (request, visitor) -> {
          throw new IllegalStateException("Jane Doe");
        };
    assertThatThrownBy(() -> run(PAYER_DRIFT, source))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith("source claims (" + source.getClass().getName() + ") failed (")
        .hasMessageContaining("(java.lang.IllegalStateException); mend its read method")
        .hasMessageNotContaining("Jane")
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  /** In its own words, of the request; what Java says of an argument may be of a record. */
  @Test
  void aSourceThatLacksAFieldSaysSo() {
    CountSource lacking =
        (request, visitor) -> {
          throw new IllegalArgumentException("orders have a shop and no payer");
        };
    assertThatThrownBy(() -> run(PAYER_DRIFT, lacking))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("orders have a shop and no payer");
    CountSource parsing = (request, visitor) -> UUID.fromString("Jane Doe");
    assertThatThrownBy(() -> run(PAYER_DRIFT, parsing))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("java.lang.IllegalArgumentException")
        .hasMessageNotContaining("Jane");
    CountSource later =
        (request, visitor) -> {
          visitor.leaveOut(0, Defect.NO_START, 1);
          throw new IllegalArgumentException("Jane Doe");
        };
    assertThatThrownBy(() -> run(PAYER_DRIFT, later))
        .isInstanceOf(DriftException.class)
        .hasMessageNotContaining("Jane");
  }

  @Test
  void aReaderThatFailsIsNamedByItsField() {
    List<String> records = List.of("Jane Doe");
    RecordCounts<String> sound =
        RecordCounts.of(records, record -> "acme")
            .text("payer", record -> record)
            .text("cpt_group", record -> record)
            .text("outcome", record -> "PAID")
            .date("submitted_date", record -> TestRuns.AS_OF.minusDays(3))
            .date("decided_date", record -> TestRuns.AS_OF.minusDays(1));
    assertThat(run(PAYER_DRIFT, sound).summary().rowsRead()).isEqualTo(1);
    List<RecordCounts<String>> broken =
        List.of(
            sound.text("payer", record -> UUID.fromString(record).toString()),
            sound.text("outcome", record -> UUID.fromString(record).toString()),
            sound.date("submitted_date", LocalDate::parse),
            sound.date("decided_date", LocalDate::parse));
    List<String> fields = List.of("payer", "outcome", "submitted_date", "decided_date");
    for (int i = 0; i < fields.size(); i++) {
      RecordCounts<String> source = broken.get(i);
      assertThatThrownBy(() -> run(PAYER_DRIFT, source))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith("the reader of field " + fields.get(i) + " failed (java.")
          .hasMessageNotContaining("Jane");
    }
    RecordCounts<String> whose = RecordCounts.of(records, record -> Integer.valueOf(record) + "");
    assertThatThrownBy(() -> run(PAYER_DRIFT, whose))
        .isInstanceOf(DriftException.class)
        .hasMessageNotContaining("Jane");
    assertThatThrownBy(() -> sound.text("payer", null))
        .hasMessage("the reader of field payer is null; give one");
  }
}
