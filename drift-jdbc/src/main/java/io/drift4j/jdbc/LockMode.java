package io.drift4j.jdbc;

import java.time.Duration;

/**
 * What a run does when another run has locked its customer. In every mode the run ends with a
 * {@link io.drift4j.CustomerBusyException} if it does not get the lock; nothing of it is written
 * but, where transactions are ours, that it was begun.
 *
 * <p>A customer is busy as well while an open transaction has just inserted the same run or
 * customer: a caller's transaction that began the run and has not ended.
 *
 * <p>On SQLite, which has one lock for the whole file, a customer is busy while anybody writes.
 */
@CheckReturnValue
public final class LockMode {

  /** Long enough for somebody who only inserts a row, short enough to count as not waiting. */
  private static final Duration MOMENT = Duration.ofMillis(50);

  /** In milliseconds it is a number of 32 bits. */
  private static final Duration LONGEST = Duration.ofDays(24);

  private enum Kind {
    WAITING,
    NO_WAIT,
    SKIP,
    OFF
  }

  private final Kind kind;
  private final Duration longestWait;

  private LockMode(Kind kind, Duration longestWait) {
    this.kind = kind;
    this.longestWait = longestWait;
  }

  /**
   * Waits for the customer; the default, with 2 minutes. MariaDB and MySQL count in whole seconds,
   * so the time is rounded up there.
   *
   * @param longest how long to wait before giving up
   * @return the mode
   * @throws IllegalArgumentException if the time is negative or longer than 24 days
   */
  public static LockMode waiting(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("lock wait must not be negative: " + longest);
    }
    if (longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "lock wait must be at most 24 days, which databases can count, not " + longest);
    }
    return new LockMode(Kind.WAITING, longest);
  }

  /**
   * Asks the database to refuse at once ({@code NOWAIT}). The server reports an error, which some
   * log. Where the customer or the run has just been inserted by an open transaction, MariaDB and
   * MySQL wait for a second: they can wait for no less.
   *
   * @return the mode
   */
  public static LockMode noWait() {
    return new LockMode(Kind.NO_WAIT, MOMENT);
  }

  /**
   * Looks past a customer that is locked ({@code SKIP LOCKED}): no waiting and no error on the
   * server. What {@link DriftSweep} uses to divide work.
   *
   * @return the mode
   */
  public static LockMode skip() {
    return new LockMode(Kind.SKIP, MOMENT);
  }

  /** No lock at all, to show what the other layers keep single on their own. */
  static LockMode off() {
    return new LockMode(Kind.OFF, Duration.ofMinutes(2));
  }

  boolean isOn() {
    return kind != Kind.OFF;
  }

  /** How long a statement of the run may wait for any lock. */
  Duration longestWait() {
    return longestWait;
  }

  /** What follows {@code for update}. */
  String clause() {
    return switch (kind) {
      case NO_WAIT -> " nowait";
      case SKIP -> " skip locked";
      case WAITING, OFF -> "";
    };
  }

  /** Names the mode. */
  @Override
  public String toString() {
    return kind == Kind.WAITING ? "waiting up to " + longestWait : kind.name();
  }
}
