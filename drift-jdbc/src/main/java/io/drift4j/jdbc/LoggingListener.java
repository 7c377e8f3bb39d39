package io.drift4j.jdbc;

import io.drift4j.CustomerBusyException;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what happens to runs: ids and numbers of ours, never what is in a record. */
final class LoggingListener implements DriftListener {

  private static final Logger LOG = LoggerFactory.getLogger(DriftDatabase.class);

  @Override
  public void runStarted(Run run) {
    LOG.debug("run {} started", run.runId());
  }

  @Override
  public void lockObtained(Run run, Duration waited) {
    LOG.debug("run {} got its customer's lock after {} ms", run.runId(), waited.toMillis());
  }

  @Override
  public void retried(Run run, int failures, Duration pause, Throwable failure) {
    LOG.info(
        "run {} repeats a transaction that failed {} times, in {} ms: {}",
        run.runId(),
        failures,
        pause.toMillis(),
        failure.getMessage());
  }

  @Override
  public void runFinished(RunReport report) {
    LOG.info(
        "run {} of {} is recorded: {} records read, {} events",
        report.run().runId(),
        report.run().definitionId(),
        report.summary().rowsRead(),
        report.events().size());
    warn(report);
  }

  @Override
  public void runEmpty(RunReport report) {
    LOG.warn("run {} is empty: {}", report.run().runId(), report.reason());
  }

  private static void warn(RunReport report) {
    report
        .summary()
        .warnings()
        .forEach(line -> LOG.warn("run {}: warning: {}", report.run().runId(), line));
  }

  @Override
  public void runAlreadyRecorded(RunReport report) {
    LOG.debug("run {} was recorded before", report.run().runId());
  }

  @Override
  public void runFailed(Run run, Throwable failure) {
    if (failure instanceof CustomerBusyException) {
      LOG.info("run {} did not get its customer's lock", run.runId());
    } else {
      LOG.warn("run {} failed: {}", run.runId(), failure.getClass().getName());
    }
  }
}
