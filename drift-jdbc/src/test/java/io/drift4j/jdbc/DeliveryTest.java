package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.EventCursor;
import io.drift4j.EventLog;
import io.drift4j.OtherProcess;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever must be told of every event at least once reads them by the number of their run. */
@Timeout(120)
class DeliveryTest {

  private static final int RUNS = 24;

  @TempDir Path folder;

  static Stream<DatabaseRow> databases() {
    return DatabaseRow.defaults();
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesEveryRunInItsOrderToAReaderWhoComesInBetween(DatabaseRow row) throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Future<RunReport>> recorded = new ArrayList<>();
      for (int revision = 1; revision <= RUNS; revision++) {
        Run run = TestRuns.of("acme", revision);
        recorded.add(
            executor.submit(() -> database.repository().record(run, () -> TestRuns.detect(run))));
      }
      List<RunReport> read = readAll(database.repository().events());
      assertThat(read.stream().map(RunReport::number))
          .containsExactlyElementsOf(LongStream.rangeClosed(1, RUNS).boxed().toList());
      assertThat(read).allMatch(report -> report.events().size() == TestRuns.EVENTS);
      for (Future<RunReport> report : recorded) {
        assertThat(report.get(60, TimeUnit.SECONDS).eventsCreated()).isEqualTo(TestRuns.EVENTS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** While they are recorded: what is not there yet is asked for again. */
  private static List<RunReport> readAll(EventLog log) {
    List<RunReport> read = new ArrayList<>();
    EventCursor cursor = EventCursor.start("acme");
    while (read.size() < RUNS) {
      List<RunReport> more = log.after(cursor);
      read.addAll(more);
      cursor = more.isEmpty() ? cursor : more.get(more.size() - 1).cursor();
    }
    return read;
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesARunAgainToAConsumerWhoWasKilledBetweenReadingAndActing(DatabaseRow row)
      throws Exception {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    record(database, 1);
    record(database, 2);
    try (OtherProcess consumer = ConsumingProcess.start(setup, folder)) {
      consumer.await("READ 1");
      consumer.goOn();
      consumer.await("ACTED 1");
      consumer.goOn();
      consumer.await("READ 2");
      consumer.kill();
    }
    record(database, 3);
    try (OtherProcess consumer = ConsumingProcess.start(setup, folder)) {
      for (int number = 2; number <= 3; number++) {
        consumer.await("READ " + number);
        consumer.goOn();
        consumer.await("ACTED " + number);
        consumer.goOn();
      }
      consumer.await("NOTHING MORE");
    }
    assertThat(Files.readAllLines(folder.resolve("told")))
        .containsExactlyInAnyOrderElementsOf(
            database.repository().events().after(EventCursor.start("acme")).stream()
                .flatMap(report -> report.events().stream())
                .map(event -> event.eventId())
                .toList())
        .hasSize(3 * TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("databases")
  void givesNoMoreThanAHundredRunsAtATime(DatabaseRow row) {
    Setup setup = row.open();
    DriftDatabase database = setup.database(setup.dataSource());
    for (int revision = 1; revision <= 105; revision++) {
      Run run = TestRuns.of("acme", revision);
      database.repository().record(run, () -> TestRuns.detectSteady(run));
    }
    EventLog log = database.repository().events();
    List<RunReport> first = log.after(EventCursor.start("acme"));
    assertThat(first).hasSize(100);
    assertThat(log.after(first.get(99).cursor()).stream().map(RunReport::number))
        .containsExactly(101L, 102L, 103L, 104L, 105L);
  }

  private static void record(DriftDatabase database, int revision) {
    Run run = TestRuns.of("acme", revision);
    database.repository().record(run, () -> TestRuns.detect(run));
  }
}
