package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Survivals.Fraction;
import io.drift4j.stats.Survivals.Pair;
import io.drift4j.stats.Survivals.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogRankTestTest {

  private static final LogRankTest TEST = LogRankTest.withDefaults();

  // ---- other programs

  @Test
  void agreesWithSurvdiffOfRAlsoWithStrataAndOneCauseAndLateEntries() {
    Map<String, Pair> pairs = new HashMap<>();
    Survivals.pairs().forEach(pair -> pairs.put(pair.name(), pair));
    assertThat(OracleFile.lines("log-rank.csv"))
        .hasSizeGreaterThan(1500)
        .allSatisfy(fields -> assertThatAgrees(result(fields, pairs), fields));
  }

  private static LogRankTest.Result result(List<String> fields, Map<String, Pair> pairs) {
    Pair pair = pairs.get(fields.get(1));
    return switch (fields.get(0)) {
      case "cause" -> TEST.causeSpecific(1).test(pair.x(), pair.y());
      case "strata" -> TEST.stratified(strata(fields.get(1), pairs));
      default -> TEST.test(pair.x(), pair.y());
    };
  }

  private static List<LogRankTest.Stratum> strata(String last, Map<String, Pair> pairs) {
    int number = Integer.parseInt(last.substring(1));
    List<LogRankTest.Stratum> strata = new ArrayList<>();
    for (int i = number; i > number - 3; i--) {
      strata.add(new LogRankTest.Stratum(pairs.get("t" + i).x(), pairs.get("t" + i).y()));
    }
    return strata;
  }

  private static void assertThatAgrees(LogRankTest.Result result, List<String> fields) {
    assertThatIsNear(result.statistic(), fields.get(2), 1e-10, 1e-20);
    if (Double.parseDouble(fields.get(2)) > 1e-12) { // R loses the digits of O - E near 0
      assertThatIsNear(result.logPValue(), fields.get(3), 1e-9, 1e-12);
    }
    if (!fields.get(4).isEmpty()) {
      assertThat((double) result.observed()).isEqualTo(Double.parseDouble(fields.get(4)));
      assertThatIsNear(result.expected(), fields.get(5), 1e-12, 0);
      assertThatIsNear(result.variance(), fields.get(6), 1e-12, 0);
    }
  }

  private static void assertThatIsNear(
      double value, String text, double relative, double absolute) {
    double expected = Double.parseDouble(text);
    assertThat(value).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
  }

  @Test
  void agreesWithFiftyDigitsAlsoForTotalsOfFourQuintillion() {
    Map<String, Pair> pairs = new HashMap<>();
    Survivals.pairs().forEach(pair -> pairs.put(pair.name(), pair));
    assertThat(OracleFile.lines("log-rank-50.csv"))
        .hasSizeGreaterThan(1000)
        .allSatisfy(
            fields -> {
              Pair pair = pairs.get(fields.get(0));
              LogRankTest.Result result =
                  pair == null
                      ? TEST.test(Survivals.table(fields.get(4)), Survivals.table(fields.get(5)))
                      : TEST.test(pair.x(), pair.y());
              assertThatIsNear(result.statistic(), fields.get(1), 1e-14, 1e-30);
              assertThatIsNear(result.logPValue(), fields.get(2), 1e-10, 1e-15);
              assertThatIsNear(result.z(), fields.get(3), 1e-14, 1e-15);
            });
  }

  // ---- laws

  @Test
  void isWhatScanningTheRowsSaysInExactFractions() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      List<Row> x = Survivals.rows(random, 25, 10, i % 4 == 0);
      List<Row> y = Survivals.rows(random, 25, 10, i % 4 == 0);
      LogRankTest.Result result =
          TEST.test(Survivals.recounted(x, random), Survivals.recounted(y, random));
      assertThat(result)
          .as("seed %d, case %d", seed, i)
          .isEqualTo(TEST.test(Survivals.table(x), Survivals.table(y)));
      assertThatIsNaive(result, x, y);
    }
  }

  private static void assertThatIsNaive(LogRankTest.Result result, List<Row> x, List<Row> y) {
    Fraction difference = Fraction.ZERO;
    Fraction variance = Fraction.ZERO;
    TreeSet<Long> ages = Survivals.ages(x);
    ages.addAll(Survivals.ages(y));
    for (long u : ages) {
      long r1 = Survivals.count(x, row -> row.isAtRisk(u));
      long r2 = Survivals.count(y, row -> row.isAtRisk(u));
      long d1 = Survivals.count(x, row -> row.hasEventAt(u));
      long d2 = Survivals.count(y, row -> row.hasEventAt(u));
      long r = r1 + r2;
      long d = d1 + d2;
      if (d > 0) {
        difference = difference.plus(Fraction.of(d2 * r - d * r2, r));
        variance = variance.plus(Fraction.of(d * r1 * r2 * (r - d), r * r * Math.max(1, r - 1)));
      }
    }
    assertThat(result.variance()).isEqualTo(variance.value());
    if (variance.over().signum() == 0) {
      assertThat(result.pValue()).isOne();
    } else {
      double expected = difference.times(difference).by(variance).value();
      assertThat(result.statistic()).isCloseTo(expected, within(Math.ulp(expected) + 1e-40));
      assertThat(result.logHazardRatio()).isCloseTo(difference.by(variance).value(), within(1e-15));
    }
  }

  @Test
  @Tag("slow")
  void changesTheSignOfZAndNothingElseWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      TimeToEventTable x = Survivals.table(Survivals.rows(random, 15, 10, false));
      TimeToEventTable y = Survivals.table(Survivals.rows(random, 15, 10, false));
      LogRankTest.Result there = TEST.test(x, y);
      LogRankTest.Result back = TEST.test(y, x);
      assertThat(back.z()).isEqualTo(0 - there.z());
      assertThat(back.statistic()).isEqualTo(there.statistic());
      assertThat(back.logPValue()).isEqualTo(there.logPValue());
      assertThat(back.events() - back.observed()).isEqualTo(there.observed());
    }
  }

  @Test
  void coversOneByTheHazardRatioIntervalExactlyIfPIsLarge() {
    for (Pair pair : Survivals.pairs()) {
      LogRankTest.Result result = TEST.test(pair.x(), pair.y());
      Interval interval = result.hazardRatioInterval(0.95);
      assertThat(interval.contains(result.hazardRatio())).isTrue();
      if (Math.abs(result.pValue() - 0.05) > 1e-9) {
        assertThat(interval.contains(1)).isEqualTo(!result.isSignificantAt(0.05));
      }
    }
  }

  @Test
  void addsNothingWhereOnlyOneSampleIsAtRisk() {
    TimeToEventTable x = Survivals.table("1:1*3 2:0*2 5:0*4");
    TimeToEventTable y = Survivals.table("1:1*1 2:1*2 3:0*9");
    TimeToEventTable later = Survivals.table("4:1*3 6:1*2 7:0*1");
    double before = TEST.test(x, y).statistic();
    TimeToEventTable longer = x.combine(Survivals.table("5:0*5"));
    assertThat(TEST.test(longer, y.combine(Survivals.table("5:0*1"))).statistic())
        .isNotEqualTo(before);
    LogRankTest.Stratum alone = new LogRankTest.Stratum(later, TimeToEventTable.empty());
    LogRankTest.Result result = TEST.stratified(List.of(new LogRankTest.Stratum(x, y), alone));
    assertThat(result.statistic()).isEqualTo(before);
    assertThat(result.events()).isEqualTo(11);
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWithoutEventsOrWithoutAnAgeInCommon() {
    TimeToEventTable open = Survivals.table("3:0*5");
    TimeToEventTable early = Survivals.table("0:0*3");
    TimeToEventTable late = Survivals.table("4:1*3");
    for (LogRankTest.Result result :
        List.of(TEST.test(open, open), TEST.test(early, late), TEST.test(late, late))) {
      assertThat(result.pValue()).isOne();
      assertThat(result.z()).isZero();
      assertThat(result.hazardRatio()).isOne();
      assertThat(result.hazardRatioInterval(0.95))
          .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
    }
  }

  @Test
  void neverAnswersZeroHoweverFarApartTheSamplesAre() {
    long n = 1L << 62;
    TimeToEventTable x = TimeToEventTable.builder().addOpen(9, n - 1).build();
    TimeToEventTable y = TimeToEventTable.builder().add(1, 1, n / 2).addOpen(2, n / 2).build();
    LogRankTest.Result result = TEST.test(x, y);
    assertThat(result.logPValue()).isFinite().isLessThan(-1e17);
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(result.z()).isPositive();
    assertThat(TEST.test(y, x).z()).isEqualTo(-result.z());
  }

  @Test
  void refusesEmptySamplesByName() {
    TimeToEventTable some = Survivals.table("3:1*5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(TimeToEventTable.empty(), some))
        .withMessage("the first sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.statistic(some, TimeToEventTable.empty()))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.stratified(List.of()))
        .withMessage("the first sample has no observations");
  }

  // ---- size

  @Test
  @Tag("slow")
  void alarmsFalselyAtFivePercentWithTies() {
    for (int rows : new int[] {40, 200}) {
      long seed = 20261125 + rows;
      SplittableRandom random = new SplittableRandom(seed);
      int alarms = 0;
      int runs = 5_000;
      for (int i = 0; i < runs; i++) {
        TimeToEventTable x = simulated(random, rows * 3);
        TimeToEventTable y = simulated(random, rows);
        alarms += TEST.test(x, y).isSignificantAt(0.05) ? 1 : 0;
      }
      assertThat((double) alarms / runs).as("seed %d", seed).isBetween(0.035, 0.065);
    }
  }

  /** Exponential with mean 12, rounded down to days, looked at after 0 to 13 days. */
  private static TimeToEventTable simulated(SplittableRandom random, int rows) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int i = 0; i < rows; i++) {
      long age = (long) (-12 * StrictMath.log1p(-random.nextDouble()));
      long seen = random.nextInt(14);
      if (age <= seen) {
        builder.add(age, 1, 1);
      } else {
        builder.addOpen(seen, 1);
      }
    }
    return builder.build();
  }
}
