package io.drift4j;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a run has nothing to keep: nothing was read, no metric can be computed of it, or it is old.
 */
final class Emptiness {

  private final Totals totals;
  private final Window span;
  private final List<Examination> examinations;
  private final Run run;
  private final CountSource source;

  private Emptiness(
      Totals totals, Window span, List<Examination> examinations, Run run, CountSource source) {
    this.totals = totals;
    this.span = span;
    this.examinations = examinations;
    this.run = run;
    this.source = source;
  }

  /** The reason, if there is one. */
  static Optional<String> of(
      Totals totals, Window span, List<Examination> examinations, Run run, CountSource source) {
    Emptiness emptiness = new Emptiness(totals, span, examinations, run, source);
    return emptiness.nothingRead().or(emptiness::nothingUsable).or(emptiness::nothingFresh);
  }

  private Optional<String> nothingRead() {
    return totals.read() > 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "source %s has no record of customer \"%s\" in %s; check the spelling of the customer, the as-of day and what the source reads",
                run.sourceId(),
                run.customer(),
                span));
  }

  private Optional<String> nothingUsable() {
    return !examinations.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "source %s has %,d records of customer \"%s\" and no metric can be computed of them: %s; check how its fields and outcomes are mapped",
                run.sourceId(),
                totals.read(),
                run.customer(),
                totals.reasons()));
  }

  @SuppressWarnings("ConstantValue") // a source need not be compiled with nullness in mind
  private Optional<String> nothingFresh() {
    OptionalInt most = source.freshWithinDays();
    if (most == null || (most.isPresent() && most.getAsInt() < 1)) {
      throw new DriftException(
          "source "
              + run.sourceId()
              + " ("
              + source.getClass().getName()
              + ") wants records fresh within "
              + (most == null ? "null" : most.getAsInt())
              + " days; its freshWithinDays must give 1 or more");
    }
    LocalDate newest = totals.newestRecordDay();
    return most.isEmpty()
            || newest == null
            || !newest.isBefore(run.asOf().minusDays(most.getAsInt()))
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the newest record of customer \"%s\" in source %s is of %s, more than the %d days before %s that the source allows; see whether its feed has stopped",
                run.customer(),
                run.sourceId(),
                newest,
                most.getAsInt(),
                run.asOf()));
  }
}
