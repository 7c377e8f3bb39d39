package io.drift4j.jdbc;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.Definition;
import io.drift4j.DriftPolicy;
import io.drift4j.Lookback;
import io.drift4j.Measure;
import io.drift4j.Metric;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the table is not a plain one, a remedy works as well, or there is none: the statements of
 * findings are executed here as they stand, and mend what was found.
 */
class RemediesTest {

  private static final RecordTable CLAIMS = RecordTable.named("claim");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  // ---- where there can be no index

  @ParameterizedTest
  @MethodSource("vendors")
  void noIndexIsProposedOfAView(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(host, "create view claim_view as select * from claim");
    assertThat(verify(host, RecordTable.named("claim_view"))).isEmpty();
  }

  @Test
  void oneIsProposedOfAMaterializedViewAndOfPartitionsButNotOfAForeignTable() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "create materialized view kept as select * from claim");
    assertMends(host, RecordTable.named("kept"));
    execute(host, "create table parted (like claim) partition by list (customer)");
    execute(host, "create table parted_rest partition of parted default");
    assertMends(host, RecordTable.named("parted"));
    execute(host, "create foreign data wrapper elsewhere");
    execute(host, "create server far foreign data wrapper elsewhere");
    execute(host, "create foreign table away (customer text) server far");
    Optional<String> ofForeign =
        Jdbi.create(host.dataSource())
            .withHandle(
                handle -> Indexes.free(handle, Vendor.POSTGRESQL.dialect(), "", "away", "x"));
    assertThat(ofForeign).isEmpty();
  }

  // ---- what is no index for a run

  /** That are there, begin with the customer or seem to, and that no run is read by. */
  private static List<String> uselessIndexes(HostSql sql) {
    return switch (sql) {
      case POSTGRESQL ->
          List.of(
              "create index claim_drift_idx on claim (customer) where payer = 'Steady'",
              "create index claim_drift_idx on claim (lower(payer), customer)",
              "create index claim_drift_idx on claim (payer) include (customer)",
              "create index claim_drift_idx on claim using brin (customer)");
      case SQLITE ->
          List.of(
              "create index claim_drift_idx on claim (customer) where payer = 'Steady'",
              "create index claim_drift_idx on claim (lower(payer), customer)");
      case MARIADB ->
          List.of(
              "create index claim_drift_idx on claim (customer) ignored",
              "create fulltext index claim_drift_idx on claim (customer)");
      case MYSQL ->
          List.of(
              "create index claim_drift_idx on claim (customer) invisible",
              "create index claim_drift_idx on claim ((lower(cpt_group)), customer)",
              "create fulltext index claim_drift_idx on claim (customer)");
      case H2 -> List.of("create index claim_drift_idx on claim (cpt_group, customer)");
    };
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void anIndexThatNoRunIsReadByIsNoneAndItsNameIsTaken(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    execute(host, sql.dropIndex("claim_customer_submitted", "claim"));
    for (String useless : uselessIndexes(sql)) {
      execute(host, useless);
      assertThat(assertMends(host, CLAIMS).remedy())
          .startsWith("create index claim_drift_idx2 on ");
      execute(host, sql.dropIndex("claim_drift_idx", "claim"));
      execute(host, sql.dropIndex("claim_drift_idx2", "claim"));
    }
  }

  /** On MariaDB and MySQL the file system decides, on the others the name is found as it is. */
  @Test
  void anIndexIsProposedOfATableThatIsNamedInAnotherCase() {
    TestDatabase host = host(TestDatabases::sqlite);
    execute(host, "drop index claim_customer_submitted");
    assertMends(host, RecordTable.named("Claim"));
  }

  /** Names are one per schema, but on MariaDB and MySQL, where each table has its own. */
  @ParameterizedTest
  @MethodSource("vendors")
  void theNameOfAnotherTablesIndexIsTakenWhereASchemaHasItOnce(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    execute(host, sql.dropIndex("claim_customer_submitted", "claim"));
    execute(host, "create table other (id integer)");
    execute(host, "create index claim_drift_idx on other (id)");
    if (sql == HostSql.POSTGRESQL || sql == HostSql.SQLITE) {
      execute(host, "create table claim_drift_idx2 (id integer)");
    }
    assertThat(assertMends(host, CLAIMS).remedy())
        .startsWith(
            switch (sql) {
              case POSTGRESQL, SQLITE -> "create index claim_drift_idx3 on ";
              case H2 -> "create index claim_drift_idx2 on ";
              default -> "create index claim_drift_idx on ";
            });
  }

  /** An interrupted build leaves an index that nothing is read by. */
  @Test
  void anInvalidIndexIsNone() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "drop index claim_customer_submitted");
    execute(host, "create index claim_drift_idx on claim (customer, submitted_date)");
    execute(
        host,
        "update pg_index set indisvalid = false where indexrelid = 'claim_drift_idx'::regclass");
    assertMends(host, CLAIMS);
  }

  @Test
  void aUniqueIndexOfSomeEventsDoesNotKeepEventsSingle() {
    TestDatabase host = host(TestDatabases::postgresql);
    String columns = "drift_event (run_id, metric_id, segment_key)";
    execute(host, "alter table drift_event drop constraint drift_event_once");
    execute(host, "create unique index partly on " + columns + " where run_id > 'a'");
    execute(
        host, "create unique index wider on drift_event (run_id, metric_id) include (segment_key)");
    Finding finding = only(verify(host, CLAIMS));
    assertThat(finding.found()).contains("has no unique index on run_id, metric_id, segment_key");
    execute(host, finding.remedy().split("if that was done before: ", 2)[1]);
    assertThat(verify(host, CLAIMS)).isEmpty();
  }

  // ---- tables that are not as wide as most

  @ParameterizedTest
  @MethodSource("vendors")
  void anIndexOfLongTextsAndOfALongNameCanBeMade(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String table = "claim_" + "x".repeat(54);
    for (String type : List.of("varchar(2000)", longText(host))) {
      execute(host, "create table " + table + " as select * from claim");
      execute(host, "alter table " + table + " drop column customer");
      execute(host, "alter table " + table + " add column customer " + type);
      execute(host, "update " + table + " set customer = 'acme'");
      assertMends(host, RecordTable.named(table));
      execute(host, "drop table " + table);
    }
  }

  private static String longText(TestDatabase host) {
    return host.name().equals("H2") ? "varchar(100000)" : "text";
  }

  // ---- columns of other types

  static Stream<?> vendorsWithTypes() {
    return Vendors.throughOneDriver().filter(vendor -> !vendor.getName().startsWith("SQLite"));
  }

  /** Seconds, milliseconds or 20260115: nobody can say it but the host, in a view. */
  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void noStatementIsProposedOfDaysThatAreNumbers(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    for (String type : List.of("bigint", "integer", "decimal(18, 3)", "double precision")) {
      execute(host, "alter table claim add column decided_at " + type);
      RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
      Finding finding = only(verify(host, table));
      assertThat(finding.remedy())
          .startsWith("read a view that makes a date of it, or a column that holds one");
      execute(host, "alter table claim drop column decided_at");
    }
    execute(host, "alter table claim add column decided_at bigint");
    execute(host, "update claim set decided_at = 20468"); // 2026-01-15
    execute(
        host,
        """
        create view told as
        select customer, payer, cpt_group, submitted_date, outcome, %s as decided_date from claim
        """
            .formatted(dayOfNumber(host)));
    assertThat(verify(host, RecordTable.named("told"))).isEmpty();
  }

  /** None of which a cast makes a day or an amount, or not on every vendor. */
  private static List<String> neitherTextsNorNumbers(HostSql sql) {
    return switch (sql) {
      case POSTGRESQL -> List.of("boolean", "time", "uuid", "bytea", "json");
      case H2 -> List.of("boolean", "time", "uuid", "varbinary(16)", "json");
      case MARIADB -> List.of("time", "uuid", "varbinary(16)", "year");
      default -> List.of("time", "varbinary(16)", "json", "year");
    };
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void noStatementIsProposedOfWhatNoCastMakesADayOrAnAmount(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    for (String type : neitherTextsNorNumbers(HostSql.of(host))) {
      execute(host, "alter table claim add column odd " + type);
      assertThat(only(verify(host, CLAIMS.withColumn("odd").as("decided_date"))).remedy())
          .as(type)
          .isEqualTo("read a view that makes a date of it, or a column that holds one");
      assertThat(only(verifyAmount(database, "odd")).remedy())
          .as(type)
          .isEqualTo("read a view that makes a decimal of it, or a column that holds one");
      execute(host, "alter table claim drop column odd");
    }
    assertThat(only(verifyAmount(database, "decided_date")).remedy())
        .isEqualTo("read a view that makes a decimal of it, or a column that holds one");
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void amountsThatAreTextsAreMendedByTheStatement(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    execute(host, "alter table claim add column refund varchar(20)");
    execute(host, "update claim set refund = '12.34'");
    Finding finding = only(verifyAmount(database, "refund"));
    assertThat(finding.expected())
        .isEqualTo(
            "an exact number, which the following makes of it, for whoever writes it as well, if"
                + " each of its texts, its default too, is one such as 12.34");
    execute(host, finding.remedy());
    assertThat(verifyAmount(database, "refund")).isEmpty();
  }

  /** Of which PostgreSQL makes nothing but a text, and MariaDB a number that says nothing. */
  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void daysAndAmountsThatAreEnumsAreMendedByTheStatementIfThereIsOne(
      Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    HostSql sql = HostSql.of(host);
    addEnum(host, "decided_at", "2026-01-15");
    RecordTable days = CLAIMS.withColumn("decided_at").as("decided_date");
    assertMends(host, "decided_at", sql != HostSql.H2, "date", () -> verify(host, days));
    addEnum(host, "noted_at", "2026-01-15");
    RecordTable times =
        CLAIMS.withColumn("noted_at").as("decided_date").withTimestamp("decided_date", UTC);
    assertMends(host, "noted_at", sql != HostSql.H2, "timestamp", () -> verify(host, times));
    addEnum(host, "refund", "12.34");
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    assertMends(
        host,
        "refund",
        sql == HostSql.POSTGRESQL,
        "decimal",
        () -> verifyAmount(database, "refund"));
  }

  private static void assertMends(
      TestDatabase host,
      String column,
      boolean isStatement,
      String wanted,
      Supplier<List<Finding>> verification) {
    String remedy = only(verification.get()).remedy();
    if (isStatement) {
      String value = values(host, column).get(0);
      execute(host, remedy);
      assertThat(verification.get()).isEmpty();
      assertThat(values(host, column)).allSatisfy(after -> assertThat(after).startsWith(value));
    } else {
      assertThat(remedy)
          .isEqualTo("read a view that makes a " + wanted + " of it, or a column that holds one");
    }
  }

  private static void addEnum(TestDatabase host, String column, String value) {
    String type = "enum('1', '" + value + "')";
    if (HostSql.of(host) == HostSql.POSTGRESQL) {
      execute(host, "create type " + column + "_kind as " + type.replace("enum(", "enum ("));
      type = column + "_kind";
    }
    execute(host, "alter table claim add column " + column + " " + type);
    execute(host, "update claim set " + column + " = '" + value + "'");
  }

  /** As the database writes them; MySQL's driver has digits of the JVM's locale in a date. */
  private static List<String> values(TestDatabase host, String column) {
    String text = "case when %1$s is null then null else concat(%1$s, '') end";
    String sql = Sql.of("select " + text + " from claim", column);
    return Jdbi.create(host.dataSource())
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void aStatementKeepsWhateverElseAColumnIs(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = host(vendor);
    boolean isMysqlFamily = HostSql.of(host).isMysqlFamily();
    String comment = "the payer''s word";
    execute(
        host,
        "alter table claim add column decided_at varchar(20) default '2026-01-15' not null"
            + (isMysqlFamily ? " comment '" + comment + "'" : ""));
    if (!isMysqlFamily) {
      execute(host, "comment on column claim.decided_at is '" + comment + "'");
    }
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    execute(host, only(verify(host, table)).remedy());
    assertThat(verify(host, table)).isEmpty();
    assertThat(nullable(host, "decided_at")).isEqualTo("NO");
    assertThat(commentOf(host, "decided_at")).isEqualTo("the payer's word");
    insertDefaults(host);
    assertThat(values(host, "decided_at")).containsExactly("2026-01-15");
  }

  /** A nullable column without a default stays so, and one whose default is computed keeps it. */
  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void aStatementAddsNothingToAColumn(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(host, "alter table claim add column decided_at varchar(20)");
    execute(
        host,
        "alter table claim add column noted_at varchar(20) default (concat('2026-01', '-15'))");
    for (String column : List.of("decided_at", "noted_at")) {
      RecordTable table = CLAIMS.withColumn(column).as("decided_date");
      execute(host, only(verify(host, table)).remedy());
      assertThat(nullable(host, column)).isEqualTo("YES");
    }
    insertDefaults(host);
    assertThat(values(host, "decided_at")).containsOnlyNulls();
    assertThat(values(host, "noted_at")).containsExactly("2026-01-15");
  }

  /** Expressions with quotes and backslashes in them, on MariaDB and MySQL also what is unseen. */
  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void aStatementKeepsADefaultWithQuotesAndWhatAColumnIsBesides(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    boolean isMysqlFamily = HostSql.of(host).isMysqlFamily();
    String backslash = isMysqlFamily ? "\\\\" : "\\";
    execute(
        host,
        "alter table claim add column decided_at varchar(30) default"
            + " (replace('2026''01''15', '''', '-'))");
    execute(
        host,
        "alter table claim add column noted_at varchar(30) default"
            + " ('2026-01-15')".replace("_", backslash)
            + (isMysqlFamily ? " invisible comment 'a \\\\ and a '''" : ""));
    for (String column : List.of("decided_at", "noted_at")) {
      RecordTable table = CLAIMS.withColumn(column).as("decided_date");
      execute(host, only(verify(host, table)).remedy());
      assertThat(verify(host, table)).isEmpty();
    }
    insertDefaults(host);
    assertThat(values(host, "decided_at")).containsExactly("2026-01-15");
    assertThat(values(host, "noted_at")).containsExactly("2026-01-15");
    if (isMysqlFamily) {
      assertThat(extra(host, "noted_at")).contains("INVISIBLE");
    }
  }

  private static String extra(TestDatabase host, String column) {
    return Jdbi.create(host.dataSource())
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select extra from information_schema.columns
                        where table_schema = database() and column_name = :column
                        """)
                    .bind("column", column)
                    .mapTo(String.class)
                    .one());
  }

  /** It is dropped with what the statement does not repeat. */
  @Test
  void aStatementKeepsWhatAColumnChecksOfItself() {
    TestDatabase host = host(TestDatabases::mariadb);
    execute(
        host,
        "alter table claim add column decided_at varchar(20) default '2026-01-15'"
            + " check (decided_at > '2020-01-01')");
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    execute(host, only(verify(host, table)).remedy());
    assertThat(verify(host, table)).isEmpty();
    assertThatThrownBy(() -> execute(host, "update claim set decided_at = '2019-01-01'"))
        .hasMessageContaining("CONSTRAINT `claim.decided_at` failed");
  }

  /** On H2 it stays computed. */
  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void noStatementIsProposedOfWhatIsComputed(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    boolean isH2 = HostSql.of(host) == HostSql.H2;
    execute(
        host,
        "alter table claim add column decided_at varchar(20) generated always as"
            + " ('2026-01-15')"
            + (isH2 ? "" : " stored"));
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    assertMends(host, "decided_at", isH2, "date", () -> verify(host, table));
    insertDefaults(host);
    assertThat(values(host, "decided_at")).containsExactly("2026-01-15");
  }

  /** PostgreSQL changes no column that something else reads, or whose check is about texts. */
  @Test
  void noStatementIsProposedOfAColumnThatSomethingReads() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "create table calendar (day text primary key)");
    for (String reader :
        List.of(
            "create view reads as select decided_at from claim",
            "create policy reads on claim using (decided_at > '2020')",
            "alter table claim add check (decided_at > '2020')",
            "alter table claim add column more text generated always as (decided_at || '') stored",
            "create index reads on claim (left(decided_at, 7))",
            "create index reads on claim (customer) where decided_at > '2020'",
            "create index reads on claim (decided_at text_pattern_ops)",
            "create publication reads for table claim where (decided_at > '2020')",
            "alter table claim add foreign key (decided_at) references calendar (day)")) {
      execute(host, "alter table claim add column decided_at text");
      execute(host, reader);
      RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
      assertThat(only(verify(host, table)).remedy())
          .as(reader)
          .isEqualTo("read a view that makes a date of it, or a column that holds one");
      execute(host, "alter table claim drop column decided_at cascade");
    }
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void noStatementIsProposedOfAColumnThatRefersToAnother(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String options = HostSql.of(host).tableOptions();
    execute(host, "create table calendar (first_day varchar(20) primary key) " + options);
    execute(host, "alter table claim add column decided_at varchar(20)");
    execute(host, "alter table claim add foreign key (decided_at) references calendar (first_day)");
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    assertThat(only(verify(host, table)).remedy())
        .startsWith("read a view that makes a date of it");
  }

  @Test
  void noStatementIsProposedOfAColumnWhoseWordsAreIndexed() {
    TestDatabase host = host(TestDatabases::mariadb);
    execute(host, "alter table claim add column decided_at varchar(20)");
    execute(host, "create fulltext index words on claim (decided_at)");
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    assertThat(only(verify(host, table)).remedy()).startsWith("read a view that makes");
  }

  /** An index of its values alone is made anew. */
  @Test
  void aStatementKeepsAnIndex() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "alter table claim add column decided_at text");
    execute(host, "create index kept on claim (decided_at, payer)");
    RecordTable table = CLAIMS.withColumn("decided_at").as("decided_date");
    execute(host, only(verify(host, table)).remedy());
    assertThat(verify(host, table)).isEmpty();
  }

  private static void insertDefaults(TestDatabase host) {
    execute(host, "delete from claim");
    execute(
        host,
        """
        insert into claim (customer, payer, cpt_group, submitted_date)
        values ('acme', 'Aetna', 'SURG', '2026-01-10')
        """);
  }

  private static String nullable(TestDatabase host, String column) {
    return Jdbi.create(host.dataSource())
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select is_nullable from information_schema.columns
                        where lower(table_name) = 'claim' and lower(column_name) = :column
                          and lower(table_schema) in ('public', lower(:schema))
                        """)
                    .bind("column", column)
                    .bind("schema", catalogue(handle))
                    .mapTo(String.class)
                    .one());
  }

  private static String catalogue(Handle handle) {
    try {
      return String.valueOf(handle.getConnection().getCatalog());
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  private static String commentOf(TestDatabase host, String column) throws SQLException {
    try (Connection connection = host.dataSource().getConnection();
        ResultSet columns =
            connection.getMetaData().getColumns(connection.getCatalog(), null, "%", "%")) {
      while (columns.next()) {
        if (columns.getString("COLUMN_NAME").equalsIgnoreCase(column)) {
          return columns.getString("REMARKS");
        }
      }
      throw new AssertionError(column);
    }
  }

  @ParameterizedTest
  @MethodSource("vendorsWithTypes")
  void noStatementIsProposedOfTheColumnsOfAView(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    execute(host, "alter table claim add column decided_at varchar(20)");
    execute(host, "create view told as select * from claim");
    RecordTable told = RecordTable.named("told").withColumn("decided_at").as("decided_date");
    Finding finding = only(verify(host, told));
    assertThat(finding.expected()).isEqualTo("a date");
    assertThat(finding.remedy())
        .isEqualTo("read a view that makes a date of it, or a column that holds one");
  }

  private static List<Finding> verifyAmount(DriftDatabase database, String column) {
    Definition refunds =
        Definition.of(
            "refunds",
            1,
            List.of("payer"),
            List.of(Metric.amount("refund", 1, Measure.amount("submitted_date", "amount", 2))),
            Lookback.ofDays(90, 14),
            DriftPolicy.thresholds());
    return database.verifyHost(CLAIMS.withColumn(column).as("amount"), refunds).findings();
  }

  private static String dayOfNumber(TestDatabase host) {
    return switch (HostSql.of(host)) {
      case H2 -> "cast(dateadd(day, decided_at, date '1970-01-01') as date)";
      case POSTGRESQL -> "date '1970-01-01' + cast(decided_at as integer)";
      default -> "cast(adddate('1970-01-01', decided_at) as date)";
    };
  }

  // ---- rights

  @Test
  void aSchemaThatMayNotBeEnteredIsGrantedWithItsTable() {
    TestDatabase host = host(TestDatabases::postgresql);
    String user = "reader_" + TestDatabases.newName();
    execute(host, "create role " + user + " login password 'secret'");
    execute(host, "grant select, insert, update on all tables in schema public to " + user);
    execute(host, "create schema \"Billing\"");
    execute(host, "create table \"Billing\".claim as select * from claim");
    execute(host, "create index on \"Billing\".claim (customer)");
    TestDatabase limited = TestDatabases.at(host.url(), user, "secret");
    RecordTable table = RecordTable.named("\"Billing\".claim");
    Finding finding = only(verify(limited, table));
    assertThat(finding.remedy())
        .isEqualTo(
            "grant usage on schema \"Billing\" to %s; grant select on \"Billing\".\"claim\" to %s"
                .formatted(user, user));
    execute(host, finding.remedy());
    assertThat(verify(limited, table)).isEmpty();
  }

  // ---- settings of a session

  @Test
  void aSessionThatChecksNoReferencesIsMendedByTheStatement() {
    TestDatabase host = host(TestDatabases::postgresql);
    try (Handle handle = Jdbi.open(host.dataSource())) {
      handle.execute("set session_replication_role = replica");
      DriftDatabase database = DriftDatabase.joining(handle);
      handle.begin();
      handle.execute(only(database.verify().findings()).remedy());
      assertThat(database.verify().isSound()).isTrue();
      handle.rollback();
    }
  }

  // ---- how

  /** What is found, after it was shown that its remedy mends it. */
  private static Finding assertMends(TestDatabase host, RecordTable table) {
    Finding finding = only(verify(host, table));
    assertThat(finding.found()).contains("no index that begins with customer");
    execute(host, finding.remedy());
    assertThat(verify(host, table)).isEmpty();
    return finding;
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme").subList(0, 30));
    return host;
  }

  private static List<Finding> verify(TestDatabase host, RecordTable table) {
    return DriftDatabase.on(host.dataSource())
        .verify(table, TestRuns.PAYER_DRIFT)
        .findings()
        .stream()
        .filter(finding -> !finding.found().startsWith("idle_in_transaction"))
        .toList();
  }

  private static void execute(TestDatabase host, String sql) {
    HostSql.execute(host, sql);
  }
}
