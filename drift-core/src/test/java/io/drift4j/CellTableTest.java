package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Cells are counted exactly, in any order, and take memory by how many distinct ones there are. */
class CellTableTest {

  /** What records say, as this test knows it. */
  private record Said(int day, int outcome, boolean open, long value) {
    void addTo(CellTable table, long count) {
      table.add(day, outcome, open, value, count);
    }
  }

  private static Map<Said, Long> counted(CellTable table) {
    Map<Said, Long> cells = new HashMap<>();
    table.forEach(
        (day, outcome, open, value, count) ->
            assertThat(cells.put(new Said(day, outcome, open, value), count)).isNull());
    assertThat(table.size()).isEqualTo(cells.size());
    return cells;
  }

  private static Said random(Random random) {
    long[] values = {0, 1, 7, -1, -7, 1_000_000_007, Long.MAX_VALUE, Long.MIN_VALUE};
    int[] days = {0, 1, 2, 104, 3_652_058, Integer.MAX_VALUE};
    int[] outcomes = {0, 1, 2, 100_000, Integer.MAX_VALUE};
    return new Said(
        days[random.nextInt(days.length)],
        outcomes[random.nextInt(outcomes.length)],
        random.nextBoolean(),
        random.nextInt(4) == 0 ? random.nextLong() : values[random.nextInt(values.length)]);
  }

  @Test
  void countsAsAMapDoesInAnyOrder() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Map<Said, Long> expected = new HashMap<>();
      List<Map.Entry<Said, Long>> all = new ArrayList<>();
      for (int i = random.nextInt(2_000); i > 0; i--) {
        Map.Entry<Said, Long> one = Map.entry(random(random), 1L + random.nextInt(1_000));
        all.add(one);
        expected.merge(one.getKey(), one.getValue(), Math::addExact);
      }
      CellTable table = new CellTable();
      all.forEach(one -> one.getKey().addTo(table, one.getValue()));
      assertThat(counted(table)).as("seed %d", seed).isEqualTo(expected);
      Collections.shuffle(all, random);
      CellTable shuffled = new CellTable();
      all.forEach(one -> one.getKey().addTo(shuffled, one.getValue()));
      assertThat(counted(shuffled)).as("seed %d, shuffled", seed).isEqualTo(expected);
    }
  }

  /** Days and values of a calendar lie close to each other: they must not pile up in one place. */
  @Test
  void keepsManyCellsThatResembleEachOther() {
    CellTable table = new CellTable();
    for (int round = 0; round < 2; round++) {
      for (int day = 0; day < 1_000; day++) {
        for (int age = -1; age < 100; age++) {
          table.add(day, age & 3, (age & 1) == 1, age, 1);
        }
      }
    }
    SortedMap<Long, Integer> counts = new TreeMap<>();
    table.forEach((day, outcome, open, value, count) -> counts.merge(count, 1, Integer::sum));
    assertThat(counts).hasToString("{2=101000}");
  }

  /** Nobody sees it from outside, so the test looks at the field. */
  private static long bytes(CellTable table) throws ReflectiveOperationException {
    Field cells = CellTable.class.getDeclaredField("cells");
    cells.setAccessible(true);
    return 8L * ((long[]) cells.get(table)).length;
  }

  @Test
  void takesMemoryByDistinctCellsAndNotByRecords() throws ReflectiveOperationException {
    CellTable table = new CellTable();
    assertThat(bytes(table)).as("before the first").isLessThan(100);
    for (int record = 0; record < 2_000_000; record++) {
      int i = record % 1_000;
      table.add(i % 100, i % 3, false, i, 1);
    }
    assertThat(table.size()).isEqualTo(1_000);
    assertThat(bytes(table) / 1_000).as("bytes of a cell").isBetween(24L, 64L);
  }

  @Test
  void aCountThatNoNumberHoldsIsRefused() {
    CellTable table = new CellTable();
    table.add(3, 1, false, 7, Long.MAX_VALUE);
    table.add(3, 1, true, 7, Long.MAX_VALUE);
    assertThatThrownBy(() -> table.add(3, 1, false, 7, 1)).isInstanceOf(ArithmeticException.class);
    assertThat(counted(table)).containsEntry(new Said(3, 1, false, 7), Long.MAX_VALUE);
  }

  @Test
  void aTableThatIsClearedBeginsAnew() {
    CellTable table = new CellTable();
    for (int i = 0; i < 50; i++) {
      table.add(i, 0, false, i, 1);
    }
    table.clear();
    assertThat(counted(table)).isEmpty();
    table.add(9, 0, false, 9, 4);
    assertThat(counted(table)).isEqualTo(Map.of(new Said(9, 0, false, 9), 4L));
  }
}
