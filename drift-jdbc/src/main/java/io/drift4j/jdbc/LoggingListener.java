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
        "{} is recorded: {} records read, {} events; run {}",
        name(report.run()),
        report.summary().rowsRead(),
        report.events().size(),
        report.run().runId());
    warn(report);
  }

  @Override
  public void runEmpty(RunReport report) {
    LOG.warn("{} is empty: {}; run {}", name(report.run()), report.reason(), report.run().runId());
  }

  static void warn(RunReport report) {
    report
        .summary()
        .warnings()
        .forEach(
            line ->
                LOG.warn(
                    "{}: warning: {}; run {}", name(report.run()), line, report.run().runId()));
  }

  @Override
  public void runAlreadyRecorded(RunReport report) {
    LOG.debug("{} was recorded before; run {}", name(report.run()), report.run().runId());
  }

  @Override
  public void runFailed(Run run, Throwable failure) {
    if (failure instanceof CustomerBusyException) {
      LOG.info("{} did not get its customer's lock; run {}", name(run), run.runId());
    } else {
      LOG.warn("{} failed: {}; run {}", name(run), DatabaseErrors.tellable(failure), run.runId());
    }
  }

  private static String name(Run run) {
    return "\"" + run.customer() + "\", " + run.definitionId() + " as of " + run.asOf();
  }
}
