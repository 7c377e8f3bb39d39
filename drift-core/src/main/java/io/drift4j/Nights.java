package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A definition on every as-of day of a range, one after the other, each unless it is recorded
 * already: whoever was interrupted goes on where it was. The records of half a year of nights are
 * read together where their source allows it, so that each is read at most four times.
 */
final class Nights {

  /** A span of 112 + 364 + 60 days and this is read in blocks: each record at most four times. */
  private static final int BLOCK = 182;

  private final DriftRepository repository;
  private final CountSource source;
  private final boolean areHistoric;
  private final Consumer<RunReport> progress;

  Nights(
      DriftRepository repository,
      CountSource source,
      boolean areHistoric,
      Consumer<RunReport> progress) {
    this.repository = repository;
    this.source = source;
    this.areHistoric = areHistoric;
    this.progress = progress;
  }

  /** From the first day to the last, both included. */
  List<RunReport> run(Definition definition, String customer, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a range of days begins by its end, not on " + from + " and ends on " + to);
    }
    List<RunReport> reports = new ArrayList<>();
    for (LocalDate first = from; !first.isAfter(to); first = first.plusDays(BLOCK)) {
      LocalDate last = first.plusDays(BLOCK - 1L);
      block(definition, customer, first, last.isAfter(to) ? to : last, reports);
    }
    return reports;
  }

  private void block(
      Definition definition,
      String customer,
      LocalDate first,
      LocalDate last,
      List<RunReport> reports) {
    CountSource replay = new Replay(source, last);
    first
        .datesUntil(last.plusDays(1))
        .forEach(
            asOf -> {
              RunReport report = night(definition, customer, asOf, replay);
              progress.accept(report);
              reports.add(report);
            });
  }

  private RunReport night(
      Definition definition, String customer, LocalDate asOf, CountSource replay) {
    Run run = Run.of(definition, customer, asOf, source, 1);
    return DriftMonitor.recorded(
            repository,
            source,
            List.of(run),
            new Detections(Map.of(run, definition), replay, areHistoric))
        .get(0);
  }
}
