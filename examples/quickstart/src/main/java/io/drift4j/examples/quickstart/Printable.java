package io.drift4j.examples.quickstart;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts of others as a terminal may have them. What would move its cursor, change its colours or
 * turn the order of what is read is written out, as JSON would; so is what cannot be seen, since
 * two names that look alike are two.
 */
final class Printable {

  /** Without these, words of some languages and some emoji fall apart. */
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /**
   * Signs that stand around the digits or letters after them, and are seen: numbers, years, verses
   * and amounts of Arabic, Syriac and Kaithi (Unicode's Prepended_Concatenation_Mark). Java has no
   * other word for them than for what is not seen.
   */
  private static final String SEEN =
      "\u0600\u0601\u0602\u0603\u0604\u0605\u06DD\u070F\u0890\u0891\u08E2\uD804\uDCBD"
          + "\uD804\uDCCD";

  private static final Pattern LOOKS_WRITTEN_OUT =
      Pattern.compile("\\\\(?=u(?:\\p{XDigit}{4}|\\{\\p{XDigit}+\\}))");

  private Printable() {}

  /**
   * A name, which cannot be mistaken for another that is written out: where it has itself what
   * looks like that, its backslash is written out. Any other backslash stays, as in {@code
   * C:\claims}.
   */
  static String name(String name) {
    return of(LOOKS_WRITTEN_OUT.matcher(name).replaceAll("\\\\u005C"));
  }

  /** A line, in which names may be written out already. */
  static String of(String text) {
    return text.codePoints().noneMatch(Printable::isHidden)
        ? text
        : text.codePoints().mapToObj(Printable::of).collect(Collectors.joining());
  }

  /** Line by line, with the tabs that indent them. */
  static String lines(String text) {
    return text.lines()
        .map(line -> "\t".repeat(indent(line)) + of(line.substring(indent(line))))
        .collect(Collectors.joining("\n"));
  }

  private static int indent(String line) {
    return line.length() - line.replaceFirst("^\t+", "").length();
  }

  private static String of(int point) {
    return isHidden(point) ? escaped(point) : Character.toString(point);
  }

  /** As Java and JSON write it, where it is one unit. */
  static String escaped(int point) {
    return String.format(
        Locale.ROOT, Character.isBmpCodePoint(point) ? "\\u%04X" : "\\u{%X}", point);
  }

  static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER && SEEN.indexOf(point) < 0;
      default -> false;
    };
  }
}
