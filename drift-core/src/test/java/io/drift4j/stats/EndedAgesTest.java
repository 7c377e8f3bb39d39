package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Rows that are known only because they ended: in reverse time, and given their age. */
class EndedAgesTest {

  private static final int HISTORY = 56;
  private static final int CURRENT = 7;
  private static final int DAYS = HISTORY + CURRENT;
  private static final int AGES = 7;

  /** Days all of which are of one weekday: seven apart, so that strata are one. */
  private static DayAges.Builder builder() {
    return DayAges.builder(0, DAYS, AGES, 1);
  }

  @Test
  void inReverseTimeThoseAreAtRiskWhoEndedByAnAge() {
    DayAges ages =
        DayAges.builder(10, 3, 4, 1)
            .inReverseTime(12)
            .add(10, 0, true, 2)
            .add(10, 2, true, 3)
            .add(10, 9, true, 7)
            .add(11, 1, true, 4)
            .add(11, 1, false, 5)
            .add(12, 0, true, 6)
            .build();
    assertThat(row(ages, 0)).containsExactly(2, 2, 5, 0);
    assertThat(row(ages, 1)).containsExactly(0, 4, 0, 0);
    assertThat(row(ages, 2)).containsExactly(6, 0, 0, 0);
    assertThat(ages.events(0)).isEqualTo(8);
  }

  @Test
  void amongTheEndedThoseAreAtRiskWhoEndedAtAnAge() {
    DayAges ages =
        DayAges.builder(10, 2, 3, 1)
            .amongEnded()
            .add(10, 0, true, 2)
            .add(10, 0, false, 3)
            .add(10, 3, false, 7)
            .add(11, 2, false, 4)
            .close(10)
            .build();
    assertThat(row(ages, 0)).as("closed on its first day").containsExactly(0, 0, 0);
    assertThat(row(ages, 1)).containsExactly(0, 0, 4);
  }

  private static List<Integer> row(DayAges ages, int day) {
    List<Integer> row = new ArrayList<>();
    for (int age = 0; age < ages.ages(); age++) {
      row.add((int) ages.atRisk(day, age));
    }
    return row;
  }

  /**
   * Rows on Mondays only, of which there is one stratum: O and E of the log-rank in reverse time.
   */
  @Test
  void withOneWeekdayItIsTheLogRankTestInReverseTime() {
    SplittableRandom random = new SplittableRandom(3);
    DayAges.Builder builder = builder().inReverseTime(DAYS - 1);
    FrequencyTable.Builder[] times = {FrequencyTable.builder(), FrequencyTable.builder()};
    FrequencyTable.Builder[] followed = {FrequencyTable.builder(), FrequencyTable.builder()};
    for (int day = 0; day < DAYS; day += 7) {
      for (int i = 0; i < 60; i++) {
        int age = random.nextInt(day < HISTORY ? 5 : 7);
        int sample = day < HISTORY ? 0 : 1;
        builder.add(day, age, true, 1);
        times[sample].add(age);
        followed[sample].add(Math.min(AGES - 1, DAYS - 1 - day));
      }
    }
    DayAges all = builder.build();
    HistoryLogRankTest.Result result =
        HistoryLogRankTest.withDefaults()
            .test(all.part(0, HISTORY), all.part(0, HISTORY), all.part(HISTORY, DAYS), DAYS - 1);
    ReverseLogRankTest.Result plain =
        ReverseLogRankTest.withDefaults()
            .test(
                new ReverseLogRankTest.Decided(times[0].build(), followed[0].build()),
                new ReverseLogRankTest.Decided(times[1].build(), followed[1].build()));
    assertThat(result.weightedObserved() - result.weightedExpected())
        .isCloseTo(plain.observed() - plain.expected(), within(1e-9));
    assertThat(result.statistic() * plain.z()).as("both say slower").isPositive();
    assertThat(plain.z()).isPositive();
  }

