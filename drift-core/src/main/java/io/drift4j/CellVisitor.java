package io.drift4j;

/** Receives the cells of a count source, in any order. A reading may come in several cells. */
@FunctionalInterface
public interface CellVisitor {

  /**
   * Receives a cell.
   *
   * @param cell the cell
   */
  void visit(Cell cell);
}
