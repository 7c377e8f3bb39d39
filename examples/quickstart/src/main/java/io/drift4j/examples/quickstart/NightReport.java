package io.drift4j.examples.quickstart;

import io.drift4j.Episode;
import io.drift4j.Notice;
import io.drift4j.NoticeFeed;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How nights are told. What comes in a stream is computed when it is told. */
abstract class NightReport {

  final PrintStream out;

  NightReport(PrintStream out) {
    this.out = out;
  }

  static NightReport in(ReportFormat format, PrintStream out) {
    return format == ReportFormat.TABLE ? new NightTable(out) : new NightJson(out);
  }

  /** Of each customer. */
  abstract void backtests(Stream<Backtested> customers);

  /** Of each customer. */
  abstract void backfills(List<Backfilled> customers);

  /** By customer. */
  abstract void episodes(Map<String, List<Episode>> customers);

  /** What was not acknowledged yet, which is acknowledged once it is printed; how much that was. */
  abstract int notices(NoticeFeed feed);

  /** A reader that has gone has read nothing: whoever has notices may not take them for told. */
  final void requirePrinted(Notice notice) {
    if (out.checkError()) {
      throw new InvalidInputException(
          "notice "
              + notice.number()
              + " could not be printed, since nobody reads the output any more; it will be told"
              + " again");
    }
  }
}
