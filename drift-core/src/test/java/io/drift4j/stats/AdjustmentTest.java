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

  /** Families of 7 to 400, whose p-values are made of the integers that adjust_large.R makes. */
  @Test
  void agreesWithRsPAdjustAboutLargeFamilies() {
    double worst = 0;
    List<List<String>> lines = OracleFile.lines("adjust-large.csv").toList();
    assertThat(lines).hasSize(1000);
    for (List<String> fields : lines) {
      double[] logs = logs(family(fields));
      double[][] adjusted =
          Arrays.stream(Adjustment.values()).map(a -> a.adjust(logs)).toArray(double[][]::new);
      for (String place : fields.get(3).split(" ")) {
        String[] cells = place.split(":");
        for (int method = 0; method < adjusted.length; method++) {
          double expected = Math.log(Double.parseDouble(cells[1 + method]));
          double ours = adjusted[method][Integer.parseInt(cells[0]) - 1];
          double deviation = Math.abs(ours - expected) / Math.max(1, Math.abs(expected));
          assertThat(deviation).as("%s", fields).isLessThan(2e-15);
          worst = Math.max(worst, deviation);
        }
      }
    }
    System.out.printf("largest deviation of ln p in large families: %.2g%n", worst);
  }

  private static double[] family(List<String> fields) {
    double[] p = new double[Integer.parseInt(fields.get(0))];
    long state = Long.parseLong(fields.get(2));
    for (int i = 0; i < p.length; i++) {
      double u = state / 2147483647.0;
      p[i] =
          switch (fields.get(1)) {
            case "even" -> u;
            case "small" -> u * u * u * u;
            default -> (Math.floor(u * 20) + 1) / 2048;
          };
      state = 16807 * state % 2147483647;
    }
    return p;
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

  @Test
  void isTheDefinitionBitByBit() {
    isTheDefinition(2_000);
  }

  @Test
  @Tag("slow")
  void isTheDefinitionBitByBitInManyCases() {
    isTheDefinition(100_000);
  }

  /** The definitions of the documentation, by boxed ranks and loops over loops. */
  private static void isTheDefinition(int cases) {
    long seed = 1995;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      double[] logs = family(random, 1 + random.nextInt(run % 50 == 0 ? 60 : 8));
      for (Adjustment method : Adjustment.values()) {
        double[] adjusted = method.adjust(logs);
        if (!Arrays.equals(adjusted, naive(logs, method))) {
          assertThat(adjusted)
              .as("seed %d, run %d, %s of %s", seed, run, method, Arrays.toString(logs))
              .isEqualTo(naive(logs, method));
        }
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
    double[] ranked = order.stream().mapToDouble(index -> logs[index]).toArray();
    double harmonic = 0;
    for (int i = m; i > 0; i--) {
      harmonic += 1.0 / i;
    }
    double[] result = new double[m];
    for (int i = 0; i < m; i++) {
      result[order.get(i)] = Math.min(0, naive(ranked, i, harmonic, method)) + 0.0;
    }
    return result;
  }

  private static double naive(double[] ranked, int i, double harmonic, Adjustment method) {
    int m = ranked.length;
    return switch (method) {
      case BONFERRONI -> ranked[i] + StrictMath.log(m);
      case HOLM ->
          IntStream.rangeClosed(0, i)
              .mapToDouble(j -> ranked[j] + StrictMath.log(m - j))
              .max()
              .getAsDouble();
      case BENJAMINI_HOCHBERG ->
          IntStream.range(i, m)
              .mapToDouble(j -> ranked[j] + StrictMath.log((double) m / (j + 1)))
              .min()
              .getAsDouble();
      case BENJAMINI_YEKUTIELI ->
          IntStream.range(i, m)
              .mapToDouble(j -> ranked[j] + StrictMath.log(m * harmonic / (j + 1)))
              .min()
              .getAsDouble();
    };
  }

  @Test
  void doesNotDependOnTheOrderOfTheFamily() {
    doesNotDependOnTheOrder(2_000);
  }

  @Test
  @Tag("slow")
  void doesNotDependOnTheOrderOfTheFamilyInManyCases() {
    doesNotDependOnTheOrder(100_000);
  }

  private static void doesNotDependOnTheOrder(int cases) {
    long seed = 1979;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      double[] logs = family(random, 1 + random.nextInt(20));
      int[] order = permutation(random, logs.length);
      for (Adjustment method : Adjustment.values()) {
        double[] permuted = method.adjust(permuted(logs, order));
        if (!Arrays.equals(permuted, permuted(method.adjust(logs), order))) {
          assertThat(permuted)
              .as("seed %d, run %d, %s", seed, run, method)
              .isEqualTo(permuted(method.adjust(logs), order));
        }
      }
    }
  }

  private static int[] permutation(SplittableRandom random, int size) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static double[] permuted(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  @Test
  void keepsTheOrderAndNeverMakesAPSmaller() {
    keepsTheOrder(2_000);
  }

  @Test
  @Tag("slow")
  void keepsTheOrderAndNeverMakesAPSmallerInManyCases() {
    keepsTheOrder(100_000);
  }

  private static void keepsTheOrder(int cases) {
    long seed = 2001;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      double[] logs = family(random, 1 + random.nextInt(20));
      Arrays.sort(logs);
      double[] holm = Adjustment.HOLM.adjust(logs);
      double[] bonferroni = Adjustment.BONFERRONI.adjust(logs);
      double[] hochberg = Adjustment.BENJAMINI_HOCHBERG.adjust(logs);
      double[] yekutieli = Adjustment.BENJAMINI_YEKUTIELI.adjust(logs);
      boolean holds = true;
      for (int i = 0; i < logs.length; i++) {
        holds &= logs[i] <= hochberg[i] && hochberg[i] <= holm[i] && holm[i] <= bonferroni[i];
        holds &= hochberg[i] <= yekutieli[i] && bonferroni[i] <= 0 && yekutieli[i] <= 0;
        if (i > 0) {
          holds &= holm[i - 1] <= holm[i] && bonferroni[i - 1] <= bonferroni[i];
          holds &= hochberg[i - 1] <= hochberg[i] && yekutieli[i - 1] <= yekutieli[i];
        }
      }
      assertThat(holds).as("seed %d, run %d: %s", seed, run, Arrays.toString(logs)).isTrue();
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

  // ---- error rates

  /** The share of wrong rejections is q m₀ / m exactly where the p-values are independent. */
  @Test
  void keepsTheFalseDiscoveryRateOfIndependentHypotheses() {
    Rates rates = rates(Adjustment.BENJAMINI_HOCHBERG, 0);
    System.out.printf("BH, independent: %s%n", rates);
    assertThat(rates.falseDiscoveries).isCloseTo(0.1 * 15 / 20, within(4 * rates.error));
    assertThat(rates.power).isGreaterThan(0.6);
  }

  @Test
  void keepsTheFalseDiscoveryRateUnderPositiveDependence() {
    Rates rates = rates(Adjustment.BENJAMINI_HOCHBERG, 0.5);
    System.out.printf("BH, correlation 0.5: %s%n", rates);
    assertThat(rates.falseDiscoveries).isLessThan(0.1);
    assertThat(rates.power).isGreaterThan(0.5);
  }

  @Test
  void keepsTheFalseDiscoveryRateUnderAnyDependenceByYekutieli() {
    for (double correlation : new double[] {0, 0.5, -1}) {
      Rates rates = rates(Adjustment.BENJAMINI_YEKUTIELI, correlation);
      System.out.printf("BY, correlation %s: %s%n", correlation, rates);
      assertThat(rates.falseDiscoveries).isLessThan(0.1 / 2);
      assertThat(rates.power).isGreaterThan(0.3);
    }
  }

  /** Holm's is 0.1 nearly exactly where all are independent, as 1 − (1 − 0.1 / m)^m. */
  @Test
  void keepsTheFamilywiseErrorRateByHolmAndBonferroni() {
    for (double correlation : new double[] {0, 0.5, -1}) {
      Rates holm = rates(Adjustment.HOLM, correlation);
      Rates bonferroni = rates(Adjustment.BONFERRONI, correlation);
      System.out.printf(
          "Holm, Bonferroni, correlation %s: %s, %s%n", correlation, holm, bonferroni);
      assertThat(holm.anyWrong).isBetween(0.02, 0.1);
      assertThat(bonferroni.anyWrong).isBetween(0.02, holm.anyWrong);
      assertThat(holm.power).isGreaterThanOrEqualTo(bonferroni.power);
    }
  }

  /** Means over simulations, and the standard error of the first. */
  private record Rates(double falseDiscoveries, double anyWrong, double power, double error) {}

  /** At q = 0.1, of 20 hypotheses 5 are wrong by 3 standard deviations; seeded. */
  private static Rates rates(Adjustment method, double correlation) {
    SplittableRandom random = new SplittableRandom(2001);
    int runs = 4_000;
    double share = 0;
    double squares = 0;
    double any = 0;
    double found = 0;
    for (int run = 0; run < runs; run++) {
      double[] adjusted = method.adjust(oneSided(normals(random, 20, correlation), 5));
      int right = 0;
      int wrong = 0;
      for (int i = 0; i < adjusted.length; i++) {
        boolean rejected = adjusted[i] <= Math.log(0.1);
        right += rejected && i < 5 ? 1 : 0;
        wrong += rejected && i >= 5 ? 1 : 0;
      }
      double wrongShare = wrong / Math.max(1.0, right + wrong);
      share += wrongShare / runs;
      squares += wrongShare * wrongShare / runs;
      any += wrong > 0 ? 1.0 / runs : 0;
      found += right / 5.0 / runs;
    }
    return new Rates(share, any, found, Math.sqrt((squares - share * share) / runs));
  }

  /** Equally correlated; −1: each two are opposite. */
  private static double[] normals(SplittableRandom random, int size, double correlation) {
    double common = random.nextGaussian();
    double[] z = new double[size];
    for (int i = 0; i < size; i++) {
      z[i] = Math.sqrt(Math.max(0, correlation)) * common;
      z[i] += Math.sqrt(1 - Math.max(0, correlation)) * random.nextGaussian();
      z[i] = correlation < 0 && i % 2 == 1 ? -z[i - 1] : z[i];
    }
    return z;
  }

  private static double[] oneSided(double[] z, int shifted) {
    return IntStream.range(0, z.length)
        .mapToDouble(i -> Tail.normal(z[i] + (i < shifted ? 3 : 0)))
        .toArray();
  }

  // ---- extremes

  @Test
  void leavesAFamilyOfOneAsItIsAndAnEmptyOneEmpty() {
    for (Adjustment method : Adjustment.values()) {
      assertThat(method.adjust(-3.25)).containsExactly(-3.25);
      assertThat(method.adjust()).isEmpty();
      assertThat(method.adjust(-0.0)).containsExactly(0.0);
      assertThat(method.adjust(0.0, -0.0, -1, -0.0)[1]).isEqualTo(0.0);
      assertThat(method.adjust(0.0, -0.0)).containsExactly(0.0, 0.0);
      assertThat(method.adjust(Double.NEGATIVE_INFINITY, -1).clone()[0])
          .isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  /** Neighbouring doubles share all bits that the first sort looks at. */
  @Test
  void tellsNeighbouringDoublesApart() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 150; run++) {
      double start = -random.nextDouble() * 10;
      double[] logs =
          random.ints(50, 0, 40).mapToDouble(steps -> start - steps * Math.ulp(start)).toArray();
      for (Adjustment method : Adjustment.values()) {
        assertThat(method.adjust(logs)).isEqualTo(naive(logs, method));
      }
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
  void costsLittleMoreThanASort() {
    for (int m : new int[] {1_000, 100_000, 1_000_000}) {
      double[] logs = new SplittableRandom(m).doubles(m).map(StrictMath::log).toArray();
      int runs = Math.max(5, 3_000_000 / m);
      double sort = Double.MAX_VALUE;
      double adjust = Double.MAX_VALUE;
      for (int i = 0; i < runs; i++) {
        sort = Math.min(sort, seconds(() -> Arrays.sort(logs.clone())));
        adjust = Math.min(adjust, seconds(() -> Adjustment.BENJAMINI_HOCHBERG.adjust(logs)));
      }
      System.out.printf("m = %d: %.2f sorts (%.3f ms)%n", m, adjust / sort, adjust * 1e3);
      assertThat(adjust / sort).as("sorts, m = %d", m).isLessThan(m < 100_000 ? 6 : 2);
    }
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
