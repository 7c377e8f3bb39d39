package io.drift4j.examples.quickstart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a payer treats the claims of a procedure group.
 *
 * @param claims how many come in on a day of work, in the mean
 * @param denied the share that is denied
 * @param daysToPay the median days until one is paid
 * @param daysToDeny the median days until one is denied
 * @param office when decisions are made
 */
record Behaviour(double claims, double denied, double daysToPay, double daysToDeny, Office office) {

  static final Behaviour USUAL = new Behaviour(12, 0.12, 4, 4, Office.ALWAYS_OPEN);

  /** Of several groups in one, each by its claims. */
  static Behaviour together(List<Behaviour> groups) {
    double all = groups.stream().mapToDouble(Behaviour::claims).sum();
    return new Behaviour(
        all,
        mean(groups, all, Behaviour::denied),
        mean(groups, all, Behaviour::daysToPay),
        mean(groups, all, Behaviour::daysToDeny),
        groups.get(0).office);
  }

  private static double mean(
      List<Behaviour> groups, double all, ToDoubleFunction<Behaviour> number) {
    return groups.stream().mapToDouble(g -> g.claims * number.applyAsDouble(g)).sum() / all;
  }

  Behaviour claims(double mean) {
    return new Behaviour(mean, denied, daysToPay, daysToDeny, office);
  }

  Behaviour denied(double share) {
    return new Behaviour(claims, share, daysToPay, daysToDeny, office);
  }

  Behaviour decidedAfter(double median) {
    return new Behaviour(claims, denied, median, median, office);
  }

  Behaviour deniedAfter(double median) {
    return new Behaviour(claims, denied, daysToPay, median, office);
  }

  Behaviour at(Office hours) {
    return new Behaviour(claims, denied, daysToPay, daysToDeny, hours);
  }
}
