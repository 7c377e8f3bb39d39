package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
          new int[] {50, 50},
          new int[] {100, 100},
          new int[] {10, 40},
          new int[] {30, 90},
          new int[] {60, 300},
          new int[] {15, 150});
  private static final double[] RATES = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5};

  // ---- tests

  @Test
  void fishersTestIsNeverAboveItsLevelAndItsMidPByLessThanAPercentagePoint() {
    FisherExactTest full = FisherExactTest.withDefaults();
    double[] worst = new double[2];
    for (int[] size : SIZES) {
      double[][] p = logP(size, data -> full.test(data).logPValue());
      double[][] mid = logP(size, data -> full.withMidP(true).test(data).logPValue());
      for (double rate : RATES) {
        worst[0] = Math.max(worst[0], refused(p, rate, rate, 0.05));
        double size5 = refused(mid, rate, rate, 0.05);
        worst[1] = Math.max(worst[1], size5);
        if (size5 > 0.055) {
          System.out.printf("mid-p %d v %d at %.2f: %.4f%n", size[0], size[1], rate, size5);
        }
      }
    }
    System.out.printf("Fisher: largest size %.4f, mid-p %.4f%n", worst[0], worst[1]);
    assertThat(worst[0]).isLessThanOrEqualTo(0.05);
    assertThat(worst[1]).isLessThanOrEqualTo(0.06);
  }

  @Test
  void pearsonsTestHoldsItsLevelWhereEveryExpectedCountIsAtLeastFive() {
    double least = 1;
    double most = 0;
    double tail = 0;
    for (int[] size : SIZES) {
      double[][] p = logP(size, data -> PearsonTest.withDefaults().test(data).logPValue());
      for (double rate : RATES) {
        if (Math.min(size[0], size[1]) * rate >= 5) {
          double at5 = refused(p, rate, rate, 0.05);
          double at01 = refused(p, rate, rate, 0.001);
          least = Math.min(least, at5);
          most = Math.max(most, at5);
          tail = Math.max(tail, at01);
          if (at5 < 0.035 || at5 > 0.065 || at01 > 0.0015) {
            System.out.printf(
                "Pearson %d v %d at %.2f: %.4f, %.5f%n", size[0], size[1], rate, at5, at01);
          }
        }
      }
    }
    System.out.printf("Pearson: %.4f to %.4f at .05, up to %.5f at .001%n", least, most, tail);
    assertThat(least).isGreaterThanOrEqualTo(0.035);
    assertThat(most).isLessThanOrEqualTo(0.065);
    assertThat(tail).isLessThanOrEqualTo(0.0015);
  }

  private static double[][] logP(int[] size, ToDoubleFunction<TwoProportions> test) {
    double[][] values = new double[size[0] + 1][size[1] + 1];
    for (int x = 0; x <= size[0]; x++) {
      for (int y = 0; y <= size[1]; y++) {
        values[x][y] = test.applyAsDouble(new TwoProportions(x, size[0], y, size[1]));
      }
    }
    return values;
  }

  private static double refused(double[][] logP, double p, double q, double level) {
    double bound = StrictMath.log(level);
    return share(logP.length - 1, logP[0].length - 1, p, q, (x, y) -> logP[x][y] <= bound);
  }

  // ---- intervals

  @Test
  void wilsonsIntervalCovers() {
    double lowest = 1;
    double leastMean = 1;
    double mostMean = 0;
    for (int n : new int[] {50, 55, 70, 100, 150, 200, 500}) {
      double sum = 0;
      int points = 0;
      for (double p = 0.05; p < 0.50001; p += 0.0005) {
        double covered = wilson(n, p);
        lowest = Math.min(lowest, covered);
        sum += covered;
        points++;
      }
      leastMean = Math.min(leastMean, sum / points);
      mostMean = Math.max(mostMean, sum / points);
    }
    System.out.printf("Wilson: mean %.4f to %.4f, lowest %.4f%n", leastMean, mostMean, lowest);
    assertThat(leastMean).isGreaterThanOrEqualTo(0.94);
    assertThat(mostMean).isLessThanOrEqualTo(0.96);
    assertThat(lowest).isGreaterThanOrEqualTo(0.925);
  }

  private static double wilson(int n, double p) {
    double[] weights = binomial(n, p);
    double covered = 0;
    for (int x = 0; x <= n; x++) {
      covered += WilsonInterval.of(x, n, 0.95).contains(p) ? weights[x] : 0;
    }
    return covered;
  }

  @Test
  void intervalsOfDifferencesCover() {
    double newcombe = 1;
    double score = 1;
    for (int[] size : List.of(new int[] {20, 20}, new int[] {50, 50}, new int[] {30, 60})) {
      Interval[][] one = new Interval[size[0] + 1][size[1] + 1];
      Interval[][] other = new Interval[size[0] + 1][size[1] + 1];
      for (int x = 0; x <= size[0]; x++) {
        for (int y = 0; y <= size[1]; y++) {
          TwoProportions data = new TwoProportions(x, size[0], y, size[1]);
          one[x][y] = NewcombeInterval.of(data, 0.95);
          other[x][y] = MiettinenNurminenInterval.of(data, 0.95);
        }
      }
      for (double p : RATES) {
        for (double q : RATES) {
          newcombe = Math.min(newcombe, covered(size, one, p, q));
          score = Math.min(score, covered(size, other, p, q));
        }
      }
    }
    System.out.printf("Newcombe: lowest %.4f; Miettinen-Nurminen: lowest %.4f%n", newcombe, score);
    assertThat(newcombe).isGreaterThanOrEqualTo(0.93);
    assertThat(score).isGreaterThanOrEqualTo(0.93);
  }

  private static double covered(int[] size, Interval[][] intervals, double p, double q) {
    return share(size[0], size[1], p, q, (x, y) -> intervals[x][y].contains(q - p));
  }

  // ---- enumeration

  @FunctionalInterface
  private interface Counts {
    boolean test(int x, int y);
  }

  private static double share(int n, int m, double p, double q, Counts counts) {
    double[] first = binomial(n, p);
    double[] second = binomial(m, q);
    double sum = 0;
    for (int x = 0; x <= n; x++) {
      for (int y = 0; y <= m; y++) {
        sum += counts.test(x, y) ? first[x] * second[y] : 0;
      }
    }
    return sum;
  }

  private static double[] binomial(int n, double p) {
    double[] weights = new double[n + 1];
    weights[0] = StrictMath.pow(1 - p, n);
    for (int k = 1; k <= n; k++) {
      weights[k] = weights[k - 1] * (n - k + 1) / k * (p / (1 - p));
    }
    return weights;
  }
}
