package io.drift4j;

import java.util.List;
import java.util.function.Consumer;

/** What an adapter gives the {@link DriftRepositoryContract}: one store, empty at first. */
public interface RepositoryUnderTest extends AutoCloseable {

  /** The repository as users get it. */
  DriftRepository repository();

  /** The same store, telling when a run is there and its customer is not locked yet. */
  DriftRepository pausedWhenBegun(Runnable pause);

  /** The same store, with the customer's lock switched off. */
  DriftRepository withoutLock(Runnable pauseWhenBegun);

  /** The same store, told to keep all verdicts; it need not be closed. */
  RepositoryUnderTest keepingVerdicts();

  /** How many callers wait for a customer's lock at this moment, as the store itself sees it. */
  int waiting(String customer);

  /** The ids of all events in the store, one for each stored row, of whatever run. */
  List<String> storedEventIds();

  /**
   * Whether a customer can be locked while others go on. Without, a run may be computed by several,
   * and is recorded by one of them.
   */
  default boolean locksRows() {
    return true;
  }

  /** Whether other processes can open the store. */
  boolean isShared();

  /**
   * What another process needs to open the store: the name of a class with a public constructor
   * that takes the other strings and implements this interface. Empty unless it is shared.
   */
  List<String> address();

  /** Lets go of what it holds open. */
  @Override
  default void close() throws Exception {}

  /** Runs a check with a repository over the same store that nobody else uses. */
  default void inspect(Consumer<DriftRepository> check) {
    check.accept(repository());
  }
}
