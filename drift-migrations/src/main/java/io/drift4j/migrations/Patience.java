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

  private static final Duration FOR_ANOTHER_MIGRATION = Duration.ofMinutes(30);

  private static final int ATTEMPTS = 5;

  private final long begun = System.nanoTime();

  private int misses;

  private Patience() {}

  static <T> T call(Supplier<T> work) {
    Patience patience = new Patience();
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
          case ANOTHER_MIGRATION -> System.nanoTime() - begun < FOR_ANOTHER_MIGRATION.toNanos();
          case PASSING -> ++misses < ATTEMPTS;
          case LASTING -> false;
        };
    if (!again) {
      throw thrown;
    }
    LOG.info("Migrating again soon, because somebody else is in the way");
    pause();
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
