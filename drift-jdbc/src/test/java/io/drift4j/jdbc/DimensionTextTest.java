package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Definition;
import io.drift4j.DriftMonitor;
import io.drift4j.TestRuns;
import io.drift4j.Verdict;
import io.drift4j.migrations.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dimension that is a moment, a day or a number has one text, in whatever zone anybody is. */
class DimensionTextTest {

  private static final Instant MOMENT = Instant.parse("2025-12-31T23:30:00.5Z");
  private static final List<String> ZONES = List.of("Pacific/Apia", "America/St_Johns");
  private static final RecordTable CLAIMS = RecordTable.named("claim");
  private static final Definition BY_MOMENT =
      Definition.of(
          "by-moment",
          1,
          List.of("seen_at", "local_at", "at_time", "on_day", "amount", "score"),
          TestRuns.PAYER_DRIFT.metrics(),
          TestRuns.PAYER_DRIFT.lookback(),
          TestRuns.PAYER_DRIFT.policy());

  private final TimeZone usual = TimeZone.getDefault();

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(usual);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void doesNotDependOnTheZoneOfJvmOrSession(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, List.of());
    addColumns(host);
    for (String zone : ZONES) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      fill(host);
    }
    List<List<String>> seen = ZONES.stream().map(zone -> segments(host, zone)).toList();
    assertThat(seen.get(0)).as("the same moment is one segment").hasSize(1).isEqualTo(seen.get(1));
    assertThat(seen.get(0).get(0))
        .contains("seen_at=2025-12-31 23:30:00.5", "on_day=2026-01-01", "amount=1.50", "score=0.1");
  }

  /** As a host that is in a zone sees them. */
  private static List<String> segments(TestDatabase host, String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(CLAIMS))
        .preview(BY_MOMENT, "acme", TestRuns.AS_OF)
        .verdicts()
        .stream()
        .map(Verdict::segment)
        .distinct()
        .map(Object::toString)
        .toList();
  }

  private static void addColumns(TestDatabase host) {
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              add(handle, "seen_at", sql.timestamps().get(1));
              add(handle, "local_at", sql.timestamps().get(0));
              add(handle, "at_time", sql == HostSql.SQLITE ? "text" : "time");
              add(handle, "on_day", sql == HostSql.SQLITE ? "text" : "date");
              add(handle, "amount", sql == HostSql.SQLITE ? "text" : "decimal(18, 2)");
              add(handle, "score", sql == HostSql.POSTGRESQL ? "float8" : "double");
            });
  }

  private static void add(Handle handle, String column, String type) {
    handle.execute("alter table claim add column " + column + " " + type);
  }

  /** By a session in the zone of the JVM, for the same moment. */
  private static void fill(TestDatabase host) {
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              for (String day : List.of("2025-12-20", "2026-01-10")) {
                handle.execute(
                    """
                    insert into claim (customer, payer, cpt_group, submitted_date, decided_date,
                      outcome, seen_at, local_at, at_time, on_day, amount, score)
                    values ('acme', 'Aetna', 'SURG', %s, %s, 'PAID', %s, %s, '10:20:30', %s, %s, 0.1)
                    """
                        .formatted(
                            sql.date(day),
                            sql.date(day),
                            seenAt(handle, sql),
                            sql == HostSql.SQLITE
                                ? "'2026-01-15 10:00:00'"
                                : "timestamp '2026-01-15 10:00:00'",
                            sql.date("2026-01-01"),
                            sql == HostSql.SQLITE ? "'1.50'" : "1.50"));
              }
            });
  }

  /** The moment with the offset that the JVM's zone has, where the vendor keeps or reads one. */
  private static String seenAt(Handle handle, HostSql sql) {
    String offset =
        TimeZone.getDefault()
            .toZoneId()
            .getRules()
            .getOffset(MOMENT)
            .getId()
            .replace("Z", "+00:00");
    String local =
        MOMENT
            .atZone(TimeZone.getDefault().toZoneId())
            .toLocalDateTime()
            .toString()
            .replace('T', ' ');
    return switch (sql) {
      case H2 -> "timestamp with time zone '" + local + offset + "'";
      case POSTGRESQL -> "timestamp with time zone '" + local + offset + "'";
      case SQLITE -> "'2025-12-31 23:30:00.5'"; // a text is what was written
      case MARIADB, MYSQL -> {
        handle.execute("set time_zone = '" + offset + "'");
        yield "'" + local + "'";
      }
    };
  }
}
