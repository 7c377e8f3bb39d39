package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.drift4j.export.Printable;
import io.drift4j.migrations.TestDatabase;
import io.drift4j.migrations.TestDatabases;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that a spreadsheet would execute, or a terminal obey. */
class HostileTextTest {

  private static final String ESCAPE = "\u001B[2J\u001B]0;owned\u0007";

  /** Control characters of both sets, and what turns the order of letters or hides. */
  private static final String UNSEEN =
      ESCAPE
          + "\u009B31m\b\t\r\n\u007F\u0085\u2028\u2029\u200B\u200E\u200F\u061C\u202A\u202B\u202C"
          + "\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF\u00AD\uDB40\uDC41";

  @TempDir Path folder;

  // ---- spreadsheets

  /** Of the payers that drift in the golden set, and of its customer. */
  private static final List<String> NAMES = List.of("Aetna", "Cigna", "UnitedHealthcare", "acme");

  private static final List<String> FORMULAS =
      List.of(
          "=HYPERLINK(\"http://example.com\")",
          "+1+1",
          "-1+1",
          "@SUM(A1)",
          "\t=1+1",
          "\r=1+1",
          "\n=1+1",
          "\t",
          "  =1+1",
          "\u00A0=1+1",
          "\u200B=1+1",
          "\uFF1D1+1",
          "\uFF0B1",
          "\uFF0D1",
          "\uFF20SUM",
          "Aetna;=1+1",
          "Aetna\t=1+1",
          "Aetna\n=1+1",
          "Aetna\",=1+1,\"",
          "Aetna|  @SUM(A1)");

  @Test
  void nothingIsAFormulaInCsv() throws IOException {
    Command command = run(FORMULAS, "--format", "csv");
    assertThat(command.status()).as(command.err()).isZero();
    assertIsPlain(command.out());
    assertThat(csv(command.out()))
        .hasSize(FORMULAS.size())
        .allSatisfy(
            event ->
                assertThat(List.of(event.get("payer"), event.get("customer")))
                    .allSatisfy(HostileTextTest::assertIsNoFormula));
    assertThat(command.out())
        .contains("\"'=HYPERLINK", "\n'+1+1,", "\\u0009=1+1,", "Aetna;'=1+1", "Aetna|'  @SUM");
  }

  /** Wherever a program might see the end of a value. */
  private static void assertIsNoFormula(String value) {
    assertThat(value.split("[,;|\"]"))
        .allSatisfy(
            part -> assertThat(part).doesNotMatch("[\\s\\p{Z}]*[-=+@\uFF1D\uFF0B\uFF0D\uFF20].*"));
  }

  @Test
  void numbersAndOtherNamesAreInCsvAsTheyAre() throws IOException {
    Command command = run("Smith-Jones + Sons = 2, \"Inc.\" 中文 é", "--format", "csv");
    assertThat(csv(command.out()))
        .extracting(event -> event.get("payer"))
        .contains("Smith-Jones + Sons = 2, \"Inc.\" 中文 é");
    assertThat(csv(command.out()))
        .extracting(event -> event.get("delta_value"))
        .contains("10.0", "0.35000000000000003");
  }

