package io.drift4j.jdbc;

import java.time.Duration;

/**
 * Whether and how long to wait for a customer.
 *
 * @param isOn whether customers are locked at all; off only in tests of what is left without
 * @param longestWait how long to wait, not negative
 */
record LockMode(boolean isOn, Duration longestWait) {

  LockMode {
    if (longestWait.isNegative()) {
      throw new IllegalArgumentException("lock wait must not be negative: " + longestWait);
    }
  }

  static LockMode withDefaults() {
    return new LockMode(true, Duration.ofMinutes(2));
  }
}
