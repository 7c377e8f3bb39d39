package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TwoProportionsTest {

  @Test
  void areReadFromTablesOfZerosAndOnes() {
    TwoProportions data =
        TwoProportions.of(FrequencyTable.of(0, 1, 0, 1, 0), FrequencyTable.of(0, 0));
    assertThat(data).isEqualTo(new TwoProportions(2, 5, 0, 2));
    assertThat(data.first()).isEqualTo(0.4);
    assertThat(data.second()).isZero();
    assertThat(data.difference()).isEqualTo(-0.4);
    assertThat(data.swapped().difference()).isEqualTo(0.4);
    assertThat(data.swapped().second()).isEqualTo(0.4);
  }

  /** 100,000 times, as the count of the rows that are 1 among all rows. */
  @Test
  @Tag("slow")
  void areThoseOfTheRowsHoweverTheyAreCounted() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      long[] x = Proportions.rows(random, 30);
      long[] y = Proportions.rows(random, 30);
      TwoProportions data =
          TwoProportions.of(Samples.recounted(x, random), Samples.recounted(y, random));
      double p = (double) LongStream.of(x).sum() / x.length;
      double q = (double) LongStream.of(y).sum() / y.length;
      assertThat(data.first()).as("seed %d, case %d", seed, i).isEqualTo(p);
      assertThat(data.second()).as("seed %d, case %d", seed, i).isEqualTo(q);
    }
  }

  @Test
  void haveAsManyObservationsAsALongCanCount() {
    TwoProportions data = new TwoProportions(0, Long.MAX_VALUE - 1, 1, 1);
    assertThat(data.total()).isEqualTo(Long.MAX_VALUE);
    assertThat(data.difference()).isOne();
  }

  @Test
  void roundADifferenceOfQuintillionsOnce() {
    long half = Long.MAX_VALUE / 2;
    TwoProportions data = new TwoProportions(half - 1, half, half, half);
    assertThat(data.difference()).isEqualTo(0x1p-62);
  }

  @Test
  void refuseWhatIsNoProportion() {
    assertRefused(0, 0, 1, 2, "the first sample has no observations");
    assertRefused(1, 2, 0, 0, "the second sample has no observations");
    assertRefused(
        3, 2, 1, 2, "the first sample cannot have the property 3 times in 2 observations");
    assertRefused(-3, -2, 1, 2, "the first sample has no observations");
    assertRefused(
        1, 2, -1, 2, "the second sample cannot have the property -1 times in 2 observations");
    assertRefused(
        1,
        Long.MAX_VALUE,
        1,
        1,
        "both samples together exceed 9223372036854775807 observations: 9223372036854775807 and 1");
  }

  private static void assertRefused(long x, long n, long y, long m, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TwoProportions(x, n, y, m))
        .withMessage(message);
  }

  @Test
  void refuseTablesOfOtherValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoProportions.of(FrequencyTable.of(0, 1), FrequencyTable.of(1, 2)))
        .withMessage("the second sample has the value 2: proportions are of tables of 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoProportions.of(FrequencyTable.of(-1, 1), FrequencyTable.of(1)))
        .withMessage("the first sample has the value -1: proportions are of tables of 0 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoProportions.of(FrequencyTable.empty(), FrequencyTable.of(0, 1)))
        .withMessage("the first sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TwoProportions.of(FrequencyTable.of(0, 1), FrequencyTable.empty()))
        .withMessage("the second sample has no observations");
  }
}
