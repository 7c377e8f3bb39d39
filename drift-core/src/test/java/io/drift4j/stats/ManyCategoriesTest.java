package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link MixMoments}, and the tests that take them for many categories. */
class ManyCategoriesTest {

  private static final double SHARE = 0.3;

  /** Statistics of categories, by the smaller sample of a size among a total. */
  private enum Statistic {
    CHI_SQUARE((t, x) -> (x - t * SHARE) * (x - t * SHARE) / t),
    G((t, x) -> xLog(x, t * SHARE) + xLog(t - x, t * (1 - SHARE))),
    PSI(
        (t, x) -> {
          double p = Math.max(0.5, x) / SHARE;
          double q = Math.max(0.5, t - x) / (1 - SHARE);
          return (q - p) * StrictMath.log(q / p);
        });

    private final MixMoments.Term term;

    Statistic(MixMoments.Term term) {
      this.term = term;
    }

    private static double xLog(double x, double expected) {
      return x == 0 ? 0 : x * StrictMath.log(x / expected);
    }

    MixMoments.Term term() {
      return term;
    }
  }

  // ---- moments

  @ParameterizedTest
  @EnumSource
  void hasTheTailsOfDrawnTables(Statistic statistic) {
    assertThatTailsAreThoseOfDraws(statistic, 4_000);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("proof")
  void hasTheTailsOfDrawnTablesManyTimes(Statistic statistic) {
    assertThatTailsAreThoseOfDraws(statistic, 20_000);
  }

  /** A thousand categories, most of which are rare; one has a fifth of all observations. */
  private static void assertThatTailsAreThoseOfDraws(Statistic statistic, int draws) {
    long[] totals = new long[1_000];
    Arrays.setAll(totals, i -> i == 0 ? 1_000 : 1 + i % 3 + (i % 50 == 0 ? 20 : 0));
    long size = (long) (Arrays.stream(totals).sum() * SHARE);
    FixedMargins margins = margins(totals, size);
    long[] drawn = new long[totals.length];
    SplittableRandom random = new SplittableRandom(2);
    double[] levels = {0.5, 0.05, 0.01, 0.001};
    int[] found = new int[levels.length];
    for (int i = 0; i < draws; i++) {
      margins.draw(drawn, random);
      double logP = logP(statistic, totals, drawn);
      for (int j = 0; j < levels.length; j++) {
        found[j] += logP <= Math.log(levels[j]) ? 1 : 0;
      }
    }
    for (int j = 0; j < levels.length; j++) {
      double chance = 3.3 * Math.sqrt(levels[j] * (1 - levels[j]) / draws);
      assertThat((double) found[j] / draws)
          .as("%s at %s", statistic, levels[j])
          .isCloseTo(levels[j], within(chance + 0.04 * levels[j]));
    }
  }

  private static FixedMargins margins(long[] totals, long size) {
    long[] first = totals.clone();
    long open = size;
    for (int i = 0; i < first.length; i++) {
      first[i] = Math.min(open, totals[i]);
      open -= first[i];
    }
    long[] others = totals.clone();
    Arrays.setAll(others, i -> totals[i] - first[i]);
    return new FixedMargins(first, others);
  }

  private static double logP(Statistic statistic, long[] totals, long[] drawn) {
    double observed = 0;
    for (int i = 0; i < drawn.length; i++) {
      observed += statistic.term().of(totals[i], drawn[i]);
    }
    return MixMoments.logPValue(totals, Arrays.stream(drawn).sum(), statistic.term(), observed);
  }

  @Test
  void hasNoEvidenceWhereTheMarginsLeaveNothingToChance() {
    long[] totals = new long[2_000];
    Arrays.fill(totals, 1);
    long[] drawn = new long[2_000];
    Arrays.fill(drawn, 0, 600, 1);
    assertThat(logP(Statistic.CHI_SQUARE, totals, drawn)).isZero();
  }

  // ---- tests

  @Test
  @Timeout(20)
  void takesFortyThousandCategories() {
    SplittableRandom random = new SplittableRandom(4);
    for (int most : new int[] {4, 20}) {
      FrequencyTable x = sample(random, 0, most);
      FrequencyTable y = sample(random, 0, most);
      FrequencyTable other = sample(random, 20_000, most);
      assertThat(ChiSquareHomogeneityTest.withDefaults().test(x, y).pValue()).isBetween(1e-3, 1.0);
      assertThat(GTest.withDefaults().test(x, y).pValue()).isBetween(1e-3, 1.0);
      PopulationStability.Result same = PopulationStability.withDefaults().test(x, y);
      assertThat(same.method()).isEqualTo(CategoryMethod.MOMENTS);
      assertThat(same.pValue()).isBetween(1e-3, 1.0);
      assertThat(GTest.withDefaults().test(x, other).pValue()).isLessThan(1e-9);
      assertThat(PopulationStability.withDefaults().test(x, other).pValue()).isLessThan(1e-9);
    }
  }

  /** Of a year of days; 10,000 took 40 s when each category was held against each other. */
  @Test
  @Timeout(20)
  void takesFortyThousandCategoriesOfAYear() {
    DayCategories days = days(40_000);
    DayCategories history = days.part(0, 364);
    DayCategories current = days.part(364, 378);
    HistoryMixTest.Result mix =
        HistoryMixTest.withDefaults().test(history, days.part(274, 364), current);
    assertThat(mix.pValue()).isBetween(1e-3, 1.0);
    assertThat(mix.dispersion()).isBetween(1.0, 1.05);
    assertThat(NewCategoryTest.withDefaults().test(history, current).categories()).isZero();
  }

  private static DayCategories days(int categories) {
    SplittableRandom random = new SplittableRandom(5);
    DayCategories.Builder days = DayCategories.builder(0, 378, categories);
    for (int day = 0; day < 378; day++) {
      for (int i = categories; i > 0; i--) {
        days.add(day, random.nextInt(categories), 1);
      }
    }
    return days.build();
  }

  private static FrequencyTable sample(SplittableRandom random, int from, int most) {
    FrequencyTable.Builder sample = FrequencyTable.builder();
    for (int i = 40_000 * most / 2; i > 0; i--) {
      sample.add(from + random.nextInt(40_000));
    }
    return sample.build();
  }
}
