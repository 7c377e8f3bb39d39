package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Survivals.Pair;
import io.drift4j.stats.Survivals.Row;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link KaplanMeier}, {@link AalenJohansen}, and the restricted means under them. */
class SurvivalCurvesTest {

  // ---- other programs

  @Test
  void agreesWithSurvfitOfR() {
    assertThat(agreesWith("survival.csv", "survival-one.csv", 8)).isGreaterThan(500);
  }

  @Test
  void agreesWithSurvfitOfRAndCmprskForManyOutcomes() {
    assertThat(agreesWith("survival.csv", "survival-many.csv", 4)).isGreaterThan(300);
  }

  @Test
  void agreesWithFiftyDigitsAlsoForTotalsOfNineQuintillion() {
    assertThat(agreesWith("survival.csv", "survival-50.csv", 10)).isGreaterThan(300);
    assertThat(agreesWith("survival.csv", "survival-50-large.csv", 1)).isGreaterThan(200);
  }

  @Test
  @Tag("slow")
  void agreesWithAllCasesOfOtherPrograms() {
    assertThat(agreesWith("survival.csv", "survival-one.csv", 1)).isGreaterThan(4000);
    assertThat(agreesWith("survival.csv", "survival-many.csv", 1)).isGreaterThan(1500);
    assertThat(agreesWith("survival.csv", "survival-50.csv", 1)).isGreaterThan(3500);
    assertThat(agreesWith("survival-more.csv", "survival-one-more.csv", 1)).isGreaterThan(2500);
    assertThat(agreesWith("survival-more.csv", "survival-many-more.csv", 1)).isGreaterThan(1300);
    assertThat(agreesWith("survival-more.csv", "survival-50-more.csv", 1)).isGreaterThan(2200);
  }

  /** Every so many lines of a file; returns how many that were. */
  private static int agreesWith(String samples, String file, int every) {
    Map<String, Pair> pairs = new HashMap<>();
    Survivals.pairs(samples).forEach(pair -> pairs.put(pair.name(), pair));
    List<List<String>> lines = OracleFile.lines(file).toList();
    for (int i = 0; i < lines.size(); i += every) {
      List<String> fields = lines.get(i);
      Pair pair = pairs.get(fields.get(1));
      TimeToEventTable table =
          pair == null
              ? Survivals.table(fields.get(fields.size() - 1))
              : fields.get(2).equals("x") ? pair.x() : pair.y();
      double[] numbers =
          fields.subList(3, fields.size() - (pair == null ? 1 : 0)).stream()
              .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
              .toArray();
      assertThatAgrees(fields.get(0), table, numbers, file.contains("-50") ? 1e-15 : 1e-12);
    }
    return (lines.size() + every - 1) / every;
  }

  private static void assertThatAgrees(
      String kind, TimeToEventTable table, double[] numbers, double relative) {
    switch (kind) {
      case "km" -> assertThatCurveAgrees(KaplanMeier.of(table), numbers, relative);
      case "q" -> assertThatQuantileAgrees(table, numbers);
      case "rm" ->
          assertThatMeanAgrees(
              RestrictedMeanSurvival.of(table, (long) numbers[0]), numbers, relative);
      case "aj" -> assertThatIncidenceAgrees(AalenJohansen.of(table), numbers, relative);
      default -> {
        double incidence = AalenJohansen.of(table).incidence((int) numbers[0], (long) numbers[1]);
        assertThatIsNear(incidence, numbers[2], relative);
      }
    }
  }

  /** Near 0 R has only the digits of doubles, and fifty digits are fifty. */
  private static void assertThatIsNear(double value, double expected, double relative) {
    double absolute = relative < 1e-14 ? 1e-50 : 1e-14;
    assertThat(value).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
  }

  private static void assertThatIsNear(Interval interval, double low, double high) {
    if (!Double.isNaN(low)) { // R has none where the estimate is 0 or 1
      assertThat(interval.low()).isCloseTo(low, within(1e-11));
      assertThat(interval.high()).isCloseTo(high, within(1e-11));
    }
  }

