package io.drift4j.examples.quickstart;

import io.drift4j.Episode;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Nights for programs: one object. */
final class NightJson extends NightReport {

  NightJson(PrintStream out) {
    super(out);
  }

  @Override
  void backtests(Stream<Backtested> customers) {
    print("backtests", customers.map(NightFields::of));
  }

  @Override
  void backfills(List<Backfilled> customers) {
    print("backfills", customers.stream().map(NightFields::of));
  }

  @Override
  void episodes(Map<String, List<Episode>> customers) {
    print("episodes", customers.values().stream().flatMap(List::stream).map(NightFields::of));
  }

  /** As many as are told at a time: they are acknowledged when the whole object is printed. */
  @Override
  int notices(NoticeFeed feed) {
    List<Notice> unread = feed.unread();
    print("notices", unread.stream().map(NightFields::of));
    for (Notice notice : unread) {
      requirePrinted(notice);
      feed.acknowledge(notice);
    }
    return unread.size();
  }

  private void print(String name, Stream<?> objects) {
    JsonReport.print(Map.of(name, objects.toList()), out);
  }
}
