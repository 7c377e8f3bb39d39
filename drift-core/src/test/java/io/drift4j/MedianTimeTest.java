package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By which age half of the records have ended. */
class MedianTimeTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 7);

  private record Stay(LocalDate start, @Nullable LocalDate end) {}

  private static Stay ended(int back, int days) {
    return new Stay(AS_OF.minusDays(back), AS_OF.minusDays(back).plusDays(days));
  }

  private static Stay open(int back) {
    return new Stay(AS_OF.minusDays(back), null);
  }

  /** Of the 200 days before the as-of day. */
  private static OptionalDouble median(Stay... stays) {
    List<OptionalDouble> seen = new ArrayList<>();
    Metric time = Metric.days("stay", 1, Measure.timeToEvent("start", "end"), Reading::value);
    Definition definition =
        Definition.of(
            "stays",
            1,
            List.of(),
            List.of(time),
            Lookback.ofDays(1, 200),
            Looking.with(comparison -> seen.add(MedianTime.of(comparison.current()))));
    Collection<Stay> all = List.of(stays);
    CountSource source =
        RecordCounts.of(all, stay -> "acme").date("start", Stay::start).date("end", Stay::end);
    DriftDetector.detect(definition, Run.of(definition, "acme", AS_OF, source, 1), source);
    return seen.get(0);
  }

  @Test
  void openRecordsAreAtRiskUntilTheAgeAtWhichTheyWereSeen() {
    assertThat(median(ended(90, 5), ended(90, 7), ended(90, 9))).hasValue(7);
    assertThat(median(ended(90, 5), ended(90, 7), open(90))).hasValue(7);
    assertThat(median(ended(90, 5), open(90), open(90))).isEmpty();
    assertThat(median(ended(90, 5), ended(90, 7), ended(90, 9), open(3), open(3))).hasValue(7);
  }

  @Test
  void agesGrowAsTheyComeWhicheverOfThemComesFirst() {
    assertThat(median(open(190), ended(190, 80), ended(190, 150))).hasValue(150);
    Stay[] mostlyOpen =
        IntStream.rangeClosed(64, 190)
            .mapToObj(back -> back == 64 ? ended(back, 1) : open(back))
            .toArray(Stay[]::new);
    assertThat(median(mostlyOpen)).isEmpty();
  }
}
