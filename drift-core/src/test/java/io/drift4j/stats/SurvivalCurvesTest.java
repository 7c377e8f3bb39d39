package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.Survivals.Fraction;
import io.drift4j.stats.Survivals.Pair;
import io.drift4j.stats.Survivals.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link KaplanMeier}, {@link AalenJohansen}, and the restricted means under them. */
class SurvivalCurvesTest {

  // ---- other programs

  @Test
  void agreesWithSurvfitOfR() {
    assertThatAllAgree("survival-one.csv", 2500);
  }

  @Test
  void agreesWithSurvfitOfRAndCmprskForManyOutcomes() {
    assertThatAllAgree("survival-many.csv", 1000);
  }

  private static void assertThatAllAgree(String file, int atLeast) {
    Map<String, Pair> pairs = new HashMap<>();
    Survivals.pairs().forEach(pair -> pairs.put(pair.name(), pair));
    assertThat(OracleFile.lines(file))
        .hasSizeGreaterThan(atLeast)
        .allSatisfy(
            fields -> {
              Pair pair = pairs.get(fields.get(1));
              TimeToEventTable table = fields.get(2).equals("x") ? pair.x() : pair.y();
              double[] numbers =
                  fields.stream()
                      .skip(3)
                      .mapToDouble(text -> text.isEmpty() ? Double.NaN : Double.parseDouble(text))
                      .toArray();
              assertThatAgrees(fields.get(0), table, numbers);
            });
  }

  private static void assertThatAgrees(String kind, TimeToEventTable table, double[] r) {
    switch (kind) {
      case "km" -> assertThatCurveAgrees(KaplanMeier.of(table), r);
      case "q" -> assertThatQuantileAgrees(KaplanMeier.of(table), r);
      case "rm" -> assertThatMeanAgrees(RestrictedMeanSurvival.of(table, (long) r[0]), r);
      case "aj" -> assertThatIncidenceAgrees(AalenJohansen.of(table), r);
      default -> assertThatIsNear(AalenJohansen.of(table).incidence((int) r[0], (long) r[1]), r[2]);
    }
  }

