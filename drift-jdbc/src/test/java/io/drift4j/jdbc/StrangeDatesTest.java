package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Defect;
import io.drift4j.DriftMonitor;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Dates that a database keeps and Java does not: what stands for never is absent, what cannot be
 * read is counted and left out, and the customer's run is recorded.
 */
class StrangeDatesTest {

  private static final RecordTable CLAIMS = RecordTable.named("claim");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  static Stream<?> vendorsWithTypes() {
    return Vendors.all().filter(vendor -> !vendor.getName().startsWith("SQLite"));
  }

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    return host;
  }

  private static RunReport run(TestDatabase host, RecordTable table) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  /** What stands for never, as each vendor writes it. */
  private static List<String> nevers(HostSql host) {
    return switch (host) {
      case POSTGRESQL -> List.of("'infinity'", "'12026-01-05'", "'-infinity'", "'0044-03-15 BC'");
      case H2 -> List.of("date '12026-01-05'", "date '-0044-03-15'");
      case MARIADB, MYSQL -> List.of("'0000-00-00'");
      case SQLITE -> throw new AssertionError("it has no word for never");
    };
  }

  /** As a host does that is not strict about dates. */
  private static void add(Handle handle, HostSql host, int times, String values) {
    if (host.isMysqlFamily()) {
      handle.execute("set session sql_mode = ''");
    }
    for (int i = 0; i < times; i++) {
      handle.execute("insert into claim values ('acme', 'Steady', 'SURG', " + values + ")");
    }
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void whatStandsForNeverIsAbsent(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    List<String> nevers = nevers(sql);
    String now = sql.date("2026-01-12");
    Jdbi.create(host.dataSource())
        .useHandle(
            handle ->
                nevers.forEach(
                    never -> {
                      add(handle, sql, 3, now + ", " + never + ", null");
                      add(handle, sql, 4, now + ", " + never + ", 'PAID'");
                      add(handle, sql, 5, never + ", " + now + ", 'PAID'");
                    }));
    int n = nevers.size();
    RunReport report = run(host, CLAIMS);
    assertThat(report.events()).hasSize(TestRuns.EVENTS);
    assertThat(report.summary().rowsRead()).isEqualTo(676 + 12 * n);
    assertThat(report.summary().usableInCurrent()).isEqualTo(226 + 3 * n);
    assertThat(report.summary().defects())
        .containsEntry(Defect.OUTCOME_WITHOUT_END, 4L * n)
        .containsEntry(Defect.NO_START, 5L * n);
    assertThat(run(host, CLAIMS).summary()).isEqualTo(report.summary());
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void aTimestampThatStandsForNeverIsAbsentToo(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    String type = sql.timestamps().get(0);
    String never =
        nevers(sql).get(0).replace("date '12026-01-05'", "timestamp '12026-01-05 00:00:00'");
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("alter table claim add column received " + type);
              handle.execute("alter table claim add column answered " + type);
              handle.execute("update claim set received = submitted_date, answered = decided_date");
              if (sql.isMysqlFamily()) {
                handle.execute("set session sql_mode = ''");
              }
              handle.execute("update claim set received = " + never + " where payer = 'Aetna'");
              handle.execute("update claim set answered = " + never + " where payer = 'Steady'");
            });
    RecordTable table =
        CLAIMS
            .withColumn("received")
            .as("submitted_date")
            .withColumn("answered")
            .as("decided_date")
            .withTimestamp("submitted_date", BERLIN)
            .withTimestamp("decided_date", BERLIN);
    RunReport report = run(host, table);
    assertThat(report.events()).hasSize(TestRuns.EVENTS - 2);
    assertThat(report.summary().rowsRead()).isEqualTo(676);
    assertThat(report.summary().defects())
        .containsEntry(Defect.NO_START, 135L)
        .containsEntry(Defect.OUTCOME_WITHOUT_END, 135L);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void anAsOfDayThatNoDatabaseKeepsIsRefusedBeforeAnythingIsStored(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(CLAIMS));
    for (LocalDate asOf : List.of(LocalDate.of(1, 1, 10), LocalDate.of(12026, 1, 15))) {
      assertThatThrownBy(() -> monitor.run(TestRuns.PAYER_DRIFT, "acme", asOf))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("reaches beyond the years 1 to 9999");
    }
    for (LocalDate asOf : List.of(LocalDate.of(1, 12, 31), LocalDate.of(9999, 12, 31))) {
      assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", asOf).isEmpty()).isTrue();
    }
  }

  /** Where {@code sql_mode} allows it: it sorts between the days of two months. */
  @ParameterizedTest
  @MethodSource("vendors")
  void aDayZeroOfAMonthCannotBeRead(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    if (!sql.isMysqlFamily()) {
      assertThat(sql).isNotIn(HostSql.MARIADB, HostSql.MYSQL);
      return;
    }
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              add(handle, sql, 6, "'2026-01-00', '2026-01-12', 'PAID'");
              add(handle, sql, 2, "'2026-01-05', '2026-00-00', 'PAID'");
            });
    RunReport report = run(host, CLAIMS);
    assertThat(report.summary().rowsRead()).isEqualTo(684);
    assertThat(report.summary().defects())
        .containsEntry(Defect.UNREADABLE_DATE, 6L)
        .containsEntry(Defect.OUTCOME_WITHOUT_END, 2L);
  }

  // ---- SQLite keeps anything

  private static final List<String> UNREADABLE =
      List.of(
          "'2026-01-05 10:30:00'",
          "'2026-01-05T10:30'",
          "'2026-01-05 '",
          "1767571200000",
          "2461045.5",
          "'01/05/2026'",
          "'2026-1-5'",
          "'2026-02-30'",
          "'now'",
          "x'323032362d30312d3035'",
          "''");

  @Test
  void textsAndNumbersThatAreNoDaysAreCountedAndFound() {
    TestDatabase host = host(TestDatabases::sqlite);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle ->
                UNREADABLE.forEach(
                    value -> {
                      add(handle, HostSql.SQLITE, 3, value + ", '2026-01-12', 'PAID'");
                      add(handle, HostSql.SQLITE, 2, "'2026-01-05', " + value + ", 'PAID'");
                      add(handle, HostSql.SQLITE, 1, "'2026-01-05', " + value + ", null");
                    }));
    RunReport report = run(host, CLAIMS);
    int n = UNREADABLE.size();
    assertThat(report.events()).hasSize(TestRuns.EVENTS);
    assertThat(report.summary().rowsRead()).isEqualTo(676 + 6 * n);
    assertThat(report.summary().defects()).containsEntry(Defect.UNREADABLE_DATE, 6L * n);
    assertThat(report.summary().leftOut()).hasSize(1);
    assertThat(DriftDatabase.on(host.dataSource()).verify(CLAIMS, TestRuns.PAYER_DRIFT).findings())
        .extracting(Finding::toString)
        .containsExactly(
            "advice: 33 of 742 values of column submitted_date of table claim cannot be read: 15 a"
                + " text of another form, 9 a text with more than a day, 3 blob, 3 integer, 3 real;"
                + " expected texts such as 2026-01-15; say withTimestamp(\"submitted_date\", zone)",
            "advice: 33 of 742 values of column decided_date of table claim cannot be read: 15 a text"
                + " of another form, 9 a text with more than a day, 3 blob, 3 integer, 3 real;"
                + " expected texts such as 2026-01-15; say withTimestamp(\"decided_date\", zone)");
  }

  @Test
  void anOpenStatusMakesARecordOpenWhateverDateStandsBesideIt() {
    TestDatabase host = host(TestDatabases::sqlite);
    Jdbi.create(host.dataSource())
        .useHandle(handle -> add(handle, HostSql.SQLITE, 7, "'2026-01-05', 'soon', 'PENDING'"));
    RunReport report = run(host, CLAIMS.withOpen("PENDING"));
    assertThat(report.summary().leftOut()).isEmpty();
    assertThat(report.summary().usableInCurrent()).isEqualTo(233);
  }

  @Test
  void textsThatAreNoTimestampsAreCounted() {
    TestDatabase host = host(TestDatabases::sqlite);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              add(handle, HostSql.SQLITE, 3, "'now', '2026-01-12 08:00:00', 'PAID'");
              add(handle, HostSql.SQLITE, 3, "'12:30', '2026-01-12 08:00:00', 'PAID'");
              add(handle, HostSql.SQLITE, 3, "1767571200000, '2026-01-12 08:00:00', 'PAID'");
              add(handle, HostSql.SQLITE, 3, "'2026-01-05 08:00:00', 'now', 'PAID'");
            });
    RecordTable table =
        CLAIMS.withTimestamp("submitted_date", BERLIN).withTimestamp("decided_date", BERLIN);
    RunReport report = run(host, table);
    assertThat(report.summary().rowsRead()).isEqualTo(688);
    assertThat(report.summary().defects()).containsEntry(Defect.UNREADABLE_DATE, 12L);
  }
}
