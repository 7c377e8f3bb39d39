package io.drift4j;

import java.util.List;

/**
 * What is compared with what: a baseline and the later window that is held against it.
 *
 * @param baseline the window that says what is usual
 * @param current the window under examination
 */
public record WindowPair(Window baseline, Window current) {

  /**
   * Checks that the windows do not overlap.
   *
   * @param baseline the window that says what is usual
   * @param current the window under examination
   * @throws IllegalArgumentException if the baseline does not end before the current window starts
   */
  public WindowPair {
    if (baseline.endExclusive().isAfter(current.startInclusive())) {
      throw new IllegalArgumentException(
          "baseline " + baseline + " overlaps the current window " + current);
    }
  }

  /** Returns both windows as {@code [start, end) and [start, end)}. */
  @Override
  public String toString() {
    return baseline + " and " + current;
  }

  /**
   * Returns the days from the first of the baseline to the last of the current window.
   *
   * @return both windows and what lies between them
   */
  public Window span() {
    return new Window(baseline.startInclusive(), current.endExclusive());
  }

  /**
   * Returns both windows, the baseline first: the order in which cells refer to them.
   *
   * @return baseline and current
   */
  public List<Window> windows() {
    return List.of(baseline, current);
  }
}
