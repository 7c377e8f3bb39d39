package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TestResultTest {

  private record Plain(double statistic, double logPValue) implements TestResult {}

  @Test
  void givesThePOfItsLogarithm() {
    assertThat(new Plain(1, 0).pValue()).isEqualTo(1);
    assertThat(new Plain(1, StrictMath.log(0.25)).pValue()).isEqualTo(0.25);
    assertThat(new Plain(1, -700).pValue()).isEqualTo(StrictMath.exp(-700));
  }

  @Test
  void neverGivesAPOfZero() {
    assertThat(new Plain(1, -746).pValue()).isEqualTo(Double.MIN_VALUE);
    assertThat(new Plain(1, -1e300).pValue()).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void isSignificantUpToTheLevelItself() {
    TestResult result = new Plain(1, StrictMath.log(0.05));
    assertThat(result.isSignificantAt(0.05)).isTrue();
    assertThat(result.isSignificantAt(0.05 * (1 - 1e-15))).isFalse();
    assertThat(result.isSignificantAt(0.5)).isTrue();
    assertThat(new Plain(1, -5000).isSignificantAt(Double.MIN_VALUE)).isTrue();
  }

  @Test
  void refusesLevelsThatAreNoneByName() {
    TestResult result = new Plain(1, -1);
    for (double alpha : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> result.isSignificantAt(alpha))
          .withMessage("alpha must be in (0, 0.5], not " + alpha);
    }
  }
}
