package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RestrictedDifferenceTest {

  @Test
  void agreesWithSixtyDigitsOfTheRootOfTheCubic() {
    assertThat(OracleFile.lines("restricted-difference.csv"))
        .hasSizeGreaterThan(1000)
        .allSatisfy(RestrictedDifferenceTest::assertThatAgrees);
  }

  private static void assertThatAgrees(List<String> fields) {
    double d = Double.parseDouble(fields.get(4));
    RestrictedDifference restricted = new RestrictedDifference(Proportions.of(fields));
    if (fields.get(5).isEmpty()) {
      assertThat(restricted.z(d) == 0 || Double.isInfinite(restricted.z(d))).isTrue();
    } else {
      double z = Double.parseDouble(fields.get(5));
      assertThat(restricted.z(d)).isCloseTo(z, within(1e-12 * Math.abs(z) + 1e-14));
      if (Math.abs(z) > 1e-6) {
        assertThat(restricted.isWithin(d, Math.abs(z) * (1 + 1e-9))).isTrue();
        assertThat(restricted.isWithin(d, Math.abs(z) * (1 - 1e-9))).isFalse();
      }
    }
  }

  @Test
  void isTheScoreTestOfEqualProportionsAtNoDifference() {
    isTheScoreTestOfEqualProportions(1_000);
  }

  @Test
  @Tag("slow")
  void isTheScoreTestOfEqualProportionsAHundredThousandTimes() {
    isTheScoreTestOfEqualProportions(100_000);
  }

  /** Then the likeliest proportion is that of both samples together; swapped, signs change. */
  private static void isTheScoreTestOfEqualProportions(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 60);
      RestrictedDifference restricted = new RestrictedDifference(data);
      double together = (double) (data.x() + data.y()) / data.total();
      double unit = together * (1 - together) * (1.0 / data.n() + 1.0 / data.m());
      double variance = unit * data.total() / (data.total() - 1.0);
      double z = variance == 0 ? 0 : data.difference() / Math.sqrt(variance);
      double d = random.nextDouble() * 1.8 - 0.9;
      TwoProportions swapped = new TwoProportions(data.y(), data.m(), data.x(), data.n());
      double there = restricted.z(d);
      double back = new RestrictedDifference(swapped).z(-d);
      boolean agrees =
          (data.difference() == 0 && restricted.z(0) == 0
                  || Math.abs(restricted.z(0) - z) <= 1e-13 * Math.abs(z))
              && (there == -back || Math.abs(there + back) <= 1e-12 * Math.abs(there));
      if (!agrees) {
        assertThat(there).as("seed %d, case %d: %s, %s", seed, i, data, d).isEqualTo(-back);
        assertThat(restricted.z(0)).as("seed %d, case %d: %s", seed, i, data).isEqualTo(z);
      }
    }
  }

  @Test
  void isInfinitelyFarWhereOnlyAnotherDifferenceIsPossible() {
    RestrictedDifference restricted = new RestrictedDifference(new TwoProportions(0, 5, 5, 5));
    assertThat(restricted.z(1)).isZero();
    assertThat(restricted.z(-1)).isInfinite().isPositive();
    assertThat(restricted.isWithin(1, 0)).isTrue();
    assertThat(restricted.isWithin(-1, 1e9)).isFalse();
  }

  /** With k times the rows z is √k times as large, but for N / (N − 1). */
  @Test
  void growsWithTheRootOfTheRowsAlsoForNineQuintillion() {
    long times = 1L << 56;
    double large =
        new RestrictedDifference(new TwoProportions(3 * times, 40 * times, 9 * times, 50 * times))
            .z(0.0625);
    double small = new RestrictedDifference(new TwoProportions(3, 40, 9, 50)).z(0.0625);
    double expected = small * Math.sqrt(90.0 / 89) * Math.sqrt(times);
    assertThat(large).isCloseTo(expected, within(1e-12 * expected));
  }
}
