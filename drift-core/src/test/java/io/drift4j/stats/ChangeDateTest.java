package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.ChangeDate.Result;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class ChangeDateTest {

  // ---- by hand

  /**
   * Eight zeros and eight ones: ℓ_8 = 0. A day before 7 zeros stand alone, and of 9 are 8 ones: 8
   * ln (8/9) + ln (1/9) = −3.14, twice of which is less than 7.35. Two days before it is 8 ln .8 +
   * 2 ln .2 = −5.004.
   */
  @Test
  void hasTheSetThatAPencilFinds() {
    Result result =
        ChangeDate.ofScores(ones(100, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1), 1);
    assertThat(result).isEqualTo(new Result(108, 107, 109, 0, 1, false));
    Result wider =
        ChangeDate.ofScores(ones(100, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1), 1.4);
    assertThat(wider).isEqualTo(new Result(108, 106, 110, 0, 1, false));
  }

  /**
   * Ten events a day where ten were expected, then twenty: ℓ_3 = 60 ln 2 = 41.6. A day later 50 of
   * 40 and 40 of 20: 50 ln 1.25 + 40 ln 2 = 38.9, a day before 20 of 20 and 70 of 40: 70 ln 1.75 =
   * 39.2; two days later 70 ln 1.4 + 20 ln 2 = 37.4, two days before 80 ln 1.6 = 37.6.
   */
  @Test
  void datesEventsThatAPencilDates() {
    double[] expected = {10, 10, 10, 10, 10, 10};
    Result result = ChangeDate.ofExpected(7, new double[] {10, 10, 10, 20, 20, 20}, expected, 1);
    assertThat(result).isEqualTo(new Result(10, 9, 11, 1, 2, false));
  }

  @Test
  void takesTheEarliestOfDaysThatAreTheSame() {
    DayScores.Builder days = DayScores.builder(0, 60);
    for (int day = 0; day < 60; day++) {
      if (day < 20 || day > 29) {
        days.add(day, 1, day < 20 ? 1 : 9).add(day, 0, day < 20 ? 9 : 1);
      }
    }
    Result result = ChangeDate.ofScores(days.build(), 1);
    assertThat(result).isEqualTo(new Result(20, 20, 30, 0.1, 0.9, false));
  }

  @Test
  void knowsNothingWhereNothingVaries() {
    Result result = ChangeDate.ofScores(ones(0, 1, 1, 1, 1, 1), 1);
    assertThat(result).isEqualTo(new Result(1, 1, 4, 1, 1, false));
    DayScores.Builder same = DayScores.builder(0, 9);
    for (int day = 0; day < 9; day++) {
      same.add(day, 0.3, 7 + day);
    }
    assertThat(ChangeDate.ofScores(same.build(), 1).earliest()).isEqualTo(1);
    assertThat(ChangeDate.ofScores(same.build(), 1).latest()).isEqualTo(8);
    assertThat(ChangeDate.ofExpected(0, new double[4], new double[] {1, 2, 0, 3}, 2))
        .isEqualTo(new Result(1, 1, 3, 0, 0, false));
  }

  @Test
  void findsAStepOfScoresThatDoNotVaryOtherwise() {
    DayScores.Builder days = DayScores.builder(0, 30);
    for (int day = 0; day < 30; day++) {
      days.add(day, day < 12 ? 0.1 : 0.7, 3);
    }
    Result result = ChangeDate.ofScores(days.build(), 1);
    assertThat(result.day()).isEqualTo(12);
    assertThat(result.earliest()).isEqualTo(12);
    assertThat(result.latest()).isEqualTo(12);
    assertThat(result.before()).isCloseTo(0.1, within(1e-12));
    assertThat(result.after()).isCloseTo(0.7, within(1e-12));
    assertThat(result.isGradual()).isFalse();
  }

  private static DayScores ones(long firstDay, int... events) {
    long[] counts = new long[events.length];
    Arrays.fill(counts, 1);
    return DayScores.ofEvents(
        firstDay, counts, Arrays.stream(events).mapToLong(event -> event).toArray());
  }

  // ---- beside the formulas

  @Test
  void agreesWithTheFormulas() {
    long seed = 20261221;
    Random random = new Random(seed);
    int gradual = 0;
    for (int i = 0; i < 300; i++) {
      Series series = Series.random(random, 2 + random.nextInt(80));
      double dispersion = 1 + random.nextInt(2) * random.nextDouble();
      Result result = series.date(dispersion);
      series.assertIs(result, dispersion, "seed " + seed + ", case " + i);
      gradual += result.isGradual() ? 1 : 0;
    }
    System.out.printf("gradual in %d of 300%n", gradual);
    assertThat(gradual).isBetween(20, 200);
  }

  /** Scores of observations by day; of events, the sums are observed and the counts expected. */
  private record Series(boolean isEvents, double[][] scores, double[] counts, double[] sums) {

    static Series random(Random random, int days) {
      int kind = random.nextInt(3);
      double[][] scores = new double[days][];
      double[] counts = new double[days];
      double[] sums = new double[days];
      int at = random.nextInt(days);
      double length = 1 + random.nextInt(2) * random.nextInt(days);
      for (int j = 0; j < days; j++) {
        double g = Math.min(1, Math.max(0, (j - at + 1) / length));
        int n = j == 0 || j == days - 1 ? 3 : random.nextInt(30);
        scores[j] = new double[n];
        for (int i = 0; i < n; i++) {
          boolean isEvent = random.nextDouble() < 0.2 + 0.4 * g;
          scores[j][i] = kind == 1 ? random.nextGaussian() + 2 * g : isEvent ? 1 : 0;
          sums[j] += scores[j][i];
        }
        counts[j] = kind == 2 ? n * (0.5 + random.nextDouble()) : n;
      }
      return new Series(kind == 2, scores, counts, sums);
    }

    Result date(double dispersion) {
      if (isEvents) {
        return ChangeDate.ofExpected(50, sums, counts, dispersion);
      }
      DayScores.Builder days = DayScores.builder(50, scores.length);
      for (int j = 0; j < scores.length; j++) {
        for (double score : scores[j]) {
          days.add(50 + j, score, 1);
        }
      }
      return ChangeDate.ofScores(days.build(), dispersion);
    }

    private static double sum(double[] values, int from, int to) {
      double sum = 0;
      for (int j = from; j < to; j++) {
        sum += values[j];
      }
      return sum;
    }

    private boolean isProportion() {
      return !isEvents
          && Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(a -> a == 0 || a == 1);
    }

    private double logLikelihood(int j, double variance) {
      double n = counts.length;
      double mean = sum(sums, 0, (int) n) / sum(counts, 0, (int) n);
      DoubleBinaryOperator side =
          isEvents
              ? (e, o) -> o == 0 ? 0 : o * Math.log(o / e)
              : isProportion()
                  ? (m, s) -> m * (xLogX(s / m) + xLogX(1 - s / m))
                  : (m, s) -> (s - m * mean) * (s - m * mean) / (2 * m * variance);
      return side.applyAsDouble(sum(counts, 0, j), sum(sums, 0, j))
          + side.applyAsDouble(sum(counts, j, (int) n), sum(sums, j, (int) n));
    }

    private static double xLogX(double x) {
      return x == 0 ? 0 : x * Math.log(x);
    }

    /** About the means of both sides. */
    private double variance(int day) {
      double n = sum(counts, 0, counts.length);
      if (isEvents) {
        return sum(sums, 0, sums.length) / n;
      }
      double before = sum(sums, 0, day) / sum(counts, 0, day);
      double after = sum(sums, day, sums.length) / sum(counts, day, counts.length);
      double squares = 0;
      for (int j = 0; j < scores.length; j++) {
        for (double a : scores[j]) {
          squares += Math.pow(a - (j < day ? before : after), 2);
        }
      }
      return squares / Math.max(1, n - 2);
    }

    /** By how much a ramp lessens the sum of squares, by least squares of two parameters. */
    private double ramp(int s, int length) {
      double n = 0;
      double g1 = 0;
      double g2 = 0;
      double y = 0;
      double gy = 0;
      for (int j = 0; j < counts.length; j++) {
        double g = Math.min(1, Math.max(0, (j - s + 1) / (double) length));
        n += counts[j];
        g1 += counts[j] * g;
        g2 += counts[j] * g * g;
        y += sums[j];
        gy += sums[j] * g;
      }
      double spread = g2 - g1 * g1 / n;
      return spread > 1e-9 * n ? Math.pow(gy - g1 * y / n, 2) / spread : 0;
    }

    void assertIs(Result result, double dispersion, String what) {
      int day = (int) result.day() - 50;
      double variance = variance(day);
      double most = logLikelihood(day, variance);
      double slack = 1e-9 * Math.max(1, Math.abs(most));
      for (int j = 1; j < counts.length; j++) {
        double farther = most - logLikelihood(j, variance);
        assertThat(farther).as(what).isGreaterThan(-slack);
        assertThat(j >= day || farther > 1e-13 * Math.abs(most)).as(what).isTrue();
        if (j == result.earliest() - 50 || j == result.latest() - 50) {
          assertThat(2 * farther / dispersion).as(what).isLessThan(7.35 + slack);
        }
        if (j < result.earliest() - 50 || j > result.latest() - 50) {
          assertThat(2 * farther / dispersion).as(what).isGreaterThan(7.35 - slack);
        }
      }
      double step = 0;
      double ramp = 0;
      for (int s = 1; s < counts.length; s++) {
        step = Math.max(step, ramp(s, 1));
        for (int length = 1; s + length <= counts.length; length++) {
          ramp = Math.max(ramp, ramp(s, length));
        }
      }
      double better = (ramp - step) / (dispersion * variance);
      if (Math.abs(better - 3.84) > 1e-6) {
        assertThat(result.isGradual()).as(what).isEqualTo(better > 3.84);
      }
      assertThat(result.before())
          .as(what)
          .isCloseTo(sum(sums, 0, day) / sum(counts, 0, day), within(1e-12));
    }
  }

  // ---- laws

  @Test
  void datesScoresInOtherUnitsAndOnOtherDaysAlike() {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      DayScores.Builder days = DayScores.builder(0, 90);
      DayScores.Builder others = DayScores.builder(-5_000, 90);
      for (int day = 0; day < 90; day++) {
        for (int k = 0; k < 10; k++) {
          double score = random.nextGaussian() + (day < 50 ? 0 : 0.5);
          days.add(day, score, 1);
          others.add(day - 5_000, -40 * score, 1);
        }
      }
      Result result = ChangeDate.ofScores(days.build(), 1.3);
      Result other = ChangeDate.ofScores(others.build(), 1.3);
      assertThat(other.day()).isEqualTo(result.day() - 5_000);
      assertThat(other.earliest()).isEqualTo(result.earliest() - 5_000);
      assertThat(other.latest()).isEqualTo(result.latest() - 5_000);
      assertThat(other.isGradual()).isEqualTo(result.isGradual());
      assertThat(other.after()).isCloseTo(-40 * result.after(), within(1e-9));
    }
  }

  // ---- how often it is right

  @Test
  void hasTheDayInItsSetNearlyAlwaysAndTheSetIsShort() {
    long seed = 20261222;
    Dice dice = new Dice(seed);
    Share alone = Share.of(dice, 200, 40, 1, 0.2, 20);
    System.out.printf("seed %d, 10 to 20 %% at 20 a day: %s%n", seed, alone);
    assertThat(alone.covered).isGreaterThanOrEqualTo(0.94);
    assertThat(alone.width).isLessThanOrEqualTo(20);
    Share smaller = Share.of(dice, 240, 60, 1, 0.15, 20);
    System.out.printf("10 to 15 %% at 20 a day: %s%n", smaller);
    assertThat(smaller.covered).isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void hasTheDayOfASlowdownInItsSet() {
    long seed = 20261223;
    Dice dice = new Dice(seed);
    int covered = 0;
    for (int run = 0; run < 500; run++) {
      double[] observed = new double[180];
      double[] expected = new double[180];
      for (int day = 0; day < 180; day++) {
        expected[day] = day % 7 < 5 ? 20 : 0;
        observed[day] = dice.poisson(expected[day] * (day < 145 ? 1 : 0.75));
      }
      Result result = ChangeDate.ofExpected(0, observed, expected, 1);
      covered += result.earliest() <= 145 && 145 <= result.latest() ? 1 : 0;
    }
    System.out.printf("seed %d, hazards × 0.75: set has the day in %.3f%n", seed, covered / 500.0);
    assertThat(covered / 500.0).isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void callsARampGradualMostlyAndAStepMostlyNot() {
    long seed = 20261224;
    Dice dice = new Dice(seed);
    Share ramp = Share.of(dice, 240, 80, 60, 0.2, 100);
    Share step = Share.of(dice, 240, 80, 1, 0.2, 100);
    Share rampOfFew = Share.of(dice, 240, 80, 60, 0.2, 20);
    Share stepOfFew = Share.of(dice, 240, 80, 1, 0.2, 20);
    System.out.printf(
        "seed %d, 10 to 20 %%, gradual: over 60 days %.3f, at once %.3f at 100 a day;"
            + " %.3f, %.3f at 20 a day%n",
        seed, ramp.gradual, step.gradual, rampOfFew.gradual, stepOfFew.gradual);
    assertThat(ramp.gradual).isGreaterThan(0.9);
    assertThat(step.gradual).isLessThan(0.1);
    assertThat(stepOfFew.gradual).isLessThan(0.06);
    assertThat(rampOfFew.gradual).isGreaterThan(2 * stepOfFew.gradual);
  }

  /**
   * Of 500 series, in which a tenth becomes another share some days before the end.
   *
   * @param covered how many sets have the day
   * @param width the median number of days of a set
   * @param gradual how many are called so
   */
  private record Share(double covered, int width, double gradual) {

    static Share of(Dice dice, int days, int ago, int length, double share, double volume) {
      int[] widths = new int[500];
      int covered = 0;
      int gradual = 0;
      int at = days - ago;
      for (int run = 0; run < widths.length; run++) {
        long[] counts = new long[days];
        long[] events = new long[days];
        for (int day = 0; day < days; day++) {
          double g = Math.min(1, Math.max(0, (day - at + 1) / (double) length));
          counts[day] = dice.poisson(volume);
          for (int i = 0; i < counts[day]; i++) {
            events[day] += dice.uniform() < 0.1 + g * (share - 0.1) ? 1 : 0;
          }
        }
        Result result = ChangeDate.ofScores(DayScores.ofEvents(0, counts, events), 1);
        widths[run] = (int) (result.latest() - result.earliest() + 1);
        covered += result.earliest() <= at && at <= result.latest() ? 1 : 0;
        gradual += result.isGradual() ? 1 : 0;
      }
      Arrays.sort(widths);
      return new Share(covered / 500.0, widths[250], gradual / 500.0);
    }
  }

  // ---- refusals

  @Test
  void refusesByNameWhatCannotBeDated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangeDate.ofScores(DayScores.builder(0, 9).add(3, 1, 5).build(), 1))
        .withMessage("a change lies between days: it needs two with observations or more, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangeDate.ofScores(ones(0, 1, 0), 0.5))
        .withMessage("dispersion must be at least 1 and finite, not 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangeDate.ofExpected(0, new double[3], new double[2], 1))
        .withMessage("observed events need as many days as expected ones, not 3 for 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangeDate.ofExpected(0, new double[] {1, -1}, new double[] {1, 1}, 1))
        .withMessage("observed events must be 0 or more and finite, not -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChangeDate.ofExpected(0, new double[] {1, 1}, new double[] {1, Double.NaN}, 1))
        .withMessage("expected events must be 0 or more and finite, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChangeDate.ofExpected(0, new double[] {1, 1}, new double[] {1, 0}, 1))
        .withMessage(
            "a change lies between days: it needs two with expected events or more, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Result(3, 4, 5, 0, 1, false))
        .withMessage("a change must lie in its set of days, not on day 3 outside of 4 to 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Result(3, 3, 5, Double.NaN, 1, false))
        .withMessage("means of a change must be numbers, not NaN and 1.0");
  }
}
