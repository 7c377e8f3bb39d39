package io.drift4j.stats;

/**
 * By how much more sums over L neighbouring days vary than sums of days that have nothing in
 * common, from all starts. With e_j what a day deviates by, v_j what that varies by if nothing is
 * in common, and D days:
 *
 * <pre>
 *   φ_L = Σ_t (Σ_{i&lt;L} e_{t+i})² / Σ_t Σ_{i&lt;L} v_{t+i} · D / (D − L)     on 1.5 (D / L − 1) degrees of freedom
 * </pre>
 *
 * <p>t runs over all starts from the first day with v_j &gt; 0 to L days before the last. D are the
 * days between these, without those that were cut out: runs of a week or more in which v_j is 0.
 * Such a day weighs nothing.
 */
final class OverlappingSums {

  /** The L that are looked at. */
  private static final int[] LENGTHS = {7, 14};

  /** So many windows a history must have, or it says nothing of their length. */
  private static final int LEAST_WINDOWS = 14;

  /** So many days in a row without anything were cut out. */
  private static final int CUT = 7;

  /** Of degrees of freedom: windows that overlap say more than those that do not. */
  private static final double OVERLAP = 1.5;

  private final double[] upTo; // Σ e of the days before
  private final double[] units; // v
  private final int first; // day with v > 0
  private final int end; // after the last
  private final int days; // D
  private final double unit; // Σ v
  private final double ofDays; // Σ e²

  /**
   * Adds up.
   *
   * @param deviations e_j, 0 where v_j is
   * @param units v_j
   */
  OverlappingSums(double[] deviations, double[] units) {
    this.units = units;
    this.upTo = new double[units.length + 1];
    double sum = 0;
    double all = 0;
    double squares = 0;
    int begin = units.length;
    int last = -1;
    int cut = 0;
    for (int j = 0; j < units.length; j++) {
      double e = deviations[j];
      sum += e;
      all += units[j];
      squares += e * e;
      upTo[j + 1] = sum;
      if (units[j] > 0) {
        int without = j - last - 1;
        cut += last >= 0 && without >= CUT ? without : 0;
        begin = Math.min(begin, j);
        last = j;
      }
    }
    this.unit = all;
    this.ofDays = squares;
    this.first = begin;
    this.end = last + 1;
    this.days = Math.max(0, end - first - cut);
  }

  /** The L of which there are enough windows; none if there are no days. */
  static int[] lengths() {
    return LENGTHS.clone();
  }

  /** D. */
  int days() {
    return days;
  }

  /** Σ e². */
  double squares() {
    return ofDays;
  }

  /** Σ v. */
  double unit() {
    return unit;
  }

  /** Whether there are enough days for sums over so many. */
  boolean reaches(int length) {
    return days >= LEAST_WINDOWS * length;
  }

  /** 1.5 (D / L − 1). */
  double degrees(int length) {
    return OVERLAP * ((double) days / length - 1);
  }

  /** φ_L, where there are enough days. */
  double dispersion(int length) {
    return squares(length) / units(length) * ((double) days / (days - length));
  }

  /**
   * Σ_t (Σ_{i&lt;L} e_{t+i})², every other in a sum of its own, which need not wait for the other.
   */
  private double squares(int length) {
    double even = 0;
    double odd = 0;
    int t = first;
    for (; t + length < end; t += 2) {
      double window = upTo[t + length] - upTo[t];
      double next = upTo[t + 1 + length] - upTo[t + 1];
      even += window * window;
      odd += next * next;
    }
    double last = t + length <= end ? upTo[t + length] - upTo[t] : 0;
    return even + last * last + odd;
  }

  /** Σ_t Σ_{i&lt;L} v_{t+i}: every day is in L of the windows but for those at both ends. */
  private double units(int length) {
    double missing = 0;
    for (int i = 0; i < length - 1; i++) {
      missing += (length - 1 - i) * (units[first + i] + units[end - 1 - i]);
    }
    return length * unit - missing;
  }
}
