package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records a day, whose weekdays differ and whose days resemble each other. */
class HistoryRateTestTest {

  private static final int HISTORY = 364;
  private static final int BASELINE = 90;
  private static final int CURRENT = 14;
  private static final int DAYS = HISTORY + CURRENT;

  private static HistoryRateTest.Result test(DayCounts all) {
    return HistoryRateTest.withDefaults()
        .test(all.part(0, HISTORY), all.part(HISTORY - BASELINE, HISTORY), all.part(HISTORY, DAYS));
  }

  private static DayCounts.Builder days(IntToDoubleFunction count) {
    DayCounts.Builder days = DayCounts.builder(0, DAYS);
    for (int day = 0; day < DAYS; day++) {
      days.add(day, (long) count.applyAsDouble(day));
    }
    return days;
  }

  /** Weekdays 3 to 7 have 20 and 30 in turn, the others none. */
  private static double weekly(int day) {
    return day % 7 < 2 ? 0 : (day / 7) % 2 == 0 ? 20 : 30;
  }

  @Test
  void eachWeekdayIsSetAgainstItself() {
    HistoryRateTest.Result result = test(days(HistoryRateTestTest::weekly).build());
    // 90 days from day 274 on, a day 1 of the week: 13 Mondays with 25 or so, 5 of 7 days
    double expected = 0;
    for (int weekday = 2; weekday < 7; weekday++) {
      double sum = 0;
      int n = 0;
      for (int day = HISTORY - BASELINE; day < HISTORY; day++) {
        if (day % 7 == weekday) {
          sum += weekly(day);
          n++;
        }
      }
      expected += 2 * sum / n;
    }
    assertThat(result.observed()).isEqualTo(250);
    assertThat(result.expected()).isCloseTo(expected, within(1e-9));
    assertThat(result.statistic()).isCloseTo(0, within(0.3));
    assertThat(result.days()).isEqualTo(14);
  }

  /** 10 a day for ever: φ = 1, E = 140, V = 140 + 7 · 4 · 10 / n, of 13 days or 12 each. */
  @Test
  void aDayLikeTheOtherLeavesChanceAlone() {
    HistoryRateTest.Result result = test(days(day -> day < HISTORY ? 10 : 12).build());
    double variance = 140 + 4 * 10 * (6 / 13.0 + 1 / 12.0);
    assertThat(result.dispersion()).isEqualTo(1);
    assertThat(result.expected()).isCloseTo(140, within(1e-9));
    assertThat(result.expected() + result.expectedVariance()).isCloseTo(variance, within(1e-9));
    assertThat(result.statistic()).isCloseTo(28 / Math.sqrt(variance), within(1e-9));
    assertThat(result.degrees()).isEqualTo(100);
  }

  @Test
  void aStopIsFound() {
    Dice dice = new Dice(3);
    HistoryRateTest.Result result = test(days(day -> day < HISTORY ? dice.poisson(1) : 0).build());
    assertThat(result.observed()).isZero();
    assertThat(result.logPValue()).isLessThan(Math.log(0.001));
    assertThat(result.interval(0.95).high()).isLessThan(0);
  }

  @Test
  void daysBeforeTheFirstRecordAreNoneAndThoseLeftOutAreNone() {
    DayCounts late = days(day -> day < HISTORY - 40 ? 0 : 10).build();
    assertThat(test(late).expected()).isCloseTo(140, within(1e-9));
    DayCounts.Builder leaving = days(day -> day == HISTORY + 3 ? 500 : 10);
    leaving.leaveOut(HISTORY + 3).leaveOut(HISTORY - 20);
    HistoryRateTest.Result result = test(leaving.build());
    assertThat(result.observed()).isEqualTo(130);
    assertThat(result.expected()).isCloseTo(130, within(1e-9));
    assertThat(result.days()).isEqualTo(13);
  }

  @Test
  void aDayWithoutRecordsCounts() {
    DayCounts all = days(day -> day >= HISTORY && day % 2 == 0 ? 0 : 10).build();
    assertThat(test(all).observed()).isEqualTo(70);
    assertThat(test(all).logPValue()).isLessThan(Math.log(1e-6));
  }

  @Test
  void aShortHistoryIsRefused() {
    DayCounts all = days(day -> day < HISTORY - 20 ? 0 : 10).build();
    assertThatThrownBy(() -> test(all))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a history of a week more");
  }

