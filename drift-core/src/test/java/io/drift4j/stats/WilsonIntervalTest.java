package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

  @Test
  void agreesWithStatsmodelsOnAThousandSamples() {
    List<List<String>> cases = OracleFile.lines("proportion-intervals.csv").toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      Interval interval = WilsonInterval.of(data.y(), data.m(), Double.parseDouble(fields.get(4)));
      assertThat(interval.low()).isCloseTo(Double.parseDouble(fields.get(5)), within(1e-12));
      assertThat(interval.high()).isCloseTo(Double.parseDouble(fields.get(6)), within(1e-12));
    }
  }

  @Test
  void agreesWithRsPropTest() {
    List<List<String>> cases = OracleFile.lines("proportions-r.csv").toList();
    assertThat(cases).hasSize(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      Interval interval = WilsonInterval.of(data.y(), data.m(), 0.95);
      assertThat(interval.low()).isCloseTo(Double.parseDouble(fields.get(7)), within(1e-12));
      assertThat(interval.high()).isCloseTo(Double.parseDouble(fields.get(8)), within(1e-12));
    }
  }

  @Test
  void agreesWithSixtyDigitsUpToQuintillions() {
    List<List<String>> cases = OracleFile.lines("score-intervals.csv").toList();
    assertThat(cases).hasSize(1100);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      Interval interval = WilsonInterval.of(data.y(), data.m(), Double.parseDouble(fields.get(4)));
      double low = Double.parseDouble(fields.get(6));
      double high = Double.parseDouble(fields.get(7));
      assertThat(interval.low()).as("%s", data).isCloseTo(low, within(1e-14 * low));
      assertThat(interval.high()).as("%s", data).isCloseTo(high, within(1e-14 * high));
    }
  }

  // ---- laws

  @Test
  void hasTheRootsOfTheScoreTestAsLimits() {
    assertThatLimitsAreRoots(2_000);
  }

  @Test
  @Tag("slow")
  void hasTheRootsOfTheScoreTestAsLimitsInManySamples() {
    assertThatLimitsAreRoots(100_000);
  }

  /** The equation (p̂ − p)² = z² p (1 − p) / n of rows counted one by one, put into the limits. */
  private static void assertThatLimitsAreRoots(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    double z = 1.6448536269514722;
    for (int i = 0; i < cases; i++) {
      long[] rows = Proportions.rows(random, 200);
      FrequencyTable table = Samples.recounted(rows, random);
      Interval interval = WilsonInterval.of(table.count(1), table.count(), 0.9);
      double share = LongStream.of(rows).average().orElseThrow();
      for (double p : new double[] {interval.low(), interval.high()}) {
        double distance = Math.abs(share - p);
        double error = z * StrictMath.sqrt(p * (1 - p) / rows.length);
        assertThat(distance).as("seed %d, case %d", seed, i).isCloseTo(error, within(3e-15));
      }
      assertThat(interval.contains(share)).as("seed %d, case %d", seed, i).isTrue();
    }
  }

  @Test
  void startsAtZeroWithoutEventsAndEndsAtOneWithoutOthers() {
    assertThat(WilsonInterval.of(0, 10, 0.95).low()).isZero();
    assertThat(WilsonInterval.of(10, 10, 0.95).high()).isOne();
    assertThat(WilsonInterval.of(0, 1, 0.95).high()).isCloseTo(0.79345, within(1e-5));
  }

  @Test
  void isMirroredWhereTheOthersAreCounted() {
    for (long x = 0; x <= 300; x++) {
      Interval interval = WilsonInterval.of(x, 300, 0.9);
      Interval others = WilsonInterval.of(300 - x, 300, 0.9);
      assertThat(others.low()).isCloseTo(1 - interval.high(), within(1e-15));
      assertThat(interval.contains(x / 300.0)).isTrue();
    }
  }

  @Test
  void holdsForNineQuintillionObservations() {
    long n = Long.MAX_VALUE;
    Interval interval = WilsonInterval.of(n / 2, n, 0.95);
    assertThat(interval.contains(0.5)).isTrue();
    assertThat(interval.high() - interval.low()).isBetween(6e-10, 7e-10);
    assertThat(WilsonInterval.of(n, n, 0.95).high()).isOne();
  }

  @Test
  void refusesWhatIsNoProportion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(0, 0, 0.95))
        .withMessage("the sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(-1, 2, 0.95))
        .withMessage("the sample cannot have the property -1 times in 2 observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(3, 2, 0.95))
        .withMessage("the sample cannot have the property 3 times in 2 observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(1, 2, 1))
        .withMessage("level must be in (0, 1), not 1.0");
  }
}
