package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.CalibratedLogRankTest.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibratedLogRankTestTest {

  private static final CalibratedLogRankTest TEST = CalibratedLogRankTest.withDefaults();

  // ---- other programs

  @Test
  void agreesWithARowByRowProgramInFiftyDigits() {
    agreesWithARowByRowProgram("calibrated-log-rank.csv", 5, 60);
  }

  @Test
  @Tag("slow")
  void agreesWithARowByRowProgramInFiftyDigitsAThousandTimes() {
    agreesWithARowByRowProgram("calibrated-log-rank.csv", 1, 300);
    agreesWithARowByRowProgram("calibrated-log-rank-2.csv", 1, 350);
    agreesWithARowByRowProgram("calibrated-log-rank-3.csv", 1, 350);
  }

  private static void agreesWithARowByRowProgram(String file, int every, int cases) {
    int[] line = {0};
    assertThat(OracleFile.lines(file).filter(fields -> line[0]++ % every == 0))
        .hasSize(cases)
        .allSatisfy(
            fields -> {
              Result result =
                  test(
                      test(fields.get(0), fields.get(1)),
                      triangle(fields.get(2)),
                      triangle(fields.get(3)));
              assertThat(result.observed()).isEqualTo((long) number(fields.get(4)));
              assertIsClose(result.expected(), fields.get(5), 1e-12);
              assertIsClose(result.hazardRatio(), fields.get(6), 1e-12);
              assertIsClose(result.phiDay(), fields.get(7), 1e-12);
              assertIsClose(result.phiWindow(), fields.get(8), 1e-12);
              assertIsClose(result.skewness(), fields.get(9), 1e-12);
              if (fields.get(10).equals("UNDECIDED")) {
                assertThat(result.isTested()).isFalse();
                return;
              }
              assertThat(result.isTested()).isTrue();
              assertIsClose(result.statistic(), fields.get(10), 1e-12);
              assertIsClose(result.logPValue(), fields.get(11), 1e-10);
              assertIsClose(result.hazardRatioInterval(0.95).low(), fields.get(12), 1e-10);
              assertIsClose(result.hazardRatioInterval(0.95).high(), fields.get(13), 1e-10);
            });
  }

  private static CalibratedLogRankTest test(String outcome, String period) {
    CalibratedLogRankTest test =
        outcome.isEmpty() ? TEST : CalibratedLogRankTest.ofOutcome(Integer.parseInt(outcome));
    return test.withPeriod(Integer.parseInt(period));
  }

  /**
   * U is the same with one stratum or several. The variances differ, ours being of the baseline's
   * hazards and of what its days show: where the dispersions are 1, they are alike.
   */
  @Test
  void hasTheScoreOfSurvdiffAndAVarianceLikeItsOwn() {
    hasTheScoreOfSurvdiff(50, 3);
  }

  @Test
  @Tag("slow")
  void hasTheScoreOfSurvdiffAndAVarianceLikeItsOwnInAllCases() {
    hasTheScoreOfSurvdiff(200, 10);
  }

  private static void hasTheScoreOfSurvdiff(int cases, int alike) {
    double[] ratios =
        OracleFile.lines("survdiff.csv")
            .limit(cases)
            .mapToDouble(CalibratedLogRankTestTest::ratioToSurvdiff)
            .filter(ratio -> ratio > 0)
            .toArray();
    assertThat(ratios).hasSizeGreaterThan(alike);
    assertThat(Arrays.stream(ratios).average().orElseThrow()).isBetween(0.8, 1.2);
  }

  /** Of the variances, 0 where a dispersion is above 1. */
  private static double ratioToSurvdiff(List<String> fields) {
    Result result = test(test("", fields.get(0)), triangle(fields.get(1)), triangle(fields.get(2)));
    assertThat(result.score())
        .isCloseTo(number(fields.get(3)) - number(fields.get(4)), within(1e-10));
    return result.phiDay() == 1 && result.phiWindow() == 1
        ? result.variance() / number(fields.get(5))
        : 0;
  }

  private static double number(String text) {
    return text.equals("+inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static void assertIsClose(double actual, String expected, double relative) {
    double value = number(expected);
    if (Double.isInfinite(value)) {
      assertThat(actual).isEqualTo(value);
    } else {
      assertThat(actual).isCloseTo(value, within(relative * Math.max(Math.abs(value), 1e-2)));
    }
  }

  private static DevelopmentTriangle triangle(String cells) {
    DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
    for (String cell : cells.split(" ")) {
      String[] parts = cell.split("[,*]", -1);
      long day = Long.parseLong(parts[0]);
      int age = Integer.parseInt(parts[1]);
      long count = Long.parseLong(parts[3]);
      if (parts[2].isEmpty()) {
        builder.addOpen(day, age, count);
      } else {
        builder.add(day, age, Integer.parseInt(parts[2]), count);
      }
    }
    return builder.build();
  }

  /** Of a window that was read when something last happened. */
  private static Result test(
      CalibratedLogRankTest test, DevelopmentTriangle baseline, DevelopmentTriangle current) {
    return test.test(baseline, current, current.isEmpty() ? 0 : current.lastSeen());
  }

  // ---- laws

  @Test
  void givesTheSameBitsHoweverItsRowsAreOrderedSplitAndMerged() {
    givesTheSameBitsHoweverItsRowsAreOrderedSplitAndMerged(60);
  }

  @Test
  @Tag("slow")
  void givesTheSameBitsHoweverItsRowsAreCountedAThousandTimes() {
    givesTheSameBitsHoweverItsRowsAreOrderedSplitAndMerged(1_000);
  }

  private static void givesTheSameBitsHoweverItsRowsAreOrderedSplitAndMerged(int cases) {
    Random random = new Random(20261125);
    for (int i = 0; i < cases; i++) {
      Cases x = Cases.random(random, 0, 28, 5, 40);
      Cases y = Cases.random(random, 28, 7, 8, 34);
      CalibratedLogRankTest test = random.nextBoolean() ? TEST : CalibratedLogRankTest.ofOutcome(1);
      assertThat(test(test, x.split(random), y.split(random)))
          .as("case %d", i)
          .isEqualTo(test(test, x.whole(), y.whole()));
    }
  }

  @Test
  void doesNotReadBeyondTheFollowUpOfTheCurrentWindow() {
    doesNotReadBeyondTheFollowUpOfTheCurrentWindow(60);
  }

  @Test
  @Tag("slow")
  void doesNotReadBeyondTheFollowUpAThousandTimes() {
    doesNotReadBeyondTheFollowUpOfTheCurrentWindow(1_000);
  }

  private static void doesNotReadBeyondTheFollowUpOfTheCurrentWindow(int cases) {
    Random random = new Random(5);
    for (int i = 0; i < cases; i++) {
      Cases x = Cases.random(random, 0, 28, 5, 40);
      DevelopmentTriangle y = Cases.random(random, 28, 7, 8, 34).whole();
      assertThat(test(TEST, x.cutAfter(6).whole(), y)).isEqualTo(test(TEST, x.whole(), y));
    }
  }

  @Test
  void knowsNothingOfDaysButTheirDistancesAndWeekdays() {
    knowsNothingOfDaysButTheirDistancesAndWeekdays(60);
  }

  @Test
  @Tag("slow")
  void knowsNothingOfDaysButTheirDistancesAThousandTimes() {
    knowsNothingOfDaysButTheirDistancesAndWeekdays(1_000);
  }

  private static void knowsNothingOfDaysButTheirDistancesAndWeekdays(int cases) {
    Random random = new Random(6);
    for (int i = 0; i < cases; i++) {
      Cases x = Cases.random(random, 0, 28, 5, 40);
      Cases y = Cases.random(random, 28, 7, 8, 34);
      long weeks = 7L * (random.nextInt(100_000) - 50_000);
      assertThat(test(TEST, x.later(weeks).whole(), y.later(weeks).whole()))
          .isEqualTo(test(TEST, x.whole(), y.whole()));
    }
  }

  @Test
  void neverContradictsItsInterval() {
    assertThat(significant(100)).isBetween(5, 95);
  }

  @Test
  @Tag("slow")
  void neverContradictsItsIntervalThousandsOfTimes() {
    assertThat(significant(3_000)).isBetween(100, 2_900);
  }

  /** The interval is of the same test: it leaves out 1 where the test refuses 1. */
  private static int significant(int cases) {
    Random random = new Random(7);
    int significant = 0;
    for (int i = 0; i < cases; i++) {
      DevelopmentTriangle x = Cases.random(random, 0, 28, 5, 40).whole();
      DevelopmentTriangle y = Cases.random(random, 28, 7, 8 + random.nextInt(30), 34).whole();
      Result result = test(TEST, x, y);
      significant += result.pValue() < 0.05 ? 1 : 0;
      if (Math.abs(result.pValue() - 0.05) > 1e-9) {
        assertThat(result.hazardRatioInterval(0.95).contains(1))
            .as("case %d: %s", i, result)
            .isEqualTo(result.pValue() > 0.05);
      }
      assertThat(result.hazardRatioInterval(0.95).contains(result.hazardRatio())).isTrue();
    }
    return significant;
  }

  // ---- what cannot be decided

  @Test
  void isUndecidedWhereFewEventsAreExpected() {
    DevelopmentTriangle x = every(0, 28, 2, 1, 10);
    Result result = test(TEST, x, every(28, 1, 2, 1, 4));
    assertThat(result.isTested()).isFalse();
    assertThat(result.pValue()).isOne();
    assertThat(result.reason())
        .isEqualTo("4.00 events are expected in the current window, 5 are needed");
    assertThat(test(TEST, x, every(28, 1, 2, 1, 5)).isTested()).isTrue();
  }

  @Test
  void isUndecidedWithoutCases() {
    DevelopmentTriangle none = DevelopmentTriangle.builder().build();
    DevelopmentTriangle some = every(0, 28, 2, 1, 10);
    assertThat(test(TEST, none, some).reason()).isEqualTo("the baseline has no cases");
    assertThat(test(TEST, some, none).reason()).isEqualTo("the current window has no cases");
    assertThat(test(TEST, none, none).hazardRatioInterval(0.95).contains(1e9)).isTrue();
  }

  @Test
  void isUndecidedWhereTheBaselineIsTooShort() {
    assertThat(test(TEST, every(0, 7, 2, 1, 100), every(7, 3, 2, 1, 100)).reason())
        .isEqualTo("the baseline has cases on 7 days, more than the 7 strata are needed");
    assertThat(test(TEST, every(0, 27, 2, 1, 100), every(27, 14, 2, 1, 100)).reason())
        .isEqualTo("the baseline spans 27 days, twice the 14 of the current window are needed");
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWhereEverythingIsDecidedAtOnce() {
    Result result = test(TEST, every(0, 90, 0, 1, 10), every(90, 14, 0, 1, 10));
    assertThat(result.isTested()).isTrue();
    assertThat(result.pValue()).isOne();
    assertThat(result.hazardRatioInterval(0.95)).isEqualTo(new Interval(1, 1, 0.95));
  }

  @Test
  void countsOneLateDecisionAfterNoneAsLittleAndManyAsMuch() {
    DevelopmentTriangle x = every(0, 90, 0, 1, 10);
    DevelopmentTriangle y = every(90, 14, 0, 1, 10);
    DevelopmentTriangle late = DevelopmentTriangle.builder().add(90, 1, 1, 1).build();
    assertThat(test(TEST, x, y.combine(late)).pValue()).isBetween(1e-4, 0.9);
    assertThat(test(TEST, x, y.combine(every(90, 13, 1, 1, 10))).pValue()).isLessThan(1e-6);
  }

  @Test
  void hasALimitOfZeroOrInfinityWhereNothingOrTooMuchHappens() {
    DevelopmentTriangle x = every(0, 42, 3, 1, 9).combine(every(0, 42, 2, 0, 5));
    DevelopmentTriangle open = DevelopmentTriangle.builder().addOpen(42, 3, 60).build();
    Result stopped = test(TEST, x, open);
    assertThat(stopped.hazardRatio()).isZero();
    assertThat(stopped.hazardRatioInterval(0.95).low()).isZero();
    assertThat(stopped.hazardRatioInterval(0.95).high()).isBetween(0.01, 1.0);
    assertThat(stopped.pValue()).isLessThan(1e-3);
  }

  @Test
  void bearsCountsUpToTheLargest() {
    Random random = new Random(8);
    Cases x = Cases.random(random, 0, 28, 5, 40);
    Cases y = Cases.random(random, 28, 7, 20, 34);
    long times = Long.MAX_VALUE / 200;
    Result result = test(TEST, x.whole(times), y.whole(times));
    assertThat(result.isTested()).isTrue();
    assertThat(result.hazardRatio())
        .isCloseTo(test(TEST, x.whole(), y.whole()).hazardRatio(), within(1e-12));
    assertThat(result.statistic()).isFinite();
    assertThat(result.logPValue()).isFinite().isNotPositive();
  }

  /** With many cases dispersions are in proportion to counts, and powers of two lose no bit. */
  @Test
  void hasTheSameBitsForCountsThatAreATimesAPowerOfTwoAsLarge() {
    Random random = new Random(9);
    for (int i = 0; i < 6; i++) {
      Cases x = Cases.random(random, 0, 28, 5, 40);
      Cases y = Cases.random(random, 28, 7, 20, 34);
      Result small = test(TEST, x.whole(1L << 20), y.whole(1L << 20));
      for (int bits : new int[] {6, 9, 12, 34}) {
        Result large = test(TEST, x.whole(1L << 20 + bits), y.whole(1L << 20 + bits));
        assertThat(large.statistic()).as("case %d", i).isEqualTo(small.statistic());
        assertThat(large.skewness()).isCloseTo(small.skewness(), within(1e-5)); // (2 φ − 1) / φ
        assertThat(large.score()).isEqualTo(Math.scalb(small.score(), bits));
        assertThat(large.phiDay()).isEqualTo(Math.scalb(small.phiDay(), bits));
        assertThat(large.phiWindow()).isEqualTo(Math.scalb(small.phiWindow(), bits));
      }
    }
  }

  @Test
  void takesUpToTenYearsAndStrataOfAYear() {
    DevelopmentTriangle x = every(0, 3_660, 1, 1, 1);
    CalibratedLogRankTest yearly = TEST.withPeriod(366);
    assertThat(test(yearly, x, every(3_660, 10, 1, 1, 1)).isTested()).isTrue();
    assertThat(yearly.statistic(x, every(3_660, 10, 2, 1, 1), 3_671)).isNegative();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.withPeriod(367))
        .withMessage("period must be in 1..366, not 367");
  }

  @Test
  void refusesByNameWhatSpansTooManyDays() {
    DevelopmentTriangle stray = every(-4_000, 1, 1, 1, 1).combine(every(0, 28, 1, 1, 5));
    DevelopmentTriangle y = every(28, 7, 1, 1, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> test(TEST, stray, y))
        .withMessage("the baseline spans 4028 days, at most 3660 can be compared");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> test(TEST, every(-5_000, 7, 1, 1, 5), stray))
        .withMessage("the current window spans 4029 days, at most 3660 can be compared");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.withPeriod(0))
        .withMessage("period must be in 1..366, not 0");
  }

  @Test
  void refusesByNameWindowsThatOverlapAndWhatWasNotKnown() {
    DevelopmentTriangle x = every(0, 28, 1, 1, 5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(x, every(27, 7, 1, 1, 5), 40))
        .withMessage(
            "the baseline has cases of day 27, the current window of day 27: the baseline must end"
                + " before the current window begins");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(every(40, 28, 1, 1, 5), x, 40))
        .withMessageStartingWith("the baseline has cases of day 67, the current window of day 0:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(x, every(28, 7, 1, 1, 5), 34))
        .withMessage(
            "the current window was last seen on day 34, but has cases that were decided or open on"
                + " day 35; leave out what was not known, or give the day on which the window was"
                + " read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(x, every(28, 7, 1, 1, 5), Long.MAX_VALUE))
        .withMessage(
            "the current window spans 9223372036854775780 days, at most 3660 can be compared");
  }

  /** Half of the cases of a week, of which a quarter would be decided, without the open ones. */
  @Test
  void tellsWhereTheOpenCasesWereForgotten() {
    DevelopmentTriangle x = every(0, 56, 2, 1, 5).combine(every(0, 56, 20, 1, 15));
    DevelopmentTriangle decided = every(56, 7, 2, 1, 5);
    DevelopmentTriangle.Builder open = DevelopmentTriangle.builder();
    for (int day = 56; day < 63; day++) {
      open.addOpen(day, 66 - day, 15);
    }
    Result forgotten = TEST.test(x, decided, 66);
    assertThat(forgotten.hazardRatio()).isGreaterThan(3);
    assertThat(forgotten.open()).isZero();
    Result right = TEST.test(x, decided.combine(open.build()), 66);
    assertThat(right.hazardRatio()).isOne();
    assertThat(right.open()).isEqualTo(105);
  }

  /** On a later day more follow-up is known, in which nothing happened. */
  @Test
  void readsTheFollowUpFromTheDayOnWhichTheWindowWasSeen() {
    Cases x = Cases.random(new Random(5), 0, 28, 5, 40);
    DevelopmentTriangle y = Cases.random(new Random(6), 28, 7, 8, 34).whole();
    assertThat(TEST.test(x.whole(), y, 36)).isNotEqualTo(TEST.test(x.whole(), y, 34));
  }

  /** The same number of cases on each day, decided at the same age. */
  private static DevelopmentTriangle every(long from, int days, int age, int outcome, long count) {
    DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
    for (int i = 0; i < days; i++) {
      builder.add(from + i, age, outcome, count);
    }
    return builder.build();
  }

  /** Cases as rows {day, age, outcome}, the outcome −1 if open. */
  private record Cases(List<int[]> rows) {

    static Cases random(Random random, int from, int days, int most, int lastSeen) {
      List<int[]> rows = new ArrayList<>();
      double median = 1 + 4 * random.nextDouble();
      for (int day = from; day < from + days; day++) {
        for (int i = random.nextInt(most + 1); i >= 0; i--) {
          int age = (int) (median * StrictMath.exp(0.5 * random.nextGaussian()));
          int seen = Math.min(age, lastSeen - day);
          rows.add(new int[] {day, seen, seen < age ? -1 : random.nextInt(2)});
        }
      }
      return new Cases(rows);
    }

    /** Open at the first age that is not read. */
    Cases cutAfter(int age) {
      return new Cases(
          rows.stream().map(row -> row[1] > age ? new int[] {row[0], age + 1, -1} : row).toList());
    }

    Cases later(long days) {
      return new Cases(
          rows.stream().map(row -> new int[] {(int) (row[0] + days), row[1], row[2]}).toList());
    }

    DevelopmentTriangle whole() {
      return whole(1);
    }

    DevelopmentTriangle whole(long times) {
      DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
      for (int[] row : rows) {
        if (row[2] < 0) {
          builder.addOpen(row[0], row[1], times);
        } else {
          builder.add(row[0], row[1], row[2], times);
        }
      }
      return builder.build();
    }

    DevelopmentTriangle split(Random random) {
      List<int[]> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, random);
      int cut = random.nextInt(shuffled.size() + 1);
      DevelopmentTriangle one = new Cases(shuffled.subList(0, cut)).whole();
      return new Cases(shuffled.subList(cut, shuffled.size())).whole().combine(one);
    }
  }

  // ---- size and power: 90 days against 14 with follow-up 13 to 0, Poisson volumes, lognormal
  // decision times with median 12 and sigma 0.5 in whole days; or the tenth of them that are
  // denials

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "5, 0, false, 0, false",
    "20, 0, false, 0, false",
    "200, 0, false, 0, false",
    "20, 0.01, false, 0, false",
    "20, 0.05, false, 0, false",
    "200, 0.01, false, 0, false",
    "200, 0.05, false, 0, false",
    "20, 0, true, 0, false",
    "100, 0, true, 0, false",
    "20, 0, false, 0.3, false",
    "100, 0, false, 0.3, false",
    "100, 0, true, 0.1, false",
    "100, 0, false, 0, true",
    "200, 0.05, true, 0, true",
  })
  void holdsItsSizeWhateverDaysHaveInCommon(
      double perDay, double rho, boolean weekends, double shock, boolean denials) {
    Setting setting = new Setting(perDay, rho, weekends, shock, denials, 1);
    Rejections found = Rejections.of(setting, 1_200);
    System.out.printf(
        "%s: %.4f at .05, %.5f at .001, %.5f at 3e-4, %d undecided%n",
        setting, found.at05(), found.at001(), found.at3e4(), found.undecided());
    assertThat(found.at05()).isLessThanOrEqualTo(0.065);
    assertThat(found.at001()).isLessThanOrEqualTo(0.0025);
  }

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "0, false, 0, 0.97",
    "0.01, false, 0, 0.95",
    "0.05, false, 0, 0.88",
    "0, true, 0, 0.97",
    "0, false, 0.3, 0.88",
  })
  void findsDecisionsThatTakeAThirdLonger(
      double rho, boolean weekends, double shock, double least) {
    Setting setting = new Setting(20, rho, weekends, shock, false, 1.3);
    Rejections found = Rejections.of(setting, 400);
    System.out.printf(
        "%s: power %.3f at .05, %.3f at 3e-4%n", setting, found.at05(), found.at3e4());
    assertThat(found.at05()).isGreaterThanOrEqualTo(least);
  }

  /**
   * What days have in common: rho of the logarithms of decision times within a day of submission,
   * no decisions at weekends, shocks of the day of decision with a coefficient of variation.
   */
  private record Setting(
      double perDay, double rho, boolean weekends, double shock, boolean denials, double slower) {

    private static final int BASELINE = 90;
    private static final int ALL = BASELINE + 14;
    private static final int AGES = 14; // the test reads no others

    /** Of the days of a window, from whatever weekday the first of all days is. */
    DevelopmentTriangle sample(
        SplittableRandom random, int from, int to, double speed, double[] shocks, int first) {
      DevelopmentTriangle.Builder builder = DevelopmentTriangle.builder();
      for (int day = from; day < to; day++) {
        double[] decided = decided(common(random), speed, day + first);
        double left = 1;
        double base = 1; // not yet decided without shocks
        int seen = Math.min(AGES - 1, ALL - 1 - day);
        for (int u = 0; u <= seen; u++) {
          double share = base > 0 ? Math.min(1, decided[u] / base * shocks[day + u]) * left : 0;
          base -= decided[u];
          left -= share;
          builder.add(day + first, u, 2, poisson(random, perDay * share * (denials ? 0.9 : 1)));
          if (denials) {
            builder.add(day + first, u, 1, poisson(random, perDay * share * 0.1));
          }
        }
        builder.addOpen(
            day + first, seen + (seen < AGES - 1 ? 0 : 1), poisson(random, perDay * left));
      }
      return builder.build();
    }

    private double common(SplittableRandom random) {
      return rho > 0 ? Math.sqrt(rho) * normal(random) : 0;
    }

    /** The chances of the ages at decision. */
    private double[] decided(double common, double speed, int day) {
      double[] decided = new double[AGES + 2];
      double before = 0;
      for (int u = 0; u < AGES; u++) {
        double log = StrictMath.log((u + 1) / (12 * speed));
        double z = (log / 0.5 - common) / Math.sqrt(1 - rho);
        double until = StrictMath.exp(Tail.normal(-z));
        int weekday = (day + u) % 7;
        decided[u + (weekends && weekday > 4 ? 7 - weekday : 0)] += until - before;
        before = until;
      }
      return decided;
    }

    double[] shocks(SplittableRandom random) {
      double[] shocks = new double[ALL + AGES];
      double sigma = Math.sqrt(StrictMath.log1p(shock * shock));
      for (int i = 0; i < shocks.length; i++) {
        shocks[i] = shock > 0 ? StrictMath.exp(sigma * normal(random) - sigma * sigma / 2) : 1;
      }
      return shocks;
    }

    private static long poisson(SplittableRandom random, double mean) {
      double least = StrictMath.exp(-mean);
      double left = random.nextDouble();
      long events = 0;
      while (left > least) {
        left *= random.nextDouble();
        events++;
      }
      return events;
    }

    private static double normal(SplittableRandom random) {
      double u = 1 - random.nextDouble();
      return Math.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
  }

  /** How often the test refuses, at three levels. */
  private record Rejections(double at05, double at001, double at3e4, int undecided) {

    static Rejections of(Setting setting, int runs) {
      SplittableRandom random = new SplittableRandom(20261125);
      CalibratedLogRankTest test = setting.denials ? CalibratedLogRankTest.ofOutcome(1) : TEST;
      double[] levels = {0.05, 0.001, 3e-4};
      int[] found = new int[3];
      int undecided = 0;
      for (int i = 0; i < runs; i++) {
        double[] shocks = setting.shocks(random);
        Result result =
            test(
                test,
                setting.sample(random, 0, Setting.BASELINE, 1, shocks, i),
                setting.sample(random, Setting.BASELINE, Setting.ALL, setting.slower(), shocks, i));
        undecided += !result.isTested() ? 1 : 0;
        for (int j = 0; j < levels.length; j++) {
          found[j] += result.isSignificantAt(levels[j]) ? 1 : 0;
        }
      }
      double all = runs;
      return new Rejections(found[0] / all, found[1] / all, found[2] / all, undecided);
    }
  }
}
