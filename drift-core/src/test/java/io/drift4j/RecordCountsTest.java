package io.drift4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records in memory keep the contract of sources. */
class RecordCountsTest extends CountSourceContract {

  @Override
  protected CountSource source(List<ContractRecord> records) {
    return ContractRecord.inMemory(records);
  }

  private static CountRequest request(Measure measure) {
    LocalDate asOf = LocalDate.of(2026, 3, 15);
    Window window = Window.before(asOf, 14);
    return new CountRequest("acme", List.of(window), asOf, true, List.of(), List.of(measure));
  }

  /** They stand for never. */
  @Test
  void aDateBeyondTheYearsThatDatabasesKeepIsAbsent() {
    LocalDate submitted = LocalDate.of(2026, 3, 10);
    CountSource source =
        source(
            List.of(
                ContractRecord.of(submitted).decided(LocalDate.MAX, null),
                ContractRecord.of(LocalDate.of(0, 12, 31)),
                ContractRecord.of(submitted).decided(LocalDate.of(10_000, 1, 1), "PAID")));
    assertThat(ContractAnswer.of(source, request(DECISION)).toString())
        .contains("2026-03-10 open at age 4=1")
        .contains("2026-03-10 open at age 4 \"PAID\"=1")
        .contains("left out: have no start=1");
  }

  /** Others than America's have other clock changes. */
  @Test
  void hoursAreOfTheZoneOfTheField() {
    Instant created = Instant.parse("2026-03-08T12:00:00Z");
    List<ContractRecord> records =
        List.of(ContractRecord.of(LocalDate.of(2026, 3, 8)).between(created, null));
    Measure hours = Measure.timeToEvent("from", "to").in(ChronoUnit.HOURS);
    for (String zone : List.of("Asia/Kathmandu", "UTC", "America/New_York", "Pacific/Apia")) {
      ZoneId there = ZoneId.of(zone);
      CountSource source =
          RecordCounts.of(records, ContractRecord::customer)
              .timestamp("from", ContractRecord::created, there)
              .timestamp("to", ContractRecord::closed, there);
      long passed =
          ChronoUnit.HOURS.between(
              created, LocalDate.of(2026, 3, 15).atStartOfDay(there).toInstant());
      assertThat(ContractAnswer.of(source, request(hours)).toString())
          .as(zone)
          .contains(created.atZone(there).toLocalDate() + " open at age " + (passed - 1) + "=1");
    }
  }

  @Test
  void fractionsOfASecondAreDropped() {
    Instant created = Instant.parse("2026-03-10T12:00:00.900Z");
    List<ContractRecord> records =
        List.of(
            ContractRecord.of(LocalDate.of(2026, 3, 10))
                .between(created, Instant.parse("2026-03-10T13:00:00.100Z")));
    assertThat(ContractAnswer.of(source(records), request(HOURS)).toString()).contains("value 1=1");
  }
}