  /** Weekends with a fifth, gamma days, and an autoregressive swing. */
  private static DayCounts draw(Dice dice, double aDay, double cv, double swing, double factor) {
    double[] effect = {dice.normal()};
    return days(day -> {
          effect[0] = 0.7 * effect[0] + Math.sqrt(0.51) * dice.normal();
          double mean = aDay * (day % 7 < 2 ? 0.3 : 1.28) * Math.max(0, 1 + swing * effect[0]);
          double own = cv > 0 ? dice.gamma(1 / (cv * cv)) * cv * cv : 1;
          return dice.poisson(mean * own * (day < HISTORY ? 1 : factor));
        })
        .build();
  }

  /** Per mille at .05, at .001, and whose interval covers. */
  private static double[] found(int runs, double aDay, double cv, double swing, double factor) {
    Dice dice = new Dice(17 * runs + Math.round(100 * (aDay + cv * 7 + swing * 3 + factor)));
    double[] found = new double[3];
    for (int run = 0; run < runs; run++) {
      HistoryRateTest.Result result = test(draw(dice, aDay, cv, swing, factor));
      double weekdays = (2 * 0.3 + 5 * 1.28) * 2 * aDay;
      found[0] += result.logPValue() <= Math.log(0.05) ? 1000.0 / runs : 0;
      found[1] += result.logPValue() <= Math.log(0.001) ? 1000.0 / runs : 0;
      found[2] += result.interval(0.95).contains(weekdays * (factor - 1)) ? 1000.0 / runs : 0;
    }
    return found;
  }

  @Test
  void falseAlarmsAreAsManyAsSaid() {
    for (double swing : new double[] {0, 0.15}) {
      double[] found = found(1500, 20, 0.2, swing, 1);
      assertThat(found[0]).as("per mille at .05, swing %s", swing).isBetween(20.0, 65 + 21.0);
      assertThat(found[1]).as("per mille at .001, swing %s", swing).isLessThanOrEqualTo(3 + 5.0);
      assertThat(found[2]).as("coverage").isBetween(920.0, 985.0);
    }
  }

  @Test
  void aThirdMoreIsFound() {
    double[] found = found(300, 20, 0.2, 0, 1.33);
    assertThat(found[0]).isBetween(900.0, 1000.0);
    assertThat(found[2]).isBetween(900.0, 990.0);
  }

  // ---- with an exposure

  private static HistoryRateTest.Result test(DayCounts all, DayCounts exposure) {
    return HistoryRateTest.withDefaults()
        .test(
            all.part(0, HISTORY),
            all.part(HISTORY - BASELINE, HISTORY),
            all.part(HISTORY, DAYS),
            exposure);
  }

  /** 10 of 100 a day, then 20 of 200: E = 280, V = 280 + 2800² · 900 / 9000². */
  @Test
  void asManyForAsMuchAreNoMore() {
    DayCounts exposure = days(day -> day < HISTORY ? 100 : 200).build();
    HistoryRateTest.Result result = test(days(day -> day < HISTORY ? 10 : 20).build(), exposure);
    assertThat(result.expected()).isCloseTo(280, within(1e-9));
    assertThat(result.expectedVariance())
        .isCloseTo(2800.0 * 2800 * 900 / 9000 / 9000, within(1e-9));
    assertThat(result.statistic()).isZero();
    assertThat(result.dispersion()).isEqualTo(1);
    HistoryRateTest.Result more = test(days(day -> day < HISTORY ? 10 : 25).build(), exposure);
    assertThat(more.statistic())
        .isCloseTo(70 / Math.sqrt(280 + 2800.0 * 2800 * 900 / 9000 / 9000), within(1e-9));
  }

  @Test
  void anExposureOfOneADayIsDaysThatAreAlike() {
    Dice dice = new Dice(8);
    DayCounts all = days(day -> dice.poisson(6)).build();
    HistoryRateTest.Result result = test(all, days(day -> 1).build());
    long inBaseline = all.part(HISTORY - BASELINE, HISTORY).count();
    assertThat(result.expected()).isCloseTo(inBaseline * 14 / 90.0, within(1e-9));
    assertThat(result.logPValue()).isBetween(Math.log(0.001), 0.0);
  }

