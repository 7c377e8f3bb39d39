package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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
}
