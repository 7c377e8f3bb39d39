package io.drift4j;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a run has nothing to keep: nothing was read, nothing of it could be used, or it is old. */
final class Emptiness {

  private final Tallies tallies;
  private final Run run;
  private final Window span;
  private final CountSource source;

  private Emptiness(Tallies tallies, Run run, Window span, CountSource source) {
    this.tallies = tallies;
    this.run = run;
    this.span = span;
    this.source = source;
  }

  /** The reason, if there is one. */
  static Optional<String> of(Tallies tallies, Run run, Definition definition, CountSource source) {
    Window span = definition.lookback().windows(run.asOf()).span();
    Emptiness emptiness = new Emptiness(tallies, run, span, source);
    return emptiness.nothingRead().or(emptiness::nothingUsable).or(emptiness::nothingFresh);
  }

  private Optional<String> nothingRead() {
    return tallies.read() > 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "source %s has no record of customer %s in %s; check the spelling of the customer, the as-of day and what the source reads",
                run.sourceId(),
                run.customer(),
                span));
  }

  private Optional<String> nothingUsable() {
    return tallies.usable(0) + tallies.usable(1) > 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "source %s has %,d records of customer %s and none can be used: %s; check how its fields and outcomes are mapped",
                run.sourceId(),
                tallies.read(),
                run.customer(),
                tallies.reasons()));
  }

  private Optional<String> nothingFresh() {
    OptionalInt most = source.freshWithinDays();
    LocalDate newest = tallies.newestRecordDay();
    return most.isEmpty()
            || newest == null
            || !newest.isBefore(run.asOf().minusDays(most.getAsInt()))
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the newest record of customer %s in source %s is of %s, more than the %d days before %s that the source allows; see whether its feed has stopped",
                run.customer(),
                run.sourceId(),
                newest,
                most.getAsInt(),
                run.asOf()));
  }
}