  private static List<CSVRecord> csv(String out) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = format.parse(new StringReader(out))) {
      return parser.getRecords();
    }
  }

  // ---- terminals

  @Test
  void aTableObeysNoName() throws IOException {
    Command command = run("Aetna" + UNSEEN, "--verbose");
    assertThat(command.status()).as(command.err()).isZero();
    assertIsPlain(command.out());
    assertThat(command.out())
        .contains("\nAetna\\u001B[2J\\u001B]0;owned\\u0007\\u009B31m\\u0008\\u0009\\u000D\\u000A")
        .contains("\\u202E\\u2066", "\\uFEFF");
  }

  @Test
  void jsonHasTheNamesAndNothingToObey() throws IOException {
    String name = "=Aetna" + UNSEEN + "\u200D\u200C\uD83D\uDE00é";
    Command command = run(name, "--format", "json");
    assertIsPlain(command.out());
    assertThat(command.out()).contains("Aetna\\u001B[2J", "\u200D\u200C", "é\"");
    JsonNode run = command.runs().get(0);
    assertThat(run.get("customer").asText()).isEqualTo(name);
    assertThat(run.get("events").findValuesAsText("payer")).isNotEmpty().containsOnly(name);
  }

  @Test
  void noComplaintMakesATerminalDoAnything() throws IOException {
    Path claims = claims(List.of("Aetna"));
    TestDatabase database = TestDatabases.h2();
    Path none = folder.resolve("none" + ESCAPE + "\u202E");
    Path bad = Files.writeString(folder.resolve("bad\u001B[2J\u202E"), "customer\n");
    Stream.of(
            Command.run(database, none, Golden.AS_OF),
            Command.run(database, bad, Golden.AS_OF),
            Command.run(database, bad, Golden.AS_OF, "--verbose"),
            Command.run(database, claims, Golden.AS_OF, "--customer", "x" + UNSEEN),
            Command.run(database, claims, Golden.AS_OF, "--customer", ESCAPE, "--verbose"),
            Command.run(database, claims, Golden.AS_OF, "--definition", UNSEEN),
            Command.run(database, claims, Golden.AS_OF, "--policy", ESCAPE),
            Command.run(database, claims, Golden.AS_OF, "--threads", UNSEEN),
            Command.run(database, claims, ESCAPE),
            Command.run("--" + UNSEEN),
            Command.run(UNSEEN))
        .forEach(
            command -> {
              assertThat(command.status()).isIn(1, 2);
              assertThat(command.err()).contains("drift-quickstart: ");
              assertIsPlain(command.err().replace("\tat ", "at ").replace("\t...", "..."));
            });
  }

  @Test
  void noLogMakesATerminalDoAnything() throws Exception {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("ERR");
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("a"), Level.WARN, "{} failed", null, new Object[] {"x" + UNSEEN});
    event.setLoggerName("io.drift4j.Log");
    String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    assertIsPlain(line);
    assertThat(line).endsWith("\n").containsOnlyOnce("\n").contains(" - x\\u001B[2J");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
        "\uD83D\uDC68\u200D\uD83D\uDCBB",
        "Prévoyance",
        "e\u0301",
        "\u0600\u0661\u0662\u0663 \u0601\u0661 \u0602 \u0603 \u0604 \u0605",
        "\u06DD\u0661 \u08E2 \u0890 \u0891",
        "\u070F\u0710 \uD804\uDCBD\uD804\uDCCD",
      })
  void leavesWhatLanguagesNeed(String name) {
    assertThat(Printable.name(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\users\\u00", "\\\\server\\claims", "a\\nb", "\\", "\\u", "\\u{}"})
  void leavesABackslashThatLooksLikeNothingElse(String name) {
    assertThat(Printable.name(name)).isEqualTo(name);
  }

  /** And those can be told from each other however often it is done. */
  @Test
  void tellsWhatIsWrittenOutFromANameThatLooksSo() {
    List<String> names =
        List.of(
            "\u001B",
            "\\u001B",
            "\\u005Cu001B",
            "\\u005cu001b",
            "\\\u001B",
            "\\\\u001B",
            "\uDB40\uDC41",
            "\\u{E0041}");
    List<String> printed = names.stream().map(Printable::name).toList();
    assertThat(printed).doesNotHaveDuplicates().startsWith("\\u001B", "\\u005Cu001B");
    assertThat(printed.stream().map(Printable::of)).containsExactlyElementsOf(printed);
  }

  @Test
  void printsTwoNamesThatLookAlikeAsTwo() throws IOException {
    List<String> names = List.of("Aetna\u001B", "Aetna\\u001B", "C:\\users", "acme");
    Path claims = claims(names);
    for (String format : List.of("table", "csv")) {
      assertThat(Command.run(TestDatabases.h2(), claims, Golden.AS_OF, "--format", format).out())
          .contains("Aetna\\u001B", "Aetna\\u005Cu001B", "C:\\users");
    }
  }

  /**
   * The characters that may move, colour, turn or hide anything: by number, not by our own rule.
   */
  private static void assertIsPlain(String text) {
    assertThat(text.codePoints().filter(HostileTextTest::isObeyed)).isEmpty();
  }

  private static boolean isObeyed(int point) {
    return point < 0x20 && point != '\n'
        || point >= 0x7F && point < 0xA0
        || IntStream.of(0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF)
            .anyMatch(hidden -> hidden == point)
        || point >= 0x202A && point <= 0x202E
        || point >= 0x2066 && point <= 0x2069
        || point >= 0xE0000 && point <= 0xE007F;
  }

  // ---- claims

  private Command run(String name, String... options) throws IOException {
    return run(List.of(name), options);
  }

  private Command run(List<String> names, String... options) throws IOException {
    return Command.run(TestDatabases.h2(), claims(names), Golden.AS_OF, options);
  }

  /** The golden set for as many customers as it takes to have each name in it. */
  private Path claims(List<String> names) throws IOException {
    List<String> golden = Files.readAllLines(new Golden("01_drift_up").claims(folder));
    List<String> lines = new ArrayList<>(golden.subList(0, 1));
    for (int i = 0; i < names.size(); i += NAMES.size()) {
      for (String line : golden.subList(1, golden.size())) {
        lines.add(renamed(line, names, i));
      }
    }
    return Files.write(folder.resolve("hostile.csv"), lines);
  }

  private static String renamed(String line, List<String> names, int first) {
    String renamed = line;
    for (int i = 0; i < NAMES.size(); i++) {
      String name = names.get((first + i) % names.size());
      renamed = renamed.replace(NAMES.get(i), "\"" + name.replace("\"", "\"\"") + "\"");
    }
    return renamed;
  }
}
