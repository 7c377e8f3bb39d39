package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drift4j.CountSource;
import io.drift4j.DriftEvent;
import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.InMemoryDriftRepository;
import io.drift4j.RunReport;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the catalogue has can be named, and a name means one thing. */
class NamesTest {

  /** Columns of a table, one of them as every field: keywords, and what only quotes allow. */
  private static final List<String> STRANGE =
      List.of(
          "order",
          "user",
          "current_date",
          "größe",
          "weird-name",
          "paid?",
          "a:b",
          "o'clock",
          "<prefix>",
          "a.b",
          "back\\slash",
          "50%d",
          "1st",
          "select * from x; --",
          "/*");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  static Stream<?> vendorsThatFold() {
    return Vendors.throughOneDriver()
        .filter(vendor -> vendor.getName().matches("(H2|PostgreSQL) embedded"));
  }

  // ---- what the catalogue has

  @ParameterizedTest
  @MethodSource("vendors")
  void areThoseOfTheCatalogueWhateverCharactersTheyHave(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    for (int i = 0; i < STRANGE.size(); i += 5) {
      List<String> columns = STRANGE.subList(i, i + 5);
      String table = STRANGE.get((i + 1) % STRANGE.size());
      rename(host, "claim", table, columns);
      RecordTable renamed = table(table.contains(".") ? "\"" + table + "\"" : table, columns);
      assertReadsAsMuchAsEver(host, renamed);
      assertReadsAsMuchAsEver(host, renamed.withFilter("'it''s' <> ':x' and 'y' = 'y'"));
      assertThat(verify(host, renamed)).noneMatch(Finding::isError);
      renameBack(host, table, columns);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void haveQuotesOfTheirOwnTwice(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    rename(host, "claim", "the \"claim\" `of` us", List.of("a\"b"));
    assertReadsAsMuchAsEver(
        host,
        RecordTable.named("\"the \"\"claim\"\" `of` us\"").withColumn("\"a\"\"b\"").as("payer"));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void mayEndWithAQuote(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    renameCustomer(host, "who\"");
    rename(host, "claim", "claim\"", List.of("size\"", "\"\""));
    RecordTable table =
        RecordTable.named("\"claim\"\"\"")
            .withCustomerColumn("\"who\"\"\"")
            .withColumn("\"size\"\"\"")
            .as("payer")
            .withColumn("\"\"\"\"\"\"")
            .as("cpt_group");
    assertReadsAsMuchAsEver(host, table);
    assertThat(verify(host, table)).noneMatch(Finding::isError);
  }

  /** Which stand in texts too, where they escape nothing. */
  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void mayEndWithABackslash(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    renameCustomer(host, "who\\");
    rename(host, "claim", "claim\\", List.of("size\\"));
    RecordTable table =
        RecordTable.named("claim\\").withCustomerColumn("who\\").withColumn("size\\").as("payer");
    assertReadsAsMuchAsEver(host, table);
    assertThat(verify(host, table)).noneMatch(Finding::isError);
  }

  /** A template would take the table for a word of its own, and the backslash out. */
  @ParameterizedTest
  @MethodSource("vendors")
  void haveNoMeaningToTheAdviceOnAnIndex(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, HostSql.of(host).dropIndex("claim_customer_submitted", "claim"));
    renameCustomer(host, "back\\slash");
    rename(host, "claim", "old<claims>", List.of());
    RecordTable table = RecordTable.named("old<claims>").withCustomerColumn("back\\slash");
    Finding finding =
        verify(host, table).stream()
            .filter(advice -> advice.found().startsWith("table old<claims> has no index"))
            .findFirst()
            .orElseThrow();
    execute(host, finding.remedy());
    assertThat(verify(host, table)).noneMatch(advice -> advice.found().startsWith("table"));
  }

  /** A column that is not there is no function of that name, and no text. */
  @ParameterizedTest
  @MethodSource("vendors")
  void areNeverTakenForFunctionsOrTexts(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    for (String word : List.of("user", "current_date", "session_user", "rowid_", "payr", "null")) {
      RecordTable table = RecordTable.named("claim").withColumn(word).as("payer");
      assertThat(verify(host, table))
          .extracting(Finding::found)
          .anyMatch(found -> found.startsWith("reading column " + word + " of table claim failed"));
      assertThatThrownBy(() -> read(host, table)).isInstanceOf(DriftException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void mayBeQualifiedByCatalogueAndSchema(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    HostSql sql = HostSql.of(host);
    Jdbi jdbi = Jdbi.create(host.dataSource());
    String schema = jdbi.withHandle(handle -> sql.createSchema(handle, "billing"));
    jdbi.useHandle(
        handle ->
            handle.execute(
                "create table %s.%s as select * from claim"
                    .formatted(schema, sql.quoted("my.claims"))));
    String catalogue = jdbi.withHandle(NamesTest::catalogue);
    List<String> names = new ArrayList<>(List.of(schema + ".\"my.claims\""));
    if (catalogue != null) {
      names.add(catalogue + "." + schema + ".\"my.claims\"");
    }
    for (String name : names) {
      assertReadsAsMuchAsEver(host, RecordTable.named(name));
      assertThat(verify(host, RecordTable.named(name))).noneMatch(Finding::isError);
    }
    RecordTable elsewhere = RecordTable.named("elsewhere." + schema + ".claim");
    assertThat(verify(host, elsewhere))
        .extracting(Finding::found)
        .contains("catalogue elsewhere is another than that of the connection");
    assertThatThrownBy(() -> read(host, elsewhere))
        .hasMessageStartingWith("catalogue elsewhere is another than that of the connection");
  }

  private static String catalogue(Handle handle) {
    try {
      return switch (Vendor.of(handle.getConnection())) {
        case SQLITE -> null;
        case MARIADB, MYSQL -> "def";
        default -> "\"" + handle.getConnection().getCatalog() + "\"";
      };
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  // ---- exactly, or as nobody quotes it

  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void areExactlyWhatIsSaidBeforeTheyAreFolded(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "alter table claim add column \"Payer\" varchar(50)");
    execute(host, "update claim set \"Payer\" = 'all'");
    String folded = HostSql.of(host) == HostSql.H2 ? "PAYER" : "payer";
    assertThat(segments(host, "Payer")).isEqualTo(segments(host, "\"Payer\"")).isEqualTo(1);
    assertThat(segments(host, "paYer")).isEqualTo(segments(host, folded)).isGreaterThan(1);
    assertThat(verify(host, payer("Payer")))
        .extracting(Finding::toString)
        .contains(
            "advice: column Payer of table claim is there, and so is "
                + folded
                + "; expected one name for one of them: the former is read; name the column in"
                + " double quotes with withColumn(\"…\").as(\"payer\"), or the other as it is"
                + " spelled");
    assertThat(verify(host, payer("\"Payer\"")))
        .noneMatch(finding -> finding.found().contains("Payer"));
  }

  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void thatDifferFromAColumnInTheirCaseOnlyAreToldWhatItIs(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "alter table claim rename column payer to \"insurerName\"");
    assertThat(verify(host, payer("insurername")))
        .extracting(Finding::toString)
        .contains(
            "error: column insurername of table claim is not there; expected one that is:"
                + " insurerName; name the column as it is spelled with"
                + " withColumn(\"…\").as(\"payer\")");
    assertThatThrownBy(() -> read(host, payer("insurername")))
        .hasMessageStartingWith(
            "column insurername of table claim is not there; expected one that");
    assertReadsAsMuchAsEver(host, payer("insurerName"));
  }

  /** That a name is nearly another's is told beside what is wrong with its column. */
  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void thatAreThereTwiceAreStillLookedAtForTheirType(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "alter table claim add column \"Decided\" timestamp");
    execute(host, "alter table claim add column decided date");
    RecordTable table = RecordTable.named("claim").withColumn("Decided").as("decided_date");
    assertThat(verify(host, table))
        .extracting(Finding::found)
        .anyMatch(found -> found.startsWith("column Decided of table claim is there, and so is "))
        .anyMatch(found -> found.startsWith("column Decided of table claim is of type "));
  }

  /** PostgreSQL folds no other letters than A to Z. */
  @Test
  void thatNobodyQuotesAreFoundWhateverLettersTheyHave() {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "alter table claim rename to GRÖSSE");
    execute(host, "alter table GRÖSSE rename column payer to ÄRZTE");
    RecordTable table = RecordTable.named("GRÖSSE").withColumn("ÄRZTE").as("payer");
    assertReadsAsMuchAsEver(host, table);
    assertThat(verify(host, table)).noneMatch(Finding::isError);
  }

  private static long segments(TestDatabase host, String column) {
    RecordTable table = payer(column).withId(column.startsWith("\"") ? "quoted" : column);
    return read(host, table).events().stream().map(DriftEvent::segment).distinct().count();
  }

  private static RecordTable payer(String column) {
    return RecordTable.named("claim")
        .withColumn(column)
        .as("payer")
        .withId("x" + column.hashCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " a", "a ", "a\"b", "\"a", "\"\"", ".a", "a.", "a..b", "a.b.c.d", "a\nb"})
  void areRefusedWhereTheyCannotBe(String name) {
    assertThatThrownBy(() -> RecordTable.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "table \"%s\" is not usable: it must be name, schema.name or catalogue.schema.name, dots"
                    .formatted(name)
                + " of its own in double quotes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "-a"})
  void ofASourceAreRefusedAsARunWould(String id) {
    assertThatThrownBy(() -> RecordTable.named("claim").withId(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "source id must be 1 to 100 letters, digits, '-', '_' or '.', not \"%s\""
                .formatted(id));
  }

  // ---- remembered

  @ParameterizedTest
  @MethodSource("vendors")
  void areLookedUpOnceAndAgainAfterTheTableHasChanged(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    DriftMonitor monitor = DriftMonitor.of(database.repository(), database.counts(payer("what")));
    assertThatThrownBy(() -> monitor.preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF))
        .hasMessageContaining("what");
    String what = HostSql.of(host).quoted("what");
    execute(host, "alter table claim rename column payer to " + what);
    assertThat(monitor.preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF).events())
        .hasSize(TestRuns.EVENTS);
    if (HostSql.of(host) == HostSql.H2) { // WHAT, where what was remembered
      execute(host, "alter table claim rename column " + what + " to what");
      assertThatThrownBy(() -> monitor.preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF))
          .hasMessageContaining("a table or column is missing");
    }
    assertThat(monitor.preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF).events())
        .hasSize(TestRuns.EVENTS);
  }

  @ParameterizedTest
  @MethodSource("vendorsThatFold")
  void ofTheCustomerRowAreLookedUpAgainAfterItsTableWasRenamed(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "create table \"Tenant\" (code varchar(50) primary key)");
    execute(host, "insert into \"Tenant\" values ('acme')");
    DriftDatabase database =
        DriftDatabase.on(host.dataSource()).withCustomerRow("Tenant", "code", KeyType.TEXT);
    DriftMonitor monitor =
        DriftMonitor.of(database.repository(), database.counts(RecordTable.named("claim")));
    monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    execute(host, "alter table \"Tenant\" rename to tenant");
    assertThatThrownBy(() -> monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(1)))
        .isInstanceOf(DriftException.class);
    assertThat(monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(1)).isSuccess())
        .isTrue();
    execute(host, "alter table tenant rename to \"Tenant\"");
    assertThat(database.verify().findings()).noneMatch(Finding::isError);
  }

  @Test
  void areLookedUpByTheFirstRunOnly() {
    TestDatabase host = TestDatabases.postgresql();
    ClaimTable.create(host, TestRuns.claims("acme"));
    Counting dialect = new Counting();
    CountSource source =
        new JdbcCountSource(
            new OwnTransactions(
                Jdbi.create(host.dataSource()),
                dialect,
                RetryPolicy.never(),
                Prefix.ofLetters(dialect, "drift_")),
            dialect,
            RecordTable.named("claim"),
            new Spellings());
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    for (int day = 0; day < 3; day++) {
      monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(day));
    }
    assertThat(dialect.lookUps).hasValue(1);
  }

  /** Nor are the types that a scan goes by, of moments among its dimensions. */
  @Test
  void ofDimensionsAreAskedForByTheFirstScanOnly() {
    TestDatabase host = TestDatabases.h2();
    ClaimTable.create(host, TestRuns.claims("acme"));
    execute(host, "alter table claim drop column payer");
    execute(host, "alter table claim add column payer timestamp with time zone");
    List<String> asked = new ArrayList<>();
    Jdbi jdbi = Jdbi.create(host.dataSource());
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(context.getRenderedSql());
          }
        });
    Dialect dialect = Vendor.H2.dialect();
    CountSource source =
        new JdbcCountSource(
            new OwnTransactions(
                jdbi, dialect, RetryPolicy.never(), Prefix.ofLetters(dialect, "drift_")),
            dialect,
            RecordTable.named("claim"),
            new Spellings());
    DriftMonitor monitor = DriftMonitor.of(new InMemoryDriftRepository(), source);
    monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
    asked.clear();
    monitor.run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF.minusDays(1));
    assertThat(asked).filteredOn(sql -> sql.contains("at time zone 'UTC'")).hasSize(1);
    assertThat(asked).noneMatch(sql -> sql.contains("1 = 0"));
  }

  private static final class Counting extends PostgresqlDialect {

    final AtomicInteger lookUps = new AtomicInteger();

    @Override
    Spelling spelling(Handle handle, List<Name> table) {
      lookUps.incrementAndGet();
      return super.spelling(handle, table);
    }
  }

  // ---- how

  private static RecordTable table(String name, List<String> columns) {
    List<String> fields =
        List.of("payer", "cpt_group", "submitted_date", "decided_date", "outcome");
    RecordTable table = RecordTable.named(name);
    for (int i = 0; i < columns.size(); i++) {
      table = table.withColumn(columns.get(i)).as(fields.get(i));
    }
    return table;
  }

  private static void rename(TestDatabase host, String from, String to, List<String> columns) {
    HostSql sql = HostSql.of(host);
    List<String> fields =
        List.of("payer", "cpt_group", "submitted_date", "decided_date", "outcome");
    for (int i = 0; i < columns.size(); i++) {
      execute(
          host,
          "alter table claim rename column "
              + fields.get(i)
              + " to "
              + quoted(sql, columns.get(i)));
    }
    execute(host, "alter table claim rename to " + quoted(sql, to));
  }

  private static void renameCustomer(TestDatabase host, String to) {
    execute(host, "alter table claim rename column customer to " + quoted(HostSql.of(host), to));
  }

  private static void renameBack(TestDatabase host, String table, List<String> columns) {
    HostSql sql = HostSql.of(host);
    List<String> fields =
        List.of("payer", "cpt_group", "submitted_date", "decided_date", "outcome");
    execute(host, "alter table " + quoted(sql, table) + " rename to claim");
    for (int i = 0; i < columns.size(); i++) {
      execute(
          host,
          "alter table claim rename column "
              + quoted(sql, columns.get(i))
              + " to "
              + fields.get(i));
    }
  }

  private static String quoted(HostSql sql, String name) {
    String quote = sql.quoted("").substring(1);
    return quote + name.replace(quote, quote + quote) + quote;
  }

  private static void assertReadsAsMuchAsEver(TestDatabase host, RecordTable table) {
    RunReport report = read(host, table.withId("t" + table.toString().hashCode()));
    assertThat(report.events()).hasSize(TestRuns.EVENTS);
  }

  private static RunReport read(TestDatabase host, RecordTable table) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .run(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF);
  }

  private static List<Finding> verify(TestDatabase host, RecordTable table) {
    return DriftDatabase.on(host.dataSource()).verify(table, TestRuns.PAYER_DRIFT).findings();
  }

  /** Beneath Jdbi, to which these names mean more than to the database. */
  private static void execute(TestDatabase host, String sql) {
    try (Connection connection = host.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
