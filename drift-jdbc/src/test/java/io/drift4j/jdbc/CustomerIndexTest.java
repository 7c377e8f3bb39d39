package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.CountRequest;
import io.drift4j.Run;
import io.drift4j.TestRuns;
import io.drift4j.claims.Claim;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However exactly customers are compared, the index on customer and day is what finds their
 * records: the database says so itself.
 */
class CustomerIndexTest {

  private static final int CUSTOMERS = 100;

  /** A plan is the server's, whatever the driver. */
  static Stream<?> vendors() {
    return Vendors.all().filter(vendor -> !vendor.getName().contains(","));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsTexts(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, claims(number -> "customer " + number));
    assertUsesIndex(host, RecordTable.named("claim"), "customer 7", "claim_customer_submitted");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsTextsOfALooseCollation(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.createLoose(host, claims(number -> "customer " + number));
    assertUsesIndex(host, RecordTable.named("claim"), "customer 7", "claim_customer_submitted");
  }

  /** A table of the encoding that MariaDB comes with is compared with a text of another. */
  @Test
  void findsTextsOfAnotherEncoding() {
    TestDatabase host = TestDatabases.mariadb();
    ClaimTable.create(host, claims(number -> "customer " + number));
    execute(host, "alter table claim modify customer varchar(100) character set latin1");
    assertUsesIndex(host, RecordTable.named("claim"), "customer 7", "claim_customer_submitted");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsWholeNumbers(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, claims(Object::toString));
    addKey(host, "bigint", "cast(customer as " + (isMysqlFamily(host) ? "signed" : "bigint") + ")");
    assertUsesIndex(host, keyed(KeyType.INTEGER), "7", "claim_tenant");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsUuids(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, claims(number -> new UUID(1, number).toString()));
    HostSql sql = HostSql.of(host);
    addKey(
        host,
        sql.uuidType(),
        switch (sql) {
          case SQLITE -> "unhex(customer, '-')";
          case MYSQL -> "uuid_to_bin(customer)";
          default -> "cast(customer as uuid)";
        });
    assertUsesIndex(host, keyed(KeyType.UUID), new UUID(1, 7).toString(), "claim_tenant");
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void findsTimestamps(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, claims(number -> "customer " + number));
    List<String> types = HostSql.of(host).timestamps();
    for (int i = 0; i < types.size(); i++) {
      execute(host, "alter table claim add column at_" + i + " " + types.get(i));
      execute(host, "update claim set at_" + i + " = submitted_date");
      execute(host, "create index claim_at_" + i + " on claim (customer, at_" + i + ")");
      RecordTable table =
          RecordTable.named("claim")
              .withColumn("at_" + i)
              .as("submitted_date")
              .withTimestamp("submitted_date", ZoneId.of("Europe/Berlin"));
      assertUsesIndex(host, table, "customer 7", "claim_at_" + i);
    }
  }

  private static boolean isMysqlFamily(TestDatabase host) {
    return HostSql.of(host).isMysqlFamily();
  }

  private static RecordTable keyed(KeyType type) {
    return RecordTable.named("claim").withCustomerColumn("tenant", type);
  }

  private static void addKey(TestDatabase host, String type, String value) {
    execute(host, "alter table claim add column tenant " + type);
    execute(host, "update claim set tenant = " + value);
    execute(host, "create index claim_tenant on claim (tenant, submitted_date)");
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }

  private static List<Claim> claims(Function<Integer, String> customer) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < 20 * CUSTOMERS; i++) {
      claims.add(
          Claim.open(
              customer.apply(i % CUSTOMERS), "Aetna", "SURG", TestRuns.AS_OF.minusDays(i % 300)));
    }
    return claims;
  }

  /** Both columns of it: in the words of MariaDB, a range of it. */
  private static void assertUsesIndex(
      TestDatabase host, RecordTable table, String customer, String index) {
    String use =
        switch (HostSql.of(host)) {
          case H2 -> "/\\* PUBLIC\\.%s: [^*]* >= ";
          case POSTGRESQL -> "%s  (?s:.*)Index Cond: \\(\\(+(customer|tenant)\\W.* >= ";
          case SQLITE -> "USING INDEX %s \\((customer|tenant)=\\? AND \\w+>\\?";
          case MARIADB -> "claim, range, %s, ";
          case MYSQL -> "claim, null, range, %s, ";
        };
    assertThat(plan(host, table, customer))
        .containsPattern(Pattern.compile(use.formatted(index), Pattern.CASE_INSENSITIVE));
  }

  private static String plan(TestDatabase host, RecordTable table, String customer) {
    Dialect dialect = DriftDatabase.on(host.dataSource()).vendor().dialect();
    Run run = TestRuns.of(customer);
    execute(host, isMysqlFamily(host) ? "analyze table claim" : "analyze");
    return Jdbi.create(host.dataSource())
        .registerArgument(days(dialect))
        .withHandle(
            handle -> {
              RecordTable spelled =
                  table.spelledAs(dialect.spelling(handle, Name.ofTable(table.name())));
              RecordScan scan =
                  dialect.scan(handle, spelled, CountRequest.of(TestRuns.PAYER_DRIFT, run));
              return plan(host, handle, scan);
            });
  }

  private static ArgumentFactory days(Dialect dialect) {
    return (type, value, config) ->
        value instanceof LocalDate day
            ? Optional.of(
                (position, statement, context) -> statement.setObject(position, dialect.date(day)))
            : Optional.empty();
  }

  /** Of MariaDB and MySQL the index that is used, not those that might have been. */
  private static String plan(TestDatabase host, Handle handle, RecordScan scan) {
    String explain =
        switch (HostSql.of(host)) {
          case SQLITE -> "explain query plan ";
          case MYSQL -> "explain format = traditional ";
          default -> "explain ";
        };
    try (Query query = handle.createQuery(explain + scan.sql())) {
      query.setTemplateEngine((sql, context) -> sql);
      scan.bind(query);
      return query.mapToMap().list().stream()
          .peek(row -> row.remove("possible_keys"))
          .map(row -> row.values().toString())
          .collect(Collectors.joining("\n"));
    }
  }
}
