package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DailyTablesTest {

  /** Rows of (day, value). */
  private static long[][] rows(SplittableRandom random) {
    long[][] rows = new long[random.nextInt(12)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new long[] {random.nextInt(4) - 2L, random.nextInt(4) - 1L};
    }
    return rows;
  }

  private static DailyTables counted(long[][] rows, int from, int to) {
    DailyTables.Builder builder = DailyTables.builder();
    for (int i = from; i < to; i++) {
      builder.add(rows[i][0], rows[i][1], 1);
    }
    return builder.build();
  }

  @Test
  void isTheSameHoweverItsRowsAreOrderedSplitAndMerged() {
    isTheSameHoweverItsRowsAreCounted(500);
  }

  @Test
  @Tag("slow")
  void isTheSameHoweverItsRowsAreCountedAHundredThousandTimes() {
    isTheSameHoweverItsRowsAreCounted(100_000);
  }

  private static void isTheSameHoweverItsRowsAreCounted(int cases) {
    long seed = 20261125;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < cases; i++) {
      long[][] rows = rows(random);
      int cut = random.nextInt(rows.length + 1);
      DailyTables whole = counted(rows, 0, rows.length);
      DailyTables merged = counted(rows, cut, rows.length).combine(counted(rows, 0, cut));
      boolean agrees =
          merged.equals(whole)
              && merged.hashCode() == whole.hashCode()
              && merged.toString().equals(whole.toString())
              && merged.total().equals(whole.total())
              && merged.total().count() == rows.length;
      if (!agrees || count(rows) != merged.days()) {
        assertThat(merged).as("seed %d, case %d", seed, i).isEqualTo(whole);
        assertThat(merged.days()).isEqualTo(count(rows));
        assertThat(agrees).isTrue();
      }
    }
  }

  private static int count(long[][] rows) {
    boolean[] found = new boolean[4];
    int days = 0;
    for (long[] row : rows) {
      days += found[(int) row[0] + 2] ? 0 : 1;
      found[(int) row[0] + 2] = true;
    }
    return days;
  }

  @Test
  void isWrittenAndVisitedInTheOrderOfDaysWithoutThoseThatHaveNothing() {
    DailyTables sample =
        DailyTables.builder().add(5, 1, 2).add(-3, 7, 1).add(5, 0, 4).add(4, 1, 0).build();
    assertThat(sample).hasToString("{-3={7=1}, 5={0=4, 1=2}}");
    List<String> visited = new ArrayList<>();
    sample.forEach((day, table) -> visited.add(day + " " + table));
    assertThat(visited).containsExactly("-3 {7=1}", "5 {0=4, 1=2}");
    assertThat(sample.days()).isEqualTo(2);
    assertThat(sample.total()).isEqualTo(FrequencyTable.of(0, 0, 0, 0, 1, 1, 7));
  }

  @Test
  void differsWhereADayOrACountDoes() {
    DailyTables sample = DailyTables.builder().add(5, 1, 2).build();
    DailyTables otherDay = DailyTables.builder().add(6, 1, 2).build();
    DailyTables otherCount = DailyTables.builder().add(5, 1, 3).build();
    assertThat(sample).isNotEqualTo(otherDay).isNotEqualTo(otherCount).isNotEqualTo("{5={1=2}}");
    assertThat(sample.hashCode()).isNotEqualTo(otherDay.hashCode());
    assertThat(sample.hashCode()).isNotEqualTo(otherCount.hashCode());
    assertThat(DailyTables.builder().build()).hasToString("{}");
  }

  @Test
  void refusesWhatCannotBeCounted() {
    DailyTables.Builder builder = DailyTables.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.add(7, 1, -1))
        .withMessage("count is negative: -1");
    DailyTables.Builder full = DailyTables.builder().add(7, 1, Long.MAX_VALUE).add(8, 1, 1);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(full::build);
  }

  /** The builder goes on after a count that it refused. */
  @Test
  void doesNotKeepADayWhoseOnlyCountWasRefused() {
    DailyTables.Builder builder = DailyTables.builder().add(1, 1, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> builder.add(7, 1, -1));
    assertThat(builder.build().days()).isOne();
  }

  private static void addAll(DailyTables.Builder builder, List<long[]> rows) {
    rows.forEach(row -> builder.add(row[0], row[1], row[2]));
  }

  private static DailyTables counted(List<long[]> rows) {
    DailyTables.Builder builder = DailyTables.builder();
    addAll(builder, rows);
    return builder.build();
  }

  /** Rows of (day, value, count), so many that the builder has to add up on the way. */
  private static List<long[]> manyRows(SplittableRandom random) {
    List<long[]> rows = new ArrayList<>();
    int values = 1 << random.nextInt(8);
    int counts = random.nextInt(1, 4);
    for (int i = random.nextInt(6_000); i >= 0; i--) {
      rows.add(
          new long[] {
            random.nextInt(-20, 70), random.nextInt(-1, values), random.nextInt(1, counts + 1)
          });
    }
    return rows;
  }

  @Test
  void ofManyRowsAreThoseOfAMapInWhateverOrderTheyCome() {
    SplittableRandom random = new SplittableRandom(31);
    for (int i = 0; i < 60; i++) {
      List<long[]> rows = manyRows(random);
      DailyTables inAnyOrder = counted(rows);
      assertThat(inAnyOrder).as("case %d", i).hasToString(naive(rows).toString());
      rows.sort(Arrays::compare);
      assertThat(counted(rows)).as("case %d", i).isEqualTo(inAnyOrder);
      assertThat(counted(rows)).as("case %d", i).hasSameHashCodeAs(inAnyOrder);
      Collections.reverse(rows);
      assertThat(counted(rows)).as("case %d", i).isEqualTo(inAnyOrder);
    }
  }

  private static SortedMap<Long, SortedMap<Long, Long>> naive(List<long[]> rows) {
    SortedMap<Long, SortedMap<Long, Long>> naive = new TreeMap<>();
    for (long[] row : rows) {
      naive.computeIfAbsent(row[0], day -> new TreeMap<>()).merge(row[1], row[2], Long::sum);
    }
    return naive;
  }

  /** Far apart, days and values take more bits than a number has; their order is the same. */
  @Test
  void areTheSameHoweverFarApartDaysAndValuesLie() {
    SplittableRandom random = new SplittableRandom(32);
    for (int i = 0; i < 60; i++) {
      List<long[]> rows = manyRows(random);
      List<long[]> far =
          rows.stream().map(row -> new long[] {far(row[0]), far(row[1]), row[2]}).toList();
      DailyTables.Builder stretched = DailyTables.builder();
      counted(rows)
          .forEach(
              (day, table) ->
                  table.forEach((value, count) -> stretched.add(far(day), far(value), count)));
      assertThat(counted(far)).as("case %d", i).isEqualTo(stretched.build());
      assertThat(counted(far)).as("case %d", i).hasToString(naive(far).toString());
    }
  }

  private static long far(long number) {
    return number * (Long.MAX_VALUE / 256) + number;
  }

  @Test
  void ofABuilderThatGoesOnStayWhatTheyWere() {
    SplittableRandom random = new SplittableRandom(33);
    for (int i = 0; i < 60; i++) {
      List<long[]> rows = manyRows(random);
      DailyTables.Builder builder = DailyTables.builder();
      List<long[]> before = new ArrayList<>();
      for (int from = 0; from < rows.size(); from += 700) {
        List<long[]> some = rows.subList(from, Math.min(rows.size(), from + 700));
        DailyTables built = builder.build();
        addAll(builder, some);
        assertThat(built).as("case %d", i).hasToString(naive(before).toString());
        before.addAll(some);
      }
      assertThat(builder.build()).as("case %d", i).isEqualTo(counted(rows));
    }
  }

  @Test
  void areCountedInRoomForTheDistinctCellsHoweverManyRowsThereAre() {
    DayCells.Builder builder = DayCells.builder();
    SplittableRandom random = new SplittableRandom(34);
    for (int i = 0; i < 200_000; i++) {
      builder.add(random.nextInt(90), random.nextInt(30), 1);
    }
    assertThat(builder.room()).isLessThanOrEqualTo(4 * 90 * 30);
    assertThat(builder.build().values).hasSize(90 * 30);
    assertThat(builder.room()).isEqualTo(90 * 30);
  }

  /** Of one cell, which the builder finds when it adds up. */
  @Test
  void refuseACountThatIsTooLargeHoweverOftenTheyAreAskedFor() {
    DailyTables.Builder full =
        DailyTables.builder().add(7, 1, Long.MAX_VALUE).add(3, 1, 4).add(7, 1, 1);
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(ArithmeticException.class).isThrownBy(full::build);
    }
  }
}
