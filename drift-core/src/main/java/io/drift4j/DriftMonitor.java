package io.drift4j;

import java.time.LocalDate;
import java.util.function.Supplier;

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
    return new DriftMonitor(repository, source);
  }

  /**
   * Runs a definition, unless that run is recorded already: the first revision.
   *
   * @param definition what is compared
   * @param customer whose records
   * @param asOf the reference day, excluded
   * @return what is recorded of the run; {@link RunStatus#EMPTY} if nothing usable was read
   * @throws IllegalArgumentException if the windows reach beyond the years 1 to 9999, or the source
   *     lacks a dimension or field
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read or the run cannot be kept
   */
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
   * @throws IllegalArgumentException if the revision is not positive, the windows reach beyond the
   *     years 1 to 9999, or the source lacks a dimension or field
   * @throws CustomerBusyException if another run of the customer did not end in time
   * @throws DriftException if records cannot be read or the run cannot be kept
   */
  public RunReport run(Definition definition, String customer, LocalDate asOf, int revision) {
    Run run = Run.of(definition, customer, asOf, source, revision);
    Supplier<Detection> computation = () -> DriftDetector.detect(definition, run, source);
    return repository.computesUnderLock(source)
        ? repository.record(run, computation)
        : recordComputedBefore(run, computation);
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
    return DriftDetector.detect(definition, Run.of(definition, customer, asOf, source, 1), source);
  }

  private RunReport recordComputedBefore(Run run, Supplier<Detection> computation) {
    return repository
        .find(run.runId())
        .filter(RunReport::isSuccess)
        .orElseGet(() -> repository.record(run, attempted(computation)));
  }

  /** Computes at once; a failure is kept for the repository, which marks the run failed. */
  private static Supplier<Detection> attempted(Supplier<Detection> computation) {
    try {
      Detection detection = computation.get();
      return () -> detection;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }
}
