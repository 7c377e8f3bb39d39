package io.drift4j;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was deleted since it was older than is kept. It is made by repositories and may grow; it is
 * not to be constructed elsewhere.
 *
 * @param runs how many runs, with their events
 * @param episodes how many episodes, with their looks
 * @param notices how many notices
 * @param busyCustomers whose lock could not be had in time, in the order in which they were tried;
 *     what is too old of them is still there, or some of it
 */
public record Pruned(long runs, long episodes, long notices, List<String> busyCustomers) {

  /**
   * Checks the numbers.
   *
   * @param runs how many runs, with their events
   * @param episodes how many episodes, with their looks
   * @param notices how many notices
   * @param busyCustomers whose lock could not be had in time
   * @throws IllegalArgumentException if a number is negative
   */
  public Pruned {
    if (Math.min(runs, Math.min(episodes, notices)) < 0) {
      throw new IllegalArgumentException(
          "nothing can be pruned a negative number of times: "
              + runs
              + ", "
              + episodes
              + ", "
              + notices);
    }
    busyCustomers = List.copyOf(busyCustomers);
  }

  /**
   * Returns what it is before anything was deleted.
   *
   * @return nothing
   */
  public static Pruned nothing() {
    return new Pruned(0, 0, 0, List.of());
  }

  /**
   * Returns what stands for a customer whose lock could not be had.
   *
   * @param customer the customer
   * @return nothing but the customer
   */
  public static Pruned busy(String customer) {
    return new Pruned(0, 0, 0, List.of(customer));
  }

  /**
   * Adds what was deleted besides.
   *
   * @param more what was deleted
   * @return both
   */
  public Pruned and(Pruned more) {
    return new Pruned(
        runs + more.runs,
        episodes + more.episodes,
        notices + more.notices,
        Stream.concat(busyCustomers.stream(), more.busyCustomers.stream()).toList());
  }

  /**
   * Says whether a customer was busy, so that it should be tried again.
   *
   * @return whether nobody was
   */
  public boolean isComplete() {
    return busyCustomers.isEmpty();
  }
}
