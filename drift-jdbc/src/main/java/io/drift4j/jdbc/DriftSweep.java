package io.drift4j.jdbc;

import io.drift4j.CountSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.Definition;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.Run;
import io.drift4j.RunReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a definition for many customers: the nightly run. Any number of threads and of processes may
 * sweep the same customers of the same day at once; each customer is recorded once.
 *
 * <pre>{@code
 * SweepReport report =
 *     DriftSweep.of(database, database.counts(claims))
 *         .withThreads(4)
 *         .run(ClaimDefinitions.payerDrift(), customers, LocalDate.of(2026, 1, 15));
 * }</pre>
 *
 * <p>The work divides itself: whoever finds a customer locked goes on to the next ({@code SKIP
 * LOCKED}) and comes back in the end, with the lock mode of the database. By then the customer is
 * recorded, or whoever had locked it has died and it is taken over. A process that dies loses
 * nothing but the time. On SQLite, which locks no rows, two processes may compute the same
 * customer; one of them records it.
 *
 * <p>Each thread holds at most one connection. A customer that fails does not stop the others, with
 * whatever it fails, nor does one that is null, which is counted in the report and logged. To stop
 * a sweep, interrupt the thread that called {@link #run}: no further customer is begun, those under
 * way are finished, and the report names the others. What happens meanwhile is told to the {@link
 * DriftListener} of the database.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
@CheckReturnValue
public final class DriftSweep {

  private static final Logger LOG = LoggerFactory.getLogger(DriftDatabase.class);

  private final DriftDatabase database;
  private final CountSource source;
  private final int threads;

  private DriftSweep(DriftDatabase database, CountSource source, int threads) {
    this.database = database;
    this.source = source;
    this.threads = threads;
  }

  /**
   * Returns a sweep with one thread.
   *
   * @param database where runs are kept, with transactions of its own
   * @param source where counts come from
   * @return the sweep
   * @throws IllegalArgumentException if the database joins a transaction of the caller's
   */
  public static DriftSweep of(DriftDatabase database, CountSource source) {
    Objects.requireNonNull(database, "the database of the sweep is null");
    Objects.requireNonNull(source, "the source of the sweep is null");
    if (database.joins()) {
      throw new IllegalArgumentException(
          "a sweep needs transactions of its own for each customer, not one of the caller's; use"
              + " DriftDatabase.on(dataSource)");
    }
    return new DriftSweep(database, source, 1);
  }

  /**
   * Returns this sweep with another number of threads.
   *
   * @param count how many customers are run at the same time, 1 or more; not more than the pool has
   *     connections
   * @return the changed sweep
   * @throws IllegalArgumentException if it is less than 1
   */
  public DriftSweep withThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a sweep needs 1 thread or more, not " + count);
    }
    return new DriftSweep(database, source, count);
  }

  /**
   * Runs the first revision for every customer who is not recorded yet.
   *
   * @param definition what is compared
   * @param customers whose records, each once however often it is named
   * @param asOf the reference day, excluded
   * @return what became of every customer
   */
  @CanIgnoreReturnValue
  public SweepReport run(Definition definition, Collection<String> customers, LocalDate asOf) {
    return run(definition, customers, asOf, 1);
  }

  /**
   * Runs a revision for every customer who is not recorded yet.
   *
   * @param definition what is compared
   * @param customers whose records, each once however often it is named
   * @param asOf the reference day, excluded
   * @param revision 1 or more
   * @return what became of every customer
   */
  @CanIgnoreReturnValue
  public SweepReport run(
      Definition definition, Collection<String> customers, LocalDate asOf, int revision) {
    Objects.requireNonNull(asOf, "the as-of day of the sweep is null");
    return sweep(
        definition,
        customers,
        asOf,
        (monitor, customer) -> monitor.run(definition, customer, asOf, revision));
  }

  /**
   * Runs the first revision of every as-of day of a range for every customer, as {@link
   * DriftMonitor#backfill} does: a customer's days one after the other, customers at the same time,
   * each day unless it is recorded already. What it tells is historic.
   *
   * @param definition what is compared
   * @param customers whose records, each once however often it is named
   * @param from the first as-of day
   * @param to the last as-of day
   * @return what became of every customer, with the report of the last day
   * @throws IllegalArgumentException if the range ends before it begins
   */
  @CanIgnoreReturnValue
  public SweepReport backfill(
      Definition definition, Collection<String> customers, LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(
          "a range of days begins by its end, not on " + from + " and ends on " + to);
    }
    return sweep(
        definition,
        customers,
        to,
        (monitor, customer) -> last(monitor.backfill(definition, customer, from, to, day -> {})));
  }

  private static RunReport last(List<RunReport> reports) {
    return reports.get(reports.size() - 1);
  }

  private SweepReport sweep(
      Definition definition, Collection<String> customers, LocalDate asOf, Work work) {
    Objects.requireNonNull(definition, "the definition of the sweep is null");
    Objects.requireNonNull(customers, "the customers of the sweep are null; give a list");
    List<String> distinct = customers.stream().filter(Objects::nonNull).distinct().toList();
    int nameless = (int) customers.stream().filter(Objects::isNull).count();
    if (nameless > 0) {
      LOG.warn(
          "{} of the customers of a sweep of {} as of {} are null and are left out; name them",
          nameless,
          definition.id(),
          asOf);
    }
    return new Sweep(definition, asOf, work, distinct).run().withNameless(nameless);
  }

  /** What is done for each customer. */
  @FunctionalInterface
  private interface Work {
    RunReport of(DriftMonitor monitor, String customer);
  }

  /** Whose failure was told: what fails before there is a run is told by nobody else. */
  private static final class Told implements DriftListener {

    private final Set<String> customers = ConcurrentHashMap.newKeySet();

    @Override
    public void runFailed(Run run, Throwable failure, RunTimes times) {
      customers.add(run.customer());
    }
  }

  /** Where no row can be locked, a customer would be computed before it is found busy. */
  private DriftDatabase skipping() {
    boolean locksRows = database.vendor().dialect().locksRows();
    return locksRows ? database.withLock(LockMode.skip()) : database;
  }

  /** One execution. */
  private final class Sweep {

    private final Told told = new Told();
    private final DriftMonitor quick = monitor(skipping());
    private final DriftMonitor patient = monitor(database);
    private final Definition definition;
    private final LocalDate asOf;
    private final Work work;
    private final List<String> customers;
    private final Queue<String> open = new ConcurrentLinkedQueue<>();
    private final Queue<String> busy = new ConcurrentLinkedQueue<>();
    private final Map<String, RunReport> reports = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Sweep(Definition definition, LocalDate asOf, Work work, List<String> customers) {
      this.definition = definition;
      this.asOf = asOf;
      this.work = work;
      this.customers = customers;
    }

    private DriftMonitor monitor(DriftDatabase where) {
      return DriftMonitor.of(where.withListener(told).repository(), source);
    }

    /** In another order in every process, so that they seldom meet. */
    SweepReport run() {
      List<String> shuffled = new ArrayList<>(customers);
      Collections.shuffle(shuffled);
      open.addAll(shuffled);
      inThreads();
      return SweepReport.of(customers, reports, failures);
    }

    private void inThreads() {
      AtomicInteger number = new AtomicInteger();
      ExecutorService executor =
          Executors.newFixedThreadPool(
              threads, work -> new Thread(work, "drift-sweep-" + number.incrementAndGet()));
      try {
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          workers.add(executor.submit(this::work));
        }
        await(workers);
      } finally {
        executor.shutdown();
      }
    }

    /** Threads are never interrupted: a driver may lose its connection, or a file, by that. */
    private void await(List<Future<?>> workers) {
      boolean interrupted = false;
      for (Future<?> worker : workers) {
        interrupted |= await(worker);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean await(Future<?> worker) {
      boolean interrupted = false;
      while (true) {
        try {
          worker.get();
          return interrupted;
        } catch (InterruptedException e) {
          interrupted = true;
          stopped = true;
        } catch (ExecutionException e) {
          stopped = true;
          throw new IllegalStateException("a sweep ended with an error", e.getCause());
        }
      }
    }

    private void work() {
      each(open, this::unlessBusy);
      each(busy, this::patiently);
    }

    private void each(Queue<String> queue, Consumer<String> work) {
      String customer = queue.poll();
      while (customer != null && !stopped) {
        work.accept(customer);
        customer = queue.poll();
      }
    }

    private void unlessBusy(String customer) {
      try {
        run(customer, quick);
      } catch (CustomerBusyException e) {
        busy.add(customer);
      }
    }

    private void patiently(String customer) {
      try {
        run(customer, patient);
      } catch (CustomerBusyException e) {
        failures.put(customer, e);
      }
    }

    private void run(String customer, DriftMonitor monitor) {
      try {
        reports.put(customer, work.of(monitor, customer));
      } catch (CustomerBusyException e) {
        throw e;
      } catch (Throwable e) { // other languages throw checked exceptions too
        failures.put(customer, failure(customer, e));
        if (!told.customers.contains(customer)) {
          LOG.warn(
              "{} could not be begun: {}",
              LogWords.name(customer, definition.id(), asOf),
              LogWords.reason(e));
        }
      }
    }

    /** What fails the JVM ends the sweep; an endless recursion is the fault of what recurs. */
    private static RuntimeException failure(String customer, Throwable failure) {
      if (failure instanceof VirtualMachineError fatal
          && !(failure instanceof StackOverflowError)) {
        throw fatal;
      }
      return failure instanceof RuntimeException told
          ? told
          : new DriftException(
              "running customer \"" + customer + "\" failed: " + LogWords.reason(failure), failure);
    }
  }
}
