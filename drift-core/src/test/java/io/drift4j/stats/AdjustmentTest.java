package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AdjustmentTest {

  // ---- other programs

  /** R has 1e-15 of p itself; ln p of a double adds half an ulp of ln p on each way. */
  @Test
  void agreesWithRsPAdjust() {
    assertThat(OracleFile.lines("adjust.csv"))
        .hasSize(1000)
        .allSatisfy(
            fields -> {
              double[] logs = logs(numbers(fields.get(0)));
              for (Adjustment method : Adjustment.values()) {
                double[] expected = logs(numbers(fields.get(1 + method.ordinal())));
                assertThatIsClose(method.adjust(logs), expected);
              }
            });
  }

  @Test
  void agreesWithFiftyDigitsWherePUnderflows() {
    assertThat(OracleFile.lines("adjust-tiny.csv"))
        .hasSize(250)
        .allSatisfy(
            fields -> {
              double[] logs = numbers(fields.get(0));
              for (Adjustment method : Adjustment.values()) {
                double[] expected = numbers(fields.get(1 + method.ordinal()));
                assertThatIsClose(method.adjust(logs), expected);
              }
            });
  }

  private static void assertThatIsClose(double[] logs, double[] expected) {
    assertThat(logs).hasSameSizeAs(expected);
    for (int i = 0; i < logs.length; i++) {
      assertThat(logs[i])
          .isCloseTo(expected[i], within(1e-15 * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  private static double[] logs(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  // ---- laws

  /** The definitions of the documentation, by boxed ranks and loops over loops. */
  @Test
  void isTheDefinitionBitByBit() {
    long seed = 1995;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 100_000; run++) {
      double[] logs = family(random, 1 + random.nextInt(8));
      for (Adjustment method : List.of(Adjustment.HOLM, Adjustment.BENJAMINI_HOCHBERG)) {
        assertThat(method.adjust(logs))
            .as("seed %d, run %d", seed, run)
            .isEqualTo(naive(logs, method));
      }
    }
  }

  private static double[] naive(double[] logs, Adjustment method) {
    int m = logs.length;
    List<Integer> order =
        IntStream.range(0, m)
            .boxed()
            .sorted((i, j) -> Double.compare(logs[i], logs[j]))
            .toList(); // stable
    double[] result = new double[m];
    for (int i = 0; i < m; i++) {
      double[] ranked = order.stream().mapToDouble(index -> logs[index]).toArray();
      int rank = i;
      double value =
          method == Adjustment.HOLM
              ? IntStream.rangeClosed(0, rank)
                  .mapToDouble(j -> ranked[j] + StrictMath.log(m - j))
                  .max()
                  .getAsDouble()
              : IntStream.range(rank, m)
                  .mapToDouble(j -> ranked[j] + StrictMath.log((double) m / (j + 1)))
                  .min()
                  .getAsDouble();
      result[order.get(i)] = Math.min(0, value);
    }
    return result;
  }

  @Test
  void doesNotDependOnTheOrderOfTheFamily() {
    SplittableRandom random = new SplittableRandom(1979);
    for (int run = 0; run < 10_000; run++) {
      double[] logs = family(random, 1 + random.nextInt(20));
      int shift = random.nextInt(logs.length);
      for (Adjustment method : Adjustment.values()) {
        assertThat(method.adjust(rotated(logs, shift)))
            .isEqualTo(rotated(method.adjust(logs), shift));
      }
    }
  }

  private static double[] rotated(double[] values, int by) {
    return IntStream.range(0, values.length)
        .mapToDouble(i -> values[(i + by) % values.length])
        .toArray();
  }

  @Test
  void keepsTheOrderAndNeverMakesAPSmaller() {
    SplittableRandom random = new SplittableRandom(2001);
    for (int run = 0; run < 10_000; run++) {
      double[] logs = family(random, 1 + random.nextInt(20));
      Arrays.sort(logs);
      double[] holm = Adjustment.HOLM.adjust(logs);
      double[] bonferroni = Adjustment.BONFERRONI.adjust(logs);
      double[] hochberg = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      double[] yekutieli = Adjustment.BENJAMINI_YEKUTIELI.adjust(logs);
      assertThat(holm).isSorted();
      assertThat(hochberg).isSorted();
      for (int i = 0; i < logs.length; i++) {
        assertThat(logs[i]).isLessThanOrEqualTo(hochberg[i]);
        assertThat(hochberg[i]).isLessThanOrEqualTo(holm[i]);
        assertThat(holm[i]).isLessThanOrEqualTo(bonferroni[i]);
        assertThat(hochberg[i]).isLessThanOrEqualTo(yekutieli[i]);
      }
    }
  }

  private static double[] family(SplittableRandom random, int m) {
    double scale = random.nextBoolean() ? 5 : 2_000;
    double[] logs = random.doubles(m).map(u -> -u * scale).toArray();
    for (int i = 0; i < m; i++) {
      if (random.nextInt(3) == 0) {
        logs[i] = random.nextInt(4) == 0 ? 0 : logs[random.nextInt(m)];
      }
    }
    return logs;
  }

  // ---- extremes

  @Test
  void leavesAFamilyOfOneAsItIsAndAnEmptyOneEmpty() {
    for (Adjustment method : Adjustment.values()) {
      assertThat(method.adjust(-3.25)).containsExactly(-3.25);
      assertThat(method.adjust()).isEmpty();
      assertThat(method.adjust(0.0, -0.0)).containsExactly(0.0, 0.0);
      assertThat(method.adjust(Double.NEGATIVE_INFINITY, -1).clone()[0])
          .isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  /** Neighbouring doubles share all bits that the first sort looks at. */
  @Test
  void tellsNeighbouringDoublesApart() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 2_000; run++) {
      double start = -random.nextDouble() * 10;
      double[] logs =
          random.ints(50, 0, 40).mapToDouble(steps -> start - steps * Math.ulp(start)).toArray();
      assertThat(Adjustment.HOLM.adjust(logs)).isEqualTo(naive(logs, Adjustment.HOLM));
    }
  }

  @Test
  void doesNotTouchItsInput() {
    double[] logs = {-1, -5, -3};
    Adjustment.HOLM.adjust(logs);
    assertThat(logs).containsExactly(-1, -5, -3);
  }

  @Test
  void refusesNanAndPositiveLogarithmsByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adjustment.HOLM.adjust(-1, Double.NaN))
        .withMessage("ln p of hypothesis 1 must not be above 0, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adjustment.BENJAMINI_HOCHBERG.adjust(0.05))
        .withMessage("ln p of hypothesis 0 must not be above 0, not 0.05");
  }

  // ---- cost

  /** The best of several runs each, since others use the machine too. */
  @Test
  @Tag("slow")
  void costsAtMostThreeSorts() {
    for (int m : new int[] {1_000, 30_000, 1_000_000}) {
      double[] logs = new SplittableRandom(m).doubles(m).map(StrictMath::log).toArray();
      int runs = Math.max(5, 1_000_000 / m);
      double sort = Double.MAX_VALUE;
      double adjust = Double.MAX_VALUE;
      for (int i = 0; i < runs; i++) {
        sort = Math.min(sort, seconds(() -> Arrays.sort(logs.clone())));
        adjust = Math.min(adjust, seconds(() -> Adjustment.BENJAMINI_HOCHBERG.adjust(logs)));
      }
      System.out.printf("m = %d: %.2f sorts (%.3f ms)%n", m, adjust / sort, adjust * 1e3);
      assertThat(adjust / sort).as("sorts, m = %d", m).isLessThan(3);
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
