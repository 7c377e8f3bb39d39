package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The four distances between distribution functions that share one way to a p-value. */
class DistanceTestsTest {

  private static final WassersteinTest W = WassersteinTest.withDefaults().withDraws(59);
  private static final EnergyDistanceTest E = EnergyDistanceTest.withDefaults().withDraws(59);
  private static final CramerVonMisesTest T = CramerVonMisesTest.withDefaults().withDraws(59);
  private static final AndersonDarlingTest A = AndersonDarlingTest.withDefaults().withDraws(59);

  /** In the order of the columns of {@code distances.csv}. */
  private static final List<ToDoubleBiFunction<FrequencyTable, FrequencyTable>> STATISTICS =
      List.of(W::statistic, E::statistic, T::statistic, A::statistic);

  private static final List<BiFunction<FrequencyTable, FrequencyTable, TestResult>> TESTS =
      List.of(W::test, E::test, T::test, A::test);

  // ---- other programs

  @Test
  void agreeWithFractionsToTheLastBitsAndWithScipyOnAThousandTables() {
    assertThat(OracleFile.lines("distances.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              for (int i = 0; i < 4; i++) {
                double exact = Double.parseDouble(fields.get(1 + i));
                double ours = STATISTICS.get(i).applyAsDouble(pair.x(), pair.y());
                assertThat(Samples.areWithin(1, ours, exact)).as("%s by %d", ours, i).isTrue();
              }
              assertThatIsClose(W.statistic(pair.x(), pair.y()), fields.get(5), 1e-12);
              assertThatIsClose(E.statistic(pair.x(), pair.y()), fields.get(6), 1e-12);
              assertThatIsClose(A.statistic(pair.x(), pair.y()), fields.get(7), 1e-12);
            });
  }

  @Test
  void agreeWithKSamples() {
    assertThat(OracleFile.lines("anderson-darling.csv"))
        .hasSizeGreaterThanOrEqualTo(1000)
        .allSatisfy(
            fields -> {
              OracleFile.Pair pair = OracleFile.twoSamples(fields.get(0));
              assertThatIsClose(A.statistic(pair.x(), pair.y()), fields.get(1), 1e-12);
            });
  }

  /**
   * Its formula in ranks subtracts large numbers, so that the last digits of a small T are lost.
   */
  @Test
  void agreeWithTheCramerVonMisesOfScipyWithoutTies() {
    assertThat(OracleFile.lines("cramer-von-mises.csv"))
        .hasSize(1000)
        .allSatisfy(
            fields -> {
              FrequencyTable x = FrequencyTable.of(numbers(fields.get(0)));
              FrequencyTable y = FrequencyTable.of(numbers(fields.get(1)));
              assertThat(T.statistic(x, y))
                  .isCloseTo(Double.parseDouble(fields.get(2)), offset(1e-13));
            });
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static void assertThatIsClose(double ours, String other, double relative) {
    double expected = Double.parseDouble(other);
    assertThat(ours).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  // ---- laws

  @Test
  void areWhatRowsSayWhateverTheirOrder() {
    assertThatRowsSayTheSame(1_000);
  }

  @Test
  @Tag("slow")
  void areWhatRowsSayInAHundredThousandCases() {
    assertThatRowsSayTheSame(100_000);
  }

  private static void assertThatRowsSayTheSame(int cases) {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[] x = Samples.rows(random, 12, 9);
      long[] y = Samples.rows(random, 12, 9);
      FrequencyTable one = Samples.recounted(x, random);
      FrequencyTable other = Samples.recounted(y, random);
      double[] naive = {
        wasserstein(x, y), energy(x, y), cramerVonMises(x, y), andersonDarling(x, y)
      };
      for (int k = 0; k < 4; k++) {
        double ours = STATISTICS.get(k).applyAsDouble(one, other);
        assertThat(ours)
            .as("statistic %d, seed %d, case %d", k, seed, i)
            .isEqualTo(STATISTICS.get(k).applyAsDouble(FrequencyTable.of(x), FrequencyTable.of(y)))
            .isEqualTo(STATISTICS.get(k).applyAsDouble(other, one))
            .isCloseTo(naive[k], within(k < 3 ? 0 : 4 * Math.ulp(ours)));
      }
    }
  }

  /**
   * In whole numbers, divided once: the same bits. By sorting n copies of the rows of y and m
   * copies of those of x, and pairing them.
   */
  private static double wasserstein(long[] x, long[] y) {
    long[] left = repeated(x, y.length);
    long[] right = repeated(y, x.length);
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs(left[i] - right[i]);
    }
    return (double) sum / left.length;
  }

  private static long[] repeated(long[] rows, int times) {
    long[] repeated = new long[rows.length * times];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = rows[i / times];
    }
    Arrays.sort(repeated);
    return repeated;
  }

  /** By the mean distances of all pairs, in whole numbers. */
  private static double energy(long[] x, long[] y) {
    long n = x.length;
    long m = y.length;
    long square = 2 * n * m * distances(x, y) - m * m * distances(x, x) - n * n * distances(y, y);
    return Math.sqrt((double) square / (n * n * m * m));
  }

  private static long distances(long[] x, long[] y) {
    long sum = 0;
    for (long a : x) {
      for (long b : y) {
        sum += Math.abs(a - b);
      }
    }
    return sum;
  }

  /** By a look at every observation, in whole numbers, divided once. */
  private static double cramerVonMises(long[] x, long[] y) {
    long n = x.length;
    long m = y.length;
    long sum = 0;
    for (long v : both(x, y)) {
      long difference = below(x, v + 1) * m - below(y, v + 1) * n;
      sum += difference * difference;
    }
    return (double) sum / (n * m * (n + m) * (n + m));
  }

  /** Equation 7 by a look at every observation, over one denominator for each. */
  private static double andersonDarling(long[] x, long[] y) {
    long total = x.length + y.length;
    PositiveSum sum = new PositiveSum();
    for (long[] sample : List.of(x, y)) {
      for (long v : both(x, y)) {
        long below = below(x, v) + below(y, v);
        long upTo = below(x, v + 1) + below(y, v + 1);
        long spread = (below + upTo) * (2 * total - below - upTo) - total * (upTo - below);
        long d = total * (below(sample, v) + below(sample, v + 1)) - sample.length * (below + upTo);
        sum.add(spread == 0 ? 0 : (double) (d * d) / (spread * sample.length));
      }
    }
    return (total - 1) * sum.value() / (total * total);
  }

  private static long[] both(long[] x, long[] y) {
    return LongStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray();
  }

  private static long below(long[] rows, long value) {
    long below = 0;
    for (long row : rows) {
      below += row < value ? 1 : 0;
    }
    return below;
  }

  @Test
  void sayHowFarASampleWasShifted() {
    SplittableRandom random = new SplittableRandom(12);
    for (int i = 0; i < 2_000; i++) {
      long[] rows = Samples.rows(random, 30, 12);
      long shift = random.nextLong(-1_000_000, 1_000_000);
      long[] shifted = Arrays.stream(rows).map(row -> row + shift).toArray();
      assertThat(W.statistic(Samples.recounted(rows, random), Samples.recounted(shifted, random)))
          .isEqualTo(Math.abs(shift));
    }
  }

  @Test
  void keepThePValueWhenTheSamplesChangePlaces() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 100; i++) {
      FrequencyTable x = FrequencyTable.of(Samples.rows(random, 30, 12));
      FrequencyTable y = FrequencyTable.of(Samples.rows(random, 30, 12));
      for (BiFunction<FrequencyTable, FrequencyTable, TestResult> test : TESTS) {
        assertThat(test.apply(x, y)).isEqualTo(test.apply(y, x));
      }
    }
  }

  /** all ways to share out nine observations, against many draws. */
  @Test
  void haveThePValuesOfAllPermutations() {
    FrequencyTable x = FrequencyTable.of(1, 1, 2, 4, 4);
    FrequencyTable y = FrequencyTable.of(2, 5, 7, 7);
    List<TestResult> drawn =
        List.of(
            WassersteinTest.withDefaults().withDraws(100_000).test(x, y),
            EnergyDistanceTest.withDefaults().withDraws(100_000).test(x, y),
            CramerVonMisesTest.withDefaults().withDraws(100_000).test(x, y),
            AndersonDarlingTest.withDefaults().withDraws(100_000).test(x, y));
    for (int k = 0; k < 4; k++) {
      assertThat(drawn.get(k).pValue()).isCloseTo(enumerated(k, x, y), within(0.006));
    }
  }

  private static double enumerated(int k, FrequencyTable observedX, FrequencyTable observedY) {
    long[] rows = {1, 1, 2, 4, 4, 2, 5, 7, 7};
    double observed = STATISTICS.get(k).applyAsDouble(observedX, observedY);
    int extreme = 0;
    int all = 0;
    for (int set = 0; set < 1 << rows.length; set++) {
      if (Integer.bitCount(set) == observedX.count()) {
        FrequencyTable x = chosen(rows, set);
        FrequencyTable y = chosen(rows, ~set);
        all++;
        extreme += STATISTICS.get(k).applyAsDouble(x, y) >= observed * (1 - 1e-12) ? 1 : 0;
      }
    }
    return (double) extreme / all;
  }

  private static FrequencyTable chosen(long[] rows, int set) {
    FrequencyTable.Builder table = FrequencyTable.builder();
    for (int i = 0; i < rows.length; i++) {
      table.add(rows[i], set >> i & 1);
    }
    return table.build();
  }

  // ---- size

  /** 3,000 pairs of samples of one distribution; two standard errors are 24 of them. */
  @Test
  @Tag("slow")
  void refuseOneDistributionInFiveOfAHundredCasesAtMostAlsoWithTies() {
    assertThatSizesAreKept(20261127, Law.poisson(1));
    assertThatSizesAreKept(20261128, Law.bernoulli(0.3));
    assertThatSizesAreKept(20261129, Law.geometric(0.5));
    assertThatSizesAreKept(20261130, Law.poisson(5));
  }

  private static void assertThatSizesAreKept(long seed, Law law) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] refused = new int[4];
    for (int i = 0; i < 3_000; i++) {
      FrequencyTable x = law.draw(random, 40);
      FrequencyTable y = law.draw(random, 25);
      for (int k = 0; k < 4; k++) {
        refused[k] += TESTS.get(k).apply(x, y).isSignificantAt(0.05) ? 1 : 0;
      }
    }
    System.out.printf(
        "sizes of W, E, T, A2, mean %s, seed %d: %s of 3,000%n",
        law.mean(), seed, Arrays.toString(refused));
    assertThat(Arrays.stream(refused).max().orElseThrow())
        .as("seed %d", seed)
        .isLessThanOrEqualTo(150 + 24);
  }

  // ---- extremes

  @Test
  void haveNoEvidenceInValuesThatAreAllEqual() {
    FrequencyTable x = FrequencyTable.builder().add(3, 1L << 61).build();
    FrequencyTable y = FrequencyTable.of(3);
    for (BiFunction<FrequencyTable, FrequencyTable, TestResult> test : TESTS) {
      assertThat(test.apply(x, y).statistic()).isZero();
      assertThat(test.apply(x, y).logPValue()).isZero();
    }
  }

  @Test
  void areZeroForEqualSharesOfSamplesOfDifferentSize() {
    FrequencyTable x = FrequencyTable.builder().add(1, 7).add(2, 14).add(9, 21).build();
    FrequencyTable y = FrequencyTable.builder().add(1, 1).add(2, 2).add(9, 3).build();
    STATISTICS.forEach(statistic -> assertThat(statistic.applyAsDouble(x, y)).isZero());
  }

  @Test
  void compareSingleObservations() {
    FrequencyTable x = FrequencyTable.of(3);
    FrequencyTable y = FrequencyTable.of(7);
    assertThat(W.test(x, y)).isEqualTo(new WassersteinTest.Result(4, 0, 59));
    assertThat(E.statistic(x, y)).isEqualTo(Math.sqrt(8));
    assertThat(T.statistic(x, y)).isEqualTo(0.25);
    assertThat(A.statistic(x, y)).isEqualTo(1);
  }

  /** One observation in 2^62 moved by 2^64 − 1: W = (2^64 − 1) / 2^62. */
  @Test
  void areExactForTotalsAndValuesOfNineQuintillion() {
    long n = 1L << 62;
    FrequencyTable x = FrequencyTable.builder().add(Long.MIN_VALUE, n).build();
    FrequencyTable y =
        FrequencyTable.builder().add(Long.MIN_VALUE, n - 2).add(Long.MAX_VALUE, 1).build();
    BigInteger distance = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    BigInteger m = BigInteger.valueOf(n - 1);
    assertThat(W.statistic(x, y)).isEqualTo(Quotient.of(distance, m));
    assertThat(E.statistic(x, y))
        .isEqualTo(Math.sqrt(Quotient.of(distance.shiftLeft(1), m.pow(2))));
    // D = n at the first value, which N − 1 observations have
    BigInteger n1 = BigInteger.valueOf(n);
    BigInteger total = n1.add(m);
    assertThat(T.statistic(x, y))
        .isEqualTo(
            Quotient.of(total.subtract(BigInteger.ONE).multiply(n1), m.multiply(total.pow(2))));
    // two terms, with l = N − 1 and 1, midpoints D = n each, spreads N − 1 each
    assertThat(A.statistic(x, y)).isEqualTo(Quotient.of(n1, m));
  }

  @Test
  void refuseEmptySamplesNoDrawsAndMoreThanCanBeDrawnByName() {
    FrequencyTable some = FrequencyTable.of(1, 2);
    for (BiFunction<FrequencyTable, FrequencyTable, TestResult> test : TESTS) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> test.apply(FrequencyTable.empty(), some))
          .withMessage("the first sample has no observations");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> test.apply(some, FrequencyTable.builder().add(1, 1_000_000_000).build()))
          .withMessageContaining("up to 1,000,000,000 observations");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> W.withDraws(0))
        .withMessage("draws must be at least 1, not 0");
  }
}
