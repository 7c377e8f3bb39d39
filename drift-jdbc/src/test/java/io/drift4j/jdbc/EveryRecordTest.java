package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountSource;
import io.drift4j.Defect;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.Reading;
import io.drift4j.RecordCounts;
import io.drift4j.RunReport;
import io.drift4j.RunSummary;
import io.drift4j.Window;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No record vanishes: whatever a host keeps, the numbers of a run are those of whoever goes through
 * its records one by one, and those of the same records in memory.
 */
class EveryRecordTest {

  private static final int FIRST_SEED = Integer.getInteger("drift.seed", 1);
  private static final int TABLES = Integer.getInteger("drift.tables", 6); // more of them: a search
  private static final int RECORDS = 400;
  private static final LocalDate AS_OF = LocalDate.of(2026, 4, 10); // clocks change before it

  private static final Measure BY_START =
      Measure.timeToEvent("started", "ended").withOutcome("outcome", "PAID", "DENIED", "OTHER");
  private static final Measure BY_ENTRY = BY_START.windowedBy("entered");
  private static final Measure OF_ONE_KIND = Measure.timeToEvent("started", "ended");
  private static final List<Measure> MEASURES = List.of(BY_START, BY_ENTRY, OF_ONE_KIND);

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void theNumbersOfARunAreThoseOfItsRecordsOneByOne(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    DriftMigrations.on(host.dataSource()).migrate();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + TABLES; seed++) {
      new Host(host, seed).check();
    }
  }

  /** A date as the host wrote it, and the day that it means, if any. */
  private record Written(String sql, @Nullable LocalDate day, boolean readable) {
    static Written absent(String sql) {
      return new Written(sql, null, true);
    }

    static Written unreadable(String sql) {
      return new Written(sql, null, false);
    }
  }

  private record Row(
      String customer,
      String payer,
      Written entered,
      Written started,
      Written ended,
      @Nullable String status) {

    /**
     * As a host would have it that writes {@code APPROVED} for paid and {@code PENDING} for open.
     */
    @Nullable String outcome() {
      return "APPROVED".equals(status) ? "PAID" : isOpen() ? null : status;
    }

    boolean isOpen() {
      return "PENDING".equals(status);
    }

    Written date(String field) {
      return switch (field) {
        case "entered" -> entered;
        case "started" -> started;
        default -> ended;
      };
    }

    String sql() {
      String text = status == null ? "null" : "'" + status + "'";
      return "('%s', '%s', %s, %s, %s, %s)"
          .formatted(customer, payer, entered.sql(), started.sql(), ended.sql(), text);
    }
  }

  /** What is counted by going through records one by one. */
  private static final class Count {
    private final long[] usable = new long[2];
    private final Map<Defect, Long> defects = new EnumMap<>(Defect.class);
    private long read;

    static Count of(List<Row> rows, Measure measure, List<Window> windows) {
      Count count = new Count();
      rows.forEach(row -> count.add(row, measure, windows));
      return count;
    }

    private void add(Row row, Measure measure, List<Window> windows) {
      Written day = row.date(measure.windowedBy());
      int window = day.day() == null ? -1 : windowOf(day.day(), windows);
      if (day.day() != null && window < 0) {
        return;
      }
      read++;
      Defect defect = window < 0 ? noStart(day) : defect(row, measure);
      if (defect == null) {
        usable[window]++;
      } else {
        defects.merge(defect, 1L, Long::sum);
      }
    }

    private static int windowOf(LocalDate day, List<Window> windows) {
      return windows.get(0).contains(day) ? 0 : windows.get(1).contains(day) ? 1 : -1;
    }

    private static Defect noStart(Written day) {
      return day.readable() ? Defect.NO_START : Defect.UNREADABLE_DATE;
    }

    private static @Nullable Defect defect(Row row, Measure measure) {
      LocalDate start = row.date("started").day();
      LocalDate end = row.date("ended").day();
      if (start == null) {
        return noStart(row.date("started"));
      } else if (row.isOpen() && measure.outcome() != null) {
        return null;
      } else if (!row.date("ended").readable()) {
        return Defect.UNREADABLE_DATE;
      } else if (end != null && end.isBefore(start)) {
        return Defect.ENDED_BEFORE_START;
      }
      return measure.outcome() == null ? null : defect(end, row.outcome(), measure.outcomes());
    }

    private static @Nullable Defect defect(
        @Nullable LocalDate end, @Nullable String outcome, Set<String> known) {
      if (outcome == null) {
        return end == null ? null : Defect.ENDED_WITHOUT_OUTCOME;
      } else if (!known.contains(outcome)) {
        return Defect.UNKNOWN_OUTCOME;
      }
      return end == null ? Defect.OUTCOME_WITHOUT_END : null;
    }

    String text() {
      return "read %d, usable %d and %d, %s".formatted(read, usable[0], usable[1], defects);
    }
  }

  private static String text(RunSummary summary) {
    Map<Defect, Long> defects = new EnumMap<>(summary.defects());
    defects.values().removeIf(n -> n == 0);
    return "read %d, usable %d and %d, %s"
        .formatted(
            summary.rowsRead(), summary.usableInBaseline(), summary.usableInCurrent(), defects);
  }

  /** One table of a host with random records. */
  private static final class Host {
    private static final List<String> DATES = List.of("entered", "started", "ended");
    private static final String[] FAR_TIMES = {
      "timestamp '12026-01-05 00:00:00'", "timestamp '-0044-03-15 00:00:00'"
    };
    private static final String[] NO_TIMES = {
      "'now'",
      "'12:30'",
      "1767571200000",
      "2461045.5",
      "'2026-3-5 10:00'",
      "''",
      "x'323032362d30332d3035'",
      "'2026-03-05 25:00:00'"
    };
    private static final String[] NO_DAYS = {
      "'now'",
      "'2026-03-05 10:30:00'",
      "'2026-04-01T10:30'",
      "'2026-03-15 '",
      "1767571200000",
      "2461045.5",
      "'01/05/2026'",
      "'2026-3-5'",
      "'2026-02-30'",
      "x'323032362d30332d3035'",
      "''",
      "'0000-00-00'",
      "'infinity'"
    };

    private final TestDatabase host;
    private final HostSql sql;
    private final String name;
    private final Random random;
    private final Lookback lookback;
    private final ZoneId zone;
    private final List<Boolean> areTimestamps;
    private final int timestampType;

    Host(TestDatabase host, int seed) {
      this.host = host;
      this.sql = HostSql.of(host);
      this.name = "record_" + seed;
      this.random = new Random(seed);
      this.lookback =
          new Lookback(
              1 + random.nextInt(40),
              1 + random.nextInt(20),
              random.nextInt(2) * random.nextInt(30));
      this.zone =
          ZoneId.of(one("UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Gaza"));
      this.areTimestamps = DATES.stream().map(d -> seed % 2 == 0 && random.nextInt(3) > 0).toList();
      this.timestampType = random.nextInt(2);
    }

    @SafeVarargs
    private <T> T one(T... values) {
      return values[random.nextInt(values.length)];
    }

    void check() {
      List<Row> rows = IntStream.range(0, RECORDS).mapToObj(i -> row()).toList();
      Jdbi.create(host.dataSource()).useHandle(handle -> fill(handle, rows));
      DriftDatabase database = DriftDatabase.on(host.dataSource());
      for (Measure measure : MEASURES) {
        CountSource source = database.counts(table(measure));
        DriftMonitor monitor = DriftMonitor.of(database.repository(), source);
        String where = "seed in %s: %s, %s, %s".formatted(name, measure, lookback, zone);
        checkCounts(where, monitor, rows, measure);
        checkInMemory(where, monitor, rows, measure);
      }
    }

    private void checkCounts(String where, DriftMonitor monitor, List<Row> rows, Measure measure) {
      for (String customer : List.of("acme", "wild")) {
        List<Row> own = rows.stream().filter(row -> row.customer().equals(customer)).toList();
        Count expected = Count.of(own, measure, lookback.windows(AS_OF).windows());
        RunReport report = monitor.run(definition(measure), customer, AS_OF);
        assertThat(text(report.summary())).as(where).isEqualTo(expected.text());
        RunReport again = monitor.run(definition(measure), customer, AS_OF);
        assertThat(again.summary()).as(where).isEqualTo(report.summary());
      }
    }

    /** Dates that cannot be read are of the other customer. */
    private void checkInMemory(
        String where, DriftMonitor monitor, List<Row> rows, Measure measure) {
      DriftMonitor inMemory =
          DriftMonitor.of(new InMemoryDriftRepository(), inMemory(rows, measure));
      Detection expected = inMemory.preview(definition(measure), "acme", AS_OF);
      Detection detected = monitor.preview(definition(measure), "acme", AS_OF);
      assertThat(detected.summary()).as(where).isEqualTo(expected.summary());
      assertThat(detected.verdicts()).as(where).isEqualTo(expected.verdicts());
    }

    /** As far as it means something to a measure. */
    private RecordTable table(Measure measure) {
      RecordTable table = RecordTable.named(name).withOpen("PENDING");
      if (measure.outcome() != null) {
        table = table.withColumn("status").as("outcome");
      }
      if (measure.outcome() != null && !measure.outcomes().isEmpty()) {
        table = table.withOutcome("APPROVED").as("PAID");
      }
      for (int i = 0; i < DATES.size(); i++) {
        boolean isTimestamp = areTimestamps.get(i) && measure.days().contains(DATES.get(i));
        table = isTimestamp ? table.withTimestamp(DATES.get(i), zone) : table;
      }
      return table;
    }

    private Definition definition(Measure measure) {
      String id = "measure-" + MEASURES.indexOf(measure);
      return Definition.of(
          id,
          1,
          List.of("payer"),
          List.of(
              Metric.days("days", 1, measure, Reading::value),
              Metric.proportion("ended", 1, measure, reading -> reading.isOpen() ? 0L : 1L)),
          lookback,
          DriftPolicy.thresholds().withMinimumVolume(1));
    }

    private RecordCounts<Row> inMemory(List<Row> rows, Measure measure) {
      return RecordCounts.of(rows, Row::customer)
          .text("payer", Row::payer)
          .text("outcome", Row::outcome)
          .date("entered", row -> row.entered().day())
          .date("started", row -> row.started().day())
          .date(
              "ended", row -> row.isOpen() && measure.outcome() != null ? null : row.ended().day());
    }

    private void fill(Handle handle, List<Row> rows) {
      handle.execute(
          """
          create table %s (
            customer varchar(20), payer varchar(20), entered %s, started %s, ended %s,
            status varchar(20))
          """
              .formatted(name, type(0), type(1), type(2)));
      handle.execute(sql.setZone("+00:00"));
      if (sql.isMysqlFamily()) {
        handle.execute("set session sql_mode = ''"); // as a host that keeps day 0
      }
      String values = rows.stream().map(Row::sql).collect(Collectors.joining(", "));
      handle.execute("insert into " + name + " values " + values);
    }

    private String type(int field) {
      return areTimestamps.get(field) ? sql.timestamps().get(timestampType) : "date";
    }

    private Row row() {
      boolean wild = random.nextBoolean();
      return new Row(
          wild ? "wild" : "acme",
          one("Aetna", "Cigna"),
          written(0, wild),
          written(1, wild),
          written(2, wild),
          one("PAID", "APPROVED", "DENIED", "OTHER", "PENDING", "paid", "PAID ", "", null, null));
    }

    private Written written(int field, boolean wild) {
      boolean timestamp = areTimestamps.get(field);
      return switch (random.nextInt(10)) {
        case 0 -> never("null");
        case 1 -> strange(timestamp, wild);
        default -> timestamp ? time(day()) : date(day());
      };
    }

    private Written date(LocalDate day) {
      return new Written("'" + day + "'", day, true);
    }

    private Written time(LocalDate day) {
      Instant start = day.atStartOfDay(zone).toInstant();
      Instant time = one(start, start.minusNanos(1000), start.plusSeconds(random.nextInt(80_000)));
      return new Written(
          "'" + sql.timestamp(time, timestampType) + "'", time.atZone(zone).toLocalDate(), true);
    }

    /** Near the edges of the windows, and anywhere about them. */
    private LocalDate day() {
      List<Window> windows = lookback.windows(AS_OF).windows();
      Window window = windows.get(random.nextInt(2));
      return switch (random.nextInt(5)) {
        case 0 -> window.startInclusive().minusDays(random.nextInt(2));
        case 1 -> window.endExclusive().minusDays(random.nextInt(2));
        default -> AS_OF.minusDays(random.nextInt(100) - 10);
      };
    }

    /** What stands for never, and, of the other customer, what cannot be read. */
    private Written strange(boolean timestamp, boolean wild) {
      return switch (sql) {
        case POSTGRESQL -> never("'infinity'", "'-infinity'", "'12026-01-05'", "'0044-03-15 BC'");
        case H2 -> timestamp ? never(FAR_TIMES) : never("date '12026-01-05'", "date '-0044-03-15'");
        case MARIADB, MYSQL -> never("'0000-00-00'");
        case SQLITE ->
            wild ? Written.unreadable(one(timestamp ? NO_TIMES : NO_DAYS)) : never("null");
      };
    }

    private Written never(String... written) {
      return Written.absent(one(written));
    }
  }
}
