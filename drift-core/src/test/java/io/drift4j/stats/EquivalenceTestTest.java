package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EquivalenceTestTest {

  // ---- other programs

  @Test
  void agreesWithStatsmodelsWhoseCubicIsPutRight() {
    List<List<String>> cases = OracleFile.lines("equivalence.csv").toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      EquivalenceTest.Result result =
          EquivalenceTest.withMargin(Double.parseDouble(fields.get(4))).test(data);
      double z = Double.parseDouble(fields.get(5));
      double p = Double.parseDouble(fields.get(6));
      assertThat(result.statistic())
          .as("%s", data)
          .isCloseTo(z, within(1e-7 * Math.max(1, Math.abs(z))));
      assertThat(result.pValue())
          .as("%s", data)
          .isCloseTo(p, within(1e-7 * p * Math.max(1, z * z) + 1e-300));
    }
  }

  @Test
  void agreesWithSixtyDigitsUpToQuintillions() {
    List<List<String>> cases = OracleFile.lines("score-intervals.csv").toList();
    assertThat(cases).hasSize(1100);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      double margin = Double.parseDouble(fields.get(5));
      EquivalenceTest.Result result = EquivalenceTest.withMargin(margin).test(data);
      double z = Double.parseDouble(fields.get(16));
      double logP = Double.parseDouble(fields.get(17));
      assertThat(result.statistic())
          .as("%s", data)
          .isCloseTo(z, within(1e-12 * Math.abs(z) + 1e-15));
      assertThat(result.logPValue())
          .as("%s", data)
          .isCloseTo(logP, within(1e-10 * Math.abs(logP) + 1e-15));
    }
  }

  // ---- laws

  @Test
  void saysTheSameOfRowsInAnyOrderAndOfSwappedSamples() {
    assertThatRowsAndTablesSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void saysTheSameOfManyRowsInAnyOrderAndOfSwappedSamples() {
    assertThatRowsAndTablesSayTheSame(100_000);
  }

  private static void assertThatRowsAndTablesSayTheSame(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    EquivalenceTest test = EquivalenceTest.withMargin(0.2);
    for (int i = 0; i < cases; i++) {
      long[] x = Proportions.rows(random, 60);
      long[] y = Proportions.rows(random, 60);
      EquivalenceTest.Result result =
          test.test(Samples.recounted(x, random), Samples.recounted(y, random));
      TwoProportions data =
          new TwoProportions(LongStream.of(x).sum(), x.length, LongStream.of(y).sum(), y.length);
      EquivalenceTest.Result swapped = test.test(data.swapped());
      assertThat(result).as("seed %d, case %d", seed, i).isEqualTo(test.test(data));
      assertThat(swapped.aboveLowerMargin())
          .as("seed %d, case %d: %s", seed, i, data)
          .isCloseTo(
              result.belowUpperMargin(), within(1e-13 * (1 + Math.abs(result.belowUpperMargin()))));
      assertThat(test.statistic(data))
          .isEqualTo(Math.min(result.aboveLowerMargin(), result.belowUpperMargin()));
    }
  }

  @Test
  void findsEquivalenceJustWhereTheIntervalIsWithinTheMargin() {
    assertThatTheIntervalSaysTheSame(200);
  }

  @Test
  @Tag("slow")
  void findsEquivalenceInManyTablesJustWhereTheIntervalIsWithinTheMargin() {
    assertThatTheIntervalSaysTheSame(20_000);
  }

  private static void assertThatTheIntervalSaysTheSame(int cases) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < cases; i++) {
      TwoProportions data = Proportions.random(random, 100);
      boolean within = MiettinenNurminenInterval.of(data, 0.9).isWithin(0.25);
      assertThat(EquivalenceTest.withMargin(0.25).test(data).isSignificantAt(0.05))
          .as("%s", data)
          .isEqualTo(within);
    }
  }

  // ---- extremes

  @Test
  void isCertainOfLargeEqualSamples() {
    long n = Long.MAX_VALUE / 2;
    EquivalenceTest.Result result =
        EquivalenceTest.withMargin(0.01).test(new TwoProportions(n / 2, n, n / 2, n));
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(result.logPValue()).isFinite();
    assertThat(result.difference()).isZero();
  }

  @Test
  void isNotSureOfFewObservationsNorOfLargeDifferences() {
    EquivalenceTest test = EquivalenceTest.withMargin(0.05);
    assertThat(test.test(new TwoProportions(0, 1, 0, 1)).pValue()).isGreaterThan(0.3);
    EquivalenceTest.Result different = test.test(new TwoProportions(0, 100, 100, 100));
    assertThat(different.statistic()).isNegative();
    assertThat(different.pValue()).isGreaterThan(0.999).isLessThanOrEqualTo(1);
    assertThat(different.logPValue()).isFinite();
  }

  @Test
  void needsAMarginThatADifferenceCanHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EquivalenceTest.withMargin(0))
        .withMessage("margin must be in (0, 1), not 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> EquivalenceTest.withMargin(1));
  }
}
