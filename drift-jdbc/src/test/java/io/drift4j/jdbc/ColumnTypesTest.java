package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.Definition;
import io.drift4j.Detail;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftPolicy;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.RunSummary;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every type of column in every part that a column can have: what {@code verify()} finds sound is
 * read by a run, and what a run cannot read is found.
 */
class ColumnTypesTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);
  private static final String UUID = "0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff";

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void areToldAlikeByVerifyAndByARun(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    try (HikariDataSource pool = Setup.of(host).pool()) {
      areToldAlike(HostSql.of(host), pool);
    }
  }

  private static void areToldAlike(HostSql sql, DataSource host) {
    Jdbi jdbi = Jdbi.create(host);
    List<String[]> types = new ArrayList<>();
    for (String line : types(sql).strip().lines().toList()) {
      String[] parts = line.strip().split(" *\\| *");
      if (parts.length == 1) {
        jdbi.useHandle(handle -> handle.execute(parts[0]));
      } else {
        types.add(parts);
      }
    }
    create(jdbi, types);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      for (Part part : parts("c_" + i)) {
        difference(host, types.get(i), part).ifPresent(differences::add);
      }
    }
    assertThat(differences).isEmpty();
  }

  private static void create(Jdbi jdbi, List<String[]> types) {
    List<String> columns =
        new ArrayList<>(List.of("opened date", "closed date", "customer varchar(9)"));
    List<String> values = new ArrayList<>(List.of("'2026-01-10'", "'2026-01-12'", "'acme'"));
    for (int i = 0; i < types.size(); i++) {
      columns.add("c_" + i + " " + types.get(i)[0]);
      values.add(types.get(i)[1]);
    }
    jdbi.useHandle(
        handle -> {
          handle.execute("create table odd (" + String.join(", ", columns) + ")");
          handle.execute("create index odd_customer on odd (customer, opened)");
          handle.execute("insert into odd values (" + String.join(", ", values) + ")");
        });
  }

  // ---- the parts of a column

  private record Part(String name, RecordTable table, Definition definition, String customer) {}

  private static List<Part> parts(String column) {
    RecordTable odd = RecordTable.named("odd");
    Measure count = Measure.count("opened");
    return List.of(
        customer(odd, column, KeyType.TEXT, "acme"),
        customer(odd, column, KeyType.INTEGER, "42"),
        customer(odd, column, KeyType.UUID, UUID),
        new Part("dimension", odd, of(count, column), "acme"),
        new Part(
            "outcome",
            odd,
            of(Measure.timeToEvent("opened", "closed").withOutcome(column)),
            "acme"),
        new Part("category", odd, of(Measure.category("opened", column)), "acme"),
        new Part("detail", odd, of(detailed(column)), "acme"),
        new Part("date", odd, of(Measure.timeToEvent("opened", column)), "acme"),
        new Part("start", odd, of(Measure.count(column)), "acme"),
        new Part(
            "timestamp",
            odd.withTimestamp(column, ZoneOffset.UTC),
            of(Measure.count(column)),
            "acme"),
        new Part("amount", odd, of(Measure.amount("opened", column, 2)), "acme"));
  }

  private static Measure detailed(String column) {
    return Measure.timeToEvent("opened", "closed")
        .withOutcome("customer")
        .withDetails(Detail.text(column), Detail.contains(column, "a"));
  }

  private static Part customer(RecordTable odd, String column, KeyType type, String customer) {
    RecordTable table = odd.withCustomerColumn(column, type);
    return new Part(type.toString(), table, of(Measure.count("opened")), customer);
  }

  private static Definition of(Measure measure, String... dimensions) {
    Metric metric =
        measure.outcome() == null
            ? Metric.count("metric", 1, measure)
            : Metric.category("metric", 1, measure);
    return Definition.of(
        "types",
        1,
        List.of(dimensions),
        List.of(metric),
        Lookback.ofDays(90, 14),
        DriftPolicy.thresholds());
  }

  // ---- what both say

  private static Optional<String> difference(DataSource host, String[] type, Part part) {
    DriftDatabase database = DriftDatabase.on(host);
    List<Finding> errors =
        database.verifyHost(part.table, part.definition).findings().stream()
            .filter(Finding::isError)
            .toList();
    String run = run(database, part);
    boolean isSound = errors.isEmpty();
    boolean isRead = !run.startsWith("fails");
    boolean isMeant = type.length > 2 && type[2].equals(part.name);
    String where = type[0] + " as " + part.name + ": " + errors + " but a run " + run;
    return isSound == isRead && (!isMeant || run.equals("reads 1"))
        ? Optional.empty()
        : Optional.of(where);
  }

  /** Where columns have no types, each value is looked at, amounts by runs only. */
  private static String run(DriftDatabase database, Part part) {
    DriftMonitor monitor =
        DriftMonitor.of(new InMemoryDriftRepository(), database.counts(part.table));
    try {
      RunSummary summary = monitor.preview(part.definition, part.customer, AS_OF).summary();
      boolean isLeftOut =
          summary.defects().values().stream().anyMatch(n -> n > 0) && !part.name.equals("amount");
      return isLeftOut ? "fails: leaves it out" : "reads " + summary.rowsRead();
    } catch (DriftException e) {
      return "fails: " + e.getMessage();
    }
  }

  // ---- types, with a value, and what they are made for

  private static String types(HostSql sql) {
    return switch (sql) {
      case POSTGRESQL -> POSTGRESQL;
      case H2 -> H2;
      case MARIADB -> MARIADB.formatted(MARIADB_ONLY);
      case MYSQL -> MARIADB.formatted("");
      case SQLITE -> SQLITE;
    };
  }

  private static final String POSTGRESQL =
      """
      create extension citext
      create type kind as enum ('acme', 'b')
      create domain words as text
      create domain a_kind as kind
      create domain whole as bigint
      create domain id as uuid
      create domain a_day as date
      create domain a_time as timestamptz
      text | 'acme' | TEXT
      varchar(50) | 'acme' | TEXT
      char(10) | 'acme' | TEXT
      citext | 'acme' | TEXT
      name | 'acme' | TEXT
      kind | 'acme' | TEXT
      words | 'acme' | TEXT
      a_kind | 'acme' | TEXT
      bigint | 42 | INTEGER
      integer | 42 | INTEGER
      smallint | 42 | INTEGER
      numeric | 42 | INTEGER
      numeric(20) | 42 | INTEGER
      numeric(10, 2) | 42 | amount
      whole | 42 | INTEGER
      oid | 42
      double precision | 42
      real | 42
      money | 42
      uuid | '0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff' | UUID
      id | '0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff' | UUID
      bytea | '\\x41'
      boolean | true | dimension
      date | '2026-01-10' | date
      a_day | '2026-01-10' | date
      timestamp | '2026-01-10' | timestamp
      timestamptz | '2026-01-10' | timestamp
      a_time | '2026-01-10' | timestamp
      time | '10:00:00'
      interval | '1 day'
      json | '{}' | dimension
      jsonb | '{}'
      text[] | '{}'
      inet | '10.0.0.1'
      """;

  private static final String H2 =
      """
      create domain words as varchar
      create domain a_day as date
      varchar(50) | 'acme' | TEXT
      char(10) | 'acme' | TEXT
      varchar_ignorecase(50) | 'acme' | TEXT
      clob | 'acme' | dimension
      enum('acme', 'b') | 'acme' | TEXT
      words | 'acme' | TEXT
      bigint | 42 | INTEGER
      integer | 42 | INTEGER
      smallint | 42 | INTEGER
      tinyint | 42 | INTEGER
      numeric(20) | 42 | INTEGER
      decimal(10, 2) | 42 | amount
      decfloat | 42
      double precision | 42
      real | 42
      uuid | '0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff' | UUID
      binary(16) | x'41414141414141414141414141414141'
      varbinary(16) | x'41'
      blob | x'41'
      boolean | true | dimension
      date | '2026-01-10' | date
      a_day | '2026-01-10' | date
      timestamp | '2026-01-10 00:00:00' | timestamp
      timestamp with time zone | '2026-01-10 00:00:00+00' | timestamp
      time | '10:00:00'
      interval day | interval '1' day
      json | json '{}'
      integer array | array[1]
      """;

  private static final String MARIADB =
      """
      varchar(50) | 'acme' | TEXT
      char(10) | 'acme' | TEXT
      text | 'acme' | TEXT
      enum('acme', 'b') | 'acme' | TEXT
      set('acme', 'b') | 'acme' | TEXT
      varbinary(16) | 'acme'
      blob | 'acme'
      bigint | 42 | INTEGER
      bigint unsigned | 42 | INTEGER
      integer | 42 | INTEGER
      mediumint | 42 | INTEGER
      smallint | 42 | INTEGER
      tinyint | 42 | INTEGER
      tinyint(1) | 1 | dimension
      bit(1) | 1
      bit(8) | 1
      decimal(20) | 42 | INTEGER
      decimal(10, 2) | 42 | amount
      double | 42
      float | 42
      binary(16) | x'0b5a4c1e9d2f4a3b8c7d11ff11ff11ff'
      char(36) | '0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff'
      date | '2026-01-10' | date
      datetime(6) | '2026-01-10' | timestamp
      timestamp null | '2026-01-10' | timestamp
      time | '10:00:00'
      year | 2026
      json | '{}'
      %s
      """;

  private static final String MARIADB_ONLY =
      """
      uuid | '0b5a4c1e-9d2f-4a3b-8c7d-11ff11ff11ff' | UUID
      inet6 | '::1'
      """;

  private static final String SQLITE =
      """
      text | 'acme' | TEXT
      varchar(50) collate nocase | 'acme' | TEXT
      integer | 42 | INTEGER
      numeric | 42 | INTEGER
      real | 42
      blob | x'0b5a4c1e9d2f4a3b8c7d11ff11ff11ff' | UUID
      date | '2026-01-10' | date
      datetime | '2026-01-10 00:00:00' | timestamp
      """;
}
