package io.drift4j;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Computes runs that a {@link DriftRepository} records together. One read may serve all of them.
 */
@FunctionalInterface
public interface Computation {

  /**
   * Computes runs: called at most once in each attempt, on the thread that asked for them, and
   * where the repository can, while the customer is locked. What it throws fails all of them: the
   * records could not be read. What goes wrong with one of them alone is its {@linkplain
   * Computed#failed outcome}.
   *
   * @param due the runs that are not recorded yet, at least one, in the order in which they were
   *     asked for
   * @param remembered what the repository knows of their past
   * @return an outcome of each, in their order
   */
  List<Computed> of(List<Run> due, Remembered remembered);

  /**
   * Returns how long had been computed before the repository was asked: where the records are read
   * before their customer is locked.
   *
   * @return the time, zero unless told otherwise
   */
  default Duration spentBefore() {
    return Duration.ZERO;
  }

  /**
   * Computes runs and holds what comes of it to the contract: for whoever writes a repository.
   *
   * @param due the runs that are not recorded yet
   * @param remembered what the repository knows of their past
   * @return an outcome of each, in their order
   * @throws DriftException if it is not that
   */
  default List<Computed> checked(List<Run> due, Remembered remembered) {
    List<Computed> outcomes = of(due, remembered);
    if (outcomes == null || outcomes.size() != due.size()) {
      throw new DriftException(
          String.format(
              Locale.ROOT,
              "the computation gave %s outcomes of %d runs; it must give one of each, in their order",
              outcomes == null ? "no list of" : outcomes.size(),
              due.size()));
    }
    for (int i = 0; i < due.size(); i++) {
      Computed.require(outcomes.get(i), due.get(i));
    }
    return List.copyOf(outcomes);
  }
}
