package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {

  private static final Interval INTERVAL = new Interval(-1, 2, 0.95);

  @Test
  void containsItsLimits() {
    assertThat(INTERVAL.contains(-1)).isTrue();
    assertThat(INTERVAL.contains(0)).isTrue();
    assertThat(INTERVAL.contains(2)).isTrue();
    assertThat(INTERVAL.contains(Math.nextDown(-1.0))).isFalse();
    assertThat(INTERVAL.contains(Math.nextUp(2.0))).isFalse();
    assertThat(INTERVAL.contains(Double.NaN)).isFalse();
  }

  @Test
  void isWithinAMarginThatBothLimitsKeep() {
    assertThat(INTERVAL.isWithin(2)).isTrue();
    assertThat(INTERVAL.isWithin(Math.nextDown(2.0))).isFalse();
    assertThat(new Interval(-2, 1, 0.9).isWithin(2)).isTrue();
    assertThat(new Interval(-2, 1, 0.9).isWithin(1)).isFalse();
  }

  @Test
  void isValidFromBirth() {
    assertThat(new Interval(1, 1, 0.5).contains(1)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(1, 0, 0.95))
        .withMessage("limits out of order: 1.0, 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 0, 0.95));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(0, 1, 1))
        .withMessage("level must be in (0, 1), not 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(0, 1, 0));
  }

  @Test
  void aPValueIsNeverZeroNorIsItRounded() {
    TestResult tiny = new WassersteinTest.Result(0, -1e5, 1);
    assertThat(tiny.pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(tiny.isSignificantAt(1e-300)).isTrue();
    TestResult half = new WassersteinTest.Result(0, StrictMath.log(0.5), 1);
    assertThat(half.pValue()).isEqualTo(0.5);
    assertThat(half.isSignificantAt(0.5)).isTrue();
    assertThat(half.isSignificantAt(0.49)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> half.isSignificantAt(0));
  }
}
