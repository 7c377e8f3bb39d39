package io.drift4j.examples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftEvent;
import io.drift4j.Metric;
import io.drift4j.RunReport;
import java.sql.SQLException;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What was planted is found, in memory and in a database alike. */
class ParcelWatchTest {

  private static final List<Parcel> SENT = Parcels.sent();
  private static final RunReport IN_MEMORY =
      new ParcelList(SENT, Parcels.ZONE).look(Parcels.SHOP, Parcels.TODAY);

  @Test
  void watchesAMetricOfEachKind() {
    assertThat(ParcelWatch.DEFINITION.metrics())
        .extracting(Metric::kind)
        .containsExactlyInAnyOrder(Metric.Kind.values());
  }

  @Test
  void findsInMemoryWhatWasPlantedAndNothingOfTheSteadyOne() {
    assertThat(IN_MEMORY.isSuccess()).isTrue();
    assertThat(IN_MEMORY.events())
        .filteredOn(event -> event.segment().dimensions().size() == 2)
        .extracting(ParcelWatchTest::what)
        .containsExactlyInAnyOrder(
            "damaged of [Arrow, north] UP",
            "delivery of [Arrow, south] UP",
            "freight of [Bolt, north] UP",
            "service of [Bolt, south] UP",
            "parcels of [Comet, north] DOWN");
  }

  @Test
  void findsOfCarriersAsAWholeWhatIsLargeEnough() {
    assertThat(IN_MEMORY.events())
        .filteredOn(event -> event.segment().dimensions().equals(List.of("carrier")))
        .extracting(ParcelWatchTest::what)
        .containsExactlyInAnyOrder(
            "damaged of [Arrow] UP",
            "delivery of [Arrow] UP",
            "freight of [Bolt] UP",
            "service of [Bolt] UP");
  }

  @Test
  void findsTheSameEventsInADatabaseAndKeepsThem() throws SQLException {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:parcels;DB_CLOSE_DELAY=-1");
    Parcels.insert(dataSource, SENT);
    RunReport found = new ParcelTable(dataSource, Parcels.ZONE).look(Parcels.SHOP, Parcels.TODAY);
    assertThat(all(found)).isNotEmpty().isEqualTo(all(IN_MEMORY));
    RunReport kept = new ParcelTable(dataSource, Parcels.ZONE).look(Parcels.SHOP, Parcels.TODAY);
    assertThat(kept.alreadyRecorded()).isTrue();
    assertThat(all(kept)).isEqualTo(all(IN_MEMORY));
  }

  private static String what(DriftEvent event) {
    String way = event.evidence().delta() > 0 ? "UP" : "DOWN";
    return event.metricId() + " of " + event.segment().values() + " " + way;
  }

  /** All of each event but its id, which is of the run of a source. */
  private static List<List<Object>> all(RunReport report) {
    return report.events().stream()
        .map(
            event ->
                List.<Object>of(what(event), event.windows(), event.evidence(), event.assessment()))
        .toList();
  }
}
