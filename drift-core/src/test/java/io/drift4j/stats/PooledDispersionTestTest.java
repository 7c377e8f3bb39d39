package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PooledDispersionTestTest {

  private static final PooledDispersionTest TEST = PooledDispersionTest.withDefaults();

  // ---- in fifty digits

  @Test
  void agreesWithCasesInFiftyDigits() {
    agreesWithFiftyDigits(5);
  }

  @Test
  @Tag("slow")
  void agreesWithAThousandCasesInFiftyDigits() {
    agreesWithFiftyDigits(1);
  }

  private static void agreesWithFiftyDigits(int every) {
    int[] line = {0};
    assertThat(OracleFile.lines("pooled-dispersion.csv").filter(fields -> line[0]++ % every == 0))
        .hasSize(1000 / every)
        .allSatisfy(
            fields -> {
              PooledDispersionTest.Result result =
                  TEST.with(PooledDispersionTest.Scores.valueOf(fields.get(0)))
                      .test(sample(fields.get(1)), sample(fields.get(2)));
              assertThatIsClose(result.difference(), fields.get(3), 1e-12);
              assertThatIsClose(result.statistic(), fields.get(4), 1e-12);
              assertThatIsClose(result.dispersion(), fields.get(5), 1e-12);
              assertThatIsClose(result.skewness(), fields.get(6), 1e-12);
              if (result.method() == PooledDispersionTest.Method.PEARSON_III) {
                assertThatIsClose(result.logPValue(), fields.get(7), 1e-10);
              }
            });
  }

  private static void assertThatIsClose(double actual, String expected, double relative) {
    double value = Double.parseDouble(expected);
    assertThat(actual).isCloseTo(value, within(relative * Math.max(Math.abs(value), 1e-3)));
  }

  private static DailyTables sample(String days) {
    DailyTables.Builder builder = DailyTables.builder();
    String[] parts = days.split("\\|");
    for (int i = 0; i < parts.length; i++) {
      long day = i;
      OracleFile.table(parts[i]).forEach((value, count) -> builder.add(day, value, count));
    }
    return builder.build();
  }

  // ---- laws

  @Test
  void givesTheSameBitsHoweverTheSampleIsCounted() {
    givesTheSameBitsHoweverTheSampleIsCounted(100);
  }

  @Test
  @Tag("slow")
  void givesTheSameBitsHoweverTheSampleIsCountedThousandsOfTimes() {
    givesTheSameBitsHoweverTheSampleIsCounted(2_000);
  }

  private static void givesTheSameBitsHoweverTheSampleIsCounted(int cases) {
    SplittableRandom random = new SplittableRandom(20261125);
    for (int i = 0; i < cases; i++) {
      Days x = Days.random(random, 2 + random.nextInt(8), 12, 0.2);
      Days y = Days.random(random, 1 + random.nextInt(4), 12, 0.2);
      for (PooledDispersionTest.Scores scores : PooledDispersionTest.Scores.values()) {
        assertThat(TEST.with(scores).test(x.split(random), y.split(random)))
            .as("case %d", i)
            .isEqualTo(TEST.with(scores).test(x.whole(), y.whole()));
      }
    }
  }

  @Test
  void keepsPAndTurnsSignsWhenTheSamplesChangePlaces() {
    keepsPAndTurnsSignsWhenTheSamplesChangePlaces(100);
  }

  @Test
  @Tag("slow")
  void keepsPAndTurnsSignsWhenTheSamplesChangePlacesThousandsOfTimes() {
    keepsPAndTurnsSignsWhenTheSamplesChangePlaces(2_000);
  }

  private static void keepsPAndTurnsSignsWhenTheSamplesChangePlaces(int cases) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < cases; i++) {
      DailyTables x = Days.random(random, 6, 20, 0.2).whole();
      DailyTables y = Days.random(random, 3, 20, 0.3).whole();
      PooledDispersionTest.Result there = TEST.test(x, y);
      PooledDispersionTest.Result back = TEST.test(y, x);
      assertThat(back.statistic()).isEqualTo(-there.statistic());
      assertThat(back.logPValue()).isEqualTo(there.logPValue());
      assertThat(back.interval(0.9).low()).isCloseTo(-there.interval(0.9).high(), within(1e-12));
    }
  }

  @Test
  void hasNewcombesArmsTimesTheRootOfTheDispersion() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100; i++) {
      DailyTables x = Days.random(random, 10, 30, 0.1).whole();
      DailyTables y = Days.random(random, 4, 30, 0.2).whole();
      PooledDispersionTest.Result result = TEST.test(x, y);
      TwoProportions data = TwoProportions.of(x.total(), y.total());
      Interval plain = NewcombeInterval.of(data, 0.9);
      double scale = Math.sqrt(result.dispersion());
      double low = result.difference() - scale * (result.difference() - plain.low());
      double high = result.difference() + scale * (plain.high() - result.difference());
      assertThat(result.interval(0.9).low()).isCloseTo(Math.max(-1, low), within(1e-14));
      assertThat(result.interval(0.9).high()).isCloseTo(Math.min(1, high), within(1e-14));
    }
  }

  @Test
  void doesNotTakeHalfOfADaysClaimsForCertainty() {
    DailyTables none = DailyTables.builder().add(1, 0, 1_000_000).add(2, 0, 1_000_000).build();
    DailyTables half = DailyTables.builder().add(9, 0, 70).add(9, 1, 70).build();
    Interval interval = TEST.test(none, half).interval(0.95);
    assertThat(interval.low()).isCloseTo(0.418, within(0.001));
    assertThat(interval.high()).isCloseTo(0.582, within(0.001));
  }

  @Test
  void knowsNoDifferenceOfMeansFromASingleObservation() {
    DailyTables some = DailyTables.builder().add(1, 7, 5).add(2, 9, 3).build();
    DailyTables one = DailyTables.builder().add(9, 70, 1).build();
    assertThat(TEST.test(some, one).interval(0.95).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(TEST.test(one, some).interval(0.95).high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(TEST.with(PooledDispersionTest.Scores.MIDRANKS).test(some, one).interval(0.95))
        .isEqualTo(new Interval(-0.5, 0.5, 0.95));
  }

  @Test
  void keepsTheSignOfMeansThatMayBeNegative() {
    DailyTables x = DailyTables.builder().add(1, -70, 50).add(2, 71, 50).add(3, 0, 9).build();
    DailyTables y = DailyTables.builder().add(8, -50, 50).add(9, 60, 50).build();
    Interval interval = TEST.test(x, y).interval(0.95);
    assertThat(interval.low()).isBetween(-200.0, 0.0);
    assertThat(interval.high()).isBetween(0.0, 200.0);
  }

  @Test
  void isExactWhereFewEventsAreExpectedAndDaysDoNotResembleEachOther() {
    DailyTables x = DailyTables.builder().add(1, 0, 20).add(2, 0, 19).add(2, 1, 1).build();
    DailyTables y = DailyTables.builder().add(1, 0, 4).add(1, 1, 3).add(2, 0, 3).build();
    PooledDispersionTest.Result result = TEST.test(x, y);
    assertThat(result.dispersion()).isGreaterThan(1);
    DailyTables even =
        DailyTables.builder().add(1, 0, 4).add(1, 1, 1).add(2, 0, 4).add(2, 1, 1).build();
    PooledDispersionTest.Result exact = TEST.test(x, even);
    assertThat(exact.dispersion()).isOne();
    assertThat(exact.method()).isEqualTo(PooledDispersionTest.Method.MID_P);
    assertThat(exact.logPValue())
        .isEqualTo(
            FisherExactTest.withDefaults()
                .withMidP(true)
                .test(x.total(), even.total())
                .logPValue());
  }

  @Test
  void hasZAsItsStatistic() {
    DailyTables x = DailyTables.builder().add(1, 0, 20).add(2, 3, 19).add(2, 1, 1).build();
    DailyTables y = DailyTables.builder().add(1, 0, 4).add(1, 5, 3).add(2, 0, 3).build();
    assertThat(TEST.statistic(x, y)).isEqualTo(TEST.test(x, y).statistic()).isNotZero();
  }

  // ---- extremes

  /** With many observations φ is in proportion to counts, and powers of two lose no bit. */
  @Test
  void hasTheSameBitsForCountsThatAreATimesAPowerOfTwoAsLarge() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 50; i++) {
      Days x = Days.random(random, 10, 30, 0.1);
      Days y = Days.random(random, 4, 30, 0.2);
      for (PooledDispersionTest.Scores scores : PooledDispersionTest.Scores.values()) {
        PooledDispersionTest.Result small = TEST.with(scores).test(x.whole(20), y.whole(20));
        PooledDispersionTest.Result large = TEST.with(scores).test(x.whole(52), y.whole(52));
        assertThat(large.difference()).as("case %d", i).isEqualTo(small.difference());
        assertThat(large.dispersion())
            .isCloseTo(Math.scalb(small.dispersion(), 32), within(1e-5 * large.dispersion()));
        assertThat(large.statistic()).isCloseTo(small.statistic(), within(1e-5));
        assertThat(large.skewness()).isCloseTo(small.skewness(), within(1e-5));
      }
    }
  }

  @Test
  void hasNoEvidenceWhereAllScoresAreEqual() {
    DailyTables same = DailyTables.builder().add(1, 7, 5).add(2, 7, 3).build();
    PooledDispersionTest.Result result = TEST.test(same, same);
    assertThat(result.pValue()).isOne();
    assertThat(result.dispersion()).isOne();
    assertThat(result.difference()).isZero();
  }

  @Test
  void countsOnWhereTheProbabilityIsTooSmallForADouble() {
    DailyTables.Builder none = DailyTables.builder();
    DailyTables.Builder all = DailyTables.builder();
    IntStream.range(0, 4_000)
        .forEach(
            day -> {
              none.add(day, 0, 1_000);
              all.add(day, 1, 1_000);
            });
    PooledDispersionTest.Result result = TEST.test(none.build(), all.build());
    assertThat(result.logPValue()).isBetween(-1e7, -1e3);
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(result.difference()).isOne();
  }

  @Test
  void refusesByNameWhatHasNoDispersion() {
    DailyTables day = DailyTables.builder().add(1, 0, 5).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(day, day))
        .withMessage(
            "dispersion needs three days with observations in both samples together, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(day, DailyTables.builder().build()))
        .withMessage("the second sample has no observations");
  }

  // ---- size and power: 90 days against 14, Poisson volumes, beta-binomial days

  @Tag("slow")
  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 0.07", "0.5, 0.01, 0.07", "0.5, 0.05, 0.07", "5, 0, 0.52", "5, 0.01, 0.52",
    "5, 0.05, 0.4", "20, 0, 0.97", "20, 0.01, 0.95", "20, 0.05, 0.80", "50, 0, 0.99",
    "50, 0.01, 0.99", "50, 0.05, 0.93", "200, 0, 0.99", "200, 0.01, 0.99", "200, 0.05, 0.97",
  })
  void holdsItsSizeWithManyAndFewClaimsADayAndFindsRatesThatDouble(
      double perDay, double rho, double least) {
    Rejections size = Rejections.of(perDay, rho, 0.1, 0.1, 4_000);
    Rejections power = Rejections.of(perDay, rho, 0.1, 0.2, 400);
    System.out.printf(
        "%5.1f a day, rho %.2f: %.4f at .05, %.5f at .001; power for 10 to 20 %%: %.3f, %.3f%n",
        perDay, rho, size.at05(), size.at001(), power.at05(), power.at001());
    assertThat(size.at05()).isLessThanOrEqualTo(0.065);
    assertThat(size.at001()).isLessThanOrEqualTo(0.0015);
    assertThat(power.at05()).isGreaterThanOrEqualTo(least);
  }

  // ---- coverage, where something changed and where not

  @ParameterizedTest
  @CsvSource({"5, 0.05", "20, 0", "20, 0.05", "100, 0.01"})
  void coversChangesAsOftenAsItSays(double perDay, double rho) {
    assertThatItCoversChanges(perDay, rho, 150, 0.90, 0.99);
  }

  @Tag("proof")
  @ParameterizedTest
  @CsvSource({
    "5, 0",
    "5, 0.01",
    "5, 0.05",
    "20, 0",
    "20, 0.01",
    "20, 0.05",
    "100, 0",
    "100, 0.01",
    "100, 0.05"
  })
  void coversChangesAsOftenAsItSaysInFortyFiveCells(double perDay, double rho) {
    assertThatItCoversChanges(perDay, rho, 800, 0.925, 0.975);
  }

  /** From and to what share. */
  private static final double[][] CHANGES = {
    {0.1, 0.1}, {0.1, 0.2}, {0.02, 0.1}, {0.01, 0.05}, {0.3, 0.1}
  };

  private static void assertThatItCoversChanges(
      double perDay, double rho, int runs, double least, double most) {
    for (double[] change : CHANGES) {
      SplittableRandom random = new SplittableRandom(7);
      int covered = 0;
      for (int i = 0; i < runs; i++) {
        DailyTables x = Days.of(random, 90, perDay, change[0], rho).whole();
        DailyTables y = Days.of(random, 14, perDay, change[1], rho).whole();
        boolean isIn = TEST.test(x, y).interval(0.95).contains(change[1] - change[0]);
        covered += isIn ? 1 : 0;
      }
      assertThat((double) covered / runs)
          .as("%s a day, rho %s, %s to %s", perDay, rho, change[0], change[1])
          .isBetween(least, most);
    }
  }

  @Test
  void doesNotTakeObservationsThatAreAlikeForCertainty() {
    assertThat(interval(List.of(10L, 10L), List.of(12L, 12L)).contains(0)).isTrue();
    assertThat(interval(List.of(0L, 0L, 0L, 0L, 0L, 0L), List.of(0L, 0L, 500L)).contains(0))
        .isTrue();
  }

  /** Each observation on a day of its own. */
  private static Interval interval(List<Long> x, List<Long> y) {
    return TEST.test(daily(1, x), daily(101, y)).interval(0.95);
  }

  private static DailyTables daily(int firstDay, List<Long> values) {
    DailyTables.Builder days = DailyTables.builder();
    for (int i = 0; i < values.size(); i++) {
      days.add(firstDay + i, values.get(i), 1);
    }
    return days.build();
  }

  /**
   * Values 2^z of normal z, of which days have a twentieth in common, twice as large afterwards.
   */
  @Test
  void coversChangesOfMeansAndRanksAsOftenAsItSays() {
    assertThatItCoversChangesOfMeansAndRanks(150, 0.90, 0.99);
  }

  @Test
  @Tag("proof")
  void coversChangesOfMeansAndRanksAsOftenAsItSaysManyTimes() {
    assertThatItCoversChangesOfMeansAndRanks(600, 0.92, 0.98);
  }

  private static void assertThatItCoversChangesOfMeansAndRanks(
      int runs, double least, double most) {
    Dice dice = new Dice(8);
    int means = 0;
    int ranks = 0;
    double superiority = 1 - StrictMath.exp(Tail.normal(1 / StrictMath.sqrt(2)));
    double mean = 100 * StrictMath.exp(StrictMath.log(2) * StrictMath.log(2) / 2);
    for (int i = 0; i < runs; i++) {
      DailyTables x = amounts(dice, 90, 100);
      DailyTables y = amounts(dice, 14, 200);
      means += TEST.test(x, y).interval(0.95).contains(mean) ? 1 : 0;
      Interval ranked = TEST.with(PooledDispersionTest.Scores.MIDRANKS).test(x, y).interval(0.95);
      ranks += ranked.contains(superiority - 0.5) ? 1 : 0;
    }
    assertThat((double) means / runs).as("means").isBetween(least, most);
    assertThat((double) ranks / runs).as("ranks").isBetween(least, most);
  }

  private static DailyTables amounts(Dice dice, int days, double unit) {
    DailyTables.Builder amounts = DailyTables.builder();
    for (int day = 0; day < days; day++) {
      double common = dice.normal() * StrictMath.sqrt(0.05);
      for (int n = dice.poisson(20); n > 0; n--) {
        double z = common + dice.normal() * StrictMath.sqrt(0.95);
        amounts.add(day, (long) (unit * StrictMath.pow(2, z)), 1);
      }
    }
    return amounts.build();
  }

  /** How often the test refuses, at two levels. */
  private record Rejections(double at05, double at001) {

    static Rejections of(double perDay, double rho, double before, double after, int runs) {
      SplittableRandom random =
          new SplittableRandom(Double.hashCode(perDay) + Double.hashCode(rho));
      int at05 = 0;
      int at001 = 0;
      for (int i = 0; i < runs; i++) {
        DailyTables x = Days.of(random, 90, perDay, before, rho).whole();
        DailyTables y = Days.of(random, 14, perDay, after, rho).whole();
        double p = x.days() == 0 || y.days() == 0 ? 1 : TEST.test(x, y).pValue();
        at05 += p <= 0.05 ? 1 : 0;
        at001 += p <= 0.001 ? 1 : 0;
      }
      return new Rejections((double) at05 / runs, (double) at001 / runs);
    }
  }

  /** Zeros and ones of some days. */
  private record Days(long[] zeros, long[] ones) {

    static Days random(SplittableRandom random, int days, int most, double share) {
      Days sample = new Days(new long[days], new long[days]);
      for (int i = 0; i < days; i++) {
        int n = 1 + random.nextInt(most);
        double p = share * 2 * random.nextDouble();
        for (int j = 0; j < n; j++) {
          sample.count(i, random.nextDouble() < p);
        }
      }
      return sample;
    }

    static Days of(SplittableRandom random, int days, double perDay, double share, double rho) {
      Days sample = new Days(new long[days], new long[days]);
      for (int i = 0; i < days; i++) {
        double p =
            rho == 0 ? share : beta(random, share * (1 / rho - 1), (1 - share) * (1 / rho - 1));
        sample.ones[i] = poisson(random, perDay * p);
        sample.zeros[i] = poisson(random, perDay * (1 - p));
      }
      return sample;
    }

    private void count(int day, boolean isOne) {
      if (isOne) {
        ones[day]++;
      } else {
        zeros[day]++;
      }
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

    private static double beta(SplittableRandom random, double a, double b) {
      double x = gamma(random, a);
      return x / (x + gamma(random, b));
    }

    /** Marsaglia and Tsang (2000). */
    private static double gamma(SplittableRandom random, double shape) {
      if (shape < 1) {
        return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
      }
      double d = shape - 1.0 / 3;
      double c = 1 / Math.sqrt(9 * d);
      while (true) {
        double z = normal(random);
        double v = Math.pow(1 + c * z, 3);
        if (v > 0 && Math.log(random.nextDouble()) < z * z / 2 + d - d * v + d * Math.log(v)) {
          return d * v;
        }
      }
    }

    private static double normal(SplittableRandom random) {
      double u = 1 - random.nextDouble();
      return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    DailyTables whole() {
      return whole(0);
    }

    /** Every observation 2 to some power times. */
    DailyTables whole(int power) {
      DailyTables.Builder builder = DailyTables.builder();
      for (int i = 0; i < zeros.length; i++) {
        builder.add(i, 0, zeros[i] << power).add(i, 1, ones[i] << power);
      }
      return builder.build();
    }

    /** Counted in two parts. */
    DailyTables split(SplittableRandom random) {
      DailyTables.Builder one = DailyTables.builder();
      DailyTables.Builder other = DailyTables.builder();
      for (int i = zeros.length - 1; i >= 0; i--) {
        long here = random.nextLong(ones[i] + 1);
        one.add(i, 1, here).add(i, 0, zeros[i]);
        other.add(i, 1, ones[i] - here);
      }
      return random.nextBoolean()
          ? one.build().combine(other.build())
          : other.build().combine(one.build());
    }
  }
}
