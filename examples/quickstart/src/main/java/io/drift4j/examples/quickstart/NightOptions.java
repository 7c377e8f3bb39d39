package io.drift4j.examples.quickstart;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is asked in place of a run: one of these at a time. */
final class NightOptions {

  @Option(
      names = "--backtest",
      paramLabel = "FROM..TO",
      description =
          "what runs of every as-of day from the first to the last would have told, and how many"
              + " events other policies would have had; nothing is kept")
  private @Nullable String backtest;

  @Option(
      names = "--backfill",
      paramLabel = "FROM..TO",
      description =
          "records the run of every as-of day from the first to the last, and goes on where it was"
              + " interrupted; what it tells is historic, which no consumer is told")
  private @Nullable String backfill;

  @Option(
      names = "--episodes",
      description = "what has changed for a customer, since when, and where it stands")
  private boolean episodes;

  @Option(
      names = "--notices",
      paramLabel = "CONSUMER",
      description =
          "what the consumer of this name has not been told yet; once it is printed, it is not told"
              + " again")
  private @Nullable String notices;

  Optional<Range> backtest() {
    return Optional.ofNullable(backtest).map(days -> Range.of("--backtest", days));
  }

  Optional<Range> backfill() {
    return Optional.ofNullable(backfill).map(days -> Range.of("--backfill", days));
  }

  boolean episodes() {
    return episodes;
  }

  Optional<String> notices() {
    return Optional.ofNullable(notices);
  }

  /** Refuses what is no range, before anything is done. */
  void check() {
    backtest();
    backfill();
  }

  /** The option that was given. */
  String name() {
    if (backtest != null) {
      return "--backtest";
    }
    if (backfill != null) {
      return "--backfill";
    }
    return episodes ? "--episodes" : "--notices";
  }
}
