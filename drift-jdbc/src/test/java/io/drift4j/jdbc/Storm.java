package io.drift4j.jdbc;

import java.util.Arrays;
import java.util.List;

/**
 * What became of the calls of one process, or of several.
 *
 * @param recorded the calls that were told they recorded their run
 * @param eventsCreated what they were told of events
 * @param transactions how many were begun
 * @param faultsAtStatements how many of them were made to fail after a statement
 * @param faultsAtCommits how many were made to fail after they were committed
 */
record Storm(
    int recorded,
    int eventsCreated,
    int transactions,
    int faultsAtStatements,
    int faultsAtCommits) {

  private static final String DONE = "DONE ";

  static Storm parse(String line) {
    List<Integer> numbers =
        Arrays.stream(line.substring(DONE.length()).split(" ")).map(Integer::valueOf).toList();
    return new Storm(
        numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
  }

  String line() {
    return DONE
        + "%d %d %d %d %d"
            .formatted(recorded, eventsCreated, transactions, faultsAtStatements, faultsAtCommits);
  }

  Storm plus(Storm other) {
    return new Storm(
        recorded + other.recorded,
        eventsCreated + other.eventsCreated,
        transactions + other.transactions,
        faultsAtStatements + other.faultsAtStatements,
        faultsAtCommits + other.faultsAtCommits);
  }

  int faults() {
    return faultsAtStatements + faultsAtCommits;
  }
}
