package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuickstartTest {

  private static final String HEADER =
      "customer,payer,cpt_group,submitted_date,decided_date,outcome\n";
  private static final String GOOD = "acme,Aetna,SURG,2026-01-02,2026-01-05,PAID\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a policy that tests nothing leaves out. */
  private static final List<String> GROUND =
      List.of(
          "test",
          "p_value",
          "log_p_value",
          "adjusted_p_value",
          "family",
          "family_size",
          "interval_low",
          "interval_high",
          "adjusted_interval_low",
          "adjusted_interval_high",
          "adjusted_interval_level",
          "severity_low",
          "standard_error",
          "dispersion",
          "horizon",
          "minimum_detectable",
          "records_at_stake");

  private static final Map<List<String>, Command> DEMONSTRATIONS = new HashMap<>();

  @TempDir Path folder;

  static Stream<Named<Supplier<TestDatabase>>> vendors() {
    return Vendors.all();
  }

  /** Once, since it is always the same. */
  private static Command demonstration(String... options) {
    return DEMONSTRATIONS.computeIfAbsent(List.of(options), any -> Command.run(options));
  }

  @Test
  void demonstrationFindsThePlantedChangesAndNothingElse() {
    Command command = demonstration();
    assertThat(command.status()).isZero();
    assertThat(truths(command, "planted, found"))
        .containsExactly(
            "Aldermere / IMAGING: DENIAL_RATE up",
            "Calloway / SURGERY: DECISION_TIME up",
            "Dunmore / LAB: DENIAL_RATE down");
    assertThat(truths(command, "planted, MISSED")).isEmpty();
    assertThat(truths(command, "FALSE ALARM")).isEmpty();
    assertThat(truths(command, "decoy, silent"))
        .containsExactly(
            "Aldermere / EVAL",
            "Brightwater / EVAL",
            "Brightwater / SURGERY",
            "Dunmore / IMAGING",
            "Everlane / LAB",
            "Fairhaven / EVAL",
            "Fairhaven / SURGERY",
            "Greenfield / EVAL",
            "Harcourt / SURGERY",
            "Small & Sons / EVAL",
            "Small & Sons / IMAGING",
            "Small & Sons / LAB",
            "Small & Sons / SURGERY",
            "Tiny Mutual / LAB");
    assertThat(command.out())
        .contains("view by-30 of [2026-01-18, 2026-04-18), [2026-04-18, 2026-05-02);")
        .contains("confirmed by fast")
        .contains("\nskipped: 2 below minimum volume 30\n")
        .containsPattern(
            "inconclusive: \\d+ of DENIAL_RATE, in which changes of .* points would have")
        .contains("\nnoted: Greenfield / EVAL: ", "2026-05-25 to 2026-05-26")
        .contains("\nrerun: 0 new, 3 already recorded\n");
    assertThat(command.err()).isEmpty();
  }

  @Test
  void demonstrationEndsWithAYearOfNightsInADozenLines() {
    List<String> lines = demonstration().out().lines().toList();
    List<String> year =
        lines.subList(lines.indexOf("rerun: 0 new, 3 already recorded") + 2, lines.size());
    assertThat(year).hasSizeLessThanOrEqualTo(12);
    assertThat(year.get(0)).startsWith("the nights of a year, ");
    assertThat(nightsWithEvents(year.get(1), "thresholds")).isGreaterThan(90);
    assertThat(nightsWithEvents(year.get(2), "controlled")).isGreaterThan(20);
    assertThat(nightsWithEvents(year.get(3), "monitored")).isEqualTo(1);
    assertThat(year.subList(4, year.size()))
        .allSatisfy(line -> assertThat(line).contains(": Ironwood / LAB: denial rate by day 30 "))
        .hasSize(2);
    assertThat(year.get(4)).contains("  new: ");
  }

  private static int nightsWithEvents(String line, String policy) {
    assertThat(line).startsWith(policy).contains(" of 365 nights have an event, ");
    return Integer.parseInt(line.replaceFirst("^\\w+ +", "").replaceFirst(" .*", ""));
  }

  /** Which shows that the decoys are worth something. */
  @Test
  void demonstrationMisleadsWhoeverTakesChanceAndOpenClaimsForChange() {
    Command command = demonstration("--policy", "thresholds");
    assertThat(command.status()).isZero();
    assertThat(truths(command, "planted, MISSED"))
        .containsExactly("Calloway / SURGERY: DECISION_TIME up");
    assertThat(truths(command, "FALSE ALARM"))
        .containsExactly(
            "Brightwater / EVAL: DECISION_TIME down",
            "Brightwater / EVAL: DENIAL_RATE up",
            "Brightwater / SURGERY: DECISION_TIME down",
            "Calloway / SURGERY: DECISION_TIME down",
            "Small & Sons / EVAL: DENIAL_RATE up",
            "Small & Sons / IMAGING: DENIAL_RATE down");
  }

  @Test
  void tellsProgramsWhatAnEventRestsOn() {
    JsonNode controlled = demonstration("--format", "json").runs().get(0);
    assertThat(controlled.get("events")).hasSize(3);
    for (JsonNode event : controlled.get("events")) {
      assertThat(GROUND).allSatisfy(field -> assertThat(event.get(field).isNull()).isFalse());
      assertThat(event.get("adjusted_p_value").asDouble()).isBetween(0.0, 0.05);
      assertThat(event.get("family_size").asInt()).isEqualTo(tested(controlled));
      assertThat(event.get("severity_low").asDouble())
          .isBetween(0.0, event.get("severity").asDouble());
      assertThat(event.get("interval_low").asDouble() * event.get("interval_high").asDouble())
          .isPositive();
    }
    JsonNode thresholds = demonstration("--format", "json", "--policy", "thresholds").runs().get(0);
    for (JsonNode event : thresholds.get("events")) {
      assertThat(GROUND).allSatisfy(field -> assertThat(event.get(field).isNull()).isTrue());
    }
  }

  private static int tested(JsonNode run) {
    JsonNode verdicts = run.get("verdicts");
    return Stream.of("drift", "equivalent", "inconclusive")
        .mapToInt(decision -> verdicts.get(decision).asInt())
        .sum();
  }

  @Test
  void tellsAShiftOfTheMixFromAChangeOfAPayer() {
    JsonNode run = demonstration("--format", "json").runs().get(0);
    JsonNode fairhaven = attribution(run, "Fairhaven");
    assertThat(fairhaven.get("delta_value").asDouble()).isGreaterThan(0.05);
    assertThat(fairhaven.get("mix").asDouble()).isGreaterThan(0.05);
    assertThat(fairhaven.get("rate").asDouble()).isBetween(-0.03, 0.03);
    assertThat(demonstration().out()).contains("\nFairhaven: denial rate");
  }

  private static JsonNode attribution(JsonNode run, String payer) {
    List<JsonNode> all = new ArrayList<>();
    run.get("attribution").forEach(all::add);
    return all.stream()
        .filter(one -> one.get("payer").asText().equals(payer))
        .filter(one -> one.get("metric").asText().equals("denial-rate"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void printsWhatTheReadmeShows() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    assertThat(readme).contains("```\n" + demonstration().out() + "```\n");
    assertThat(demonstration("--policy", "thresholds").out().lines())
        .filteredOn(line -> line.startsWith("FALSE ALARM") || line.startsWith("planted, MISSED"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(readme).contains(line + "\n"));
  }

  /** Of the lines that say what is true and what was found, those with an answer. */
  private static List<String> truths(Command command, String answer) {
    return command
        .out()
        .lines()
        .filter(line -> line.startsWith(answer))
        .map(line -> line.split(" {2,}")[1])
        .toList();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void recordsNothingTwiceAndSaysSo(Supplier<TestDatabase> vendor) throws IOException {
    TestDatabase database = vendor.get();
    Path claims = Path.of("src/test/resources/golden/01_drift_up/claims.csv");
    JsonNode first =
        JSON.readTree(run(database, claims, "2026-01-15", "--format", "json").out()).at("/runs/0");
    JsonNode again =
        JSON.readTree(run(database, claims, "2026-01-15", "--format", "json").out()).at("/runs/0");
    assertThat(first.get("already_recorded").asBoolean()).isFalse();
    assertThat(again.get("already_recorded").asBoolean()).isTrue();
    assertThat(again.get("events_created").asInt()).isZero();
    assertThat(again.get("events")).isEqualTo(first.get("events"));
    assertThat(run(database, claims, "2026-01-15").out())
        .startsWith("claims: 0 new, 0 changed, 465 unchanged\n")
        .contains("recorded before, from 465 claims; --revision computes anew");
    JsonNode revised =
        JSON.readTree(
                run(database, claims, "2026-01-15", "--format", "json", "--revision", "2").out())
            .at("/runs/0");
    assertThat(revised.get("events_created").asInt()).isEqualTo(4);
  }

  @Test
  void givesTheSameBytesWhateverTheOrderLocaleAndZone() throws IOException {
    Path claims = Path.of("src/test/resources/golden/12_unicode_payers/claims.csv");
    String expected = run(TestDatabases.h2(), claims, "2026-01-15", "--format", "json").out();
    List<String> lines = new ArrayList<>(Files.readAllLines(claims));
    String header = lines.remove(0);
    Collections.shuffle(lines, new Random(1));
    lines.add(0, header);
    Path shuffled = Files.write(folder.resolve("shuffled.csv"), lines);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(run(TestDatabases.h2(), shuffled, "2026-01-15", "--format", "json").out())
          .isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void replacesAClaimThatChangedAndKeepsTheOthers(Supplier<TestDatabase> vendor)
      throws IOException, SQLException {
    TestDatabase database = vendor.get();
    String header = "claim_id," + HEADER;
    Path monday =
        write(
            "monday.csv",
            header
                + "1,acme,Aetna,SURG,2026-01-02,,\n2,acme,Aetna,SURG,2026-01-03,2026-01-04,PAID\n");
    Path tuesday =
        write(
            "tuesday.csv",
            header
                + "2,acme,Aetna,SURG,2026-01-03,2026-01-04,PAID\n1,acme,Aetna,SURG,2026-01-02,2026-01-06,DENIED\n3,acme,Aetna,SURG,2026-01-06,,\n");
    assertThat(run(database, monday, "2026-01-15").out())
        .startsWith("claims: 2 new, 0 changed, 0 unchanged\n");
    assertThat(run(database, tuesday, "2026-01-15").out())
        .startsWith("claims: 1 new, 1 changed, 1 unchanged\n");
    assertThat(query(database, "select outcome from claim where claim_key = 'id-1'"))
        .containsExactly("DENIED");
    assertThat(query(database, "select count(*) from claim_load")).containsExactly("0");
  }

  @Test
  void printsCsvWithTheColumnsOfTheReference() {
    Command command =
        run(
            TestDatabases.h2(),
            Path.of("src/test/resources/golden/01_drift_up/claims.csv"),
            "2026-01-15",
            "--format",
            "csv");
    assertThat(command.out().lines())
        .hasSize(5)
        .first()
        .asString()
        .startsWith(
            String.join(",", Golden.FIELDS)
                + ",customer,event_id,severity_low,adjusted_p_value,interval_low,interval_high,")
        .contains(",test,log_p_value,", ",baseline_open,current_open,");
    assertThat(command.out().lines().skip(1))
        .first()
        .asString()
        .startsWith(
            "Aetna,SURG,DECISION_TIME,5.0,15.0,10.0,1.0,0.6666666666666666,2025-10-03,2026-01-01,2026-01-01,2026-01-15,acme,");
  }

  @Test
  void failsOnDriftWhenTold() {
    Path claims = Path.of("src/test/resources/golden/01_drift_up/claims.csv");
    assertThat(run(TestDatabases.h2(), claims, "2026-01-15", "--fail-on-drift").status())
        .isEqualTo(3);
    assertThat(
            run(
                    TestDatabases.h2(),
                    claims,
                    "2026-01-15",
                    "--fail-on-drift",
                    "--min-volume",
                    "10000")
                .status())
        .isZero();
  }

  @Test
  void saysThatARunIsEmptyAndExitsWithFour() throws IOException {
    Path claims = Path.of("src/test/resources/golden/01_drift_up/claims.csv");
    TestDatabase database = TestDatabases.h2();
    Command json = run(database, claims, "2020-01-01", "--format", "json", "--fail-on-drift");
    JsonNode report = JSON.readTree(json.out()).at("/runs/0");
    assertThat(json.status()).isEqualTo(4);
    assertThat(report.get("status").asText()).isEqualTo("empty");
    assertThat(report.get("reason").asText())
        .startsWith("source claims has no record of customer \"acme\" in [2019-09-19, 2020-01-01)");
    assertThat(report.get("events")).isEmpty();
    assertThat(json.err())
        .contains(
            "drift-quickstart: every run is empty; claims were submitted from 2025-10-03 to"
                + " 2026-01-14");
    Command table = run(database, claims, "2020-01-01");
    assertThat(table.status()).isEqualTo(4);
    assertThat(table.out()).contains("EMPTY, nothing is recorded: source claims has no record of");
    assertThat(run(database, claims, "2026-01-15").status()).isZero();
  }

  @Test
  void showsTheTracesOfItsErrorsOnlyWhenTold() throws IOException {
    Path claims = write("bad.csv", HEADER + "acme,Aetna,SURG,CANARY,,\n");
    assertThat(run(TestDatabases.h2(), claims, "2026-01-15").complaints()).hasSize(1);
    assertThat(run(TestDatabases.h2(), claims, "2026-01-15", "--verbose").err())
        .contains("\tat io.drift4j.")
        .doesNotContain("CANARY");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad(
            "a column is missing",
            "customer,payer,cpt_group,submitted_date,outcome\n",
            "line 1: column decided_date is missing"),
        bad(
            "a column is named twice",
            "customer,customer,payer,cpt_group,submitted_date,decided_date,outcome\n",
            "line 1: the header names a column twice"),
        bad("the file is empty", "", "line 1: column customer, payer, cpt_group"),
        bad(
            "an outcome is unknown",
            HEADER + GOOD + "acme,Aetna,SURG,2026-01-02,2026-01-05,CANARY\n",
            "line 3 column outcome is none of PAID, DENIED, OTHER"),
        bad(
            "a date cannot be parsed",
            HEADER + GOOD + "acme,Aetna,SURG,01/02/CANARY,2026-01-05,PAID\n",
            "line 3 column submitted_date is not a date; write it as"),
        bad(
            "a day does not exist",
            HEADER + "acme,Aetna,SURG,2026-02-30,2026-03-05,PAID\n",
            "line 2 column submitted_date is not a date"),
        bad(
            "submitted is empty",
            HEADER + "acme,Aetna,SURG,,2026-03-05,PAID\n",
            "line 2 column submitted_date is not a date"),
        bad(
            "decided before submitted",
            HEADER + GOOD + "acme,Aetna,SURG,2026-01-02,2026-01-01,PAID\n",
            "line 3 column decided_date is before submitted_date"),
        bad(
            "decided without outcome",
            HEADER + "acme,Aetna,SURG,2026-01-02,2026-01-03,\n",
            "line 2 column outcome is empty though"),
        bad(
            "outcome without date",
            HEADER + "acme,Aetna,SURG,2026-01-02,,PAID\n",
            "line 2 column decided_date is empty though"),
        bad(
            "no customer",
            HEADER + ",Aetna,SURG,2026-01-02,,\n",
            "line 2 column customer is empty"),
        bad(
            "a NUL byte",
            HEADER + GOOD + "acme,CANARY\0,SURG,2026-01-02,2026-01-05,PAID\n",
            "line 3 column payer holds a NUL character"),
        bad(
            "a row is too short",
            HEADER + GOOD + "acme,CANARY,SURG\n",
            "line 3 has 3 values, the header 6"),
        bad(
            "a quote is never closed",
            HEADER + GOOD + "acme,\"CANARY,SURG,2026-01-02,2026-01-05,PAID\n",
            "line 3 is not CSV; check its quotes"),
        bad(
            "10 MB in one field",
            HEADER
                + GOOD
                + "acme,"
                + "CANARY".repeat(1_800_000)
                + ",SURG,2026-01-02,2026-01-05,PAID\n",
            "line 3 column payer has more than 10000 characters"),
        bad(
            "an amount is none",
            "allowed_amount," + HEADER + "CANARY,acme,Aetna,SURG,2026-01-02,,\n",
            "line 2 column allowed_amount is not an amount"),
        bad(
            "an amount is a gigabyte",
            "paid_amount," + HEADER + "1E+999999999,acme,Aetna,SURG,2026-01-02,,\n",
            "line 2 column paid_amount is more than 9999999999.99"),
        bad(
            "an amount is negative",
            "paid_amount," + HEADER + "-5,acme,Aetna,SURG,2026-01-02,,\n",
            "line 2 column paid_amount is negative: a reversal is no claim of its own"),
        bad(
            "a day is in a year that not all databases keep",
            HEADER + "acme,Aetna,SURG,+12026-01-02,,\n",
            "line 2 column submitted_date is not a day of the years 1 to 9999"),
        bad(
            "a flag is none",
            "authorization_required," + HEADER + "CANARY,acme,Aetna,SURG,2026-01-02,,\n",
            "line 2 column authorization_required is neither true nor false"),
        bad(
            "a claim twice",
            "claim_id,"
                + HEADER
                + "CANARY,acme,Aetna,SURG,2026-01-02,,\nCANARY,acme,Aetna,SURG,2026-01-03,,\n",
            "lines 2 and 3 have the same customer and claim_id"));
  }

  private static Arguments bad(String name, String content, String complaint) {
    return Arguments.of(Named.of(name, content), complaint);
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void saysWhatIsWrongWithAFileAndLoadsNothingOfIt(String content, String complaint)
      throws IOException, SQLException {
    TestDatabase database = TestDatabases.h2();
    Command command = run(database, write("claims.csv", content), "2026-01-15");
    assertComplains(command, 1, complaint);
    assertThat(query(database, "select count(*) from claim")).containsExactly("0");
    assertThat(query(database, "select count(*) from claim_load")).containsExactly("0");
    assertThat(query(database, "select count(*) from drift_run")).containsExactly("0");
  }

  @Test
  void saysThatAFileIsNotUtf8() throws IOException {
    Path claims = folder.resolve("latin1.csv");
    Files.write(
        claims,
        (HEADER + "acme,Prévoyance,SURG,2026-01-02,,\n").getBytes(StandardCharsets.ISO_8859_1));
    assertComplains(
        run(TestDatabases.h2(), claims, "2026-01-15"), 1, "is not UTF-8; save it as UTF-8");
  }

  @Test
  void toleratesAByteOrderMarkAndColumnsInAnyOrder() throws IOException {
    Path claims =
        write(
            "claims.csv",
            "\uFEFFpayer,extra,outcome,customer,cpt_group,submitted_date,decided_date\nAetna,x,PAID,acme,SURG,2026-01-02,2026-01-05\n");
    assertThat(run(TestDatabases.h2(), claims, "2026-01-15").out()).startsWith("claims: 1 new");
  }

  @Test
  void saysWhatSeparatesValuesWhereItIsNoComma() throws IOException {
    Path semicolons = write("semicolons.csv", (HEADER + GOOD).replace(',', ';') + "\n");
    Path tabs = write("tabs.csv", "sep=\t\n" + (HEADER + GOOD).replace(',', '\t'));
    assertThat(run(TestDatabases.h2(), semicolons, "2026-01-15").out())
        .startsWith("separator: semicolon, as the header shows\nclaims: 1 new, ");
    assertThat(run(TestDatabases.h2(), tabs, "2026-01-15").out())
        .startsWith("separator: tab, as the line sep= says\nclaims: 1 new, ");
    Command json = run(TestDatabases.h2(), tabs, "2026-01-15", "--format", "json");
    assertThat(json.out()).startsWith("{\n");
    assertThat(json.err()).isEmpty();
  }

  static Stream<Arguments> badOptions() {
    return Stream.of(
        Arguments.of(2, "--as-of is not a date", new String[] {"--as-of", "tomorrow"}),
        Arguments.of(
            1,
            "--customer nobody has no claims",
            new String[] {"--as-of", "2026-01-15", "--customer", "nobody", "--format", "json"}),
        Arguments.of(
            2,
            "baseline days must be 1 or more, not -1",
            new String[] {"--as-of", "2026-01-15", "--baseline-days", "-1"}),
        Arguments.of(
            2,
            "current days must be 1 or more, not 0",
            new String[] {"--as-of", "2026-01-15", "--current-days", "0"}),
        Arguments.of(
            2,
            "minimum volume must be 1 or more, not 0",
            new String[] {"--as-of", "2026-01-15", "--min-volume", "0"}),
        Arguments.of(
            2,
            "--revision must be 1 or more, not 0",
            new String[] {"--as-of", "2026-01-15", "--revision", "0"}),
        Arguments.of(
            2,
            "--definition magic is not known; known are payer-drift, behavioral-prediction, driftwatch, delayguard, payment-timing-trend, denialscope, payer-scorecard",
            new String[] {"--as-of", "2026-01-15", "--definition", "magic"}),
        Arguments.of(
            2,
            "--policy magic is not known; known are controlled, monitored and thresholds",
            new String[] {"--as-of", "2026-01-15", "--policy", "magic"}),
        Arguments.of(
            2,
            "--format must be table, json or csv",
            new String[] {"--as-of", "2026-01-15", "--format", "xml"}),
        Arguments.of(
            2,
            "--threads must be 1 or more, not 0",
            new String[] {"--as-of", "2026-01-15", "--threads", "0"}),
        Arguments.of(
            2,
            "Invalid value for option '--threads'",
            new String[] {"--as-of", "2026-01-15", "--threads", "many"}),
        Arguments.of(2, "Unknown option: '--magic'", new String[] {"--magic"}),
        Arguments.of(2, "--as-of is missing", new String[] {}));
  }

  @ParameterizedTest
  @MethodSource("badOptions")
  void saysWhatIsWrongWithAnOption(int status, String complaint, String[] options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--claims",
                write("claims.csv", HEADER + GOOD).toString(),
                "--jdbc-url",
                TestDatabases.h2().url()));
    arguments.addAll(List.of(options));
    assertComplains(Command.run(arguments.toArray(String[]::new)), status, complaint);
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertComplains(
        run(TestDatabases.h2(), folder.resolve("none.csv"), "2026-01-15"),
        1,
        "is not a file that can be read");
    assertComplains(
        run(TestDatabases.h2(), folder, "2026-01-15"), 1, "is not a file that can be read");
  }

  @Test
  void saysWhatIsWrongWithADatabase() throws IOException, SQLException {
    String claims = write("claims.csv", HEADER + GOOD).toString();
    assertComplains(
        Command.run(
            "--claims",
            claims,
            "--as-of",
            "2026-01-15",
            "--jdbc-url",
            "jdbc:postgresql://127.0.0.1:1/none",
            "--user",
            "x"),
        1,
        "connecting failed: the database cannot be reached; check --jdbc-url and that it runs (SQLState 08001)");
    assertComplains(
        Command.run(
            "--claims", claims, "--as-of", "2026-01-15", "--jdbc-url", "jdbc:oracle:thin:@x"),
        1,
        "--jdbc-url names a database that is not supported; supported are jdbc:h2:, jdbc:postgresql:, jdbc:sqlite:, jdbc:mariadb: and jdbc:mysql:");
    TestDatabase server = TestDatabases.postgresql();
    query(server, "select 1");
    execute(server, "drop role if exists reader", "create role reader login password 'secret'");
    assertComplains(
        Command.run(
            "--claims",
            claims,
            "--as-of",
            "2026-01-15",
            "--jdbc-url",
            server.url(),
            "--user",
            "reader",
            "--password",
            "secret"),
        1,
        "may not");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:h2:tcp://127.0.0.1:1/none | the process that serves the database cannot be reached",
        "jdbc:h2:mem:none;IFEXISTS=TRUE | the database cannot be reached; check --jdbc-url"
      })
  void saysThatAnH2IsNotThere(String url, String complaint) throws IOException {
    String claims = write("claims.csv", HEADER + GOOD).toString();
    assertComplains(
        Command.run("--claims", claims, "--as-of", "2026-01-15", "--jdbc-url", url), 1, complaint);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static Command run(TestDatabase database, Path claims, String asOf, String... more) {
    return Command.run(database, claims, asOf, more);
  }

  private static void assertComplains(Command command, int status, String complaint) {
    assertThat(command.complaints()).hasSize(1);
    assertThat(command.err())
        .startsWith("drift-quickstart: ")
        .contains(complaint)
        .doesNotContain("CANARY");
    assertThat(command.out()).isEmpty();
    assertThat(command.status()).isEqualTo(status);
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

  private static void execute(TestDatabase database, String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
