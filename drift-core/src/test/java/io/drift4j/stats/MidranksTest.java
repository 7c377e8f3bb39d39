package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MidranksTest {

  @Test
  void areTwiceTheMeanOfTheRanksThatEqualValuesShare() {
    assertThatRowsSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void areWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261210;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] rows = Samples.rows(random, 20, 12);
      Midranks ranks = new Midranks(Samples.recounted(rows, random));
      Arrays.sort(rows);
      for (int from = 0; from < rows.length; ) {
        int to = from;
        while (to < rows.length && rows[to] == rows[from]) {
          to++;
        }
        // ranks from + 1 to to
        assertThat(ranks.applyAsLong(rows[from]))
            .as("seed %d, case %d", seed, i)
            .isEqualTo(from + 1 + to);
        from = to;
      }
    }
  }

  @Test
  void refuseTotalsOfWhichTwiceARankDoesNotFitALong() {
    long half = 1L << 61;
    FrequencyTable fits = FrequencyTable.builder().add(1, half).add(2, half).build();
    assertThat(new Midranks(fits).applyAsLong(1)).isEqualTo(half + 1);
    assertThat(new Midranks(fits).applyAsLong(2)).isEqualTo(3 * half + 1);
    FrequencyTable tooMany = FrequencyTable.builder().add(1, 1L << 62).add(2, 5).build();
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> new Midranks(tooMany));
  }
}
