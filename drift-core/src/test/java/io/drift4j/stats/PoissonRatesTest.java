package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PoissonRatesTest {

  private static final PoissonRates EXACT = PoissonRates.withDefaults();
  private static final PoissonRates MID_P = EXACT.with(PoissonRates.Method.MID_P);
  private static final PoissonRates SCORE = EXACT.with(PoissonRates.Method.SCORE);

  // ---- other programs

  @Test
  void agreesWithFiftyDigits() {
    double[] worst = new double[1];
    List<List<String>> lines = OracleFile.lines("poisson-rates.csv").toList();
    assertThat(lines).hasSizeGreaterThan(1000);
    for (List<String> fields : lines) {
      double exact = test(EXACT, fields).logPValue();
      double mid = test(MID_P, fields).logPValue();
      double expected = number(fields, 4);
      assertThat(exact).as("%s", fields).isCloseTo(expected, within(1e-10 * -expected + 1e-15));
      double expectedMid = number(fields, 5);
      assertThat(mid).as("%s", fields).isCloseTo(expectedMid, within(1e-10 * -expectedMid));
      worst[0] = Math.max(worst[0], Math.abs(mid / expectedMid - 1));
      worst[0] = expected == 0 ? worst[0] : Math.max(worst[0], Math.abs(exact / expected - 1));
    }
    System.out.printf("largest relative deviation of ln p: %.2g%n", worst[0]);
  }

  @Test
  void agreesWithStatsmodels() {
    assertThat(OracleFile.lines("poisson-rates.csv").filter(fields -> !fields.get(6).isEmpty()))
        .hasSizeGreaterThan(1000)
        .allSatisfy(
            fields -> {
              if (number(fields, 6) > 1e-290) {
                assertThat(test(EXACT, fields).pValue())
                    .isCloseTo(number(fields, 6), withinPercentage(1e-6));
              }
              if (number(fields, 7) > 1e-12) { // there it is a difference of p and a probability
                assertThat(test(MID_P, fields).pValue())
                    .isCloseTo(number(fields, 7), withinPercentage(1e-6));
              }
              if (number(fields, 8) > 1e-300) {
                assertThat(test(SCORE, fields).pValue())
                    .isCloseTo(number(fields, 8), withinPercentage(1e-8));
              }
            });
  }

  @Test
  void agreesWithRsPoissonTest() {
    List<List<String>> cases = OracleFile.lines("poisson-rates.csv").toList();
    List<List<String>> answers = OracleFile.lines("poisson-rates-r.csv").toList();
    assertThat(answers).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      if (answers.get(i).size() > 1) {
        PoissonRates.Result result = test(EXACT, cases.get(i));
        if (number(answers.get(i), 0) > 1e-290) {
          assertThat(result.pValue())
              .as("%s", cases.get(i))
              .isCloseTo(number(answers.get(i), 0), withinPercentage(1e-6));
        }
        assertThatIsClose(result.statistic(), number(answers.get(i), 1), 1e-14, cases.get(i));
        assertThatIsClose(result.ratio().low(), number(answers.get(i), 2), 1e-10, cases.get(i));
        assertThatIsClose(result.ratio().high(), number(answers.get(i), 3), 1e-10, cases.get(i));
      }
    }
  }

  @Test
  void agreesWithFiftyDigitsAboutTheIntervals() {
    double[] worst = new double[4];
    List<List<String>> lines = OracleFile.lines("poisson-intervals.csv").toList();
    assertThat(lines).hasSize(1000);
    for (List<String> fields : lines) {
      PoissonRates rates = EXACT.withLevel(number(fields, 4));
      if (!fields.get(6).isEmpty()) {
        compare(test(rates, fields), fields, 6, 1e-11, worst);
        compare(test(rates.with(PoissonRates.Method.MID_P), fields), fields, 8, 1e-11, worst);
      }
      PoissonRates.Result score = test(rates.withDispersion(number(fields, 5)), fields);
      assertThat(score.method()).isEqualTo(PoissonRates.Method.SCORE);
      compare(score, fields, 10, 1e-13, worst);
      double logP = number(fields, 12);
      assertThat(score.logPValue())
          .as("%s", fields)
          .isCloseTo(logP, within(1e-12 * Math.max(1e-3, -logP)));
      worst[3] = logP > -1e-3 ? worst[3] : Math.max(worst[3], score.logPValue() / logP - 1);
    }
    System.out.printf(
        "largest relative deviation of exact %.2g, mid-p %.2g, score limits %.2g, score ln p"
            + " %.2g%n",
        worst[0], worst[1], worst[2], worst[3]);
  }

  private static void compare(
      PoissonRates.Result result, List<String> fields, int at, double relative, double[] worst) {
    Interval ratio = result.ratio();
    assertThat(ratio.level()).isEqualTo(number(fields, 4));
    assertThatIsClose(ratio.low(), number(fields, at), relative, fields);
    assertThatIsClose(ratio.high(), number(fields, at + 1), relative, fields);
    for (double error :
        new double[] {
          ratio.low() / number(fields, at) - 1, ratio.high() / number(fields, at + 1) - 1
        }) {
      int method = (at - 6) / 2;
      worst[method] = error == error ? Math.max(worst[method], Math.abs(error)) : worst[method];
    }
  }

  private static void assertThatIsClose(double one, double other, double relative, Object what) {
    if (Double.isInfinite(other)) {
      assertThat(one).as("%s", what).isEqualTo(other);
    } else {
      assertThat(one).as("%s", what).isCloseTo(other, within(relative * Math.abs(other)));
    }
  }

  private static PoissonRates.Result test(PoissonRates rates, List<String> fields) {
    return rates.test(
        Long.parseLong(fields.get(0)),
        number(fields, 1),
        Long.parseLong(fields.get(2)),
        number(fields, 3));
  }

  private static double number(List<String> fields, int index) {
    String text = fields.get(index);
    return text.equals("Inf") || text.equals("+inf")
        ? Double.POSITIVE_INFINITY
        : Double.parseDouble(text);
  }

  // ---- laws

  @Test
  void keepsPAndInvertsTheRatioWhenTheSamplesChangePlaces() {
    keepsPWhenTheSamplesChangePlaces(1_000);
  }

  @Test
  @Tag("slow")
  void keepsPAndInvertsTheRatioWhenTheSamplesChangePlacesInManyCases() {
    keepsPWhenTheSamplesChangePlaces(100_000);
  }

  private static void keepsPWhenTheSamplesChangePlaces(int cases) {
    long seed = 1940;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      long x = random.nextInt(60);
      long y = random.nextInt(60);
      double e = 1 + random.nextInt(100);
      double f = 1 + random.nextInt(100);
      for (PoissonRates rates : List.of(EXACT, MID_P, SCORE.withDispersion(2.5))) {
        PoissonRates.Result there = rates.test(x, e, y, f);
        PoissonRates.Result back = rates.test(y, f, x, e);
        assertThat(back.logPValue())
            .as("seed %d, run %d: %d/%s, %d/%s", seed, run, x, e, y, f)
            .isCloseTo(there.logPValue(), within(1e-13 + 1e-12 * -there.logPValue()));
        assertThatIsClose(1 / back.ratio().high(), there.ratio().low(), 1e-12, run);
        assertThatIsClose(1 / back.ratio().low(), there.ratio().high(), 1e-12, run);
      }
    }
  }

  @Test
  void isTheSumOfAllThatIsAtMostAsProbable() {
    isTheSum(2_000);
  }

  @Test
  @Tag("slow")
  void isTheSumOfAllThatIsAtMostAsProbableInManyCases() {
    isTheSum(100_000);
  }

  /** The sum over all y of the binomial probabilities by products of ratios. */
  private static void isTheSum(int cases) {
    long seed = 1987;
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < cases; run++) {
      int x = random.nextInt(25);
      int y = random.nextInt(25);
      double e = 1 + random.nextInt(9);
      double f = 1 + random.nextInt(9);
      if (x + y > 0) {
        double[] probabilities = binomial(x + y, f / (e + f));
        double p = 0;
        for (double probability : probabilities) {
          p += probability <= probabilities[y] * (1 + 1e-7) ? probability : 0;
        }
        String what = String.format("seed %d, run %d: %d/%s, %d/%s", seed, run, x, e, y, f);
        assertThat(EXACT.test(x, e, y, f).pValue()).as(what).isCloseTo(p, within(1e-12 * p));
        assertThat(MID_P.test(x, e, y, f).pValue())
            .as(what)
            .isCloseTo(p - probabilities[y] / 2, within(1e-12 * p));
      }
    }
  }

  private static double[] binomial(int trials, double p) {
    double[] probabilities = new double[trials + 1];
    probabilities[0] = StrictMath.pow(1 - p, trials);
    for (int k = 1; k <= trials; k++) {
      probabilities[k] = probabilities[k - 1] * (trials - k + 1) / k * p / (1 - p);
    }
    return probabilities;
  }

  /** At a limit of the mid-p interval, the tail less half of the observed is (1 − level) / 2. */
  @Test
  void invertsTheMidPTails() {
    SplittableRandom random = new SplittableRandom(1934);
    for (int run = 0; run < 2_000; run++) {
      int x = 1 + random.nextInt(40);
      int y = random.nextInt(40);
      Interval ratio = MID_P.withLevel(0.9).test(x, 2, y, 3).ratio();
      double odds = ratio.high() * 3 / 2;
      double[] probabilities = binomial(x + y, odds / (1 + odds));
      double tail = -probabilities[y] / 2;
      for (int k = 0; k <= y; k++) {
        tail += probabilities[k];
      }
      assertThat(tail).as("%d, %d", x, y).isCloseTo(0.05, within(1e-12));
    }
  }

  @Test
  void agreesWithTheScoreIntervalAboutWhatIsSignificant() {
    SplittableRandom random = new SplittableRandom(1927);
    for (int run = 0; run < 5_000; run++) {
      double phi = 1 + random.nextInt(4);
      PoissonRates.Result result =
          SCORE.withDispersion(phi).test(random.nextInt(90), 90, random.nextInt(40), 14);
      if (!Double.isNaN(result.statistic())) {
        assertThat(result.ratio().contains(1)).isEqualTo(!result.isSignificantAt(0.05));
        assertThat(result.ratio().contains(result.statistic())).isTrue();
      }
    }
  }

  /** Levels from next to nothing to next to certainty, and counts from few to a million. */
  @Test
  void findsLimitsInEveryCorner() {
    for (double level : new double[] {1e-12, 0.01, 0.5, 0.95, 1 - 1e-9, Math.nextDown(1.0)}) {
      for (long[] counts :
          new long[][] {{1, 0}, {1, 1}, {1, 100_000}, {100_000, 1}, {1_000_000, 999_000}}) {
        for (PoissonRates rates : List.of(EXACT, MID_P)) {
          Interval ratio = rates.withLevel(level).test(counts[0], 3, counts[1], 2).ratio();
          double odds = ratio.high() * 2 / 3;
          BinomialTails tails = new BinomialTails(counts[0], 1, counts[1], odds);
          double half = rates == MID_P ? 0.5 : 0;
          double logTail = tails.logObserved() + Math.log(tails.lowerOverObserved() - half);
          double expected = Math.log((1 - level) / 2);
          assertThat(logTail)
              .as("%s, %s", level, Arrays.toString(counts))
              .isCloseTo(expected, within(1e-9));
        }
      }
    }
  }

  // ---- size and coverage, by enumeration

  @Test
  void keepsItsSizeAndCoverage() {
    keepsItsSizeAndCoverage(2, 1, 40, 5, 20);
  }

  @Test
  @Tag("slow")
  void keepsItsSizeAndCoverageForOtherExposures() {
    keepsItsSizeAndCoverage(1, 1, 110, 1, 2, 5, 10, 20, 40, 60);
    keepsItsSizeAndCoverage(90, 14, 160, 2, 5, 10, 20, 40, 60, 100);
    keepsItsSizeAndCoverage(1, 7, 110, 1, 2, 5, 10);
  }

  /** For true rate ratios from a half to two, at means of the first count from few to many. */
  private static void keepsItsSizeAndCoverage(double e, double f, int most, double... means) {
    PoissonRates.Result[][] exact = results(EXACT, e, f, most);
    PoissonRates.Result[][] mid = results(MID_P, e, f, most);
    for (double mean : means) {
      for (double ratio : new double[] {1, 0.5, 2}) {
        double[] first = poisson(mean, most);
        double[] second = poisson(mean * f / e * ratio, most);
        if (Arrays.stream(first).sum() * Arrays.stream(second).sum() < 1 - 1e-9) {
          continue; // counts beyond the enumeration
        }
        double size = chance(exact, first, second, result -> result.isSignificantAt(0.05));
        double sizeOfMid = chance(mid, first, second, result -> result.isSignificantAt(0.05));
        double tail = chance(exact, first, second, result -> result.isSignificantAt(0.001));
        double cover = chance(exact, first, second, result -> result.ratio().contains(ratio));
        double coverOfMid = chance(mid, first, second, result -> result.ratio().contains(ratio));
        String what = String.format("exposures %s, %s, mean %s, ratio %s", e, f, mean, ratio);
        System.out.printf(
            "%s: size %.4f (%.5f), mid-p %.4f; coverage %.4f, mid-p %.4f%n",
            what, size, tail, sizeOfMid, cover, coverOfMid);
        if (ratio == 1) {
          assertThat(size).as(what).isLessThanOrEqualTo(0.05);
          assertThat(tail).as(what).isLessThanOrEqualTo(0.001);
          assertThat(sizeOfMid).as(what).isBetween(size, 0.055);
        }
        assertThat(cover).as(what).isGreaterThanOrEqualTo(0.95 - 1e-9);
        assertThat(coverOfMid).as(what).isBetween(0.945, cover);
      }
    }
  }

  private static PoissonRates.Result[][] results(PoissonRates rates, double e, double f, int most) {
    PoissonRates.Result[][] results = new PoissonRates.Result[most + 1][most + 1];
    for (int x = 0; x <= most; x++) {
      for (int y = 0; y <= most; y++) {
        results[x][y] = rates.test(x, e, y, f);
      }
    }
    return results;
  }

  private static double[] poisson(double mean, int most) {
    PoissonDistribution poisson = PoissonDistribution.of(mean);
    return IntStream.rangeClosed(0, most).mapToDouble(poisson::probability).toArray();
  }

  private static double chance(
      PoissonRates.Result[][] results,
      double[] first,
      double[] second,
      Predicate<PoissonRates.Result> found) {
    double chance = 0;
    for (int x = 0; x < first.length; x++) {
      for (int y = 0; y < second.length; y++) {
        chance += found.test(results[x][y]) ? first[x] * second[y] : 0;
      }
    }
    return chance;
  }

  /** Negative binomial counts of variance φ times the mean, enumerated. */
  @Test
  void keepsItsSizeAndCoverageOfOverdispersedCounts() {
    for (double phi : new double[] {1.5, 3}) {
      for (double mean : new double[] {10, 30}) {
        int most = (int) (mean + 9 * Math.sqrt(phi * mean) + 20);
        PoissonRates.Result[][] results = results(SCORE.withDispersion(phi), 2, 1, most);
        double[] first = negativeBinomial(mean, phi, most);
        double[] second = negativeBinomial(mean / 2, phi, most);
        double size = chance(results, first, second, result -> result.isSignificantAt(0.05));
        double coverage = chance(results, first, second, result -> result.ratio().contains(1));
        System.out.printf("φ %s, mean %s: size %.4f, coverage %.4f%n", phi, mean, size, coverage);
        assertThat(Arrays.stream(first).sum()).isCloseTo(1, within(1e-6));
        assertThat(size).as("φ %s, mean %s", phi, mean).isBetween(0.03, 0.065);
        assertThat(coverage).as("φ %s, mean %s", phi, mean).isBetween(0.935, 0.97);
      }
    }
  }

  private static double[] negativeBinomial(double mean, double phi, int most) {
    double q = (phi - 1) / phi;
    double size = mean / (phi - 1);
    double[] probabilities = new double[most + 1];
    probabilities[0] = Math.pow(1 - q, size);
    for (int k = 0; k < most; k++) {
      probabilities[k + 1] = probabilities[k] * (k + size) / (k + 1) * q;
    }
    return probabilities;
  }

  /** Counts of φ times a Poisson number have the dispersion φ. */
  @Test
  void keepsItsSizeUnderDispersion() {
    double phi = 3;
    for (double mean : new double[] {7, 20, 60}) {
      PoissonDistribution first = PoissonDistribution.of(mean);
      PoissonDistribution second = PoissonDistribution.of(mean / 2);
      double size = 0;
      double ignored = 0;
      int most = (int) (mean + 8 * Math.sqrt(mean));
      for (int x = 0; x <= most; x++) {
        for (int y = 0; y <= most; y++) {
          double probability = first.probability(x) * second.probability(y);
          boolean found =
              SCORE.withDispersion(phi).test(3L * x, 2, 3L * y, 1).isSignificantAt(0.05);
          size += found ? probability : 0;
          ignored += SCORE.test(3L * x, 2, 3L * y, 1).isSignificantAt(0.05) ? probability : 0;
        }
      }
      System.out.printf("mean %s: size %.4f, ignoring it %.4f%n", mean, size, ignored);
      assertThat(size).isBetween(0.035, 0.065);
      assertThat(ignored).isGreaterThan(0.15);
    }
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWithoutEvents() {
    for (PoissonRates rates : List.of(EXACT, MID_P, SCORE)) {
      PoissonRates.Result result = rates.test(0, 1, 0, 5);
      assertThat(result.logPValue()).isZero();
      assertThat(result.statistic()).isOne();
      assertThat(result.ratio()).isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
    }
    assertThat(EXACT.test(0, 1, 3, 1).ratio().high()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(EXACT.test(0, 1, 3, 1).pValue()).isCloseTo(0.25, within(1e-15));
    assertThat(EXACT.test(3, 1, 0, 1).ratio().low()).isZero();
  }

  @Test
  void isCertainOfEqualRates() {
    assertThat(EXACT.test(50, 1, 50, 1).logPValue()).isZero();
    PoissonRates.Result largest = EXACT.test(500_000_000, 1, 500_000_000, 1);
    assertThat(largest.logPValue()).isZero();
    assertThat(largest.method()).isEqualTo(PoissonRates.Method.EXACT);
    assertThat(EXACT.test(500_000_000, 1, 500_000_001, 1).method())
        .isEqualTo(PoissonRates.Method.SCORE);
  }

  @Test
  void answersByTheScoreAboveABillionEventsAndNamesIt() {
    PoissonRates.Result result = EXACT.test(1L << 61, 1, (1L << 61) + (1L << 33), 1);
    assertThat(result.method()).isEqualTo(PoissonRates.Method.SCORE);
    // z = 2^33 / √(2^62 + 2^33) = 4 (1 − 2^-30)
    assertThat(result.logPValue()).isCloseTo(Tail.twoSidedNormal(4), within(1e-7));
    assertThat(EXACT.test(0, 1, Long.MAX_VALUE, 1).pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(EXACT.test(0, 1, Long.MAX_VALUE, 1).logPValue()).isFinite().isNegative();
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> EXACT.test(1, 1, Long.MAX_VALUE, 1));
  }

  @Test
  void goesOnWherePUnderflows() {
    PoissonRates.Result result = EXACT.test(500_000_000, 1, 1, 1);
    assertThat(result.logPValue()).isLessThan(-3e8).isFinite();
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void refusesNegativeCountsAndExposuresThatAreNoneByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(-1, 1, 1, 1))
        .withMessage("the count of the first sample must not be negative, not -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(1, 1, 1, 0))
        .withMessage("the exposure of the second sample must be positive and finite, not 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(1, 1e-60, 1, 1e60))
        .withMessageEndingWith("give both in one unit");
    assertThat(EXACT.test(1, 1e-100, 1, 1).logPValue()).isNegative();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.test(1, Double.POSITIVE_INFINITY, 1, 1))
        .withMessageEndingWith("must be positive and finite, not Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EXACT.withDispersion(0.9))
        .withMessage("dispersion must be at least 1 and finite, not 0.9");
  }
}
