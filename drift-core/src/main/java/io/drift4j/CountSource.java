package io.drift4j;

/**
 * Where counts come from: the one thing the engine asks of the outside. A source groups the records
 * of a customer by segment, window and reading, and streams the counts.
 *
 * <p>Segments are grouped by the exact text of their values, and the customer is found by its exact
 * text. Records that are still open belong to the result, with an open {@link Reading}; records
 * outside every window do not. All cells of one call come from one snapshot of the records.
 */
@FunctionalInterface
public interface CountSource {

  /**
   * Streams the counts of a request.
   *
   * @param request what is wanted
   * @param visitor receives the cells
   * @throws IllegalArgumentException if the source has no such dimension or field
   * @throws DriftException if the records cannot be read
   */
  void read(CountRequest request, CellVisitor visitor);

  /**
   * Returns the user's name for the population of records: a table under a filter, say. It is part
   * of the identity of every run, so that two populations of one customer never share runs.
   *
   * @return the name, {@code claims} unless told otherwise
   */
  default String id() {
    return "claims";
  }
}
