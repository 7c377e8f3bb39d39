package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CountSource;
import io.drift4j.CustomerBusyException;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.DriftRepository;
import io.drift4j.EventCursor;
import io.drift4j.EventQuery;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.RunStatus;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.claims.Outcome;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Customers who differ only by case, blanks or the form of Unicode: no call reads, locks or alters
 * what is another's, although the host's own columns take them for the same.
 */
class TenantsTest {

  private static final int OPERATIONS = 40;

  /** Two of three have records; those of number i are i more than 75, of a payer of their own. */
  private static final List<String> NAMES =
      List.of(
          "acme",
          "ACME",
          "Acme",
          "acme ",
          "acme  ",
          " acme",
          "\u00e1cme",
          "a\u0301cme",
          "ac-me",
          "acme\u200d",
          "\uff41\uff43\uff4d\uff45",
          "caf\u00e9",
          "cafe\u0301",
          "cafe",
          "stra\u00dfe",
          "strasse",
          "STRASSE",
          "k\u0131l\u0131\u00e7",
          "kili\u00e7",
          "K\u0130L\u0130\u00c7",
          "KILIC");

  private static final Definition DEFINITION = TestRuns.PAYER_DRIFT;
  private static final RecordTable CLAIMS = RecordTable.named("claim");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  static Stream<?> vendorsThatLockRows() {
    return Vendors.lockingRows();
  }

  // ---- reading and altering

  @ParameterizedTest
  @MethodSource("vendors")
  void seeAndAlterOnlyTheirOwn(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = withClaims(vendor);
    long seed = System.nanoTime();
    System.out.println("TenantsTest on " + host + ": seed " + seed);
    Operations operations = new Operations(host, new Random(seed));
    Map<String, List<String>> before = rowsByCustomer(host);
    for (int i = 0; i < OPERATIONS; i++) {
      Set<String> altered = operations.next();
      Map<String, List<String>> after = rowsByCustomer(host);
      assertThat(without(altered, after))
          .as("seed %d, operation %d for %s", seed, i, altered)
          .isEqualTo(without(altered, before));
      before = after;
    }
    assertThat(before).hasSizeGreaterThan(NAMES.size() / 3);
  }

  private static Map<String, List<String>> without(
      Set<String> names, Map<String, List<String>> rows) {
    Map<String, List<String>> others = new TreeMap<>(rows);
    names.forEach(name -> others.remove(Run.customerKey(name)));
    return others;
  }

  /** Every call there is, each checking that what it gets is its customer's. */
  private static final class Operations {

    private final Random random;
    private final TestDatabase host;
    private final DriftDatabase database;
    private final CountSource source;

    Operations(TestDatabase host, Random random) {
      this.host = host;
      this.random = random;
      this.database = DriftDatabase.on(host.dataSource());
      this.source = database.counts(CLAIMS);
    }

    /** Returns whose rows it may have altered. */
    Set<String> next() throws SQLException {
      String name = NAMES.get(random.nextInt(NAMES.size()));
      return switch (random.nextInt(9)) {
        case 0, 1 -> run(database.repository(), name);
        case 2 -> run(database.withLock(LockMode.noWait()).repository(), name);
        case 3 -> fail(name);
        case 4 -> sweep(name);
        case 5 -> join(name);
        case 6 -> read(name);
        case 7 -> readLog(name);
        default -> preview(name);
      };
    }

    private int revision() {
      return 1 + random.nextInt(3);
    }

    private Set<String> run(DriftRepository repository, String name) {
      DriftMonitor monitor = DriftMonitor.of(repository, source);
      assertOwn(name, monitor.run(DEFINITION, name, TestRuns.AS_OF, revision()));
      return Set.of(name);
    }

    private Set<String> fail(String name) {
      Run run = Run.of(DEFINITION, name, TestRuns.AS_OF, source, 4);
      assertThatThrownBy(
              () ->
                  database
                      .repository()
                      .record(
                          run,
                          () -> {
                            throw new IllegalStateException("no luck");
                          }))
          .isInstanceOf(IllegalStateException.class);
      return Set.of(name);
    }

    private Set<String> sweep(String name) {
      Collection<String> names = Set.of(name, NAMES.get((NAMES.indexOf(name) + 1) % NAMES.size()));
      SweepReport report =
          DriftSweep.of(database, source)
              .withThreads(2)
              .run(DEFINITION, names, TestRuns.AS_OF, revision());
      assertThat(report.failures()).isEmpty();
      report.reports().forEach(Operations::assertOwn);
      return new HashSet<>(names);
    }

