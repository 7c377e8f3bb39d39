package io.drift4j.jdbc;

import static io.drift4j.CountSourceContract.AMOUNT;
import static io.drift4j.CountSourceContract.AS_OF;
import static io.drift4j.CountSourceContract.CATEGORY;
import static io.drift4j.CountSourceContract.DECIDED;
import static io.drift4j.CountSourceContract.DECISION;
import static io.drift4j.CountSourceContract.OUTCOME;
import static io.drift4j.CountSourceContract.PAID;
import static io.drift4j.CountSourceContract.PAYER;
import static io.drift4j.CountSourceContract.PLAN;
import static io.drift4j.CountSourceContract.SUBMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CellVisitor;
import io.drift4j.ContractRecord;
import io.drift4j.CountRequest;
import io.drift4j.CountSource;
import io.drift4j.CountSourceContract;
import io.drift4j.Detail;
import io.drift4j.Detection;
import io.drift4j.DriftMonitor;
import io.drift4j.Measure;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.Window;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Four bytes a record lose nothing, whatever does not fit into them and whatever a server lacks.
 */
class PostgresqlPackingTest {

  private static final TestDatabase HOST = TestDatabases.postgresql();

  private static final List<Measure> PACKABLE =
      List.of(
          DECISION,
          CountSourceContract.CENTS,
          CountSourceContract.PAID_CENTS,
          CountSourceContract.DIFFERENCE,
          CountSourceContract.PAID_DIFFERENCE,
          Measure.amount(SUBMITTED, AMOUNT, 0).withOutcome(OUTCOME, "PAID").knownBy(DECIDED),
          Measure.amount(SUBMITTED, AMOUNT, 9),
          Measure.category(SUBMITTED, CATEGORY).withOutcome(CATEGORY, "late", "code"),
          Measure.category(SUBMITTED, CATEGORY).withOutcome(CATEGORY, "twice").knownBy(PAID),
          CountSourceContract.RECORDS);

  private static final List<@Nullable String> OUTCOMES =
      Arrays.asList(
          "PAID",
          "DENIED",
          "OTHER",
          "APPROVED",
          "VOID",
          "PENDING",
          "it's",
          "\"quoted\"",
          "back\\slash, (and) :colon?",
          "🩺 健康",
          "",
          " ",
          "x".repeat(100),
          null);

  private static final List<String> AMOUNTS =
      List.of(
          "10000000000000000",
          "-10000000000000000",
          "10000000000000000.01",
          "-0.01",
          "655.36",
          "-0.0001",
          "99999999999999999.9999");

  // ---- what does not fit

  @ParameterizedTest
  @EnumSource
  void tellsWhatDoesNotFit(PostgresqlForms form) {
    for (long seed = 1; seed <= 3; seed++) {
      List<ContractRecord> records = strange(seed);
      CountSource table = form.source(HOST, words(ContractTable.create(HOST, records)));
      CountSource memory = ContractTable.inMemory(records.stream().map(this::meant).toList());
      for (boolean hindsight : new boolean[] {true, false}) {
        CountRequest request = request(hindsight, PACKABLE, new Window(day(-40), day(-20)), last());
        assertThat(PackedScan.fits(request)).isTrue();
        assertThat(Told.by(table, request))
            .as("seed %d, hindsight %s, %s", seed, hindsight, form)
            .isEqualTo(Told.by(memory, request))
            .hasSizeGreaterThan(500);
      }
    }
  }

  private static List<ContractRecord> strange(long seed) {
    Random random = new Random(seed);
    return CountSourceContract.random(seed).stream().map(record -> with(record, random)).toList();
  }

  private static ContractRecord with(ContractRecord record, Random random) {
    return with(
        record,
        switch (random.nextInt(8)) {
          case 0 -> LocalDate.of(9999, 12, 31);
          case 1 -> LocalDate.of(1, 1, 1);
          case 2 -> AS_OF.plusDays(random.nextInt(3000) - 1500);
          default -> record.decided();
        },
        OUTCOMES.get(random.nextInt(OUTCOMES.size())),
        random.nextInt(4) == 0
            ? new BigDecimal(AMOUNTS.get(random.nextInt(AMOUNTS.size())))
            : record.amount());
  }

  private static ContractRecord with(
      ContractRecord record,
      @Nullable LocalDate decided,
      @Nullable String outcome,
      @Nullable BigDecimal amount) {
    return new ContractRecord(
        record.customer(),
        record.payer(),
        record.plan(),
        record.submitted(),
        decided,
        outcome,
        record.category(),
        record.created(),
        record.closed(),
        amount,
        record.paid(),
        record.expected());
  }

  /** The host's words; VOID means something that no measure knows. */
  private static RecordTable words(RecordTable table) {
    return table
        .withOutcome("APPROVED")
        .as("PAID")
        .withOutcome("VOID")
        .as("GONE")
        .withOpen("PENDING");
  }

