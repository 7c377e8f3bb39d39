package io.drift4j;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a customer are wanted: those of the newest successful revision of every run that
 * matches.
 *
 * @param customer whose events
 * @param definitionId of which definition, {@code null} for all
 * @param asOf of which reference day, {@code null} for all
 */
public record EventQuery(String customer, @Nullable String definitionId, @Nullable LocalDate asOf) {

  /**
   * Returns the query for all events of a customer.
   *
   * @param customer whose events
   * @return the query
   */
  public static EventQuery of(String customer) {
    return new EventQuery(customer, null, null);
  }

  /**
   * Returns this query for one definition.
   *
   * @param definition the definition, by its id
   * @return the narrower query
   */
  public EventQuery withDefinition(Definition definition) {
    return new EventQuery(customer, definition.id(), asOf);
  }

  /**
   * Returns this query for one reference day.
   *
   * @param day the as-of day of the runs
   * @return the narrower query
   */
  public EventQuery withAsOf(LocalDate day) {
    return new EventQuery(customer, definitionId, day);
  }

  boolean matches(Run run) {
    return customer.equals(run.customer())
        && (definitionId == null || definitionId.equals(run.definitionId()))
        && (asOf == null || asOf.equals(run.asOf()));
  }
}
