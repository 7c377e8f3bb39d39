package io.drift4j.jdbc;

import io.drift4j.DriftEvent;
import io.drift4j.Notice;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Duration;
import java.util.List;

/**
 * Is told what happens to runs, on the thread that runs them: for metrics and progress. Whatever it
 * throws is logged and changes nothing. A database may have several; each is told.
 *
 * <p>Of runs that are recorded together it is told one after the other, of each as if it were
 * alone.
 *
 * <p>Of a run that is recorded it is told after the commit, so <em>at most once</em>: a process
 * that dies between the two has told nobody. Whoever must be told of every event reads {@link
 * io.drift4j.EventLog}. In a transaction of the caller's nothing is told of what is recorded, since
 * nobody knows yet whether it will be.
 */
public interface DriftListener {

  /**
   * A run is going to be computed, unless somebody else records it first. In a transaction that is
   * ours it is committed as running.
   *
   * @param run the run
   */
  default void runStarted(Run run) {}

  /**
   * The customer's lock was obtained.
   *
   * @param run the run that obtained it
   * @param waited how long that took
   */
  default void lockObtained(Run run, Duration waited) {}

  /**
   * A transaction failed for a reason that may pass and is going to be repeated.
   *
   * @param run the run it belongs to
   * @param failures how often it has failed by now
   * @param pause how long is paused before
   * @param failure why it failed
   */
  default void retried(Run run, int failures, Duration pause, Throwable failure) {}

  /**
   * A run was recorded by this call, and that is committed.
   *
   * @param report what was recorded
   * @param times how long it took
   */
  default void runFinished(RunReport report, RunTimes times) {}

  /**
   * Events were recorded by this call, and that is committed; after {@link #runFinished}.
   *
   * @param report what was recorded
   * @param events the events, at least one
   */
  default void eventsRecorded(RunReport report, List<DriftEvent> events) {}

  /**
   * Notices of episodes were recorded by this call, and that is committed; after {@link
   * #eventsRecorded}. Whoever must be told of every one reads {@link io.drift4j.NoticeFeed}.
   *
   * @param report what was recorded
   * @param notices what is told, historic ones and those told elsewhere too, at least one, in the
   *     order of their numbers
   */
  default void noticesRecorded(RunReport report, List<Notice> notices) {}

  /**
   * A run ended without anything to record: nothing was read, nothing of it could be used, or it
   * was too old. The next call computes it anew. It is told in a transaction of the caller's too.
   *
   * @param report what was seen, and the reason
   * @param times how long it took
   */
  default void runEmpty(RunReport report, RunTimes times) {}

  /**
   * A run was found recorded: by an earlier call, or by another that was faster.
   *
   * @param report what was recorded
   * @param times how long it took to find it, waiting for whoever recorded it included
   */
  default void runAlreadyRecorded(RunReport report, RunTimes times) {}

  /**
   * A run failed: it could not be computed or recorded, or its customer was busy. It is told in a
   * transaction of the caller's too.
   *
   * @param run the run
   * @param failure what its caller gets, or of a run that failed by itself, why
   * @param times how long it took until then
   */
  default void runFailed(Run run, Throwable failure, RunTimes times) {}
}
