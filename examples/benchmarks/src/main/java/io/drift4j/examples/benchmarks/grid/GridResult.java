package io.drift4j.examples.benchmarks.grid;

/** What came of a cell. */
public interface GridResult {

  /**
   * Returns the cell.
   *
   * @return its name, without tabs and ends of lines
   */
  String cell();

  /**
   * Returns the line of the results that holds all of it.
   *
   * @return the line, without its end
   */
  String line();
}
