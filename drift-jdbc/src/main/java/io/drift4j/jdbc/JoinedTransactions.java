package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.jdbc.Verification.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The caller's transaction: it is never begun, committed, rolled back or repeated, and nothing of
 * its connection stays changed. What we write is inside a savepoint, so that a caller who goes on
 * after a failure of ours commits nothing half-written; so is what we read where a statement that
 * fails spoils its whole transaction.
 */
final class JoinedTransactions implements Transactions {

  private static final String SAVEPOINT = "drift";

  private final Jdbi jdbi;
  private final Dialect dialect;
  private final BooleanSupplier isActive; // as the caller says
  private final Prefix prefix;

  JoinedTransactions(Jdbi jdbi, Dialect dialect, BooleanSupplier isActive, Prefix prefix) {
    this.jdbi = jdbi;
    this.dialect = dialect;
    this.isActive = isActive;
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
    return jdbi.withHandle(
        handle -> {
          requireTransaction(handle);
          return inSavepoint(handle, open -> settled(open, longestLockWait, work));
        });
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return jdbi.withHandle(
        handle ->
            Transactions.isOpen(handle)
                ? prefix.during(handle, work)
                : reading(handle, open -> settled(open, LONGEST_WAIT_OF_A_READER, work)));
  }

  /** With autoCommit there is no transaction to spoil, and no savepoint to be had. */
  private <T> T reading(Handle handle, Function<Handle, T> work) {
    return dialect.failuresSpoilTransactions() && handle.isInTransaction()
        ? inSavepoint(handle, work)
        : work.apply(handle);
  }

  @Override
  public List<Finding> modes() {
    return jdbi.withHandle(handle -> dialect.modes(handle, false));
  }

  /** A connection without autoCommit may be one of a pool that nobody is going to commit. */
  private void requireTransaction(Handle handle) {
    if (!handle.isInTransaction()) {
      throw new DriftException(
          "the joined connection is in no transaction (autoCommit is on); begin one, or use"
              + " DriftDatabase.on(dataSource), which begins its own");
    }
    if (!isActive.getAsBoolean()) {
      throw new DriftException(
          "the joined connection is in no transaction that anybody would commit (autoCommit is"
              + " off, and the caller says that none is active); begin one, or use"
              + " DriftDatabase.on(dataSource), which begins its own");
    }
  }

  /** Rolling back to the savepoint also puts back what PostgreSQL keeps by the transaction. */
  private static <T> T inSavepoint(Handle handle, Function<Handle, T> work) {
    handle.savepoint(SAVEPOINT);
    try {
      T result = work.apply(handle);
      handle.releaseSavepoint(SAVEPOINT);
      return result;
    } catch (Throwable e) { // also what is checked and was thrown all the same
      quietly(() -> handle.rollbackToSavepoint(SAVEPOINT), e);
      throw e;
    }
  }

  private <T> T settled(Handle handle, Duration longestLockWait, Function<Handle, T> work) {
    Runnable restoration = dialect.settle(handle, longestLockWait);
    Transactions.setOpen(handle, true);
    try {
      T result = prefix.during(handle, work);
      restoration.run();
      return result;
    } catch (Throwable e) {
      prefix.forget();
      quietly(restoration, e);
      throw e;
    } finally {
      Transactions.setOpen(handle, false);
    }
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