  @Test
  void givenTheAgeItIsMantelAndHaenszelsTest() {
    SplittableRandom random = new SplittableRandom(5);
    DayAges.Builder builder = builder().amongEnded();
    for (int day = 0; day < DAYS; day++) {
      for (int age = 0; age < Math.min(AGES, DAYS - day); age++) {
        builder.add(day, age, true, 1 + random.nextInt(2)).add(day, age, false, 4);
      }
    }
    DayAges all = builder.build();
    DayAges history = all.part(0, HISTORY);
    DayAges current = all.part(HISTORY, DAYS);
    HistoryMantelHaenszelTest.Result result =
        HistoryMantelHaenszelTest.withDefaults().test(history, history, current);
    MantelHaenszelTest.Result plain = MantelHaenszelTest.withDefaults().test(result.strata());
    assertThat(result.dispersion()).as("days vary less than chance").isEqualTo(1);
    assertThat(result.statistic() * result.statistic()).isCloseTo(plain.statistic(), within(1e-9));
    assertThat(result.share() + result.riskDifference())
        .as("Σ n y / N of Σ n m / N")
        .isCloseTo(weighted(result.strata()), within(1e-12));
    assertThat(result.interval(0.95))
        .isEqualTo(MantelHaenszelTest.riskDifferenceInterval(result.strata(), 0.95));
    assertThat(result.standardError() * result.statistic())
        .isCloseTo(result.riskDifference(), within(1e-9));
  }

  private static double weighted(List<TwoProportions> strata) {
    double events = 0;
    double weight = 0;
    for (TwoProportions s : strata) {
      events += (double) s.n() * s.y() / (s.n() + s.m());
      weight += (double) s.n() * s.m() / (s.n() + s.m());
    }
    return events / weight;
  }

  @Test
  void withoutAnAgeInCommonThereIsNoTest() {
    DayAges all =
        builder().amongEnded().add(3, 5, true, 9).add(40, 6, false, 9).add(60, 1, true, 9).build();
    DayAges history = all.part(0, HISTORY);
    DayAges current = all.part(HISTORY, DAYS);
    assertThat(HistoryMantelHaenszelTest.isPossible(history, history, current)).isFalse();
    assertThatThrownBy(
            () -> HistoryMantelHaenszelTest.withDefaults().test(history, history, current))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ended at the same age");
  }

  @Test
  void squareAndAddIsNewcombesIntervalOfWilsons() {
    Interval newcombe = NewcombeInterval.of(new TwoProportions(9, 60, 20, 50), 0.95);
    Interval made =
        SquareAndAdd.difference(
            9 / 60.0, WilsonInterval.of(9, 60, 0.95), 20 / 50.0, WilsonInterval.of(20, 50, 0.95));
    assertThat(made.low()).isCloseTo(newcombe.low(), within(1e-12));
    assertThat(made.high()).isCloseTo(newcombe.high(), within(1e-12));
  }

  /** 1, 2, 3, 4: mean 2.5, s² 5/3, e = √(5 / 12); the median's arm is the whole of four. */
  @Test
  void intervalsOfMeanAndMedianAreScaled() {
    FrequencyTable four = FrequencyTable.of(1, 2, 3, 4);
    double e = Math.sqrt(5 / 12.0);
    assertThat(ScaledLocation.error(four, 1)).isCloseTo(e, within(1e-12));
    assertThat(ScaledLocation.error(four, 4)).isCloseTo(2 * e, within(1e-12));
    Interval mean = ScaledLocation.ofMean(four, 1, 0.95);
    assertThat(mean.high()).isCloseTo(2.5 * Math.exp(2.169185 * e / 2.5), within(1e-5));
    assertThat(mean.low() * mean.high()).isCloseTo(2.5 * 2.5, within(1e-9));
    assertThat(ScaledLocation.ofMedian(four, 1, 0.95)).isEqualTo(new Interval(1, 4, 0.95));
    Interval around = ScaledLocation.ofMean(FrequencyTable.of(-3, 1), 1, 0.95);
    assertThat(around.low() + around.high()).as("no logarithm").isCloseTo(-2, within(1e-12));
    assertThat(ScaledLocation.error(FrequencyTable.of(7), 1)).isZero();
  }
}
