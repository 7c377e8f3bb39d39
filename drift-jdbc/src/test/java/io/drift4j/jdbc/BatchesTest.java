package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void holdsNoMoreRowsThanAreAskedFor() {
    assertThat(sizes(4, rows(0))).isEmpty();
    assertThat(sizes(4, rows(1, 1, 1, 1))).containsExactly(4);
    assertThat(sizes(4, rows(1, 1, 1, 1, 1, 1, 1, 1, 1))).containsExactly(4, 4, 1);
  }

  /** A server of MariaDB refuses a statement of 16 megabytes, whatever is in it. */
  @Test
  void holdsNoMoreThanAMillionCharactersUnlessOneRowDoes() {
    assertThat(sizes(100, rows(600_000, 400_000, 1))).containsExactly(2, 1);
    assertThat(sizes(100, rows(1, 5_000_000, 1, 1))).containsExactly(1, 1, 2);
    assertThat(sizes(100, rows(5_000_000))).containsExactly(1);
  }

  @Test
  void keepsTheOrder() {
    List<@Nullable Object[]> rows = rows(1, 999_999, 2, 3, 999_999, 4);
    List<@Nullable Object[]> together = new ArrayList<>();
    Batches.of(rows, 2).forEach(together::addAll);
    assertThat(together).isEqualTo(rows);
  }

  private static List<Integer> sizes(int most, List<@Nullable Object[]> rows) {
    return Batches.of(rows, most).stream().map(List::size).toList();
  }

  /** None for a length of 0. */
  private static List<@Nullable Object[]> rows(int... lengths) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    Arrays.stream(lengths)
        .filter(length -> length > 0)
        .forEach(length -> rows.add(Row.of(1, null, "x".repeat(length))));
    return rows;
  }
}
