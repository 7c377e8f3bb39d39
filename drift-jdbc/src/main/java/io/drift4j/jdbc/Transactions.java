package io.drift4j.jdbc;

import io.drift4j.jdbc.Verification.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** In whose transactions we work: our own, or one that the caller has begun. */
interface Transactions {

  /** Reading waits for nobody but somebody who changes tables. */
  Duration LONGEST_WAIT_OF_A_READER = Duration.ofMinutes(1);

  String OPEN = "transaction"; // an attribute of the handle

  /** Whether we begin, commit and repeat them. */
  boolean areOurs();

  /** Runs work that writes, all of it or nothing. */
  <T> T write(Duration longestLockWait, Retries retries, Function<Handle, T> work);

  /** Runs work that only reads, in the transaction that this thread is in if there is one. */
  <T> T read(Function<Handle, T> work);

  /** What of the settings of a connection would make both fail. */
  List<Finding> modes();

  /** Whether the other, on the same thread, works on the same connection. */
  boolean isOn(Jdbi jdbi);

  /** Whether we are at work on a handle already: autoCommit may be off without that. */
  static boolean isOpen(Handle handle) {
    return Boolean.TRUE.equals(handle.getConfig(SqlStatements.class).getAttribute(OPEN));
  }

  static void setOpen(Handle handle, boolean open) {
    handle.getConfig(SqlStatements.class).define(OPEN, open);
  }

  /** Is told of every transaction that is going to be repeated. */
  interface Retries {
    void retried(int failures, Duration pause, RuntimeException failure);
  }
}
