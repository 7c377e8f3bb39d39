package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each segment is kept in memory, so there is a limit on how many, and on what each takes. */
class SegmentLimitTest {

  private static final Definition PAYER_DRIFT = TestRuns.PAYER_DRIFT;

  /** What a segment takes while it is read; the README says so. */
  private static final long BYTES_OF_A_SEGMENT = 2_000;

  /** A record for each of many payers, as where an id was taken for a dimension. */
  private static CountSource payers(int count) {
    return (request, visitor) -> {
      for (int i = 0; i < count; i++) {
        CellVisitor.Cells cells =
            visitor.segment(Segment.of(PAYER_DRIFT.dimensions(), List.of("payer " + i, "SURG")));
        long day = TestRuns.AS_OF.minusDays(i % 2 == 0 ? 30 : 3).toEpochDay();
        cells.add(0, day, i % 40, i % 3 == 0 ? "DENIED" : "PAID", 1);
      }
    };
  }

  @Test
  void moreThanTheLimitFailTheRunAndSayWhatToDo() {
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), payers(300_000));
    assertThatThrownBy(() -> monitor.run(PAYER_DRIFT, "acme", TestRuns.AS_OF))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "definition payer-drift/1 found more than 100,000 segments of [payer, cpt_group], all of"
                + " which it keeps in memory; is one of these an id? form segments by coarser"
                + " dimensions, or allow more with withSegmentLimit");
  }

  @Test
  void theLimitIsASetting() {
    InMemoryDriftRepository repository = new InMemoryDriftRepository();
    DriftMonitor monitor = DriftMonitor.of(repository, payers(12));
    assertThatThrownBy(() -> monitor.run(PAYER_DRIFT.withSegmentLimit(11), "acme", TestRuns.AS_OF))
        .hasMessageContaining("more than 11 segments");
    assertThat(monitor.run(PAYER_DRIFT.withSegmentLimit(12), "acme", TestRuns.AS_OF).isSuccess())
        .isTrue();
  }

  /** Measured as the difference that a hundred thousand segments make after a collection. */
  @Test
  void asManyAsTheLimitTakeTheMemoryThatIsStated() {
    int segments = Definition.SEGMENT_LIMIT;
    List<Long> used = new ArrayList<>();
    CountSource source =
        (request, visitor) -> {
          used.add(usedMemory());
          payers(segments).read(request, visitor);
          used.add(usedMemory());
        };
    Run run = Run.of(PAYER_DRIFT, "acme", TestRuns.AS_OF, source, 1);
    assertThat(DriftDetector.detect(PAYER_DRIFT, run, source).verdicts()).hasSize(2 * segments);
    long each = (used.get(1) - used.get(0)) / segments;
    System.out.println("a segment takes " + each + " bytes while it is read");
    assertThat(each).isBetween(100L, BYTES_OF_A_SEGMENT);
  }

  private static long usedMemory() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
