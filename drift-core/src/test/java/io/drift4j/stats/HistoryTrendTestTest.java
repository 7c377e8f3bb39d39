package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.drift4j.stats.HistoryTrendTest.Result;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HistoryTrendTestTest {

  private static final HistoryTrendTest TEST = HistoryTrendTest.over(4);
  private static final int HISTORY = 343;
  private static final int WEEKS = 28;
  private static final int DAYS = HISTORY + WEEKS;
  private static final int ALL_SEEN = 2 * DAYS;

  /** What happens on a day, counted from 0: into the builder, at that day. */
  private interface Day {
    void add(DayAges.Builder builder, int day);
  }

  private static DayAges days(int days, int ages, Day day) {
    DayAges.Builder builder = DayAges.builder(0, days, ages, 1);
    for (int j = 0; j < days; j++) {
      day.add(builder, j);
    }
    return builder.build();
  }

  /** So many of 100 cases at the one age there is, on one weekday. */
  private static DayAges once(int... ofWeeks) {
    return days(
        DAYS,
        1,
        (builder, day) -> {
          int events = day < HISTORY ? 20 : ofWeeks[(day - HISTORY) / 7];
          if (day % 7 == 0) {
            builder.add(day, 0, true, events).addOpen(day, 0, 100 - events);
          }
        });
  }

  @Test
  void withOneAgeItIsTheTestOfCochranAndArmitage() {
    Result result = TEST.test(List.of(once(30, 26, 22, 10)), ALL_SEEN);
    double share = 88 / 400.0;
    assertThat(result.score()).isCloseTo(26 + 44 + 30 - 1.5 * 88, within(1e-12));
    assertThat(result.information())
        .isCloseTo(share * (1 - share) * 100 * 5 * 400 / 399.0, within(1e-12));
    assertThat(result.events()).isEqualTo(88);
    assertThat(result.dispersion()).isEqualTo(1);
    assertThat(result.statistic())
        .isCloseTo(result.score() / Math.sqrt(result.information()), within(1e-12));
    assertThat(result.slope()).isNegative();
  }

  @Test
  void weeksInReverseAreTheOppositeTrend() {
    Result down = TEST.test(List.of(once(30, 26, 22, 10)), ALL_SEEN);
    Result up = TEST.test(List.of(once(10, 22, 26, 30)), ALL_SEEN);
    assertThat(up.statistic()).isCloseTo(-down.statistic(), within(1e-12));
    assertThat(up.logPValue()).isCloseTo(down.logPValue(), within(1e-12));
  }

  @Test
  void whatIsHighInTheMiddleIsNoTrend() {
    assertThat(TEST.test(List.of(once(10, 30, 30, 10)), ALL_SEEN).statistic()).isZero();
  }

  @Test
  void theIntervalLeavesOutNothingExactlyIfItIsSignificant() {
    Result result = TEST.test(List.of(once(28, 26, 22, 14)), ALL_SEEN);
    double p = Math.exp(result.logPValue());
    assertThat(p).isBetween(0.001, 0.2);
    assertThat(result.slopeInterval(1 - p * 1.001).contains(0)).isFalse();
    assertThat(result.slopeInterval(1 - p * 0.999).contains(0)).isTrue();
  }

  // ---- with dice

  /** 20 cases a day with a hazard of their own, each at the same one at every age. */
  private static DayAges drawn(long seed, IntToDoubleFunction hazard) {
    SplittableRandom dice = new SplittableRandom(seed);
    return days(
        DAYS,
        WEEKS,
        (builder, day) -> {
          for (int i = 0; i < 20; i++) {
            int age = 0;
            int seen = Math.min(WEEKS, DAYS - day);
            while (age < seen && dice.nextDouble() >= hazard.applyAsDouble(day)) {
              age++;
            }
            if (age < seen) {
              builder.add(day, age, true, 1);
            } else {
              builder.addOpen(day, seen - 1, 1);
            }
          }
        });
  }

  private static Result tested(DayAges days) {
    return TEST.test(List.of(days), DAYS - 1L);
  }

  @Test
  void whatIsStillOpenIsNoTrend() {
    int below = 0;
    for (int seed = 1; seed <= 200; seed++) {
      below += tested(drawn(seed, day -> 0.08)).logPValue() < Math.log(0.05) ? 1 : 0;
    }
    assertThat(below).isBetween(1, 19); // 10 expected
  }

  /** The first step of Newton's method from no trend, which goes a little too far down. */
  @Test
  void theSlopeIsNearlyThatOfTheLogarithmOfTheHazard() {
    double sum = 0;
    for (int seed = 1; seed <= 50; seed++) {
      sum +=
          tested(
                  drawn(
                      seed,
                      day -> 0.08 * Math.exp(-0.2 * Math.max(0, Math.floorDiv(day - HISTORY, 7)))))
              .slope();
    }
    assertThat(sum / 50).isCloseTo(-0.2, within(0.05));
  }

  @Test
  void weeksThatSwingByThemselvesAreWhatATrendIsMeasuredBy() {
    Result swinging = tested(drawn(7, day -> 0.08 * (1 + 0.4 * Math.sin(day / 28.0 * 3))));
    assertThat(swinging.dispersion()).isGreaterThan(3);
    assertThat(tested(drawn(7, day -> 0.08)).dispersion()).isLessThan(1.6);
  }

  @Test
  void partsOfDifferentSpeedAreComparedWithThemselves() {
    DayAges fast =
        days(
            DAYS,
            1,
            (builder, day) -> {
              int cases = day < HISTORY ? 20 : 10 + 10 * ((day - HISTORY) / 7);
              builder.add(day, 0, true, cases / 2).addOpen(day, 0, cases - cases / 2);
            });
    DayAges slow =
        days(DAYS, 1, (builder, day) -> builder.add(day, 0, true, 2).addOpen(day, 0, 18));
    assertThat(TEST.test(List.of(fast, slow), ALL_SEEN).statistic()).isCloseTo(0, within(1e-9));
  }

  // ---- nothing to test

  @Test
  void fewEventsAreNotTested() {
    Result result = TEST.test(List.of(once(5, 5, 5, 4)), ALL_SEEN);
    assertThat(result.reason()).isEqualTo("fewer than 20 events are there");
    assertThat(result.logPValue()).isZero();
    assertThat(result.slope()).isZero();
    assertThat(TEST.test(List.of(once(5, 5, 5, 5)), ALL_SEEN).isTested()).isTrue();
  }

  @Test
  void aShortHistoryIsNotTested() {
    DayAges all = drawn(1, day -> 0.08);
    assertThat(TEST.test(List.of(all.part(DAYS - 83, DAYS)), DAYS - 1L).reason())
        .isEqualTo("the history has too few days with records");
    assertThat(TEST.test(List.of(all.part(DAYS - 84, DAYS)), DAYS - 1L).isTested()).isTrue();
    assertThatThrownBy(() -> TEST.test(List.of(all.part(DAYS - 28, DAYS)), DAYS - 1L))
        .hasMessage("a trend of 4 weeks needs strata with more days than these");
    assertThatThrownBy(() -> HistoryTrendTest.over(1))
        .hasMessage("a trend has two weeks or more, not 1");
  }

  @Test
  void eventsThatOnlyTheOldestWeekCouldHaveAreNotTested() {
    DayAges late =
        days(
            DAYS,
            WEEKS,
            (builder, day) -> {
              if (DAYS - day > 22) {
                builder.add(day, 22, true, 10).addOpen(day, 22, 10);
              } else {
                builder.addOpen(day, DAYS - day - 1, 20);
              }
            });
    assertThat(tested(late).reason()).isEqualTo("no two weeks were seen to the same age");
  }
}
