package io.drift4j.jdbc;

import java.util.Map;
import java.util.Objects;

/**
 * A condition of the host's, read as far as is needed to know that it stays within the brackets
 * that are put around it, whatever database reads it, and that nothing in it waits for a value.
 * Whatever databases read differently, or would take for a parameter, is refused by its name.
 */
final class Condition {

  /** What is refused outside quotes, and what to write instead. */
  private static final Map<Character, String> SIGNS =
      Map.of(
          '?',
          "would be a parameter, for which there is no value; write the value itself, and"
              + " PostgreSQL's operators ?, ?| and ?& as jsonb_exists, jsonb_exists_any and"
              + " jsonb_exists_all",
          ';',
          "would end the statement; give one condition");

  private static final String COMMENT =
      "would begin a comment, to which databases set different ends; say it beside the filter";

  private final String text;
  private final boolean mysql; // backslashes escape in texts, and # begins a comment
  private int depth;
  private int at;

  private Condition(String text, boolean mysql) {
    this.text = text;
    this.mysql = mysql;
  }

  /**
   * Checks a condition as standard SQL has it.
   *
   * @throws IllegalArgumentException if it would not stay a condition; it never quotes it
   */
  static String require(String text) {
    if (Objects.requireNonNull(text, "the filter is null; leave it out").isBlank()) {
      throw new IllegalArgumentException("filter is not usable: it is blank; leave it out");
    }
    new Condition(text, false).requireCharacters().read();
    return text;
  }

  /** Drivers cut a statement at NUL, or the server takes it for the end of a message. */
  private Condition requireCharacters() {
    at = text.indexOf(0);
    if (at >= 0) {
      throw refused(at, "NUL", "is in no text that a database keeps; leave it out");
    }
    at = 0;
    return this;
  }

  /** Checks it again as MariaDB and MySQL read it. */
  static void requireOfMysql(String text) {
    new Condition(text, true).read();
  }

  private void read() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"' || c == '`') {
        skipQuoted(c);
      } else {
        refuse(c);
        bracket(c);
        at += c == ':' && next() == ':' ? 2 : 1; // PostgreSQL's cast
      }
    }
    requireMatch(depth == 0);
  }

  private void bracket(char c) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    requireMatch(depth >= 0);
  }

  /** Beyond the quote that ends it; a doubled one begins the next part, which is as good. */
  private void skipQuoted(char quote) {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += mysql && quote != '`' && text.charAt(at) == '\\' ? 2 : 1;
    }
    requireMatch(at < text.length());
    requireReadAlike(start, quote);
    at++;
  }

  /** An odd backslash hides a quote from some; alone it is that of {@code escape '\'}. */
  private void requireReadAlike(int start, char quote) {
    boolean isEmpty = at == start + 1;
    if (quote == '"' && isEmpty && before(start) != '"' && next() != '"') {
      throw refused(start, "\"\"", "is no name, and no text but to MySQL; write '' for none");
    }
    boolean isOneBackslash = at == start + 2 && !isPartOfName(before(start)) && next() != quote;
    if (!mysql && quote != '`' && backslashes() % 2 == 1 && !isOneBackslash) {
      throw refused(
          at - 1, "\\" + quote, "ends a text for some databases only; double the quote instead");
    }
  }

  private int backslashes() {
    int count = 0;
    while (text.charAt(at - 1 - count) == '\\') {
      count++;
    }
    return count;
  }

  private void refuse(char c) {
    String why = SIGNS.get(c);
    if (why != null) {
      throw refused(at, String.valueOf(c), why);
    }
    refuseComment(c);
    refuseVariable(c);
  }

  private void refuseComment(char c) {
    if ((c == '-' && next() == '-') || (c == '/' && next() == '*')) {
      throw refused(at, text.substring(at, at + 2), COMMENT);
    }
    if (mysql && c == '#') {
      throw refused(at, "#", COMMENT);
    }
  }

  private void refuseVariable(char c) {
    if (c == ':' && isPartOfName(next()) && before(at) != ':') {
      throw refused(
          at,
          ": before a name or number",
          "would be a parameter, for which there is no value; write the value itself, and blanks"
              + " around a colon that is none");
    }
    if (c == '@' && (Character.isLetter(next()) || next() == '_')) {
      throw refused(
          at, "@ before a name", "would be a variable; write the value, or a blank after it");
    }
    if (c == '$' && !isPartOfName(before(at))) {
      throw refused(at, "$", "would be a parameter or a quote; quote texts with '");
    }
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private char next() {
    return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
  }

  private char before(int place) {
    return place > 0 ? text.charAt(place - 1) : ' ';
  }

  private static void requireMatch(boolean matches) {
    if (!matches) {
      throw new IllegalArgumentException(
          "filter is not usable: its brackets and quotes must match within it");
    }
  }

  private static IllegalArgumentException refused(int place, String sign, String why) {
    return new IllegalArgumentException(
        "filter is not usable: " + sign + " at character " + (place + 1) + " " + why);
  }
}
