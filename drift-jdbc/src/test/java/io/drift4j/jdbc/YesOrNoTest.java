package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.Definition;
import io.drift4j.DriftDetector;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Run;
import io.drift4j.Verdict;
import io.drift4j.claims.ClaimMetrics;
import io.drift4j.claims.ScorecardMetrics;
import io.drift4j.migrations.TestDatabase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a host keeps a yes or no in, claims that need an authorisation are known by it. */
class YesOrNoTest {

  private static final LocalDate AS_OF = LocalDate.of(2026, 1, 15);

  /** A type, and how yes and no are written in it. */
  private record Kept(String type, String yes, String no) {}

  private static List<Kept> ways(HostSql sql) {
    List<Kept> ways = new ArrayList<>();
    ways.add(new Kept("boolean", "true", "false"));
    ways.add(new Kept("char(1)", "'Y'", "'N'"));
    ways.add(new Kept("smallint", "1", "0"));
    if (sql == HostSql.H2) {
      ways.add(new Kept("bit", "true", "false"));
      ways.add(new Kept("tinyint", "1", "0"));
    }
    if (sql == HostSql.POSTGRESQL) {
      ways.add(new Kept("bit(1)", "B'1'", "B'0'"));
    }
    if (sql.isMysqlFamily()) {
      ways.add(new Kept("bit(1)", "b'1'", "b'0'"));
      ways.add(new Kept("bit(8)", "b'1'", "b'0'"));
      ways.add(new Kept("tinyint(1)", "1", "0"));
    }
    if (sql == HostSql.SQLITE) {
      ways.add(new Kept("text", "'true'", "'false'"));
    }
    return ways;
  }

  static Stream<?> vendors() {
    return Vendors.all();
  }

  /** Of four claims a day one needs none, and of another nobody knows. */
  private static void create(Handle handle, HostSql sql, Kept kept) {
    handle.execute(
        """
        create table claim (
          customer varchar(9), payer varchar(9), submitted_date %2$s, decided_date %2$s,
          outcome varchar(9), authorization_required %1$s, denial_reason_code varchar(9),
          denial_reason_text varchar(9))%3$s
        """
            .formatted(kept.type, sql == HostSql.SQLITE ? "text" : "date", sql.tableOptions()));
    handle.execute("insert into claim values " + String.join(", ", rows(kept)));
  }

  private static List<String> rows(Kept kept) {
    List<String> rows = new ArrayList<>();
    for (int back = 1; back <= 150; back++) {
      LocalDate day = AS_OF.minusDays(back);
      for (String needed : List.of(kept.yes, kept.yes, kept.no, "null")) {
        boolean isYes = needed.equals(kept.yes);
        rows.add(
            String.format(
                Locale.ROOT,
                "('acme', 'Aetna', '%s', '%s', '%s', %s, '%s', null)",
                day,
                day.plusDays(5),
                isYes && back % 2 == 0 ? "DENIED" : "PAID",
                needed,
                isYes ? "AUTH" : "CO-16"));
      }
    }
    return rows;
  }

  private static final Definition DEFINITION =
      Definition.of(
              "authorizations",
              1,
              List.of("payer"),
              List.of(
                  ClaimMetrics.AUTH_FAILURE_RATE,
                  ScorecardMetrics.AUTHORIZATION_DENIAL_RATE.withoutStake()),
              Lookback.ofDays(60, 14),
              DriftPolicy.controlled())
          .withStrata(List.of("authorization_required"));

  @ParameterizedTest
  @MethodSource("vendors")
  void isKnownByItsNumberOrWord(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    HostSql sql = HostSql.of(host);
    Jdbi jdbi = Jdbi.create(host.dataSource());
    for (Kept kept : ways(sql)) {
      jdbi.useTransaction(handle -> create(handle, sql, kept));
      DriftDatabase database = DriftDatabase.on(host.dataSource());
      var source = database.counts(RecordTable.named("claim"));
      Run run = Run.of(DEFINITION, "acme", AS_OF, source, 1);
      List<Verdict> verdicts = DriftDetector.detect(DEFINITION, run, source).verdicts();
      assertThat(verdicts).as("%s, %s", host, kept).hasSize(2);
      for (Verdict verdict : verdicts) {
        assertThat(verdict.evidence().view()).endsWith("-authorization_required.true.TRUE.t.1.Y");
        assertThat(verdict.evidence().baselineSize()).as("%s, %s", host, kept).isEqualTo(120);
        assertThat(verdict.evidence().baselineValue()).as("%s, %s", host, kept).isEqualTo(0.5);
      }
      jdbi.useHandle(handle -> handle.execute("drop table claim"));
    }
  }
}
