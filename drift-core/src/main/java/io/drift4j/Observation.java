package io.drift4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reading counts as. */
@FunctionalInterface
public interface Observation {

  /**
   * Turns a reading into an observation.
   *
   * <p>Of an open record only a metric over what is known so far makes something; whoever looks at
   * what is known by an age does not ask. It may be asked of every record that was read, also of
   * days that no window has.
   *
   * @param reading what records say
   * @return the value to count, or {@code null} to leave the records out of this metric
   */
  @Nullable Long of(Reading reading);

  /**
   * Names the event of a proportion: of the records that ended, those with one of these outcomes
   * are 1, all others 0; open ones are left out until they end. {@link Event#among} says which
   * endings count at all.
   *
   * @param outcomes the outcomes that are the event, at least one
   * @return the observation
   */
  static Event of(String... outcomes) {
    return new Event(distinct(outcomes), Set.of());
  }

  /**
   * Returns the observation of the value of records that ended with one of some outcomes; all
   * others are left out.
   *
   * @param outcomes the outcomes that count; none if all do
   * @return the observation
   */
  static Observation valueOf(String... outcomes) {
    return new Value(distinct(outcomes));
  }

  private static Set<String> distinct(String... outcomes) {
    return Set.copyOf(List.of(outcomes));
  }

  /**
   * Returns the outcomes that the observation names: the measure of its metric must know them.
   *
   * @return the outcomes, none unless told otherwise
   */
  default Set<String> named() {
    return Set.of();
  }

  /**
   * The value of a record that ended.
   *
   * @param counting the outcomes of records that count; all of them if empty
   */
  record Value(Set<String> counting) implements Observation {

    @Override
    public @Nullable Long of(Reading reading) {
      return Event.counts(counting, reading) ? reading.value() : null;
    }

    @Override
    public Set<String> named() {
      return counting;
    }
  }

  /**
   * Whether a record that ended did so with an event.
   *
   * @param outcomes the outcomes that are the event, at least one
   * @param counting the outcomes of records that count; all of them if empty
   */
  record Event(Set<String> outcomes, Set<String> counting) implements Observation {

    /**
     * Copies the outcomes.
     *
     * @param outcomes the outcomes that are the event, at least one
     * @param counting the outcomes of records that count; all of them if empty
     * @throws IllegalArgumentException if no outcome is the event, or one does not count
     */
    public Event {
      outcomes = Set.copyOf(outcomes);
      counting = Set.copyOf(counting);
      if (outcomes.isEmpty() || !(counting.isEmpty() || counting.containsAll(outcomes))) {
        throw new IllegalArgumentException(
            "the event must be one or more of the outcomes that count, "
                + counting
                + ", not "
                + outcomes);
      }
    }

    /**
     * Returns this event among records that ended in some ways only; those that ended otherwise are
     * left out.
     *
     * @param outcomes the outcomes that count, those of the event included
     * @return the observation
     */
    public Event among(String... outcomes) {
      return new Event(this.outcomes, distinct(outcomes));
    }

    @Override
    public Set<String> named() {
      Set<String> all = new HashSet<>(outcomes);
      all.addAll(counting);
      return all;
    }

    static boolean counts(Set<String> counting, Reading reading) {
      String outcome = reading.outcome();
      return !reading.isOpen()
          && (counting.isEmpty() || (outcome != null && counting.contains(outcome)));
    }

    @Override
    public @Nullable Long of(Reading reading) {
      if (!counts(counting, reading)) {
        return null;
      }
      String outcome = reading.outcome();
      return outcome != null && outcomes.contains(outcome) ? 1L : 0L;
    }
  }
}
