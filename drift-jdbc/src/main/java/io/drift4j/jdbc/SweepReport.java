package io.drift4j.jdbc;

import io.drift4j.RunReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every customer of a sweep, each in one of the three. It may get more components;
 * it is read, not built.
 *
 * @param reports what is recorded, by customer, in the order in which they were given; those too
 *     whose run is {@linkplain RunReport#isEmpty() empty}
 * @param failures why a customer could not be run, by customer; a customer that somebody else held
 *     for longer than the lock mode allows is among them
 * @param notBegun the customers that were left when the sweep was stopped
 * @param nameless how many of the customers that were given are null, so that nobody can be run
 */
public record SweepReport(
    Map<String, RunReport> reports,
    Map<String, RuntimeException> failures,
    List<String> notBegun,
    int nameless) {

  /**
   * Copies everything in its order.
   *
   * @param reports what is recorded, by customer
   * @param failures why a customer could not be run
   * @param notBegun the customers that were left
   * @param nameless how many of the customers are null
   */
  public SweepReport {
    reports = Collections.unmodifiableMap(new LinkedHashMap<>(reports));
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    notBegun = List.copyOf(notBegun);
  }

  static SweepReport of(
      Collection<String> customers,
      Map<String, RunReport> reports,
      Map<String, RuntimeException> failures) {
    Map<String, RunReport> orderedReports = new LinkedHashMap<>();
    Map<String, RuntimeException> orderedFailures = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    for (String customer : customers) {
      RunReport report = reports.get(customer);
      RuntimeException failure = failures.get(customer);
      if (report != null) {
        orderedReports.put(customer, report);
      } else if (failure != null) {
        orderedFailures.put(customer, failure);
      } else {
        left.add(customer);
      }
    }
    return new SweepReport(orderedReports, orderedFailures, left, 0);
  }

  SweepReport withNameless(int customers) {
    return new SweepReport(reports, failures, notBegun, customers);
  }

  /**
   * Says whether every customer is recorded.
   *
   * @return whether nothing failed, nothing is left and everybody has a name
   */
  public boolean isComplete() {
    return failures.isEmpty() && notBegun.isEmpty() && nameless == 0;
  }

  /**
   * Returns how many customers this sweep recorded itself; the others had been recorded before, or
   * were recorded by another process.
   *
   * @return the number of customers
   */
  public long recordedHere() {
    return reports.values().stream().filter(report -> !report.alreadyRecorded()).count();
  }
}
