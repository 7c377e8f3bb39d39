package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.stats.Interval;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much money is at stake has the interval of the change that it is a multiple of. */
class MoneyAtStakeTest {

  private static final WindowPair WINDOWS =
      new WindowPair(
          new Window(LocalDate.of(2025, 10, 3), LocalDate.of(2026, 1, 1)),
          new Window(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 15)));

  private static Evidence.Builder from(double before, double now) {
    return Evidence.of("own", WINDOWS).values(before, now);
  }

  private static DriftEvent event(Evidence.Builder evidence, Assessment.Builder assessment) {
    String key = "0123456789abcdef".repeat(4);
    LocalDate asOf = WINDOWS.current().endExclusive();
    Run run = new Run(key, "acme", "own", 1, "own", 1, "claims", key, 4, asOf, "{}", "0.1.0");
    return DriftEvent.found(key, run, Segment.of(List.of(), List.of()), evidence.build())
        .metric("denial-rate", 1, "DENIAL_RATE")
        .unit("share")
        .trend(Trend.DEGRADING)
        .assessed(assessment.build())
        .build();
  }

  private static Assessment.Builder assessed(double low, double high) {
    return Assessment.builder().adjustedInterval(new Interval(low, high, 0.99));
  }

  @Test
  void isOfARiseFromTheNearerLimitToTheFarther() {
    DriftEvent event = event(from(0, 0.25), assessed(0.125, 0.5).moneyAtStake(1_000));
    assertThat(event.moneyAtStakeInterval()).contains(new Interval(500, 2_000, 0.99));
  }

  @Test
  void isOfAFallTheOtherWayRound() {
    DriftEvent event = event(from(0.25, 0), assessed(-0.5, -0.125).moneyAtStake(1_000));
    assertThat(event.moneyAtStakeInterval()).contains(new Interval(500, 2_000, 0.99));
  }

  @Test
  void beginsWithNothingWhereThereMayBeNoChange() {
    DriftEvent event = event(from(0, 0.25), assessed(-0.125, 0.5).moneyAtStake(1_000));
    assertThat(event.moneyAtStakeInterval()).contains(new Interval(0, 2_000, 0.99));
  }

  @Test
  void isAbsentWhereItDoesNotGrowWithTheChange() {
    Evidence.Builder time = from(10, 14).effect("time-ratio", 1.4);
    assertThat(event(time, assessed(2, 6).moneyAtStake(1_000)).moneyAtStakeInterval()).isEmpty();
    assertThat(event(from(0, 0.25), assessed(0.1, 0.5)).moneyAtStakeInterval()).isEmpty();
    assertThat(
            event(from(0, 0.25), Assessment.builder().moneyAtStake(1_000)).moneyAtStakeInterval())
        .isEmpty();
  }
}
