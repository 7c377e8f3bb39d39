package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often the two-sample tests refuse what is true, and what is not. */
class TwoSampleSizesTest {

  private static final BiFunction<FrequencyTable, FrequencyTable, TestResult> MANN_WHITNEY =
      MannWhitneyTest.withDefaults().with(MannWhitneyTest.Method.NORMAL)::test;
  private static final BiFunction<FrequencyTable, FrequencyTable, TestResult> WELCH =
      WelchTest.withDefaults()::test;
  private static final BiFunction<FrequencyTable, FrequencyTable, TestResult> CHI_SQUARE =
      ChiSquareHomogeneityTest.withDefaults().with(CategoryMethod.CHI_SQUARE)::test;
  private static final BiFunction<FrequencyTable, FrequencyTable, TestResult> G =
      GTest.withDefaults().with(CategoryMethod.CHI_SQUARE)::test;

  private static final int RUNS = 10_000;

  /** Untied, tied and heavily tied. */
  private static final List<Law> LAWS =
      List.of(
          Law.normal(600, 100),
          Law.poisson(5),
          Law.poisson(1),
          Law.geometric(0.5),
          Law.bernoulli(0.3));

  /** Four even and four uneven categories, and two: the least expected count is 5. */
  private static final List<Law> MIXES =
      List.of(Law.even(4), Law.of(0.15, 0.2, 0.3, 0.35), Law.bernoulli(0.3));

  /**
   * One standard error is 0.0022 at 0.05 and 0.0004 at 0.0015; three are left for chance at 0.001,
   * none at 0.05. p of all four is that of scipy (see the oracles), so that so is their power.
   */
  @Test
  @Tag("slow")
  void asymptoticTestsKeepTheirSizesWithAndWithoutTies() {
    for (Law law : LAWS) {
      assertThatSizeIsKept("Mann-Whitney", MANN_WHITNEY, law, 25, 40);
      assertThatSizeIsKept("Welch", WELCH, law, 100, 120);
    }
    for (Law mix : MIXES) {
      assertThatSizeIsKept("chi-square", CHI_SQUARE, mix, 100, 60);
      assertThatSizeIsKept("G", G, mix, 100, 60);
    }
  }

  private static void assertThatSizeIsKept(
      String name,
      BiFunction<FrequencyTable, FrequencyTable, TestResult> test,
      Law law,
      int n,
      int m) {
    long seed = 20261207;
    SplittableRandom random = new SplittableRandom(seed);
    int often = 0;
    int rarely = 0;
    for (int i = 0; i < RUNS; i++) {
      TestResult result = test.apply(law.draw(random, n), law.draw(random, m));
      often += result.isSignificantAt(0.05) ? 1 : 0;
      rarely += result.isSignificantAt(0.001) ? 1 : 0;
    }
    double size = often / (double) RUNS;
    double tail = rarely / (double) RUNS;
    System.out.printf(
        "size of %s, law of mean %.2f, seed %d: %.4f, %.5f%n", name, law.mean(), seed, size, tail);
    assertThat(size).as("%s, mean %s, seed %d", name, law.mean(), seed).isBetween(0.035, 0.065);
    assertThat(tail)
        .as("%s, mean %s, seed %d", name, law.mean(), seed)
        .isLessThanOrEqualTo(0.0015 + 3 * Math.sqrt(0.0015 / RUNS));
  }

  /**
   * A permutation test must not lose what its statistic can see: its power is at least 0.95 of that
   * of the same statistic with the critical value that gives the same level under the law itself,
   * which no user knows. 1,000 runs; 0.02 is left for chance in the level and in the powers. (Of
   * what is lost most is that of Wasserstein: the drift widens the pooled sample.)
   */
  @Test
  @Tag("slow")
  void permutationTestsHaveThePowerOfTheirStatisticsAtTheSameLevel() {
    Law[] slower = {Law.poisson(5), Law.poisson(6.5)};
    WassersteinTest w = WassersteinTest.withDefaults().withDraws(199);
    assertThatPowerIsKept("Wasserstein", w::test, w::statistic, slower);
    EnergyDistanceTest e = EnergyDistanceTest.withDefaults().withDraws(199);
    assertThatPowerIsKept("energy", e::test, e::statistic, slower);
    CramerVonMisesTest t = CramerVonMisesTest.withDefaults().withDraws(199);
    assertThatPowerIsKept("Cramér-von Mises", t::test, t::statistic, slower);
    AndersonDarlingTest a = AndersonDarlingTest.withDefaults().withDraws(199);
    assertThatPowerIsKept("Anderson-Darling", a::test, a::statistic, slower);
    KolmogorovSmirnovTest d = KolmogorovSmirnovTest.withDefaults();
    assertThatPowerIsKept("Kolmogorov-Smirnov", d::test, d::statistic, slower);
    Law[] otherMix = {Law.of(0.1, 0.2, 0.3, 0.4), Law.of(0.3, 0.3, 0.2, 0.2)};
    PopulationStability psi =
        PopulationStability.withDefaults().with(CategoryMethod.MONTE_CARLO).withDraws(199);
    assertThatPowerIsKept("PSI", psi::test, psi::statistic, otherMix);
  }

