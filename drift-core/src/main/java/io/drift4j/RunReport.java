package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a run. Whoever ran the same run gets the same report, but for {@code
 * alreadyRecorded}, {@code eventsCreated} and {@code awaitsCommit}, which tell what this execution
 * did. It may get more components; it is read, not built.
 *
 * @param run the identity of the run
 * @param status what became of it
 * @param number the run's place among the recorded runs of its customer, 1 for the first; 0 while
 *     it is not recorded
 * @param alreadyRecorded whether it had been recorded before this execution
 * @param eventsCreated how many events this execution added, 0 on a repeat
 * @param awaitsCommit whether this execution wrote into a transaction of the caller's: what it
 *     reports is kept when that commits, and never was if it does not
 * @param summary what the run saw, in numbers; of an empty run only its own execution knows them
 * @param events what drifted, ordered by segment, label and metric
 * @param reason why the last attempt failed or found nothing usable; of a run that {@link
 *     DriftMonitor} found recorded, why it cannot be of the definition that it was asked for, which
 *     was edited under the same version, as far as that can be seen; {@code null} otherwise
 */
public record RunReport(
    Run run,
    RunStatus status,
    long number,
    boolean alreadyRecorded,
    int eventsCreated,
    boolean awaitsCommit,
    RunSummary summary,
    List<DriftEvent> events,
    @Nullable String reason) {

  /**
   * Copies the events in their order.
   *
   * @param run the identity of the run
   * @param status what became of it
   * @param number the run's place among the recorded runs of its customer, 0 if it is not recorded
   * @param alreadyRecorded whether it had been recorded before this execution
   * @param eventsCreated how many events this execution added, 0 on a repeat
   * @param awaitsCommit whether it is kept only when the caller's transaction commits
   * @param summary what the run saw, in numbers
   * @param events what drifted, ordered by segment, label and metric
   * @param reason why the last attempt failed or found nothing usable, or {@code null}
   */
  public RunReport {
    events = events.stream().sorted().toList();
  }

  /**
   * Returns the report of the execution that recorded a run.
   *
   * @param run the run
   * @param number its place among the recorded runs of its customer
   * @param detection what it computed
   * @param eventsCreated how many of the events were not there before
   * @return the report
   */
  public static RunReport recorded(Run run, long number, Detection detection, int eventsCreated) {
    return new RunReport(
        run,
        RunStatus.SUCCESS,
        number,
        false,
        eventsCreated,
        false,
        detection.summary(),
        detection.events(),
        null);
  }

  /**
   * Returns the report of the execution that found nothing usable.
   *
   * @param run the run
   * @param detection what it computed, {@linkplain Detection#isEmpty() empty}
   * @return the report, with status {@link RunStatus#EMPTY}
   */
  public static RunReport empty(Run run, Detection detection) {
    return new RunReport(
        run,
        RunStatus.EMPTY,
        0,
        false,
        0,
        false,
        detection.summary(),
        List.of(),
        detection.emptyBecause());
  }

  /**
   * Returns the report of a run as it is found in a repository.
   *
   * @param run the run as recorded
   * @param status what became of it
   * @param number its place among the recorded runs of its customer, 0 if it is not recorded
   * @param summary what it saw
   * @param events its events
   * @param reason why its last attempt failed or found nothing usable, or {@code null}
   * @return the report
   */
  public static RunReport found(
      Run run,
      RunStatus status,
      long number,
      RunSummary summary,
      List<DriftEvent> events,
      @Nullable String reason) {
    boolean recorded = status == RunStatus.SUCCESS;
    return new RunReport(run, status, number, recorded, 0, false, summary, events, reason);
  }

  /** The same, with a reason to look at it twice. */
  RunReport because(String why) {
    return new RunReport(
        run, status, number, alreadyRecorded, eventsCreated, awaitsCommit, summary, events, why);
  }

  /**
   * Returns this report, of an execution in a transaction of the caller's.
   *
   * @return the same, awaiting the caller's commit
   */
  public RunReport awaitingCommit() {
    return new RunReport(
        run, status, number, alreadyRecorded, eventsCreated, true, summary, events, reason);
  }

  /**
   * Says whether the run is finished and its events are recorded.
   *
   * @return whether the status is {@link RunStatus#SUCCESS}
   */
  public boolean isSuccess() {
    return status == RunStatus.SUCCESS;
  }

  /**
   * Says whether nothing usable was read, for the {@link #reason} that is given.
   *
   * @return whether the status is {@link RunStatus#EMPTY}
   */
  public boolean isEmpty() {
    return status == RunStatus.EMPTY;
  }

  /**
   * Returns the cursor of somebody who has dealt with this run.
   *
   * @return where {@link EventLog#after} goes on
   */
  public EventCursor cursor() {
    return new EventCursor(run.customer(), number);
  }
}
