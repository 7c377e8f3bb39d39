package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaledIntervalTest {

  @Test
  void isNewcombesWithoutDispersion() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      TwoProportions data = data(random);
      Interval plain = NewcombeInterval.of(data, 0.95);
      Interval interval = ScaledInterval.of(data, 1, 0.95);
      assertThat(interval.low()).isCloseTo(plain.low(), within(1e-15));
      assertThat(interval.high()).isCloseTo(plain.high(), within(1e-15));
      assertThat(interval.level()).isEqualTo(0.95);
    }
  }

  @Test
  void hasArmsTwiceAsLongWhereDaysVaryFourTimesAsMuch() {
    TwoProportions data = new TwoProportions(100, 1_000, 30, 200);
    Interval plain = NewcombeInterval.of(data, 0.95);
    Interval interval = ScaledInterval.of(data, 4, 0.95);
    assertThat(interval.low()).isCloseTo(0.05 - 2 * (0.05 - plain.low()), within(1e-15));
    assertThat(interval.high()).isCloseTo(0.05 + 2 * (plain.high() - 0.05), within(1e-15));
  }

  @Test
  void staysWithinWhatADifferenceCanBeAndHoldsTheEstimate() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 500; i++) {
      TwoProportions data = data(random);
      Interval interval = ScaledInterval.of(data, 1 + 50 * random.nextDouble(), 0.999);
      assertThat(interval.low()).isBetween(-1.0, data.difference());
      assertThat(interval.high()).isBetween(data.difference(), 1.0);
    }
  }

  @Test
  void refusesWhatIsNoDispersion() {
    TwoProportions data = new TwoProportions(1, 2, 1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScaledInterval.of(data, 0.99, 0.95))
        .withMessage("dispersion must be at least 1 and finite, not 0.99");
    assertThatIllegalArgumentException().isThrownBy(() -> ScaledInterval.of(data, 1, 1));
  }

  private static TwoProportions data(SplittableRandom random) {
    long n = 1 + random.nextInt(60);
    long m = 1 + random.nextInt(60);
    return new TwoProportions(random.nextLong(n + 1), n, random.nextLong(m + 1), m);
  }
}
