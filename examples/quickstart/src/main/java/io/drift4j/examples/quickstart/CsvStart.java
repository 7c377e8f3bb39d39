package io.drift4j.examples.quickstart;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the header of a CSV file, and what the header tells of the rows. Spreadsheets
 * begin with a byte order mark, with blank lines or with a line such as {@code sep=;}.
 *
 * @param characters before the header
 * @param lines before the header
 * @param header its first line
 * @param separator of the values
 * @param declared whether a line before the header names the separator
 */
record CsvStart(int characters, int lines, String header, Separator separator, boolean declared) {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(?:\r\n|\r|\n)");
  private static final Pattern DECLARATION = Pattern.compile("(?i) *\"?sep=([,;\t|])[\",;\t| ]*");

  /** A row of nothing but separators is how spreadsheets write one that is blank. */
  private static final Pattern BLANK = Pattern.compile("[\\s,;|]*");

  /** Of the beginning of a file, whose header should have some columns. */
  static CsvStart of(String head, Collection<String> columns) {
    int characters = head.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    int lines = 0;
    Separator declared = null;
    Matcher line = LINE.matcher(head).region(characters, head.length());
    while (line.lookingAt()) {
      Separator named = declared == null ? declaration(line.group(1)) : null;
      if (named == null && !isBlank(line.group(1))) {
        break;
      }
      declared = named == null ? declared : named;
      lines++;
      characters = line.end();
      line.region(characters, head.length());
    }
    String header = head.substring(characters).lines().findFirst().orElse("");
    return declared == null
        ? new CsvStart(characters, lines, header, Separator.of(header, columns), false)
        : new CsvStart(characters, lines, header, declared, true);
  }

  private static @Nullable Separator declaration(String line) {
    Matcher declaration = DECLARATION.matcher(line);
    return declaration.matches()
        ? Separator.of(declaration.group(1).charAt(0)).orElseThrow()
        : null;
  }

  static boolean isBlank(String line) {
    return BLANK.matcher(line).matches();
  }
}