  private static void assertThatPowerIsKept(
      String name,
      BiFunction<FrequencyTable, FrequencyTable, TestResult> test,
      ToDoubleBiFunction<FrequencyTable, FrequencyTable> statistic,
      Law[] laws) {
    long seed = 20261208;
    SplittableRandom random = new SplittableRandom(seed);
    int runs = 1_000;
    double[] drifted = new double[runs];
    int falsely = 0;
    int rightly = 0;
    for (int i = 0; i < runs; i++) {
      FrequencyTable x = laws[0].draw(random, 50);
      TestResult other = test.apply(x, laws[1].draw(random, 35));
      drifted[i] = other.statistic();
      falsely += test.apply(x, laws[0].draw(random, 35)).isSignificantAt(0.05) ? 1 : 0;
      rightly += other.isSignificantAt(0.05) ? 1 : 0;
    }
    double critical = critical(statistic, laws[0], Math.min(0.05, falsely / (double) runs));
    long matched = Arrays.stream(drifted).filter(value -> value >= critical).count();
    System.out.printf(
        "power of %s, means %.2f and %.2f, seed %d: %.3f at level %.3f, matched %.3f%n",
        name, laws[0].mean(), laws[1].mean(), seed, rightly / 1e3, falsely / 1e3, matched / 1e3);
    assertThat(falsely).as("%s, seed %d", name, seed).isLessThanOrEqualTo(50 + 21);
    assertThat((double) rightly)
        .as("%s, seed %d", name, seed)
        .isGreaterThanOrEqualTo(0.95 * matched - 20);
  }

  private static double critical(
      ToDoubleBiFunction<FrequencyTable, FrequencyTable> statistic, Law law, double level) {
    SplittableRandom random = new SplittableRandom(20261209);
    double[] nulls = new double[RUNS];
    Arrays.setAll(nulls, i -> statistic.applyAsDouble(law.draw(random, 50), law.draw(random, 35)));
    Arrays.sort(nulls);
    return nulls[RUNS - (int) (level * RUNS)];
  }

  /** Every way to share out every tied pattern of two to seven observations. */
  @Test
  void exactKolmogorovSmirnovNeverExceedsItsLevels() {
    KolmogorovSmirnovTest exact =
        KolmogorovSmirnovTest.withDefaults().with(KolmogorovSmirnovTest.Method.EXACT);
    for (int total = 2; total <= 7; total++) {
      for (int pattern = 0; pattern < 1 << (total - 1); pattern++) {
        for (int n = 1; n <= total / 2; n++) {
          double[] ps = ofAllWays(exact, total, pattern, n);
          for (double level : new double[] {0.01, 0.05, 0.1, 0.3, 0.6}) {
            double size = Arrays.stream(ps).filter(p -> p <= level).count() / (double) ps.length;
            assertThat(size)
                .as("pattern %d of %d, n %d, level %s", pattern, total, n, level)
                .isLessThanOrEqualTo(level + 1e-12);
          }
        }
      }
    }
  }

  /** A bit of the pattern says whether the next observation is tied with the one before. */
  private static double[] ofAllWays(KolmogorovSmirnovTest exact, int total, int pattern, int n) {
    double[] ps = new double[1 << total];
    int size = 0;
    for (int chosen = 0; chosen < 1 << total; chosen++) {
      if (Integer.bitCount(chosen) == n) {
        FrequencyTable.Builder x = FrequencyTable.builder();
        FrequencyTable.Builder y = FrequencyTable.builder();
        long value = 0;
        for (int i = 0; i < total; i++) {
          ((chosen >> i & 1) == 1 ? x : y).add(value);
          value += pattern >> i & 1;
        }
        ps[size++] = exact.test(x.build(), y.build()).pValue();
      }
    }
    return Arrays.copyOf(ps, size);
  }
}
