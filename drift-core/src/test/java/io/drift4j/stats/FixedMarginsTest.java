package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedMarginsTest {

  private static final int DRAWS = 200_000;

  /** Chi-square of the draws against the probabilities of commons-statistics. */
  @ParameterizedTest
  @CsvSource({
    "7, 5, 6",
    "3, 900, 300",
    "900, 3, 4",
    "500, 700, 11",
    "500, 700, 600",
    "700, 500, 1190",
    "40000, 50000, 30000",
    "6, 9, 7",
    "4, 3000, 1500",
    "10, 20, 15",
    "11, 20, 15",
  })
  void drawsWithTheProbabilitiesOfTheHypergeometric(int first, int others, int sample) {
    SplittableRandom random = new SplittableRandom(1);
    Hypergeometric hypergeometric = Hypergeometric.upTo(first + others);
    long[] drawn = new long[Math.min(first, sample) + 1];
    for (int i = 0; i < DRAWS; i++) {
      drawn[(int) hypergeometric.draw(random, first, others, sample)]++;
    }
    HypergeometricDistribution law = HypergeometricDistribution.of(first + others, first, sample);
    double chiSquare = 0;
    int cells = 0;
    for (int k = 0; k < drawn.length; k++) {
      double expected = DRAWS * law.probability(k);
      if (expected >= 5) {
        chiSquare += (drawn[k] - expected) * (drawn[k] - expected) / expected;
        cells++;
      }
    }
    assertThat(ChiSquaredDistribution.of(cells).survivalProbability(chiSquare)).isGreaterThan(1e-4);
  }

  /** Recorded once: p-values by Monte Carlo are kept by people, and must come out again. */
  @ParameterizedTest
  @CsvSource({
    "7, 5, 6, '2 4 4 3 4 5 5 2 4 3 1 4 3 5 5 3 3 5 4 3'",
    "3, 900, 300, '2 1 1 1 0 2 1 1 2 0 0 0 2 2 1 3 0 3 1 1'",
    "900, 3, 4, '4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4 4'",
    "500, 700, 11, '3 2 6 4 5 3 4 5 6 5 6 6 4 2 4 5 6 4 5 6'",
    "700, 500, 1190, '696 694 693 694 695 696 694 693 694 694 694 695 697 692 691 691 695 695 694 693'",
    "40000, 50000, 30000, '13278 13265 13501 13376 13329 13338 13279 13328 13358 13380 13358 13386 13386 13310 13268 13255 13456 13301 13446 13231'",
    "600, 600, 600, '293 291 306 299 301 293 299 303 306 303 307 307 297 292 290 316 296 287 282 301'",
  })
  void drawsTheSameForASeedForEver(long first, long others, long sample, String recorded) {
    SplittableRandom random = new SplittableRandom(42);
    Hypergeometric hypergeometric = Hypergeometric.upTo(first + others);
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      drawn.append(i == 0 ? "" : " ").append(hypergeometric.draw(random, first, others, sample));
    }
    assertThat(drawn).hasToString(recorded);
  }

  @Test
  void keepsBothMargins() {
    long[] x = {5, 0, 3, 900, 1};
    long[] y = {1, 0, 40, 100, 100_000};
    FixedMargins margins = new FixedMargins(x, y);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 1_000; i++) {
      long[] drawn = new long[5];
      margins.draw(drawn, random);
      assertThat(Arrays.stream(drawn).sum()).isEqualTo(909);
      for (int j = 0; j < 5; j++) {
        assertThat(drawn[j]).isBetween(0L, x[j] + y[j]);
      }
    }
  }

  @Test
  void refusesTotalsThatItCannotDrawBy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedMargins(new long[] {1_000_000_000}, new long[] {1}))
        .withMessage(
            "Monte Carlo with fixed margins is for up to 1,000,000,000 observations, not"
                + " 1,000,000,001; use CategoryMethod.CHI_SQUARE for categories, MannWhitneyTest or"
                + " KolmogorovSmirnovTest.Method.LIMIT for numbers, which are for any totals");
  }

  @Test
  void hasASeedThatDependsOnTheDataOnly() {
    FrequencyTable x = FrequencyTable.of(1, 2, 2);
    FrequencyTable y = FrequencyTable.of(3);
    assertThat(Seed.of(x, y))
        .isEqualTo(Seed.of(y, FrequencyTable.of(2, 1, 2)))
        .isNotEqualTo(Seed.of(x, x));
  }
}
