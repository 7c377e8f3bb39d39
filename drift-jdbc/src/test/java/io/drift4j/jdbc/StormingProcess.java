package io.drift4j.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftRepository;
import io.drift4j.OtherProcess;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A process of its own that on several threads records the same runs of 50 customers, each thread
 * in an order of its own. It does so whenever it is told by a line, and answers with a {@link
 * Storm}, or with what reached a caller.
 */
final class StormingProcess {

  static final int CUSTOMERS = 50;

  /** A pool does not know from H2's error that a connection is lost, and hands it out again. */
  private static final Set<Vendor> POOLED =
      EnumSet.of(Vendor.POSTGRESQL, Vendor.MARIADB, Vendor.MYSQL);

  private final Setup place;
  private final int threads;
  private final long seed;
  private final int percent;

  private StormingProcess(Setup place, int threads, long seed, int percent) {
    this.place = place;
    this.threads = threads;
    this.seed = seed;
    this.percent = percent;
  }

  static OtherProcess start() {
    return OtherProcess.start(StormingProcess.class, List.of());
  }

  /** What to tell the process. */
  static String line(Setup place, int threads, long seed, int percent) {
    return String.join("\t", place.address()) + "\t" + threads + "\t" + seed + "\t" + percent;
  }

  private static StormingProcess parse(String line) {
    List<String> words = List.of(line.split("\t", -1));
    int end = words.size();
    return new StormingProcess(
        Setup.at(words),
        Integer.parseInt(words.get(end - 3)),
        Long.parseLong(words.get(end - 2)),
        Integer.parseInt(words.get(end - 1)));
  }

  public static void main(String[] arguments) throws IOException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(parse(line).answer());
    }
  }

  private String answer() {
    Faults faults = new Faults(place.database(place.dataSource()).vendor(), seed, percent);
    try {
      return storm(faults).line();
    } catch (Exception e) {
      return "FAILED " + e;
    }
  }

  private Storm storm(Faults faults) throws Exception {
    DataSource source = FaultyConnection.source(place.dataSource(), faults);
    if (!POOLED.contains(faults.vendor())) {
      return storm(source, faults);
    }
    try (HikariDataSource pool = pool(source)) {
      return storm(pool, faults);
    }
  }

  private HikariDataSource pool(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(threads);
    return new HikariDataSource(config);
  }

  private Storm storm(DataSource source, Faults faults) throws Exception {
    DriftRepository repository = place.database(source).repository();
    List<RunReport> reports = new ArrayList<>();
    for (List<RunReport> some : onEveryThread(thread -> recordAll(repository, thread))) {
      reports.addAll(some);
    }
    List<RunReport> recorded = reports.stream().filter(r -> !r.alreadyRecorded()).toList();
    return new Storm(
        recorded.size(),
        reports.stream().mapToInt(RunReport::eventsCreated).sum(),
        faults.transactions(),
        faults.atStatements(),
        faults.atCommits());
  }

  private List<RunReport> recordAll(DriftRepository repository, int thread) {
    return shuffled(thread).stream()
        .map(run -> repository.record(run, () -> TestRuns.detect(run)))
        .toList();
  }

  private List<Run> shuffled(int thread) {
    List<Run> runs =
        new ArrayList<>(
            IntStream.range(0, CUSTOMERS).mapToObj(i -> TestRuns.of("customer-" + i)).toList());
    Collections.shuffle(runs, new Random(seed + thread));
    return runs;
  }

  /** Work that knows the number of its thread. */
  private interface Work<T> {
    T on(int thread);
  }

  private <T> List<T> onEveryThread(Work<T> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      IntStream.range(0, threads).forEach(thread -> calls.add(() -> work.on(thread)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } finally {
      executor.shutdown();
    }
  }
}
