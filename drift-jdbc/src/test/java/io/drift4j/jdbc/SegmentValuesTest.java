package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Detection;
import io.drift4j.DriftEvent;
import io.drift4j.DriftMonitor;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.Outcome;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of a dimension is a segment of its own, whatever a column takes for the same. */
class SegmentValuesTest {

  private static final String LONG = "𝔘".repeat(749); // of 4 bytes each

  private static final List<String> VALUES =
      Arrays.asList(
          null,
          "",
          " ",
          "acme",
          "ACME",
          "acme ",
          "acme  ",
          " acme",
          "acme\t",
          "ac-me",
          "caf\u00e9",
          "cafe\u0301",
          "cafe",
          "stra\u00dfe",
          "strasse",
          "\u0131",
          "i",
          "\u0130",
          "I",
          "\uff21",
          "A",
          "A\u200d",
          "\u00c5",
          "\u212b",
          "\ud83d\ude00",
          "\ud83d\ude01",
          "健康",
          "null",
          "'\"\\%_:x?",
          LONG + "last",
          LONG + "Last");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void areDistinctUnderTheDefaultCollation(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, claims());
    assertSameAsInMemory(host);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void areDistinctUnderTheLoosestCollation(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.createLoose(host, claims());
    assertSameAsInMemory(host);
  }

  /** The first report is computed, the second read. */
  private static void assertSameAsInMemory(TestDatabase host) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    DriftMonitor inMemory =
        DriftMonitor.of(new InMemoryDriftRepository(), ClaimCounts.of(claims().stream()));
    String expected = TestRuns.found(run(inMemory));
    RunReport computed = run(monitor);
    assertThat(computed.summary().groupsConsidered()).isEqualTo(VALUES.size());
    assertThat(payers(computed)).containsExactlyInAnyOrderElementsOf(VALUES);
    assertThat(TestRuns.found(computed)).isEqualTo(expected);
    assertThat(TestRuns.found(run(monitor))).isEqualTo(expected);
  }

  private static List<String> payers(RunReport report) {
    return report.events().stream().map(SegmentValuesTest::payer).distinct().toList();
  }

  private static String payer(DriftEvent event) {
    return event.segment().value("payer");
  }

  private static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < VALUES.size(); i++) {
      add(claims, VALUES.get(i), 40, 30, 4);
      add(claims, VALUES.get(i), 40, 5, 20 + i % 20);
    }
    return claims;
  }

  private static void add(List<Claim> claims, String payer, int count, int daysBefore, int denied) {
    LocalDate day = TestRuns.AS_OF.minusDays(daysBefore);
    for (int i = 0; i < count; i++) {
      Outcome outcome = i < denied ? Outcome.DENIED : Outcome.PAID;
      claims.add(Claim.decided("acme", payer, "SURG", day, day.plusDays(daysBefore % 4), outcome));
    }
  }

  /** Everywhere but on SQLite, where CHAR means nothing and nothing is added. */
  @ParameterizedTest
  @MethodSource("vendors")
  void haveNotTheBlanksThatACharIsPaddedWith(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("alter table claim add column padded_payer char(20)");
              handle.execute("alter table claim add column padded_customer char(20)");
              handle.execute("update claim set padded_payer = payer, padded_customer = customer");
            });
    RecordTable padded =
        RecordTable.named("claim")
            .withCustomerColumn("padded_customer")
            .withColumn("padded_payer")
            .as("payer");
    Detection detected = detect(host, padded, "acme");
    assertThat(detected.events()).hasSize(TestRuns.EVENTS);
    assertThat(TestRuns.found(detected))
        .isEqualTo(TestRuns.found(detect(host, RecordTable.named("claim"), "acme")));
    assertThat(detect(host, padded, "acme ").summary().rowsRead()).isZero();
  }

  private static Detection detect(TestDatabase host, RecordTable table, String customer) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .preview(TestRuns.PAYER_DRIFT, customer, TestRuns.AS_OF);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void mayBeNumbers(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("alter table claim add column payer_number bigint");
              handle.execute("update claim set payer_number = 12 where payer = 'Aetna'");
              handle.execute("update claim set payer_number = -7 where payer <> 'Aetna'");
            });
    RecordTable table = RecordTable.named("claim").withColumn("payer_number").as("payer");
    assertThat(detect(host, table, "acme").events().stream().map(SegmentValuesTest::payer))
        .containsOnly("-7", "12");
  }

  private static RunReport run(DriftMonitor monitor) {
    return monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }
}