  private static void assertThatIsNear(double value, double expected) {
    assertThat(value).isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-14));
  }

  private static void assertThatIsNear(Interval interval, double low, double high) {
    if (!Double.isNaN(low)) { // R has none where the estimate is 0 or 1
      assertThat(interval.low()).isCloseTo(low, within(1e-11));
      assertThat(interval.high()).isCloseTo(high, within(1e-11));
    }
  }

  private static void assertThatCurveAgrees(KaplanMeier curve, double[] r) {
    long age = (long) r[0];
    assertThatIsNear(curve.survival(age), r[1]);
    if (r[1] > 0) {
      assertThatIsNear(curve.variance(age), r[2]);
      assertThatIsNear(curve.interval(age, 0.95), r[3], r[4]);
    }
  }

  private static void assertThatQuantileAgrees(KaplanMeier curve, double[] r) {
    assertThat(curve.quantile(r[0])).isEqualTo(orInfinity(r[1]));
    Interval interval = curve.quantileInterval(r[0], 0.95);
    if (!Double.isNaN(r[2])) { // R has none where the curve is 0 at once
      assertThat(interval.low()).isEqualTo(r[2]);
    }
    assertThat(interval.high()).isEqualTo(orInfinity(r[3]));
  }

  private static double orInfinity(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private static void assertThatMeanAgrees(RestrictedMeanSurvival mean, double[] r) {
    assertThatIsNear(mean.mean(), r[1]);
    assertThatIsNear(mean.variance(), r[2] * r[2]);
  }

  private static void assertThatIncidenceAgrees(AalenJohansen curves, double[] r) {
    assertThatIsNear(curves.incidence((int) r[0], (long) r[1]), r[2]);
    assertThatIsNear(curves.variance((int) r[0], (long) r[1]), r[3]);
    assertThatIsNear(curves.interval((int) r[0], (long) r[1], 0.95), r[4], r[5]);
  }

  // ---- laws

  @Test
  void isWhatScanningTheRowsSaysInExactFractions() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5_000; i++) {
      List<Row> rows = Survivals.rows(random, 25, 10, i % 4 == 0);
      TimeToEventTable table = Survivals.recounted(rows, random);
      long age = random.nextLong(table.max() + 1);
      String name = "seed " + seed + ", case " + i;
      assertThatIsNaive(name, table, rows, age);
      assertThatMeanIsNaive(name, table, rows);
    }
  }

  private static void assertThatIsNaive(
      String name, TimeToEventTable table, List<Row> rows, long age) {
    Fraction survival = Fraction.ONE;
    Fraction greenwood = Fraction.ZERO;
    Fraction incidence = Fraction.ZERO;
    for (long u : Survivals.ages(rows).headSet(age, true)) {
      long atRisk = Survivals.count(rows, row -> row.isAtRisk(u));
      long events = Survivals.count(rows, row -> row.hasEventAt(u));
      long two = Survivals.count(rows, row -> row.age() == u && row.outcome() == 2);
      incidence = incidence.plus(survival.times(Fraction.of(two, atRisk)));
      survival = survival.times(Fraction.of(atRisk - events, atRisk));
      if (events < atRisk) {
        greenwood = greenwood.plus(Fraction.of(events, atRisk * (atRisk - events)));
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
      Fraction mean = Fraction.ZERO;
      Fraction survival = Fraction.ONE;
      for (long u = 0; u < table.max(); u++) {
        long age = u;
        long atRisk = Survivals.count(rows, row -> row.isAtRisk(age));
        long events = Survivals.count(rows, row -> row.hasEventAt(age));
        survival = survival.times(Fraction.of(atRisk - events, Math.max(1, atRisk)));
        survival = atRisk == 0 ? mean.minus(mean).plus(lastOf(rows, u)) : survival;
        mean = mean.plus(survival);
      }
      assertThat(RestrictedMeanSurvival.of(table, table.max()).mean())
          .as(name)
          .isEqualTo(mean.value());
    }
  }

  /** The curve at an age at which no row is at risk: what it was before. */
  private static Fraction lastOf(List<Row> rows, long age) {
    Fraction survival = Fraction.ONE;
    for (long u : Survivals.ages(rows).headSet(age)) {
      long atRisk = Survivals.count(rows, row -> row.isAtRisk(u));
      long events = Survivals.count(rows, row -> row.hasEventAt(u));
      survival = survival.times(Fraction.of(atRisk - events, atRisk));
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
    assertThat(KaplanMeier.of(open).quantileInterval(0.5, 0.95).high()).isInfinite();
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

  /** In hundredths of days, since whole days make the interval of a quantile cover too often. */
  @Test
  @Tag("slow")
  void coversQuantilesAndIncidencesAndCurvesAsOftenAsItSays() {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    long age = (long) (1200 * StrictMath.log(2));
    double truth = 1 - StrictMath.exp(-(age + 1) / 1200.0);
    int runs = 4_000;
    int[] hits = new int[3];
    for (int i = 0; i < runs; i++) {
      TimeToEventTable table = simulated(random, 100, 100);
      KaplanMeier curve = KaplanMeier.of(table);
      hits[0] += curve.quantileInterval(0.5, 0.95).contains(age) ? 1 : 0;
      hits[1] += curve.interval(age, 0.95).contains(1 - truth) ? 1 : 0;
      hits[2] += AalenJohansen.of(table).interval(1, age, 0.95).contains(truth * 0.3) ? 1 : 0;
    }
    for (int hit : hits) {
      assertThat((double) hit / runs).as("seed %d", seed).isBetween(0.93, 0.97);
    }
  }

  /**
   * Exponential with mean 12 days in parts of days, rounded down; looked at after 5 to 60 days;
   * outcome 1 in 30 % of the rows, else 2.
   */
  static TimeToEventTable simulated(SplittableRandom random, int rows, int partsOfDay) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    for (int i = 0; i < rows; i++) {
      long age = (long) (-12 * partsOfDay * StrictMath.log1p(-random.nextDouble()));
      long seen = 5 * partsOfDay + random.nextInt(55 * partsOfDay);
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
