package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MedianTimeTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 7, 1);

  /** Of ten, one a day ends; what is open for long is at risk all the while. */
  @Test
  void isReachedWhereHalfHaveEndedWithOpenOnesAtRisk() {
    assertThat(median(10, 0)).hasValue(4);
    assertThat(median(10, 10)).hasValue(9);
    assertThat(median(10, 11)).isEmpty();
    assertThat(median(0, 3)).isEmpty();
  }

  /** So many that end one a day from the first on, and open ones that are 200 days old. */
  private static OptionalDouble median(int ended, int open) {
    OptionalDouble[] median = {OptionalDouble.empty()};
    Definition definition =
        Definition.of(
            "seen",
            1,
            List.of(),
            List.of(ContractMetrics.DENIED),
            Lookback.ofDays(300, 14),
            Looking.with(comparison -> median[0] = MedianTime.of(comparison.baseline())));
    CountSource source =
        (request, visitor) -> {
          CellVisitor.Cells cells = visitor.segment(Segment.of(List.of(), List.of()));
          long day = AS_OF.toEpochDay() - 200;
          for (int age = 0; age < ended; age++) {
            cells.add(0, day, age, "PAID", 1);
          }
          if (open > 0) {
            cells.addOpen(0, day, 199, null, open);
          }
          cells.end();
        };
    DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
    return median[0];
  }
}
