package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LevelsTest {

  @Test
  void areBetweenZeroAndOne() {
    assertThat(Levels.requireLevel(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Levels.requireLevel(Math.nextDown(1.0))).isEqualTo(Math.nextDown(1.0));
    for (double level : new double[] {0, 1, -0.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Levels.requireLevel(level))
          .withMessage("level must be in (0, 1), not " + level);
    }
  }

  @Test
  void ofDispersionBeginAtOneAndEnd() {
    assertThat(Levels.requireDispersion(1)).isOne();
    assertThat(Levels.requireDispersion(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    for (double dispersion :
        new double[] {Math.nextDown(1.0), Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Levels.requireDispersion(dispersion))
          .withMessage("dispersion must be at least 1 and finite, not " + dispersion);
    }
  }

  @Test
  void needBothSamples() {
    FrequencyTable one = FrequencyTable.of(1);
    FrequencyTable none = FrequencyTable.empty();
    assertThatCode(() -> Levels.requireBoth(one, one)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Levels.requireBoth(none, one))
        .withMessage("the first sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Levels.requireBoth(one, none))
        .withMessage("the second sample has no observations");
  }

  @Test
  void needBothSamplesOfTimes() {
    TimeToEventTable one = TimeToEventTable.builder().add(1, 1, 1).build();
    TimeToEventTable none = TimeToEventTable.empty();
    assertThatCode(() -> Levels.requireBoth(one, one)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Levels.requireBoth(none, one))
        .withMessage("the first sample has no observations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Levels.requireBoth(one, none))
        .withMessage("the second sample has no observations");
  }
}
