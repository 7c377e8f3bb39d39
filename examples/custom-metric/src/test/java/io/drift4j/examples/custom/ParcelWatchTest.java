package io.drift4j.examples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftEvent;
import io.drift4j.Metric;
import io.drift4j.RunReport;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What was planted is found, in memory and in a database alike. */
class ParcelWatchTest {

  private static final List<Parcel> SENT = Parcels.sent();

  @Test
  void hasAMetricOfEachKind() {
    assertThat(ParcelWatch.DEFINITION.metrics())
        .extracting(Metric::kind)
        .containsExactlyInAnyOrder(Metric.Kind.values());
  }

  @Test
  void findsInMemoryWhatWasPlanted() {
    for (DriftEvent e : inMemory().events()) System.out.println(e.headline());
    System.out.println(
        new TreeSet<>(inMemory().events().stream().map(ParcelWatchTest::what).toList()));
  }

  @Test
  void findsTheSameInADatabase() throws SQLException {
    assertThat(inH2().events())
        .usingElementComparator(Comparator.comparing(ParcelWatchTest::what))
        .containsExactlyElementsOf(inMemory().events());
    assertThat(inH2().events())
        .extracting(DriftEvent::headline)
        .containsExactlyElementsOf(inMemory().events().stream().map(DriftEvent::headline).toList());
    System.out.println(
        inMemory().events().get(0).evidence().equals(inH2().events().get(0).evidence()));
  }

  private static RunReport inMemory() {
    return new ParcelList(SENT, Parcels.ZONE).look(Parcels.SHOP, Parcels.TODAY);
  }

  private static RunReport inH2() throws SQLException {
    JdbcDataSource dataSource = new JdbcDataSource();
    dataSource.setURL("jdbc:h2:mem:parcels" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    Parcels.insert(dataSource, SENT);
    return new ParcelTable(dataSource, Parcels.ZONE).look(Parcels.SHOP, Parcels.TODAY);
  }

  private static String what(DriftEvent event) {
    return event.metricId() + " of " + event.segment().values();
  }
}
