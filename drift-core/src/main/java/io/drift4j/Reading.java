package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What one record says under a {@link Measure}.
 *
 * @param value the days until the event, {@code null} while the record is open
 * @param outcome what the event was, {@code null} while open or where the measure has no outcome
 */
public record Reading(@Nullable Long value, @Nullable String outcome) {

  /**
   * Says whether the event has not happened yet.
   *
   * @return whether there is no value
   */
  public boolean isOpen() {
    return value == null;
  }
}