  private ContractRecord meant(ContractRecord record) {
    String outcome = String.valueOf(record.outcome());
    return switch (outcome) {
      case "APPROVED" -> with(record, record.decided(), "PAID", record.amount());
      case "VOID" -> with(record, record.decided(), "GONE", record.amount());
      case "PENDING" -> with(record, null, null, record.amount());
      default -> record;
    };
  }

  // ---- details and other days

  /** By several days, from days of their own, with details that they share and that they do not. */
  private static final List<Measure> DETAILED =
      List.of(
          DECISION,
          CountSourceContract.DETAILED,
          CountSourceContract.DETAILED_BY_EVENT,
          CountSourceContract.BY_EVENT,
          CountSourceContract.HOURS,
          CountSourceContract.MINUTES,
          CountSourceContract.MINUTES
              .withOutcome(OUTCOME, "PAID", "DENIED")
              .withDetails(Detail.text(PLAN)),
          CountSourceContract.EARLY_POINTS.withDetails(
              Detail.text(CATEGORY), Detail.contains(PLAN, "^|")),
          CountSourceContract.CENTS
              .windowedBy(PAID)
              .withOutcome(OUTCOME, "PAID")
              .withDetails(Detail.text(CATEGORY), Detail.text(PLAN)));

  @ParameterizedTest
  @EnumSource
  void tellsDetailsAndWhatIsWindowedByOtherDays(PostgresqlForms form) {
    for (long seed = 1; seed <= 3; seed++) {
      List<ContractRecord> records =
          strange(seed).stream().filter(some -> !"PENDING".equals(some.outcome())).toList();
      CountSource table = form.source(HOST, words(ContractTable.create(HOST, records)));
      CountSource memory = ContractTable.inMemory(records.stream().map(this::meant).toList());
      for (boolean hindsight : new boolean[] {true, false}) {
        CountRequest request = request(hindsight, DETAILED, new Window(day(-40), day(-20)), last());
        assertThat(PackedScan.fits(request)).isTrue();
        assertThat(Told.by(table, request))
            .as("seed %d, hindsight %s, %s", seed, hindsight, form)
            .isEqualTo(Told.by(memory, request))
            .hasSizeGreaterThan(500);
      }
    }
  }

  /**
   * Words for what is open, also of records that have ended, and days that PostgreSQL alone has.
   */
  @Test
  void tellsWhatIsSaidToBeOpenAndDaysThatAreNoneAsRowsDo() {
    RecordTable table = words(ContractTable.create(HOST, strange(5)));
    for (String change :
        List.of(
            "submitted_date = 'infinity'",
            "submitted_date = '-infinity', decided_date = 'infinity'",
            "decided_date = '-infinity'",
            "submitted_date = '12026-01-01'")) {
      execute(
          HOST,
          "update %1$s set %2$s where ctid in (select ctid from %1$s order by ctid limit 25)"
              .formatted(table.name(), change));
    }
    for (boolean hindsight : new boolean[] {true, false}) {
      CountRequest request = request(hindsight, DETAILED, new Window(day(-40), day(-20)), last());
      assertThat(Told.by(PostgresqlForms.PACKED.source(HOST, table), request))
          .isEqualTo(Told.by(PostgresqlForms.ROWS.source(HOST, table), request))
          .isEqualTo(Told.by(PostgresqlForms.GROUPS.source(HOST, table), request))
          .hasSizeGreaterThan(500);
    }
  }

  /** PostgreSQL's own: they are beyond every unit. */
  @Test
  void tellsAmountsThatAreNoNumbers() {
    RecordTable table = ContractTable.create(HOST, CountSourceContract.random(4));
    execute(HOST, "alter table " + table.name() + " alter column amount type numeric");
    List.of("NaN", "Infinity", "-Infinity", "1e40", "1e-40")
        .forEach(
            amount ->
                execute(
                    HOST,
                    "update %1$s set amount = '%2$s' where ctid in (select ctid from %1$s limit 30)"
                        .formatted(table.name(), amount)));
    CountRequest request = request(true, PACKABLE, new Window(day(-40), day(-20)), last());
    assertThat(Told.by(PostgresqlForms.PACKED.source(HOST, table), request))
        .isEqualTo(Told.by(PostgresqlForms.ROWS.source(HOST, table), request))
        .isEqualTo(Told.by(PostgresqlForms.GROUPS.source(HOST, table), request));
  }

  // ---- long spans

