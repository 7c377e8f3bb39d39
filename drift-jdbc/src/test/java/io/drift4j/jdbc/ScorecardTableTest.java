package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Availability;
import io.drift4j.CountSource;
import io.drift4j.Definition;
import io.drift4j.Detection;
import io.drift4j.DriftDetector;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.claims.ClaimCounts;
import io.drift4j.claims.ClaimDefinitions;
import io.drift4j.claims.ClaimDetails;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.simulation.ScorecardClaims;
import io.drift4j.simulation.ScorecardClaims.Payer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scorecard over a host's own table, which may lack some of what it reads. */
class ScorecardTableTest {

  private static final Definition SCORECARD = ClaimDefinitions.payerScorecard();

  static Stream<?> vendors() {
    return Vendors.throughOneDriver();
  }

  private static List<Claim> claims() {
    Payer usual = new Payer();
    usual.claims = 10;
    Payer changed = usual.copy();
    changed.denied = 0.6;
    changed.deniedWithAuthorization = 0.6;
    changed.newCode = 0.5;
    return new ScorecardClaims(3).add(usual, 44, changed).claims();
  }

  private static void create(TestDatabase host, List<Claim> claims) {
    HostSql sql = HostSql.of(host);
    Jdbi.create(host.dataSource())
        .useTransaction(
            handle -> {
              handle.execute(
                  """
                  create table claim (
                    customer varchar(9), payer varchar(20), cpt_group varchar(20),
                    submitted_date date, decided_date date, outcome varchar(9),
                    allowed_amount %1$s, paid_amount %1$s, expected_amount %1$s,
                    payment_date date, authorization_required boolean,
                    denial_reason_code varchar(9), denial_reason_text varchar(40)) %2$s
                  """
                      .formatted(decimal(sql), sql.tableOptions()));
              PreparedBatch batch =
                  handle.prepareBatch("insert into claim values (?,?,?,?,?,?,?,?,?,?,?,?,?)");
              claims.forEach(claim -> add(batch, claim, sql));
              batch.execute();
            });
  }

  /** SQLite keeps exact decimals as texts only, and dates as well. */
  private static String decimal(HostSql sql) {
    return sql == HostSql.SQLITE ? "text" : "decimal(12, 2)";
  }

  private static @Nullable Object kept(HostSql sql, @Nullable Object value) {
    return sql == HostSql.SQLITE && value != null && !(value instanceof Boolean)
        ? value.toString()
        : value;
  }

  private static void add(PreparedBatch batch, Claim claim, HostSql sql) {
    ClaimDetails details = claim.details();
    @Nullable Object[] values = {
      claim.customer(),
      claim.payer(),
      claim.cptGroup(),
      claim.submitted(),
      claim.decided(),
      claim.outcome() == null ? null : claim.outcome().name(),
      details.allowedAmount(),
      details.paidAmount(),
      details.expectedAmount(),
      details.paymentDate(),
      details.authorizationRequired(),
      details.denialReasonCode(),
      details.denialReasonText()
    };
    for (int i = 0; i < values.length; i++) {
      batch.bind(i, kept(sql, values[i]));
    }
    batch.add();
  }

  private static String found(Definition definition, CountSource source) {
    Run run = Run.of(definition, "acme", ScorecardClaims.AS_OF, source, 1);
    Detection detection = DriftDetector.detect(definition, run, source);
    return TestRuns.found(detection) + detection.verdicts();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsWhatItFindsInMemoryAndSaysWhatTheTableLacks(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    List<Claim> claims = claims();
    create(host, claims);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    RecordTable table = RecordTable.named("claim");
    CountSource inTable = database.counts(table);
    Availability available = SCORECARD.availableIn(inTable);
    assertThat(available.leftOut())
        .as("%s", host)
        .hasToString(
            "[metric initial-denial-rate is left out, without fields first_decided_date,"
                + " first_outcome]");
    assertThat(database.verifyHost(table, available.definition()).findings())
        .as("%s", host)
        .noneMatch(Finding::isError);
    String inMemory = found(available.definition(), ClaimCounts.of(claims.stream()));
    assertThat(inMemory).contains("denied-dollars/1", "PI-204", "history-silence");
    assertThat(found(available.definition(), inTable)).as("%s", host).isEqualTo(inMemory);
  }

  /** Mapped or not, in whatever case the database ignores. */
  @ParameterizedTest
  @MethodSource("vendors")
  void saysWhichFieldsThereAreNot(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    create(host, List.of());
    Set<String> fields = new TreeSet<>(SCORECARD.fields());
    fields.add("received");
    fields.add("billed");
    RecordTable table =
        RecordTable.named("claim")
            .withColumn("SUBMITTED_DATE")
            .as("received")
            .withColumn("no_such_column")
            .as("billed");
    assertThat(DriftDatabase.on(host.dataSource()).counts(table).lacking(fields))
        .as("%s", host)
        .containsExactly("billed", "first_decided_date", "first_outcome");
  }
}
