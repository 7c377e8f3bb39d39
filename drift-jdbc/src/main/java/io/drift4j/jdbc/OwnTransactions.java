package io.drift4j.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that are ours to begin, commit and repeat. They are READ COMMITTED: a higher level
 * would hide what a racer committed while this one waited for its lock.
 *
 * <p>Commit is always said, never left to {@code autoCommit}: with a pool that hands out
 * connections without it, Jdbi's own {@code inTransaction} would join and keep nothing.
 */
final class OwnTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(OwnTransactions.class);
  private static final int MOST_ATTEMPTS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Jdbi jdbi;
  private final Vendor vendor;
  private final String prefix; // of the tables' names, as the statements' <prefix>

  OwnTransactions(Jdbi jdbi, Vendor vendor, String prefix) {
    this.jdbi = jdbi;
    this.vendor = vendor;
    this.prefix = prefix;
  }

  /** Runs work in a transaction, and again from its beginning when the failure may pass. */
  <T> T run(Function<Handle, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.withHandle(handle -> once(handle, work));
      } catch (RuntimeException e) {
        if (attempt == MOST_ATTEMPTS || !DatabaseErrors.has(e, vendor::isTransient)) {
          throw e;
        }
        pause(attempt, e);
      }
    }
  }

  /** Does work that only reads in the transaction that this thread is in, or else in a new one. */
  void join(Consumer<Handle> work) {
    jdbi.useHandle(
        handle -> {
          if (handle.isInTransaction()) {
            work.accept(handle);
          } else {
            once(handle, andNothing(work));
          }
        });
  }

  private static Function<Handle, Boolean> andNothing(Consumer<Handle> work) {
    return handle -> {
      work.accept(handle);
      return true;
    };
  }

  private <T> T once(Handle handle, Function<Handle, T> work) {
    TransactionIsolationLevel usual = handle.getTransactionIsolationLevel();
    handle.setTransactionIsolationLevel(TransactionIsolationLevel.READ_COMMITTED);
    handle.getConfig(SqlStatements.class).define("prefix", prefix);
    handle.begin();
    try {
      T result = work.apply(handle);
      handle.commit();
      handle.setTransactionIsolationLevel(usual);
      return result;
    } catch (RuntimeException | Error e) {
      undo(handle, usual, e);
      throw e;
    }
  }

  private static void undo(Handle handle, TransactionIsolationLevel usual, Throwable failure) {
    try {
      handle.rollback();
      handle.setTransactionIsolationLevel(usual);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Full jitter: anything from nothing to a bound that doubles, so that racers do not meet again.
   */
  private static void pause(int attempt, RuntimeException failure) {
    LOG.debug("transaction is repeated after attempt {} of {}", attempt, MOST_ATTEMPTS);
    long bound = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << attempt);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(bound));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
