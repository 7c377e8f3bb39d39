package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A Monte-Carlo p is the share of drawn tables whose own statistic is at least the observed one.
 */
class MonteCarloTest {

  private static final int DRAWS = 199;
  private static final CategoryMethod MONTE_CARLO = CategoryMethod.MONTE_CARLO;

  /** What is drawn for: the statistic of any two tables, and the p of the observed ones. */
  enum Drawn {
    ANDERSON_DARLING(
        AndersonDarlingTest.withDefaults()::statistic,
        AndersonDarlingTest.withDefaults().withDraws(DRAWS)::test),
    CRAMER_VON_MISES(
        CramerVonMisesTest.withDefaults()::statistic,
        CramerVonMisesTest.withDefaults().withDraws(DRAWS)::test),
    ENERGY(
        EnergyDistanceTest.withDefaults()::statistic,
        EnergyDistanceTest.withDefaults().withDraws(DRAWS)::test),
    WASSERSTEIN(
        WassersteinTest.withDefaults()::statistic,
        WassersteinTest.withDefaults().withDraws(DRAWS)::test),
    KOLMOGOROV_SMIRNOV(
        KolmogorovSmirnovTest.withDefaults()::statistic,
        KolmogorovSmirnovTest.withDefaults()
                .with(KolmogorovSmirnovTest.Method.MONTE_CARLO)
                .withDraws(DRAWS)
            ::test),
    CHI_SQUARE(
        ChiSquareHomogeneityTest.withDefaults()::statistic,
        ChiSquareHomogeneityTest.withDefaults().with(MONTE_CARLO).withDraws(DRAWS)::test),
    G(
        GTest.withDefaults()::statistic,
        GTest.withDefaults().with(MONTE_CARLO).withDraws(DRAWS)::test),
    PSI(
        PopulationStability.withDefaults()::statistic,
        PopulationStability.withDefaults().with(MONTE_CARLO).withDraws(DRAWS)::test);

    private final ToDoubleBiFunction<FrequencyTable, FrequencyTable> statistic;
    private final Answer test;

    Drawn(ToDoubleBiFunction<FrequencyTable, FrequencyTable> statistic, Answer test) {
      this.statistic = statistic;
      this.test = test;
    }
  }

  private interface Answer {
    TestResult of(FrequencyTable x, FrequencyTable y);
  }

  @ParameterizedTest
  @EnumSource
  void countsTheDrawnTablesByTheirOwnStatistic(Drawn drawn) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 40; run++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 40, 8));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 60, 8));
      FrequencyTable small = x.count() <= y.count() ? x : y;
      double p = (naive(drawn, small, small == x ? y : x, Seed.of(x, y)) + 1.0) / (DRAWS + 1);
      double logP = drawn.test.of(x, y).logPValue();
      assertThat(StrictMath.exp(logP))
          .as("seed %d, run %d: %s against %s", seed, run, x, y)
          .isEqualTo(isTrivial(x, y) ? 1 : p, org.assertj.core.api.Assertions.within(1e-12));
    }
  }

  /** Where all observations are equal there is one table only, and none is drawn. */
  private static boolean isTrivial(FrequencyTable x, FrequencyTable y) {
    return x.combine(y).distinct() == 1;
  }

  private static int naive(Drawn drawn, FrequencyTable small, FrequencyTable large, long seed) {
    long[][] columns = new long[3][small.distinct() + large.distinct()];
    int[] size = {0};
    FrequencyTable.forEachPair(
        small,
        large,
        (value, a, b) -> {
          columns[0][size[0]] = value;
          columns[1][size[0]] = a;
          columns[2][size[0]++] = b;
        });
    long[] here = Arrays.copyOf(columns[1], size[0]);
    long[] there = Arrays.copyOf(columns[2], size[0]);
    double observed = drawn.statistic.applyAsDouble(small, large);
    FixedMargins margins = new FixedMargins(here, there);
    SplittableRandom random = new SplittableRandom(seed);
    long[] counts = new long[size[0]];
    int extreme = 0;
    for (int i = 0; i < DRAWS; i++) {
      margins.draw(counts, random);
      FrequencyTable.Builder one = FrequencyTable.builder();
      FrequencyTable.Builder other = FrequencyTable.builder();
      for (int j = 0; j < counts.length; j++) {
        one.add(columns[0][j], counts[j]);
        other.add(columns[0][j], here[j] + there[j] - counts[j]);
      }
      double statistic = drawn.statistic.applyAsDouble(one.build(), other.build());
      extreme += statistic >= observed - 1e-9 * Math.abs(observed) ? 1 : 0;
    }
    return extreme;
  }
}
