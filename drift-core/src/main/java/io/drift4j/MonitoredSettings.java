package io.drift4j;

import java.util.SortedMap;
import java.util.TreeMap;

/** What is set of a {@link MonitoredPolicy}, besides what it looks through. */
record MonitoredSettings(
    double falseEpisodesPerYear,
    double discoveryRate,
    int customers,
    int definitions,
    YearlyLooks looks) {

  /** Instead of a rate: the budget is the rule. */
  static final double BY_BUDGET = 0;

  /** No stream opens at a larger chance in a year, however few there are. */
  private static final double MOST = 0.05;

  static MonitoredSettings defaults() {
    return new MonitoredSettings(4, BY_BUDGET, 1, 1, YearlyLooks.NIGHTLY);
  }

  MonitoredSettings withFalseEpisodesPerYear(double number) {
    return new MonitoredSettings(number, BY_BUDGET, customers, definitions, looks);
  }

  MonitoredSettings withDiscoveryRate(double rate) {
    return new MonitoredSettings(falseEpisodesPerYear, rate, customers, definitions, looks);
  }

  MonitoredSettings dividedBy(int someCustomers, int someDefinitions) {
    return new MonitoredSettings(
        falseEpisodesPerYear, discoveryRate, someCustomers, someDefinitions, looks);
  }

  MonitoredSettings withLooks(YearlyLooks other) {
    return new MonitoredSettings(
        falseEpisodesPerYear, discoveryRate, customers, definitions, other);
  }

  boolean isByBudget() {
    return discoveryRate == BY_BUDGET;
  }

  /** The largest chance in a year at which one of so many streams opens, or a set of them. */
  double levelOf(int streams) {
    if (!isByBudget()) {
      return discoveryRate;
    }
    double budget = falseEpisodesPerYear / ((double) customers * definitions);
    return Math.min(budget / Math.max(1, streams), MOST);
  }

  SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("false-episodes-per-year", Double.toHexString(falseEpisodesPerYear));
    texts.put("discovery-rate", Double.toHexString(discoveryRate));
    texts.put("customers", Integer.toString(customers));
    texts.put("definitions", Integer.toString(definitions));
    texts.put("looks", looks.name());
    return texts;
  }
}
