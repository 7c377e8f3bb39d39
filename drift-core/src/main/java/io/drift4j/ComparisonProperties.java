package io.drift4j;

import java.util.List;

/**
 * The properties of a {@link PolicyComparison} by the names that JavaBeans have, for serialisers
 * and templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
interface ComparisonProperties {

  List<PolicyComparison.Difference> differences();

  List<String> lines();

  /**
   * Returns what {@code differences()} does.
   *
   * @return the same
   */
  default List<PolicyComparison.Difference> getDifferences() {
    return differences();
  }

  /**
   * Returns what {@code lines()} does.
   *
   * @return the same
   */
  default List<String> getLines() {
    return lines();
  }
}
