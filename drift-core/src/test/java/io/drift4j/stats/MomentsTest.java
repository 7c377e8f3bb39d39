package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void areTheSumsOverTheRowsWhateverTheirOrderAndParts() {
    areTheSumsOverTheRows(500);
  }

  @Test
  @Tag("slow")
  void areTheSumsOverTheRowsWhateverTheirOrderAndPartsInManyCases() {
    areTheSumsOverTheRows(100_000);
  }

  /** Σ_i Σ_j (a_i − a_j)² is 2 n² times the variance; of (Σ_j (a_i − a_j))³, n³ times the third. */
  private static void areTheSumsOverTheRows(int cases) {
    long seed = 1895;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      long[] rows = Samples.rows(random, 12, 9);
      Moments moments = Moments.of(Samples.recounted(rows, random), value -> 3 * value - 1);
      long sum = 0;
      long squares = 0;
      long cubes = 0;
      long pairs = 0;
      long third = 0;
      for (long row : rows) {
        long a = 3 * row - 1;
        sum += a;
        squares += a * a;
        cubes += a * a * a;
        long distance = 0;
        for (long other : rows) {
          long difference = a - (3 * other - 1);
          distance += difference;
          pairs += difference * difference;
        }
        third += distance * distance * distance;
      }
      String what = String.format("seed %d, run %d", seed, run);
      assertThat(moments).as(what).isEqualTo(moments(rows.length, sum, squares, cubes));
      assertThat(moments.scaledSquares()).as(what).isEqualTo(pairs / 2);
      assertThat(moments.scaledCubes().longValueExact() * rows.length).as(what).isEqualTo(third);
    }
  }

  private static Moments moments(long count, long sum, long squares, long cubes) {
    return new Moments(
        BigInteger.valueOf(count),
        BigInteger.valueOf(sum),
        BigInteger.valueOf(squares),
        BigInteger.valueOf(cubes));
  }

  @Test
  void addUpLikeTheirTables() {
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 200; run++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 20, 9));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 20, 9));
      assertThat(Moments.of(x, v -> v).plus(Moments.of(y, v -> v)))
          .isEqualTo(Moments.of(x.combine(y), v -> v));
    }
  }

  @Test
  void areExactForNineQuintillion() {
    long most = Long.MAX_VALUE;
    FrequencyTable table = FrequencyTable.builder().add(most, most).build();
    Moments moments = Moments.of(table, value -> value);
    assertThat(moments.cubes()).isEqualTo(BigInteger.valueOf(most).pow(4));
    assertThat(moments.scaledSquares()).isZero();
    assertThat(moments.scaledCubes()).isZero();
    assertThat(Moments.of(FrequencyTable.empty(), value -> value)).isEqualTo(moments(0, 0, 0, 0));
  }
}