    private Set<String> join(String name) throws SQLException {
      try (Connection connection = host.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        DriftDatabase joined = DriftDatabase.joining(connection);
        DriftMonitor monitor = DriftMonitor.of(joined.repository(), joined.counts(CLAIMS));
        assertOwn(name, monitor.run(DEFINITION, name, TestRuns.AS_OF, revision()));
        boolean kept = random.nextBoolean();
        if (kept) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return kept ? Set.of(name) : Set.of();
      }
    }

    private Set<String> read(String name) {
      DriftRepository repository = database.repository();
      assertOwn(name, repository.events(EventQuery.of(name)));
      assertOwn(name, repository.events(EventQuery.of(name).withAsOf(TestRuns.AS_OF)));
      assertOwn(name, repository.events(EventQuery.of(name).withDefinition(DEFINITION)));
      Run run = Run.of(DEFINITION, name, TestRuns.AS_OF, source, revision());
      repository.find(run.runId()).ifPresent(report -> assertThat(report.run()).isEqualTo(run));
      return Set.of();
    }

    private Set<String> readLog(String name) {
      List<RunReport> reports = database.repository().events().after(EventCursor.start(name));
      for (int i = 0; i < reports.size(); i++) {
        assertThat(reports.get(i).number()).isEqualTo(i + 1);
        assertOwn(name, reports.get(i));
      }
      return Set.of();
    }

    private Set<String> preview(String name) {
      Detection detection =
          DriftMonitor.of(database.repository(), source).preview(DEFINITION, name, TestRuns.AS_OF);
      assertThat(detection.summary().rowsRead()).isEqualTo(recordsOf(name));
      assertOwn(name, detection.events());
      return Set.of();
    }

    private static void assertOwn(String name, RunReport report) {
      assertThat(report.status())
          .isEqualTo(recordsOf(name) == 0 ? RunStatus.EMPTY : RunStatus.SUCCESS);
      assertThat(report.run().customer()).isEqualTo(name);
      assertThat(report.summary().rowsRead()).isEqualTo(recordsOf(name));
      assertThat(report.events()).hasSize(recordsOf(name) == 0 ? 0 : 2);
      assertOwn(name, report.events());
    }

