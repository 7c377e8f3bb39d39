package io.drift4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimFileTest {

  private static final String HEADER =
      "customer,payer,cpt_group,submitted_date,decided_date,outcome\n";
  private static final String GOOD = "acme,Aetna,SURG,2026-01-02,2026-01-05,PAID\n";
  private static final String BAD = "acme,Aetna,SURG,CANARY,2026-01-05,PAID\n";

  @TempDir Path folder;

  // ---- what stands around the rows

  /** What spreadsheets and exports make of the same file; where its bad row is. */
  static Stream<Arguments> sameFiles() {
    return Stream.of(
        Arguments.of(HEADER + GOOD + BAD, 3),
        Arguments.of(HEADER + GOOD + BAD + "\n", 3),
        Arguments.of(HEADER + GOOD + BAD + "\n  \n\t\n,,,,,\n", 3),
        Arguments.of(HEADER + "\n" + GOOD + "\n" + BAD, 5),
        Arguments.of("\n" + HEADER + GOOD + BAD, 4),
        Arguments.of("\uFEFF\n \n,,,\n" + HEADER + GOOD + BAD, 6),
        Arguments.of("\uFEFF" + HEADER + GOOD + BAD, 3),
        Arguments.of("\uFEFF" + quoted(HEADER) + quoted(GOOD) + quoted(BAD), 3),
        Arguments.of("sep=,\n" + HEADER + GOOD + BAD, 4),
        Arguments.of("\uFEFFSEP=,\n\n" + HEADER + GOOD + BAD, 5),
        Arguments.of("\"sep=,\"\n" + HEADER + GOOD + BAD, 4));
  }

  private static String quoted(String line) {
    return "\"" + line.strip().replace(",", "\",\"") + "\"\n";
  }

  @ParameterizedTest
  @MethodSource("sameFiles")
  void readsTheSameRowsWhateverStandsAroundThem(String text, long badLine) throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      for (char separator : new char[] {',', ';', '\t', '|'}) {
        String content = text.replace(',', separator).replace("\n", end);
        List<ClaimRow> rows = new ArrayList<>();
        ClaimFile file = file(content);
        assertThatThrownBy(() -> file.forEach(rows::add))
            .hasMessageEndingWith(
                "claims.csv line "
                    + badLine
                    + " column submitted_date is not a date; write it as 2026-01-31");
        assertThat(rows)
            .singleElement()
            .satisfies(row -> assertThat(row.line()).isEqualTo(badLine - linesBetween(text)))
            .extracting(ClaimRow::payer)
            .isEqualTo("Aetna");
        assertThat(file.start().separator().character()).isEqualTo(separator);
      }
    }
  }

  private static long linesBetween(String text) {
    return text.contains("\n\nacme") ? 2 : 1;
  }

  @Test
  void takesTheSeparatorOfAHeaderWhoseNamesHoldOthers() throws IOException {
    assertThat(file("\"a,b,c,d,e,f,g\";" + HEADER.replace(',', ';')).start().separator())
        .isEqualTo(Separator.SEMICOLON);
    assertThat(file("\"net;gross\",\"in|out\"," + HEADER).start().separator())
        .isEqualTo(Separator.COMMA);
  }

  @Test
  void readsWhatAFileWithASemicolonMeansByAComma() throws IOException {
    String text = HEADER.replace(',', ';') + "acme;Aetna, Inc.;SURG;2026-01-02;;\n";
    assertThat(rows(text)).extracting(ClaimRow::payer).containsExactly("Aetna, Inc.");
  }

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        Arguments.of(
            "sep=;\n" + HEADER + GOOD,
            "line 2: column customer, payer, cpt_group, submitted_date, decided_date, outcome is"
                + " missing; the header needs customer, payer, cpt_group, submitted_date,"
                + " decided_date, outcome, separated by the semicolon, as the line sep= says"),
        Arguments.of(
            HEADER.replace(',', ':') + GOOD,
            "decided_date, outcome, separated by comma, semicolon, tab or vertical bar"),
        Arguments.of("sep=:\n" + HEADER, "separated by comma, semicolon, tab or vertical bar"),
        Arguments.of("\n \n", "line 3: column customer, payer"),
        Arguments.of(
            HEADER.replace(",", ", ") + GOOD,
            "column payer, cpt_group, submitted_date, decided_date, outcome is missing; the header"
                + " needs customer, payer, cpt_group, submitted_date, decided_date, outcome, in"
                + " small letters and without blanks around them"),
        Arguments.of(
            HEADER.replace("payer", "Payer") + GOOD,
            "column payer is missing; the header needs customer, payer, cpt_group,"
                + " submitted_date, decided_date, outcome, in small letters and"),
        Arguments.of(
            "\nsep=;\n" + HEADER.replace(",", ";").replace("payer", "customer"),
            "line 3: the header names a column twice or leaves one blank"),
        Arguments.of(
            HEADER + GOOD.replace(',', ';'),
            "line 2 has 1 value, the header 6; it has the semicolon where the header has the"
                + " comma; use one of them in all lines"),
        Arguments.of(
            HEADER.replace(',', ';') + GOOD,
            "line 2 has 1 value, the header 6; it has the comma where the header has the"),
        Arguments.of(
            HEADER.replace(',', ';') + "acme;A;B;SURG;2026-01-02;;\n",
            "line 2 has 7 values, the header 6; quote values that hold a semicolon, which"
                + " separates them"),
        Arguments.of(HEADER + "CANARY\n", "line 2 has 1 value, the header 6; quote values"),
        Arguments.of(
            "sep=;\n\n" + HEADER.replace(',', ';') + "\nacme;\"CANARY;SURG;2026-01-02;;\n",
            "line 5 is not CSV; check its quotes"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void saysWhatTheLinesDoNotHave(String text, String complaint) throws IOException {
    ClaimFile file = file(text);
    assertThatThrownBy(() -> file.forEach(row -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("CANARY");
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void saysThatAFileIsInAnotherUnicode(Charset charset) throws IOException {
    Path path = Files.write(folder.resolve("claims.csv"), (HEADER + GOOD).getBytes(charset));
    assertThatThrownBy(() -> ClaimFile.at(path).forEach(row -> {}))
        .hasMessageEndingWith("claims.csv is not UTF-8; save it as UTF-8");
  }

  // ---- amounts and days

  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "-0.00, 0.00",
    "0E+999999999, 0.00",
    "0E-999999999, 0.00",
    "0.1, 0.10",
    "0.500, 0.50",
    "1.5000, 1.50",
    "+7, 7.00",
    "12E-1, 1.20",
    "1E+9, 1000000000.00",
    "100000000000E-2, 1000000000.00",
    "9999999999.99, 9999999999.99",
    "9999999999.9900000, 9999999999.99"
  })
  void readsAnAmountAsItWillBeStored(String text, BigDecimal stored) throws IOException {
    assertThat(rows(withAmount(text))).extracting(ClaimRow::paidAmount).containsExactly(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1E+999999999 | is more than 9999999999.99, the most that is kept; check its unit",
        "1E+2147483647 | is more than 9999999999.99, the most that is kept",
        "1000E+2147483647 | is more than 9999999999.99, the most that is kept",
        "1E+11 | is more than 9999999999.99, the most that is kept",
        "1E+10 | is more than 9999999999.99, the most that is kept",
        "10000000000 | is more than 9999999999.99, the most that is kept",
        "10000000000.001 | is more than 9999999999.99, the most that is kept",
        "9999999999.991 | has more than 2 decimals, and no more are kept; round it to cents",
        "9999999999.995 | has more than 2 decimals, and no more are kept; round it to cents",
        "0.001 | has more than 2 decimals",
        "1.500 | may be thousands or have 3 decimals; write it with 2 decimals or none",
        "1E-3 | has more than 2 decimals",
        "1E-999999999 | has more than 2 decimals",
        "1E-2147483647 | has more than 2 decimals",
        "-1E-2147483647 | is negative: a reversal is no claim of its own",
        "-1E+999999999 | is negative: a reversal is no claim of its own",
        "-12.50 | is negative: a reversal is no claim of its own and would be counted as one;"
            + " leave its row out, and give the claim what is left of it (with claim_id a later"
            + " file replaces it)",
        "1E+99999999999 | is not an amount; write it as 1234.50, a point before the cents",
        "NaN | is not an amount; write it as 1234.50, a point before the cents",
        "Infinity | is not an amount; write it as 1234.50, a point before the cents",
        "(12.50) | is not an amount; write it as 1234.50, a point before the cents",
        "12.50- | is not an amount; write it as 1234.50, a point before the cents",
        "$12.50 | is not an amount; write it as 1234.50, a point before the cents",
        "'1234,50' | is not an amount; write it as 1234.50, a point before the cents",
        "'1,234.50' | is not an amount; write it as 1234.50, a point before the cents and nothing"
            + " between thousands"
      })
  void saysWhyAnAmountIsNotStored(String text, String rule) throws IOException {
    ClaimFile file = file(withAmount(text));
    assertThatThrownBy(() -> file.forEach(row -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("claims.csv line 2 column paid_amount " + rule);
  }

  private static String withAmount(String text) {
    return "paid_amount," + HEADER + "\"" + text + "\"," + GOOD;
  }

  @ParameterizedTest
  @CsvSource({"+10000-01-01", "+999999999-12-31", "0000-12-31", "-0001-01-01"})
  void saysThatNotAllDatabasesKeepADay(String day) throws IOException {
    ClaimFile file = file(HEADER + "acme,Aetna,SURG," + day + ",,\n");
    assertThatThrownBy(() -> file.forEach(row -> {}))
        .hasMessageEndingWith(
            "line 2 column submitted_date is not a day of the years 1 to 9999, which all databases"
                + " keep");
  }

  // ---- files

  private List<ClaimRow> rows(String text) throws IOException {
    List<ClaimRow> rows = new ArrayList<>();
    file(text).forEach(rows::add);
    return rows;
  }

  private ClaimFile file(String text) throws IOException {
    Path path = folder.resolve("claims.csv");
    return ClaimFile.at(Files.writeString(path, text, StandardCharsets.UTF_8));
  }
}
