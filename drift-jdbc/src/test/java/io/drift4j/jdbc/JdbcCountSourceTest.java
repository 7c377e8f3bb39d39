package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.ContractRecord;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.CountSourceContract;
import io.drift4j.Window;
import io.drift4j.migrations.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A table keeps the contract of sources, on every vendor and through every driver. */
@ParameterizedClass
@MethodSource("databases")
class JdbcCountSourceTest extends CountSourceContract {

  private final TestDatabase host;

  JdbcCountSourceTest(TestDatabase host) {
    this.host = host;
  }

  /** One for all tests of a vendor, each of which has tables of its own. */
  static Stream<Named<TestDatabase>> databases() {
    return Vendors.all().map(vendor -> Named.of(vendor.getName(), vendor.getPayload().get()));
  }

  @Override
  protected CountSource source(List<ContractRecord> records) {
    return DriftDatabase.on(host.dataSource()).counts(ContractTable.create(host, records));
  }

  /** Also before 1970, where cutting towards zero would not be dropping. */
  @Test
  void fractionsOfASecondAreDropped() {
    LocalDate asOf = LocalDate.of(1970, 1, 10);
    List<ContractRecord> records =
        Stream.of("1969-12-31T04:59:59.5Z", "1969-12-31T05:00:00.5Z", "1970-01-01T04:59:59.999999Z")
            .map(Instant::parse)
            .flatMap(
                start ->
                    Stream.of("P2D", "PT48H0.4S", "PT47H59M59.6S", "PT25H")
                        .map(time -> between(start, start.plus(Duration.parse(time)))))
            .toList();
    CountRequest request =
        new CountRequest(
            "acme",
            List.of(new Window(asOf.minusDays(15), asOf)),
            asOf,
            false,
            List.of(),
            List.of(CALENDAR_DAYS, HOURS, CALENDAR_DAYS.in(ChronoUnit.MINUTES)));
    assertThat(Told.by(source(records), request))
        .isEqualTo(Told.by(ContractTable.inMemory(records), request));
  }

  private static ContractRecord between(Instant created, Instant closed) {
    return new ContractRecord(
        "acme", "Aetna", "gold", null, null, null, null, created, closed, null, null);
  }
}
