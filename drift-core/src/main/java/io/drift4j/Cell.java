package io.drift4j;

import java.time.LocalDate;

/**
 * Records that say the same: how many of a segment and window have one reading.
 *
 * @param segment the segment, with the dimensions of the request
 * @param measure the position of the measure in the request
 * @param window the position of the window in the request
 * @param reading what each of the records says
 * @param newestDay the newest day by which one of them was put into the window
 * @param count how many there are, at least 1
 */
public record Cell(
    Segment segment, int measure, int window, Reading reading, LocalDate newestDay, long count) {}