  /** Up to 359 years leave ten bits for a value; one day more, and rows are read. */
  @ParameterizedTest
  @ValueSource(ints = {1000, 1 << 16, 1 << 17, (1 << 17) + 1})
  void leavesLongSpansFewBitsForAValue(int days) {
    LocalDate first = AS_OF.minusDays(days);
    List<ContractRecord> records =
        IntStream.of(-1, 0, 1, 1022, 1023, 1024, 40_000)
            .boxed()
            .flatMap(age -> Stream.of(record(first, age), record(AS_OF.minusDays(1), age)))
            .toList();
    CountRequest request = request(true, List.of(DECISION), new Window(first, AS_OF));
    assertThat(PackedScan.fits(request)).isEqualTo(days <= 1 << 17);
    CountSource table = PostgresqlForms.PACKED.source(HOST, ContractTable.create(HOST, records));
    assertThat(Told.by(table, request))
        .isEqualTo(Told.by(ContractTable.inMemory(records), request))
        .hasSize(14);
  }

  private static ContractRecord record(LocalDate submitted, int age) {
    return new ContractRecord(
        "acme",
        "Aetna",
        "gold",
        submitted,
        submitted.plusDays(age),
        "DENIED",
        null,
        null,
        null,
        null,
        null);
  }

  // ---- large segments

  /** In which the planner expects more records than are worth to be sent one by one. */
  @Test
  void countsTheRecordsOfLargeSegments() {
    RecordTable table = ContractTable.create(HOST, List.of());
    execute(
        HOST,
        """
        insert into %s
        select 'acme', 'Aetna', 'gold', date '2026-03-14' - i %% 40, date '2026-03-14' - i %% 40 + i %% 7,
          case when i %% 3 = 0 then 'DENIED' else 'PAID' end, 'late', null, null, i %% 500 / 100.0,
          date '2026-03-14' - i %% 30
        from generate_series(1, 120000) as record (i)
        """
            .formatted(table.name()));
    execute(HOST, "analyze " + table.name());
    CountRequest request =
        request(
            false, List.of(DECISION, CountSourceContract.PAID_CENTS), new Window(day(-60), AS_OF));
    Watching usual = new Watching();
    assertThat(Told.by(usual.source(HOST, table), request))
        .isEqualTo(Told.by(PostgresqlForms.PACKED.source(HOST, table), request));
    assertThat(usual.read).containsExactly("groups");
  }

  @Test
  void packsTheRecordsOfOthers() {
    Watching usual = new Watching();
    CountSource source =
        usual.source(HOST, ContractTable.create(HOST, CountSourceContract.random(1)));
    Told.by(source, request(false, PACKABLE, last()));
    assertThat(usual.read).containsExactly("packed");
  }

  // ---- little memory

  private static final List<ContractRecord> MANY =
      LongStream.range(0, 30)
          .boxed()
          .flatMap(seed -> CountSourceContract.random(seed).stream())
          .toList();

  @Test
  void doesNotMindASessionOfLittleMemory() {
    TestDatabase poor =
        TestDatabases.at(HOST.url() + "&options=-c%20work_mem=64kB", HOST.user(), HOST.password());
    RecordTable table = ContractTable.create(HOST, MANY);
    Watching usual = new Watching();
    String workMem = Jdbi.create(poor.dataSource()).withHandle(handle -> workMem(handle));
    assertThat(workMem).isEqualTo("64kB");
    assertSame(usual.source(poor, table));
    assertThat(usual.read).containsExactly("packed");
    assertThat(usual.workMem).isEqualTo("32MB");
  }

  /** As where a role may not have more: the server sorts in files. */
  @Test
  void doesNotMindAServerThatSortsInFiles() {
    Watching poor = new Watching("work_mem = '64kB'", "enable_hashagg = off");
    assertSame(poor.source(HOST, ContractTable.create(HOST, MANY)));
    assertThat(poor.read).containsExactly("packed");
    assertThat(poor.workMem).isEqualTo("64kB");
  }

  /** Rows as they are need no room. */
  @Test
  void readsRowsWhereTheServerHasNoRoomToSort() {
    Watching poor =
        new Watching("work_mem = '64kB'", "enable_hashagg = off", "temp_file_limit = 0");
    assertSame(poor.source(HOST, ContractTable.create(HOST, MANY)));
    assertThat(poor.read).containsExactly("rows");
  }

  private static void assertSame(CountSource source) {
    CountRequest request = request(false, PACKABLE, last());
    assertThat(Told.by(source, request)).isEqualTo(Told.by(ContractTable.inMemory(MANY), request));
  }

  private static String workMem(Handle handle) {
    return handle.createQuery("show work_mem").mapTo(String.class).one();
  }

  // ---- rights

