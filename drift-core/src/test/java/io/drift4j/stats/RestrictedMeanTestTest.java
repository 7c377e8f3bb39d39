package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictedMeanTestTest {

  @Test
  void agreesWithFiftyDigits() {
    agreesWithFiftyDigits("survival.csv", "restricted-mean.csv", 850);
    agreesWithFiftyDigits("survival-more.csv", "restricted-mean-more.csv", 350);
  }

  private static void agreesWithFiftyDigits(String samples, String file, int atLeast) {
    Map<String, Survivals.Pair> pairs = new HashMap<>();
    Survivals.pairs(samples).forEach(pair -> pairs.put(pair.name(), pair));
    List<List<String>> lines = OracleFile.lines(file).toList();
    assertThat(lines)
        .hasSizeGreaterThan(atLeast)
        .allSatisfy(
            fields -> {
              Survivals.Pair pair = pairs.get(fields.get(0));
              double difference = upTo(fields).statistic(pair.x(), pair.y());
              assertThatIsNear(difference, fields.get(2), 1e-14, 1e-28);
            });
    assertThat(lines)
        .filteredOn(fields -> varies(pairs.get(fields.get(0)), Long.parseLong(fields.get(1))))
        .hasSizeGreaterThan(atLeast / 2)
        .allSatisfy(
            fields -> {
              Survivals.Pair pair = pairs.get(fields.get(0));
              RestrictedMeanTest.Result result = upTo(fields).test(pair.x(), pair.y());
              assertThatIsNear(result.variance(), fields.get(3), 1e-14, 0);
              assertThatIsNear(result.logPValue(), fields.get(4), 1e-10, 1e-15);
            });
  }

  private static RestrictedMeanTest upTo(List<String> fields) {
    return RestrictedMeanTest.upTo(Long.parseLong(fields.get(1)));
  }

  /** Others are refused, though they have a formula. */
  private static boolean varies(Survivals.Pair pair, long tau) {
    return RestrictedMeanSurvival.of(pair.x(), tau).hasVariance()
        && RestrictedMeanSurvival.of(pair.y(), tau).hasVariance();
  }

  private static void assertThatIsNear(
      double value, String text, double relative, double absolute) {
    double expected = Double.parseDouble(text);
    assertThat(value).isCloseTo(expected, within(relative * Math.abs(expected) + absolute));
  }

  @Test
  void isTheDifferenceOfTheMeansAndChangesItsSignWithTheSamples() {
    isTheDifferenceOfTheMeans(300);
  }

  @Test
  @Tag("slow")
  void isTheDifferenceOfTheMeansAHundredThousandTimes() {
    isTheDifferenceOfTheMeans(100_000);
  }

  private static void isTheDifferenceOfTheMeans(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      List<Survivals.Row> rows = Survivals.rows(random, 8, 10, false);
      TimeToEventTable x = withAVariance(Survivals.recounted(rows, random));
      TimeToEventTable y = withAVariance(Survivals.table(Survivals.rows(random, 8, 10, false)));
      RestrictedMeanTest test = RestrictedMeanTest.upTo(Math.min(x.max(), y.max()));
      RestrictedMeanTest.Result there = test.test(x, y);
      RestrictedMeanTest.Result back = test.test(y, x);
      RestrictedMeanTest.Result counted = test.test(withAVariance(Survivals.table(rows)), y);
      RestrictedMeanSurvival first = RestrictedMeanSurvival.of(x, there.tau());
      RestrictedMeanSurvival second = RestrictedMeanSurvival.of(y, there.tau());
      double variance = first.variance() + second.variance();
      boolean agrees =
          counted.equals(there)
              && test.statistic(x, y) == there.statistic()
              && back.statistic() == 0 - there.statistic()
              && back.z() == 0 - there.z()
              && back.variance() == there.variance()
              && back.logPValue() == there.logPValue()
              && Samples.areWithin(4, there.variance(), variance)
              && Math.abs(there.statistic() - (second.mean() - first.mean())) <= 4 * Math.ulp(10.0)
              && there.interval(0.95).contains(0) != there.isSignificantAt(0.05);
      if (!agrees) {
        assertThat(there).as("seed %d, case %d: %s, %s", seed, i, x, y).isEqualTo(back);
      }
    }
  }

  /** Two early events and an open row, so that there is a variance and a tau. */
  private static TimeToEventTable withAVariance(TimeToEventTable table) {
    return table.combine(Survivals.table("0:1*2 9:0*1"));
  }

  @Test
  void goesOnWherePUnderflows() {
    TimeToEventTable x = TimeToEventTable.builder().add(1, 1, 1L << 61).addOpen(9, 9).build();
    TimeToEventTable y = TimeToEventTable.builder().add(5, 1, 1L << 61).addOpen(9, 9).build();
    RestrictedMeanTest.Result result = RestrictedMeanTest.upTo(9).test(x, y);
    assertThat(result.statistic()).isCloseTo(4, within(1e-12));
    assertThat(result.logPValue()).isFinite().isLessThan(-1e17);
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void hasNoEvidenceInSamplesThatAreAllOpen() {
    TimeToEventTable open = Survivals.table("9:0*5");
    assertThat(RestrictedMeanTest.upTo(9).test(open, open).pValue()).isOne();
    assertThat(RestrictedMeanTest.upTo(9).test(open, open).interval(0.9))
        .isEqualTo(new Interval(-9, 9, 0.9));
  }

  /** Against one open row p was 9e-16, since the variance was that of the other sample alone. */
  @Test
  void refusesASampleWhoseRowsDoTheSameHoweverMuchIsKnownOfTheOther() {
    TimeToEventTable many = Survivals.table("1:1*50 3:1*50 9:0*50");
    for (String alike : List.of("9:0*1", "9:0*5", "3:1*5")) {
      TimeToEventTable few = Survivals.table(alike);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RestrictedMeanTest.upTo(9).test(many, few))
          .withMessageEndingWith(
              "up to 9 has no variance: all rows of a sample end alike; use LogRankTest");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RestrictedMeanTest.upTo(9).test(few, many));
    }
  }

  @Test
  void refusesWhatHasNoAnswerByName() {
    TimeToEventTable open = Survivals.table("9:0*5");
    TimeToEventTable atOnce = Survivals.table("3:1*5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanTest.upTo(9).test(open, atOnce))
        .withMessage(
            "the difference -6.0 of the restricted means up to 9 has no variance: all rows of a"
                + " sample end alike; use LogRankTest");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanTest.upTo(10).statistic(open, atOnce))
        .withMessageStartingWith("the restricted mean up to 10 needs the survival curve");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanTest.upTo(0))
        .withMessage("tau must be above 0, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestrictedMeanTest.upTo(1).test(open, TimeToEventTable.empty()))
        .withMessage("the second sample has no observations");
  }

  /** E min(⌊T⌋, τ) of an exponential with mean 12 is Σ P(T ≥ k), k = 1 to τ. */
  @ParameterizedTest
  @CsvSource({
    "50, 50, 15, 5, 60",
    "150, 100, 20, 5, 60",
    "100, 60, 10, 0, 30",
    "600, 300, 20, 0, 30",
  })
  @Tag("slow")
  void coversTheMeanAndTheDifferenceAsOftenAsItSays(int n, int m, int tau, int from, int to) {
    long seed = 20261125 + n;
    SplittableRandom random = new SplittableRandom(seed);
    double mean = IntStream.rangeClosed(1, tau).mapToDouble(k -> StrictMath.exp(-k / 12.0)).sum();
    int runs = 3_000;
    int[] hits = new int[2];
    for (int i = 0; i < runs; i++) {
      TimeToEventTable x = Survivals.exponential(random, n, 12, from, to);
      TimeToEventTable y = Survivals.exponential(random, m, 12, from, to);
      hits[0] += RestrictedMeanSurvival.of(y, tau).interval(0.95).contains(mean) ? 1 : 0;
      hits[1] += RestrictedMeanTest.upTo(tau).test(x, y).interval(0.95).contains(0) ? 1 : 0;
    }
    System.out.printf(
        "restricted mean up to %d, %d and %d rows: mean %.4f, difference %.4f%n",
        tau, n, m, (double) hits[0] / runs, (double) hits[1] / runs);
    assertThat((double) hits[0] / runs).as("seed %d", seed).isBetween(0.93, 0.97);
    assertThat((double) hits[1] / runs).as("seed %d", seed).isBetween(0.935, 0.965);
  }
}
