package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * Real records with a change that is known: New York's health department began to close requests
 * about animals in March 2020, after years in which it closed none.
 */
class CityRequestsTest {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);

  private static final Metric CLOSED_WITHIN_30_DAYS =
      Metric.proportion(
              "closed-within-30-days",
              1,
              Measure.timeToEvent("created", "closed"),
              CityRequestsTest::isClosedInTime)
          .withDirection(Direction.DOWN_IS_WORSE);

  private static Long isClosedInTime(Reading reading) {
    return reading.value() != null && reading.value() <= 30 ? 1L : 0L;
  }

  /** March 2020 against the twelve months before. */
  private static final Definition CLOSING =
      Definition.of(
          "closing",
          1,
          List.of("borough", "complaint_type"),
          List.of(CLOSED_WITHIN_30_DAYS),
          Lookback.ofDays(366, 31),
          DriftPolicy.thresholds().withMinimumVolume(5));

  @Test
  void reportsTheJumpOfTheClosedShare() {
    Optional<Path> file = TestFiles.shared("data/nyc_311_dohmh_animals_2010_2025.csv");
    assumeTrue(file.isPresent(), "the city's records are not beside this checkout");
    CountSource source =
        RecordCounts.of(TestFiles.csv(file.orElseThrow()), row -> "nyc")
            .text("borough", row -> row.get("Borough"))
            .text("complaint_type", row -> row.get("Complaint Type"))
            .date("created", row -> day(row, "Created Date"))
            .date("closed", row -> day(row, "Closed Date"));
    RunReport report =
        DriftMonitor.of(new InMemoryDriftRepository(), source)
            .run(CLOSING, "nyc", LocalDate.of(2020, 4, 1));
    assertThat(report.events().stream().map(CityRequestsTest::line))
        .containsExactly(
            "borough=QUEENS, complaint_type=Illegal Animal Kept as Pet: 1 of 77 -> 6 of 7 IMPROVING",
            "borough=STATEN ISLAND, complaint_type=Illegal Animal Kept as Pet: 0 of 52 -> 3 of 5 IMPROVING");
  }

  private static String line(DriftEvent event) {
    Evidence evidence = event.evidence();
    return String.format(
        Locale.ROOT,
        "%s: %.0f of %d -> %.0f of %d %s",
        event.segment(),
        evidence.baselineValue() * evidence.baselineSize(),
        evidence.baselineSize(),
        evidence.currentValue() * evidence.currentSize(),
        evidence.currentSize(),
        event.trend());
  }

  private static LocalDate day(CSVRecord row, String column) {
    String text = row.get(column);
    return text.isEmpty() ? null : LocalDate.parse(text.substring(0, 10), DAY);
  }
}
