package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HierarchicalAdjustmentTest {

  private static final HierarchicalAdjustment AT_5_PERCENT = HierarchicalAdjustment.withDefaults();

  // ---- by hand

  /**
   * Simes: 0.01 · 2 = 0.02; 0.04 (second of two); 0.6. BH over three at 0.05: 0.02 · 3 / 1 = 0.06,
   * 0.04 · 3 / 2 = 0.06, both above 0.05: nothing.
   */
  @Test
  void selectsNothingByHand() {
    HierarchicalAdjustment.Result result =
        AT_5_PERCENT.adjust(logs(new double[][] {{0.01, 0.5}, {0.04, 0.04}, {0.6}}));
    assertThat(result.selected()).isZero();
    assertThat(result.levelWithinFamilies()).isZero();
    assertThat(Math.exp(result.logParent(0))).isCloseTo(0.02, within(1e-15));
    assertThat(Math.exp(result.logParent(1))).isCloseTo(0.04, within(1e-15));
    assertThat(Math.exp(result.logAdjusted(0, 0))).isCloseTo(0.06, within(1e-15));
    assertThat(result.isRejected(1, 1)).isFalse();
  }

  /**
   * Simes 0.003, 0.02, 0.95, 0.04; BH over four: 0.012, 0.04, 0.95, 0.0533: R = 2, level within
   * 0.025. BH within the first: 0.003, 0.018, 0.03; times 4 / 2: 0.006, 0.036, 0.06, of which the
   * first is below its parent's 0.012.
   */
  @Test
  void selectsTwoOfFourByHand() {
    double[][] p = {{0.001, 0.012, 0.03}, {0.02}, {0.9, 0.95}, {0.04}};
    HierarchicalAdjustment.Result result = AT_5_PERCENT.adjust(logs(p));
    assertThat(result.selected()).isEqualTo(2);
    assertThat(result.levelWithinFamilies()).isEqualTo(0.025);
    assertThat(result.isSelected(0)).isTrue();
    assertThat(result.isSelected(1)).isTrue();
    assertThat(result.isSelected(2)).isFalse();
    assertThat(result.isSelected(3)).isFalse();
    assertThat(Math.exp(result.logAdjusted(0, 0))).isCloseTo(0.012, within(1e-15));
    assertThat(Math.exp(result.logAdjusted(0, 1))).isCloseTo(0.036, within(1e-15));
    assertThat(Math.exp(result.logAdjusted(0, 2))).isCloseTo(0.06, within(1e-15));
    assertThat(result.isRejected(0, 1)).isTrue();
    assertThat(result.isRejected(0, 2)).isFalse();
    assertThat(Math.exp(result.logAdjusted(1, 0))).isCloseTo(0.04, within(1e-15));
    assertThat(result.isRejected(3, 0)).isFalse();
  }

  // ---- the paper, step by step

  @Test
  void rejectsWhatThePapersStepsReject() {
    long seed = 2014;
    SplittableRandom random = new SplittableRandom(seed);
    int rejections = 0;
    for (int run = 0; run < 20_000; run++) {
      double[][] p = families(random);
      double q = 0.01 + 0.3 * random.nextDouble();
      HierarchicalAdjustment.Result result = AT_5_PERCENT.withLevel(q).adjust(logs(p));
      boolean[][] expected = naive(p, q);
      for (int i = 0; i < p.length; i++) {
        boolean any = false;
        for (int j = 0; j < p[i].length; j++) {
          assertThat(result.isRejected(i, j))
              .as("seed %d, run %d", seed, run)
              .isEqualTo(expected[i][j]);
          assertThat(result.logAdjusted(i, j) <= StrictMath.log(q)).isEqualTo(expected[i][j]);
          any |= expected[i][j];
          rejections += expected[i][j] ? 1 : 0;
        }
        assertThat(result.isSelected(i)).as("seed %d, run %d", seed, run).isEqualTo(any);
      }
    }
    assertThat(rejections).isGreaterThan(20_000);
  }

  private static boolean[][] naive(double[][] p, double q) {
    double[] simes = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double[] sorted = p[i].clone();
      Arrays.sort(sorted);
      simes[i] = 1;
      for (int j = 0; j < sorted.length; j++) {
        simes[i] = Math.min(simes[i], sorted[j] * sorted.length / (j + 1));
      }
    }
    boolean[] selected = benjaminiHochberg(simes, q);
    int r = 0;
    for (boolean one : selected) {
      r += one ? 1 : 0;
    }
    boolean[][] rejected = new boolean[p.length][];
    for (int i = 0; i < p.length; i++) {
      rejected[i] =
          selected[i] ? benjaminiHochberg(p[i], q * r / p.length) : new boolean[p[i].length];
    }
    return rejected;
  }

  /** Rejects all p up to the largest p_(k) with p_(k) ≤ q k / m. */
  private static boolean[] benjaminiHochberg(double[] p, double q) {
    double[] sorted = p.clone();
    Arrays.sort(sorted);
    double threshold = -1;
    for (int k = 1; k <= sorted.length; k++) {
      threshold = sorted[k - 1] <= q * k / sorted.length ? sorted[k - 1] : threshold;
    }
    boolean[] rejected = new boolean[p.length];
    for (int i = 0; i < p.length; i++) {
      rejected[i] = p[i] <= threshold;
    }
    return rejected;
  }

  private static double[][] families(SplittableRandom random) {
    double[][] p = new double[1 + random.nextInt(6)][];
    for (int i = 0; i < p.length; i++) {
      double power = random.nextBoolean() ? 1 : 4;
      p[i] = random.doubles(1 + random.nextInt(6)).map(u -> StrictMath.pow(1 - u, power)).toArray();
    }
    return p;
  }

  private static double[][] logs(double[][] p) {
    return Arrays.stream(p)
        .map(family -> Arrays.stream(family).map(StrictMath::log).toArray())
        .toArray(double[][]::new);
  }

  // ---- what it promises

  /** 20 families of 10, in 6 of which 4 hypotheses are wrong by 3 standard deviations. */
  @Test
  void keepsTheAverageOverSelectedFamiliesBelowQ() {
    SplittableRandom random = new SplittableRandom(1986);
    double q = 0.1;
    int runs = 2_000;
    double sum = 0;
    double power = 0;
    for (int run = 0; run < runs; run++) {
      double[][] logs = new double[20][10];
      for (int i = 0; i < logs.length; i++) {
        for (int j = 0; j < logs[i].length; j++) {
          logs[i][j] = Tail.normal(random.nextGaussian() + (i < 6 && j < 4 ? 3 : 0));
        }
      }
      HierarchicalAdjustment.Result result = AT_5_PERCENT.withLevel(q).adjust(logs);
      double average = 0;
      for (int i = 0; i < logs.length; i++) {
        int wrong = 0;
        int all = 0;
        for (int j = 0; j < logs[i].length; j++) {
          boolean rejected = result.isRejected(i, j);
          all += rejected ? 1 : 0;
          wrong += rejected && !(i < 6 && j < 4) ? 1 : 0;
        }
        average += all == 0 ? 0 : (double) wrong / all;
        power += i < 6 ? (all - wrong) / 24.0 / runs : 0;
      }
      sum += average / Math.max(1, result.selected());
    }
    System.out.printf("average false discovery share %.4f, power %.3f%n", sum / runs, power);
    assertThat(sum / runs).isBetween(0.02, q);
    assertThat(power).isGreaterThan(0.5);
  }

  // ---- extremes

  @Test
  void knowsNothingOfNoFamiliesAndRefusesEmptyOnesByName() {
    assertThat(AT_5_PERCENT.adjust(new double[0][]).selected()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AT_5_PERCENT.adjust(new double[][] {{-1}, {}}))
        .withMessage("family 1 has no hypotheses: leave it out, it would count as one of m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AT_5_PERCENT.adjust(new double[][] {{-1}, {-1, 1}}))
        .withMessage("family 1: ln p of hypothesis 1 must not be above 0, not 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> AT_5_PERCENT.withLevel(1));
  }

  @Test
  void keepsTheOrderOfPThatUnderflow() {
    HierarchicalAdjustment.Result result =
        AT_5_PERCENT.adjust(new double[][] {{-5000, -4000}, {-3000}, {0}});
    assertThat(result.selected()).isEqualTo(2);
    assertThat(result.logAdjusted(0, 0)).isLessThan(result.logAdjusted(0, 1));
    assertThat(result.logAdjusted(0, 1)).isLessThan(result.logAdjusted(1, 0));
    assertThat(result.isRejected(2, 0)).isFalse();
  }
}
