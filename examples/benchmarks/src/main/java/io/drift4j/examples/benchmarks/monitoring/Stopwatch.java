package io.drift4j.examples.benchmarks.monitoring;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Processor time of this thread: what others do meanwhile does not count. */
final class Stopwatch {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long MICRO = 1_000;

  private long last = THREADS.getCurrentThreadCpuTime();

  /** Microseconds since it was asked last, or begun. */
  long lap() {
    long now = THREADS.getCurrentThreadCpuTime();
    long lap = now - last;
    last = now;
    return lap / MICRO;
  }
}
