package io.drift4j.jdbc;

import java.time.Duration;

/**
 * Whether and how long to wait for a customer.
 *
 * @param isOn whether customers are locked at all; off only in tests of what is left without
 * @param wait how long to wait, not negative
 */
record LockMode(boolean isOn, Duration wait) {

  LockMode {
    if (wait.isNegative()) {
      throw new IllegalArgumentException("lock wait must not be negative: " + wait);
    }
  }

  static LockMode withDefaults() {
    return new LockMode(true, Duration.ofMinutes(2));
  }
}
