package io.drift4j.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How often a transaction of ours is repeated that failed for a reason which may pass: a deadlock,
 * a serialization failure, a lost connection. The whole transaction is repeated, on a fresh
 * connection, after a pause of anything between nothing and a bound that doubles (full jitter), so
 * that racers do not meet again. A transaction of the caller's is never repeated.
 *
 * <p>Whoever is interrupted while pausing gets the failure at once, with the interrupt flag set.
 */
@CheckReturnValue
public final class RetryPolicy {

  /** Sleeps; tests have a faster one. */
  interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  private final int attempts;
  private final Duration totalTime;
  private final Duration firstPause;
  private final Duration longestPause;
  private final Sleeper sleeper;
  private final LongUnaryOperator random;

  private RetryPolicy(
      int attempts,
      Duration totalTime,
      Duration firstPause,
      Duration longestPause,
      Sleeper sleeper,
      LongUnaryOperator random) {
    this.attempts = attempts;
    this.totalTime = totalTime;
    this.firstPause = firstPause;
    this.longestPause = longestPause;
    this.sleeper = sleeper;
    this.random = random;
  }

  /**
   * Returns the default: 10 attempts, none begun later than 5 minutes after the first, pauses of at
   * most 20 ms that double up to 1 second.
   *
   * @return the policy
   */
  public static RetryPolicy withDefaults() {
    return new RetryPolicy(
        10,
        Duration.ofMinutes(5),
        Duration.ofMillis(20),
        Duration.ofSeconds(1),
        pause -> Thread.sleep(pause.toMillis()),
        bound -> ThreadLocalRandom.current().nextLong(bound));
  }

  /**
   * Returns the policy of one attempt.
   *
   * @return the policy
   */
  public static RetryPolicy never() {
    return withDefaults().withAttempts(1);
  }

  /**
   * Returns this policy with another number of attempts.
   *
   * @param most the number of attempts, the first included, 1 or more
   * @return the changed policy
   * @throws IllegalArgumentException if it is less than 1
   */
  public RetryPolicy withAttempts(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("a transaction needs 1 attempt or more, not " + most);
    }
    return new RetryPolicy(most, totalTime, firstPause, longestPause, sleeper, random);
  }

  /**
   * Returns this policy with another limit of time.
   *
   * @param longest how long after its first attempt a transaction may be begun again
   * @return the changed policy
   * @throws IllegalArgumentException if it is negative
   */
  public RetryPolicy withTotalTime(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("total time must not be negative: " + longest);
    }
    return new RetryPolicy(attempts, longest, firstPause, longestPause, sleeper, random);
  }

  /**
   * Returns this policy with other pauses.
   *
   * @param first the bound of the first pause, which doubles with every attempt
   * @param longest the bound that is never exceeded
   * @return the changed policy
   * @throws IllegalArgumentException if the first is not positive or longer than the longest, or
   *     that is longer than a day
   */
  public RetryPolicy withPauses(Duration first, Duration longest) {
    if (first.isNegative() || first.isZero() || first.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "the first pause must be positive and at most the longest, not "
              + first
              + ", "
              + longest);
    }
    if (longest.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("the longest pause must be a day or less, not " + longest);
    }
    return new RetryPolicy(attempts, totalTime, first, longest, sleeper, random);
  }

  /** Returns this policy with another way to sleep and to draw a number below a bound. */
  RetryPolicy with(Sleeper otherSleeper, LongUnaryOperator otherRandom) {
    return new RetryPolicy(
        attempts, totalTime, firstPause, longestPause, otherSleeper, otherRandom);
  }

  /** Whether a transaction that has failed so many times may be begun again. */
  boolean allows(int failures, Duration sinceBegun) {
    return failures < attempts && sinceBegun.compareTo(totalTime) <= 0;
  }

  /** How long to pause after so many failures. */
  Duration pause(int failures) {
    long first = firstPause.toMillis();
    long bound = failures > 30 ? Long.MAX_VALUE : first << (failures - 1);
    long bounded = Math.min(longestPause.toMillis(), bound);
    return Duration.ofMillis(random.applyAsLong(Math.max(1, bounded + 1)));
  }

  void sleep(Duration pause) throws InterruptedException {
    sleeper.sleep(pause);
  }
}
