package io.drift4j;

import java.util.Objects;

/**
 * A way to look at a metric: which windows are compared, and how.
 *
 * @param name what evidence and events call it, such as {@code window}
 * @param lookback which windows
 * @param lens how their samples are compared
 */
public record View(String name, Lookback lookback, Lens lens) {

  /**
   * Checks the name.
   *
   * @param name what evidence and events call it
   * @param lookback which windows
   * @param lens how their samples are compared
   * @throws IllegalArgumentException if it is not a name
   */
  public View {
    Names.require("view", name);
    Objects.requireNonNull(lookback, () -> "view " + name + " has no lookback");
    Objects.requireNonNull(lens, () -> "view " + name + " has no lens");
  }
}
