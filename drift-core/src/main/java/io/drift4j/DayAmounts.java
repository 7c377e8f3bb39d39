package io.drift4j;

/**
 * Sums of amounts of each day, of their squares and cubes. Sums are exact; for squares amounts are
 * rounded to a power of 2 that leaves 20 binary digits to the largest, for cubes 13, so that these
 * too are sums of whole numbers, whatever the order.
 */
final class DayAmounts {

  private static final long MOST_OF_SQUARES = 1 << 20;
  private static final long MOST_OF_CUBES = 1 << 13;

  private final HistoryDays days;
  private final long step; // of squares
  private final long coarse; // of cubes
  private final long[] counts;
  private final long[] sums;
  private final double[] squares;
  private final double[] cubes;

  private DayAmounts(HistoryDays days, long largest) {
    this.days = days;
    this.step = step(largest, MOST_OF_SQUARES);
    this.coarse = step(largest, MOST_OF_CUBES);
    this.counts = new long[days.size()];
    this.sums = new long[days.size()];
    this.squares = new double[days.size()];
    this.cubes = new double[days.size()];
  }

  private static long step(long largest, long most) {
    long step = 1;
    while (largest / step > most) {
      step *= 2;
    }
    return step;
  }

  /**
   * Counts.
   *
   * @param largest no amount is larger, of either sign
   */
  static DayAmounts of(Sample sample, HistoryDays days, long largest) {
    DayAmounts amounts = new DayAmounts(days, largest);
    sample.forEachObservation(amounts::add);
    return amounts;
  }

  static long largest(Sample sample) {
    long[] largest = {0};
    sample.forEachObservation(
        (day, amount, count) -> largest[0] = Math.max(largest[0], Math.abs(amount)));
    return largest[0];
  }

  private void add(long day, long amount, long count) {
    int place = days.place(day);
    double square = Math.floorDiv(amount + step / 2, step);
    double cube = Math.floorDiv(amount + coarse / 2, coarse);
    counts[place] = Math.addExact(counts[place], count);
    sums[place] = Math.addExact(sums[place], Math.multiplyExact(amount, count));
    squares[place] += square * square * count;
    cubes[place] += cube * cube * cube * count;
  }

  long count(int day) {
    return counts[day];
  }

  long sum(int day) {
    return sums[day];
  }

  double squares(int day) {
    return squares[day] * step * step;
  }

  double cubes(int day) {
    return cubes[day] * coarse * coarse * coarse;
  }

  long inBaseline() {
    return days.inBaseline(sums);
  }

  long inCurrent() {
    return days.inCurrent(sums);
  }
}
