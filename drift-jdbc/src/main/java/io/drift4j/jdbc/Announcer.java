package io.drift4j.jdbc;

import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and the user's listener; what a listener throws must not undo what happened. */
final class Announcer {

  private static final Logger LOG = LoggerFactory.getLogger(DriftDatabase.class);

  private final List<DriftListener> listeners;

  Announcer(DriftListener listener) {
    this.listeners = List.of(new LoggingListener(), listener);
  }

  void started(Run run) {
    tell(listener -> listener.runStarted(run));
  }

  void lockObtained(Run run, Duration waited) {
    tell(listener -> listener.lockObtained(run, waited));
  }

  void retried(Run run, int failures, Duration pause, Throwable failure) {
    tell(listener -> listener.retried(run, failures, pause, failure));
  }

  void ended(RunReport report) {
    if (report.alreadyRecorded()) {
      tell(listener -> listener.runAlreadyRecorded(report));
      return;
    }
    if (report.isEmpty()) {
      tell(listener -> listener.runEmpty(report));
      return;
    }
    tell(listener -> listener.runFinished(report));
    if (!report.events().isEmpty()) {
      tell(listener -> listener.eventsRecorded(report, report.events()));
    }
  }

  /** Nobody knows whether anything will be kept; what is wrong with the data is known. */
  void endedInTheCallersTransaction(RunReport report) {
    if (report.isEmpty()) {
      tell(listener -> listener.runEmpty(report));
    } else if (!report.alreadyRecorded()) {
      LoggingListener.warn(report);
    }
  }

  void failed(Run run, Throwable failure) {
    tell(listener -> listener.runFailed(run, failure));
  }

  private void tell(Consumer<DriftListener> news) {
    for (DriftListener listener : listeners) {
      try {
        news.accept(listener);
      } catch (Throwable e) { // whatever it is, what happened has happened
        LOG.warn("{} failed", listener.getClass().getName(), e);
      }
    }
  }
}
