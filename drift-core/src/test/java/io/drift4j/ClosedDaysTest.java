package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which days are left out, by rule or declared; day 0 is a Monday. */
class ClosedDaysTest {

  private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
  private static final int DAYS = 70;

  /** So many on working days, none at weekends. */
  private static long[] ended(long aDay) {
    long[] ended = new long[DAYS];
    for (int day = 0; day < DAYS; day++) {
      ended[day] = day % 7 < 5 ? aDay : 0;
    }
    return ended;
  }

  private static long[] ended(long aDay, long count, int... days) {
    long[] ended = ended(aDay);
    for (int day : days) {
      ended[day] = count;
    }
    return ended;
  }

  private static List<Integer> found(long[] ended, Integer... declared) {
    Collection<LocalDate> days = Arrays.stream(declared).map(day -> MONDAY.plusDays(day)).toList();
    return ClosedDays.of(ended, MONDAY, new TreeSet<>(days)).stream()
        .map(day -> (int) (day.toEpochDay() - MONDAY.toEpochDay()))
        .toList();
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }

  @Test
  void areNoneWhereWorkGoesOnButAtWeekends() {
    assertThat(found(ended(20))).isEmpty();
  }

  @Test
  void areFoundWithTheDayOfTheBacklog() {
    assertThat(found(ended(20, 0, 30))).containsExactly(30, 31);
  }

  @Test
  void lastOverTheWeekendUntilTheWorkGoesOn() {
    assertThat(found(ended(20, 0, 32))).containsExactly(32, 33, 34, 35); // a Friday
    assertThat(found(ended(20, 0, 35))).containsExactly(35, 36); // a Monday
  }

  @Test
  void areFoundBelowATwentiethOfTheirWeekday() {
    assertThat(found(ended(100, 4, 30))).containsExactly(30, 31);
    assertThat(found(ended(100, 5, 30))).isEmpty();
  }

  /** Half a day is not told from a bad one. */
  @Test
  void areNotFoundWhereAPartOfThePayerWorks() {
    assertThat(found(ended(100, 30, 30))).isEmpty();
  }

  @Test
  void areNotFoundWhereFewEndAnyway() {
    assertThat(found(ended(10, 0, 30))).containsExactly(30, 31);
    assertThat(found(ended(9, 0, 30))).isEmpty();
  }

  @Test
  void areNewsWhereTheyAreMoreThanTenTogether() {
    assertThat(found(ended(20, 0, range(28, 38)))).hasSize(11).contains(28, 38); // ten
    assertThat(found(ended(20, 0, range(28, 39)))).isEmpty();
    assertThat(found(ended(20, 0, range(32, 39)))).containsExactly(32, 33, 34, 35, 36, 37, 38, 39);
  }

  /** A record now and then, or at a weekend, does not end a stop and begin another. */
  @Test
  void areNewsThoughARecordEndsNowAndThen() {
    long[] ended = ended(20, 0, range(28, 50));
    for (int day = 30; day < 50; day += 3) {
      ended[day] = 2;
    }
    assertThat(found(ended)).isEmpty();
    long[] weekend = ended(20, 0, 32);
    weekend[33] = 1;
    weekend[34] = 1;
    assertThat(found(weekend)).containsExactly(32, 33, 34, 35);
  }

  @Test
  void endWithADayOnWhichHalfTheUsualIsDone() {
    assertThat(found(ended(20, 0, 30, 31))).containsExactly(30, 31, 32);
    long[] slowly = ended(20, 0, 30);
    slowly[31] = 9;
    assertThat(found(slowly)).containsExactly(30, 31, 32);
    slowly[31] = 10;
    assertThat(found(slowly)).containsExactly(30, 31);
  }

  @Test
  void areNoneWhileTheWorkOfAYoungTableGrows() {
    long[] ended = ended(100);
    for (int day = 0; day < 12; day++) {
      ended[day] = day == 1 ? 0 : day * 2;
    }
    assertThat(found(ended)).isEmpty();
  }

  @Test
  void areNewsWhereMoreThanFourLastUntilNow() {
    long[] ended = Arrays.copyOf(ended(20), 68); // the last is a Friday
    for (int day = 64; day < 68; day++) {
      ended[day] = 0;
    }
    assertThat(found(ended)).containsExactly(64, 65, 66, 67);
    ended[63] = 0;
    assertThat(found(ended)).isEmpty();
  }

  @Test
  void areWhatSomebodySaysHoweverLongAndHoweverFewEnd() {
    assertThat(found(ended(2), 30)).containsExactly(30, 31);
    assertThat(found(ended(20, 0, range(28, 49)), 30)).hasSize(22).contains(28, 49);
    assertThat(found(ended(20), 30)).as("somebody worked").containsExactly(30, 31);
  }

  @Test
  void areOnlyDaysOfTheTable() {
    assertThat(found(ended(20), -1, DAYS, DAYS + 7)).isEmpty();
    assertThat(found(ended(20), DAYS - 1)).containsExactly(DAYS - 1);
    assertThat(found(new long[0], 3)).isEmpty();
  }

  /** Records that end before the first days of a table are of days that nobody reads. */
  @Test
  void beginOnlyAfterTheFirstDayOfWork() {
    assertThat(found(ended(20, 0, range(0, 5)))).isEmpty();
    assertThat(found(ended(20, 0, 0, 1, 2, 3, 4, 8))).containsExactly(8, 9);
  }

  @Test
  void ofOneStopDoNotHideTheNext() {
    assertThat(found(ended(20, 0, 28, 30))).containsExactly(28, 29, 30, 31);
    assertThat(found(ended(20, 0, 28, 31))).containsExactly(28, 29, 31, 32);
  }

  @Test
  void areToldInALineForEachStretch() {
    TreeSet<LocalDate> days = new TreeSet<>();
    for (int day : new int[] {3, 4, 5, 9}) {
      days.add(MONDAY.plusDays(day));
    }
    assertThat(ClosedDays.notes(days))
        .containsExactly(
            "left out as closed, with the day on which the work went on: 2026-01-08 to 2026-01-10",
            "left out as closed, with the day on which the work went on: 2026-01-14");
    assertThat(ClosedDays.notes(new TreeSet<>())).isEmpty();
  }
}
