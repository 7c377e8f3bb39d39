package io.drift4j.migrations;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a migration again that met another one. Flyway gives up after a minute, but building an
 * index may take longer; and a lock that makes everybody queue is better given up and asked for
 * again.
 */
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(DriftMigrations.class);

  private static final int ATTEMPTS = 5;

  private final long begun = System.nanoTime();
  private final Duration maxWait;

  private int misses;

  private Patience(Duration maxWait) {
    this.maxWait = maxWait;
  }

  static <T> T call(Duration maxWait, Supplier<T> work) {
    Patience patience = new Patience(maxWait);
    while (true) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        patience.waitOrRethrow(e);
      }
    }
  }

  private void waitOrRethrow(RuntimeException thrown) {
    boolean again =
        switch (Obstacle.of(thrown)) {
          case ANOTHER_MIGRATION -> isInTime();
          case PASSING -> ++misses < ATTEMPTS && isInTime();
          case LASTING -> false;
        };
    if (!again) {
      throw thrown;
    }
    LOG.info("Migrating again soon, because somebody else is in the way");
    pause();
  }

  private boolean isInTime() {
    return System.nanoTime() - begun < maxWait.toNanos();
  }

  /** 0.2 to 0.4 seconds, doubled with every miss, so that several processes fall out of step. */
  private void pause() {
    long millis = ThreadLocalRandom.current().nextLong(100, 200) << misses;
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.STILL_MIGRATING.because(e, "interrupted while waiting for another migration");
    }
  }
}
