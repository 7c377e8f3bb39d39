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

  /**
   * Checks the lengths.
   *
   * @param baselineDays length of the baseline window
   * @param currentDays length of the current window
   * @param gapDays days between the two, 0 if they touch; 351 puts a baseline of 14 days a year
   *     back
   * @throws IllegalArgumentException if a window is shorter than a day or the gap is negative
   */
  public Lookback {
    requireDays("baseline", baselineDays, 1);
    requireDays("current", currentDays, 1);
    requireDays("gap", gapDays, 0);
  }

  /**
   * Returns a look back over two windows that touch.
   *
   * @param baselineDays length of the baseline window
   * @param currentDays length of the current window
   * @return the look back
   * @throws IllegalArgumentException if a length is not positive
   */
  public static Lookback ofDays(int baselineDays, int currentDays) {
    return new Lookback(baselineDays, currentDays, 0);
  }

  /**
   * Returns this look back with another distance between the windows.
   *
   * @param days the days between baseline and current window, 0 or more
   * @return the changed look back
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

  private static void requireDays(String name, int days, int least) {
    if (days < least) {
      throw new IllegalArgumentException(name + " days must be " + least + " or more, not " + days);
    }
  }
}
