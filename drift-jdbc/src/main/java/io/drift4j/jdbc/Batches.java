package io.drift4j.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that go to the server together. */
final class Batches {

  /** In characters, so that a statement stays below what servers take for too large a packet. */
  private static final int MOST_TEXT = 1_000_000;

  private Batches() {}

  /** Rows in their order, no more than so many at a time, and not too much text unless in one. */
  static List<List<@Nullable Object[]>> of(List<@Nullable Object[]> rows, int mostRows) {
    List<List<@Nullable Object[]>> batches = new ArrayList<>();
    int start = 0;
    long text = 0;
    for (int end = 0; end < rows.size(); end++) {
      long more = text(rows.get(end));
      if (end > start && (end - start == mostRows || text + more > MOST_TEXT)) {
        batches.add(rows.subList(start, end));
        start = end;
        text = 0;
      }
      text += more;
    }
    if (start < rows.size()) {
      batches.add(rows.subList(start, rows.size()));
    }
    return batches;
  }

  private static long text(@Nullable Object[] row) {
    long length = 0;
    for (Object value : row) {
      length += value instanceof String text ? text.length() : 0;
    }
    return length;
  }
}
