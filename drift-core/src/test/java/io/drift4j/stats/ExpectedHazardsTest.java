package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedHazardsTest {

  /**
   * Mondays decide half on the first day, Tuesdays a quarter. Of 10 and 30 current ones (10 · ½ +
   * 30 · ¼) / 40 were to be expected.
   */
  @Test
  void areThoseOfTheSameWeekdayInTheNumbersOfTheCurrentWindow() {
    DayAges all =
        DayAges.builder(4, 9, 2, 1)
            .add(4, 0, true, 4)
            .addOpen(4, 1, 4)
            .add(5, 0, true, 1)
            .addOpen(5, 1, 3)
            .add(11, 0, true, 6)
            .addOpen(11, 0, 4)
            .add(12, 0, true, 3)
            .addOpen(12, 0, 27)
            .build();
    ExpectedHazards hazards =
        ExpectedHazards.of(
            List.of(new AgedWindows(all.part(4, 11), all.part(4, 11), all.part(11, 13))));
    assertThat(hazards.expected()[0]).isCloseTo(12.5 / 40, within(1e-15));
    assertThat(hazards.observed()[0]).isEqualTo(9 / 40.0);
    assertThat(hazards.expected()[1]).isZero();
    assertThat(hazards.lastAge(40)).isZero();
    assertThat(hazards.lastAge(41)).isEqualTo(-1);
  }

  @Test
  void sayNothingOfWeekdaysThatTheBaselineLacks() {
    DayAges all =
        DayAges.builder(0, 9, 1, 1)
            .add(0, 0, true, 3)
            .add(7, 0, false, 9)
            .add(8, 0, true, 90)
            .build();
    ExpectedHazards hazards =
        ExpectedHazards.of(
            List.of(new AgedWindows(all.part(0, 7), all.part(0, 7), all.part(7, 9))));
    assertThat(hazards.expected()).containsExactly(1);
    assertThat(hazards.observed()).containsExactly(0);
    assertThat(hazards.lastAge(9)).isZero();
    assertThat(hazards.lastAge(10)).isEqualTo(-1);
  }

  @Test
  void areNobodysToChange() {
    DayAges all = DayAges.builder(0, 8, 1, 1).add(0, 0, true, 1).add(7, 0, true, 1).build();
    ExpectedHazards hazards =
        ExpectedHazards.of(
            List.of(new AgedWindows(all.part(0, 7), all.part(0, 7), all.part(7, 8))));
    hazards.expected()[0] = 7;
    hazards.observed()[0] = 7;
    assertThat(hazards.expected()).containsExactly(1);
    assertThat(hazards.observed()).containsExactly(1);
  }
}
