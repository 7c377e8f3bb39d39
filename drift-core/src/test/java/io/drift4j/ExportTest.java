package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.claims.ClaimCounts;
import io.drift4j.export.EventCsv;
import io.drift4j.export.EventJson;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Everything that was recorded, as the README shows it. */
class ExportTest {

  private static final int RUNS = 120; // a page of the log has 100
  private static final DriftRepository REPOSITORY = new InMemoryDriftRepository();

  @BeforeAll
  static void record() {
    CountSource source =
        ClaimCounts.of(TestRuns.claims("acme").stream().limit(135)); // of one payer
    DriftMonitor monitor = DriftMonitor.of(REPOSITORY, source);
    for (int i = 0; i < RUNS; i++) {
      LocalDate asOf = TestRuns.AS_OF.plusDays(i % 4);
      monitor.run(TestRuns.PAYER_DRIFT, "acme", asOf, 1 + i / 4);
    }
  }

  @Test
  void tellsEachEventOfEachRunOnce() throws IOException {
    StringBuilder lines = new StringBuilder();
    StringBuilder table = new StringBuilder();
    export(REPOSITORY, lines, table);
    List<DriftEvent> events = REPOSITORY.events(EventQuery.of("acme").withAllRuns());
    assertThat(events).hasSizeGreaterThanOrEqualTo(RUNS);
    assertThat(lines.toString().lines().map(line -> line.replaceFirst(".*\"event_id\":\"", "")))
        .extracting(line -> line.substring(0, 64))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(DriftEvent::eventId).toList());
    assertThat(table.toString().lines().skip(1).map(line -> line.split(",", -1)[13]))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(DriftEvent::eventId).toList());
  }

  private static void export(DriftRepository repository, Appendable lines, Appendable table)
      throws IOException {
    // region export
    EventCsv csv = EventCsv.by(List.of("payer", "cpt_group"));
    csv.writeHeader(table);
    EventCursor cursor = EventCursor.start("acme");
    List<RunReport> page = repository.events().after(cursor);
    while (!page.isEmpty()) {
      for (RunReport run : page) {
        EventJson.write(run, lines);
        csv.write(run, table);
        cursor = run.cursor();
      }
      page = repository.events().after(cursor);
    }
    // endregion
  }
}
