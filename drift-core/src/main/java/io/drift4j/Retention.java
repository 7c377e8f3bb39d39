package io.drift4j;

import java.time.LocalDate;

/**
 * How long a repository keeps what it keeps. Both methods delete a little at a time, each time
 * under the lock of one customer, so that nobody waits long for them; whoever is interrupted calls
 * again, and it goes on where it was.
 *
 * <pre>{@code
 * repository.retention().prune(today.minusYears(3)); // every night, say
 * repository.retention().forget("acme"); // a customer who left
 * }</pre>
 *
 * <p>Readers go on: runs and notices that come later have the next numbers.
 */
public interface Retention {

  /**
   * Deletes of every customer what is about days before one:
   *
   * <ul>
   *   <li>runs as of such a day, with their events and verdicts, but those that are running;
   *   <li>episodes that had ended by then, with their looks and what was said of them, once no
   *       baseline of a later night leaves their days out; those of a watch that was begun anew,
   *       once nobody has looked at them since;
   *   <li>notices of such a day, read or not.
   * </ul>
   *
   * <p>An episode that goes on stays with all its looks. A run of such a day that is asked for
   * again is computed and recorded anew.
   *
   * @param before the first day whose runs stay
   * @return what was deleted, and which customers were busy
   * @throws DriftException if something could not be deleted; what was deleted before stays so
   */
  Pruned prune(LocalDate before);

  /**
   * Deletes everything of a customer: runs, events, watches, episodes, what was said of them,
   * notices, the places of consumers and the customer's own row. A customer who comes back begins
   * with run and notice 1, and whoever keeps an {@link EventCursor} begins with {@link
   * EventCursor#start} too. A customer that was never there is forgotten already.
   *
   * @param customer whom to forget
   * @throws CustomerBusyException if the customer's lock could not be had in time
   * @throws DriftException if something could not be deleted; what was deleted before stays so
   */
  void forget(String customer);
}
