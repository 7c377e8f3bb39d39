package io.drift4j;

import java.util.List;

/**
 * The properties of a {@link PolicyComparison} by the names that JavaBeans have, for serialisers
 * and templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface ComparisonProperties {

  /**
   * Returns what {@link PolicyComparison#differences()} does.
   *
   * @return the same
   */
  List<PolicyComparison.Difference> differences();

  /**
   * Returns what {@link PolicyComparison#lines()} does.
   *
   * @return the same
   */
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
