package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Direction;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Observation;
import io.drift4j.Regions;
import io.drift4j.RunReport;
import io.drift4j.Threshold;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A metric of one's own of each kind, over the table that a host of tickets has. */
@ParameterizedClass
@MethodSource("databases")
class OwnMetricsJdbcTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final LocalDate TODAY = LocalDate.of(2026, 4, 20);

  private final DataSource dataSource;
  private final DriftDatabase host;

  OwnMetricsJdbcTest(TestDatabase host) {
    this.dataSource = host.dataSource();
    this.host = DriftDatabase.on(dataSource);
  }

  @Test
  void aProportion() {
    // region proportion
    Metric reopened =
        Metric.proportion(
                "reopened",
                1,
                Measure.timeToEvent("opened_at", "closed_at")
                    .withOutcome("result", "solved", "reopened", "spam"),
                Observation.of("reopened").among("solved", "reopened"))
            .withDirection(Direction.UP_IS_WORSE);
    Definition quality =
        Definition.of(
            "ticket-quality",
            1,
            List.of("team"),
            List.of(reopened),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    RecordTable tickets =
        RecordTable.named("ticket")
            .withTimestamp("opened_at", ZONE)
            .withTimestamp("closed_at", ZONE)
            .withColumn("state")
            .as("result")
            .withOutcome("done")
            .as("solved");
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource counts = database.counts(tickets);
    RunReport report = DriftMonitor.of(database.repository(), counts).run(quality, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north REOPENED 0.333 -> 0.667 DEGRADING",
            "team=south REOPENED 0.000 -> 0.500 DEGRADING");
    assertSound(tickets, quality);
  }

  @Test
  void aTimeInHours() {
    // region time
    Metric hours =
        Metric.time(
                "hours-to-close",
                1,
                Measure.timeToEvent("opened_at", "closed_at").in(ChronoUnit.HOURS),
                Observation.valueOf())
            .withThreshold(new Threshold(6, 1))
            .withFullSeverityAt(24)
            .withDirection(Direction.UP_IS_WORSE);
    Definition speed =
        Definition.of(
            "ticket-speed",
            1,
            List.of(),
            List.of(hours),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    RecordTable tickets =
        RecordTable.named("ticket")
            .withTimestamp("opened_at", ZONE)
            .withTimestamp("closed_at", ZONE);
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource counts = database.counts(tickets);
    RunReport report = DriftMonitor.of(database.repository(), counts).run(speed, "acme", TODAY);
    // endregion
    assertThat(lines(report)).containsExactly(" HOURS_TO_CLOSE 4.000 -> 20.000 DEGRADING");
    assertSound(tickets, speed);
  }

  @Test
  void anAmount() {
    // region amount
    Metric refund =
        Metric.amount("refund", 1, Measure.amount("opened_at", "refund", 2).knownBy("refunded_on"))
            .withUnit("cents")
            .withThreshold(new Threshold(500, 0.5))
            .withFullSeverityAt(5_000)
            .withDirection(Direction.UP_IS_WORSE);
    Definition refunds =
        Definition.of(
            "refunds",
            1,
            List.of("team"),
            List.of(refund),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    RecordTable tickets =
        RecordTable.named("ticket")
            .withTimestamp("opened_at", ZONE)
            .withColumn("refund_amount")
            .as("refund");
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource counts = database.counts(tickets);
    RunReport report = DriftMonitor.of(database.repository(), counts).run(refunds, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north REFUND 995.000 -> 1990.000 DEGRADING",
            "team=south REFUND 995.000 -> 1990.000 DEGRADING");
    assertSound(tickets, refunds);
  }

  @Test
  void aCategory() {
    // region category
    Metric channels = Metric.category("channels", 1, Measure.category("opened_at", "channel"));
    Definition mix =
        Definition.of(
            "ticket-mix",
            1,
            List.of(),
            List.of(channels),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    RecordTable tickets = RecordTable.named("ticket").withTimestamp("opened_at", ZONE);
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource counts = database.counts(tickets);
    RunReport report = DriftMonitor.of(database.repository(), counts).run(mix, "acme", TODAY);
    // endregion
    assertThat(lines(report)).containsExactly(" CHANNELS 0.000 -> 0.333 CHANGED");
    assertSound(tickets, mix);
  }

  @Test
  void aCount() {
    // region count
    Metric arrivals =
        Metric.count("arrivals", 1, Measure.count("opened_at")).withThreshold(new Threshold(3, 1));
    Definition load =
        Definition.of(
            "ticket-load",
            1,
            List.of("team"),
            List.of(arrivals),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    RecordTable tickets = RecordTable.named("ticket").withTimestamp("opened_at", ZONE);
    DriftDatabase database = DriftDatabase.on(dataSource);
    CountSource counts = database.counts(tickets);
    RunReport report = DriftMonitor.of(database.repository(), counts).run(load, "acme", TODAY);
    // endregion
    assertThat(lines(report))
        .containsExactly(
            "team=north ARRIVALS 3.000 -> 6.000 CHANGED",
            "team=south ARRIVALS 3.000 -> 6.000 CHANGED");
    assertSound(tickets, load);
  }

  @ParameterizedTest
  @ValueSource(strings = {"proportion", "time", "amount", "category", "count"})
  void eachIsUnderFortyLines(String region) {
    assertThat(Regions.lines(getClass(), region)).hasSizeBetween(5, 39);
  }

  /** Of the server more may be said. */
  private void assertSound(RecordTable tickets, Definition definition) {
    assertThat(host.verify(tickets, definition).findings())
        .filteredOn(finding -> finding.isError() || finding.found().contains("ticket"))
        .isEmpty();
  }

  private static List<String> lines(RunReport report) {
    return report.events().stream()
        .map(
            event ->
                String.format(
                    Locale.ROOT,
                    "%s %s %.3f -> %.3f %s",
                    event.segment(),
                    event.driftType(),
                    event.evidence().baselineValue(),
                    event.evidence().currentValue(),
                    event.trend()))
        .toList();
  }

  // ---- the host

  static Stream<Named<TestDatabase>> databases() {
    return Vendors.all()
        .map(vendor -> Named.of(vendor.getName(), withTickets(vendor.getPayload().get())));
  }

  private static TestDatabase withTickets(TestDatabase host) {
    DriftMigrations.on(host.dataSource()).migrate();
    Jdbi.create(host.dataSource()).useHandle(handle -> fill(handle, HostSql.of(host)));
    return host;
  }

  private static void fill(Handle handle, HostSql sql) {
    handle.execute(
        """
        create table ticket (
          customer varchar(20), team varchar(20), opened_at %1$s, closed_at %1$s,
          state varchar(20), refunded_on date, refund_amount decimal(9, 2), channel varchar(20)) %2$s
        """
            .formatted(sql.timestamps().get(1), sql.tableOptions()));
    handle.execute("create index ticket_customer_opened on ticket (customer, opened_at)");
    handle.execute(sql.setZone("+00:00"));
    handle.execute("insert into ticket values " + String.join(", ", tickets(sql)));
  }

  /** Since the 6th of April tickets are more, slower, worse, dearer and come by telephone. */
  private static List<String> tickets(HostSql sql) {
    List<String> tickets = new ArrayList<>();
    for (int back = 104; back > 0; back--) {
      boolean isNew = back <= 14;
      for (int i = 0; i < (isNew ? 12 : 6); i++) {
        tickets.add(ticket(sql, TODAY.minusDays(back), i, isNew));
      }
    }
    return tickets;
  }

  private static String ticket(HostSql sql, LocalDate day, int i, boolean isNew) {
    Instant opened = day.atTime(LocalTime.of(9, 5 * i)).atZone(ZONE).toInstant();
    Instant closed = opened.plus(Duration.ofHours(isNew ? 20 : 4));
    boolean isOpen = !closed.isBefore(TODAY.atStartOfDay(ZONE).toInstant());
    return String.format(
        Locale.ROOT,
        "('acme', '%s', '%s', %s, '%s', '%s', %s, '%s')",
        i % 2 == 0 ? "north" : "south",
        sql.timestamp(opened, 1),
        isOpen ? "null" : "'" + sql.timestamp(closed, 1) + "'",
        i % 6 < (isNew ? 3 : 1) ? "reopened" : i % 6 == 5 ? "spam" : "done",
        day.plusDays(1),
        isNew ? "19.90" : "9.95",
        i % 3 < (isNew ? 2 : 1) ? "telephone" : "mail");
  }
}
