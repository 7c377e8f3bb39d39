package io.drift4j;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The front door: runs a definition for a customer and a day, and keeps what drifted.
 *
 * <pre>{@code
 * DriftMonitor monitor = DriftMonitor.of(repository, source);
 * RunReport report = monitor.run(ClaimDefinitions.payerDrift(), "acme", LocalDate.of(2026, 1, 15));
 * }</pre>
 *
 * <p>Instances are immutable and safe for use by several threads, if repository and source are.
 */
public final class DriftMonitor {

  private final DriftRepository repository;
  private final CountSource source;

  private DriftMonitor(DriftRepository repository, CountSource source) {
    this.repository = repository;
    this.source = source;
  }

  /**
   * Returns a monitor.
   *
   * @param repository where runs and events are kept
   * @param source where counts come from
   * @return the monitor
   */
  public static DriftMonitor of(DriftRepository repository, CountSource source) {
    return new DriftMonitor(
        Objects.requireNonNull(repository, "the repository of the monitor is null"),
        Objects.requireNonNull(source, "the source of the monitor is null"));
  }

  /**
   * Runs a definition, unless that run is recorded already: the first revision.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return what is recorded of the run; {@link RunStatus#EMPTY} if nothing usable was read
   * @throws IllegalArgumentException if the windows reach beyond the years 1 to 9999
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read, the source lacks a dimension or field, or the
   *     run cannot be kept
   */
  @CanIgnoreReturnValue
  public RunReport run(Definition definition, String customer, LocalDate asOf) {
    return run(definition, customer, asOf, 1);
  }

  /**
   * Runs a revision of a definition, unless it is recorded already. A higher revision computes anew
   * what was recorded before, for example after records came late; both stay recorded.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @param revision 1 or more
   * @return what is recorded of the run; {@link RunStatus#EMPTY} if nothing usable was read
   * @throws IllegalArgumentException if the revision is not positive or the windows reach beyond
   *     the years 1 to 9999
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read, the source lacks a dimension or field, or the
   *     run cannot be kept
   */
  @CanIgnoreReturnValue
  public RunReport run(Definition definition, String customer, LocalDate asOf, int revision) {
    requireMeaning(definition);
    Run run = Run.of(definition, customer, asOf, source, revision);
    Computation computation = new Detections(Map.of(run, definition), source, false);
    return EditedDefinition.told(definition, record(List.of(run), computation).get(0));
  }

  /**
   * Runs definitions together, but those that are recorded already: the first revision of each,
   * under one lock. A definition that fails by itself, because of its policy say, leaves its run
   * {@link RunStatus#FAILED} and the others recorded; records that cannot be read fail all. A
   * policy that cannot say its views is refused before anything is run.
   *
   * @param definitions what is compared, one or more, each once
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return what is recorded of each run, in the order of the definitions
   * @throws IllegalArgumentException if there is no definition or one twice, or the windows of one
   *     reach beyond the years 1 to 9999
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read, the runs cannot be kept, or each of those
   *     that were not recorded yet failed by itself
   */
  @CanIgnoreReturnValue
  public List<RunReport> run(List<Definition> definitions, String customer, LocalDate asOf) {
    source.requireMeaning(List.copyOf(definitions));
    Map<Run, Definition> byRun = new HashMap<>();
    List<Run> runs = new ArrayList<>();
    for (Definition definition : definitions) {
      Run run = Run.of(definition, customer, asOf, source, 1);
      runs.add(run);
      byRun.put(run, definition);
    }
    List<RunReport> reports = record(Run.together(runs), new Detections(byRun, source, false));
    return IntStream.range(0, runs.size())
        .mapToObj(i -> EditedDefinition.told(definitions.get(i), reports.get(i)))
        .toList();
  }

  /**
   * Computes a definition without keeping anything: every verdict with its reason.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return what would be found
   * @throws DriftException if records cannot be read
   */
  public Detection preview(Definition definition, String customer, LocalDate asOf) {
    requireMeaning(definition);
    return DriftDetector.detect(definition, Run.of(definition, customer, asOf, source, 1), source);
  }

  /**
   * Shows what could be seen at all: of each segment and metric the volume, how much its days
   * differ, and the change that would be found. Nothing is kept.
   *
   * @param definition what would be compared
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return the table, the largest volume first
   * @throws DriftException if records cannot be read
   */
  public Detectability detectability(Definition definition, String customer, LocalDate asOf) {
    return Detectability.of(definition.policy(), preview(definition, customer, asOf));
  }

