package io.drift4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.drift4j.DriftException;
import io.drift4j.DriftMonitor;
import io.drift4j.TestRuns;
import io.drift4j.jdbc.Verification.Finding;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter stays the condition that it is, and what is wrong with it is found before a run. */
class FilterTest {

  private static final RecordTable CLAIMS = RecordTable.named("claim");

  static Stream<?> vendors() {
    return Vendors.all();
  }

  // ---- refused where it is given

  @Test
  void refusesNul() {
    assertThatThrownBy(() -> CLAIMS.withFilter("payer = 'A\0'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "filter is not usable: NUL at character 11 is in no text that a database keeps; leave"
                + " it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "payer='A') or (1=1",
        "a = 1) or (1 = 1",
        "(a = 1",
        "a = 1)",
        ")(",
        "a = 'x",
        "a = \"x",
        "a = `x",
        "[it's]",
      })
  void refusesWhatWouldLeaveItsBrackets(String filter) {
    assertThatThrownBy(() -> CLAIMS.withFilter(filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("filter is not usable: its brackets and quotes must match within it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "payer = ?                          | ? at character 9 would be a parameter",
        "tags ?& array['x']                 | ? at character 6 would be a parameter",
        "payer = :payer                     | : before a name or number at character 9",
        "tags[1:2] = 'x'                    | : before a name or number at character 7",
        "payer = :1                         | : before a name or number at character 9",
        "payer = $1                         | $ at character 9 would be a parameter or a quote",
        "payer = $$it's) or ('$$            | $ at character 9 would be a parameter or a quote",
        "payer = @payer                     | @ before a name at character 9 would be a variable",
        "@@sql_mode = 'x'                   | @ before a name at character 2 would be a variable",
        "1 = 1 -- all of them               | -- at character 7 would begin a comment",
        "1 = 1 -- it's                      | -- at character 7 would begin a comment",
        "-- all of them                     | -- at character 1 would begin a comment",
        "1 = 1 /* ) */                      | /* at character 7 would begin a comment",
        "1 = 1; drop table claim            | ; at character 6 would end the statement",
        "payer = \"\"                       | \"\" at character 9 is no name",
        "payer = 'it\\'s'                   | \\' at character 12 ends a text for some",
        "payer = E'\\'' ) or ('' = E'\\''   | \\' at character 11 ends a text for some",
        "payer like 'a' escape '\\' and a='\\'' | \\' at character 34 ends a text for some",
      })
  void refusesByNameWhatWouldNotBeACondition(String filter, String message) {
    String exact = filter.replace("\\\"", "\"").replace("\\\\", "\\");
    assertThatThrownBy(() -> CLAIMS.withFilter(exact))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("filter is not usable: ")
        .hasMessageContaining(message.replace("\\\"", "\"").replace("\\\\", "\\"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void refusesABlankOne(String filter) {
    assertThatThrownBy(() -> CLAIMS.withFilter(filter))
        .hasMessage("filter is not usable: it is blank; leave it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a = ')' and (\"b(\" = 1)",
        "a = 'it''s' and b = '' and c = '''' and d <> '?:x--;$@#/*'",
        "a::date > '2026-01-01' and b [1 : 2] = 'x'",
        "a like '10\\%' escape '\\'",
        "a @> '{1}' and b @@ to_tsquery('x') and c$d - -1 > 0 and e / 2 > 1",
        "\"weird \"\" name\" = 1 and `it's` = 2",
        "a -> 'b' ->> 'c' = 'd' and not (e or (f))",
      })
  void takesWhatIsAConditionSomewhere(String filter) {
    assertThatCode(() -> CLAIMS.withFilter(filter)).doesNotThrowAnyException();
  }

  /** There a backslash hides the quote after it, and # begins a comment. */
  @Test
  void refusesForMysqlWhatMysqlReadsOtherwise() {
    List<String> filters =
        List.of(
            "payer like 'a' escape '\\'",
            "payer like 'a' escape '\\' or payer = ' or 1=1) or ('",
            "payer = 'A' # all of them",
            "payer #> 1 = 'x'");
    for (Vendor vendor : List.of(Vendor.MARIADB, Vendor.MYSQL)) {
      for (String filter : filters) {
        DriftDatabase database = DriftDatabase.on(TestDatabases.mariadb().dataSource(), vendor);
        assertThatThrownBy(() -> database.counts(CLAIMS.withFilter(filter)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith("filter is not usable: ");
      }
    }
  }

  // ---- understood by every database as it is meant

  @ParameterizedTest
  @MethodSource("vendors")
  void countsWhatTheFilterMeansAndNoMore(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    assertThat(rows(host, "payer = 'Aetna' or payer = 'x?:y--''' or '' = ')'")).isEqualTo(135);
    assertThat(rows(host, "payer = 'Aetna'\n or payer = 'Steady'")).isEqualTo(271);
    String escaping = HostSql.of(host).isMysqlFamily() ? "'\\\\'" : "'\\'";
    assertThat(rows(host, "payer like 'Aetn_' escape " + escaping + " and '?:x' <> ':y'"))
        .isEqualTo(135);
    assertThat(verify(host, "payer like 'Aetn_' escape " + escaping + " and '?:x' <> ':y'"))
        .isEmpty();
  }

  /** A name in the database's own quotes, of which some are marks to Jdbi and some are not. */
  @ParameterizedTest
  @MethodSource("vendors")
  void readsNamesInQuotes(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    boolean standard = Set.of(HostSql.H2, HostSql.POSTGRESQL).contains(HostSql.of(host));
    String order = standard ? "\"order\"" : "`order`";
    execute(host, "alter table claim add column " + order + " varchar(9) default 'it''s'");
    assertThat(rows(host, order + " = 'it''s'")).isEqualTo(rows(host, "1 = 1")).isPositive();
    assertThat(rows(host, order + " <> 'it''s'")).isZero();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void readsAsManyTextsAsThereAre(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    String others =
        IntStream.range(0, 5000).mapToObj(i -> "'no" + i + "'").collect(Collectors.joining(", "));
    assertThat(rows(host, "payer in (" + others + ", 'Aetna')"))
        .isEqualTo(rows(host, "payer = 'Aetna'"))
        .isPositive();
  }

  // ---- found by verify()

  @ParameterizedTest
  @MethodSource("vendors")
  void findsEveryFilterThatARunFailsWith(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    List<String> bad =
        List.of(
            "no_such_column = 1",
            "no_such_function(payer) = 1",
            "payer = ",
            "payer = 'A' or or 1 = 1",
            "count(*) > 1",
            "payer = 'A' order by 1",
            "payer in (select no_such_column from claim)",
            "payer in (select payer from no_such_table)",
            "select");
    for (String filter : bad) {
      RecordTable table = CLAIMS.withFilter(filter);
      assertThat(catchThrowable(() -> run(host, table)))
          .as(filter)
          .isInstanceOf(DriftException.class)
          .hasMessageMatching(
              HostSql.of(host) == HostSql.SQLITE ? ".*check .* of the record table.*" : ".*");
      List<Finding> findings = verify(host, filter);
      assertThat(findings).as(filter).hasSize(1);
      assertThat(findings.get(0).isError()).isTrue();
      assertThat(findings.get(0).found())
          .matches("reading table claim (under its filter|as a run does) failed: .*")
          .doesNotContain("\n", "withheld");
      assertThat(findings.get(0).remedy()).startsWith("mend the condition of withFilter");
    }
  }

  static Stream<?> choosy() {
    return Vendors.all().filter(vendor -> vendor.getName().matches("(H2|PostgreSQL).*"));
  }

  /** Which only records show, of which nothing is told. */
  @ParameterizedTest
  @MethodSource("choosy")
  void findsAFilterThatFailsOnTheValuesOfRecords(Supplier<TestDatabase> vendor) {
    TestDatabase host = host(vendor);
    List<Finding> findings = verify(host, "cast(payer as integer) > 0");
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).isError()).isTrue();
    assertThat(findings.get(0).toString())
        .contains("reading claim", "mend the condition of withFilter")
        .doesNotContain("Aetna", "Steady");
  }

  /** Its statement fails on a server that then takes no other before a savepoint or the end. */
  @ParameterizedTest
  @MethodSource("choosy")
  void leavesTheTransactionThatItJoinsUsable(Supplier<TestDatabase> vendor) throws SQLException {
    TestDatabase host = host(vendor);
    try (Connection connection = host.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      RecordTable table = CLAIMS.withFilter("cast(payer as integer) > 0");
      Verification verification =
          DriftDatabase.joining(connection).verify(table, TestRuns.PAYER_DRIFT);
      assertThat(verification.isSound()).isFalse();
      try (Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("delete from claim")).isPositive();
      }
      connection.rollback();
    }
  }

  @Test
  void findsWhatMysqlReadsOtherwise() {
    TestDatabase host = host(TestDatabases::mariadb);
    for (String filter : List.of("payer like 'a' escape '\\'", "payer = 'A' # all of them")) {
      List<Finding> findings = verify(host, filter);
      assertThat(findings).as(filter).hasSize(1);
      assertThat(findings.get(0).isError()).isTrue();
      assertThat(findings.get(0).found()).startsWith("filter is not usable: ");
      assertThat(findings.get(0).remedy()).isEqualTo("mend the condition of withFilter");
    }
  }

  /** What is wrong beside the filter, and only where columns come together, is found too. */
  @Test
  void findsWhatOnlyTheWholeStatementShows() {
    TestDatabase host = host(TestDatabases::postgresql);
    execute(host, "alter table claim add column plan json[]");
    Finding finding =
        DriftDatabase.on(host.dataSource())
            .verify(CLAIMS.withColumn("plan").as("cpt_group"), TestRuns.PAYER_DRIFT)
            .findings()
            .stream()
            .filter(Finding::isError)
            .findFirst()
            .orElseThrow();
    assertThat(finding.found()).startsWith("reading table claim as a run does failed: ");
    assertThat(catchThrowable(() -> run(host, CLAIMS.withColumn("plan").as("cpt_group"))))
        .isInstanceOf(DriftException.class);
  }

  // ---- how

  private static TestDatabase host(Supplier<TestDatabase> vendor) {
    TestDatabase host = vendor.get();
    ClaimTable.create(host, TestRuns.claims("acme"));
    return host;
  }

  private static List<Finding> verify(TestDatabase host, String filter) {
    return DriftDatabase.on(host.dataSource())
        .verify(CLAIMS.withFilter(filter), TestRuns.PAYER_DRIFT)
        .findings()
        .stream()
        .filter(finding -> !finding.found().startsWith("idle_in_transaction"))
        .toList();
  }

  private static long rows(TestDatabase host, String filter) {
    return run(host, CLAIMS.withFilter(filter));
  }

  private static long run(TestDatabase host, RecordTable table) {
    DriftDatabase database = DriftDatabase.on(host.dataSource());
    return DriftMonitor.of(database.repository(), database.counts(table))
        .preview(TestRuns.PAYER_DRIFT, "acme", TestRuns.AS_OF)
        .summary()
        .rowsRead();
  }

  private static void execute(TestDatabase host, String sql) {
    Jdbi.create(host.dataSource()).useHandle(handle -> handle.execute(sql));
  }
}
