package io.drift4j.jdbc;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for what is certain to come, and says what was there instead if it does not. */
final class Patience {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(60);

  private Patience() {}

  /** What is opened once that is possible. */
  static <T> T untilOpen(Callable<T> door) throws Exception {
    long end = System.nanoTime() + LONGEST;
    while (true) {
      try {
        return door.call();
      } catch (RuntimeException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** What is found once it is as it should be. */
  static <T> T until(Predicate<T> condition, Callable<T> look) throws Exception {
    long end = System.nanoTime() + LONGEST;
    T found = look.call();
    while (!condition.test(found)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited 60 s in vain, last found: " + found);
      }
      Thread.sleep(20);
      found = look.call();
    }
    return found;
  }
}
