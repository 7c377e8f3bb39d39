package io.drift4j.jdbc;

import io.drift4j.CountSource;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.OtherProcess;
import io.drift4j.WatchedCustomer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A process of its own that runs the nights of many customers on several threads, each customer's
 * days in their order, the customers in an order of its own. It stops for good where some run comes
 * to a step, and says PARKED then; or it says DONE.
 */
final class NightlyStormingProcess {

  /** No step at which to stop. */
  static final String NEVER = "never";

  private static final int THREADS = 8;
  private static final int UNTIL_PARKED = 5; // so many runs come to the step before

  private final int customers;
  private final int days;
  private final String step;
  private final AtomicInteger arrivals = new AtomicInteger();

  private NightlyStormingProcess(int customers, int days, String step) {
    this.customers = customers;
    this.days = days;
    this.step = step;
  }

  static OtherProcess start(Setup place, int customers, int days, String step, long seed) {
    List<String> arguments = new ArrayList<>(place.address());
    arguments.addAll(
        List.of(String.valueOf(customers), String.valueOf(days), step, String.valueOf(seed)));
    return OtherProcess.start(NightlyStormingProcess.class, arguments);
  }

  /** Arguments: the address of the database, how many customers and days, the step, a seed. */
  public static void main(String[] arguments) throws Exception {
    Setup place = Setup.at(List.of(arguments));
    NightlyStormingProcess storming =
        new NightlyStormingProcess(
            Integer.parseInt(arguments[8]), Integer.parseInt(arguments[9]), arguments[10]);
    try {
      storming.run(place, Long.parseLong(arguments[11]));
      System.out.println("DONE");
    } catch (Exception e) {
      System.out.println("FAILED " + e);
    }
  }

  private void run(Setup place, long seed) throws Exception {
    List<Integer> order = new ArrayList<>(IntStream.range(0, customers).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    DriftRepository repository =
        place.database(place.dataSource()).observedBy(this::parkAt).repository();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      order.forEach(customer -> running.add(threads.submit(() -> nights(repository, customer))));
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private void nights(DriftRepository repository, int customer) {
    CountSource claims = WatchedCustomer.numbered(customer);
    DriftMonitor monitor = DriftMonitor.of(repository, claims);
    for (LocalDate day : NightlyStormTest.days(days)) {
      monitor.run(WatchedCustomer.definition(), NightlyStormTest.name(customer), day);
    }
  }

  private void parkAt(RunStep reached) {
    if (reached.name().equals(step) && arrivals.incrementAndGet() >= UNTIL_PARKED) {
      if (arrivals.get() == UNTIL_PARKED) {
        System.out.println("PARKED");
      }
      while (true) {
        LockSupport.park();
      }
    }
  }
}
