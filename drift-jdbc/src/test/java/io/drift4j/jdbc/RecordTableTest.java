package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Detection;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.GoldenSet;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.migrations.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's table as it is. */
class RecordTableTest {

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void readsColumnsOfOtherNamesInAnotherSchemaUnderAFilter(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    String schema = Jdbi.create(host.dataSource()).withHandle(handle -> rearrange(host, handle));
    RecordTable table =
        RecordTable.named(schema + ".request")
            .withCustomerColumn("tenant")
            .withColumn("\"Insurer\"")
            .as("payer")
            .withColumn("what")
            .as("cpt_group")
            .withColumn("received")
            .as("submitted_date")
            .withColumn("answered")
            .as("decided_date")
            .withColumn("answer")
            .as("outcome")
            .withFilter("not is_test and '<x>' <> ':y'")
            .withId("real-requests");
    assertThat(preview(host, table).events().stream().map(event -> event.evidence()))
        .isEqualTo(
            preview(host, RecordTable.named("claim")).events().stream()
                .map(event -> event.evidence())
                .toList());
  }

  /** The same records under other names in a schema, each with another that does not count. */
  private static String rearrange(TestDatabase host, Handle handle) {
    HostSql sql = HostSql.of(host);
    String schema = sql.createSchema(handle, "billing");
    String insurer = sql.quoted("Insurer");
    handle.execute(
        """
        create table %s.request as
        select customer as tenant, payer as %s, cpt_group as what, submitted_date as received,
          decided_date as answered, outcome as answer, false as is_test
        from claim
        """
            .formatted(schema, insurer));
    handle.execute(
        """
        insert into %1$s.request
        select tenant, %2$s, what, received, answered, 'DENIED', true from %1$s.request
        """
            .formatted(schema, insurer));
    return schema;
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void keepsSegmentsApartThatAColumnTakesForTheSame(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    GoldenSet spellings = GoldenSet.named("12_unicode_payers");
    ClaimTable.createLoose(host, spellings.claims());
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    for (String customer : spellings.customers()) {
      spellings.assertMatches(monitor.run(spellings.definition(), customer, spellings.asOf()));
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void keepsCustomersApartThatAColumnTakesForTheSame(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    List<Claim> claims = new ArrayList<>(TestRuns.claims("acme"));
    claims.add(Claim.open("ACME", "Steady", "SURG", TestRuns.AS_OF.minusDays(2)));
    ClaimTable.createLoose(host, claims);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    assertThat(run(monitor, "acme").summary().rowsRead()).isEqualTo(676);
    assertThat(run(monitor, "ACME").summary().rowsRead()).isEqualTo(1);
    assertThat(run(monitor, "Acme").summary().rowsRead()).isZero();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void countsNullAsASegmentOfItsOwn(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("update claim set payer = null where payer = 'Aetna'");
              handle.execute("update claim set payer = '' where payer = 'Humana 健康'");
            });
    assertThat(
            preview(host, RecordTable.named("claim")).events().stream()
                .map(event -> event.segment().value("payer")))
        .contains(null, "")
        .hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void namesAColumnThatIsNotThere(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, List.of());
    RecordTable table = RecordTable.named("claim").withColumn("insurer").as("payer");
    assertThatThrownBy(() -> preview(host, table))
        .isInstanceOf(DriftException.class)
        .hasMessageContaining(
            "reading claim (customer=customer, {payer=insurer}) failed: a table or column is missing")
        .hasMessageContainingAll("insurer", "SQLState")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void showsItsMappingButNotItsFilter() {
    RecordTable table =
        RecordTable.named("claim")
            .withColumn("insurer")
            .as("payer")
            .withFilter("tenant = 'secret'");
    assertThat(table).hasToString("claim (customer=customer, {payer=insurer})");
  }

  private static RunReport run(DriftMonitor monitor, String customer) {
    return monitor.run(TestRuns.PAYER_DRIFT, customer, TestRuns.AS_OF);
  }

  private static Detection preview(TestDatabase host, RecordTable table) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }
}
