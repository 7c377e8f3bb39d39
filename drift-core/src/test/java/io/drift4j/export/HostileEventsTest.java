package io.drift4j.export;

import static io.drift4j.export.SomeEvents.segment;
import static org.assertj.core.api.Assertions.assertThat;

import io.drift4j.DriftEvent;
import io.drift4j.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Texts that break lines, values, terminals or spreadsheets. */
class HostileEventsTest {

  private static final List<String> PARTS =
      List.of(
          "\"",
          "\"\"",
          ",",
          ";",
          "|",
          "\t",
          "\r",
          "\n",
          "\r\n",
          "\\",
          "\\n",
          "/",
          "'",
          "#",
          " ",
          "=",
          "+",
          "-",
          "@",
          "=1+1",
          "\uFF1D",
          "\uFF0B",
          "\uFF0D",
          "\uFF20",
          "{",
          "}",
          "[",
          "]",
          ":",
          "null",
          "\b",
          "\f",
          "\u0001",
          "\u001B[2J",
          "\u001F",
          "\u007F",
          "\u0085",
          "\u009B",
          "\u00A0",
          "\u2028",
          "\u2029",
          "\u200B",
          "\u200D",
          "\u202E",
          "\u2066",
          "\uFEFF",
          "\uD83D\uDE00",
          "\uDB40\uDC41",
          "\uFFFF",
          "é",
          "中文",
          "x",
          "Aetna");

  /** What no database keeps, and so no name has; a setting that is read back may. */
  private static final List<String> UNSTORABLE =
      Stream.concat(PARTS.stream(), Stream.of("\0", "\uD83D", "\uDE00")).toList();

  /** At the beginning, or wherever a program might see the end of a value. */
  private static final Pattern FORMULA =
      Pattern.compile("(^|[,;|\"])[\\s\\p{Z}]*[-=+@\uFF1D\uFF0B\uFF0D\uFF20]");

  @Test
  void areReadBackAsTheyAre() {
    assertThatAllAreReadBack(200);
  }

  @Tag("slow")
  @Test
  void areReadBackAsTheyAreHoweverMany() {
    assertThatAllAreReadBack(20_000);
  }

  private static void assertThatAllAreReadBack(int cases) {
    SplittableRandom dice = new SplittableRandom(9);
    for (int i = 0; i < cases; i++) {
      String customer = "x" + text(dice, PARTS);
      String settings = text(dice, UNSTORABLE);
      String note = "x" + text(dice, PARTS).replace("\n", "");
      String payer = text(dice, PARTS);
      DriftEvent event =
          SomeEvents.full(customer, settings, note, segment("payer", payer, "plan", null));
      assertIsReadBack(event, note);
      assertIsPlain(event);
    }
  }

  private static String text(SplittableRandom dice, List<String> parts) {
    return IntStream.range(0, dice.nextInt(6))
        .mapToObj(i -> parts.get(dice.nextInt(parts.size())))
        .collect(Collectors.joining());
  }

  private static void assertIsReadBack(DriftEvent event, String note) {
    String line = Readers.line(event);
    List<Object> expected = expected(event, note);
    for (Map<String, Object> json : List.of(Readers.two(line), Readers.three(line))) {
      assertThat(
              Arrays.asList(
                  json.get("customer"),
                  json.get("settings"),
                  json.get("payer"),
                  json.get("segment"),
                  json.get("headline"),
                  ((List<?>) json.get("notes")).get(0)))
          .isEqualTo(expected);
    }
    EventCsv csv = EventCsv.by(List.of("payer", "plan")).withTextsAsTheyAre();
    CSVRecord read = Readers.records(Readers.table(csv, event, event)).get(1);
    assertThat(read.get("customer")).isEqualTo(event.run().customer());
    assertThat(read.get("settings")).isEqualTo(event.run().settings());
    assertThat(read.get("payer")).isEqualTo(event.segment().value("payer"));
    assertThat(read.get("plan")).isNull();
    assertThat(read.get("headline")).isEqualTo(event.headline());
    assertThat((List<?>) Readers.tree(read.get("notes"))).first().isEqualTo(note);
  }

  private static List<Object> expected(DriftEvent event, String note) {
    Segment segment = event.segment();
    return Arrays.asList(
        event.run().customer(),
        event.run().settings(),
        segment.value("payer"),
        segment.asMap(),
        event.headline(),
        note);
  }

  /** One line, whoever splits it, and nothing to obey; nor to execute, where it is CSV. */
  private static void assertIsPlain(DriftEvent event) {
    assertThat(Readers.line(event)).endsWith("}\n");
    assertIsPlain(Readers.line(event));
    String table = Readers.table(EventCsv.by(List.of("payer", "plan")), event);
    assertIsPlain(table.substring(table.indexOf('\n') + 1));
    CSVRecord read = Readers.records(table).get(0);
    for (String column : List.of("payer", "customer", "settings", "headline", "notes")) {
      assertThat(FORMULA.matcher(read.get(column)).find()).as(column).isFalse();
    }
  }

  private static void assertIsPlain(String line) {
    assertThat(line.codePoints().filter(HostileEventsTest::isObeyed)).containsExactly((int) '\n');
  }

  /** By number, not by our own rule. */
  private static boolean isObeyed(int point) {
    return point < 0x20
        || point >= 0x7F && point < 0xA0
        || point >= 0xD800 && point <= 0xDFFF
        || IntStream.of(0x200B, 0x2028, 0x2029, 0x202E, 0x2066, 0xFEFF).anyMatch(p -> p == point)
        || point >= 0xE0000 && point <= 0xE007F;
  }
}
