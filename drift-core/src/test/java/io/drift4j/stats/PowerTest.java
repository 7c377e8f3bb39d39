package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PowerTest {

  private static final Power DEFAULT = Power.withDefaults();
  private static final int RUNS = 1_000;
  private static final PearsonTest PEARSON = PearsonTest.withDefaults();
  private static final MannWhitneyTest MANN_WHITNEY =
      MannWhitneyTest.withDefaults().with(MannWhitneyTest.Method.NORMAL);

  // ---- other programs

  /** R's root finder stops at 1e-13. */
  @Test
  void agreesWithRsPowerPropTest() {
    assertThat(OracleFile.lines("power.csv").filter(fields -> fields.get(0).equals("proportion")))
        .hasSize(600)
        .allSatisfy(
            fields -> {
              long n = Long.parseLong(fields.get(1));
              double effect = wanted(fields).proportionRise(number(fields.get(2)), n, n);
              double expected = number(fields.get(5));
              if (expected == Double.POSITIVE_INFINITY) {
                assertThat(effect).isEqualTo(expected);
              } else {
                assertThat(effect).isCloseTo(expected, within(1e-10));
              }
            });
  }

  /** The approximation of the noncentral t: within 2 % from 6 a sample on, 0.2 % from 30 on. */
  @Test
  void agreesWithRsPowerTTestWithinItsApproximation() {
    double[] worst = new double[2];
    OracleFile.lines("power.csv")
        .filter(fields -> fields.get(0).equals("mean"))
        .forEach(
            fields -> {
              long n = Long.parseLong(fields.get(1));
              double deviation = number(fields.get(2));
              double effect = wanted(fields).meanDifference(deviation, n, deviation, n);
              double error = Math.abs(effect / number(fields.get(5)) - 1);
              int size = n < 30 ? 0 : 1;
              worst[size] = Math.max(worst[size], error);
            });
    System.out.printf("largest deviation from power.t.test: %.4f, %.4f%n", worst[0], worst[1]);
    assertThat(worst[0]).isBetween(1e-9, 0.02);
    assertThat(worst[1]).isLessThan(0.002);
  }

  private static Power wanted(List<String> fields) {
    return DEFAULT.withAlpha(number(fields.get(3))).withPower(number(fields.get(4)));
  }

  private static double number(String text) {
    return text.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  @Test
  void agreesWithThirtyDigitsAboutItsFormulas() {
    double[] worst = new double[1];
    List<List<String>> lines = OracleFile.lines("power-formulas.csv").toList();
    assertThat(lines).hasSize(4000);
    for (List<String> fields : lines) {
      double expected = number(fields.get(fields.size() - 1));
      double effect = effect(fields);
      if (expected == Double.POSITIVE_INFINITY) {
        assertThat(effect).as("%s", fields).isEqualTo(expected);
      } else {
        double deviation = Math.abs(effect / expected - 1);
        assertThat(deviation).as("%s", fields).isLessThan(1e-12);
        worst[0] = Math.max(worst[0], deviation);
      }
    }
    System.out.printf("largest relative deviation from the formulas %.2g%n", worst[0]);
  }

  private static double effect(List<String> fields) {
    Power wanted =
        DEFAULT
            .withAlpha(number(fields.get(1)))
            .withPower(number(fields.get(2)))
            .withDispersion(number(fields.get(3)));
    long n = Long.parseLong(fields.get(4));
    long m = Long.parseLong(fields.get(5));
    return switch (fields.get(0)) {
      case "superiority" -> wanted.superiority(n, m);
      case "hazard" -> wanted.hazardRatio(number(fields.get(6)), n, m);
      case "rise" -> wanted.proportionRise(number(fields.get(6)), n, m);
      default -> wanted.meanDifference(number(fields.get(6)), n, number(fields.get(7)), m);
    };
  }

  /** Z = 1.959964 + 0.841621 = 2.801585. */
  @Test
  void isTheFormulaByHand() {
    assertThat(DEFAULT.superiority(50, 50))
        .isCloseTo(0.5 + 2.801585 * Math.sqrt(100 / (12.0 * 2500)), within(1e-6));
    // p = 0.638434: 0.138434 = 1.959964 · 0.05 + 0.841621 √(p (1 − p) / 100)
    assertThat(DEFAULT.hazardRatio(100, 30, 30)).isCloseTo(0.638434 / 0.361566, within(1e-5));
    assertThat(DEFAULT.hazardRatio(1e8, 30, 50))
        .isCloseTo(Math.exp(2.801585 * 8 / Math.sqrt(15e8)), within(1e-7));
    assertThat(DEFAULT.proportionRise(0.1, 1400, 1400)).isCloseTo(0.034, within(0.0005));
  }

  // ---- at the effect returned, the test has the power promised

  @Test
  @Tag("slow")
  void findsTheRiseOfAProportionAsOftenAsPromised() {
    long[][] sizes = {{400, 400}, {1000, 150}, {150, 1000}};
    for (long[] size : sizes) {
      for (double p : new double[] {0.1, 0.4}) {
        for (int phi : new int[] {1, 3}) {
          Power wanted = DEFAULT.withAlpha(0.01).withDispersion(phi);
          double r = p + wanted.proportionRise(p, size[0], size[1]);
          SplittableRandom random = new SplittableRandom(7);
          assertThatPower(
              0.8, () -> scoreTest(random, p, size[0], r, size[1], phi), "proportion", p, phi);
        }
      }
    }
  }

  /** Observations come in clusters of φ with one outcome each. */
  private static boolean scoreTest(
      SplittableRandom random, double p, long n, double r, long m, int phi) {
    double x = (double) phi * successes(random, n / phi, p);
    double y = (double) phi * successes(random, m / phi, r);
    double here = n / phi * (double) phi;
    double there = m / phi * (double) phi;
    double pooled = (x + y) / (here + there);
    double variance = phi * pooled * (1 - pooled) * (1 / here + 1 / there);
    return Tail.twoSidedNormal((y / there - x / here) / Math.sqrt(variance)) <= Math.log(0.01);
  }

  private static int successes(SplittableRandom random, long trials, double p) {
    int successes = 0;
    for (long i = 0; i < trials; i++) {
      successes += random.nextDouble() < p ? 1 : 0;
    }
    return successes;
  }

  @Test
  @Tag("slow")
  void findsSuperiorityAsOftenAsPromised() {
    for (int[] size : new int[][] {{50, 50}, {200, 40}}) {
      double superiority = DEFAULT.superiority(size[0], size[1]);
      double shift =
          Math.sqrt(2) * NormalDistribution.of(0, 1).inverseCumulativeProbability(superiority);
      SplittableRandom random = new SplittableRandom(1987);
      assertThatPower(
          0.8,
          () ->
              MANN_WHITNEY
                  .test(normals(random, size[0], 0), normals(random, size[1], shift))
                  .isSignificantAt(0.05),
          "superiority",
          size);
    }
  }

  private static FrequencyTable normals(SplittableRandom random, int n, double shift) {
    return FrequencyTable.of(
        random
            .ints(n)
            .mapToLong(any -> Math.round(1e6 * (shift + random.nextGaussian())))
            .toArray());
  }

  @Test
  @Tag("slow")
  void findsHazardRatiosAsOftenAsPromised() {
    for (int[] size : new int[][] {{100, 100}, {250, 60}}) {
      // Censored at the median of the first sample: solve for the events with the ratio itself.
      double ratio = 1.5;
      for (int i = 0; i < 100; i++) {
        double events = size[0] * 0.5 + size[1] * (1 - Math.pow(0.5, ratio));
        ratio = DEFAULT.hazardRatio(events, size[0], size[1]);
      }
      double hazard = ratio;
      SplittableRandom random = new SplittableRandom(1981);
      assertThatPower(
          0.8, () -> logRank(random, size[0], size[1], hazard), "hazard ratio", ratio, size);
    }
  }

  /** Exponential times, censored at ln 2; untied, so that events come one at a time. */
  private static boolean logRank(SplittableRandom random, int n, int m, double hazard) {
    double[][] times = new double[n + m][];
    for (int i = 0; i < times.length; i++) {
      double rate = i < n ? 1 : hazard;
      times[i] = new double[] {-Math.log(1 - random.nextDouble()) / rate, i < n ? 0 : 1};
    }
    Arrays.sort(times, (one, other) -> Double.compare(one[0], other[0]));
    double atRisk = m;
    double difference = 0;
    double variance = 0;
    for (int i = 0; i < times.length && times[i][0] < Math.log(2); i++) {
      double share = atRisk / (times.length - i);
      difference += times[i][1] - share;
      variance += share * (1 - share);
      atRisk -= times[i][1];
    }
    return Tail.twoSidedNormal(difference / Math.sqrt(variance)) <= Math.log(0.05);
  }

  @Test
  @Tag("slow")
  void findsDifferencesOfMeansAsOftenAsPromised() {
    for (int[] size : new int[][] {{10, 10}, {100, 15}}) {
      double difference = DEFAULT.meanDifference(1, size[0], 3, size[1]);
      SplittableRandom random = new SplittableRandom(1938);
      assertThatPower(0.8, () -> welch(random, size[0], 1, size[1], 3, difference), "mean", size);
    }
  }

  private static boolean welch(
      SplittableRandom random, int n, double s, int m, double u, double difference) {
    double[] x = random.ints(n).mapToDouble(any -> s * random.nextGaussian()).toArray();
    double[] y =
        random.ints(m).mapToDouble(any -> difference + u * random.nextGaussian()).toArray();
    double a = variance(x) / n;
    double b = variance(y) / m;
    double t = (mean(y) - mean(x)) / Math.sqrt(a + b);
    double degrees = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (m - 1));
    return 2 * TDistribution.of(degrees).survivalProbability(Math.abs(t)) <= 0.05;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static void assertThatPower(double wanted, BooleanSupplier finds, Object... what) {
    assertThatPower(wanted, 0.05, finds, what);
  }

  private static void assertThatPower(
      double wanted, double error, BooleanSupplier finds, Object... what) {
    int found = 0;
    for (int run = 0; run < RUNS; run++) {
      found += finds.getAsBoolean() ? 1 : 0;
    }
    double power = (double) found / RUNS;
    System.out.printf("%s: power %.3f%n", Arrays.deepToString(what), power);
    assertThat(power).as("%s", Arrays.deepToString(what)).isCloseTo(wanted, within(error));
  }

  /** At the level of one of 160 tests of a family. */
  private static final double FAMILY = 0.05 / 160;

  /** The very test, over all pairs of counts: nothing is simulated. */
  @Test
  @Tag("slow")
  void findsTheRiseOfAProportionAsOftenAsPromisedByEnumeration() {
    for (double level : new double[] {0.05, FAMILY}) {
      for (long[] size : new long[][] {{400, 400}, {1000, 150}, {150, 1000}}) {
        for (double p : new double[] {0.1, 0.3}) {
          double power = enumerated(p, size[0], size[1], level);
          String what = String.format("%s, level %.5f, p %s", Arrays.toString(size), level, p);
          System.out.printf("rise, %s: power %.4f%n", what, power);
          assertThat(power).as(what).isBetween(0.75, 0.85);
        }
      }
    }
  }

  @Test
  void findsTheRiseOfAProportionInASmallSampleAsOftenAsPromisedByEnumeration() {
    assertThat(enumerated(0.2, 100, 100, 0.05)).isBetween(0.77, 0.83);
  }

  private static double enumerated(double p, long n, long m, double level) {
    double r = p + DEFAULT.withAlpha(level).proportionRise(p, n, m);
    BinomialDistribution first = BinomialDistribution.of((int) n, p);
    BinomialDistribution second = BinomialDistribution.of((int) m, r);
    double power = 0;
    for (long x = 0; x <= n; x++) {
      for (long y = 0; y <= m; y++) {
        double chance = first.probability((int) x) * second.probability((int) y);
        if (chance > 1e-9) {
          boolean found = PEARSON.test(new TwoProportions(x, n, y, m)).isSignificantAt(level);
          power += found ? chance : 0;
        }
      }
    }
    return power;
  }

  @Test
  @Tag("slow")
  void findsSuperiorityAsOftenAsPromisedAtTheLevelOfAFamilyAndUnderDispersion() {
    for (double level : new double[] {0.05, FAMILY}) {
      for (int phi : new int[] {1, 3}) {
        for (int[] size : new int[][] {{240, 240}, {600, 120}}) {
          Power wanted = DEFAULT.withAlpha(level).withDispersion(phi);
          double shift =
              Math.sqrt(2)
                  * NormalDistribution.of(0, 1)
                      .inverseCumulativeProbability(wanted.superiority(size[0], size[1]));
          SplittableRandom random = new SplittableRandom(1987);
          assertThatPower(
              0.8,
              () ->
                  MANN_WHITNEY
                          .test(
                              clustered(random, size[0] / phi, phi, 0),
                              clustered(random, size[1] / phi, phi, shift))
                          .logPValue()
                      <= logLevel(level, phi),
              "superiority",
              size,
              level,
              phi);
        }
      }
    }
  }

  /** Clusters of φ observations that are the same: the variance is φ times the independent one. */
  private static FrequencyTable clustered(
      SplittableRandom random, int clusters, int phi, double shift) {
    FrequencyTable.Builder builder = FrequencyTable.builder();
    for (int i = 0; i < clusters; i++) {
      builder.add(Math.round(1e6 * (shift + random.nextGaussian())), phi);
    }
    return builder.build();
  }

  /** ln of the two-sided tail of z where that of z / √φ is the level. */
  private static double logLevel(double level, int phi) {
    double critical = NormalDistribution.of(0, 1).inverseSurvivalProbability(level / 2);
    return Tail.twoSidedNormal(critical * Math.sqrt(phi));
  }

  @Test
  @Tag("slow")
  void findsHazardRatiosAsOftenAsPromisedAtTheLevelOfAFamilyAndUnderDispersion() {
    for (double level : new double[] {0.05, FAMILY}) {
      for (int phi : level < 0.05 ? new int[] {1} : new int[] {1, 3}) {
        for (int[] size : new int[][] {{600, 600}, {1500, 360}, {1260, 180}}) {
          Power wanted = DEFAULT.withAlpha(level).withDispersion(phi);
          assertThatLogRankFinds(wanted, size, level, phi, true);
          assertThatLogRankFinds(wanted, size, level, phi, false);
        }
      }
    }
  }

  /** The ratio, or its reciprocal, with the events that it brings; open at the first's median. */
  private static void assertThatLogRankFinds(
      Power wanted, int[] size, double level, int phi, boolean rises) {
    double ratio = 1.5;
    for (int i = 0; i < 100; i++) {
      double hazard = rises ? ratio : 1 / ratio;
      double events = size[0] * 0.5 + size[1] * (1 - Math.pow(0.5, hazard));
      ratio =
          rises
              ? wanted.hazardRatio(events, size[0], size[1])
              : wanted.hazardRatio(events, size[1], size[0]);
    }
    double hazard = rises ? ratio : 1 / ratio;
    SplittableRandom random = new SplittableRandom(1981);
    assertThatPower(
        0.8,
        0.07,
        () ->
            LogRankTest.withDefaults()
                    .test(
                        times(random, size[0] / phi, phi, 1),
                        times(random, size[1] / phi, phi, hazard))
                    .logPValue()
                <= logLevel(level, phi),
        "hazard ratio",
        hazard,
        size,
        level,
        phi);
  }

  /** Exponential times to the millionth, open at the median of the first sample. */
  private static TimeToEventTable times(
      SplittableRandom random, int clusters, int phi, double hazard) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int i = 0; i < clusters; i++) {
      double time = -Math.log(1 - random.nextDouble()) / hazard;
      if (time < Math.log(2)) {
        builder.add((long) (1e6 * time), 1, phi);
      } else {
        builder.addOpen(1_000_000, phi);
      }
    }
    return builder.build();
  }

  // ---- laws

  @Test
  void needsLargerEffectsForSmallerSamplesStricterLevelsMorePowerAndDispersion() {
    SplittableRandom random = new SplittableRandom(3);
    for (int run = 0; run < 500; run++) {
      long n = 20 + random.nextInt(2_000);
      long m = 20 + random.nextInt(2_000);
      double[] easy = effects(DEFAULT, n + 50, m + 50);
      double[][] harder = {
        effects(DEFAULT, n, m),
        effects(DEFAULT.withAlpha(0.001), n + 50, m + 50),
        effects(DEFAULT.withPower(0.95), n + 50, m + 50),
        effects(DEFAULT.withDispersion(2), n + 50, m + 50)
      };
      for (double[] effects : harder) {
        for (int i = 0; i < easy.length; i++) {
          assertThat(effects[i]).isGreaterThan(easy[i]);
        }
      }
    }
  }

  private static double[] effects(Power power, long n, long m) {
    return new double[] {
      power.proportionRise(0.2, n, m),
      power.superiority(n, m),
      power.hazardRatio((double) n + m, n, m),
      power.meanDifference(1, n, 2, m)
    };
  }

  @Test
  void scalesMeansWithTheirUnit() {
    assertThat(DEFAULT.meanDifference(2e200, 30, 4e200, 40))
        .isCloseTo(1e200 * DEFAULT.meanDifference(2, 30, 4, 40), within(1e186));
  }

  // ---- extremes

  /** 1.95996 + 0.84162 standard errors at the level 0.05, and more at that of a family. */
  @Test
  void findsAChangeOfAboutNormalEstimatesBySoManyStandardErrors() {
    assertThat(Power.withDefaults().change(1)).isCloseTo(2.8015852, within(1e-7));
    assertThat(Power.withDefaults().change(0.004)).isCloseTo(0.0112063408, within(1e-10));
    assertThat(Power.withDefaults().withAlpha(0.05 / 160).withPower(0.5).change(1))
        .isCloseTo(Tail.normalQuantile(1 - 0.05 / 160), within(1e-12));
    for (double error : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Power.withDefaults().change(error))
          .withMessage("standard error must be positive and finite, not " + error);
    }
  }

  /** It solves its equation. */
  @Test
  void aChangeOfWhatVariesTheMoreTheLargerItIs() {
    Power power = DEFAULT.withAlpha(0.01);
    double least = power.critical() * 3;
    double d = power.change(least, change -> Math.sqrt(9 + 0.5 * change));
    double spare = Tail.normalQuantile(0.6); // two-sided: 80 % are below
    assertThat(power.critical()).isCloseTo(Tail.normalQuantile(0.99), within(1e-12));
    assertThat(least + spare * Math.sqrt(9 + 0.5 * d)).isCloseTo(d, within(1e-12));
    assertThat(d).isGreaterThan(power.change(3));
    assertThat(power.change(least, change -> 3)).isCloseTo(power.change(3), within(1e-14));
    assertThat(power.change(2, change -> 0)).isEqualTo(2);
    assertThat(power.change(2, change -> 2 * change)).isInfinite();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> power.change(-1, change -> 1))
        .withMessage("least estimate must be 0 or more and finite, not -1.0");
  }

  @Test
  void whatASkewedTestWithFewDegreesOfFreedomAsksFor() {
    for (double alpha : new double[] {0.05, 0.01, 0.001, 1e-4}) {
      for (double degrees : new double[] {30, 100}) {
        for (double skewness : new double[] {-1, -0.5, -0.1, 0, 0.1, 0.5, 1}) {
          double exact = PearsonThree.criticalAtStudent(Math.log(alpha / 2), skewness, degrees);
          assertThat(DEFAULT.withAlpha(alpha).critical(skewness, degrees))
              .isCloseTo(exact, within((skewness < -0.5 ? 0.05 : 0.03) * exact));
        }
      }
    }
  }

  @Test
  void cannotDetectAnythingWithTooFewObservations() {
    assertThat(effects(DEFAULT, 0, 10)).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(effects(DEFAULT, 10, 0)).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(DEFAULT.meanDifference(1, 1, 1, 100)).isInfinite();
    assertThat(DEFAULT.superiority(3, 3)).isInfinite();
    assertThat(DEFAULT.proportionRise(0.7, 5, 5)).isInfinite();
    assertThat(DEFAULT.proportionRise(1, 500, 500)).isInfinite();
    assertThat(DEFAULT.hazardRatio(0, 5, 5)).isInfinite();
    assertThat(DEFAULT.meanDifference(0, 5, 0, 5)).isZero();
  }

  @Test
  void worksForTotalsOfNineQuintillion() {
    for (double effect : effects(DEFAULT, Long.MAX_VALUE, Long.MAX_VALUE)) {
      assertThat(effect).isPositive().isFinite();
    }
    assertThat(DEFAULT.proportionRise(0, 1000, 1000)).isBetween(0.003, 0.01);
  }

  @Test
  void refusesWhatIsNoPowerByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.withPower(0.4))
        .withMessage("power must be in [0.5, 1), not 0.4");
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withAlpha(0));
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withDispersion(0.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.proportionRise(1.5, 1, 1))
        .withMessage("proportion must be in [0, 1], not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.superiority(-1, 1))
        .withMessage("observations must not be negative, not -1 and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.meanDifference(Double.NaN, 5, 1, 5))
        .withMessage("standard deviation must be finite and not negative, not NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.hazardRatio(9, 5, -5))
        .withMessage("observations must not be negative, not 5 and -5");
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.proportionRise(0.1, -5, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.meanDifference(1, -5, 1, 5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.meanDifference(1, 5, Double.POSITIVE_INFINITY, 5));
    assertThat(DEFAULT.withPower(0.5).superiority(50, 50)).isBetween(0.6, 0.65);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFAULT.hazardRatio(-1, 5, 5))
        .withMessage("expected events must not be negative, not -1.0");
  }
}
