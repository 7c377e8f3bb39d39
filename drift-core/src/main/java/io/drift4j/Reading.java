package io.drift4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record says under a {@link Measure}.
 *
 * @param value the whole units of time until the event, or the amount in its smallest unit; 0 where
 *     the measure has neither; {@code null} while the record is open
 * @param outcome what the event was, or the category; {@code null} while open or where the measure
 *     has none
 * @param details what else is known of the event, in the order of {@link Measure#details}; each
 *     {@code null} where it is absent, and all of them without an outcome
 */
public record Reading(
    @Nullable Long value, @Nullable String outcome, List<@Nullable String> details) {

  /**
   * Copies the details.
   *
   * @param value the value, {@code null} while the record is open
   * @param outcome what the event was, or the category
   * @param details what else is known of it
   */
  public Reading {
    details = Collections.unmodifiableList(new ArrayList<>(details));
  }

  /**
   * Makes a reading under a measure without details.
   *
   * @param value the value, {@code null} while the record is open
   * @param outcome what the event was, or the category
   */
  public Reading(@Nullable Long value, @Nullable String outcome) {
    this(value, outcome, List.of());
  }

  /**
   * Says whether the event has not happened yet, or the amount or category is not known.
   *
   * @return whether there is no value
   */
  public boolean isOpen() {
    return value == null;
  }
}
