package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A run on a thread of its own that stands still at a step until it is told to go on. */
final class HeldRun implements AutoCloseable {

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Future<RunReport> report;

  private HeldRun(DriftDatabase database, Run run, RunStep step) {
    DriftDatabase observed =
        database.observedBy(
            reached -> {
              if (reached == step) {
                stand();
              }
            });
    this.report =
        executor.submit(() -> observed.repository().record(run, () -> TestRuns.detect(run)));
  }

  /** Returns once the run has come to the step. */
  static HeldRun at(RunStep step, DriftDatabase database, Run run) {
    HeldRun held = new HeldRun(database, run, step);
    await(held.arrived);
    return held;
  }

  private void stand() {
    arrived.countDown();
    await(released);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Lets it go on, and returns what it recorded. */
  RunReport release() throws Exception {
    released.countDown();
    return report.get(60, TimeUnit.SECONDS);
  }

  /** Lets it go on after a time. */
  void releaseAfter(Duration time) {
    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
        .execute(released::countDown);
  }

  @Override
  public void close() {
    released.countDown();
    executor.shutdown();
  }
}
