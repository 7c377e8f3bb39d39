package io.drift4j;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where runs and events are kept, each exactly once. A repository decides when a run is computed,
 * and that it happens at most once; nobody can write events without holding its lock, because
 * nothing that writes is visible.
 *
 * <p>Whoever writes an adapter runs the {@code DriftRepositoryContract} of this module's test-jar
 * against it.
 */
public interface DriftRepository {

  /**
   * Computes and keeps a run, unless it is recorded already.
   *
   * <p>A run that is recorded is returned as it was recorded. Otherwise the run becomes visible as
   * {@link RunStatus#RUNNING}, the customer is locked, and if by then nobody has recorded the run,
   * it is computed and kept with all its events, or not at all. A run that somebody left behind
   * running or failed is taken over. A computation that {@linkplain Detection#isEmpty() found
   * nothing usable} leaves the run {@link RunStatus#EMPTY}, with its reason, without events and
   * without a number; the next call computes it anew.
   *
   * @param run the run
   * @param computation computes it; called at most once in each attempt, on the calling thread
   * @return what is recorded; every caller of the same run gets the same but for {@link
   *     RunReport#alreadyRecorded}, {@link RunReport#eventsCreated} and {@link
   *     RunReport#awaitsCommit}
   * @throws CustomerBusyException if the customer's lock could not be had in time; at most the run
   *     was written, as running
   * @throws RuntimeException whatever the computation throws; the run is marked failed, has no
   *     events, and the next call computes it anew
   */
  RunReport record(Run run, Supplier<Detection> computation);

  /**
   * Finds a run.
   *
   * @param runId the id of the run
   * @return what is recorded of it, running and failed runs included, or nothing if it never began
   */
  Optional<RunReport> find(String runId);

  /**
   * Finds events.
   *
   * @param query which events
   * @return the events of the runs that were recorded last of every customer, definition, source
   *     id, policy and as-of day that match, or of all of them; sorted
   */
  List<DriftEvent> events(EventQuery query);

  /**
   * Returns the recorded runs of each customer in the order in which they were recorded: for
   * whoever must be told of every event.
   *
   * @return the log
   */
  EventLog events();

  /**
   * Says whether a run that reads this source may be computed while the customer is locked: the
   * source reads on the connection that holds the lock, or there is no connection to hold. Any
   * other source is read before {@link #record}, so that no connection waits for another.
   *
   * @param source the source of a run
   * @return whether the computation belongs under the lock
   */
  default boolean computesUnderLock(CountSource source) {
    return false;
  }
}
