package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.HistoryScoreTest.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoryScoreTestTest {

  private static final HistoryScoreTest TEST = HistoryScoreTest.withDefaults();

  // ---- in fifty digits

  @Test
  void agreesWithEveryCaseInFiftyDigits() {
    assertThat(OracleFile.lines("history-score.csv"))
        .hasSize(420)
        .allSatisfy(
            fields -> {
              DayScores all = scores(fields.get(1) + "|" + fields.get(2));
              int end = fields.get(1).split("\\|", -1).length;
              Result result =
                  TEST.test(
                      all.part(0, end),
                      all.part(end - Integer.parseInt(fields.get(0)), end),
                      all.part(end, all.size()));
              assertThat(result.isExact()).isEqualTo(fields.get(3).equals("EXACT"));
              assertThatIsClose(result.difference(), fields.get(4), 1e-12);
              assertThatIsClose(result.standardError(), fields.get(5), 1e-12);
              assertThatIsClose(result.dispersion(), fields.get(6), 1e-12);
              assertThatIsClose(result.dispersionOfBaseline(), fields.get(7), 1e-12);
              assertThatIsClose(result.dispersionOfCurrent(), fields.get(8), 1e-12);
              assertThatIsClose(result.skewness(), fields.get(9), 1e-10);
              assertThatIsClose(result.statistic(), fields.get(10), 1e-12);
              assertThatIsClose(result.logPValue(), fields.get(11), 1e-10);
            });
  }

  private static void assertThatIsClose(double actual, String expected, double relative) {
    double value = Double.parseDouble(expected);
    assertThat(actual).isCloseTo(value, within(relative * Math.max(Math.abs(value), 1e-2)));
  }

  /** A day after the other, from day 0 on. */
  private static DayScores scores(String text) {
    String[] days = text.split("\\|", -1);
    DayScores.Builder builder = DayScores.builder(0, days.length);
    for (int j = 0; j < days.length; j++) {
      long day = j;
      OracleFile.table(days[j]).forEach((value, count) -> builder.add(day, value, count));
    }
    return builder.build();
  }

  // ---- by hand

  /**
   * Four days of 2, 0 or all of them events: the mean is ½ and W = 8 · ¼ = 2. The deviations are 1,
   * −1, 1, −1, so Σ e² / W · 4 / 3 = 8 / 3, and two neighbours have nothing left: X = 0. With ρ = 5
   * / 3 a window whose day has 4 has φ₂ = 1 + 3 · 5 / 3 = 6, the baseline φ₁ = 8 / 3. Both
   * together: (4 · 8 / 3 + 8 · 6) / 12 = 44 / 9.
   */
  @Test
  void hasTheDispersionThatAPencilFinds() {
    DayScores days = Days.of(2, 2, 2, 0, 2, 2, 2, 0, 4, 2).scores();
    Result result = TEST.test(days.part(0, 4), days.part(0, 4), days.part(4, 5));
    assertThat(result.dispersionOfBaseline()).isCloseTo(8 / 3.0, within(1e-15));
    assertThat(result.dispersionOfCurrent()).isCloseTo(6, within(1e-14));
    assertThat(result.dispersion()).isCloseTo(44 / 9.0, within(1e-14));
    assertThat(result.difference()).isZero();
    assertThat(result.degrees()).isEqualTo(3);
  }

  /**
   * Eight days of one each, 1 1 1 1 0 0 0 0: W = 2, no day has more than one, so that φ_day = 2 / 2
   * · 8 / 7 is used as it is. Windows of 2 have the squares 1, 1, 1, 0, 1, 1, 1: φ_2 = 6 / 7 · 8 /
   * 2 · 8 / 6 / 2 = 16 / 7, of which 1.09 · 8 / 7 is taken for chance.
   */
  @Test
  void seesNeighboursThatAPencilSees() {
    DayScores days = Days.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0).scores();
    Result result = TEST.test(days.part(0, 8), days.part(0, 8), days.part(8, 10));
    double expected = 8 / 7.0 + 16 / 7.0 - 1.09 * 8 / 7.0;
    assertThat(result.dispersion()).isCloseTo(expected, within(1e-14));
    assertThat(result.dispersionOfCurrent()).isCloseTo(expected, within(1e-14));
  }

  /** About one mean of the year, the change of half a year ago is dispersion of today. */
  @Test
  void isNotBlindedByAChangeOfHalfAYearAgo() {
    Days days = new Days(new ArrayList<>());
    Random random = new Random(1);
    for (int day = 0; day < 364 + 14; day++) {
      days.add(day, 40, binomial(random, 40, day < 182 ? 0.3 : day < 364 ? 0.1 : 0.15));
    }
    Result result = test(days.scores(), 364, 90);
    assertThat(result.dispersion()).isLessThan(1.5);
    assertThat(result.pValue()).isLessThan(0.001);
  }

  @Test
  void turnsWithTheSignOfTheScores() {
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Days days = Days.random(random, 40, 7, 6, 9);
      Result result = test(days.scores(), 33, 30);
      Result turned = test(days.scores(score -> -score), 33, 30);
      assertThat(turned.statistic()).isEqualTo(-result.statistic());
      assertThat(turned.skewness()).isEqualTo(-result.skewness());
      assertThat(turned.logPValue()).isEqualTo(result.logPValue());
    }
  }

  // ---- laws

  @Test
  void givesTheSameBitsInWhateverOrderAndPartsCellsCome() {
    givesTheSameBitsInWhateverOrderAndPartsCellsCome(60);
  }

  @Test
  @Tag("slow")
  void givesTheSameBitsInWhateverOrderAndPartsCellsComeThousandsOfTimes() {
    givesTheSameBitsInWhateverOrderAndPartsCellsCome(4_000);
  }

  private static void givesTheSameBitsInWhateverOrderAndPartsCellsCome(int cases) {
    Random random = new Random(20261127);
    for (int i = 0; i < cases; i++) {
      Days days = Days.random(random, 38 + random.nextInt(100), 7, 8, 1 + random.nextInt(900));
      assertThat(test(days.mixed(random).scores(), days.size() - 7, 30))
          .as("seed 20261127, case %d", i)
          .isEqualTo(test(days.scores(), days.size() - 7, 30));
    }
  }

  /**
   * Nothing depends on the date, and not on days without records before the first that has some.
   */
  @Test
  void givesTheSameBitsOnOtherDaysAndWithEmptyOnesBefore() {
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      Days days = Days.random(random, 60, 7, 5, 1);
      DayScores.Builder later = DayScores.builder(20_000 - 50, 110);
      days.cells.forEach(cell -> later.add(cell[0] + 20_000, cell[1], cell[2]));
      DayScores moved = later.build();
      Result result =
          TEST.test(
              moved.part(20_000 - 50, 20_053),
              moved.part(20_023, 20_053),
              moved.part(20_053, 20_060));
      assertThat(result).as("case %d", i).isEqualTo(test(days.scores(), 53, 30));
    }
  }

  @Test
  void hasTheSameZForScoresInOtherUnits() {
    Random random = new Random(4);
    for (int i = 0; i < 100; i++) {
      Days days = Days.random(random, 60, 7, 5, 1 + random.nextInt(50));
      int unit = 2 + random.nextInt(30);
      int shift = random.nextInt(101) - 50;
      Result result = test(days.scores(), 53, 30);
      Result other = test(days.scores(score -> score * unit + shift), 53, 30);
      assertThat(other.statistic()).as("case %d", i).isCloseTo(result.statistic(), within(1e-9));
      assertThat(other.dispersion()).isCloseTo(result.dispersion(), within(1e-9));
      assertThat(other.skewness()).isCloseTo(result.skewness(), within(1e-8));
      assertThat(other.difference()).isCloseTo(unit * result.difference(), within(1e-9));
      assertThat(other.standardError())
          .isCloseTo(unit * result.standardError(), within(1e-9 * unit));
    }
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWhereNothingVaries() {
    for (int score : new int[] {0, 1, 7, -3}) {
      Days days = new Days(new ArrayList<>());
      for (int day = 0; day < 20; day++) {
        days.cells.add(new long[] {day, score, 3});
      }
      Result result = test(days.scores(), 13, 13);
      assertThat(result.pValue()).isOne();
      assertThat(result.statistic()).isZero();
      assertThat(result.standardError()).isZero();
      assertThat(result.dispersion()).isOne();
    }
  }

  /** Σ a² − (Σ a)² / n of equal fractions is rounding, and no variance. */
  @Test
  void takesRoundingForNoVariation() {
    Random random = new Random(6);
    for (int i = 0; i < 200; i++) {
      double score = random.nextDouble() * StrictMath.pow(10, random.nextInt(9) - 4);
      DayScores.Builder days = DayScores.builder(0, 97);
      for (int day = 0; day < 97; day++) {
        days.add(day, score, 1 + random.nextInt(13));
      }
      Result result = test(days.build(), 90, 90);
      assertThat(result.pValue()).as("score %s", score).isOne();
      assertThat(result.standardError()).isZero();
    }
  }

  @Test
  void bearsWhateverCanBeCounted() {
    long[] counts = {1, 2, 1_000, 1_000_000_000_000L};
    for (long before : counts) {
      for (long now : counts) {
        for (int baselineEvents = 0; baselineEvents <= 2; baselineEvents++) {
          for (int currentEvents = 0; currentEvents <= 2; currentEvents++) {
            DayScores.Builder days = DayScores.builder(0, 9);
            for (int day = 0; day < 9; day++) {
              long all = day < 8 ? before : now;
              int which = day < 8 ? baselineEvents : currentEvents;
              long events = which == 0 ? 0 : which == 1 ? Math.min(all, 1) : all;
              days.add(day, 1, events).add(day, 0, all - events);
            }
            assertIsFinite(test(days.build(), 8, 8));
          }
        }
      }
    }
  }

  @Test
  void bearsASingleObservationOnEachSide() {
    DayScores days = Days.of(1, 1, 1, 0, 1, 1).scores();
    assertIsFinite(TEST.test(days.part(0, 2), days.part(1, 2), days.part(2, 3)));
    assertIsFinite(TEST.test(days.part(0, 2), days.part(0, 1), days.part(2, 3)));
    DayScores amounts = days(new long[][] {{0, 5, 1}, {1, 900, 1}, {2, -70, 1}}, 3);
    assertIsFinite(TEST.test(amounts.part(0, 2), amounts.part(1, 2), amounts.part(2, 3)));
  }

  @Test
  void countsOnWhereTheProbabilityIsTooSmallForADouble() {
    Days days = new Days(new ArrayList<>());
    for (int day = 0; day < 378; day++) {
      days.add(day, 1_000_000_000, day < 364 ? 1_000 + day % 3 : 999_999_999);
    }
    Result result = test(days.scores(), 364, 90);
    assertThat(result.logPValue()).isBetween(-1e9, -750.0);
    assertThat(result.pValue()).isEqualTo(Double.MIN_VALUE);
  }

  private static void assertIsFinite(Result result) {
    assertThat(result.logPValue()).as("%s", result).isFinite().isNotPositive();
    assertThat(result.statistic()).as("%s", result).isFinite();
    assertThat(result.standardError()).as("%s", result).isFinite().isNotNegative();
    assertThat(result.skewness()).as("%s", result).isFinite();
    assertThat(result.dispersion()).as("%s", result).isFinite().isGreaterThanOrEqualTo(1);
    assertThat(result.dispersionOfBaseline()).isFinite();
    assertThat(result.dispersionOfCurrent()).isFinite();
  }

  /** With less than two windows of history, days still are not taken to be independent. */
  @Test
  void seesWhatDaysHaveInCommonInAShortHistory() {
    Days days = new Days(new ArrayList<>());
    for (int day = 0; day < 34; day++) {
      days.add(day, 100, day % 2 == 0 ? 5 : 15);
    }
    Result result =
        TEST.test(days.scores().part(0, 20), days.scores().part(0, 20), days.scores().part(20, 34));
    assertThat(result.dispersion()).isGreaterThan(2);
  }

  // ---- refusals

  @Test
  void refusesByNameWhatCannotBeTested() {
    DayScores days = Days.of(1, 1, 0, 0, 1, 0, 1, 1).scores();
    DayScores empty = days.part(1, 2);
    DayScores whole = days.part(0, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(whole, empty, days.part(3, 4)))
        .withMessage("the baseline has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(whole, whole, empty))
        .withMessage("the current window has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TEST.test(days.part(0, 2), days.part(0, 1), days.part(2, 4)))
        .withMessage(
            "dispersion needs more days of history with observations than the 2 of the current"
                + " window, not 1");
    assertThat(HistoryScoreTest.isPossible(days.part(0, 2), days.part(2, 4))).isFalse();
    assertThat(HistoryScoreTest.isPossible(whole, days.part(3, 4))).isTrue();
  }

  @Test
  void refusesDaysThatAreNotThere() {
    DayScores days = Days.of(1, 1, 0, 0, 1, 0).scores();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> days.part(-1, 2))
        .withMessageContaining("days -1 to 2 are not among");
    assertThatIllegalArgumentException().isThrownBy(() -> days.part(0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> days.part(2, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DayScores.builder(0, 0))
        .withMessage("scores need a day or more, not 0");
  }

  /** Baseline of some days at the end of a history, and what follows it. */
  private static Result test(DayScores all, int history, int baseline) {
    long first = all.firstDay();
    long end = first + history;
    return TEST.test(
        all.part(first, end), all.part(end - baseline, end), all.part(end, first + all.size()));
  }

  private static DayScores days(long[][] cells, int days) {
    DayScores.Builder builder = DayScores.builder(0, days);
    for (long[] cell : cells) {
      builder.add(cell[0], cell[1], cell[2]);
    }
    return builder.build();
  }

  private static int binomial(Random random, int n, double p) {
    int events = 0;
    for (int i = 0; i < n; i++) {
      events += random.nextDouble() < p ? 1 : 0;
    }
    return events;
  }

  /** Cells {day, score, count}. */
  private record Days(List<long[]> cells) {

    /** Of each day how many there are and how many of them are events. */
    static Days of(int... countsAndEvents) {
      Days days = new Days(new ArrayList<>());
      for (int i = 0; i < countsAndEvents.length; i += 2) {
        days.add(i / 2, countsAndEvents[i], countsAndEvents[i + 1]);
      }
      return days;
    }

    static Days random(Random random, int days, int current, int most, int largest) {
      List<long[]> cells = new ArrayList<>();
      for (int day = 0; day < days; day++) {
        boolean isNeeded = day == 0 || day >= days - current - 1;
        for (int i = random.nextInt(most) - 1 + (isNeeded ? 1 : 0); i >= 0; i--) {
          cells.add(new long[] {day, random.nextInt(largest + 1), 1 + random.nextInt(9)});
        }
      }
      return new Days(cells);
    }

    void add(int day, int count, int events) {
      cells.add(new long[] {day, 0, count - events});
      cells.add(new long[] {day, 1, events});
    }

    int size() {
      return 1 + cells.stream().mapToInt(cell -> (int) cell[0]).max().orElseThrow();
    }

    /** In another order, and some of the cells in two parts. */
    Days mixed(Random random) {
      List<long[]> parts = new ArrayList<>();
      for (long[] cell : cells) {
        long part = random.nextLong(cell[2] + 1);
        parts.add(new long[] {cell[0], cell[1], part});
        parts.add(new long[] {cell[0], cell[1], cell[2] - part});
      }
      Collections.shuffle(parts, random);
      return new Days(parts);
    }

    DayScores scores() {
      return scores(score -> score);
    }

    DayScores scores(IntUnaryOperator change) {
      DayScores.Builder builder = DayScores.builder(0, size());
      for (long[] cell : cells) {
        builder.add(cell[0], change.applyAsInt((int) cell[1]), cell[2]);
      }
      return builder.build();
    }
  }
}
