package io.drift4j.stats;

/** Sorts two parallel arrays by the first: cells without an object each. */
final class Cells {

  private Cells() {}

  /** Heap sort: in place, never worse than n log n, whatever order the cells arrive in. */
  static void sort(long[] keys, long[] companions, int size) {
    if (isSorted(keys, size)) {
      return;
    }
    for (int root = size / 2 - 1; root >= 0; root--) {
      siftDown(keys, companions, root, size);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(keys, companions, 0, end);
      siftDown(keys, companions, 0, end);
    }
  }

  private static boolean isSorted(long[] keys, int size) {
    for (int i = 1; i < size; i++) {
      if (keys[i - 1] > keys[i]) {
        return false;
      }
    }
    return true;
  }

  private static void siftDown(long[] keys, long[] companions, int start, int size) {
    int root = start;
    while (2 * root + 1 < size) {
      int child = 2 * root + 1;
      if (child + 1 < size && keys[child + 1] > keys[child]) {
        child++;
      }
      if (keys[root] >= keys[child]) {
        return;
      }
      swap(keys, companions, root, child);
      root = child;
    }
  }

  private static void swap(long[] keys, long[] companions, int i, int j) {
    long key = keys[i];
    keys[i] = keys[j];
    keys[j] = key;
    long companion = companions[i];
    companions[i] = companions[j];
    companions[j] = companion;
  }
}
