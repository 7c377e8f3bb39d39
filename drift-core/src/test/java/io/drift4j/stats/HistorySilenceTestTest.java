package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** For how long there has been nothing, and how unusual that is. Day 0 is a Thursday. */
class HistorySilenceTestTest {

  private static final int HISTORY = 364;
  private static final int DAYS = HISTORY + 14;

  private static HistorySilenceTest.Result test(IntPredicate hasRecords) {
    DayCounts.Builder counts = DayCounts.builder(0, DAYS);
    for (int day = 0; day < DAYS; day++) {
      counts.add(day, hasRecords.test(day) ? 5 : 0);
    }
    return test(counts.build());
  }

  private static HistorySilenceTest.Result test(DayCounts all) {
    return HistorySilenceTest.withDefaults()
        .test(all.part(0, HISTORY), all.part(HISTORY - 91, HISTORY), all.part(HISTORY, DAYS));
  }

  private static boolean isWeekend(int day) {
    return day % 7 == 2 || day % 7 == 3;
  }

  /** 13 of each weekday in the baseline, each with records: a = 13.5 / 14. */
  @Test
  void aDailyFeedIsMissedAtOnce() {
    HistorySilenceTest.Result result = test(day -> day < DAYS - 3);
    assertThat(result.days()).isEqualTo(3);
    assertThat(result.lastDay()).isEqualTo(DAYS - 4);
    assertThat(result.logPValue()).isCloseTo(3 * Math.log(0.5 / 14), within(1e-12));
    assertThat(result.expected()).isEqualTo(15);
    assertThat(result.usual()).isZero();
    assertThat(result.dispersion()).isOne();
  }

  @Test
  void whereThereAreRecordsOnTheLastDayNothingIsSilent() {
    HistorySilenceTest.Result result = test(day -> true);
    assertThat(result.days()).isZero();
    assertThat(result.logPValue()).isZero();
  }

  /** The last three days are Monday to Wednesday. */
  @Test
  void weekendsAreNoSilence() {
    HistorySilenceTest.Result two = test(day -> !isWeekend(day) && day < DAYS - 2);
    HistorySilenceTest.Result four = test(day -> !isWeekend(day) && day < DAYS - 4);
    assertThat((DAYS - 1) % 7).isEqualTo(6);
    assertThat(four.days()).isEqualTo(5);
    double ofWeekend = Math.log(13.5 / 14);
    double ofWeekday = Math.log(0.5 / 14);
    assertThat(two.logPValue()).isCloseTo(2 * ofWeekday, within(1e-9));
    assertThat(four.logPValue()).isCloseTo(3 * ofWeekday + 2 * ofWeekend, within(1e-9));
  }

  /** Eight days without is one batch, fifteen are two. */
  @Test
  void aWeeklyFeedIsMissedWhenItsDayIs() {
    int last = HISTORY - 1 + 7; // on the same weekday as its other days
    HistorySilenceTest.Result result = test(day -> (last - day) % 7 == 0 && day <= last - 7);
    assertThat(result.days()).isEqualTo(14);
    assertThat(result.logPValue()).isBetween(2 * Math.log(0.5 / 14) - 1, -5.0);
    HistorySilenceTest.Result usual = test(day -> (DAYS - 7 - day) % 7 == 0);
    assertThat(usual.days()).isEqualTo(6);
    assertThat(usual.logPValue()).isGreaterThan(Math.log(0.1));
  }

  /** Ten days were silent half a year ago: such a thing happens. */
  @Test
  void whatHappenedBeforeIsNotBeyondChance() {
    HistorySilenceTest.Result result = test(day -> !(day >= 150 && day < 160) && day < DAYS - 6);
    assertThat(result.logPValue()).isGreaterThanOrEqualTo(Math.log(5.0 / HISTORY) - 1e-12);
    assertThat(result.dispersion()).isGreaterThan(1);
  }

  @Test
  void daysThatAreLeftOutDoNotCount() {
    DayCounts.Builder counts = DayCounts.builder(0, DAYS);
    for (int day = 0; day < DAYS - 3; day++) {
      counts.add(day, 5);
    }
    HistorySilenceTest.Result result = test(counts.leaveOut(DAYS - 1).leaveOut(DAYS - 2).build());
    assertThat(result.days()).isOne();
    assertThat(result.logPValue()).isCloseTo(Math.log(0.5 / 14), within(1e-12));
  }

  @Test
  void silenceFromBeforeTheCurrentWindowIsCountedWhole() {
    HistorySilenceTest.Result result = test(day -> day < HISTORY - 6);
    assertThat(result.days()).isEqualTo(20);
  }

  @Test
  void itNeedsARecordAndTwoWeeks() {
    assertThatThrownBy(() -> test(day -> false)).hasMessageContaining("needs a record");
    assertThatThrownBy(() -> test(day -> day > HISTORY - 5)).hasMessageContaining("two weeks");
  }
}