  private static TestDatabase without(TestDatabase host, String function) {
    String user = "service_" + System.nanoTime();
    execute(host, "create role " + user + " login password 'secret'");
    execute(host, "grant select, insert, update on all tables in schema public to " + user);
    execute(host, "revoke execute on function " + function + " from public");
    return TestDatabases.at(host.url(), user, "secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"int4send(integer)", "string_agg(bytea, bytea)"})
  void readsRowsWhereAFunctionIsForbidden(String function) throws Exception {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    RecordTable table = ContractTable.create(host, MANY);
    TestDatabase limited = without(host, function);
    Watching refused = new Watching();
    assertSame(refused.source(limited, table));
    assertThat(refused.read).containsExactly("rows");
    DriftDatabase own = DriftDatabase.on(limited.dataSource());
    assertThat(TestRuns.found(run(own))).isEqualTo(TestRuns.found(TestRuns.detect(RUN)));
  }

  private static final Run RUN = TestRuns.of("acme");

  /** What the caller did before is kept, and what it does afterwards. */
  @Test
  void readsRowsInATransactionOfTheCallers() throws Exception {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create table job (step varchar(10))");
    TestDatabase limited = without(host, "int4send(integer)");
    try (Connection connection = limited.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("insert into job values ('before')");
      RunReport report = run(DriftDatabase.joining(connection));
      connection.createStatement().execute("insert into job values ('after')");
      connection.commit();
      assertThat(TestRuns.found(report)).isEqualTo(TestRuns.found(TestRuns.detect(RUN)));
    }
    assertThat(run(DriftDatabase.on(host.dataSource())).alreadyRecorded()).isTrue();
    List<String> steps =
        Jdbi.create(host.dataSource())
            .withHandle(
                handle -> handle.createQuery("select step from job").mapTo(String.class).list());
    assertThat(steps).containsExactly("before", "after");
  }

  /** Which needs no savepoint, and may have none. */
  @Test
  void readsRowsOnAConnectionThatIsInNoTransaction() throws Exception {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    TestDatabase limited = without(host, "int4send(integer)");
    try (Connection connection = limited.dataSource().getConnection()) {
      Detection preview =
          monitor(DriftDatabase.joining(connection))
              .preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
      assertThat(preview.events()).hasSize(TestRuns.EVENTS);
    }
  }

  /** Rows would fail as well, and this says what is wrong. */
  @Test
  void tellsOtherErrorsAsTheyAre() {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    RecordTable broken = RecordTable.named("claim").withFilter("1 / 0 = 1");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(broken));
    assertThatThrownBy(() -> monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF))
        .hasMessageContaining("SQLState 22012");
  }

  private static RunReport run(DriftDatabase database) {
    return monitor(database).run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  private static DriftMonitor monitor(DriftDatabase database) {
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
  }

  // ---- requests and servers

  private static LocalDate day(int days) {
    return AS_OF.plusDays(days);
  }

  private static Window last() {
    return new Window(day(-14), AS_OF);
  }

  private static CountRequest request(
      boolean hindsight, List<Measure> measures, Window... windows) {
    return new CountRequest(
        "acme", List.of(windows), AS_OF, hindsight, List.of(PLAN, PAYER), measures);
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource())
        .useHandle(handle -> Dialect.execute(handle, sql, statement -> statement.execute()));
  }

  /** Says in which form it has read, on a server that it has told how much to give. */
  private static final class Watching extends PostgresqlDialect {

    final List<String> read = new ArrayList<>();
    String workMem = "";
    private final List<String> limits;

    Watching(String... limits) {
      this.limits = List.of(limits);
    }

    CountSource source(TestDatabase host, RecordTable table) {
      Jdbi jdbi = Jdbi.create(host.dataSource());
      Prefix prefix = Prefix.ofLetters(this, "drift_");
      return new JdbcCountSource(
          new OwnTransactions(jdbi, this, RetryPolicy.never(), prefix),
          this,
          table,
          new Spellings());
    }

    @Override
    Runnable settle(Handle handle, Duration longestLockWait) {
      Runnable restoration = super.settle(handle, longestLockWait);
      limits.forEach(limit -> handle.execute("set local " + limit));
      workMem = workMem(handle);
      return restoration;
    }

    @Override
    RecordScan scan(Handle handle, RecordTable table, CountRequest request) {
      return new Watched(super.scan(handle, table, request), read);
    }
  }

  private record Watched(RecordScan scan, List<String> read) implements RecordScan {

    @Override
    public String sql() {
      return scan.sql();
    }

    @Override
    public void bind(SqlStatement<?> statement) {
      scan.bind(statement);
    }

    @Override
    public int fetchSize() {
      return scan.fetchSize();
    }

    @Override
    public void read(ResultSet rows, CellVisitor visitor) throws SQLException {
      boolean isPacked = scan instanceof PackedScan;
      read.add(isPacked ? "packed" : sql().contains("as reading\ngroup by") ? "groups" : "rows");
      scan.read(rows, visitor);
    }

    @Override
    public Optional<RecordScan> otherwise() {
      return scan.otherwise().map(other -> new Watched(other, read));
    }
  }
}
