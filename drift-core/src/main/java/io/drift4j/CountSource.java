package io.drift4j;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * Where counts come from: the one thing the engine asks of the outside. A source says how many
 * records of a customer, segment and day say the same, or tells record by record.
 *
 * <p>Segments are told apart by the exact text of their values, and the customer is found by its
 * exact text. Records that are still open belong to the result ({@link CellVisitor.Cells#addOpen});
 * records of days that are not wanted do not. What cannot be placed or read is counted with {@link
 * CellVisitor#leaveOut}. All cells of one call come from one snapshot of the records. What is known
 * of them is said by the {@linkplain CountRequest request}.
 *
 * <p>Whoever writes a source runs the {@code CountSourceContract} of this module's test-jar against
 * it.
 *
 * <p>{@link #id} and {@link #settings} enter the identity of every run: a source that reads other
 * records, or understands them differently, must differ in one of them, or else the runs of the one
 * are returned for the other.
 */
@FunctionalInterface
public interface CountSource {

  /**
   * Streams the counts of a request.
   *
   * @param request what is wanted
   * @param visitor receives the cells
   * @throws IllegalArgumentException if the source has no such dimension or field, before it tells
   *     anything; a run then fails with a {@link DriftException} that names the source and says so
   * @throws DriftException if that is so, or the records cannot be read
   */
  void read(CountRequest request, CellVisitor visitor);

  /**
   * Is told of what is going to be run together, before anything of it is: a source that was set up
   * for something else refuses it here, such as one whose outcomes no metric knows.
   *
   * @param definitions all that are run, or previewed, by one call
   * @throws DriftException if it was told something that means nothing to them
   */
  default void requireMeaning(List<Definition> definitions) {}

  /**
   * Returns the user's name for the population of records: a table under a filter, say. What is
   * read of events, and later of changes, goes by this name.
   *
   * @return the name, {@code claims} unless told otherwise
   */
  default String id() {
    return "claims";
  }

  /**
   * Returns what decides which records are read and what they mean: table, mapping, filter, zone.
   * Only what is set belongs here, in the user's own words, so that an option that comes later
   * changes nothing.
   *
   * @return name to exact text, empty unless told otherwise
   */
  default SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  /**
   * Returns which of some fields are not there, so that a definition can do without them ({@link
   * Definition#availableIn(CountSource)}).
   *
   * @param fields names that dimensions and measures say
   * @return those of them that {@link #read} would refuse; none unless told otherwise, also where
   *     the source does not know
   * @throws DriftException if that cannot be found out
   */
  default Set<String> lacking(Set<String> fields) {
    return Set.of();
  }

  /**
   * Returns how old the newest record of a customer may be. A run whose records are older is {@link
   * RunStatus#EMPTY}: the feed has stopped, and what it finds is about the past. It is no part of
   * the identity of a run, since it changes no result.
   *
   * @return the most days before the as-of day, empty for any number
   */
  default OptionalInt freshWithinDays() {
    return OptionalInt.empty();
  }
}
