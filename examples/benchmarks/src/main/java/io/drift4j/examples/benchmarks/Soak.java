package io.drift4j.examples.benchmarks;

import io.drift4j.DriftRepository;
import io.drift4j.examples.benchmarks.SoakedDatabase.Place;
import io.drift4j.jdbc.DriftDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One database: processes that record runs are killed, one after the other, and cleaned up. */
final class Soak {

  private static final int BY_SIGKILL = 128 + 9; // how a process ends
  private static final int REVISIONS_OF_A_PROCESS = 100_000;
  private static final int LONGEST_LIFE = 1000; // milliseconds, once it is ready
  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  private final SoakedDatabase database;
  private final int customers;
  private final Random random;
  private final List<String> errors = new ArrayList<>();
  private int kills;
  private int inside;

  Soak(SoakedDatabase database, int customers, long seed) {
    this.database = database;
    this.customers = customers;
    this.random = new Random(seed);
  }

  /** Until so many customers were killed inside; returns the numbers of a line of the table. */
  Map<String, Object> run(int enough) throws Exception {
    long start = System.nanoTime();
    while (inside < enough) {
      killOnce((kills + 1) * REVISIONS_OF_A_PROCESS);
    }
    return result(Duration.ofNanos(System.nanoTime() - start));
  }

  List<String> errors() {
    return errors;
  }

  private void killOnce(int firstRevision) throws Exception {
    Process process = SoakingProcess.start(customers, firstRevision, database.places());
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      listen(output);
      Thread.sleep(random.nextInt(LONGEST_LIFE));
      process.toHandle().destroyForcibly(); // which leaves its last words to be read
      if (process.waitFor() != BY_SIGKILL) {
        throw new IllegalStateException("a process ended by itself, with " + process.exitValue());
      }
      kills++;
      listen(output);
    }
    for (Place place : database.places()) {
      cleanUp(place, firstRevision);
    }
  }

  /** Until the process is ready, or has nothing more to say. */
  private void listen(BufferedReader output) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals("READY")) {
        return;
      }
      errors.add(line);
    }
  }

  /** A run that is not finished by now was killed in its middle. */
  private void cleanUp(Place place, int firstRevision) throws Exception {
    try (Connection connection = place.dataSource().getConnection()) {
      inside +=
          count(
              connection,
              "select count(*) from drift_run where status <> 'SUCCESS' and revision >= "
                  + firstRevision);
      List<Map.Entry<String, Integer>> unfinished = unfinished(connection);
      if (!unfinished.isEmpty()) {
        DriftRepository repository =
            DriftDatabase.on(place.dataSource()).withLockWait(LOCK_WAIT).repository();
        unfinished.forEach(run -> record(repository, run.getKey(), run.getValue()));
      }
    }
  }

  private void record(DriftRepository repository, String customer, int revision) {
    try {
      SoakedRun.record(repository, customer, revision);
    } catch (RuntimeException e) {
      errors.add("clean pass: " + e);
    }
  }

  private static List<Map.Entry<String, Integer>> unfinished(Connection connection)
      throws SQLException {
    List<Map.Entry<String, Integer>> runs = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select customer, revision from drift_run where status <> 'SUCCESS'")) {
      while (row.next()) {
        runs.add(Map.entry(row.getString(1), row.getInt(2)));
      }
    }
    return runs;
  }

  private static int count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  // ---- what the tables hold in the end

  private Map<String, Object> result(Duration time) throws Exception {
    int runs = total("select count(*) from drift_run");
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("database", database.name());
    numbers.put("kills", kills);
    numbers.put("inside", inside);
    numbers.put("runs", runs);
    numbers.put("unfinished", total("select count(*) from drift_run where status <> 'SUCCESS'"));
    numbers.put("expected", runs * SoakedRun.EVENTS);
    numbers.put("events", total("select count(*) from drift_event"));
    numbers.put("distinct", total(DIFFERENT_EVENTS));
    numbers.put("orphans", total(ORPHANS));
    numbers.put("gaps", total(GAPS));
    numbers.put("errors", errors.size());
    numbers.put("seconds", time.toSeconds());
    return numbers;
  }

  private static final String DIFFERENT_EVENTS =
      """
      select count(*) from
        (select distinct run_id, metric_id, segment_key from drift_event) e
      """;

  private static final String ORPHANS =
      """
      select
        (select count(*) from drift_event e where not exists
          (select 1 from drift_run r where r.run_id = e.run_id and r.status = 'SUCCESS'))
        + (select count(*) from drift_segment s where not exists
          (select 1 from drift_event e
            where e.customer_key = s.customer_key and e.segment_key = s.segment_key))
      """;

  private static final String GAPS =
      """
      select count(*) from drift_customer c where c.last_run_number <>
        (select count(distinct r.run_number) from drift_run r
          where r.customer_key = c.customer_key and r.run_number <= c.last_run_number)
      """;

  private int total(String sql) throws Exception {
    int total = 0;
    for (Place place : database.places()) {
      try (Connection connection = place.dataSource().getConnection()) {
        total += count(connection, sql);
      }
    }
    return total;
  }
}
