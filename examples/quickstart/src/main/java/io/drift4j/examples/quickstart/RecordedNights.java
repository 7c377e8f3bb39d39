package io.drift4j.examples.quickstart;

import io.drift4j.RunReport;
import io.drift4j.jdbc.DriftListener;
import io.drift4j.jdbc.RunTimes;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Collects the nights of customers as they are recorded, and counts them. */
final class RecordedNights implements DriftListener {

  private final Progress progress;
  private final String what;
  private final AtomicLong done = new AtomicLong();
  private final Map<String, SortedMap<LocalDate, RunReport>> byCustomer = new ConcurrentHashMap<>();

  RecordedNights(Progress progress, long nights) {
    this.progress = progress;
    this.what = "of " + nights + " nights";
  }

  Backfilled of(String customer) {
    return new Backfilled(customer, List.copyOf(nights(customer).values()));
  }

  private SortedMap<LocalDate, RunReport> nights(String customer) {
    return byCustomer.computeIfAbsent(customer, first -> new ConcurrentSkipListMap<>());
  }

  @Override
  public void runFinished(RunReport report, RunTimes times) {
    add(report);
  }

  @Override
  public void runEmpty(RunReport report, RunTimes times) {
    add(report);
  }

  @Override
  public void runAlreadyRecorded(RunReport report, RunTimes times) {
    add(report);
  }

  /** What was told first says what is new: a customer who was busy is begun again. */
  private void add(RunReport report) {
    RunReport told = nights(report.run().customer()).putIfAbsent(report.run().asOf(), report);
    if (told == null) {
      progress.show(what, done.incrementAndGet());
    }
  }
}
