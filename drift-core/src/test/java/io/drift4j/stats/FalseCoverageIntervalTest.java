package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FalseCoverageIntervalTest {

  @Test
  void isOneMinusQTimesTheSelectedShare() {
    assertThat(FalseCoverageInterval.level(0.05, 10, 10)).isEqualTo(0.95);
    assertThat(FalseCoverageInterval.level(0.05, 1, 10)).isEqualTo(0.995);
    assertThat(FalseCoverageInterval.level(0.05, 1, 1)).isEqualTo(0.95);
    assertThat(FalseCoverageInterval.level(0.5, 1L << 61, 1L << 62)).isEqualTo(0.75);
  }

  @Test
  void isTheNearestDoubleButForTwoUlpsOfOne() {
    isNearTheExactLevel(2_000);
  }

  @Test
  @Tag("slow")
  void isTheNearestDoubleButForTwoUlpsOfOneInManyCases() {
    isNearTheExactLevel(100_000);
  }

  /** Rates are decimals and powers of two; totals go up to 9e18. */
  private static void isNearTheExactLevel(int cases) {
    long seed = 2005;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      long total = 1 + (random.nextLong() >>> random.nextInt(1, 64));
      long selected = 1 + random.nextLong(total > 1_000_000 ? total / 2 : 1);
      selected = random.nextBoolean() ? total - selected + 1 : selected;
      double rate = random.nextDouble(0.001, 0.999);
      BigDecimal part =
          new BigDecimal(rate)
              .multiply(BigDecimal.valueOf(selected))
              .divide(BigDecimal.valueOf(total), MathContext.DECIMAL128);
      double expected = BigDecimal.ONE.subtract(part).doubleValue();
      if (expected < 1) {
        assertThat(FalseCoverageInterval.level(rate, selected, total))
            .as("seed %d, run %d: %s, %d, %d", seed, run, rate, selected, total)
            .isCloseTo(expected, within(2 * Math.ulp(1.0)));
      }
    }
  }

  /**
   * The level of the paper's general procedure is 1 − q R′ / m, R′ the smallest number selected
   * whatever the p of this effect, as long as it is among them; of Benjamini-Hochberg R′ is R.
   */
  @Test
  void takesTheNumberThatThePaperDefinesForBenjaminiHochberg() {
    long seed = 57;
    SplittableRandom random = new SplittableRandom(seed);
    double logLevel = StrictMath.log(0.2);
    int selections = 0;
    for (int run = 0; run < 1_000; run++) {
      double[] logs =
          random.doubles(1 + random.nextInt(6)).map(u -> StrictMath.log(u * u)).toArray();
      double[] adjusted = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      for (int i = 0; i < logs.length; i++) {
        if (adjusted[i] <= logLevel) {
          assertThat(fewest(logs, i, logLevel))
              .as("seed %d, run %d", seed, run)
              .isEqualTo(selected(adjusted, logLevel));
          selections++;
        }
      }
    }
    assertThat(selections).isGreaterThan(300);
  }

  private static int fewest(double[] logs, int effect, double logLevel) {
    int fewest = logs.length;
    for (double p = 0.002; p <= 0.2; p += 0.002) {
      double[] moved = logs.clone();
      moved[effect] = StrictMath.log(p);
      double[] adjusted = Adjustment.BENJAMINI_HOCHBERG.adjust(moved);
      if (adjusted[effect] <= logLevel) {
        fewest = Math.min(fewest, selected(adjusted, logLevel));
      }
    }
    return fewest;
  }

  private static int selected(double[] adjusted, double logLevel) {
    return (int) Arrays.stream(adjusted).filter(log -> log <= logLevel).count();
  }

  @Test
  void keepsTheShareOfSelectedIntervalsThatMissBelowQ() {
    keepsTheFalseCoverageRate(0);
  }

  @Test
  void keepsTheShareOfSelectedIntervalsThatMissBelowQUnderPositiveDependence() {
    keepsTheFalseCoverageRate(0.5);
  }

  /** The share is q R / m exactly for a selection by a threshold of independent effects. */
  @Test
  void keepsTheShareOfIntervalsAboveAThresholdThatMissBelowQ() {
    SplittableRandom random = new SplittableRandom(2005);
    double q = 0.1;
    int runs = 4_000;
    double missed = 0;
    for (int run = 0; run < runs; run++) {
      double[] z = random.doubles(50).map(any -> random.nextGaussian() + 1).toArray();
      double[] far = Arrays.stream(z).filter(one -> Math.abs(one) > 2).toArray();
      if (far.length > 0) {
        double wide = halfWidth(FalseCoverageInterval.level(q, far.length, z.length));
        double misses = Arrays.stream(far).filter(one -> Math.abs(one - 1) > wide).count();
        missed += misses / far.length / runs;
      }
    }
    System.out.printf("false coverage rate above a threshold %.4f%n", missed);
    assertThat(missed).isBetween(0.05, q);
  }

  /** 100 normal means, of which 20 are 2, selected by Benjamini-Hochberg at 0.1. */
  private static void keepsTheFalseCoverageRate(double correlation) {
    SplittableRandom random = new SplittableRandom(2005);
    double q = 0.1;
    int runs = 4_000;
    double adjusted = 0;
    double plain = 0;
    for (int run = 0; run < runs; run++) {
      double[] z = new double[100];
      double[] logs = new double[100];
      double common = random.nextGaussian() * Math.sqrt(correlation);
      for (int i = 0; i < z.length; i++) {
        z[i] = common + random.nextGaussian() * Math.sqrt(1 - correlation) + (i < 20 ? 2 : 0);
        logs[i] = Tail.twoSidedNormal(z[i]);
      }
      double[] logAdjusted = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      int selected = selected(logAdjusted, Math.log(q));
      if (selected > 0) {
        double wide = halfWidth(FalseCoverageInterval.level(q, selected, z.length));
        double narrow = halfWidth(1 - q);
        for (int i = 0; i < z.length; i++) {
          if (logAdjusted[i] <= Math.log(q)) {
            double miss = Math.abs(z[i] - (i < 20 ? 2 : 0));
            adjusted += miss > wide ? 1.0 / selected / runs : 0;
            plain += miss > narrow ? 1.0 / selected / runs : 0;
            assertThat(Math.abs(z[i])).isGreaterThan(wide * (1 - 1e-9));
          }
        }
      }
    }
    System.out.printf(
        "correlation %s: false coverage rate %.4f, plain intervals %.4f%n",
        correlation, adjusted, plain);
    assertThat(adjusted).isLessThan(q);
    assertThat(plain).isGreaterThan(q);
  }

  private static double halfWidth(double level) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - level) / 2);
  }

  @Test
  void refusesWhatIsNoSelectionByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 0, 10))
        .withMessage("selected effects must be 1 to the total 10, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 11, 10))
        .withMessage("selected effects must be 1 to the total 10, not 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0.05, 1, Long.MAX_VALUE))
        .withMessageEndingWith("is 1: use a larger rate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FalseCoverageInterval.level(0, 1, 2))
        .withMessage("rate must be in (0, 1), not 0.0");
  }
}
