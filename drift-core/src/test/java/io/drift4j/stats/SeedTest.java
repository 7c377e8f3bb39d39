package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeedTest {

  @Test
  void dependsOnTheContentsOnly() {
    dependsOnTheContents(500);
  }

  @Test
  @Tag("slow")
  void dependsOnTheContentsOnlyInManyCases() {
    dependsOnTheContents(100_000);
  }

  private static void dependsOnTheContents(int cases) {
    long seed = 2014;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      long[] x = Samples.rows(random, 20, 9);
      long[] y = Samples.rows(random, 20, 9);
      assertThat(Seed.of(Samples.recounted(x, random), Samples.recounted(y, random)))
          .as("seed %d, run %d", seed, run)
          .isEqualTo(Seed.of(FrequencyTable.of(y), FrequencyTable.of(x)));
    }
  }

  /** All pairs of tables of up to three of the values 0 to 2: a collision would be a defect. */
  @Test
  void tellsAllSmallPairsOfTablesApart() {
    Set<Long> seeds = new HashSet<>();
    int pairs = 0;
    for (int i = 0; i < 64; i++) {
      for (int j = 0; j <= i; j++) {
        seeds.add(Seed.of(table(i), table(j)));
        pairs++;
      }
    }
    assertThat(seeds).hasSize(pairs);
  }

  /** Each two bits of the number are the count of a value. */
  private static FrequencyTable table(int counts) {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    for (int value = 0; value < 3; value++) {
      builder.add(value, counts >> 2 * value & 3);
    }
    return builder.build();
  }

  /**
   * The first two numbers that the generator gives for the seed 0, by OpenJDK 17: {@code new
   * SplittableRandom(0).nextLong()}; and the same by Vigna's splitmix64.c.
   */
  @Test
  void mixesLikeSplitMix64() {
    assertThat(Seed.mix(0)).isEqualTo(0xe220a8397b1dcdafL);
    assertThat(Seed.mix(0x9e3779b97f4a7c15L)).isEqualTo(0x6e789e6aa1b965f4L);
  }

  /**
   * The same results in every release need the same seeds; computed by integers modulo 2^64 in
   * Python 3.11.
   */
  @Test
  void staysTheSameForEver() {
    assertThat(Seed.of(FrequencyTable.of(1, 2, 2), FrequencyTable.of(3)))
        .isEqualTo(6576299442685567386L);
    assertThat(Seed.of(FrequencyTable.empty(), FrequencyTable.empty()))
        .isEqualTo(-6411193824288604561L);
  }
}
