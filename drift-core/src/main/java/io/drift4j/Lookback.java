package io.drift4j;

import java.time.LocalDate;

/**
 * How far back a run looks: the lengths of its windows, counted back from the as-of day, which is
 * itself excluded.
 *
 * <pre>
 *   |&lt;-- baselineDays --&gt;|&lt;- gapDays -&gt;|&lt;- currentDays -&gt;| as-of
 * </pre>
 *
 * @param baselineDays length of the baseline window
 * @param currentDays length of the current window
 * @param gapDays days between the two, 0 if they touch; 351 puts a baseline of 14 days a year back
 */
public record Lookback(int baselineDays, int currentDays, int gapDays) {

  /** The most days that a look back reaches, a hundred years. */
  static final int LONGEST = 36_525;

  /**
   * Checks the lengths.
   *
   * @param baselineDays length of the baseline window
   * @param currentDays length of the current window
   * @param gapDays days between the two, 0 if they touch; 351 puts a baseline of 14 days a year
   *     back
   * @throws IllegalArgumentException if a window is shorter than a day, the gap is negative, or all
   *     of them are longer than 36,525 days, a hundred years
   */
  public Lookback {
    requireDays("baseline", baselineDays, 1);
    requireDays("current", currentDays, 1);
    requireDays("gap", gapDays, 0);
    long days = (long) baselineDays + gapDays + currentDays;
    if (days > LONGEST) {
      throw new IllegalArgumentException(
          "baseline, gap and current days must be "
              + LONGEST
              + " or fewer together, a hundred years, not "
              + days);
    }
  }

  /**
   * Returns a look back over two windows that touch.
   *
   * @param baselineDays length of the baseline window
   * @param currentDays length of the current window
   * @return the look back
   * @throws IllegalArgumentException if a length is not positive, or both are longer than a hundred
   *     years
   */
  public static Lookback ofDays(int baselineDays, int currentDays) {
    return new Lookback(baselineDays, currentDays, 0);
  }

  /**
   * Returns this look back with another distance between the windows.
   *
   * @param days the days between baseline and current window, 0 or more
   * @return the changed look back
   * @throws IllegalArgumentException if it is negative, or reaches back more than a hundred years
   */
  public Lookback withGapDays(int days) {
    return new Lookback(baselineDays, currentDays, days);
  }

  /**
   * Returns the windows of a run.
   *
   * @param asOf the reference day, excluded
   * @return the windows before it
   */
  public WindowPair windows(LocalDate asOf) {
    Window current = Window.before(asOf, currentDays);
    LocalDate baselineEnd = current.startInclusive().minusDays(gapDays);
    return new WindowPair(Window.before(baselineEnd, baselineDays), current);
  }

  /** That a number of days is one of those that a run can reach back or wait. */
  static void requireReach(String what, int days, int least) {
    Evidence.require(
        what, least + " to " + LONGEST + " days", days >= least && days <= LONGEST, days);
  }

  private static void requireDays(String name, int days, int least) {
    if (days < least) {
      throw new IllegalArgumentException(name + " days must be " + least + " or more, not " + days);
    }
  }
}
