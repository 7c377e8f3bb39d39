package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What one record says under a {@link Measure}.
 *
 * @param value the whole units of time until the event, or the amount in its smallest unit; 0 where
 *     the measure has neither; {@code null} while the record is open
 * @param outcome what the event was, or the category; {@code null} while open or where the measure
 *     has none
 */
public record Reading(@Nullable Long value, @Nullable String outcome) {

  /**
   * Says whether the event has not happened yet, or the amount or category is not known.
   *
   * @return whether there is no value
   */
  public boolean isOpen() {
    return value == null;
  }
}
