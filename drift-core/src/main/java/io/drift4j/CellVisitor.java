package io.drift4j;

/**
 * Receives what a count source has to say, in any order, on the thread that reads and until {@link
 * CountSource#read} returns. A reading may come in several cells. What it throws fails the run,
 * whatever the source does with it.
 */
public interface CellVisitor {

  /**
   * Receives a cell.
   *
   * @param cell the cell
   */
  void visit(Cell cell);

  /**
   * Receives the number of the customer's records that are in no cell, since nobody can say in
   * which window they are or what they say: those whose start is absent or unreadable, wherever
   * they may belong, and those in a window that have another unreadable date.
   *
   * @param measure the position of the measure in the request
   * @param defect why they are left out
   * @param count how many there are, at least 1
   */
  void leaveOut(int measure, Defect defect, long count);
}
