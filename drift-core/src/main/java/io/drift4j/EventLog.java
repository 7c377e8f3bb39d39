package io.drift4j;

import java.util.List;

/**
 * The recorded runs of each customer in the order in which they were recorded: for whoever must be
 * told of every event <em>at least once</em>, whatever dies in between.
 *
 * <pre>{@code
 * EventCursor cursor = load(customer); // EventCursor.start(customer) at first
 * for (RunReport run : repository.events().after(cursor)) {
 *   run.events().forEach(this::tell);
 *   save(run.cursor()); // whoever dies before this line tells the run's events again
 * }
 * }</pre>
 *
 * <p>A run gets its number under the customer's lock and becomes visible with it, so whoever has
 * read a number will never find a smaller one that was not there before.
 */
@FunctionalInterface
public interface EventLog {

  /**
   * Returns the next runs, those without events included, superseded revisions too.
   *
   * @param cursor how far the caller has come
   * @return up to 100 runs that were recorded next, in the order of their numbers; empty if the
   *     caller has dealt with all
   * @throws DriftException if the cursor is behind the last run, as it is when the customer was
   *     {@linkplain Retention#forget forgotten} since
   */
  List<RunReport> after(EventCursor cursor);
}
