package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command does with nights: one payer of two denies three times as much, from a day on.
 */
class NightsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LocalDate CHANGE = LocalDate.of(2026, 1, 5);
  private static final LocalDate LAST = CHANGE.plusDays(30);
  private static final int DAYS = 420;
  private static final String NIGHTS = CHANGE.plusDays(5) + ".." + LAST;
  private static final String QUIET = CHANGE.minusDays(5) + ".." + CHANGE.minusDays(2);

  @TempDir static Path folder;

  private static Path claims;
  private static LocalDate found;

  @BeforeAll
  static void writeClaims() throws IOException {
    List<String> lines =
        new ArrayList<>(List.of("customer,payer,cpt_group,submitted_date,decided_date,outcome"));
    List<Treatment> treatments =
        List.of(
            Treatment.of("Ashby", "LAB", "", Behaviour.USUAL.claims(20).denied(0.1))
                .since(CHANGE, before -> before.denied(0.3)),
            Treatment.of("Birch", "LAB", "", Behaviour.USUAL.claims(20)));
    new GeneratedClaims("acme", treatments, DAYS, LAST).forEach(1, claim -> lines.add(line(claim)));
    claims = Files.write(folder.resolve("claims.csv"), lines);
    found = opened();
  }

  private static String line(ClaimRow claim) {
    return String.join(
        ",",
        claim.customer(),
        claim.payer(),
        claim.cptGroup(),
        claim.submitted().toString(),
        claim.decided() == null ? "" : claim.decided().toString(),
        claim.outcome() == null ? "" : claim.outcome().name());
  }

  /** The night that finds the change. */
  private static LocalDate opened() throws IOException {
    JsonNode backtest = backtest(TestDatabases.h2());
    return LocalDate.parse(backtest.at("/notices/0/as_of").asText());
  }

  private static JsonNode backtest(TestDatabase database) throws IOException {
    Command command = monitored(database, "--backtest", NIGHTS, "--format", "json");
    assertThat(command.status()).as(command.err()).isZero();
    return JSON.readTree(command.out()).at("/backtests/0");
  }

  private static Command monitored(TestDatabase database, String... more) {
    return run(database, with(List.of("--claims", claims.toString()), more));
  }

  private static Command run(TestDatabase database, List<String> options) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--policy", "monitored", "--jdbc-url", database.url()));
    arguments.addAll(List.of("--user", database.user(), "--password", database.password()));
    return Command.run(arguments.toArray(String[]::new));
  }

  private static List<String> with(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(more));
    return all;
  }

  // ---- what nights would have told

  @Test
  void aBacktestKeepsNothingAndTellsWhatOtherPoliciesWouldHaveTold() throws Exception {
    TestDatabase database = TestDatabases.h2();
    JsonNode backtest = backtest(database);
    assertThat(backtest.get("policy").asText()).isEqualTo("monitored");
    assertThat(backtest.get("nights").asInt()).isEqualTo(26);
    assertThat(backtest.get("events").asInt()).isEqualTo(1);
    assertThat(backtest.at("/episodes/0/payer").asText()).isEqualTo("Ashby");
    assertThat(backtest.at("/notices/0/kind").asText()).isEqualTo("opened");
    List<String> policies = backtest.get("alternatives").findValuesAsText("policy");
    assertThat(policies).containsExactly("thresholds", "controlled");
    for (JsonNode other : backtest.get("alternatives")) {
      assertThat(other.get("nights").asInt()).isEqualTo(26);
      assertThat(other.get("nights_with_events").asInt()).isGreaterThan(1);
    }
    assertThat(query(database, "select count(*) from drift_run")).containsExactly("0");
  }

  @Test
  void aBacktestIsSomeLinesForPeople() {
    Command command = monitored(TestDatabases.h2(), "--backtest", NIGHTS);
    assertThat(command.status()).isZero();
    assertThat(command.out())
        .contains("payer-drift of acme under monitored, ", ": 26 nights, 1 of them with an event")
        .contains("\n" + found + "  new: Ashby / LAB: denial rate ")
        .containsPattern("\nunder thresholds the same nights: 26, \\d+ of them with an event, ")
        .containsPattern("\nunder controlled the same nights: 26, \\d+ of them with an event, ");
    assertThat(command.err()).isEmpty();
  }

  @Test
  void aBacktestOfDaysWithoutClaimsIsEmpty() {
    Command command = monitored(TestDatabases.h2(), "--backtest", "2020-01-01..2020-01-03");
    assertThat(command.status()).isEqualTo(4);
    assertThat(command.err()).contains("nights are empty; claims were submitted from ");
  }

  // ---- nights that are recorded

  @Test
  void aBackfillGoesOnWhereItWasAndTellsNobody() throws IOException {
    TestDatabase database = TestDatabases.h2();
    String toThere = found.minusDays(1) + ".." + found;
    assertThat(monitored(database, "--backfill", toThere).out())
        .endsWith(
            "\nacme: 2 nights, 0 of them recorded before, 0 with nothing usable;"
                + " 1 events, 1 of them new\n");
    String further = found.minusDays(1) + ".." + found.plusDays(1);
    Command again = monitored(database, "--backfill", further, "--format", "json");
    JsonNode filled = JSON.readTree(again.out()).at("/backfills/0");
    assertThat(filled.get("already_recorded").asInt()).isEqualTo(2);
    assertThat(filled.get("events_created").asInt()).isZero();
    assertThat(filled.get("nights").findValuesAsText("as_of"))
        .containsExactly(
            found.minusDays(1).toString(), found.toString(), found.plusDays(1).toString());
    assertThat(run(database, List.of("--notices", "pager")).out()).isEmpty();
    assertThat(run(database, List.of("--episodes")).out())
        .startsWith("\nacme: 1 episode, 1 of them open\nstate       since       found       what\n")
        .contains("\nopen        ", "  " + found + "  Ashby / LAB: denial rate ");
  }

  @Test
  void aBackfillFailsOnDriftWhenTold() {
    String there = found + ".." + found;
    assertThat(monitored(TestDatabases.h2(), "--backfill", there, "--fail-on-drift").status())
        .isEqualTo(3);
    assertThat(monitored(TestDatabases.h2(), "--backfill", QUIET, "--fail-on-drift").status())
        .isZero();
  }

  // ---- what is told

  private static TestDatabase databaseWithANotice() {
    TestDatabase database = TestDatabases.h2();
    Command night = monitored(database, "--as-of", found.toString());
    assertThat(night.status()).as(night.err()).isZero();
    assertThat(night.out()).contains("\n1 event, 1 of them new");
    return database;
  }

  @Test
  void aNightAfterTheChangeWasFoundIsQuiet() {
    TestDatabase database = databaseWithANotice();
    Command next = monitored(database, "--as-of", found.plusDays(1).toString());
    assertThat(next.status()).as(next.err()).isZero();
    assertThat(next.out()).contains("\n0 events, 0 of them new");
  }

  @Test
  void eachConsumerIsToldOfANoticeOnce() throws IOException {
    TestDatabase database = databaseWithANotice();
    Command first = run(database, List.of("--notices", "pager"));
    assertThat(first.status()).isZero();
    assertThat(first.out()).startsWith(found + "  acme  new: Ashby / LAB: denial rate ");
    assertThat(first.out().lines()).hasSize(1);
    assertThat(run(database, List.of("--notices", "pager")).out()).isEmpty();
    Command other = run(database, List.of("--notices", "mail", "--format", "json"));
    JsonNode notices = JSON.readTree(other.out()).get("notices");
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0).get("number").asInt()).isEqualTo(1);
    assertThat(notices.get(0).get("historic").asBoolean()).isFalse();
    assertThat(run(database, List.of("--notices", "mail", "--format", "json")).out())
        .contains("\"notices\": [ ]");
  }

  @Test
  void whatIsNewsFailsWhenTold() {
    TestDatabase database = databaseWithANotice();
    List<String> open = List.of("--episodes", "--fail-on-drift");
    List<String> unread = List.of("--notices", "pager", "--fail-on-drift");
    assertThat(run(database, open).status()).isEqualTo(3);
    assertThat(run(database, unread).status()).isEqualTo(3);
    assertThat(run(database, unread).status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatNobodyReadsIsToldAgain(String format) {
    TestDatabase database = databaseWithANotice();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Quickstart.execute(
            new PrintStream(new DeadPipe(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            "--notices",
            "pager",
            "--format",
            format,
            "--jdbc-url",
            database.url());
    assertThat(status).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("could not be printed, since nobody reads the output any more")
        .hasLineCount(1);
    assertThat(run(database, List.of("--notices", "pager")).out()).contains("  new: Ashby / LAB");
  }

  static List<String> formats() {
    return List.of("table", "json");
  }

  /** Whose reader has gone. */
  private static final class DeadPipe extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  // ---- what is refused

  static Arguments[] refused() {
    return new Arguments[] {
      Arguments.of("--backtest is not two days", List.of("--backtest", "2026-01-01")),
      Arguments.of("--backfill is not two days", List.of("--backfill", "2026-01-01..soon")),
      Arguments.of("--backtest ends before it", List.of("--backtest", "2026-01-02..2026-01-01")),
      Arguments.of("mutually exclusive", List.of("--episodes", "--notices", "pager")),
      Arguments.of(
          "leave them out with --episodes", List.of("--episodes", "--as-of", "2026-01-01")),
      Arguments.of("--episodes is told as table or json", List.of("--episodes", "--format", "csv")),
      Arguments.of("those of every customer", List.of("--notices", "x", "--customer", "acme")),
      Arguments.of(
          "monitored has windows of its own",
          List.of("--backtest", NIGHTS, "--baseline-days", "90"))
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void saysWhatIsWrongInOneLine(String complaint, List<String> options) {
    Command command = run(TestDatabases.h2(), with(options, "--claims", claims.toString()));
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.complaints()).hasSize(1);
    assertThat(command.err()).startsWith("drift-quickstart: ").contains(complaint);
    assertThat(command.out()).isEmpty();
  }

  @Test
  void saysThatNightsNeedClaims() {
    Command command = Command.run("--episodes");
    assertThat(command.status()).isEqualTo(2);
    assertThat(command.err()).contains("--episodes needs --claims FILE, or --jdbc-url URL");
  }

  // ---- wherever it runs

  @Test
  void saysTheSameWhereDigitsAreArabic() {
    String here = monitored(TestDatabases.h2(), "--backtest", QUIET).out();
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(monitored(TestDatabases.h2(), "--backtest", QUIET).out()).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
    }
  }

  private static List<String> query(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }
}
