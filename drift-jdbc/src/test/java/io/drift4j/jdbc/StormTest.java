package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.OtherProcess;
import io.drift4j.TestRuns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads of several processes record the same runs, each in an order of its own. */
@Timeout(120)
class StormTest {

  private static final int PROCESSES = 4;
  private static final int THREADS = 8;
  private static final List<OtherProcess> STARTED = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void startProcesses() {
    for (int i = 0; i < PROCESSES; i++) {
      STARTED.add(StormingProcess.start());
    }
  }

  @AfterAll
  static void endProcesses() throws InterruptedException {
    for (OtherProcess process : STARTED) {
      process.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#all")
  void storesEveryEventOnceAndLetsNoErrorThrough(SharedDatabase database) throws Exception {
    assertThat(storm(database, 0).faults()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("io.drift4j.jdbc.SharedDatabase#all")
  @Tag("proof")
  void storesEveryEventOnceWhenEveryFifthTransactionFailsAfterwards(SharedDatabase database)
      throws Exception {
    Storm storm = storm(database, 20);
    assertThat(storm.faults()).isBetween(storm.transactions() / 8, storm.transactions() / 4);
    assertThat(storm.faultsAtStatements()).isGreaterThan(storm.faults() / 20);
    assertThat(storm.faultsAtCommits()).isGreaterThan(storm.faults() / 4);
  }

  private Storm storm(SharedDatabase database, int percent) throws Exception {
    Setup place = database.create(folder);
    boolean one = database == SharedDatabase.SQLITE; // which has one writer anyway
    List<OtherProcess> processes = one ? STARTED.subList(0, 2) : STARTED;
    try (Handle handle = Jdbi.open(place.place().dataSource())) {
      Storm storm = storm(place, processes, one ? 2 : THREADS, percent);
      System.out.printf("%s, %d %% faults: %s%n", database, percent, storm);
      assertThat(storm.recorded()).isEqualTo(StormingProcess.CUSTOMERS);
      assertThat(storm.eventsCreated()).isEqualTo(StormingProcess.CUSTOMERS * TestRuns.EVENTS);
      assertThat(Ledger.of(handle)).isEqualTo(Ledger.recorded(StormingProcess.CUSTOMERS));
      return storm;
    }
  }

  private static Storm storm(Setup place, List<OtherProcess> processes, int threads, int percent)
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed of the storm: " + seed);
    for (OtherProcess process : processes) {
      process.tell(StormingProcess.line(place, threads, seed++, percent));
    }
    List<String> answers = new ArrayList<>();
    for (OtherProcess process : processes) {
      answers.add(process.next());
    }
    assertThat(answers).allMatch(answer -> answer != null && answer.startsWith("DONE"));
    return answers.stream().map(Storm::parse).reduce(Storm::plus).orElseThrow();
  }
}
