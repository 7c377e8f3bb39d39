package io.drift4j.jdbc;

import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** In whose transactions we work: our own, or one that the caller has begun. */
interface Transactions {

  /** Whether we begin, commit and repeat them. */
  boolean areOurs();

  /** Runs work that writes, all of it or nothing. */
  <T> T write(Duration longestLockWait, Retries retries, Function<Handle, T> work);

  /** Runs work that only reads, in the transaction that this thread is in if there is one. */
  <T> T read(Function<Handle, T> work);

  /** Whether the other, on the same thread, works on the same connection. */
  boolean isOn(Jdbi jdbi);

  /** Is told of every transaction that is going to be repeated. */
  interface Retries {
    void retried(int failures, Duration pause, RuntimeException failure);
  }
}
