package io.drift4j;

import java.time.Duration;

/**
 * Another run of the same customer held the lock for longer than this one was willing to wait.
 * Nothing was written; the run can simply be repeated.
 */
public class CustomerBusyException extends TransientDriftException {

  private static final long serialVersionUID = 1L;

  private final String customer;
  private final Duration waited;

  /**
   * Creates an exception.
   *
   * @param customer the customer whose lock is held
   * @param waited how long this run waited for it
   */
  public CustomerBusyException(String customer, Duration waited) {
    super(
        "customer "
            + customer
            + " is busy: another run held its lock for "
            + waited.toMillis()
            + " ms; repeat the run later or allow a longer lock wait");
    this.customer = customer;
    this.waited = waited;
  }

  /**
   * Returns the customer whose lock is held.
   *
   * @return the customer
   */
  public String customer() {
    return customer;
  }

  /**
   * Returns how long this run waited.
   *
   * @return the time waited
   */
  public Duration waited() {
    return waited;
  }
}