    private static void assertOwn(String name, List<DriftEvent> events) {
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.run().customer()).isEqualTo(name);
                assertThat(event.segment().value("payer")).isEqualTo("payer of " + name);
              });
    }
  }

  // ---- locking

  @ParameterizedTest
  @MethodSource("vendorsThatLockRows")
  void makeNobodyElseBusy(Supplier<TestDatabase> vendor) {
    TestDatabase host = withClaims(vendor);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    for (LockMode mode : List.of(LockMode.noWait(), LockMode.skip())) {
      CountSource held = database.counts(CLAIMS.withId("held-" + mode));
      Run run = Run.of(DEFINITION, "acme", TestRuns.AS_OF, held, 1);
      database
          .repository()
          .record(
              run,
              () -> {
                runAllBut("acme", DriftDatabase.on(host.dataSource()).withLock(mode), mode);
                return TestRuns.detect(run);
              });
    }
  }

  /** On connections of their own, while the customer is locked on another. */
  private static void runAllBut(String locked, DriftDatabase others, LockMode mode) {
    CountSource source = others.counts(CLAIMS.withId("while-" + mode));
    DriftMonitor monitor = DriftMonitor.of(others.repository(), source);
    for (String name : NAMES) {
      if (name.equals(locked)) {
        assertThatThrownBy(() -> monitor.run(DEFINITION, name, TestRuns.AS_OF))
            .isInstanceOf(CustomerBusyException.class);
      } else {
        assertThat(monitor.run(DEFINITION, name, TestRuns.AS_OF).status())
            .isEqualTo(recordsOf(name) == 0 ? RunStatus.EMPTY : RunStatus.SUCCESS);
      }
    }
  }

  /** The host's table holds one spelling only; it is locked, and no other spelling is it. */
  @ParameterizedTest
  @MethodSource("vendorsThatLockRows")
  void areNotTakenForTheRowOfAnotherSpelling(Supplier<TestDatabase> vendor) {
    for (boolean loose : new boolean[] {false, true}) {
      TestDatabase host = vendor.get();
      createClinic(host, loose);
      DriftRepository repository =
          DriftDatabase.on(host.dataSource())
              .withLock(LockMode.noWait())
              .withCustomerRow("clinic", "name", KeyType.TEXT)
              .repository();
      Jdbi.create(host.dataSource())
          .useTransaction(handle -> assertOnlyAcmeIsBusy(handle, repository));
    }
  }

  private static void createClinic(TestDatabase host, boolean loose) {
    HostSql sql = HostSql.of(host);
    execute(host, sql.looseness());
    DriftMigrations.on(host.dataSource()).migrate();
    execute(
        host,
        "create table clinic (name %s primary key) %s"
            .formatted(loose ? sql.looseText(100) : "varchar(100)", sql.tableOptions()));
    execute(host, "insert into clinic values ('acme')");
  }

  private static void assertOnlyAcmeIsBusy(Handle handle, DriftRepository repository) {
    handle.execute("select name from clinic where name = 'acme' for update");
    for (String name : NAMES) {
      Run run = TestRuns.of(name);
      if (name.equals("acme")) {
        assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
            .isInstanceOf(CustomerBusyException.class);
      } else {
        assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
            .isInstanceOf(DriftException.class)
            .hasMessage(
                "customer "
                    + name
                    + " is not in table clinic, whose row was to be locked; add it there");
      }
    }
  }

  /** As many spellings as the host's key allows: each is found, or said to be missing. */
  @ParameterizedTest
  @MethodSource("vendors")
  void areFoundByTheirOwnSpelling(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    createClinic(host, false);
    Set<String> kept = new HashSet<>(Set.of("acme"));
    NAMES.forEach(name -> addClinic(host, name, kept));
    DriftRepository repository =
        DriftDatabase.on(host.dataSource())
            .withCustomerRow("clinic", "name", KeyType.TEXT)
            .repository();
    for (String name : NAMES) {
      Run run = TestRuns.of(name);
      if (kept.contains(name)) {
        assertThat(repository.record(run, () -> TestRuns.detect(run)).isSuccess()).isTrue();
      } else {
        assertThatThrownBy(() -> repository.record(run, () -> TestRuns.detect(run)))
            .hasMessageContaining("is not in table clinic");
      }
    }
    assertThat(kept).hasSizeGreaterThan(2);
  }

  private static void addClinic(TestDatabase host, String name, Set<String> kept) {
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              boolean taken =
                  handle
                      .createQuery("select count(*) from clinic where name = :name")
                      .bind("name", name)
                      .mapTo(Boolean.class)
                      .one();
              if (!taken) {
                handle.execute("insert into clinic values (?)", name);
                kept.add(name);
              }
            });
  }

  // ---- what there is

  private static TestDatabase withClaims(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    List<Claim> claims = new ArrayList<>();
    for (String name : NAMES) {
      for (long i = 0; i < recordsOf(name); i++) {
        claims.add(claim(name, i));
      }
    }
    ClaimTable.createLoose(host, claims);
    return host;
  }

  private static long recordsOf(String name) {
    int number = NAMES.indexOf(name);
    return number % 3 == 2 ? 0 : 75 + number;
  }

  /** The first 35 are current, more often denied and slower. */
  private static Claim claim(String name, long i) {
    boolean current = i < 35;
    LocalDate day = TestRuns.AS_OF.minusDays(current ? 5 : 30);
    Outcome outcome = i % (current ? 2 : 10) == 0 ? Outcome.DENIED : Outcome.PAID;
    return Claim.decided(
        name, "payer of " + name, "SURG", day, day.plusDays(current ? 9 : 3), outcome);
  }

  private static Map<String, List<String>> rowsByCustomer(TestDatabase host) {
    return Jdbi.create(host.dataSource())
        .withHandle(
            handle -> {
              Map<String, List<String>> rows = new TreeMap<>();
              for (Table table : Table.ALL) {
                add(handle, table, rows);
              }
              rows.values().forEach(list -> list.sort(null));
              return rows;
            });
  }

  private static void add(Handle handle, Table table, Map<String, List<String>> rows) {
    handle
        .createQuery(
            table == Table.RUN_COUNT
                ? "select r.customer_key, c.* from drift_run r, drift_run_count c where c.run_id = r.run_id"
                : "select * from drift_" + table.name())
        .mapToMap()
        .forEach(
            row ->
                rows.computeIfAbsent((String) row.get("customer_key"), key -> new ArrayList<>())
                    .add(table.name() + " " + row));
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }
}
