package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
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
    assertThat(result.rateWithinFamilies()).isZero();
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
    assertThat(result.rateWithinFamilies()).isEqualTo(0.025);
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
    rejectsWhatTheStepsReject(3_000);
  }

  @Test
  @Tag("slow")
  void rejectsWhatThePapersStepsRejectInManyCases() {
    rejectsWhatTheStepsReject(100_000);
  }

  private static void rejectsWhatTheStepsReject(int cases) {
    long seed = 2014;
    SplittableRandom random = new SplittableRandom(seed);
    int rejections = 0;
    for (int run = 0; run < cases; run++) {
      double[][] p = families(random);
      double q = 0.01 + 0.3 * random.nextDouble();
      HierarchicalAdjustment.Result result = AT_5_PERCENT.withRate(q).adjust(logs(p));
      boolean[][] expected = naive(p, q);
      int selected = 0;
      for (int i = 0; i < p.length; i++) {
        boolean any = false;
        boolean same = true;
        for (int j = 0; j < p[i].length; j++) {
          same &= result.isRejected(i, j) == expected[i][j];
          same &= result.logAdjusted(i, j) <= StrictMath.log(q) == expected[i][j];
          same &= result.logAdjusted(i, j) >= StrictMath.log(p[i][j]);
          any |= expected[i][j];
          rejections += expected[i][j] ? 1 : 0;
        }
        selected += any ? 1 : 0;
        assertThat(same && result.isSelected(i) == any)
            .as("seed %d, run %d, family %d", seed, run, i)
            .isTrue();
      }
      assertThat(result.selected()).as("seed %d, run %d", seed, run).isEqualTo(selected);
      assertThat(result.rate()).isEqualTo(q);
      assertThat(result.rateWithinFamilies())
          .as("seed %d, run %d", seed, run)
          .isEqualTo(q * selected / p.length);
    }
    assertThat(rejections).isGreaterThan(cases);
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

  // ---- another program

  /**
   * A hypothesis is rejected at every q from the smallest one on, which hierarchical.py found by
   * bisection, and at none below; at that q it is the adjusted p.
   */
  @Test
  void agreesWithTheSmallestQThatRejects() {
    List<List<String>> lines = OracleFile.lines("hierarchical.csv").toList();
    assertThat(lines).hasSize(1000);
    double worst = 0;
    for (List<String> fields : lines) {
      double[][] logs =
          Arrays.stream(fields.get(0).split(","))
              .map(family -> numbers(family).map(StrictMath::log).toArray())
              .toArray(double[][]::new);
      String[] smallest = fields.get(1).split(",");
      for (int i = 0; i < logs.length; i++) {
        String[] expected = smallest[i].split(" ");
        for (int j = 0; j < logs[i].length; j++) {
          double q = expected[j].equals("-") ? 1 : Double.parseDouble(expected[j]);
          String what = String.format("%s: %d, %d", fields, i, j);
          assertThat(isRejected(logs, q * (1 - 1e-12), i, j)).as(what).isFalse();
          if (q < 1 - 1e-9) {
            double above = q * (1 + 1e-12);
            assertThat(isRejected(logs, above, i, j)).as(what).isTrue();
            double log = AT_5_PERCENT.withRate(above).adjust(logs).logAdjusted(i, j);
            worst = Math.max(worst, Math.exp(log) / q - 1);
          }
        }
      }
    }
    assertThat(worst).isLessThan(1e-12);
  }

  private static boolean isRejected(double[][] logs, double q, int i, int j) {
    return AT_5_PERCENT.withRate(q).adjust(logs).isRejected(i, j);
  }

  private static DoubleStream numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble);
  }

  // ---- laws

  @Test
  void dependsNeitherOnTheOrderOfFamiliesNorOfHypotheses() {
    doesNotDependOnOrder(2_000);
  }

  @Test
  @Tag("slow")
  void dependsNeitherOnTheOrderOfFamiliesNorOfHypothesesInManyCases() {
    doesNotDependOnOrder(100_000);
  }

  private static void doesNotDependOnOrder(int cases) {
    long seed = 1986;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      double[][] p = logs(families(random));
      int shift = random.nextInt(p.length);
      double[][] other = new double[p.length][];
      for (int i = 0; i < p.length; i++) {
        other[i] = reversed(p[(i + shift) % p.length]);
      }
      HierarchicalAdjustment.Result here = AT_5_PERCENT.adjust(p);
      HierarchicalAdjustment.Result there = AT_5_PERCENT.adjust(other);
      boolean same = here.selected() == there.selected();
      for (int i = 0; i < p.length; i++) {
        int family = (i + shift) % p.length;
        same &= there.logParent(i) == here.logParent(family);
        for (int j = 0; j < other[i].length; j++) {
          int hypothesis = other[i].length - 1 - j;
          same &= there.logAdjusted(i, j) == here.logAdjusted(family, hypothesis);
        }
      }
      assertThat(same).as("seed %d, run %d", seed, run).isTrue();
    }
  }

  private static double[] reversed(double[] values) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[values.length - 1 - i])
        .toArray();
  }

  /** One family, or families of one, are Benjamini-Hochberg; where nothing is found R counts 1. */
  @Test
  void isBenjaminiHochbergOfOneFamilyAndOfFamiliesOfOne() {
    long seed = 1995;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 2_000; run++) {
      double[] logs =
          random.doubles(1 + random.nextInt(9)).map(u -> StrictMath.log(u * u * u)).toArray();
      double[] expected = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      HierarchicalAdjustment.Result one = AT_5_PERCENT.adjust(new double[][] {logs});
      HierarchicalAdjustment.Result each =
          AT_5_PERCENT.adjust(
              Arrays.stream(logs).mapToObj(log -> new double[] {log}).toArray(double[][]::new));
      for (int i = 0; i < logs.length; i++) {
        String what = String.format("seed %d, run %d", seed, run);
        assertThat(one.logAdjusted(0, i)).as(what).isEqualTo(expected[i]);
        boolean rejected = expected[i] <= StrictMath.log(0.05);
        assertThat(each.isRejected(i, 0)).as(what).isEqualTo(rejected);
        assertThat(each.isSelected(i)).as(what).isEqualTo(rejected);
      }
    }
  }

  // ---- what it promises

  @Test
  void keepsTheAverageOverSelectedFamiliesBelowQ() {
    keepsTheAverage(0);
  }

  @Test
  void keepsTheAverageOverSelectedFamiliesBelowQUnderDependenceWithinFamilies() {
    keepsTheAverage(0.5);
  }

  /** 20 families of 10, in 6 of which 4 hypotheses are wrong by 3 standard deviations. */
  private static void keepsTheAverage(double correlation) {
    SplittableRandom random = new SplittableRandom(1986);
    double q = 0.1;
    int runs = 2_000;
    double sum = 0;
    double power = 0;
    for (int run = 0; run < runs; run++) {
      double[][] logs = new double[20][10];
      for (int i = 0; i < logs.length; i++) {
        double common = random.nextGaussian() * Math.sqrt(correlation);
        for (int j = 0; j < logs[i].length; j++) {
          double z = common + random.nextGaussian() * Math.sqrt(1 - correlation);
          logs[i][j] = Tail.normal(z + (i < 6 && j < 4 ? 3 : 0));
        }
      }
      HierarchicalAdjustment.Result result = AT_5_PERCENT.withRate(q).adjust(logs);
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
    System.out.printf(
        "correlation %s: average false discovery share %.4f, power %.3f%n",
        correlation, sum / runs, power);
    assertThat(sum / runs).isBetween(0.02, q);
    assertThat(power).isGreaterThan(0.5);
  }

  // ---- extremes

  @Test
  void rejectsAPThatIsTheLevelItself() {
    double level = StrictMath.log(0.05);
    HierarchicalAdjustment.Result result = AT_5_PERCENT.adjust(new double[][] {{level}});
    assertThat(result.selected()).isOne();
    assertThat(result.isSelected(0)).isTrue();
    assertThat(result.isRejected(0, 0)).isTrue();
  }

  @Test
  void knowsNothingOfNoFamiliesAndRefusesEmptyOnesByName() {
    assertThat(AT_5_PERCENT.adjust(new double[0][]).selected()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AT_5_PERCENT.adjust(new double[][] {{-1}, {}}))
        .withMessage("family 1 has no hypotheses: leave it out, it would count as one of m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AT_5_PERCENT.adjust(new double[][] {{-1}, {-1, 1}}))
        .withMessage("family 1: ln p of hypothesis 1 must not be above 0, not 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> AT_5_PERCENT.withRate(1));
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
