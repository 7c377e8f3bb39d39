package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Detection;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.Run;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.migrations.DriftMigrations;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Customers whose key in the host's table is not a text. */
class CustomerKeyTest {

  private static final String UUID = "0b5a4c1e-9d2f-4a3b-8c7d-00ff00ff00ff";
  private static final String OTHER_UUID = "0b5a4c1e-9d2f-4a3b-8c7d-00ff00ff00fe";

  static Stream<?> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void mayBeWholeNumbers(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    createClaims(host, "bigint", "-42", "9223372036854775807");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    RecordTable table = keyed(KeyType.INTEGER);
    assertThat(detect(database, table, "-42").events()).hasSize(TestRuns.EVENTS);
    assertThat(rowsRead(database, table, "9223372036854775807")).isEqualTo(1);
    assertThat(rowsRead(database, table, "42")).isZero();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void mayBeUuids(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    HostSql sql = HostSql.of(host);
    createClaims(host, sql.uuidType(), sql.uuid(UUID), sql.uuid(OTHER_UUID));
    assertFindsUuids(DriftDatabase.on(host.dataSource()));
  }

  @Test
  void mayBeUuidsInTheBytesOfMysql() {
    TestDatabase host = TestDatabases.mariadbThroughMysql();
    createClaims(host, "binary(16)", HostSql.SQLITE.uuid(UUID), HostSql.SQLITE.uuid(OTHER_UUID));
    assertFindsUuids(DriftDatabase.on(host.dataSource(), Vendor.MYSQL));
  }

  private static void assertFindsUuids(DriftDatabase database) {
    RecordTable table = keyed(KeyType.UUID);
    assertThat(detect(database, table, UUID).events()).hasSize(TestRuns.EVENTS);
    assertThat(rowsRead(database, table, OTHER_UUID)).isEqualTo(1);
    assertThat(rowsRead(database, table, UUID.replace('5', '6'))).isZero();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void haveOneSpellingOnly(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    createClaims(host, "bigint", "42", "7");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    for (String spelling : List.of("042", "+42", " 42", "42.0", "4e1", "0x2a", "٤٢", "x")) {
      assertRefused(database, KeyType.INTEGER, spelling);
    }
    for (String spelling :
        List.of(UUID.toUpperCase(), UUID.replace("-", ""), "{" + UUID + "}", "0-0-0-0-0", "x")) {
      assertRefused(database, KeyType.UUID, spelling);
    }
  }

  private static void assertRefused(DriftDatabase database, KeyType type, String customer) {
    assertThatThrownBy(() -> detect(database, keyed(type), customer))
        .isInstanceOf(DriftException.class)
        .hasMessage(
            "customer \"%s\" is not the usual way to write a value of type %s, which the customer"
                    .formatted(customer, type)
                + " column was said to hold");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void lockTheHostsRow(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    HostSql sql = HostSql.of(host);
    DriftMigrations.on(host.dataSource()).migrate();
    createClinic(host, "numbered", "bigint", "42");
    createClinic(host, "identified", sql.uuidType(), sql.uuid(UUID));
    assertLocks(host, "numbered", KeyType.INTEGER, "42", "43");
    assertLocks(host, "identified", KeyType.UUID, UUID, OTHER_UUID);
  }

  private static void createClinic(TestDatabase host, String table, String type, String key) {
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("create table " + table + " (id " + type + " not null)");
              handle.execute("insert into " + table + " values (" + key + ")");
            });
  }

  private static void assertLocks(
      TestDatabase host, String table, KeyType type, String there, String missing) {
    DriftDatabase database = DriftDatabase.on(host.dataSource()).withCustomerRow(table, "id", type);
    assertThat(record(database, TestRuns.of(there)).isSuccess()).isTrue();
    assertThatThrownBy(() -> record(database, TestRuns.of(missing)))
        .hasMessage(
            "customer %s is not in table %s, whose row was to be locked; add it there"
                .formatted(missing, table));
  }

  private static RunReport record(DriftDatabase database, Run run) {
    return database.repository().record(run, () -> TestRuns.detect(run));
  }

  /** One claim is another customer's. */
  private static void createClaims(TestDatabase host, String type, String key, String otherKey) {
    List<Claim> claims = new ArrayList<>(TestRuns.claims("acme"));
    claims.add(Claim.open("other", "Steady", "SURG", TestRuns.AS_OF.minusDays(2)));
    ClaimTable.create(host, claims);
    Jdbi.create(host.dataSource())
        .useHandle(
            handle -> {
              handle.execute("alter table claim add column tenant " + type);
              handle.execute("update claim set tenant = " + key + " where customer = 'acme'");
              handle.execute("update claim set tenant = " + otherKey + " where customer = 'other'");
            });
  }

  private static RecordTable keyed(KeyType type) {
    return RecordTable.named("claim").withCustomerColumn("tenant", type);
  }

  private static long rowsRead(DriftDatabase database, RecordTable table, String customer) {
    return detect(database, table, customer).summary().rowsRead();
  }

  private static Detection detect(DriftDatabase database, RecordTable table, String customer) {
    return DriftMonitor.of(database.repository(), database.counts(table))
        .preview(TestRuns.PAYER_DRIFT, customer, TestRuns.AS_OF);
  }
}