  /**
   * Shows where two policies differ, and why. Nothing is kept.
   *
   * @param definition what is compared, under the one policy
   * @param other the other policy
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return what is an event under one of them only
   * @throws DriftException if records cannot be read
   */
  public PolicyComparison compare(
      Definition definition, DriftPolicy other, String customer, LocalDate asOf) {
    return PolicyComparison.of(
        definition,
        preview(definition, customer, asOf),
        other,
        preview(definition.withPolicy(other), customer, asOf));
  }

  /**
   * Runs a definition on every as-of day of a range, each unless it is recorded already, and marks
   * what it tells as {@linkplain Notice#isHistoric historic}: a past that nobody is to be woken up
   * for. It goes on where it was interrupted. A definition under {@link DriftPolicy#monitored}
   * looks at days in their order only: days before its newest look are recorded and not folded,
   * unless it is {@linkplain Episodes#restart begun anew}.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param from the first as-of day
   * @param to the last as-of day
   * @param progress is told of each run when it is recorded
   * @return what is recorded of each day
   * @throws IllegalArgumentException if the range ends before it begins
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read, or a run cannot be kept
   */
  @CanIgnoreReturnValue
  public List<RunReport> backfill(
      Definition definition,
      String customer,
      LocalDate from,
      LocalDate to,
      Consumer<RunReport> progress) {
    requireMeaning(definition);
    return new Nights(repository, source, true, progress).run(definition, customer, from, to);
  }

  /**
   * Runs a definition on every as-of day of a range as {@link #backfill} does, and tells what it
   * finds: for nights that were missed.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param from the first as-of day
   * @param to the last as-of day
   * @return what is recorded of each day
   * @throws IllegalArgumentException if the range ends before it begins
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read, or a run cannot be kept
   */
  @CanIgnoreReturnValue
  public List<RunReport> catchUp(
      Definition definition, String customer, LocalDate from, LocalDate to) {
    requireMeaning(definition);
    return new Nights(repository, source, false, report -> {}).run(definition, customer, from, to);
  }

  /**
   * Shows what a range of nights would have told. Nothing is kept.
   *
   * @param definition what would be compared, under its policy
   * @param customer whose records
   * @param from the first as-of day
   * @param to the last as-of day
   * @return the numbers, and the list
   * @throws IllegalArgumentException if the range ends before it begins
   * @throws DriftException if records cannot be read
   */
  public Backtest backtest(Definition definition, String customer, LocalDate from, LocalDate to) {
    requireMeaning(definition);
    return Backtest.of(definition, customer, source, from, to);
  }

  private void requireMeaning(Definition definition) {
    Objects.requireNonNull(definition, "the definition of a run is null");
    source.requireMeaning(List.of(definition));
  }

  private List<RunReport> record(List<Run> runs, Computation computation) {
    return recorded(repository, source, runs, computation);
  }

  /** Under the lock, or before it where the source needs a connection of its own. */
  static List<RunReport> recorded(
      DriftRepository repository, CountSource source, List<Run> runs, Computation computation) {
    return repository.computesUnderLock(source)
        ? repository.record(runs, computation)
        : recordComputedBefore(repository, runs, computation);
  }

  private static List<RunReport> recordComputedBefore(
      DriftRepository repository, List<Run> runs, Computation computation) {
    Map<Run, RunReport> reports = new HashMap<>();
    runs.forEach(run -> recorded(repository, run).ifPresent(r -> reports.put(run, r)));
    List<Run> due = runs.stream().filter(run -> !reports.containsKey(run)).toList();
    if (!due.isEmpty()) {
      Remembered remembered =
          due.stream().anyMatch(Run::isWatched) ? repository.remembered(due) : Remembered.nothing();
      List<RunReport> now = repository.record(due, ComputedBefore.of(due, remembered, computation));
      IntStream.range(0, due.size()).forEach(i -> reports.put(due.get(i), now.get(i)));
    }
    return runs.stream().map(run -> Objects.requireNonNull(reports.get(run))).toList();
  }

  private static Optional<RunReport> recorded(DriftRepository repository, Run run) {
    return repository.find(run.runId()).filter(RunReport::isSuccess);
  }
}
