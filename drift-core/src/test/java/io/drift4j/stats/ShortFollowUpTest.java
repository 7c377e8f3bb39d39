package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the classes that know of open rows say where these were not followed as long as the answer
 * would need.
 */
class ShortFollowUpTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  // ---- what is beyond the data is not known

  @Test
  void leavesAQuantileOpenThatNobodyWasFollowedUpTo() {
    KaplanMeier curve = KaplanMeier.of(Survivals.table("3:1*5 5:0*45"));
    assertThat(curve.quantile(0.5)).isInfinite();
    assertThat(curve.quantileInterval(0.5, 0.95)).isEqualTo(new Interval(5, INFINITY, 0.95));
    assertThat(curve.quantileInterval(0.5, 0.95).contains(30)).isTrue();
    assertThat(curve.quantileInterval(0.1, 0.95)).isEqualTo(new Interval(3, INFINITY, 0.95));
  }

  /** Of 5 rows all outlive the median with probability 1/32, above 0.025; of 6 with 1/64. */
  @Test
  void doesNotExcludeSmallAgesByFewRowsWithoutAnEvent() {
    assertThat(low("9:0*5")).isZero();
    assertThat(low("9:0*6")).isEqualTo(9);
    assertThat(low("4:0*1 9:0*5")).isEqualTo(5);
    assertThat(low("4:1*1 9:0*4")).isZero();
    assertThat(low("4:1*1 9:0*5")).isEqualTo(4);
    assertThat(low("4:1*1 9:0*50")).isEqualTo(9);
    assertThat(low("2>9:0*5 3>9:0*1")).isEqualTo(9);
  }

  private static double low(String cells) {
    return KaplanMeier.of(Survivals.table(cells)).quantileInterval(0.5, 0.95).low();
  }

  @Test
  void refusesPointsOfCurvesBeyondTheDataByName() {
    KaplanMeier curve = KaplanMeier.of(Survivals.table("3:1*5 5:0*45"));
    AalenJohansen incidences = AalenJohansen.of(Survivals.table("3:1*5 4:2*5 5:0*40"));
    assertThat(curve.lastKnownAge()).isEqualTo(5);
    assertThat(curve.survival(5)).isEqualTo(0.9);
    assertThat(incidences.incidence(2, 5)).isEqualTo(0.1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> curve.survival(6))
        .withMessage(
            "the survival curve at 6 is not known, the data end at 5 with rows that are open; ask"
                + " for an age of at most that, or for the interval");
    assertThatIllegalArgumentException().isThrownBy(() -> curve.variance(6));
    assertThatIllegalArgumentException().isThrownBy(() -> incidences.variance(1, 6));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> incidences.incidence(1, 6))
        .withMessageStartingWith("the cumulative incidence at 6 is not known, the data end at 5");
  }

  @Test
  void widensIntervalsOfCurvesBeyondTheData() {
    KaplanMeier curve = KaplanMeier.of(Survivals.table("3:1*5 5:0*45"));
    assertThat(curve.interval(6, 0.95))
        .isEqualTo(new Interval(0, curve.interval(5, 0.95).high(), 0.95));
    AalenJohansen incidences = AalenJohansen.of(Survivals.table("3:1*5 4:2*5 5:0*40"));
    assertThat(incidences.interval(1, 6, 0.95))
        .isEqualTo(
            new Interval(
                incidences.interval(1, 5, 0.95).low(),
                1 - incidences.interval(2, 5, 0.95).low(),
                0.95));
    assertThat(incidences.interval(7, 6, 0.95).low()).isZero();
    assertThat(incidences.interval(7, 6, 0.95).high()).isBetween(0.8, 0.95);
  }

  /**
   * That no row of n does otherwise is as likely as 1/40 where a share of 40^(−1/n) does the same.
   */
  @Test
  void isNotSureOfAMeanBecauseAllOfAFewRowsDoTheSame() {
    assertThat(mean("10:0*1")).isEqualTo(new Interval(0.25, 10, 0.95));
    assertThat(mean("3:1*1")).isEqualTo(new Interval(0.075, 9.825, 0.95));
    assertThat(mean("10:0*100").low()).isBetween(9.6, 9.7);
    assertThat(mean("4:0*7 10:0*1")).isEqualTo(mean("10:0*1"));
    assertThat(mean("0:1*1")).isEqualTo(new Interval(0, 9.75, 0.95));
  }

  private static Interval mean(String cells) {
    Interval interval = RestrictedMeanSurvival.of(Survivals.table(cells), 10).interval(0.95);
    return new Interval(rounded(interval.low()), rounded(interval.high()), 0.95);
  }

  private static double rounded(double limit) {
    return Math.rint(limit * 1e9) / 1e9;
  }

  @Test
  void carriesOnWhereNobodyIsLeft() {
    TimeToEventTable table = Survivals.table("3:1*5 4:0*2 5:2*45");
    KaplanMeier curve = KaplanMeier.of(table);
    assertThat(curve.lastKnownAge()).isEqualTo(Long.MAX_VALUE);
    assertThat(curve.survival(99)).isZero();
    assertThat(curve.interval(99, 0.95)).isEqualTo(curve.interval(5, 0.95));
    AalenJohansen incidences = AalenJohansen.of(table);
    assertThat(incidences.incidence(1, 99) + incidences.incidence(2, 99))
        .isCloseTo(1, within(1e-15));
    assertThat(incidences.interval(2, 99, 0.95)).isEqualTo(incidences.interval(2, 5, 0.95));
  }

  // ---- coverage

  /**
   * Exponential times with a median of 20 days, in hundredths of days, of rows that are followed
   * between two ages, so that the median is seen by none, by few or by half of them.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 1000, 1000",
    "20, 1000, 1000",
    "60, 1000, 1000",
    "60, 300, 1000",
    "60, 1000, 2100",
    "60, 1900, 2100",
    "200, 100, 4000"
  })
  void coversQuantilesAndCurvesHoweverShortTheFollowUp(int rows, int from, int to) {
    coversQuantilesAndCurves(300, rows, from, to);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1000, 1000",
    "20, 1000, 1000",
    "60, 1000, 1000",
    "60, 300, 1000",
    "60, 1000, 2100",
    "60, 1900, 2100",
    "200, 100, 4000"
  })
  @Tag("proof")
  void coversQuantilesAndCurvesHoweverShortTheFollowUpTenTimes(int rows, int from, int to) {
    coversQuantilesAndCurves(3_000, rows, from, to);
  }

  private static final double MEAN = 2000 / StrictMath.log(2);

  private static void coversQuantilesAndCurves(int runs, int rows, int from, int to) {
    SplittableRandom random = new SplittableRandom(2027);
    Coverage[] found = new Coverage[5];
    for (int i = 0; i < found.length; i++) {
      found[i] = new Coverage();
    }
    for (int i = 0; i < runs; i++) {
      TimeToEventTable table = Survivals.exponential(random, rows, MEAN, from, to);
      KaplanMeier curve = KaplanMeier.of(table);
      AalenJohansen incidence = AalenJohansen.of(table);
      found[0].count(curve.quantileInterval(0.5, 0.95), 2000);
      found[1].count(curve.quantileInterval(0.25, 0.95), quantile(0.25));
      found[2].count(curve.interval(to / 2, 0.95), 1 - share(to / 2));
      found[3].count(curve.interval(4000, 0.95), 0.25);
      found[4].count(incidence.interval(1, 4000, 0.95), 0.75);
    }
    for (int i = 0; i < found.length; i++) {
      found[i].assertThatItIsAtLeast(
          0.93, (i + 1) + "th of " + rows + " rows, followed from " + from + " to " + to);
    }
  }

  private static double quantile(double p) {
    return StrictMath.floor(-MEAN * StrictMath.log1p(-p));
  }

  /** Ages are rounded down, so that an age has what happens until the next. */
  private static double share(long age) {
    return -StrictMath.expm1(-(age + 1) / MEAN);
  }

  /** How often intervals contained the truth. */
  static final class Coverage {

    private int runs;
    private int covered;

    void count(Interval interval, double truth) {
      runs++;
      covered += interval.contains(truth) ? 1 : 0;
    }

    /** But for what chance does to so many runs once in a thousand cases. */
    void assertThatItIsAtLeast(double level, String name) {
      double chance = 3.1 * StrictMath.sqrt(level * (1 - level) / runs);
      assertThat((double) covered / runs).as(name).isGreaterThanOrEqualTo(level - chance);
    }
  }

  /** Two samples, of which the second takes 1.5 times as long, and is followed for 4 to 10 days. */
  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  void coversDifferencesOfMeansAndRatiosOfHazardsHoweverShortTheFollowUp(int rows) {
    coversDifferencesAndRatios(300, rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 200})
  @Tag("proof")
  void coversDifferencesOfMeansAndRatiosOfHazardsHoweverShortTheFollowUpTenTimes(int rows) {
    coversDifferencesAndRatios(3_000, rows);
  }

  private static void coversDifferencesAndRatios(int runs, int rows) {
    SplittableRandom random = new SplittableRandom(2028);
    Coverage mean = new Coverage();
    Coverage difference = new Coverage();
    Coverage ratio = new Coverage();
    for (int i = 0; i < runs; i++) {
      TimeToEventTable x = Survivals.exponential(random, 3 * rows, MEAN, 400, 4000);
      TimeToEventTable y = Survivals.exponential(random, rows, 1.5 * MEAN, 400, 1000);
      mean.count(RestrictedMeanSurvival.of(y, y.max()).interval(0.95), mean(1.5 * MEAN, y.max()));
      difference.count(
          RestrictedMeanTest.upTo(y.max()).test(x, y).interval(0.95),
          mean(1.5 * MEAN, y.max()) - mean(MEAN, y.max()));
      ratio.count(LogRankTest.withDefaults().test(x, y).hazardRatioInterval(0.95), 1 / 1.5);
    }
    mean.assertThatItIsAtLeast(0.93, "restricted mean");
    difference.assertThatItIsAtLeast(0.93, "difference of restricted means");
    ratio.assertThatItIsAtLeast(0.93, "hazard ratio");
  }

  /** Σ S(u) over the whole ages below τ, where S(u) = P(T ≥ u + 1). */
  private static double mean(double mean, long tau) {
    double step = StrictMath.exp(-1 / mean);
    return step * (1 - StrictMath.pow(step, tau)) / (1 - step);
  }

  // ---- days of submission: a window of 14 days, seen on its last one, of which few are decided

  private static final double DAYS = 20 / StrictMath.log(2);
  private static final int HISTORY = 182;
  private static final int BEGIN = HISTORY - 90;
  private static final int END = HISTORY + 14;

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.4})
  void coversRatiosOfHazardsOfAWindowThatIsHardlyDecided(double slower) {
    coversRatiosOfHazards(150, slower);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 1.4})
  @Tag("proof")
  void coversRatiosOfHazardsOfAWindowThatIsHardlyDecidedTenTimes(double slower) {
    coversRatiosOfHazards(1_500, slower);
  }

  private static void coversRatiosOfHazards(int runs, double slower) {
    Dice dice = new Dice(2029);
    double truth = StrictMath.expm1(-1 / (slower * DAYS)) / StrictMath.expm1(-1 / DAYS);
    Coverage calibrated = new Coverage();
    Coverage ofHistory = new Coverage();
    for (int i = 0; i < runs; i++) {
      DevelopmentTriangle.Builder baseline = DevelopmentTriangle.builder();
      DevelopmentTriangle.Builder current = DevelopmentTriangle.builder();
      DayAges.Builder ages = DayAges.builder(0, END, 14, 1);
      for (int day = 0; day < END; day++) {
        for (int n = dice.poisson(20); n > 0; n--) {
          double mean = day < HISTORY ? DAYS : slower * DAYS;
          int age = (int) (-mean * StrictMath.log1p(-dice.uniform()));
          int seen = END - 1 - day;
          DevelopmentTriangle.Builder window = day < HISTORY ? baseline : current;
          if (age <= seen) {
            ages.add(day, age, true, 1);
            window.add(day < BEGIN ? BEGIN : day, age, 1, day < BEGIN ? 0 : 1);
          } else {
            ages.addOpen(day, seen, 1);
            window.addOpen(day < BEGIN ? BEGIN : day, seen, day < BEGIN ? 0 : 1);
          }
        }
      }
      CalibratedLogRankTest.Result result =
          CalibratedLogRankTest.withDefaults().test(baseline.build(), current.build(), END - 1);
      calibrated.count(result.hazardRatioInterval(0.95), truth);
      DayAges all = ages.build();
      ofHistory.count(
          HistoryLogRankTest.withDefaults()
              .test(all.part(0, HISTORY), all.part(BEGIN, HISTORY), all.part(HISTORY, END), END - 1)
              .hazardRatioInterval(0.95),
          truth);
    }
    calibrated.assertThatItIsAtLeast(0.93, "calibrated, " + slower + " times slower");
    ofHistory.assertThatItIsAtLeast(0.93, "with a history, " + slower + " times slower");
  }
}
