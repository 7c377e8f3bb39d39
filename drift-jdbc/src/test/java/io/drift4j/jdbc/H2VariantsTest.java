package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftMonitor;
import io.drift4j.EventQuery;
import io.drift4j.TestRuns;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * H2 as its URL can make it: what it does with names, and whom it plays. What does not work is
 * refused before a table is made, which H2MigrationsTest shows.
 */
class H2VariantsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DATABASE_TO_UPPER=false",
        "DATABASE_TO_LOWER=true",
        "CASE_INSENSITIVE_IDENTIFIERS=true",
        "DATABASE_TO_UPPER=false;CASE_INSENSITIVE_IDENTIFIERS=true",
        "MODE=PostgreSQL",
        "MODE=PostgreSQL;DATABASE_TO_LOWER=true;DEFAULT_NULL_ORDERING=HIGH",
        "MODE=MySQL;DATABASE_TO_LOWER=true;CASE_INSENSITIVE_IDENTIFIERS=true",
        "MODE=MariaDB;DATABASE_TO_LOWER=true",
        "MODE=MSSQLServer",
        "MODE=MSSQLServer;DATABASE_TO_UPPER=false;CASE_INSENSITIVE_IDENTIFIERS=true",
        "MODE=DB2",
        "MODE=Derby",
        "MODE=HSQLDB",
        "MODE=LEGACY",
        "MODE=STRICT",
        "NON_KEYWORDS=VALUE,USER,KEY"
      })
  void migratesVerifiesAndRunsAsEver(String options) {
    TestDatabase host = TestDatabases.at(TestDatabases.h2().url() + ";" + options, "sa", "");
    ClaimTable.create(host, TestRuns.claims("acme"));
    DriftMigrations.on(host.dataSource()).schema("Apart").createSchema(true).migrate();
    DriftDatabase plain = DriftDatabase.on(host.dataSource());
    assertRuns(plain);
    assertRuns(plain.schema("Apart"));
  }

  private static void assertRuns(DriftDatabase database) {
    RecordTable claims = RecordTable.named("claim");
    assertThat(database.verify(claims, TestRuns.PAYER_DRIFT).findings()).isEmpty();
    DriftMonitor.of(database.repository(), database.counts(claims))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    assertThat(database.repository().events(EventQuery.of("acme"))).hasSize(TestRuns.EVENTS);
  }
}
