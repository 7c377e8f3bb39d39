package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.HistoryLogRankTest.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HistoryLogRankTestTest {

  private static final HistoryLogRankTest TEST = HistoryLogRankTest.withDefaults();

  // ---- in fifty digits

  @Test
  void agreesWithEveryCaseInFiftyDigits() {
    assertThat(OracleFile.lines("history-log-rank.csv"))
        .hasSize(300)
        .allSatisfy(
            fields -> {
              Result result = result(fields);
              assertThat(result.observed()).isEqualTo((long) number(fields.get(9)));
              assertIsClose(result.expected(), fields.get(10), 1e-12);
              assertIsClose(result.weightedObserved(), fields.get(11), 1e-12);
              assertIsClose(result.weightedExpected(), fields.get(12), 1e-12);
              assertThat(result.isTested()).isEqualTo(!fields.get(13).equals("UNDECIDED"));
              if (result.isTested()) {
                assertIsClose(result.dispersion(), fields.get(13), 1e-12);
                assertIsClose(result.ownVariance(), fields.get(14), 1e-11);
                assertIsClose(result.baselineVariance(), fields.get(15), 1e-11);
                assertIsClose(result.skewness(), fields.get(16), 1e-10);
                assertIsClose(result.statistic(), fields.get(17), 1e-11);
                assertIsClose(result.logPValue(), fields.get(18), 1e-10);
              }
              if (fields.size() > 19) {
                assertIsClose(result.hazardRatioInterval(0.95).low(), fields.get(19), 1e-10);
                assertIsClose(result.hazardRatioInterval(0.95).high(), fields.get(20), 1e-10);
              }
            });
  }

  private static Result result(List<String> fields) {
    long first = Long.parseLong(fields.get(0));
    int history = fields.get(7).split("\\|", -1).length;
    DayAges all =
        ages(
            first,
            Integer.parseInt(fields.get(1)),
            Integer.parseInt(fields.get(2)),
            fields.get(6),
            (fields.get(7) + "|" + fields.get(8)).split("\\|", -1));
    long end = first + history;
    long baselineEnd = end - Long.parseLong(fields.get(4));
    return TEST.test(
        all.part(first, end),
        all.part(baselineEnd - Long.parseLong(fields.get(3)), baselineEnd),
        all.part(end, first + all.size()),
        Long.parseLong(fields.get(5)));
  }

  private static DayAges ages(long first, int ages, int inADay, String closed, String[] days) {
    DayAges.Builder builder = DayAges.builder(first, days.length, ages, inADay);
    for (int j = 0; j < days.length; j++) {
      for (String cell : days[j].isEmpty() ? new String[0] : days[j].split(" ")) {
        String[] parts = cell.split("[ec]\\*");
        builder.add(
            first + j, Integer.parseInt(parts[0]), cell.contains("e"), Long.parseLong(parts[1]));
      }
    }
    for (String day : closed.isEmpty() ? new String[0] : closed.split(" ")) {
      builder.close(Long.parseLong(day));
    }
    return builder.build();
  }

  private static double number(String text) {
    return text.equals("+inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static void assertIsClose(double actual, String expected, double relative) {
    double value = number(expected);
    if (Double.isInfinite(value)) {
      assertThat(actual).isEqualTo(value);
    } else {
      assertThat(actual).isCloseTo(value, within(relative * Math.max(Math.abs(value), 1e-2)));
    }
  }

  // ---- by hand

  /**
   * Twenty-one days of 16 of which half are decided at once; then one of whose 16 12 are, 8 being
   * expected, and w = 48 / 64. The days do not differ: φ = 1 and G = 0. So U = ¾ · 4, Var U = ¾² ·
   * 16 · ¼.
   */
  @Test
  void hasTheZThatAPencilFinds() {
    Result result = halves(16, 12);
    assertThat(result.expected()).isEqualTo(8);
    assertThat(result.observed()).isEqualTo(12);
    assertThat(result.weightedExpected()).isEqualTo(6);
    assertThat(result.weightedObserved()).isEqualTo(9);
    assertThat(result.dispersion()).isOne();
    assertThat(result.ownVariance()).isEqualTo(9 / 4.0);
    assertThat(result.baselineVariance()).isZero();
    assertThat(result.skewness()).isZero();
    assertThat(result.statistic()).isEqualTo(2);
    assertThat(result.logPValue()).isCloseTo(Tail.twoSidedStudent(2, 30), within(1e-12));
    assertThat(result.hazardRatio()).isEqualTo(1.5);
    assertThat(result.logRatioError()).isEqualTo(0.25);
    assertThat(halves(8, 6).reason()).isEqualTo("fewer than 5 events are expected");
  }

  private static Result halves(int cases, int eventsAtLast) {
    DayAges.Builder days = DayAges.builder(0, 22, 1, 1);
    for (int day = 0; day < 22; day++) {
      int events = day < 21 ? cases / 2 : eventsAtLast;
      days.add(day, 0, true, events).addOpen(day, 0, cases - events);
    }
    DayAges all = days.build();
    return TEST.test(all.part(0, 21), all.part(0, 21), all.part(21, 22), 21);
  }

  // ---- laws

  @Test
  void givesTheSameBitsInWhateverOrderAndPartsCasesCome() {
    givesTheSameBitsInWhateverOrderAndPartsCasesCome(40);
  }

  @Test
  @Tag("slow")
  void givesTheSameBitsInWhateverOrderAndPartsCasesComeManyTimes() {
    givesTheSameBitsInWhateverOrderAndPartsCasesCome(2_000);
  }

  private static void givesTheSameBitsInWhateverOrderAndPartsCasesCome(int cases) {
    Random random = new Random(20261127);
    int tested = 0;
    for (int i = 0; i < cases; i++) {
      Cases days = Cases.random(random, 60, 7, 6);
      Result result = days.test(60, 30);
      tested += result.isTested() ? 1 : 0;
      assertThat(days.mixed(random).test(60, 30)).as("seed 20261127, case %d", i).isEqualTo(result);
    }
    assertThat(tested).isGreaterThan(cases * 2 / 3);
  }

  @Test
  void givesTheSameBitsWeeksLaterAndTheSameOnOtherWeekdays() {
    Random random = new Random(3);
    for (int i = 0; i < 30; i++) {
      Cases days = Cases.random(random, 60, 7, 6);
      Result result = days.test(60, 30);
      assertThat(days.later(7 * 2_857).test(60, 30)).as("case %d", i).isEqualTo(result);
      assertThat(days.later(-7 * 3).test(60, 30)).as("case %d", i).isEqualTo(result);
      Result thursday = days.later(3).test(60, 30);
      assertThat(thursday.logPValue()).isCloseTo(result.logPValue(), within(1e-9));
    }
  }

  @Test
  void countsNothingThatHappensOnAClosedDay() {
    Random random = new Random(4);
    for (int i = 0; i < 30; i++) {
      Cases days = Cases.random(random, 60, 7, 6);
      days.closed.addAll(List.of(20L + random.nextInt(40), 60L + random.nextInt(7)));
      assertThat(days.withoutEventsOnClosedDays().test(60, 30))
          .as("case %d", i)
          .isEqualTo(days.test(60, 30))
          .isNotEqualTo(days.ifAlwaysOpen().test(60, 30));
    }
  }

  @Test
  void neverContradictsItsInterval() {
    neverContradictsItsInterval(60);
  }

  @Test
  @Tag("slow")
  void neverContradictsItsIntervalManyTimes() {
    neverContradictsItsInterval(2_000);
  }

  private static void neverContradictsItsInterval(int cases) {
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < cases; i++) {
      Result result = Cases.random(random, 60, 7, 8).test(60, 30);
      for (double level : new double[] {0.5, 0.9, 0.95, 0.999}) {
        if (Math.abs(result.logPValue() - StrictMath.log1p(-level)) > 1e-9) {
          Interval interval = result.hazardRatioInterval(level);
          assertThat(interval.contains(1))
              .as("case %d at %s", i, level)
              .isEqualTo(result.logPValue() > StrictMath.log1p(-level));
          assertThat(interval.contains(result.hazardRatio())).as("case %d", i).isTrue();
          refused += interval.contains(1) ? 0 : 1;
        }
      }
    }
    assertThat(refused).isGreaterThan(cases / 4);
  }

  // ---- a history says more than a baseline

  @Test
  void isNotBlindedByAChangeOfHalfAYearAgo() {
    Random random = new Random(6);
    Cases days = new Cases(new ArrayList<>(), new TreeSet<>(), 14);
    days.add(random, 0, 184, 120, 5, 0);
    days.add(random, 184, 364, 120, 7.5, 0);
    days.add(random, 364, 378, 120, 9.75, 0);
    Result result = days.cut(378).test(364, 90);
    assertThat(result.pValue()).isLessThan(0.001);
    assertThat(result.dispersion()).isLessThan(1.6);
    assertThat(result.hazardRatio()).isBetween(0.3, 0.85);
  }

  // ---- undecided

  @Test
  void saysWhyNothingIsTested() {
    Cases few = new Cases(new ArrayList<>(), new TreeSet<>(), 7);
    few.add(new Random(7), 0, 67, 4, 300, 0);
    assertThat(few.cut(67).test(60, 30).reason()).isEqualTo("fewer than 5 events are expected");
    Cases shortOne = new Cases(new ArrayList<>(), new TreeSet<>(), 7);
    shortOne.add(new Random(7), 0, 20, 30, 2, 0);
    Result undecided = shortOne.cut(20).test(13, 13);
    assertThat(undecided.reason()).isEqualTo("the history has too few days with records");
    assertThat(undecided.isTested()).isFalse();
    assertThat(undecided.pValue()).isOne();
    assertThat(undecided.hazardRatioInterval(0.95))
        .isEqualTo(new Interval(0, Double.POSITIVE_INFINITY, 0.95));
    assertThat(undecided.logRatioError()).isZero();
  }

  @Test
  void isUndecidedWithoutAnyCase() {
    DayAges none = DayAges.builder(0, 40, 7, 1).build();
    Result result = TEST.test(none.part(0, 33), none.part(3, 33), none.part(33, 40), 39);
    assertThat(result.isTested()).isFalse();
    assertThat(result.hazardRatio()).isOne();
  }

  // ---- extremes

  @Test
  void hasNoEvidenceWhereEverythingIsDecidedAtOnce() {
    DayAges.Builder days = DayAges.builder(0, 104, 14, 1);
    for (int day = 0; day < 104; day++) {
      days.add(day, 0, true, 10);
    }
    DayAges all = days.build();
    Result result = TEST.test(all.part(0, 90), all.part(0, 90), all.part(90, 104), 103);
    assertThat(result.pValue()).isOne();
    assertThat(result.hazardRatioInterval(0.95)).isEqualTo(new Interval(1, 1, 0.95));
  }

  @Test
  void bearsWhateverCanBeCounted() {
    long[] counts = {1, 3, 1_000, 1_000_000_000_000L};
    for (long before : counts) {
      for (long now : counts) {
        for (int baselineEvents = 0; baselineEvents <= 2; baselineEvents++) {
          for (int currentEvents = 0; currentEvents <= 2; currentEvents++) {
            DayAges.Builder days = DayAges.builder(0, 37, 7, 1);
            for (int day = 0; day < 37; day++) {
              long all = day < 30 ? before : now;
              int which = day < 30 ? baselineEvents : currentEvents;
              long events = which == 0 ? 0 : which == 1 ? Math.min(all, 1 + day % 3) : all;
              days.add(day, day % 2, true, events).addOpen(day, 36 - day, all - events);
            }
            DayAges all = days.build();
            assertIsFinite(TEST.test(all.part(0, 30), all.part(0, 30), all.part(30, 37), 36));
          }
        }
      }
    }
  }

  private static void assertIsFinite(Result result) {
    assertThat(result.logPValue()).as("%s", result).isFinite().isNotPositive();
    assertThat(result.statistic()).as("%s", result).isFinite();
    assertThat(result.skewness()).as("%s", result).isFinite();
    assertThat(result.dispersion()).as("%s", result).isFinite().isGreaterThanOrEqualTo(1);
    assertThat(result.hazardRatio()).as("%s", result).isNotNegative();
    assertThat(Double.isInfinite(result.hazardRatio()))
        .isEqualTo(result.expected() == 0 && result.observed() > 0);
    assertThat(result.logRatioError()).as("%s", result).isFinite().isNotNegative();
    Interval interval = result.hazardRatioInterval(0.95);
    assertThat(interval.low()).as("%s", result).isBetween(0.0, result.hazardRatio());
    assertThat(interval.high()).as("%s", result).isGreaterThanOrEqualTo(result.hazardRatio());
  }

  /** Rows {day, age, 1 if an event} in the days 0 to the current window's last, and closed days. */
  private record Cases(List<long[]> rows, SortedSet<Long> closed, int current) {

    static Cases random(Random random, int history, int current, int most) {
      Cases cases = new Cases(new ArrayList<>(), new TreeSet<>(), current);
      double median = 1 + 4 * random.nextDouble();
      cases.add(random, 0, history, most, median, 0.2);
      cases.add(random, history, history + current, most, median * (1 + random.nextInt(3)), 0.2);
      return cases.cut(history + current);
    }

    void add(Random random, int from, int to, int most, double median, double deviation) {
      for (int day = from; day < to; day++) {
        double common = deviation * random.nextGaussian();
        for (int i = random.nextInt(most + 1); i >= 0; i--) {
          long age = (long) (median * StrictMath.exp(0.5 * random.nextGaussian() + common));
          rows.add(new long[] {day, age, random.nextInt(5) < 4 ? 1 : 0});
        }
      }
    }

    /** As it is known on the morning of a day. */
    Cases cut(int asOf) {
      List<long[]> seen =
          rows.stream()
              .map(row -> row[0] + row[1] < asOf ? row : new long[] {row[0], asOf - 1 - row[0], 0})
              .toList();
      return new Cases(seen, closed, current);
    }

    Cases later(long days) {
      return new Cases(
          rows.stream().map(row -> new long[] {row[0] + days, row[1], row[2]}).toList(),
          closed,
          current);
    }

    Cases withoutEventsOnClosedDays() {
      return new Cases(
          rows.stream()
              .map(row -> closed.contains(row[0] + row[1]) ? new long[] {row[0], row[1], 0} : row)
              .toList(),
          closed,
          current);
    }

    Cases ifAlwaysOpen() {
      return new Cases(rows, new TreeSet<>(), current);
    }

    /** In another order; each row is a part of its cell. */
    Cases mixed(Random random) {
      List<long[]> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, random);
      return new Cases(shuffled, closed, current);
    }

    Result test(int history, int baseline) {
      long first = rows.stream().mapToLong(row -> row[0]).min().orElseThrow();
      DayAges.Builder builder = DayAges.builder(first, history + current, current, 1);
      rows.forEach(row -> builder.add(row[0], (int) row[1], row[2] == 1, 1));
      closed.forEach(builder::close);
      DayAges all = builder.build();
      long end = first + history;
      return TEST.test(
          all.part(first, end),
          all.part(end - baseline, end),
          all.part(end, end + current),
          end + current - 1);
    }
  }
}