  private static void assertThatCurveAgrees(KaplanMeier curve, double[] numbers, double relative) {
    long age = (long) numbers[0];
    assertThatIsNear(curve.survival(age), numbers[1], relative);
    if (numbers[1] > 0) {
      assertThatIsNear(curve.variance(age), numbers[2], relative);
      if (numbers.length > 3) {
        assertThatIsNear(curve.interval(age, 0.95), numbers[3], numbers[4]);
      }
    }
  }

  private static void assertThatQuantileAgrees(TimeToEventTable table, double[] r) {
    KaplanMeier curve = KaplanMeier.of(table);
    assertThat(curve.quantile(r[0])).isEqualTo(orInfinity(r[1]));
    Interval interval = curve.quantileInterval(r[0], 0.95);
    assertThat(interval.high()).isEqualTo(orInfinity(r[3]));
    if (Double.isNaN(r[2])) { // R has none where the curve is 0 at once, or does not come down
      assertThat(interval.low()).isLessThanOrEqualTo(table.max());
    } else if (areEnoughBeforeTheFirstEvent(table, r[0])) {
      assertThat(interval.low()).isEqualTo(r[2]);
    } else { // R excludes ages before the first event, however few rows are at risk
      assertThat(interval.low()).isLessThanOrEqualTo(r[2]);
    }
  }

  /** Whether rows without an event exclude a quantile at 0.95. */
  private static boolean areEnoughBeforeTheFirstEvent(TimeToEventTable table, double p) {
    return Math.pow(1 - p, table.atRisk(table.events().min())) < 0.025;
  }

  private static double orInfinity(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** R has the standard error, fifty digits are of the variance. */
  private static void assertThatMeanAgrees(
      RestrictedMeanSurvival mean, double[] numbers, double relative) {
    assertThatIsNear(mean.mean(), numbers[1], relative);
    double variance = relative < 1e-14 ? numbers[2] : numbers[2] * numbers[2];
    assertThatIsNear(mean.variance(), variance, relative);
  }

  private static void assertThatIncidenceAgrees(
      AalenJohansen curves, double[] numbers, double relative) {
    int outcome = (int) numbers[0];
    long age = (long) numbers[1];
    assertThatIsNear(curves.incidence(outcome, age), numbers[2], relative);
    assertThatIsNear(curves.variance(outcome, age), numbers[3], relative);
    if (numbers.length > 4) {
      assertThatIsNear(curves.interval(outcome, age, 0.95), numbers[4], numbers[5]);
    }
  }

  // ---- laws

  @Test
  void isWhatScanningTheRowsSaysInExactFractions() {
    isWhatScanningTheRowsSays(300);
    isWhatScanningFewRowsSays(1_000);
  }

  @Test
  @Tag("slow")
  void isWhatScanningTheRowsSaysInExactFractionsAHundredThousandTimes() {
    isWhatScanningTheRowsSays(100_000);
    isWhatScanningFewRowsSays(100_000);
  }

  /** Also with late entries, of which the exact fractions have no denominator in common. */
  private static void isWhatScanningTheRowsSays(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      List<Row> rows = Survivals.rows(random, 25, 10, i % 4 == 0);
      TimeToEventTable table = Survivals.recounted(rows, random);
      long age = random.nextLong(table.max() + 1);
      String name = "seed " + seed + ", case " + i;
      assertThatIsNaive(name, table, rows, age);
      assertThatMeanIsNaive(name, table, rows);
    }
  }