  @Test
  void withoutExposureNothingIsTested() {
    DayCounts all = days(day -> 10).build();
    DayCounts stops = days(day -> day < HISTORY ? 5 : 0).build();
    assertThat(
            HistoryRateTest.isPossible(
                all.part(0, HISTORY),
                all.part(HISTORY - BASELINE, HISTORY),
                all.part(HISTORY, DAYS),
                stops))
        .isFalse();
    assertThatThrownBy(() -> test(all, stops))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exposure in the current window");
    assertThatThrownBy(() -> test(all, stops.part(10, DAYS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are not among");
  }

  private static boolean canBeTested(DayCounts all, DayCounts exposure) {
    return HistoryRateTest.isPossible(
        all.part(0, HISTORY),
        all.part(HISTORY - BASELINE, HISTORY),
        all.part(HISTORY, DAYS),
        exposure);
  }

  /** Denials of claims: weekends with a fifth, and days of which each has a rate of its own. */
  private static double[] exposed(int runs, double aDay, double share, double cv, double factor) {
    Dice dice = new Dice(19 * runs + Math.round(100 * (aDay + share * 7 + cv * 3 + factor)));
    double[] found = new double[3];
    for (int run = 0; run < runs; run++) {
      DayCounts claims = draw(dice, aDay, 0.2, 0.15, 1.5);
      DayCounts.Builder denials = DayCounts.builder(0, DAYS);
      for (int day = 0; day < DAYS; day++) {
        double own = cv > 0 ? dice.gamma(1 / (cv * cv)) * cv * cv : 1;
        double mean = claims.count(day) * share * own * (day < HISTORY ? 1 : factor);
        denials.add(day, dice.poisson(mean));
      }
      DayCounts denied = denials.build();
      if (!canBeTested(denied, claims)) {
        continue; // nothing is said: it is no alarm, and covers nothing
      }
      HistoryRateTest.Result result = test(denied, claims);
      double due = claims.part(HISTORY, DAYS).count() * share;
      found[0] += result.logPValue() <= Math.log(0.05) ? 1000.0 / runs : 0;
      found[1] += result.logPValue() <= Math.log(0.001) ? 1000.0 / runs : 0;
      found[2] += result.interval(0.95).contains(due * (factor - 1)) ? 1000.0 / runs : 0;
    }
    return found;
  }

  @Test
  void falseAlarmsWithExposureAreAsManyAsSaid() {
    for (double cv : new double[] {0, 0.3}) {
      double[] found = exposed(1000, 20, 0.1, cv, 1);
      assertThat(found[0]).as("per mille at .05, cv %s", cv).isBetween(15.0, 65 + 26.0);
      assertThat(found[1]).as("per mille at .001, cv %s", cv).isLessThanOrEqualTo(3 + 6.0);
      assertThat(found[2]).as("coverage").isBetween(920.0, 990.0);
    }
    assertThat(exposed(200, 20, 0.1, 0, 2)[0]).isGreaterThan(900);
  }

  /** The whole grid of rates, printed. */
  @Tag("proof")
  @Test
  void falseAlarmsWithExposureOfTheWholeGrid() {
    int runs = 2000;
    for (double aDay : new double[] {5, 20, 100}) {
      for (double share : new double[] {0.02, 0.1, 0.5}) {
        for (double cv : new double[] {0, 0.3}) {
          double[] found = exposed(runs, aDay, share, cv, 1);
          System.out.printf(
              Locale.ROOT,
              "rate of %.2f of %.0f a day, cv %.1f: %.1f / %.2f per mille, covered %.1f%n",
              share,
              aDay,
              cv,
              found[0],
              found[1],
              found[2]);
          assertThat(found[0]).isLessThan(65 + 3.3 * Math.sqrt(65 * 935.0 / runs));
          assertThat(found[1]).isLessThan(3 + 3.3 * Math.sqrt(3 * 997.0 / runs));
        }
      }
    }
  }

  /** The whole grid, printed. */
  @Tag("proof")
  @Test
  void falseAlarmsOfTheWholeGrid() {
    int runs = 4000;
    for (double aDay : new double[] {0.5, 5, 20, 100}) {
      for (double cv : new double[] {0, 0.2, 0.5}) {
        for (double swing : new double[] {0, 0.15}) {
          double[] found = found(runs, aDay, cv, swing, 1);
          double[] more = found(runs / 4, aDay, cv, swing, 1.33);
          System.out.printf(
              Locale.ROOT,
              "volume %.1f a day, cv %.1f, swing %.2f: %.1f / %.2f per mille, covered %.1f;"
                  + " a third more %.1f / %.1f, covered %.1f%n",
              aDay,
              cv,
              swing,
              found[0],
              found[1],
              found[2],
              more[0],
              more[1],
              more[2]);
          assertThat(found[0]).isLessThan(65 + 3.3 * Math.sqrt(65 * 935.0 / runs));
          assertThat(found[1]).isLessThan(3 + 3.3 * Math.sqrt(3 * 997.0 / runs));
        }
      }
    }
  }
}
