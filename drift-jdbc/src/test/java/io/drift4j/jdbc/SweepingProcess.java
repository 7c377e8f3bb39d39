package io.drift4j.jdbc;

import io.drift4j.OtherProcess;
import io.drift4j.TestRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that sweeps customers. It says READY, waits for a line, and in the end says
 * how many customers it recorded; or it stops each at a step for good and says STOPPED.
 */
final class SweepingProcess {

  private SweepingProcess() {}

  /** Starts one that sweeps to the end. */
  static OtherProcess start(Setup setup, int threads, List<String> customers) {
    return start("-", setup, threads, customers);
  }

  /** Starts one that comes as far as a step with as many customers as it has threads. */
  static OtherProcess stopping(RunStep step, Setup setup, int threads, List<String> customers) {
    return start(step.name(), setup, threads, customers);
  }

  private static OtherProcess start(String step, Setup setup, int threads, List<String> customers) {
    List<String> arguments = new ArrayList<>(List.of(step, Integer.toString(threads)));
    arguments.addAll(setup.address());
    arguments.addAll(customers);
    return OtherProcess.start(SweepingProcess.class, arguments);
  }

  /** Arguments: the step or -, the number of threads, the address, the customers. */
  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    Setup setup = Setup.at(given.subList(2, 10));
    DriftDatabase database =
        setup.database(setup.dataSource()).observedBy(step -> stopAt(given.get(0), step));
    DriftSweep sweep =
        DriftSweep.of(database, database.counts(RecordTable.named("claim")))
            .withThreads(Integer.parseInt(given.get(1)));
    System.out.println("READY");
    System.in.read();
    SweepReport report =
        sweep.run(TestRuns.PAYER_DRIFT, given.subList(10, given.size()), TestRuns.AS_OF);
    System.out.println("RECORDED " + report.recordedHere() + " " + report.failures());
  }

  private static void stopAt(String name, RunStep step) {
    if (step.name().equals(name)) {
      System.out.println("STOPPED");
      while (true) {
        LockSupport.park();
      }
    }
  }
}