  /** Up to 8 rows: 8! is a multiple of every denominator of S and F, 840² of those of Greenwood. */
  private static void isWhatScanningFewRowsSays(int cases) {
    long seed = 20261126;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      List<Row> rows = Survivals.rows(random, 8, 8, false);
      TimeToEventTable table = Survivals.recounted(rows, random);
      long age = random.nextLong(table.max() + 1);
      double p = 1 - random.nextDouble();
      Scan scan = new Scan(rows, age, 1 + random.nextInt(3));
      String differing = scan.difference(table, p < 1 ? p : 0.5);
      if (!differing.isEmpty()) {
        assertThat(differing).as("seed %d, case %d: %s", seed, i, rows).isEmpty();
      }
    }
  }

  /** What scanning the rows age by age says, in multiples of a common denominator. */
  private static final class Scan {

    private static final long S = 40320;
    private static final long G = 840 * 840;

    private final long age;
    private final int outcome;
    private long survival = S;
    private long greenwood;
    private long incidence;
    private long incidenceVariance; // of S² G
    private long mean;
    private long meanVariance; // of S² G

    Scan(List<Row> rows, long age, int outcome) {
      this.age = age;
      this.outcome = outcome;
      long[] before = new long[9]; // the curve just before each age, from 1 at age 0
      for (int u = 0; u <= age; u++) {
        before[u] = survival;
        long r = atRisk(rows, u);
        long d = events(rows, u);
        incidence += d == 0 ? 0 : survival / r * ofOutcome(rows, u);
        greenwood += d == 0 || d == r ? 0 : G / (r * (r - d)) * d;
        survival -= d == 0 ? 0 : survival / r * d;
        mean += u < age ? survival : 0;
      }
      sumVariances(rows, before);
    }

    private void sumVariances(List<Row> rows, long[] before) {
      long area = 0;
      long later = 0;
      for (int u = (int) age; u >= 0; u--) {
        long r = atRisk(rows, u);
        long d = events(rows, u);
        long k = ofOutcome(rows, u);
        if (d > 0) {
          long part = before[u] / r;
          area += u < age ? before[u] - part * d : 0;
          long any = d == r ? 0 : G / (r * (r - d)) * d;
          meanVariance += area * area * any;
          incidenceVariance += part * part * k * (r - k) * (G / r);
          incidenceVariance += later * later * any - 2 * part * later * k * (G / r);
          later += part * k;
        } else {
          area += u < age ? before[u] : 0;
        }
      }
    }

    private static long atRisk(List<Row> rows, long u) {
      long count = 0;
      for (Row row : rows) {
        count += row.isAtRisk(u) ? 1 : 0;
      }
      return count;
    }

    private static long events(List<Row> rows, long u) {
      long count = 0;
      for (Row row : rows) {
        count += row.hasEventAt(u) ? 1 : 0;
      }
      return count;
    }

    private long ofOutcome(List<Row> rows, long u) {
      long count = 0;
      for (Row row : rows) {
        count += row.age() == u && row.outcome() == outcome ? 1 : 0;
      }
      return count;
    }

    /** Says what differs. */
    String difference(TimeToEventTable table, double p) {
      KaplanMeier curve = KaplanMeier.of(table);
      AalenJohansen curves = AalenJohansen.of(table);
      String found =
          same("S", curve.survival(age), (double) survival / S)
              + same("Greenwood", curve.variance(age), ratio(survival * survival, greenwood))
              + same("F", curves.incidence(outcome, age), (double) incidence / S)
              + same("Var F", curves.variance(outcome, age), ratio(incidenceVariance, 1))
              + same("quantile", curve.quantile(p) <= age ? 1 : 0, died() >= p ? 1 : 0);
      if (age > 0) {
        RestrictedMeanSurvival restricted = RestrictedMeanSurvival.of(table, age);
        found += same("mean", restricted.mean(), (double) mean / S);
        found += same("Var mean", restricted.variance(), ratio(meanVariance, 1));
      }
      return found;
    }

    private double died() {
      return (double) (S - survival) / S;
    }

    /** In units of S² G. */
    private static double ratio(long a, long b) {
      return Quotient.of(
          BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), BigInteger.valueOf(S * S * G));
    }

    private static String same(String name, double value, double naive) {
      return value == naive ? "" : name + " is " + value + ", not " + naive + "; ";
    }
  }

  private static void assertThatIsNaive(
      String name, TimeToEventTable table, List<Row> rows, long age) {
    ReducedFraction survival = ReducedFraction.ONE;
    ReducedFraction greenwood = ReducedFraction.ZERO;
    ReducedFraction incidence = ReducedFraction.ZERO;
    for (long u : Survivals.ages(rows).headSet(age, true)) {
      long atRisk = Survivals.count(rows, row -> row.isAtRisk(u));
      long events = Survivals.count(rows, row -> row.hasEventAt(u));
      long two = Survivals.count(rows, row -> row.age() == u && row.outcome() == 2);
      incidence = incidence.plus(survival.times(ReducedFraction.of(two, atRisk)));
      survival = survival.times(ReducedFraction.of(atRisk - events, atRisk));
      if (events < atRisk) {
        greenwood = greenwood.plus(ReducedFraction.of(events, atRisk * (atRisk - events)));
      }
    }
    KaplanMeier curve = KaplanMeier.of(table);
    assertThat(curve.survival(age)).as(name).isEqualTo(survival.value());
    assertThat(curve.variance(age))
        .as(name)
        .isEqualTo(survival.times(survival).times(greenwood).value());
    AalenJohansen curves = AalenJohansen.of(table);
    assertThat(curves.incidence(2, age)).as(name).isEqualTo(incidence.value());
    assertThat(sum(table, outcome -> curves.incidence(outcome, age)))
        .as(name)
        .isCloseTo(1 - curve.survival(age), within(1e-15));
    assertThat(AalenJohansen.of(ofOneOutcome(rows)).variance(1, age))
        .as(name)
        .isCloseTo(curve.variance(age), within(1e-16));
  }

  private static double sum(TimeToEventTable table, ToDoubleFunction<Integer> of) {
    return table.outcomes().stream().mapToDouble(of).sum();
  }

  private static TimeToEventTable ofOneOutcome(List<Row> rows) {
    return Survivals.table(
        rows.stream()
            .map(row -> new Row(row.entry(), row.age(), Math.min(1, row.outcome())))
            .toList());
  }

  private static void assertThatMeanIsNaive(String name, TimeToEventTable table, List<Row> rows) {
    if (table.max() > 0) {
      ReducedFraction mean = ReducedFraction.ZERO;
      ReducedFraction survival = ReducedFraction.ONE;
      for (long u = 0; u < table.max(); u++) {
        long age = u;
        long atRisk = Survivals.count(rows, row -> row.isAtRisk(age));
        long events = Survivals.count(rows, row -> row.hasEventAt(age));
        survival = survival.times(ReducedFraction.of(atRisk - events, Math.max(1, atRisk)));
        survival = atRisk == 0 ? mean.minus(mean).plus(lastOf(rows, u)) : survival;
        mean = mean.plus(survival);
      }
      assertThat(RestrictedMeanSurvival.of(table, table.max()).mean())
          .as(name)
          .isEqualTo(mean.value());
    }
  }

  /** The curve at an age at which no row is at risk: what it was before. */
  private static ReducedFraction lastOf(List<Row> rows, long age) {
    ReducedFraction survival = ReducedFraction.ONE;
    for (long u : Survivals.ages(rows).headSet(age)) {
      long atRisk = Survivals.count(rows, row -> row.isAtRisk(u));
      long events = Survivals.count(rows, row -> row.hasEventAt(u));
      survival = survival.times(ReducedFraction.of(atRisk - events, atRisk));
    }
    return survival;
  }

  /** By its definition: the square of each row's influence, from the change of its weight. */
  @Test
  void hasTheVarianceOfTheInfinitesimalJackknife() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 500; i++) {
      List<Row> rows = Survivals.rows(random, 15, 8, false);
      TimeToEventTable table = Survivals.table(rows);
      long age = random.nextLong(table.max() + 1);
      double sum = 0;
      for (Row row : rows) {
        double up = weighted(rows, row, 1e-5, age);
        double down = weighted(rows, row, -1e-5, age);
        sum += Math.pow((up - down) / 2e-5, 2);
      }
      assertThat(AalenJohansen.of(table).variance(2, age)).isCloseTo(sum, within(1e-7));
    }
  }

  private static double weighted(List<Row> rows, Row changed, double change, long age) {
    double survival = 1;
    double incidence = 0;
    for (long u : Survivals.ages(rows).headSet(age, true)) {
      double atRisk = Survivals.count(rows, row -> row.isAtRisk(u));
      double events = Survivals.count(rows, row -> row.hasEventAt(u));
      double two = Survivals.count(rows, row -> row.age() == u && row.outcome() == 2);
      atRisk += changed.isAtRisk(u) ? change : 0;
      events += changed.hasEventAt(u) ? change : 0;
      two += changed.age() == u && changed.outcome() == 2 ? change : 0;
      incidence += survival * two / atRisk;
      survival *= (atRisk - events) / atRisk;
    }
    return incidence;
  }

  // ---- extremes

  @Test
  void keepsItsDigitsForTotalsOfNineQuintillion() {
    long n = Long.MAX_VALUE;
    TimeToEventTable table = TimeToEventTable.builder().add(3, 1, 1).addOpen(5, n - 1).build();
    assertThat(KaplanMeier.of(table).survival(3)).isOne();
    assertThat(KaplanMeier.of(table).interval(3, 0.95).high()).isOne();
    assertThat(AalenJohansen.of(table).incidence(1, 3)).isEqualTo(1.0 / n);
    assertThat(AalenJohansen.of(table).variance(1, 3)).isCloseTo(1.0 / n / n, within(1e-50));
    assertThat(AalenJohansen.of(table).interval(1, 3, 0.95).contains(1.0 / n)).isTrue();
  }

  /** F is exactly 1 however its quotients are rounded, and has a limit for the last two rows. */
  @Test
  void boundsAnIncidenceThatIsCompleteByTheLastRowsAtRisk() {
    SplittableRandom random = new SplittableRandom(12);
    double limit = Math.sqrt(0.025);
    for (int i = 0; i < 500; i++) {
      TimeToEventTable.Builder rows = TimeToEventTable.builder().add(9, 3, 2);
      for (int n = random.nextInt(9); n > 0; n--) {
        rows.add(random.nextLong(5), 3, 1).addOpen(random.nextLong(5), random.nextInt(2));
      }
      AalenJohansen curves = AalenJohansen.of(rows.build());
      assertThat(curves.variance(3, 9)).isZero();
      assertThat(curves.interval(3, 9, 0.95).low()).isCloseTo(limit, within(1e-15));
      assertThat(curves.interval(3, 9, 0.95).high()).isOne();
    }
  }

  @Test
  void doesNotTakeNoSurvivorOfNineQuintillionForCertainty() {
    TimeToEventTable table = TimeToEventTable.builder().add(3, 1, Long.MAX_VALUE).build();
    double high = KaplanMeier.of(table).interval(3, 0.95).high();
    assertThat(high).isCloseTo(-Math.log(0.025) / Long.MAX_VALUE, within(1e-30));
  }

  @Test
  void boundsAnEstimateWithoutVarianceByTheRowsAtRisk() {
    TimeToEventTable table = Survivals.table("1:0*5 4:1*5");
    assertThat(KaplanMeier.of(table).interval(1, 0.95).low())
        .isCloseTo(Math.pow(0.025, 0.1), within(1e-14));
    assertThat(KaplanMeier.of(table).interval(1, 0.95).high()).isOne();
    assertThat(KaplanMeier.of(table).interval(9, 0.95).low()).isZero();
    assertThat(KaplanMeier.of(table).interval(9, 0.95).high())
        .isCloseTo(1 - Math.pow(0.025, 0.2), within(1e-14));
    assertThat(AalenJohansen.of(table).interval(7, 1, 0.95).high())
        .isCloseTo(1 - Math.pow(0.025, 0.1), within(1e-14));
    assertThat(AalenJohansen.of(table).interval(1, 9, 0.95).low())
        .isCloseTo(Math.pow(0.025, 0.2), within(1e-14));
    TimeToEventTable open = Survivals.table("3:0*1");
    assertThat(KaplanMeier.of(open).interval(9, 0.95)).isEqualTo(new Interval(0, 1, 0.95));
    assertThat(KaplanMeier.of(open).quantile(0.5)).isInfinite();
    assertThat(KaplanMeier.of(open).quantileInterval(0.5, 0.95))
        .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
  }

  @Test
  void hasTheAgesAsTheIntervalOfAQuantileWhoseBandJustReachesIt() {
    KaplanMeier curve = KaplanMeier.of(Survivals.table("1:1*3 2:1*5 4:1*4 6:1*6 9:0*8"));
    Interval band = curve.interval(4, 0.9);
    assertThat(curve.quantileInterval(1 - band.low(), 0.9).low()).isEqualTo(4);
    assertThat(curve.quantileInterval(1 - band.high(), 0.9).high()).isEqualTo(4);
    assertThat(curve.quantileInterval(Math.nextUp(1 - band.low()), 0.9).low()).isEqualTo(6);
  }

  @Test
  void visitsTheStepsOfTheCurve() {
    List<String> steps = new ArrayList<>();
    KaplanMeier.of(Survivals.table("1:1*1 2:0*1 4:2*1 6:0*1"))
        .forEach((age, survival) -> steps.add(age + ": " + survival));
    assertThat(steps).containsExactly("1: 0.75", "4: 0.375");
  }

  @Test
  void hasANormalIntervalOfTheRestrictedMean() {
    RestrictedMeanSurvival mean =
        RestrictedMeanSurvival.of(Survivals.table("1:1*3 2:1*5 9:0*8"), 9);
    double margin = 1.6448536269514722 * Math.sqrt(mean.variance()); // R: qnorm(0.95)
    assertThat(mean.interval(0.9).low()).isCloseTo(mean.mean() - margin, within(1e-14));
    assertThat(mean.interval(0.9).high()).isCloseTo(mean.mean() + margin, within(1e-14));
  }

  @Test
  void readsQuantilesAsThoseOfRowsWhereNoneIsOpen() {
    TimeToEventTable table = Survivals.table("1:1*3 2:1*3 3:1*3 7:1*1");
    assertThat(KaplanMeier.of(table).quantile(0.9)).isEqualTo(3);
    assertThat(KaplanMeier.of(table).quantile(0.3)).isEqualTo(1);
    assertThat(KaplanMeier.of(table).quantile(0.6)).isEqualTo(2);
    assertThat(KaplanMeier.of(table).quantile(0.91)).isEqualTo(7);
  }

  @Test
  void refusesWhatHasNoAnswerByName() {
    TimeToEventTable table = Survivals.table("1:1*3 2:0*3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(TimeToEventTable.empty()))
        .withMessage("the sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AalenJohansen.of(TimeToEventTable.empty()))
        .withMessage("the sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(table).quantile(1))
        .withMessage("share out of (0, 1): 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(table).quantileInterval(0, 0.95))
        .withMessage("share out of (0, 1): 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KaplanMeier.of(table).quantileInterval(0.5, 1))
        .withMessage("level must be in (0, 1), not 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanSurvival.of(table, 0))
        .withMessage("tau must be above 0, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanSurvival.of(table, 3))
        .withMessage(
            "the restricted mean up to 3 needs the survival curve up to there, the data end at 2;"
                + " choose a tau of at most that");
    assertThat(RestrictedMeanSurvival.of(Survivals.table("1:1*3 2:1*3"), 9).mean()).isEqualTo(1.5);
  }

  // ---- coverage

  /**
   * At the ages by which 1/4, 1/2 and 3/4 of the rows have their event, in hundredths of days,
   * since whole days make the interval of a quantile cover too often.
   */
  @ParameterizedTest
  @CsvSource({
    "25, 500, 6000",
    "60, 500, 6000",
    "60, 200, 3000",
    "200, 500, 6000",
    "200, 100, 3000",
  })
  @Tag("slow")
  void coversQuantilesAndIncidencesAndCurvesAsOftenAsItSays(int rows, int from, int to) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = {0.25, 0.5, 0.75};
    Coverage[] found = {new Coverage(), new Coverage(), new Coverage()};
    for (int i = 0; i < Coverage.RUNS; i++) {
      TimeToEventTable table = simulated(random, rows, 100, from, to);
      for (int j = 0; j < shares.length; j++) {
        found[j].count(table, (long) (-1200 * StrictMath.log1p(-shares[j])), shares[j]);
      }
    }
    for (int j = 0; j < shares.length; j++) {
      String name = rows + " rows seen after " + from + " to " + to + ", at " + shares[j];
      System.out.println(name + ": " + found[j]);
      found[j].assertThatItIsRight(name + ", seed " + seed, rows * shares[j]);
    }
  }

  /** How often intervals contained the truth. */
  private static final class Coverage {

    private static final int RUNS = 2_000;

    private int survival;
    private int quantile;
    private int rarer;
    private int other;

    void count(TimeToEventTable table, long age, double p) {
      double truth = -StrictMath.expm1(-(age + 1) / 1200.0);
      KaplanMeier curve = KaplanMeier.of(table);
      AalenJohansen curves = AalenJohansen.of(table);
      survival += curve.interval(age, 0.95).contains(1 - truth) ? 1 : 0;
      quantile += curve.quantileInterval(p, 0.95).contains(age) ? 1 : 0;
      rarer += curves.interval(1, age, 0.95).contains(truth * 0.3) ? 1 : 0;
      other += curves.interval(2, age, 0.95).contains(truth * 0.7) ? 1 : 0;
    }

    /** That of an incidence from about ten events of the outcome on. */
    void assertThatItIsRight(String name, double events) {
      assertThat((double) survival / RUNS).as(name).isBetween(0.93, 0.97);
      assertThat((double) quantile / RUNS).as(name).isBetween(0.93, 0.97);
      if (events * 0.3 > 8.9) {
        assertThat((double) rarer / RUNS).as(name).isBetween(0.93, 0.97);
      }
      if (events * 0.7 > 8.9) {
        assertThat((double) other / RUNS).as(name).isBetween(0.93, 0.97);
      }
    }

    @Override
    public String toString() {
      return String.format(
          "S %.3f, quantile %.3f, incidences %.3f and %.3f",
          (double) survival / RUNS,
          (double) quantile / RUNS,
          (double) rarer / RUNS,
          (double) other / RUNS);
    }
  }

  /**
   * Exponential with mean 12 days in parts of days, rounded down; looked at after 5 to 60 days;
   * outcome 1 in 30 % of the rows, else 2.
   */
  static TimeToEventTable simulated(SplittableRandom random, int rows, int partsOfDay) {
    return simulated(random, rows, partsOfDay, 5 * partsOfDay, 60 * partsOfDay);
  }

  private static TimeToEventTable simulated(
      SplittableRandom random, int rows, int partsOfDay, int from, int to) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int i = 0; i < rows; i++) {
      long age = (long) (-12 * partsOfDay * StrictMath.log1p(-random.nextDouble()));
      long seen = from + random.nextInt(to - from);
      int outcome = random.nextDouble() < 0.3 ? 1 : 2;
      if (age <= seen) {
        builder.add(age, outcome, 1);
      } else {
        builder.addOpen(seen, 1);
      }
    }
    return builder.build();
  }
}
