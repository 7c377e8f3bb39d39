package io.drift4j.jdbc;

import io.drift4j.Notice;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the user's listeners; what a listener throws must not undo what happened. */
final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(DriftDatabase.class);

  private final List<DriftListener> listeners;

  Announcer(List<DriftListener> others) {
    this.listeners = Stream.concat(Stream.of(new LoggingListener()), others.stream()).toList();
  }

  void started(Run run) {
    tell(run, listener -> listener.runStarted(run));
  }

  void lockObtained(Run run, Duration waited) {
    tell(run, listener -> listener.lockObtained(run, waited));
  }

  void retried(Run run, int failures, Duration pause, Throwable failure) {
    tell(run, listener -> listener.retried(run, failures, pause, failure));
  }

  void ended(RunReport report, RunTimes times) {
    if (report.alreadyRecorded()) {
      tell(report.run(), listener -> listener.runAlreadyRecorded(report, times));
      return;
    }
    if (report.isEmpty()) {
      tell(report.run(), listener -> listener.runEmpty(report, times));
      return;
    }
    tell(report.run(), listener -> listener.runFinished(report, times));
    if (!report.events().isEmpty()) {
      tell(report.run(), listener -> listener.eventsRecorded(report, report.events()));
    }
  }

  void told(RunReport report, List<Notice> notices) {
    tell(report.run(), listener -> listener.noticesRecorded(report, notices));
  }

  /** Nobody knows whether anything will be kept; what is wrong with the data is known. */
  void endedInTheCallersTransaction(RunReport report, RunTimes times) {
    if (report.isEmpty()) {
      tell(report.run(), listener -> listener.runEmpty(report, times));
    } else if (!report.alreadyRecorded()) {
      LoggingListener.warn(report);
    }
  }

  void failed(Run run, Throwable failure, RunTimes times) {
    tell(run, listener -> listener.runFailed(run, failure, times));
  }

  private void tell(Run run, Consumer<DriftListener> news) {
    for (DriftListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (Throwable e) { // whatever it is, what happened has happened
        LOG.warn(
            "{}: listener {} failed: {}; run {}",
            LogWords.name(run),
            listener.getClass().getName(),
            LogWords.reason(e),
            run.runId(),
            e);
      }
    }
  }
}
