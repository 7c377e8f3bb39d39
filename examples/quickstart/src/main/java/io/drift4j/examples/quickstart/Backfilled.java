package io.drift4j.examples.quickstart;

import io.drift4j.RunReport;
import java.util.List;
import java.util.function.Predicate;

/**
 * The nights of a customer that are recorded.
 *
 * @param customer whose nights
 * @param nights what is recorded of each
 */
record Backfilled(String customer, List<RunReport> nights) {

  boolean isEmpty() {
    return empty() > 0;
  }

  boolean hasDrifted() {
    return events() > 0;
  }

  int empty() {
    return count(RunReport::isEmpty);
  }

  int recordedBefore() {
    return count(RunReport::alreadyRecorded);
  }

  private int count(Predicate<RunReport> of) {
    return (int) nights.stream().filter(of).count();
  }

  int events() {
    return nights.stream().mapToInt(night -> night.events().size()).sum();
  }

  int eventsCreated() {
    return nights.stream().mapToInt(RunReport::eventsCreated).sum();
  }
}
