package io.drift4j.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What candidates that take turns took: by the clock, of our thread's processor, of the heap. */
final class Timings {

  private final Map<String, List<Double>> millis = new LinkedHashMap<>();
  private final Map<String, List<Double>> ourMillis = new LinkedHashMap<>();
  private final Map<String, Long> heap = new LinkedHashMap<>();

  /** Runs a candidate once more, and returns what it returns. */
  <T> T measure(String candidate, Callable<T> run) throws Exception {
    parts().forEach(MemoryPoolMXBean::resetPeakUsage);
    var threads = ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    long start = System.nanoTime();
    T result = run.call();
    add(millis, candidate, System.nanoTime() - start);
    add(ourMillis, candidate, threads.getCurrentThreadCpuTime() - cpu);
    long peak = parts().stream().mapToLong(part -> part.getPeakUsage().getUsed()).sum();
    heap.merge(candidate, peak >> 20, Math::max);
    return result;
  }

  private static void add(Map<String, List<Double>> all, String candidate, long nanos) {
    all.computeIfAbsent(candidate, c -> new ArrayList<>()).add(nanos / 1e6);
  }

  /** As if nothing had been measured: what came before warmed up. */
  void forget() {
    millis.clear();
    ourMillis.clear();
    heap.clear();
  }

  double median(String candidate) {
    return Median.of(of(millis, candidate));
  }

  double least(String candidate) {
    return of(millis, candidate).stream().mapToDouble(some -> some).min().orElseThrow();
  }

  double medianOfOurThread(String candidate) {
    return Median.of(of(ourMillis, candidate));
  }

  /** The median of what one took in each round, as a part of what the other took. */
  double ratio(String candidate, String other) {
    return Median.ofRatios(of(millis, candidate), of(millis, other));
  }

  /** The most that was used of its parts, each at its peak, in megabytes. */
  long heap(String candidate) {
    return of(heap, candidate);
  }

  private static <T> T of(Map<String, T> values, String candidate) {
    return Objects.requireNonNull(values.get(candidate), candidate);
  }

  private static List<MemoryPoolMXBean> parts() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
