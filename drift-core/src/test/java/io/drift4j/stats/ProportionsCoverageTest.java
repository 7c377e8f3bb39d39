package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.PearsonTest.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often tests refuse what is true and intervals miss it: by enumeration, without chance. */
@Tag("slow")
class ProportionsCoverageTest {

  private static final List<int[]> SIZES =
      List.of(
          new int[] {10, 10},
          new int[] {20, 20},
          new int[] {35, 36},
          new int[] {50, 50},
          new int[] {100, 100},
          new int[] {150, 150},
          new int[] {10, 40},
          new int[] {17, 60},
          new int[] {30, 90},
          new int[] {60, 240},
          new int[] {15, 150});
  private static final double[] RATES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5};

  // ---- tests of equal proportions

  @Test
  void fishersTestIsNeverAboveItsLevelAndItsMidPByLessThanAPercentagePoint() {
    FisherExactTest test = FisherExactTest.withDefaults();
    List<int[]> sizes = new ArrayList<>(SIZES);
    for (int n = 2; n <= 24; n++) {
      for (int m = n; m <= 24; m++) {
        sizes.add(new int[] {n, m});
      }
    }
    double full = 0;
    double mid = 0;
    int above = 0;
    for (int[] size : sizes) {
      full = Math.max(full, most(new Refused(size, p(test), 0.05), p -> true));
      double most = most(new Refused(size, p(test.withMidP(true)), 0.05), p -> true);
      mid = Math.max(mid, most);
      above += most > 0.055 ? 1 : 0;
    }
    System.out.printf(
        "Fisher: largest size %.4f; mid-p %.4f, %d of %d above .055%n",
        full, mid, above, sizes.size());
    assertThat(full).isLessThanOrEqualTo(0.05);
    assertThat(mid).isLessThanOrEqualTo(0.059);
    assertThat(above).isLessThanOrEqualTo(sizes.size() / 50);
  }

  /** All pairs of sizes that are above 0.055 in the enumeration of numpy, and some others. */
  @Test
  void fishersMidPHasTheSizeThatNumpyEnumerates() {
    FisherExactTest test = FisherExactTest.withDefaults().withMidP(true);
    List<List<String>> cases = OracleFile.lines("mid-p-sizes.csv").toList();
    assertThat(cases).hasSizeGreaterThan(40);
    for (List<String> fields : cases) {
      int[] size = {Integer.parseInt(fields.get(0)), Integer.parseInt(fields.get(1))};
      assertThat(most(new Refused(size, p(test), 0.05), p -> true))
          .as("%s", fields)
          .isCloseTo(Double.parseDouble(fields.get(4)), within(1e-8))
          .isLessThan(0.059);
    }
  }

  private static ToDoubleFunction<TwoProportions> p(FisherExactTest test) {
    return data -> test.test(data).logPValue();
  }

  private static ToDoubleFunction<TwoProportions> p(Variant variant) {
    PearsonTest test = PearsonTest.withDefaults().with(variant);
    return data -> test.test(data).logPValue();
  }

  @Test
  void pearsonsTestHoldsItsLevelWhereEveryExpectedCountIsAtLeastFive() {
    for (Variant variant : new Variant[] {Variant.PLAIN, Variant.N_MINUS_1}) {
      double least = 1;
      double most = 0;
      double one = 0;
      double anywhere = 0;
      double far = 0;
      for (int[] size : SIZES) {
        DoublePredicate isLarge = p -> Math.min(p, 1 - p) * size[0] >= 5;
        Refused at5 = new Refused(size, p(variant), 0.05);
        least = Math.min(least, least(at5, isLarge));
        most = Math.max(most, most(at5, isLarge));
        one = Math.max(one, most(at5, p -> Math.min(p, 1 - p) * size[0] >= 1));
        anywhere = Math.max(anywhere, most(at5, p -> true));
        far = Math.max(far, most(new Refused(size, p(variant), 0.001), isLarge));
      }
      System.out.printf(
          "Pearson %s: %.4f to %.4f at .05, %.4f where one is expected, %.4f at all, %.5f at .001%n",
          variant, least, most, one, anywhere, far);
      assertThat(one).isLessThanOrEqualTo(0.065);
      assertThat(anywhere).isLessThanOrEqualTo(0.095);
      assertThat(least).isGreaterThanOrEqualTo(0.035);
      assertThat(most).isLessThanOrEqualTo(0.065);
      assertThat(far).isLessThanOrEqualTo(0.0015);
    }
  }

  @Test
  void yatesCorrectionKeepsTheLevelAtAllRates() {
    double most = 0;
    for (int[] size : SIZES) {
      most = Math.max(most, most(new Refused(size, p(Variant.YATES), 0.05), p -> true));
    }
    System.out.printf("Yates: up to %.4f at .05%n", most);
    assertThat(most).isLessThanOrEqualTo(0.05);
  }

  /** The power of scipy's p-values, whose level is the same, as nothing else is refused. */
  @Test
  void pearsonsAndFishersTestHaveThePowerOfThoseOfScipy() {
    List<List<String>> cases = OracleFile.lines("proportions-power.csv").toList();
    assertThat(cases).hasSize(72);
    List<ToDoubleFunction<TwoProportions>> tests =
        List.of(p(Variant.PLAIN), p(Variant.YATES), p(FisherExactTest.withDefaults()));
    for (List<String> fields : cases) {
      int[] size = {Integer.parseInt(fields.get(0)), Integer.parseInt(fields.get(1))};
      double p = Double.parseDouble(fields.get(2));
      double q = Double.parseDouble(fields.get(3));
      for (int test = 0; test < 3; test++) {
        double[][] logP = values(size, tests.get(test));
        double power = share(size, p, q, (x, y) -> logP[x][y] <= StrictMath.log(0.05));
        assertThat(power)
            .as("%s", fields)
            .isCloseTo(Double.parseDouble(fields.get(4 + test)), within(1e-11));
      }
    }
  }

  @Test
  void theTestOfMantelAndHaenszelHoldsItsLevelOverTwoStrata() {
    int[][] strata = {{12, 12}, {18, 12}};
    double[] sizes =
        mantelHaenszel(strata, new double[][] {{0.42, 0.42}, {0.5, 0.42}, {0.5, 0.58}});
    System.out.printf("Mantel-Haenszel, two strata: %.4f to %.4f%n", sizes[0], sizes[1]);
    assertThat(sizes[0]).isGreaterThanOrEqualTo(0.035);
    assertThat(sizes[1]).isLessThanOrEqualTo(0.065);
  }

  @Test
  void theTestOfMantelAndHaenszelHoldsItsLevelOverThreeStrata() {
    int[][] strata = {{6, 6}, {7, 5}, {5, 5}};
    double[][] rates = {{0.42, 0.42, 0.42}, {0.3, 0.5, 0.6}, {0.5, 0.5, 0.5}, {0.35, 0.4, 0.7}};
    double[] sizes = mantelHaenszel(strata, rates);
    System.out.printf("Mantel-Haenszel, three strata: %.4f to %.4f%n", sizes[0], sizes[1]);
    assertThat(sizes[0]).isGreaterThanOrEqualTo(0.035);
    assertThat(sizes[1]).isLessThanOrEqualTo(0.065);
  }

  /** The least and the largest size at 0.05 over some rates of the strata. */
  private static double[] mantelHaenszel(int[][] strata, double[][] rates) {
    List<List<TwoProportions>> tables = new ArrayList<>();
    for (int[] size : strata) {
      List<TwoProportions> of = new ArrayList<>();
      for (int x = 0; x <= size[0]; x++) {
        for (int y = 0; y <= size[1]; y++) {
          of.add(new TwoProportions(x, size[0], y, size[1]));
        }
      }
      tables.add(of);
    }
    double[] sizes = new double[rates.length];
    refused(tables, List.of(), new double[] {0, 0}, rates, ones(rates.length), sizes);
    double least = java.util.Arrays.stream(sizes).min().orElseThrow();
    double most = java.util.Arrays.stream(sizes).max().orElseThrow();
    return new double[] {least, most};
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  /** Every table of every stratum in turn, with the sums of those before and their probability. */
  private static void refused(
      List<List<TwoProportions>> tables,
      List<TwoProportions> before,
      double[] sums,
      double[][] rates,
      double[] weights,
      double[] sizes) {
    int stratum = before.size();
    if (stratum == tables.size()) {
      boolean isRefused = sums[0] * sums[0] >= 3.8414588206941254 * sums[1] && sums[1] > 0;
      if (checked++ % 997 == 0) {
        MantelHaenszelTest test = MantelHaenszelTest.withDefaults();
        assertThat(test.test(before).isSignificantAt(0.05)).as("%s", before).isEqualTo(isRefused);
      }
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] += isRefused ? weights[i] : 0;
      }
      return;
    }
    for (TwoProportions data : tables.get(stratum)) {
      double total = data.total();
      double events = data.x() + data.y();
      double cross = (data.n() * data.y() - data.m() * data.x()) / total;
      double variance =
          data.n() * data.m() * events * (total - events) / (total * total * (total - 1));
      double[] next = new double[weights.length];
      for (int i = 0; i < next.length; i++) {
        double rate = rates[i][stratum];
        next[i] =
            weights[i]
                * binomial((int) data.n(), rate)[(int) data.x()]
                * binomial((int) data.m(), rate)[(int) data.y()];
      }
      List<TwoProportions> with = new ArrayList<>(before);
      with.add(data);
      refused(tables, with, new double[] {sums[0] + cross, sums[1] + variance}, rates, next, sizes);
    }
  }

  private static int checked;

  // ---- equivalence

  /**
   * A score test of the margin, it is as good as Pearson's: above its level where few are expected.
   */
  @Test
  void theTestOfEquivalenceIsNearItsLevelAtTheMargin() {
    for (double margin : new double[] {0.05, 0.1, 0.2}) {
      double many = 0;
      double few = 0;
      int above = 0;
      int points = 0;
      for (int[] size : SIZES) {
        EquivalenceTest test = EquivalenceTest.withMargin(margin);
        double[][] logP = values(size, data -> test.test(data).logPValue());
        for (double p = 0; p <= 1 - margin; p += 0.02) {
          double q = p + margin;
          double share = share(size, p, q, (x, y) -> logP[x][y] <= StrictMath.log(0.05));
          few = Math.max(few, share);
          many = expectsFive(size, p, q) ? Math.max(many, share) : many;
          above += share > 0.05 ? 1 : 0;
          points++;
        }
      }
      System.out.printf(
          "Equivalence within %.2f: up to %.4f, with few events %.4f; %d of %d above .05%n",
          margin, many, few, above, points);
      assertThat(many).isLessThanOrEqualTo(0.06);
      assertThat(few).isLessThanOrEqualTo(0.07);
    }
  }

  private static boolean expectsFive(int[] size, double p, double q) {
    return Math.min(size[0] * Math.min(p, 1 - p), size[1] * Math.min(q, 1 - q)) >= 5;
  }

  // ---- intervals of a proportion

  @Test
  void wilsonsIntervalCoversOnAverage() {
    double least = 1;
    double most = 0;
    for (int n : new int[] {50, 55, 60, 70, 85, 100, 150, 200, 400}) {
      double sum = 0;
      int points = 0;
      for (double p = 0.05; p < 0.50001; p += 0.001) {
        sum += wilson(n, p);
        points++;
      }
      least = Math.min(least, sum / points);
      most = Math.max(most, sum / points);
    }
    System.out.printf("Wilson: mean %.4f to %.4f%n", least, most);
    assertThat(least).isGreaterThanOrEqualTo(0.94);
    assertThat(most).isLessThanOrEqualTo(0.96);
  }

  /** Coverage falls by jumps at limits, so that its infimum is next to one of them. */
  @Test
  void wilsonsIntervalCoversAtEveryRateOfACommonEvent() {
    double lowest = 1;
    for (int n = 50; n <= 150; n++) {
      for (int x = 0; x <= n; x++) {
        Interval interval = WilsonInterval.of(x, n, 0.95);
        for (double p :
            new double[] {Math.nextDown(interval.low()), Math.nextUp(interval.high())}) {
          lowest = p >= 0.05 && p <= 0.5 ? Math.min(lowest, wilson(n, p)) : lowest;
        }
      }
    }
    System.out.printf("Wilson: lowest %.4f%n", lowest);
    assertThat(lowest).isGreaterThanOrEqualTo(0.925);
  }

  /** Where only samples without any event cover it. */
  @Test
  void wilsonsIntervalMissesMostOftenJustBelowTheLowerLimitOfASingleEvent() {
    for (int n : new int[] {50, 100, 1000}) {
      double p = Math.nextDown(WilsonInterval.of(1, n, 0.95).low());
      assertThat(wilson(n, p)).as("%d", n).isBetween(0.835, 0.84);
    }
  }

  private static double wilson(int n, double p) {
    double[] weights = binomial(n, p);
    double covered = 0;
    for (int x = 0; x <= n; x++) {
      covered += WilsonInterval.of(x, n, 0.95).contains(p) ? weights[x] : 0;
    }
    return covered;
  }

  // ---- intervals of two proportions

  @Test
  void newcombesIntervalCovers() {
    assertThatCovers("Newcombe", NewcombeInterval::of, (p, q) -> q - p, 0.93, 0.93);
  }

  @Test
  void theIntervalOfMiettinenAndNurminenCovers() {
    assertThatCovers(
        "Miettinen-Nurminen", MiettinenNurminenInterval::of, (p, q) -> q - p, 0.93, 0.93);
  }

  @Test
  void theIntervalOfRatiosCovers() {
    assertThatCovers("Koopman", RiskRatio::interval, (p, q) -> q / p, 0.9, 0.93);
  }

  @Test
  void theIntervalOfOddsRatiosCovers() {
    assertThatCovers(
        "Odds ratio", OddsRatio::interval, (p, q) -> q * (1 - p) / (p * (1 - q)), 0.9, 0.93);
  }

  private static void assertThatCovers(
      String name,
      BiFunction<TwoProportions, Double, Interval> method,
      DoubleBinaryOperator effect,
      double least,
      double leastOfMany) {
    double lowest = 1;
    double many = 1;
    double sum = 0;
    int points = 0;
    String where = "";
    int[][] sizes = {{20, 20}, {25, 25}, {50, 50}, {30, 60}, {20, 70}};
    for (int[] size : sizes) {
      Interval[][] intervals = new Interval[size[0] + 1][size[1] + 1];
      for (int x = 0; x <= size[0]; x++) {
        for (int y = 0; y <= size[1]; y++) {
          intervals[x][y] = method.apply(new TwoProportions(x, size[0], y, size[1]), 0.95);
        }
      }
      for (double p : RATES) {
        for (double q : RATES) {
          double value = effect.applyAsDouble(p, q);
          double covered = share(size, p, q, (x, y) -> intervals[x][y].contains(value));
          if (covered < lowest) {
            lowest = covered;
            where = "%d v %d at %.2f and %.2f".formatted(size[0], size[1], p, q);
          }
          many = expectsFive(size, p, q) ? Math.min(many, covered) : many;
          sum += covered;
          points++;
        }
      }
    }
    System.out.printf(
        "%s: mean %.4f, lowest %.4f of %s, %.4f where five are expected%n",
        name, sum / points, lowest, where, many);
    assertThat(lowest).isGreaterThanOrEqualTo(least);
    assertThat(many).isGreaterThanOrEqualTo(leastOfMany);
    assertThat(sum / points).isBetween(0.95, 0.97);
  }

  // ---- enumeration

  private static double[][] values(int[] size, ToDoubleFunction<TwoProportions> test) {
    double[][] values = new double[size[0] + 1][size[1] + 1];
    for (int x = 0; x <= size[0]; x++) {
      for (int y = 0; y <= size[1]; y++) {
        values[x][y] = test.applyAsDouble(new TwoProportions(x, size[0], y, size[1]));
      }
    }
    return values;
  }

  /** Which share of the tables with a number of events a test refuses, for all numbers. */
  private static final class Refused {

    private final double[] shares;

    Refused(int[] size, ToDoubleFunction<TwoProportions> test, double level) {
      double[][] logP = values(size, test);
      double[] first = binomial(size[0], 0.5);
      double[] second = binomial(size[1], 0.5);
      double[] both = binomial(size[0] + size[1], 0.5);
      shares = new double[both.length];
      for (int x = 0; x < first.length; x++) {
        for (int y = 0; y < second.length; y++) {
          double weight = first[x] * second[y] / both[x + y];
          shares[x + y] += logP[x][y] <= StrictMath.log(level) ? weight : 0;
        }
      }
    }

    double at(double p) {
      double[] weights = binomial(shares.length - 1, p);
      double sum = 0;
      for (int events = 0; events < shares.length; events++) {
        sum += weights[events] * shares[events];
      }
      return sum;
    }
  }

  /** Over rates in steps of 1/200. */
  private static double most(Refused refused, DoublePredicate rates) {
    double most = 0;
    for (int i = 1; i < 200; i++) {
      most = rates.test(i / 200.0) ? Math.max(most, refused.at(i / 200.0)) : most;
    }
    return most;
  }

  private static double least(Refused refused, DoublePredicate rates) {
    double least = 1;
    for (int i = 1; i < 200; i++) {
      least = rates.test(i / 200.0) ? Math.min(least, refused.at(i / 200.0)) : least;
    }
    return least;
  }

  @FunctionalInterface
  private interface Counts {
    boolean test(int x, int y);
  }

  private static double share(int[] size, double p, double q, Counts counts) {
    double[] first = binomial(size[0], p);
    double[] second = binomial(size[1], q);
    double sum = 0;
    for (int x = 0; x < first.length; x++) {
      for (int y = 0; y < second.length; y++) {
        sum += counts.test(x, y) ? first[x] * second[y] : 0;
      }
    }
    return sum;
  }

  private static double[] binomial(int n, double p) {
    double[] weights = new double[n + 1];
    if (p > 0.5) {
      double[] mirrored = binomial(n, 1 - p);
      for (int k = 0; k <= n; k++) {
        weights[k] = mirrored[n - k];
      }
      return weights;
    }
    weights[0] = StrictMath.pow(1 - p, n);
    for (int k = 1; k <= n; k++) {
      weights[k] = weights[k - 1] * (n - k + 1) / k * (p / (1 - p));
    }
    return weights;
  }
}
