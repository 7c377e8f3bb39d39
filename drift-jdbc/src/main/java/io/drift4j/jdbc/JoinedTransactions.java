package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * The caller's transaction: it is never begun, committed, rolled back or repeated, and nothing of
 * its connection stays changed. What we write is inside a savepoint, so that a caller who goes on
 * after a failure of ours commits nothing half-written.
 */
final class JoinedTransactions implements Transactions {

  private static final String SAVEPOINT = "drift";

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final String prefix;

  JoinedTransactions(Jdbi jdbi, Dialect dialect, String prefix) {
    this.jdbi = jdbi;
    this.dialect = dialect;
    this.prefix = prefix;
  }

  @Override
  public boolean areOurs() {
    return false;
  }

  @Override
  public boolean isOn(Jdbi other) {
    return jdbi.equals(other);
  }

  @Override
  public <T> T write(Duration longestLockWait, Retries retries, Function<Handle, T> work) {
    return read(
        handle -> {
          requireTransaction(handle);
          return inSavepoint(handle, longestLockWait, work);
        });
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return jdbi.withHandle(
        handle -> {
          handle.getConfig(SqlStatements.class).define("prefix", prefix);
          return work.apply(handle);
        });
  }

  private static void requireTransaction(Handle handle) {
    if (!handle.isInTransaction()) {
      throw new DriftException(
          "the joined connection is in no transaction (autoCommit is on); begin one, or use"
              + " DriftDatabase.on(dataSource), which begins its own");
    }
  }

  /** Rolling back to the savepoint also puts back what PostgreSQL keeps by the transaction. */
  private <T> T inSavepoint(Handle handle, Duration longestLockWait, Function<Handle, T> work) {
    handle.savepoint(SAVEPOINT);
    try {
      Runnable restoration = dialect.limitLockWait(handle, longestLockWait);
      T result = restoring(restoration, handle, work);
      handle.releaseSavepoint(SAVEPOINT);
      return result;
    } catch (RuntimeException | Error e) {
      rollback(handle, e);
      throw e;
    }
  }

  private static <T> T restoring(Runnable restoration, Handle handle, Function<Handle, T> work) {
    try {
      T result = work.apply(handle);
      restoration.run();
      return result;
    } catch (RuntimeException | Error e) {
      quietly(restoration, e);
      throw e;
    }
  }

  private static void rollback(Handle handle, Throwable failure) {
    quietly(() -> handle.rollbackToSavepoint(SAVEPOINT), failure);
  }

  /** What cannot be put back in a transaction that has failed is put back by its end. */
  private static void quietly(Runnable restoration, Throwable failure) {
    try {
      restoration.run();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
