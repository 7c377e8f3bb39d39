package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DayAgesTest {

  private static final int DAYS = 9;
  private static final int AGES = 6;

  /** Counted row by row: a case of day j at age u lies on day j + u / ages a day. */
  @Test
  void areWhatCountingRowByRowGivesWithClosedDaysAndWithout() {
    Random random = new Random(20261127);
    for (int i = 0; i < 200; i++) {
      int inADay = 1 + random.nextInt(3);
      Set<Long> closed =
          random.nextBoolean() ? Set.of() : Set.of(100L, 103L, 100L + DAYS + random.nextInt(3));
      List<long[]> rows = new ArrayList<>();
      List<long[]> others = new ArrayList<>(); // the same, of the other event
      DayAges.Builder builder = DayAges.builder(100, DAYS, AGES, inADay).withOthers();
      for (int row = random.nextInt(40); row >= 0; row--) {
        long day = 100 + random.nextInt(DAYS);
        int age = random.nextInt(AGES + 3);
        long isEvent = random.nextInt(2);
        rows.add(new long[] {day, age, isEvent});
        boolean isOpen = isEvent == 0 && random.nextBoolean();
        others.add(new long[] {day, age, isOpen ? 0 : 1 - isEvent});
        if (isOpen) {
          builder.addOpen(day, age, 1);
        } else {
          builder.add(day, age, isEvent == 1, 1);
        }
      }
      closed.forEach(builder::close);
      DayAges days = builder.build();
      assertAreOf(days, rows, closed, inADay);
      assertAreOf(days.others(), others, closed, inADay);
      assertAreOf(days.others().others(), rows, closed, inADay);
    }
  }

  @Test
  void haveNoOthersUnlessTheseAreCounted() {
    DayAges days = DayAges.builder(0, 1, 1, 1).build();
    assertThatThrownBy(days::others)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("were not counted");
  }

  private static void assertAreOf(DayAges days, List<long[]> rows, Set<Long> closed, int inADay) {
    for (int day = 0; day < DAYS; day++) {
      for (int age = 0; age < AGES; age++) {
        long events = 0;
        long atRisk = 0;
        if (!closed.contains(100L + day + age / inADay)) {
          for (long[] row : rows) {
            atRisk += row[0] == 100 + day && row[1] >= age ? 1 : 0;
            events += row[0] == 100 + day && row[1] == age ? row[2] : 0;
          }
        }
        assertThat(days.events(day, age)).as("day %d, age %d", day, age).isEqualTo(events);
        assertThat(days.atRisk(day, age)).as("day %d, age %d", day, age).isEqualTo(atRisk);
      }
    }
  }

  @Test
  void haveTheCasesOfADayThoughItIsClosed() {
    DayAges days =
        DayAges.builder(0, 3, 5, 1)
            .add(0, 2, true, 4)
            .addOpen(0, 4, 1)
            .addOpen(1, 3, 7)
            .close(0)
            .close(1)
            .build();
    assertThat(days.atRisk(0, 0)).isZero();
    assertThat(days.cases(0)).isEqualTo(5);
    assertThat(days.cases(1)).isEqualTo(7);
    assertThat(days.hasCases(2)).isFalse();
  }

  @Test
  void giveSomeOfTheirDays() {
    DayAges days =
        DayAges.builder(10, 4, 2, 1)
            .add(11, 0, true, 3)
            .add(12, 1, false, 5)
            .addOpen(13, 9, 2)
            .build();
    DayAges part = days.part(11, 13);
    assertThat(part.firstDay()).isEqualTo(11);
    assertThat(part.size()).isEqualTo(2);
    assertThat(part.ages()).isEqualTo(2);
    assertThat(part.agesInADay()).isEqualTo(1);
    assertThat(part.events(0, 0)).isEqualTo(3);
    assertThat(part.atRisk(1)).isEqualTo(5);
    assertThat(days.events(0)).isEqualTo(3);
    assertThat(days.atRisk(0)).isEqualTo(10);
    assertThat(days.part(12, 14).part(13, 14).atRisk(0, 1)).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> part.part(10, 12))
        .withMessage("days 10 to 12 are not among 11 and 2");
  }

  @Test
  void refuseWhatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DayAges.builder(0, 0, 2, 3))
        .withMessage("days, ages and ages a day must be 1 or more, not 0, 2 and 3");
    assertThatIllegalArgumentException().isThrownBy(() -> DayAges.builder(0, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> DayAges.builder(0, 1, 1, 0));
    DayAges.Builder builder = DayAges.builder(5, 2, 3, 1);
    assertThatThrownBy(() -> builder.add(7, 0, true, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> builder.add(4, 2, true, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
