package io.drift4j.jdbc;

import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
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

  /** Reading waits for nobody but somebody who changes tables. */
  private static final Duration LONGEST_WAIT_OF_A_READER = Duration.ofMinutes(1);

  private static final String OPEN = "transaction"; // an attribute of the handle

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final RetryPolicy policy;
  private final String prefix; // of the tables' names, as the statements' <prefix>

  OwnTransactions(Jdbi jdbi, Dialect dialect, RetryPolicy policy, String prefix) {
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

  /** Where no row can be locked, nothing is gained by a transaction around a statement. */
  @Override
  public <T> T read(Function<Handle, T> work) {
    return repeatedly(
        (failures, pause, failure) -> {},
        handle ->
            isOpen(handle) || !dialect.locksRows()
                ? work.apply(handle)
                : once(handle, LONGEST_WAIT_OF_A_READER, work));
  }

  private <T> T repeatedly(Retries retries, Function<Handle, T> work) {
    long start = System.nanoTime();
    for (int failures = 1; ; failures++) {
      try {
        return jdbi.withHandle(handle -> work.apply(withPrefix(handle)));
      } catch (RuntimeException e) {
        if (!DatabaseErrors.kind(dialect, e).isTransient()
            || !policy.allows(failures, Duration.ofNanos(System.nanoTime() - start))) {
          throw e;
        }
        pause(failures, retries, e);
      }
    }
  }

  private Handle withPrefix(Handle handle) {
    handle.getConfig(SqlStatements.class).define("prefix", prefix);
    return handle;
  }

  /** Ours, that is: autoCommit may be off without any. */
  private static boolean isOpen(Handle handle) {
    return Boolean.TRUE.equals(handle.getConfig(SqlStatements.class).getAttribute(OPEN));
  }

  private static void setOpen(Handle handle, boolean open) {
    handle.getConfig(SqlStatements.class).define(OPEN, open);
  }

  private <T> T once(Handle handle, Duration longestLockWait, Function<Handle, T> work) {
    Runnable restoration = dialect.begin(handle, longestLockWait);
    setOpen(handle, true);
    try {
      T result = work.apply(handle);
      dialect.commit(handle);
      return result;
    } catch (RuntimeException | Error e) {
      rollback(handle, e);
      throw e;
    } finally {
      setOpen(handle, false);
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
