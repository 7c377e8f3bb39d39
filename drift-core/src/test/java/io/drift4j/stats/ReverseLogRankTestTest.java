package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.ReverseLogRankTest.Decided;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReverseLogRankTestTest {

  private static final ReverseLogRankTest TEST = ReverseLogRankTest.withDefaults();

  @Test
  void agreesWithTheMantelHaenszelTestOfROverTheRiskSets() {
    assertThat(OracleFile.lines("reverse-log-rank.csv"))
        .hasSizeGreaterThan(1000)
        .allSatisfy(
            fields -> {
              Decided x =
                  new Decided(OracleFile.table(fields.get(0)), OracleFile.table(fields.get(1)));
              Decided y =
                  new Decided(OracleFile.table(fields.get(2)), OracleFile.table(fields.get(3)));
              double expected = Double.parseDouble(fields.get(4));
              ReverseLogRankTest.Result result = TEST.test(x, y);
              assertThat(result.statistic()).isCloseTo(expected, within(1e-11 * expected + 1e-20));
              assertThat(Math.abs(result.z()) < 1e-12 ? 0 : Math.signum(result.z()))
                  .isEqualTo(Double.parseDouble(fields.get(5)));
              assertThat(result.logPValue()).isEqualTo(Tail.twoSidedNormal(result.z()));
            });
  }

  /** Rows of (age, follow-up). */
  private static long[][] rows(SplittableRandom random, int mostRows) {
    long[][] rows = new long[1 + random.nextInt(mostRows)][];
    int ages = 1 + random.nextInt(10);
    for (int i = 0; i < rows.length; i++) {
      long followUp = random.nextInt(ages);
      rows[i] = new long[] {random.nextLong(followUp + 1), followUp};
    }
    return rows;
  }

  private static Decided decided(long[][] rows) {
    return new Decided(column(rows, 0), column(rows, 1));
  }

  private static FrequencyTable column(long[][] rows, int column) {
    return FrequencyTable.of(Arrays.stream(rows).mapToLong(row -> row[column]).toArray());
  }

  @Test
  void isWhatScanningTheRowsSaysInExactFractions() {
    isWhatScanningTheRowsSays(300, 20);
  }

  @Test
  @Tag("slow")
  void isWhatScanningTheRowsSaysInExactFractionsAHundredThousandTimes() {
    isWhatScanningTheRowsSays(2_000, 20);
    isWhatScanningTheRowsSays(98_000, 6);
  }

  private static void isWhatScanningTheRowsSays(int cases, int mostRows) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[][] x = rows(random, mostRows);
      long[][] y = rows(random, mostRows);
      int half = x.length / 2;
      Decided parts =
          decided(Arrays.copyOfRange(x, half, x.length))
              .combine(decided(Arrays.copyOfRange(x, 0, half)));
      ReverseLogRankTest.Result result = TEST.test(parts, decided(y));
      ReverseLogRankTest.Result back = TEST.test(decided(y), decided(x));
      boolean agrees =
          result.equals(TEST.test(decided(x), decided(y)))
              && TEST.statistic(parts, decided(y)) == result.statistic()
              && back.z() == 0 - result.z()
              && back.logPValue() == result.logPValue()
              && back.variance() == result.variance();
      if (!agrees) {
        assertThat(result).as("seed %d, case %d", seed, i).isEqualTo(back);
      }
      assertThatIsNaive("seed " + seed + ", case " + i, result, x, y);
    }
  }

  private static void assertThatIsNaive(
      String name, ReverseLogRankTest.Result result, long[][] x, long[][] y) {
    ReducedFraction difference = ReducedFraction.ZERO;
    ReducedFraction variance = ReducedFraction.ZERO;
    for (long u = 0; u < 10; u++) {
      long d2 = events(y, u);
      long d = d2 + events(x, u);
      if (d == 0) {
        continue;
      }
      long r1 = atRisk(x, u);
      long r2 = atRisk(y, u);
      long r = r1 + r2;
      difference = difference.plus(ReducedFraction.of(d2 * r - d * r2, r));
      variance =
          variance.plus(ReducedFraction.of(d * r1 * r2 * (r - d), r * r * Math.max(1, r - 1)));
    }
    double expected =
        variance.over().signum() == 0 ? 0 : difference.times(difference).by(variance).value();
    if (result.variance() != variance.value()
        || Math.abs(result.statistic() - expected) > Math.ulp(expected) + 1e-40) {
      assertThat(result.statistic()).as(name).isEqualTo(expected);
      assertThat(result.variance()).as(name).isEqualTo(variance.value());
    }
  }

  private static long events(long[][] rows, long age) {
    long count = 0;
    for (long[] row : rows) {
      count += row[0] == age ? 1 : 0;
    }
    return count;
  }

  private static long atRisk(long[][] rows, long age) {
    long count = 0;
    for (long[] row : rows) {
      count += row[0] <= age && age <= row[1] ? 1 : 0;
    }
    return count;
  }

  @Test
  void isTheLogRankTestWithTimeRunningBackwards() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 5_000; i++) {
      long[][] x = rows(random, 20);
      long[][] y = rows(random, 20);
      LogRankTest.Result mirrored = LogRankTest.withDefaults().test(mirror(x), mirror(y));
      ReverseLogRankTest.Result result = TEST.test(decided(x), decided(y));
      assertThat(result.z()).isCloseTo(mirrored.z(), within(1e-14));
      assertThat(result.observed()).isEqualTo(mirrored.observed());
      assertThat(result.expected()).isCloseTo(mirrored.expected(), within(1e-14));
    }
  }

  private static TimeToEventTable mirror(long[][] rows) {
    TimeToEventTable.Builder builder = TimeToEventTable.builder();
    Arrays.stream(rows).forEach(row -> builder.addLate(99 - row[1], 100 - row[0], 1, 1));
    return builder.build();
  }

  @Test
  void hasNoEvidenceWithoutAnAgeAtWhichBothAreAtRisk() {
    Decided early = new Decided(FrequencyTable.of(1, 2), FrequencyTable.of(2, 3));
    Decided late = new Decided(FrequencyTable.of(7, 8), FrequencyTable.of(8, 9));
    assertThat(TEST.test(early, late).pValue()).isOne();
    assertThat(TEST.test(early, late).z()).isZero();
  }

  @Test
  void saysThatTheSecondSampleIsSlowerByAPositiveZAlsoWherePUnderflows() {
    long n = 1L << 61;
    FrequencyTable followUps = FrequencyTable.builder().add(9, 2 * n - 2).build();
    Decided fast = new Decided(FrequencyTable.builder().add(1, n).add(2, n - 2).build(), followUps);
    Decided slow =
        new Decided(FrequencyTable.builder().add(1, 1).add(5, 2 * n - 3).build(), followUps);
    assertThat(TEST.test(fast, slow).z()).isPositive();
    assertThat(TEST.test(fast, slow).logPValue()).isFinite().isLessThan(-1e17);
    assertThat(TEST.test(fast, slow).pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void refusesWhatCannotBeByName() {
    Decided some = new Decided(FrequencyTable.of(1), FrequencyTable.of(1));
    Decided none = new Decided(FrequencyTable.empty(), FrequencyTable.empty());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(some, none))
        .withMessage("the second sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decided(FrequencyTable.of(1), FrequencyTable.of(1, 2)))
        .withMessage("1 ages and 2 follow-ups; each row has both");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decided(FrequencyTable.of(1, 5), FrequencyTable.of(3, 4)))
        .withMessage(
            "more follow-ups than decisions up to the age 4; a row is decided within its"
                + " follow-up");
  }

  /** The baseline is followed up 14 to 104 days, the current window up to 13. */
  @ParameterizedTest
  @CsvSource({"60, 60, 12", "300, 100, 12", "300, 100, 3", "900, 300, 40"})
  @Tag("slow")
  void alarmsFalselyAtFivePercentHoweverDifferentTheFollowUps(int first, int second, double mean) {
    long seed = 20261125 + first;
    SplittableRandom random = new SplittableRandom(seed);
    int[] alarms = new int[2];
    long decided = 0;
    int runs = first > 500 ? 2_500 : 5_000;
    for (int i = 0; i < runs; i++) {
      Decided y = simulated(random, second, mean, 0, 14);
      ReverseLogRankTest.Result result = TEST.test(simulated(random, first, mean, 14, 91), y);
      alarms[0] += result.isSignificantAt(0.05) ? 1 : 0;
      alarms[1] += result.isSignificantAt(0.001) ? 1 : 0;
      decided += y.ages().count();
    }
    System.out.printf(
        "reverse log-rank, %d and %d rows, mean %.0f, %.1f decisions in the second: %.4f, %.5f%n",
        first,
        second,
        mean,
        (double) decided / runs,
        (double) alarms[0] / runs,
        (double) alarms[1] / runs);
    assertThat((double) alarms[0] / runs).as("seed %d", seed).isBetween(0.035, 0.065);
    assertThat((double) alarms[1] / runs).as("seed %d", seed).isLessThanOrEqualTo(0.0025);
  }

  private static Decided simulated(
      SplittableRandom random, int rows, double mean, int from, int days) {
    FrequencyTable.Builder ages = FrequencyTable.builder();
    FrequencyTable.Builder followUps = FrequencyTable.builder();
    for (int i = 0; i < rows; i++) {
      long age = (long) (-mean * StrictMath.log1p(-random.nextDouble()));
      long followUp = from + random.nextInt(days);
      if (age <= followUp) {
        ages.add(age);
        followUps.add(followUp);
      }
    }
    return new Decided(ages.build(), followUps.build());
  }
}
