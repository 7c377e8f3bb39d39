package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WilsonIntervalTest {

  @Test
  void agreesWithStatsmodelsOnAThousandSamples() {
    List<List<String>> cases = OracleFile.lines("proportion-intervals.csv").toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(1000);
    for (List<String> fields : cases) {
      TwoProportions data = Proportions.of(fields);
      Interval interval = WilsonInterval.of(data.y(), data.m(), Double.parseDouble(fields.get(4)));
      assertThat(interval.low()).isCloseTo(Double.parseDouble(fields.get(5)), within(1e-12));
      assertThat(interval.high()).isCloseTo(Double.parseDouble(fields.get(6)), within(1e-12));
    }
  }

  @Test
  void startsAtZeroWithoutEventsAndEndsAtOneWithoutOthers() {
    assertThat(WilsonInterval.of(0, 10, 0.95).low()).isZero();
    assertThat(WilsonInterval.of(10, 10, 0.95).high()).isOne();
    assertThat(WilsonInterval.of(0, 1, 0.95).high()).isCloseTo(0.79345, within(1e-5));
  }

  @Test
  void isMirroredWhereTheOthersAreCounted() {
    for (long x = 0; x <= 300; x++) {
      Interval interval = WilsonInterval.of(x, 300, 0.9);
      Interval others = WilsonInterval.of(300 - x, 300, 0.9);
      assertThat(others.low()).isCloseTo(1 - interval.high(), within(1e-15));
      assertThat(interval.contains(x / 300.0)).isTrue();
    }
  }

  @Test
  void holdsForNineQuintillionObservations() {
    long n = Long.MAX_VALUE;
    Interval interval = WilsonInterval.of(n / 2, n, 0.95);
    assertThat(interval.contains(0.5)).isTrue();
    assertThat(interval.high() - interval.low()).isBetween(6e-10, 7e-10);
    assertThat(WilsonInterval.of(n, n, 0.95).high()).isOne();
  }

  @Test
  void refusesWhatIsNoProportion() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(0, 0, 0.95))
        .withMessage("the sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(3, 2, 0.95))
        .withMessage("the sample cannot have the property 3 times in 2 observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(1, 2, 1))
        .withMessage("level must be in (0, 1), not 1.0");
  }
}
