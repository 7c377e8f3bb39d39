package io.drift4j.examples.quickstart;

import io.drift4j.Backtest;
import io.drift4j.Definition;
import io.drift4j.Episode;
import io.drift4j.EpisodeQuery;
import io.drift4j.NoticeFeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of nights, done customer by customer and told as it is done. */
final class NightWork {

  private final DriftRuns runs;
  private final NightReport report;
  private final Progress progress;

  NightWork(DriftRuns runs, NightReport report, Progress progress) {
    this.runs = runs;
    this.report = report;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param empty whether nothing usable was found where it was looked for
   * @param drifted whether there was an event
   */
  record Outcome(boolean empty, boolean drifted) {}

  /** Empty where no night of a customer found anything. */
  Outcome backtest(
      Definition definition, List<Definition> alternatives, List<String> customers, Range range) {
    List<Backtested> done = new ArrayList<>();
    report.backtests(
        customers.stream()
            .map(
                customer ->
                    new Backtested(
                        backtest(definition, customer, range),
                        alternatives.stream()
                            .map(other -> backtest(other, customer, range))
                            .toList()))
            .peek(done::add));
    return new Outcome(
        done.stream().anyMatch(Backtested::isEmpty),
        done.stream().anyMatch(Backtested::hasDrifted));
  }

  private Backtest backtest(Definition definition, String customer, Range range) {
    return runs.backtest(AsKnown.of(definition), customer, range);
  }

  /** Empty where one night of a customer found nothing. */
  Outcome backfill(Definition definition, List<String> customers, Range range) {
    List<Backfilled> done = runs.backfill(definition, customers, range, progress);
    report.backfills(done);
    return new Outcome(
        done.stream().anyMatch(Backfilled::isEmpty),
        done.stream().anyMatch(Backfilled::hasDrifted));
  }

  /** Whether one goes on. */
  boolean episodes(List<String> customers) {
    Map<String, List<Episode>> episodes = new LinkedHashMap<>();
    for (String customer : customers) {
      episodes.put(customer, runs.episodes().find(EpisodeQuery.of(customer)));
    }
    report.episodes(episodes);
    return episodes.values().stream().flatMap(List::stream).anyMatch(one -> one.state().isOpen());
  }

  /** Whether there was one that nobody had been told. */
  boolean notices(String consumer) {
    return report.notices(feed(consumer)) > 0;
  }

  private NoticeFeed feed(String consumer) {
    try {
      return runs.notices(consumer);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--notices: " + e.getMessage());
    }
  }
}
