package io.drift4j;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a customer are wanted: of every definition, source, policy and as-of day that
 * matches, those of the run that was recorded last, unless all are asked for.
 *
 * @param customer whose events
 * @param definitionId of which definition, {@code null} for all
 * @param sourceId of which source, by its name, {@code null} for all
 * @param asOf of which reference day, {@code null} for all
 * @param allRuns whether runs that a later one took the place of are wanted too: earlier revisions,
 *     other settings
 */
public record EventQuery(
    String customer,
    @Nullable String definitionId,
    @Nullable String sourceId,
    @Nullable LocalDate asOf,
    boolean allRuns) {

  /**
   * Returns the query for all events of a customer, as they were recorded last.
   *
   * @param customer whose events
   * @return the query
   */
  public static EventQuery of(String customer) {
    return new EventQuery(customer, null, null, null, false);
  }

  /**
   * Returns this query for one definition.
   *
   * @param definition the definition, by its id
   * @return the narrower query
   */
  public EventQuery withDefinition(Definition definition) {
    return new EventQuery(customer, definition.id(), sourceId, asOf, allRuns);
  }

  /**
   * Returns this query for one source.
   *
   * @param id the name of the source, {@code claims} unless it has another
   * @return the narrower query
   */
  public EventQuery withSource(String id) {
    return new EventQuery(customer, definitionId, id, asOf, allRuns);
  }

  /**
   * Returns this query for one reference day.
   *
   * @param day the as-of day of the runs
   * @return the narrower query
   */
  public EventQuery withAsOf(LocalDate day) {
    return new EventQuery(customer, definitionId, sourceId, day, allRuns);
  }

  /**
   * Returns this query for every recorded run, those too that a later one took the place of.
   *
   * @return the wider query
   */
  public EventQuery withAllRuns() {
    return new EventQuery(customer, definitionId, sourceId, asOf, true);
  }

  boolean matches(Run run) {
    return customer.equals(run.customer())
        && (definitionId == null || definitionId.equals(run.definitionId()))
        && (sourceId == null || sourceId.equals(run.sourceId()))
        && (asOf == null || asOf.equals(run.asOf()));
  }
}
