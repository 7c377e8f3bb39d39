package io.drift4j.examples.quickstart;

import io.drift4j.Backtest;
import io.drift4j.Episode;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import io.drift4j.export.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Nights for people, line by line. */
final class NightTable extends NightReport {

  private static final String EPISODE = "%-10s  %-10s  %-10s  %s";

  NightTable(PrintStream out) {
    super(out);
  }

  @Override
  void backtests(Stream<Backtested> customers) {
    customers.forEach(this::backtest);
  }

  private void backtest(Backtested backtested) {
    line("");
    backtested.chosen().toString().lines().forEach(text -> line("%s", text));
    backtested.alternatives().forEach(other -> line("%s", alternative(other)));
  }

  /** Such as {@code under thresholds: 365 nights, 301 of them with an event, 533 events}. */
  private static String alternative(Backtest other) {
    return String.format(
        Locale.ROOT,
        "under %s the same nights: %,d, %,d of them with an event, %,d events",
        other.policyId(),
        other.nights(),
        other.nightsWithEvents(),
        other.events());
  }

  @Override
  void backfills(List<Backfilled> customers) {
    customers.forEach(this::backfill);
  }

  private void backfill(Backfilled filled) {
    line(
        "%s: %,d nights, %,d of them recorded before, %,d with nothing usable; %,d events, %,d of"
            + " them new",
        Printable.name(filled.customer()),
        filled.nights().size(),
        filled.recordedBefore(),
        filled.empty(),
        filled.events(),
        filled.eventsCreated());
  }

  @Override
  void episodes(Map<String, List<Episode>> customers) {
    customers.forEach(this::episodes);
  }

  private void episodes(String customer, List<Episode> episodes) {
    long open = episodes.stream().filter(episode -> episode.state().isOpen()).count();
    line("");
    line(
        "%s: %,d %s, %,d of them open",
        Printable.name(customer),
        episodes.size(),
        episodes.size() == 1 ? "episode" : "episodes",
        open);
    if (!episodes.isEmpty()) {
      line(EPISODE, "state", "since", "found", "what");
    }
    episodes.forEach(this::episode);
  }

  private void episode(Episode episode) {
    line(
        EPISODE,
        episode.state().name().toLowerCase(Locale.ROOT),
        episode.opening().began().day(),
        episode.opening().asOf(),
        NightFields.headline(episode));
  }

  /** Each is acknowledged by itself, until there is none. */
  @Override
  int notices(NoticeFeed feed) {
    int told = 0;
    List<Notice> unread = feed.unread();
    while (!unread.isEmpty()) {
      for (Notice notice : unread) {
        line("%s  %s  %s", notice.asOf(), Printable.name(notice.watch().customer()), notice.text());
        requirePrinted(notice);
        feed.acknowledge(notice);
        told++;
      }
      unread = feed.unread();
    }
    return told;
  }

  private void line(String format, Object... values) {
    String text = String.format(Locale.ROOT, format, values);
    out.print(Printable.of(text).stripTrailing() + "\n");
  }
}
