package io.drift4j.jdbc;

import static io.drift4j.jdbc.LogWords.name;
import static io.drift4j.jdbc.LogWords.reason;

import io.drift4j.CustomerBusyException;
import io.drift4j.Notice;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens to runs: whose it is, ids and numbers of ours, never what is in a record. Each
 * line names the customer and is whole by itself.
 */
final class LoggingListener implements DriftListener {

  private static final Logger LOG = LoggerFactory.getLogger(DriftDatabase.class);

  @Override
  public void runStarted(Run run) {
    LOG.debug("{} has started; run {}", name(run), run.runId());
  }

  @Override
  public void lockObtained(Run run, Duration waited) {
    LOG.debug(
        "{} got its customer's lock after {} ms; run {}",
        name(run),
        waited.toMillis(),
        run.runId());
  }

  @Override
  public void retried(Run run, int failures, Duration pause, Throwable failure) {
    LOG.info(
        "{} repeats a transaction that failed {} times, in {} ms: {}; run {}",
        name(run),
        failures,
        pause.toMillis(),
        reason(failure),
        run.runId());
  }

  @Override
  public void runFinished(RunReport report, RunTimes times) {
    LOG.info(
        "{} is recorded: {} records read, {} events, {}; run {}",
        name(report.run()),
        report.summary().rowsRead(),
        report.events().size(),
        times,
        report.run().runId());
    warn(report);
  }

  @Override
  public void noticesRecorded(RunReport report, List<Notice> notices) {
    for (Notice notice : notices) {
      LOG.info(
          "{}: notice {}: {}; run {}",
          name(report.run()),
          notice.number(),
          OneLine.of(notice.text()),
          report.run().runId());
    }
  }

  @Override
  public void runEmpty(RunReport report, RunTimes times) {
    LOG.warn(
        "{} is empty: {}; {}; run {}",
        name(report.run()),
        OneLine.of(String.valueOf(report.reason())),
        times,
        report.run().runId());
  }

  static void warn(RunReport report) {
    report
        .summary()
        .warnings()
        .forEach(
            line ->
                LOG.warn(
                    "{}: warning: {}; run {}",
                    name(report.run()),
                    OneLine.of(line),
                    report.run().runId()));
  }

  @Override
  public void runAlreadyRecorded(RunReport report, RunTimes times) {
    LOG.debug(
        "{} was recorded before; {}; run {}", name(report.run()), times, report.run().runId());
  }

  @Override
  public void runFailed(Run run, Throwable failure, RunTimes times) {
    if (failure instanceof CustomerBusyException) {
      LOG.info("{} did not get its customer's lock: {}; {}; run {}", told(run, failure, times));
    } else {
      LOG.warn("{} failed: {}; {}; run {}", told(run, failure, times));
    }
  }

  private static Object[] told(Run run, Throwable failure, RunTimes times) {
    return new Object[] {name(run), reason(failure), times, run.runId()};
  }
}
