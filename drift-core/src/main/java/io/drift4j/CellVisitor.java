package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * Receives what a count source has to say, on the thread that reads and until {@link
 * CountSource#read} returns. What it throws fails the run, whatever the source does with it.
 */
public interface CellVisitor {

  /**
   * Returns the receiver of the cells of a segment, which may be asked for again and again and in
   * any order.
   *
   * @param segment the segment, with the dimensions of the request
   * @return its receiver
   */
  Cells segment(Segment segment);

  /**
   * Receives the number of the customer's records of a wanted day that are in no cell, since nobody
   * can say what they say: another date is absent or unreadable, or the amount cannot be used.
   *
   * @param measure the position of the measure in the request
   * @param day the day by which they are in a window, in days since 1970-01-01
   * @param defect why they are left out
   * @param count how many there are, at least 1
   */
  void leaveOut(int measure, long day, Defect defect, long count);

  /**
   * Receives the number of the customer's records that are in no cell, since nobody can say on
   * which day they are: it is absent or unreadable, wherever they may belong.
   *
   * @param measure the position of the measure in the request
   * @param defect why they are left out
   * @param count how many there are, at least 1
   */
  void leaveOut(int measure, Defect defect, long count);

  /**
   * Receives the cells of one segment: how many records of a day say the same. They come in any
   * order, and what several cells say of one day and reading adds up.
   */
  interface Cells {

    /**
     * Receives records of which all is known.
     *
     * @param measure the position of the measure in the request
     * @param day the day by which they are in a window, in days since 1970-01-01
     * @param value the whole units of time from start to event, or the amount in its smallest unit;
     *     0 where the measure has neither
     * @param outcome what the event was, or the category; {@code null} where the measure has none.
     *     Where the measure has details, it is joined with them by {@link OutcomeText#join}
     * @param count how many there are, at least 1
     */
    void add(int measure, long day, long value, @Nullable String outcome, long count);

    /**
     * Receives records that are open: the event has not happened, the amount or category is not
     * known.
     *
     * @param measure the position of the measure in the request
     * @param day the day by which they are in a window, in days since 1970-01-01
     * @param age the last age at which they were seen to be open, in the units of the measure, see
     *     {@link CountRequest#openAge}; 0 where the measure is no time, and -1 where none was seen
     * @param outcome the outcome that contradicts that they are open, joined with its details where
     *     the measure has some; normally {@code null}
     * @param count how many there are, at least 1
     */
    void addOpen(int measure, long day, long age, @Nullable String outcome, long count);

    /**
     * Says that the segment is whole: it is examined at once and its cells are forgotten. A source
     * that reads segment by segment says so, and the memory of a run is that of its largest
     * segment; otherwise all of them are kept until the source has been read, and so they are where
     * strata or definitions of other dimensions put several together.
     */
    void end();
  }
}
