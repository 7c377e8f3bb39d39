package io.drift4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a run. Whoever ran the same run gets the same report, but for {@code
 * alreadyRecorded} and {@code eventsCreated}, which tell what this execution added.
 *
 * @param run the identity of the run
 * @param status what became of it
 * @param number the run's place among the recorded runs of its customer, 1 for the first; 0 while
 *     it is not recorded
 * @param alreadyRecorded whether it had been recorded before this execution
 * @param eventsCreated how many events this execution added, 0 on a repeat
 * @param summary what the run saw, in numbers
 * @param events what drifted, ordered by segment, label, metric and view
 * @param error why the last attempt failed, {@code null} unless it did
 */
public record RunReport(
    Run run,
    RunStatus status,
    long number,
    boolean alreadyRecorded,
    int eventsCreated,
    RunSummary summary,
    List<DriftEvent> events,
    @Nullable String error) {

  /**
   * Copies the events in their order.
   *
   * @param run the identity of the run
   * @param status what became of it
   * @param number the run's place among the recorded runs of its customer, 1 for the first; 0 while
   *     it is not recorded
   * @param alreadyRecorded whether it had been recorded before this execution
   * @param eventsCreated how many events this execution added, 0 on a repeat
   * @param summary what the run saw, in numbers
   * @param events what drifted, ordered by segment, label, metric and view
   * @param error why the last attempt failed, {@code null} unless it did
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
        detection.summary(),
        detection.events(),
        null);
  }

  /**
   * Returns the report of a run as it is found in a repository.
   *
   * @param run the run as recorded
   * @param status what became of it
   * @param number its place among the recorded runs of its customer, 0 if it is not recorded
   * @param summary what it saw
   * @param events its events
   * @param error why its last attempt failed, or {@code null}
   * @return the report
   */
  public static RunReport found(
      Run run,
      RunStatus status,
      long number,
      RunSummary summary,
      List<DriftEvent> events,
      @Nullable String error) {
    return new RunReport(run, status, number, true, 0, summary, events, error);
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
   * Returns the cursor of somebody who has dealt with this run.
   *
   * @return where {@link EventLog#after} goes on
   */
  public EventCursor cursor() {
    return new EventCursor(run.customer(), number);
  }
}
