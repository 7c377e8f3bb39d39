package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Views of one stream, a metric of a segment, in place of those that its metric has elsewhere. */
interface StreamViews {

  /**
   * A view with the days that it leaves out, besides those of the definition.
   *
   * @param view which windows, and how they are compared
   * @param daysLeftOut of the history and of both windows
   */
  record Special(View view, SortedSet<LocalDate> daysLeftOut) {}

  /** Those of a stream, or nothing if it is looked at as any other. */
  Optional<List<Special>> of(Metric metric, Segment segment);

  /** Those of all streams. */
  List<View> special();
}
