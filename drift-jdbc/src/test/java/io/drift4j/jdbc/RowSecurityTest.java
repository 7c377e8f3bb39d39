package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.EventQuery;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PostgreSQL's policies leave rows out without a word: a run that meets one says so. */
class RowSecurityTest {

  private final TestDatabase host = TestDatabases.postgresql();
  private final String user = "service_" + System.nanoTime();
  private final TestDatabase limited = TestDatabases.at(host.url(), user, "secret");
  private final Dialect dialect = Vendor.POSTGRESQL.dialect();

  @BeforeEach
  void prepare() {
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute("create role " + user + " login password 'secret'");
    execute("grant select, insert, update on all tables in schema public to " + user);
  }

  /** Of all that there are, this one lets it see one payer's. */
  private void hideClaims() {
    execute("alter table claim enable row level security");
    execute("create policy one_payer on claim using (payer = 'Steady')");
  }

  @Test
  void refusesATableOfWhichRowsAreHidden() {
    hideClaims();
    String message =
        "row level security filters table claim; expected every record to be seen: those that are"
            + " hidden would be left out of the counts; alter role "
            + user
            + " bypassrls, or say RecordTable.withRowSecurity() if its policies show every record of"
            + " a customer";
    assertThatThrownBy(() -> run("claim")).isInstanceOf(DriftException.class).hasMessage(message);
    assertThat(hidden("claim").map(Finding::toString)).hasValue("error: " + message);
    assertThat(errors("claim"))
        .anySatisfy(
            finding ->
                assertThat(finding.toString())
                    .contains("row level security filters table claim", "bypassrls"));
    execute("alter role " + user + " bypassrls");
    assertThat(errors("claim")).isEmpty();
    assertThat(run("claim").eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  /** The view itself has no policy; what is beneath it is asked by the server. */
  @Test
  void refusesAViewBeneathWhichRowsAreHidden() {
    hideClaims();
    execute("create view seen with (security_invoker) as select * from claim");
    execute("grant select on seen to " + user);
    assertThatThrownBy(() -> run("seen"))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith("reading seen")
        .hasMessageContaining(" failed: row level security would hide rows; let the user see all");
    execute("alter view seen set (security_invoker = off)"); // as its owner, who sees all
    assertThat(run("seen").eventsCreated()).isEqualTo(TestRuns.EVENTS);
  }

  @Test
  void refusesToReadOurOwnTablesWhereRowsAreHidden() {
    assertThat(run("claim").eventsCreated()).isEqualTo(TestRuns.EVENTS);
    execute("alter table drift_event enable row level security");
    execute("create policy nothing on drift_event using (false)");
    DriftDatabase database = DriftDatabase.on(limited.dataSource());
    assertThatThrownBy(() -> database.repository().events(EventQuery.of("acme")))
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith("reading events failed: row level security would hide rows");
    assertThat(database.verify().isSound()).isFalse();
  }

  @Test
  void letsPoliciesDecideWhereTheHostSaysThatTheyShowEveryRecord() {
    hideClaims();
    String count = "select count(*) from claim where payer = 'Steady'";
    String all = "select count(*) from claim";
    assertThat(counted(count)).isPositive().isEqualTo(counted(all));
  }

  /**
   * The host's own policies keep tenants apart; what is not the customer's is none of the run's.
   */
  @Test
  void readsUnderPoliciesThatAreAllowed() {
    execute("insert into claim select 'other', payer, cpt_group, submitted_date from claim");
    execute("alter table claim enable row level security");
    execute("create policy tenant on claim using (customer = 'acme')");
    RecordTable allowed = RecordTable.named("claim").withRowSecurity();
    DriftDatabase database = DriftDatabase.on(limited.dataSource());
    assertThat(database.verify(allowed, TestRuns.PAYER_DRIFT).findings())
        .filteredOn(Finding::isError)
        .isEmpty();
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(allowed));
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF).events())
        .hasSize(TestRuns.EVENTS);
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "other", TestRuns.AS_OF).isEmpty()).isTrue();
  }

  private long counted(String sql) {
    return reading(
        handle -> {
          dialect.allowPolicies(handle);
          return handle.createQuery(sql).mapTo(Long.class).one();
        });
  }

  @Test
  void hasNothingAgainstTablesWithoutPolicies() {
    assertThat(hidden("claim")).isEmpty();
    assertThat(hidden("public.\"claim\"")).isEmpty();
    assertThat(hidden("missing")).isEmpty();
  }

  static List<Vendor> withoutPolicies() {
    return List.of(Vendor.H2, Vendor.SQLITE, Vendor.MARIADB, Vendor.MYSQL);
  }

  @ParameterizedTest
  @MethodSource("withoutPolicies")
  void asksNothingWhereThereAreNoPolicies(Vendor vendor) {
    try (Handle any = Jdbi.open(host.dataSource())) {
      vendor.dialect().requireEveryRow(any, "claim");
      vendor.dialect().allowPolicies(any);
      assertThat(vendor.dialect().hiddenRows(any, "claim")).isEqualTo(Optional.empty());
    }
  }

  private Optional<Finding> hidden(String table) {
    return reading(handle -> dialect.hiddenRows(handle, table));
  }

  private <T> T reading(Function<Handle, T> work) {
    return new OwnTransactions(
            Jdbi.create(limited.dataSource()),
            dialect,
            RetryPolicy.never(),
            Prefix.ofLetters(dialect, "drift_"))
        .read(work);
  }

  private RunReport run(String table) {
    DriftDatabase database = DriftDatabase.on(limited.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(RecordTable.named(table)))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  private List<Finding> errors(String table) {
    return DriftDatabase.on(limited.dataSource())
        .verify(RecordTable.named(table), TestRuns.PAYER_DRIFT)
        .findings()
        .stream()
        .filter(Finding::isError)
        .toList();
  }

  private void execute(String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }
}
