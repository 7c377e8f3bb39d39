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
  private static final char BYTE_ORDER_MARK = '\uFEFF';
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

  /** Reads the file from its beginning and stops at the first row that is wrong. */
  void forEach(Consumer<ClaimRow> action) {
    try (BufferedReader reader = reader();
        CSVParser parser = FORMAT.parse(reader)) {
      requireColumns(parser);
      read(parser, action);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(path + " is not UTF-8; save it as UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          path + " line 1: the header names a column twice or leaves one blank; name each once", e);
    }
  }

  private BufferedReader reader() throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(path),
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private void requireColumns(CSVParser parser) {
    List<String> columns = parser.getHeaderNames();
    List<String> missing = NEEDED.stream().filter(column -> !columns.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          path
              + " line 1: column "
              + String.join(", ", missing)
              + " is missing; the header needs "
              + String.join(", ", NEEDED));
    }
  }

  private void read(CSVParser parser, Consumer<ClaimRow> action) throws IOException {
    Iterator<CSVRecord> records = parser.iterator();
    long line = parser.getCurrentLineNumber() + 1;
    while (hasNext(records, line)) {
      CSVRecord record = records.next();
      action.accept(new Row(record, line, parser.getHeaderNames().size()).claim());
      line = parser.getCurrentLineNumber() + 1;
    }
  }

  private boolean hasNext(Iterator<CSVRecord> records, long line) throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException coding) {
        throw coding;
      }
      throw new InvalidInputException(path + " line " + line + " is not CSV; check its quotes", e);
    } catch (IllegalStateException e) {
      throw new InvalidInputException(path + " line " + line + " is not CSV; check its quotes", e);
    }
  }

  /** One row, read column by column. */
  private final class Row {
    private final CSVRecord record;
    private final long line;

    Row(CSVRecord record, long line, int columns) {
      this.record = record;
      this.line = line;
      if (record.size() != columns) {
        throw new InvalidInputException(
            path
                + " line "
                + line
                + " has "
                + record.size()
                + " values, the header "
                + columns
                + "; quote values that hold commas");
      }
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
      try {
        return LocalDate.parse(cell.text);
      } catch (DateTimeException e) {
        throw wrong(cell.column, "is not a date; write it as 2026-01-31");
      }
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
        BigDecimal amount = new BigDecimal(cell.text);
        if (amount.signum() >= 0 && amount.scale() <= 2 && amount.precision() <= 12) {
          return amount;
        }
      } catch (NumberFormatException e) {
        // said below, with the rule
      }
      throw wrong(
          cell.column, "is not an amount; write up to 10 digits and 2 decimals, such as 1234.50");
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
