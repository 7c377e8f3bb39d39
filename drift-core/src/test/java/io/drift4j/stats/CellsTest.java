package io.drift4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CellsTest {

  private static final long[] ONES = {};

  @Test
  void areInOrderWhateverTheirKeysAre() {
    areInOrderWhateverTheirKeysAre(1_000);
  }

  @Test
  @Tag("slow")
  void areInOrderWhateverTheirKeysAreAHundredThousandTimes() {
    areInOrderWhateverTheirKeysAre(100_000);
  }

  private static void areInOrderWhateverTheirKeysAre(int cases) {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < cases; i++) {
      int size = random.nextInt(1, i % 10 == 0 ? 3_000 : 60);
      long[][] keys = new long[random.nextInt(1, 4)][];
      Arrays.setAll(keys, k -> keys(random, size));
      long[] counts = random.nextBoolean() ? ONES : random.longs(size, 1, 4).toArray();
      assertThatTheyAreAsInAMap("case %d".formatted(i), size, counts, keys);
    }
  }

  /** Any bits of a mask, few or many, close together or not, from any number on. */
  private static long[] keys(SplittableRandom random, int size) {
    long mask =
        switch (random.nextInt(4)) {
          case 0 -> (1L << random.nextInt(12)) - 1;
          case 1 -> random.nextLong() & random.nextLong() & random.nextLong();
          case 2 -> 0b111L << 61 | 1;
          default -> -1;
        };
    long from = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(-5, 1);
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      boolean again = i > 0 && random.nextInt(4) == 0;
      keys[i] = again ? keys[random.nextInt(i)] : from + (random.nextLong() & mask);
    }
    return keys;
  }

  private static void assertThatTheyAreAsInAMap(
      String description, int size, long[] counts, long[]... keys) {
    SortedMap<long[], Long> naive = new TreeMap<>(Arrays::compare);
    for (int i = 0; i < size; i++) {
      int cell = i;
      long[] key = Arrays.stream(keys).mapToLong(numbers -> numbers[cell]).toArray();
      naive.merge(key, counts.length == 0 ? 1 : counts[i], Long::sum);
    }
    Cells cells = Cells.merged(size, counts, keys);
    for (int k = 0; k < keys.length; k++) {
      int key = k;
      long[] expected = naive.keySet().stream().mapToLong(numbers -> numbers[key]).toArray();
      assertThat(cells.keys(keys[k])).as(description).containsExactly(expected);
    }
    boolean ones = counts.length == 0 && naive.size() == size;
    long[] sums = naive.values().stream().mapToLong(Long::longValue).toArray();
    assertThat(cells.counts()).as(description).containsExactly(ones ? ONES : sums);
  }

  /** No code has room for two keys of 64 bits: the rank of the first takes its place. */
  @Test
  void areInOrderOfSeveralKeysOfWhichEachTakesAllBits() {
    long[] extremes = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE, 1L << 40, -1L << 40};
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 200; i++) {
      long[][] keys = new long[3][];
      Arrays.setAll(
          keys, k -> random.ints(40, 0, extremes.length).mapToLong(j -> extremes[j]).toArray());
      assertThatTheyAreAsInAMap("case %d".formatted(i), 40, ONES, keys);
    }
  }

  @Test
  void areThoseThatAreAskedForAndNotWhatLiesBehind() {
    Cells cells = Cells.merged(2, new long[] {5, 6, 7}, new long[] {3, 3, 1});
    assertThat(cells.keys(new long[] {3, 3, 1})).containsExactly(3);
    assertThat(cells.counts()).containsExactly(11);
  }

  /** Counted where they point, and sorted. */
  @Test
  void refuseASumThatIsTooLarge() {
    long[] counts = {Long.MAX_VALUE, 1, 1, 1};
    for (long far : new long[] {1, 1L << 40 | 0xFF}) {
      long[] keys = {far, far, 0, 0};
      assertThatExceptionOfType(ArithmeticException.class)
          .as("far is %d", far)
          .isThrownBy(() -> Cells.merged(4, counts, keys));
    }
  }
}
