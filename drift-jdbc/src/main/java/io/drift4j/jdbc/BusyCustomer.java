package io.drift4j.jdbc;

import io.drift4j.CustomerBusyException;
import io.drift4j.DriftException;
import java.time.Duration;
import java.util.function.Supplier;

/** A wait that was too long says nothing about what waited, only that its customer is busy. */
record BusyCustomer(Dialect dialect, String customer) {

  /**
   * Does something that may wait for the customer.
   *
   * @throws CustomerBusyException if it waited too long
   */
  <T> T unless(Supplier<T> statement) {
    long start = System.nanoTime();
    try {
      return statement.get();
    } catch (RuntimeException e) {
      throw busy(e, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private RuntimeException busy(RuntimeException failure, Duration waited) {
    return !(failure instanceof DriftException)
            && DatabaseErrors.kind(dialect, failure) == Failure.LOCK_TIMEOUT
        ? new CustomerBusyException(customer, waited)
        : failure;
  }
}
