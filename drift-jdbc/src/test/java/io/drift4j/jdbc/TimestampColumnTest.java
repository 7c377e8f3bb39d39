package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RecordCounts;
import io.drift4j.TestRuns;
import io.drift4j.Window;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Timestamps count by their day in a zone: the same as with java.time in memory, at every edge of a
 * window and around every change of the clocks, whatever zones the JVM and the session are in.
 */
class TimestampColumnTest {

  private static final Definition EVERYTHING =
      ClaimDefinitions.payerDrift().withPolicy(DriftPolicy.thresholds().withMinimumVolume(1));

  private static final List<Duration> AROUND =
      Stream.of("-PT3H", "-PT1H", "-PT1S", "-PT0.000001S", "PT0S", "PT0.000001S", "PT1S", "PT2H")
          .map(Duration::parse)
          .toList();

  private final TimeZone usual = TimeZone.getDefault();

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(usual);
  }

  /** A zone, and a reference day near one of its changes: a customer for each. */
  private record Place(ZoneId zone, LocalDate asOf) {

    String customer() {
      return zone + " " + asOf;
    }

    List<Window> windows() {
      return EVERYTHING.lookback().windows(asOf).windows();
    }

    Instant start() {
      return windows().get(0).startInclusive().atStartOfDay(zone).toInstant();
    }

    Instant end() {
      return asOf.atStartOfDay(zone).toInstant();
    }

    /** The edges of the windows and the changes of the clocks between them. */
    List<Instant> critical() {
      List<Instant> instants = new ArrayList<>(List.of(start(), end()));
      instants.add(windows().get(1).startInclusive().atStartOfDay(zone).toInstant());
      ZoneOffsetTransition change = zone.getRules().nextTransition(start());
      while (change != null && change.getInstant().isBefore(end())) {
        instants.add(change.getInstant());
        change = zone.getRules().nextTransition(change.getInstant());
      }
      return instants;
    }
  }

  /** What the host keeps of a claim. */
  private record Entry(
      Place place, String payer, Instant submitted, Instant decided, String outcome) {

    LocalDate submittedDay() {
      return submitted.atZone(place.zone).toLocalDate();
    }

    LocalDate decidedDay() {
      return decided == null ? null : decided.atZone(place.zone).toLocalDate();
    }
  }

  /**
   * Both changes of the clocks, with an edge of a window before, on and after that day. In Beirut
   * the clocks change at midnight, on Lord Howe by half an hour, in Kathmandu never.
   */
  private static List<Place> places() {
    List<Place> places = new ArrayList<>();
    addPlaces(places, "Europe/Berlin", "2025-10-26", "2026-03-29");
    addPlaces(places, "America/New_York", "2025-11-02", "2026-03-08");
    addPlaces(places, "Asia/Beirut", "2025-10-26", "2026-03-29");
    addPlaces(places, "Australia/Lord_Howe", "2025-10-05", "2026-04-05");
    addPlaces(places, "Asia/Kathmandu", "2026-01-01");
    return places;
  }

  private static void addPlaces(List<Place> places, String zone, String... changes) {
    for (String change : changes) {
      for (int days : new int[] {0, 1, 14, 15}) {
        places.add(new Place(ZoneId.of(zone), LocalDate.parse(change).plusDays(days)));
      }
    }
  }

  private static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Place place : places()) {
      for (Instant critical : place.critical()) {
        AROUND.forEach(distance -> addEntries(entries, place, critical.plus(distance)));
      }
    }
    return entries;
  }

  /** Decided around the midnights of later days, sooner in the baseline; some are open. */
  private static void addEntries(List<Entry> entries, Place place, Instant submitted) {
    LocalDate day = submitted.atZone(place.zone).toLocalDate();
    boolean late = place.windows().get(1).contains(day);
    for (int i = 0; i < 4; i++) {
      int number = entries.size();
      LocalDate decidedDay = day.plusDays(1 + (late ? 6L * i : i));
      Instant midnight = decidedDay.atStartOfDay(place.zone).toInstant();
      Instant decided = midnight.plus(AROUND.get(number % AROUND.size()));
      String outcome = number % (late ? 2 : 5) == 0 ? "DENIED" : "PAID";
      boolean open = number % 11 == 0;
      entries.add(
          new Entry(
              place,
              "payer " + number % 3,
              submitted,
              open ? null : decided,
              open ? null : outcome));
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void countByTheirDayInTheZone(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    fill(host);
    assertSameAsInMemory(host, host.dataSource());
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void countByThatDayWhereverJvmAndSessionAre(Supplier<TestDatabase> vendor) {
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    TestDatabase host = vendor.get();
    fill(host);
    try (HikariDataSource pool = oneConnection(host, "-09:30")) {
      String before = zone(host, pool);
      assertSameAsInMemory(host, pool);
      assertThat(zone(host, pool)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void leaveTheSessionsZoneAloneWhenReadingFails(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    Jdbi.create(host.dataSource())
        .useHandle(handle -> handle.execute(createTable(HostSql.of(host))));
    try (HikariDataSource pool = oneConnection(host, "-09:30")) {
      String before = zone(host, pool);
      RecordTable broken = table(places().get(0).zone, 0).withFilter("no_such_column = 1");
      assertThat(catchThrowable(() -> detect(pool, broken, places().get(0)))).isNotNull();
      assertThat(zone(host, pool)).isEqualTo(before);
    }
  }

  private static HikariDataSource oneConnection(TestDatabase host, String zone) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(host.dataSource());
    config.setMaximumPoolSize(1);
    config.setConnectionInitSql(HostSql.of(host).setZone(zone));
    return new HikariDataSource(config);
  }

  private static String zone(TestDatabase host, DataSource pool) {
    return Jdbi.create(pool)
        .withHandle(
            handle -> handle.createQuery(HostSql.of(host).zone()).mapTo(String.class).one());
  }

  /** In every type that the vendor has for it. */
  private static void assertSameAsInMemory(TestDatabase host, DataSource dataSource) {
    List<Entry> entries = entries();
    for (Place place : places()) {
      Detection expected = inMemory(entries, place);
      assertThat(expected.events()).isNotEmpty();
      for (int type = 0; type < HostSql.of(host).timestamps().size(); type++) {
        assertThat(TestRuns.found(detect(dataSource, table(place.zone, type), place)))
            .as("%s in type %d", place, type)
            .isEqualTo(TestRuns.found(expected));
      }
    }
  }

  private static Detection inMemory(List<Entry> entries, Place place) {
    RecordCounts<Entry> source =
        RecordCounts.of(entries, entry -> entry.place.customer())
            .date("submitted_date", Entry::submittedDay)
            .date("decided_date", Entry::decidedDay)
            .text("payer", Entry::payer)
            .text("cpt_group", entry -> "SURG")
            .text("outcome", Entry::outcome);
    return DriftMonitor.of(new InMemoryDriftRepository(), source)
        .preview(EVERYTHING, place.customer(), place.asOf);
  }

  private static RecordTable table(ZoneId zone, int type) {
    return RecordTable.named("claim")
        .withColumn("submitted_" + type)
        .as("submitted_date")
        .withColumn("decided_" + type)
        .as("decided_date")
        .withTimestamp("submitted_date", zone)
        .withTimestamp("decided_date", zone);
  }

  private static Detection detect(DataSource dataSource, RecordTable table, Place place) {
    DriftDatabase database = DriftDatabase.on(dataSource);
    return DriftMonitor.of(database.repository(), database.counts(table))
        .preview(EVERYTHING, place.customer(), place.asOf);
  }

  private static void fill(TestDatabase host) {
    DriftMigrations.on(host.dataSource()).migrate();
    Jdbi.create(host.dataSource()).useTransaction(handle -> fill(handle, HostSql.of(host)));
  }

  private static void fill(Handle handle, HostSql sql) {
    handle.execute(sql.setZone("+00:00"));
    handle.execute(createTable(sql));
    String parameters = (", " + sql.timestampParameter()).repeat(2 * sql.timestamps().size());
    try (PreparedBatch batch =
        handle.prepareBatch("insert into claim values (?, ?, 'SURG', ?" + parameters + ")")) {
      entries().forEach(entry -> add(batch, entry, sql));
      batch.execute();
    }
  }

  private static String createTable(HostSql sql) {
    StringBuilder columns =
        new StringBuilder(
            "customer varchar(100), payer varchar(100), cpt_group varchar(100), outcome varchar(20)");
    for (int i = 0; i < sql.timestamps().size(); i++) {
      String type = sql.timestamps().get(i);
      columns.append(", submitted_" + i + " " + type + ", decided_" + i + " " + type);
    }
    return "create table claim (" + columns + ") " + sql.tableOptions();
  }

  private static void add(PreparedBatch batch, Entry entry, HostSql sql) {
    batch.bind(0, entry.place.customer()).bind(1, entry.payer).bind(2, entry.outcome);
    for (int i = 0; i < sql.timestamps().size(); i++) {
      batch.bind(3 + 2 * i, sql.timestamp(entry.submitted, i));
      batch.bind(4 + 2 * i, entry.decided == null ? null : sql.timestamp(entry.decided, i));
    }
    batch.add();
  }
}
