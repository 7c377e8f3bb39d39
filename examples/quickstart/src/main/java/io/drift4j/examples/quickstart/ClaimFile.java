package io.drift4j.examples.quickstart;

import io.drift4j.claims.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of claims, read row by row. What is wrong with it is said by line and column, never by
 * what stands there: claims are health data.
 */
final class ClaimFile {

  private static final List<String> NEEDED =
      List.of("customer", "payer", "cpt_group", "submitted_date", "decided_date", "outcome");
  private static final int LONGEST_FIELD = 10_000;
  private static final int LONGEST_KEY = 200;
  private static final int LONGEST_START = 1 << 16;
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .get();

  private final Path path;
  private final String contentHash;

  private ClaimFile(Path path, String contentHash) {
    this.path = path;
    this.contentHash = contentHash;
  }

  static ClaimFile at(Path path) {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new InvalidInputException(
          "--claims " + path + " is not a file that can be read; give the path of a CSV file");
    }
    return new ClaimFile(path, hash(path));
  }

  private static String hash(Path path) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(path), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  /** The SHA-256 of the file's bytes. */
  String contentHash() {
    return contentHash;
  }

  /** What stands before its rows. */
  CsvStart start() {
    return read(this::start);
  }

  /** Reads the file from its beginning and stops at the first row that is wrong. */
  void forEach(Consumer<ClaimRow> action) {
    read(
        reader -> {
          CsvStart start = start(reader);
          reader.skip(start.characters());
          try (CSVParser parser = parser(reader, start)) {
            new Rows(parser, start).forEach(action);
          }
          return start;
        });
  }

  private <T> T read(Reading<T> reading) {
    try (BufferedReader reader = reader()) {
      return reading.of(reader);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(path + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BufferedReader reader() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            Files.newInputStream(path),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)));
  }

  /** Leaves the reader where it was. */
  private CsvStart start(BufferedReader reader) throws IOException {
    reader.mark(LONGEST_START);
    char[] head = new char[LONGEST_START];
    int length = 0;
    for (int more = 0; more >= 0 && length < head.length; length += Math.max(more, 0)) {
      more = reader.read(head, length, head.length - length);
    }
    reader.reset();
    CsvStart start = CsvStart.of(new String(head, 0, length), NEEDED);
    if (start.header().indexOf('\0') >= 0) {
      throw new CharacterCodingException(); // as UTF-16 looks without its mark
    }
    return start;
  }

  private CSVParser parser(BufferedReader reader, CsvStart start) throws IOException {
    String line = path + " line " + (start.lines() + 1);
    try {
      CSVParser parser =
          FORMAT.builder().setDelimiter(start.separator().character()).get().parse(reader);
      requireColumns(parser.getHeaderNames(), line, start);
      return parser;
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          line + ": the header names a column twice or leaves one blank; name each once", e);
    }
  }

  private static void requireColumns(List<String> columns, String line, CsvStart start) {
    List<String> missing = NEEDED.stream().filter(column -> !columns.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          line
              + ": column "
              + String.join(", ", missing)
              + " is missing; the header needs "
              + String.join(", ", NEEDED)
              + hint(columns, missing, start));
    }
  }

  private static String hint(List<String> columns, List<String> missing, CsvStart start) {
    boolean nearly =
        columns.stream()
            .map(column -> column.strip().toLowerCase(Locale.ROOT))
            .anyMatch(missing::contains);
    if (nearly) {
      return ", in small letters and without blanks around them";
    }
    return start.declared()
        ? ", separated by the " + start.separator() + ", as the line sep= says"
        : ", separated by comma, semicolon, tab or vertical bar";
  }

  /** What is done with an open file. */
  private interface Reading<T> {
    T of(BufferedReader reader) throws IOException;
  }

  /** The rows below the header. */
  private final class Rows {
    private final CSVParser parser;
    private final CsvStart start;

    Rows(CSVParser parser, CsvStart start) {
      this.parser = parser;
      this.start = start;
    }

    void forEach(Consumer<ClaimRow> action) throws IOException {
      Iterator<CSVRecord> records = parser.iterator();
      long line = nextLine();
      while (hasNext(records, line)) {
        CSVRecord record = records.next();
        if (!isBlank(record)) {
          int columns = parser.getHeaderNames().size();
          action.accept(new Row(record, line, columns, start.separator()).claim());
        }
        line = nextLine();
      }
    }

    private long nextLine() {
      return start.lines() + parser.getCurrentLineNumber() + 1;
    }

    /** As lines are at the end of many files, and rows that a spreadsheet has emptied. */
    private static boolean isBlank(CSVRecord record) {
      return record.stream().allMatch(String::isBlank);
    }

    private boolean hasNext(Iterator<CSVRecord> records, long line) throws IOException {
      try {
        return records.hasNext();
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CharacterCodingException coding) {
          throw coding;
        }
        throw new InvalidInputException(
            path + " line " + line + " is not CSV; check its quotes", e);
      } catch (IllegalStateException e) {
        throw new InvalidInputException(
            path + " line " + line + " is not CSV; check its quotes", e);
      }
    }
  }

  /** One row, read column by column. */
  private final class Row {
    private final CSVRecord record;
    private final long line;

    Row(CSVRecord record, long line, int columns, Separator separator) {
      this.record = record;
      this.line = line;
      if (record.size() != columns) {
        throw new InvalidInputException(
            path
                + " line "
                + line
                + " has "
                + record.size()
                + (record.size() == 1 ? " value, the header " : " values, the header ")
                + columns
                + "; "
                + remedy(columns, separator));
      }
    }

    private String remedy(int columns, Separator separator) {
      return Arrays.stream(Separator.values())
          .filter(other -> record.size() == 1 && other.split(record.get(0)).size() == columns)
          .map(
              other ->
                  "it has the "
                      + other
                      + " where the header has the "
                      + separator
                      + "; use one of them in all lines")
          .findFirst()
          .orElse("quote values that hold a " + separator + ", which separates them");
    }

    ClaimRow claim() {
      LocalDate submitted = needed("submitted_date", this::date);
      LocalDate decided = optional("decided_date", this::date);
      Outcome outcome = optional("outcome", this::outcome);
      requireDecision(submitted, decided, outcome);
      return new ClaimRow(
          line,
          customer(),
          claimKey(),
          text("payer"),
          text("cpt_group"),
          submitted,
          decided,
          outcome,
          optional("allowed_amount", this::amount),
          optional("paid_amount", this::amount),
          optional("payment_date", this::date),
          optional("authorization_required", this::flag),
          optional("denial_reason_code", Cell::text),
          optional("denial_reason_text", Cell::text));
    }

    private void requireDecision(
        LocalDate submitted, @Nullable LocalDate decided, @Nullable Outcome outcome) {
      if ((decided == null) != (outcome == null)) {
        String absent = decided == null ? "decided_date" : "outcome";
        throw wrong(
            absent,
            "is empty though the other of decided_date and outcome is not; give both, or neither while the claim is open");
      }
      if (decided != null && decided.isBefore(submitted)) {
        throw wrong(
            "decided_date",
            "is before submitted_date; a claim is decided on or after its submission");
      }
    }

    private String customer() {
      String customer = text("customer");
      if (customer.isEmpty()) {
        throw wrong("customer", "is empty; name whose claim it is");
      }
      return limited("customer", customer);
    }

    /**
     * With a claim_id a later file may replace the row; without, only the same file has it again.
     */
    private String claimKey() {
      String id = optional("claim_id", Cell::text);
      return id == null
          ? "row-" + contentHash + "-" + record.getRecordNumber()
          : "id-" + limited("claim_id", id);
    }

    private String limited(String column, String text) {
      if (text.length() > LONGEST_KEY) {
        throw wrong(column, "has more than " + LONGEST_KEY + " characters; shorten it");
      }
      return text;
    }

    private <T> T needed(String column, Function<Cell, T> parse) {
      return parse.apply(new Cell(column, text(column)));
    }

    private <T> @Nullable T optional(String column, Function<Cell, T> parse) {
      String text = record.isMapped(column) ? text(column) : "";
      return text.isEmpty() ? null : parse.apply(new Cell(column, text));
    }

    private String text(String column) {
      String text = record.get(column);
      if (text.length() > LONGEST_FIELD) {
        throw wrong(column, "has more than " + LONGEST_FIELD + " characters; shorten it");
      }
      if (text.indexOf('\0') >= 0) {
        throw wrong(column, "holds a NUL character, which no database keeps; remove it");
      }
      return text;
    }

    private LocalDate date(Cell cell) {
      LocalDate date;
      try {
        date = LocalDate.parse(cell.text);
      } catch (DateTimeException e) {
        throw wrong(cell.column, "is not a date; write it as 2026-01-31");
      }
      if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
        throw wrong(cell.column, "is not a day of the years 1 to 9999, which all databases keep");
      }
      return date;
    }

    private Outcome outcome(Cell cell) {
      return Arrays.stream(Outcome.values())
          .filter(outcome -> outcome.name().equals(cell.text))
          .findFirst()
          .orElseThrow(
              () ->
                  wrong(
                      cell.column,
                      "is none of PAID, DENIED, OTHER; leave it empty while the claim is open"));
    }

    private BigDecimal amount(Cell cell) {
      try {
        return Amounts.parse(cell.text);
      } catch (IllegalArgumentException e) {
        throw wrong(cell.column, String.valueOf(e.getMessage()));
      }
    }

    private Boolean flag(Cell cell) {
      return switch (cell.text.toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw wrong(cell.column, "is neither true nor false");
      };
    }

    private InvalidInputException wrong(String column, String rule) {
      return new InvalidInputException(path + " line " + line + " column " + column + " " + rule);
    }
  }

  /** A text and where it stands. */
  private record Cell(String column, String text) {}
}
