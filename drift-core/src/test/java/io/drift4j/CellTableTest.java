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
            cells.merge(new Said(day, outcome, open, value), count, Math::addExact));
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
    assertThat(counted(table)).hasSize(1_000);
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

  /** As most sources tell them: kept as they came while they are few, and hashed from then on. */
  @Test
  void recordsOneByOneAreCountedAsAMapDoes() {
    for (int records = 1; records <= 4_000; records = 2 * records + 1) {
      Random random = new Random(records);
      Map<Said, Long> expected = new HashMap<>();
      CellTable table = new CellTable();
      for (int i = 0; i < records; i++) {
        Said said = new Said(random.nextInt(104), random.nextInt(4), random.nextBoolean(), i % 30);
        said.addTo(table, 1);
        expected.merge(said, 1L, Math::addExact);
      }
      assertThat(counted(table)).as("%d records", records).isEqualTo(expected);
    }
  }

  /** Each of them at the limit of what a number holds, and beyond. */
  @Test
  void recordsOneByOneNeedNotBeSmall() {
    for (int day : new int[] {0, (1 << 22) - 1, 1 << 22, Integer.MAX_VALUE}) {
      for (int outcome : new int[] {0, (1 << 16) - 1, 1 << 16, 100_000}) {
        for (long value : new long[] {0, (1 << 24) - 1, 1 << 24, -1, Long.MIN_VALUE}) {
          CellTable table = new CellTable();
          Said plain = new Said(1, 1, false, 1);
          Said said = new Said(day, outcome, true, value);
          plain.addTo(table, 1);
          said.addTo(table, 1);
          plain.addTo(table, 1);
          assertThat(counted(table)).isEqualTo(Map.of(plain, 2L, said, 1L));
        }
      }
    }
  }
}
