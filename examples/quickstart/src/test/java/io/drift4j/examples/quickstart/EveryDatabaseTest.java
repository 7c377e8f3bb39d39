package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command prints does not depend on the database, nor on the number of threads. */
class EveryDatabaseTest {

  private static final int CUSTOMERS = 12;

  private static final Map<String, Command> ON_H2 = new HashMap<>();

  @TempDir Path folder;

  static Stream<Named<Supplier<TestDatabase>>> vendors() {
    return Vendors.all();
  }

  static Stream<Golden> goldenSets() {
    return Golden.all();
  }

  static Stream<Named<Supplier<TestDatabase>>> othersThanH2() {
    return Vendors.shared();
  }

  @ParameterizedTest
  @MethodSource("goldenSets")
  void printsWhatTheReferenceFound(Golden set) throws IOException {
    Command command = onH2(set.name(), set.claims(folder));
    assertThat(command.err()).isEmpty();
    for (JsonNode report : command.runs()) {
      JsonNode reference = set.expected().get(report.get("customer").asText()).get("payer_drift");
      assertThat(report.get("groups_considered"))
          .isEqualTo(reference.at("/summary/groups_considered"));
      assertThat(events(report)).isEqualTo(events(reference));
      assertThat(report.get("events_created").asInt())
          .isEqualTo(report.get("events").size())
          .isPositive();
    }
  }

  private static List<List<JsonNode>> events(JsonNode report) {
    List<List<JsonNode>> events = new ArrayList<>();
    report
        .get("events")
        .forEach(event -> events.add(Golden.FIELDS.stream().map(event::get).toList()));
    return events;
  }

  @ParameterizedTest
  @MethodSource("othersThanH2")
  void printsTheSameBytesAsOnH2(Supplier<TestDatabase> vendor) throws IOException {
    printsTheSameBytesAsOnH2(new Golden("12_unicode_payers"), vendor);
  }

  @ParameterizedTest
  @MethodSource("othersThanH2")
  @Tag("proof")
  void printsTheSameBytesOfManyGroupsAsOnH2(Supplier<TestDatabase> vendor) throws IOException {
    printsTheSameBytesAsOnH2(new Golden("13_many_groups_500"), vendor);
  }

  @ParameterizedTest
  @MethodSource("othersThanH2")
  @Tag("proof")
  void printsTheSameBytesOfTheDemonstrationAsInMemory(Supplier<TestDatabase> vendor) {
    TestDatabase database = vendor.get();
    List<String> json = List.of("--format", "json", "--revision", "2");
    List<String> there = new ArrayList<>(json);
    there.addAll(List.of("--jdbc-url", database.url()));
    there.addAll(List.of("--user", database.user(), "--password", database.password()));
    Command command = Command.run(there.toArray(String[]::new));
    assertThat(command.err()).isEmpty();
    assertThat(command.eventsCreated()).isEqualTo(3);
    assertThat(command.out())
        .isEqualTo(
            ON_H2
                .computeIfAbsent("demonstration", any -> Command.run(json.toArray(String[]::new)))
                .out());
  }

  private void printsTheSameBytesAsOnH2(Golden set, Supplier<TestDatabase> vendor)
      throws IOException {
    Path claims = set.claims(folder);
    Command command = json(vendor.get(), claims, "1");
    assertThat(command.err()).isEmpty();
    assertThat(command.out()).isEqualTo(onH2(set.name(), claims).out());
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void printsTheSameBytesWithAnyNumberOfThreads(Supplier<TestDatabase> vendor) throws IOException {
    Path claims = new Golden("01_drift_up").claimsOf(CUSTOMERS, folder);
    TestDatabase database = vendor.get();
    Command together = json(database, claims, "8");
    assertThat(together.err()).isEmpty();
    assertThat(together.out()).isEqualTo(onH2("01_drift_up of many", claims).out());
    assertThat(together.runs())
        .extracting(run -> run.get("customer").asText())
        .hasSize(CUSTOMERS)
        .isSorted();
    Command again = json(database, claims, "8");
    assertThat(again.eventsCreated()).isZero();
    assertThat(again.runs()).allMatch(run -> run.get("already_recorded").asBoolean());
    assertThat(again.eventIds()).containsExactlyElementsOf(together.eventIds().toList());
  }

  /** With one thread; once, since it is always the same. */
  private static Command onH2(String name, Path claims) {
    return ON_H2.computeIfAbsent(name, any -> json(TestDatabases.h2(), claims, "1"));
  }

  @Test
  void givesSqliteWhatTheUrlDoesNotSayAndLeavesWhatItSays() throws IOException {
    Path claims = new Golden("01_drift_up").claims(folder);
    String file = folder.resolve("claims.db").toString();
    assertThat(json(TestDatabases.at("jdbc:sqlite:" + file, "", ""), claims, "1").status())
        .isZero();
    TestDatabase otherwise =
        TestDatabases.at("jdbc:sqlite:" + file + "?journal_mode=DELETE", "", "");
    assertThat(json(otherwise, claims, "1").complaints())
        .singleElement()
        .asString()
        .contains("SQLite's journal_mode is delete; expected wal");
  }

  @Test
  void tellsHowManyClaimsContradictThemselves() throws Exception {
    tellsHowManyClaimsContradictThemselves(TestDatabases.h2());
  }

  @ParameterizedTest
  @MethodSource("othersThanH2")
  @Tag("proof")
  void tellsHowManyClaimsContradictThemselvesElsewhere(Supplier<TestDatabase> vendor)
      throws Exception {
    tellsHowManyClaimsContradictThemselves(vendor.get());
  }

  private void tellsHowManyClaimsContradictThemselves(TestDatabase database) throws Exception {
    Path claims = new Golden("01_drift_up").claims(folder);
    assertThat(json(database, claims, "1").runs().get(0).get("data_quality")).isEmpty();
    insert(database, "'a'", "'2026-01-05'", "'2026-01-04'", "'PAID'");
    insert(database, "'b'", "'2026-01-05'", "'2026-01-06'", "null");
    insert(database, "'c'", "'2026-01-05'", "null", "'DENIED'");
    insert(database, "'d'", "'2026-01-05'", "null", "'PAID'");
    JsonNode run = json(database, claims, "1", "--revision", "2").runs().get(0);
    assertThat(run.get("data_quality").toString())
        .isEqualTo(
            """
            [{"reason":"ended_before_start","count":1,"share":0.0021321961620469083},\
            {"reason":"ended_without_outcome","count":1,"share":0.0021321961620469083},\
            {"reason":"outcome_without_end","count":2,"share":0.0042643923240938165}]""");
    assertThat(Command.run(database, claims, Golden.AS_OF, "--revision", "3").out())
        .contains("\n1 of 469 records (0.2 %) ended before they started and were left out\n");
  }

  private static void insert(TestDatabase database, String... values) throws Exception {
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into claim (
            customer, payer, cpt_group, claim_key, submitted_date, decided_date, outcome)
          values ('acme', 'Aetna', 'SURG', %s)
          """
              .formatted(String.join(", ", values)));
    }
  }

  private static Command json(TestDatabase database, Path claims, String threads, String... more) {
    List<String> options =
        Stream.concat(Stream.of("--format", "json", "--threads", threads), Stream.of(more))
            .toList();
    return Command.run(database, claims, Golden.AS_OF, options.toArray(String[]::new));
  }
}
