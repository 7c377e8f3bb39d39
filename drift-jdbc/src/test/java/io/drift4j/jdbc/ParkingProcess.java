package io.drift4j.jdbc;

import io.drift4j.Computed;
import io.drift4j.OtherProcess;
import io.drift4j.Remembered;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A process of its own that records a run of each of 20 customers at once, of every other customer
 * two together, and stops every one of them at the same step for good. It says PARKED when all have
 * come there.
 */
final class ParkingProcess {

  static final int CUSTOMERS = 20;

  private final RunStep step;
  private final CountDownLatch arrivals = new CountDownLatch(CUSTOMERS);

  private ParkingProcess(RunStep step) {
    this.step = step;
  }

  /** Arguments: the step, then the address of a database, or of as many as there are customers. */
  public static void main(String[] arguments) throws Exception {
    ParkingProcess parking = new ParkingProcess(RunStep.valueOf(arguments[0]));
    List<Setup> places = Setup.allAt(List.of(arguments).subList(1, arguments.length));
    for (int i = 0; i < CUSTOMERS; i++) {
      parking.begin(runs(i), places.get(i % places.size()));
    }
    parking.arrivals.await();
    System.out.println("PARKED");
    LockSupport.park();
  }

  static OtherProcess start(RunStep step, List<Setup> places) {
    List<String> arguments = new ArrayList<>(List.of(step.name()));
    places.forEach(place -> arguments.addAll(place.address()));
    return OtherProcess.start(ParkingProcess.class, arguments);
  }

  /** The runs in one of so many places. */
  static List<Run> runs(int place, int places) {
    return IntStream.range(0, CUSTOMERS)
        .filter(customer -> customer % places == place)
        .mapToObj(ParkingProcess::runs)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Run> runs(int customer) {
    return IntStream.rangeClosed(1, 1 + customer % 2)
        .mapToObj(revision -> TestRuns.of("customer-" + customer, revision))
        .toList();
  }

  private void begin(List<Run> runs, Setup place) {
    new Thread(() -> record(runs, place), runs.get(0).customer()).start();
  }

  /** A file of H2 closes with its last connection, and must be open when this process dies. */
  private void record(List<Run> runs, Setup place) {
    try (var open = place.place().dataSource().getConnection()) {
      place
          .database(place.dataSource())
          .observedBy(this::parkAt)
          .repository()
          .record(runs, ParkingProcess::compute);
      System.out.println("ENDED without having been at " + step);
    } catch (SQLException | RuntimeException e) {
      System.out.println("FAILED " + e);
    }
  }

  private static List<Computed> compute(List<Run> due, Remembered remembered) {
    return due.stream().map(run -> Computed.of(TestRuns.detect(run))).toList();
  }

  private void parkAt(RunStep reached) {
    if (reached == step) {
      arrivals.countDown();
      while (true) {
        LockSupport.park();
      }
    }
  }
}
