package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that are ours to begin, commit and repeat.
 *
 * <p>Commit is always said, never left to {@code autoCommit}: with a pool that hands out
 * connections without it, Jdbi's own {@code inTransaction} would join and keep nothing.
 */
final class OwnTransactions implements Transactions {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final RetryPolicy policy;
  private final Prefix prefix;

  OwnTransactions(Jdbi jdbi, Dialect dialect, RetryPolicy policy, Prefix prefix) {
    this.jdbi = jdbi;
    this.dialect = dialect;
    this.policy = policy;
    this.prefix = prefix;
  }

  @Override
  public boolean areOurs() {
    return true;
  }

  @Override
  public boolean isOn(Jdbi other) {
    return jdbi.equals(other);
  }

  @Override
  public <T> T write(Duration longestLockWait, Retries retries, Function<Handle, T> work) {
    return repeatedly(retries, handle -> once(handle, longestLockWait, work));
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return repeatedly(
        (failures, pause, failure) -> {},
        handle ->
            Transactions.isOpen(handle) ? prefix.during(handle, work) : reading(handle, work));
  }

  /** Where no row can be locked, nothing is gained by a transaction around a statement. */
  private <T> T reading(Handle handle, Function<Handle, T> work) {
    return dialect.locksRows()
        ? once(handle, LONGEST_WAIT_OF_A_READER, work)
        : settled(handle, work);
  }

  private <T> T settled(Handle handle, Function<Handle, T> work) {
    Runnable restoration = dialect.settle(handle, LONGEST_WAIT_OF_A_READER);
    try {
      return prefix.during(handle, work);
    } finally {
      restore(restoration);
    }
  }

  @Override
  public List<Finding> modes() {
    return jdbi.withHandle(handle -> dialect.modes(handle, true));
  }

  private <T> T repeatedly(Retries retries, Function<Handle, T> work) {
    long start = System.nanoTime();
    for (int failures = 1; ; failures++) {
      try {
        return jdbi.withHandle(handle -> work.apply(handle));
      } catch (RuntimeException e) {
        prefix.forget();
        if (!DatabaseErrors.kind(dialect, e).isTransient()
            || !policy.allows(failures, Duration.ofNanos(System.nanoTime() - start))) {
          throw e;
        }
        pause(failures, retries, e);
      }
    }
  }

  private <T> T once(Handle handle, Duration longestLockWait, Function<Handle, T> work) {
    Runnable restoration = dialect.begin(handle, longestLockWait);
    Transactions.setOpen(handle, true);
    try {
      T result = prefix.during(handle, work);
      dialect.commit(handle);
      return result;
    } catch (Throwable e) { // also what is checked and was thrown all the same
      rollback(handle, e);
      throw e;
    } finally {
      Transactions.setOpen(handle, false);
      restore(restoration);
    }
  }

  private void rollback(Handle handle, Throwable failure) {
    try {
      dialect.rollback(handle);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** After the transaction has ended, well or not: a connection that broke meanwhile is no news. */
  private static void restore(Runnable restoration) {
    try {
      restoration.run();
    } catch (RuntimeException e) {
      LOG.debug("the settings of a connection could not be put back", e);
    }
  }

  private void pause(int failures, Retries retries, RuntimeException failure) {
    Duration pause = policy.pause(failures);
    retries.retried(failures, pause, failure);
    try {
      policy.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
