package io.drift4j.examples.quickstart;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;

/** Says what a step waits for, if it takes longer than a moment. */
final class Waiting {

  private final Consumer<String> err;
  private final Duration moment;

  Waiting(Consumer<String> err, Duration moment) {
    this.err = err;
    this.moment = moment;
  }

  /** What may wait for others. */
  interface Step<T> {
    T take() throws SQLException;
  }

  <T> T during(Step<T> step, String what) throws SQLException {
    Timer timer = new Timer("waiting", true);
    timer.schedule(saying(what), moment.toMillis());
    try {
      return step.take();
    } finally {
      timer.cancel();
    }
  }

  private TimerTask saying(String what) {
    return new TimerTask() {
      @Override
      public void run() {
        say(what);
      }
    };
  }

  void say(String what) {
    err.accept("waiting " + what);
  }
}
