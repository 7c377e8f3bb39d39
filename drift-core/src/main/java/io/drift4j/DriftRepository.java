package io.drift4j;

import java.time.Instant;
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
   * Computes and keeps a run, unless it is recorded already: as {@linkplain #record(List,
   * Computation) several}, with one.
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
  @CanIgnoreReturnValue
  default RunReport record(Run run, Supplier<Detection> computation) {
    return record(List.of(run), (due, remembered) -> List.of(Computed.of(computation.get())))
        .get(0);
  }

  /**
   * Computes and keeps runs of one customer under one lock, but those that are recorded already.
   *
   * <p>A run that is recorded is returned as it was recorded. The others become visible as {@link
   * RunStatus#RUNNING}, the customer is locked, and those that by then nobody has recorded are
   * computed and kept with all their events, or none of them is. A run that somebody left behind
   * running or failed is taken over. One of which {@linkplain Detection#isEmpty() nothing usable
   * was found} ends as {@link RunStatus#EMPTY}, with its reason, without events and without a
   * number; the next call computes it anew. The numbers of the runs follow their order in the list.
   *
   * <p>A run that {@linkplain Computed#failed failed by itself} ends as {@link RunStatus#FAILED},
   * with its reason, while the others are kept; the next call computes it anew.
   *
   * @param runs the runs, one or more of one customer, each once
   * @param computation computes those that are not recorded; called at most once in each attempt,
   *     on the calling thread
   * @return what is recorded of each, in the order of the runs; every caller of the same runs gets
   *     the same but for {@link RunReport#alreadyRecorded}, {@link RunReport#eventsCreated} and
   *     {@link RunReport#awaitsCommit}
   * @throws IllegalArgumentException if there is no run, one of another customer, or one twice
   * @throws CustomerBusyException if the customer's lock could not be had in time; at most the runs
   *     were written, as running
   * @throws RuntimeException whatever the computation throws, or if each of the runs that it was
   *     given failed by itself, the first failure, with the others suppressed in it; they are
   *     marked failed, have no events, and the next call computes them anew
   */
  @CanIgnoreReturnValue
  List<RunReport> record(List<Run> runs, Computation computation);

  /**
   * Returns what is remembered of runs that are computed before their customer is locked; whoever
   * {@linkplain #record(List, Computation) records} them sees under the lock whether it still
   * holds.
   *
   * @param runs the runs
   * @return the watches of those that {@linkplain Run#isWatched remember}
   */
  Remembered remembered(List<Run> runs);

  /**
   * Returns the episodes of watched definitions.
   *
   * @return the episodes, for people
   */
  Episodes episodes();

  /**
   * Returns the notices of episodes that a consumer has not dealt with yet.
   *
   * @param consumer a name, such as {@code pager}; whoever has the same name shares its place
   * @return the feed
   * @throws IllegalArgumentException if it is not a name
   */
  NoticeFeed notices(String consumer);

  /**
   * Finds a run.
   *
   * @param runId the id of the run
   * @return what is recorded of it, running and failed runs included, or nothing if it never began
   */
  Optional<RunReport> find(String runId);

  /**
   * Finds the runs of all customers that have failed and were not recorded since: what somebody
   * should look at. A run whose customer was busy, or in which nothing was found, has not failed.
   *
   * @param since the earliest time of the failure, included
   * @return the runs, the earliest failure first
   */
  List<FailedRun> failures(Instant since);

  /**
   * Finds the runs of a customer that have failed and were not recorded since.
   *
   * @param customer whose runs
   * @param since the earliest time of the failure, included
   * @return the runs, the earliest failure first
   */
  List<FailedRun> failures(String customer, Instant since);

  /**
   * Returns what was decided of everything that a run looked at, where it is kept.
   *
   * @param runId the run
   * @return the verdicts, ordered by segment and within one as the definition orders its metrics;
   *     none if the run is not there, or the repository was not told to keep them
   */
  default List<RecordedVerdict> verdicts(String runId) {
    return List.of();
  }

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
   * Returns how to delete what need not be kept any more.
   *
   * @return the retention
   */
  Retention retention();

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
