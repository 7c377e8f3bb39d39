package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.TestRuns;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file in which H2 writes what went wrong, beside the database, quotes nobody's records. */
class H2TraceTest {

  private static final RecordTable CLAIMS =
      RecordTable.named("claim").withFilter("cast(note as decimal(4, 2)) > 1");

  @TempDir Path folder;

  @Test
  void quotesNoRecordOfWhichARunFailed() throws IOException {
    assertThatARunTellsNothing(host().dataSource());
  }

  @Test
  void quotesNoneBehindAPoolEither() throws IOException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(host().dataSource());
    config.setMaximumPoolSize(1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThatARunTellsNothing(pool);
    }
  }

  @Test
  void quotesNoneInATransactionOfTheHosts() throws IOException {
    TestDatabase host = host();
    Jdbi.create(host.dataSource())
        .useTransaction(
            handle -> {
              DriftDatabase joined = DriftDatabase.joining(handle);
              assertThatThrownBy(() -> run(joined)).isInstanceOf(DriftException.class);
            });
    assertThat(trace()).doesNotContain("80861.28");
  }

  /** And what the host does itself is still written, on the same connection too. */
  private void assertThatARunTellsNothing(DataSource dataSource) throws IOException {
    assertThatThrownBy(() -> run(DriftDatabase.on(dataSource))).isInstanceOf(DriftException.class);
    assertThat(trace()).doesNotContain("80861.28");
    String own = "select cast(note as decimal(4, 2)) from claim";
    assertThatThrownBy(() -> Jdbi.create(dataSource).useHandle(handle -> handle.execute(own)))
        .isInstanceOf(UnableToExecuteStatementException.class);
    assertThat(trace()).contains("80861.28");
  }

  private static void run(DriftDatabase database) {
    DriftMonitor.of(database.repository(), database.counts(CLAIMS))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  /** With an amount for which the host's filter has no room. */
  private TestDatabase host() {
    TestDatabase host = TestDatabases.at("jdbc:h2:file:" + folder.resolve("host"), "sa", "");
    DriftMigrations.on(host.dataSource()).migrate();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Jdbi.create(host.dataSource())
        .useHandle(
            handle ->
                handle.execute("alter table claim add column note varchar default '80861.28'"));
    return host;
  }

  private String trace() throws IOException {
    Path file = folder.resolve("host.trace.db");
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
