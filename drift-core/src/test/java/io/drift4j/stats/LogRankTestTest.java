package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Survivals.Pair;
import io.drift4j.stats.Survivals.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogRankTestTest {

  private static final LogRankTest TEST = LogRankTest.withDefaults();

  // ---- other programs

  @Test
  void agreesWithSurvdiffOfRAlsoWithStrataAndOneCauseAndLateEntries() {
    agreesWithSurvdiff("survival.csv", "log-rank.csv", 4, 1800);
  }

  @Test
  @Tag("slow")
  void agreesWithAllCasesOfSurvdiffOfR() {
    agreesWithSurvdiff("survival.csv", "log-rank.csv", 1, 1800);
    agreesWithSurvdiff("survival-more.csv", "log-rank-more.csv", 1, 1200);
  }

  private static void agreesWithSurvdiff(String samples, String file, int every, int atLeast) {
    Map<String, Pair> pairs = pairs(samples);
    List<List<String>> lines = OracleFile.lines(file).toList();
    assertThat(lines).hasSizeGreaterThan(atLeast);
    for (int i = 0; i < lines.size(); i += every) {
      assertThatAgrees(result(lines.get(i), pairs), lines.get(i));
    }
  }

  private static Map<String, Pair> pairs(String samples) {
    Map<String, Pair> pairs = new HashMap<>();
    Survivals.pairs(samples).forEach(pair -> pairs.put(pair.name(), pair));
    return pairs;
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
      Pair pair = pairs.get(last.charAt(0) + "" + i);
      strata.add(new LogRankTest.Stratum(pair.x(), pair.y()));
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
    Map<String, Pair> pairs = pairs("survival.csv");
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
    isWhatScanningTheRowsSays(200);
    isWhatScanningFewRowsSays(1_000);
  }

  @Test
  @Tag("slow")
  void isWhatScanningTheRowsSaysInExactFractionsAHundredThousandTimes() {
    isWhatScanningTheRowsSays(100_000);
    isWhatScanningFewRowsSays(100_000);
  }

  private static void isWhatScanningTheRowsSays(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
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

  /** Also swapped: signs of z and O − E change, and nothing else. */
  private static void isWhatScanningFewRowsSays(int cases) {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      List<Row> x = Survivals.rows(random, 8, 8, i % 4 == 0);
      List<Row> y = Survivals.rows(random, 8, 8, i % 4 == 0);
      TimeToEventTable first = Survivals.recounted(x, random);
      TimeToEventTable second = Survivals.recounted(y, random);
      LogRankTest.Result there = TEST.test(first, second);
      Scan scan = new Scan(x, y);
      String found = scan.difference(there) + swapped(there, TEST.test(second, first));
      if (!found.isEmpty()) {
        assertThat(found).as("seed %d, case %d: %s against %s", seed, i, x, y).isEmpty();
      }
    }
  }

  private static String swapped(LogRankTest.Result there, LogRankTest.Result back) {
    boolean same =
        back.z() == 0 - there.z()
            && back.logHazardRatio() == 0 - there.logHazardRatio()
            && back.statistic() == there.statistic()
            && back.logPValue() == there.logPValue()
            && back.variance() == there.variance()
            && back.events() == there.events()
            && back.events() - back.observed() == there.observed();
    return same ? "" : "swapped " + back + ", not " + there;
  }

  /**
   * What scanning up to 8 and 8 rows age by age says, in multiples of a common denominator: 720720
   * is a multiple of 1 to 16.
   */
  private static final class Scan {

    private static final long L = 720720;
    private static final BigInteger SCALE = BigInteger.valueOf(L);

    private long difference; // 1 / L
    private long variance; // 1 / L³
    private long observed;
    private long events;

    Scan(List<Row> x, List<Row> y) {
      for (long u = 0; u < 8; u++) {
        long r1 = atRisk(x, u);
        long r = r1 + atRisk(y, u);
        long d2 = events(y, u);
        long d = d2 + events(x, u);
        observed += d2;
        events += d;
        if (d > 0) {
          difference += (d2 * r - d * (r - r1)) * (L / r);
        }
        if (d > 0 && r > 1) {
          variance += d * r1 * (r - r1) * (r - d) * ((L / r) * (L / r) * (L / (r - 1)));
        }
      }
    }

    private static long atRisk(List<Row> rows, long u) {
      long count = 0;
      for (Row row : rows) {
        count += row.isAtRisk(u) ? 1 : 0;
      }
      return count;
    }

    private static long events(List<Row> rows, long u) {
      long count = 0;
      for (Row row : rows) {
        count += row.hasEventAt(u) ? 1 : 0;
      }
      return count;
    }

    /** Says what differs. */
    String difference(LogRankTest.Result result) {
      BigInteger v = BigInteger.valueOf(variance);
      BigInteger square = BigInteger.valueOf(difference).pow(2);
      double chiSquare = variance == 0 ? 0 : Quotient.of(square.multiply(SCALE), v);
      return same("V", result.variance(), Quotient.of(v, SCALE.pow(3)))
          + same("chi-square", result.statistic(), chiSquare)
          + same("O", result.observed(), observed)
          + same("events", result.events(), events)
          + same("E", result.expected(), (double) (observed * L - difference) / L)
          + same("z", result.z(), Math.signum(difference) * Math.sqrt(chiSquare));
    }

    /** z is twice rounded; where O − E is 0 its quotients leave the last of 106 bits. */
    private static String same(String name, double value, double naive) {
      boolean same =
          naive == 0
              ? Math.abs(value) < 1e-30
              : Samples.areWithin(name.equals("z") ? 1 : 0, value, naive);
      return same ? "" : name + " is " + value + ", not " + naive + "; ";
    }
  }

  private static void assertThatIsNaive(LogRankTest.Result result, List<Row> x, List<Row> y) {
    ReducedFraction difference = ReducedFraction.ZERO;
    ReducedFraction variance = ReducedFraction.ZERO;
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
        difference = difference.plus(ReducedFraction.of(d2 * r - d * r2, r));
        variance =
            variance.plus(ReducedFraction.of(d * r1 * r2 * (r - d), r * r * Math.max(1, r - 1)));
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
  void hasChiSquareAsItsStatistic() {
    TimeToEventTable x = Survivals.table("1:1*3 2:0*2 5:1*4");
    TimeToEventTable y = Survivals.table("1:1*1 2:1*2 3:0*9");
    assertThat(TEST.statistic(x, y)).isEqualTo(TEST.test(x, y).statistic()).isPositive();
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

  /** At the only age with events d₁ of R₁ and d₂ of R₂ rows have theirs. */
  @ParameterizedTest
  @CsvSource({
    "1000, 4000000000000000000, 3000, 5000000000000000000",
    "700, 1000, 300, 9000000000000000000",
    "70000, 9000000000000000000, 30, 2000",
    "3999999999999999000, 4000000000000000000, 4999999999999999900, 5000000000000000000",
    "4000, 9000000000, 5000, 2147483648",
  })
  void keepsItsDigitsWhereSomeCountsAreSmallAndOthersAreNot(long d1, long r1, long d2, long r2) {
    LogRankTest.Result result =
        TEST.test(
            TimeToEventTable.builder().add(1, 1, d1).addOpen(2, r1 - d1).build(),
            TimeToEventTable.builder().add(1, 1, d2).addOpen(2, r2 - d2).build());
    ReducedFraction all = ReducedFraction.of(r1 + r2, 1);
    ReducedFraction difference =
        ReducedFraction.of(d2, 1)
            .times(ReducedFraction.of(r1, 1))
            .minus(ReducedFraction.of(d1, 1).times(ReducedFraction.of(r2, 1)))
            .by(all);
    ReducedFraction variance =
        ReducedFraction.of(r1, 1)
            .times(ReducedFraction.of(r2, 1))
            .times(ReducedFraction.of(d1 + d2, 1))
            .times(ReducedFraction.of(r1 + r2 - d1 - d2, 1))
            .by(all.times(all).times(ReducedFraction.of(r1 + r2 - 1, 1)));
    double chiSquare = difference.times(difference).by(variance).value();
    assertThat(result.variance()).isEqualTo(variance.value());
    assertThat(result.statistic()).isCloseTo(chiSquare, within(Math.ulp(chiSquare)));
    assertThat(result.logHazardRatio()).isEqualTo(difference.by(variance).value());
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
        .isThrownBy(() -> TEST.test(some, TimeToEventTable.empty()))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.stratified(List.of()))
        .withMessage("there are no strata");
  }

  // ---- size: with ties, looked at after 0 to 13 days; the power is that of survdiff, whose
  // statistic this is

  @ParameterizedTest
  @CsvSource({
    "20, 20, 12, 0.0015",
    "30, 30, 40, 0.0015",
    "60, 60, 2, 0.0015",
    "300, 100, 12, 0.0015",
    "900, 140, 40, 0.0015",
    "60, 20, 40, 1",
    "300, 30, 40, 1",
  })
  @Tag("slow")
  void alarmsFalselyAtFivePercentAndOneInAThousand(
      int first, int second, double mean, double most) {
    long seed = 20261125 + first;
    SplittableRandom random = new SplittableRandom(seed);
    int runs = second < 100 ? 30_000 : 15_000;
    int[] alarms = new int[2];
    long events = 0;
    for (int i = 0; i < runs; i++) {
      LogRankTest.Result result =
          TEST.test(
              Survivals.exponential(random, first, mean, 0, 13),
              Survivals.exponential(random, second, mean, 0, 13));
      alarms[0] += result.isSignificantAt(0.05) ? 1 : 0;
      alarms[1] += result.isSignificantAt(0.001) ? 1 : 0;
      events += result.observed();
    }
    double at05 = (double) alarms[0] / runs;
    double at001 = (double) alarms[1] / runs;
    System.out.printf(
        "log-rank, %d and %d rows, %.1f events in the second: %.4f at .05, %.5f at .001%n",
        first, second, (double) events / runs, at05, at001);
    assertThat(at05).as("seed %d", seed).isBetween(0.035, 0.065);
    assertThat(at001).as("seed %d", seed).isLessThanOrEqualTo(most);
  }
}
