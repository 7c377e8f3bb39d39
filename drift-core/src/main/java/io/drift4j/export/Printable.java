package io.drift4j.export;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts of others as a terminal, a log or a mail may have them. What would move a cursor, change
 * its colours or turn the order of what is read is written out, as JSON would; so is what cannot be
 * seen, since two names that look alike are two.
 */
public final class Printable {

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
   * Returns a name, which cannot be mistaken for another that is written out: where it has itself
   * what looks like that, its backslash is written out. Any other backslash stays, as in {@code
   * C:\claims}.
   *
   * @param name the name of a customer or segment
   * @return the same, with an escape in place of each character that cannot be seen
   */
  public static String name(String name) {
    return of(LOOKS_WRITTEN_OUT.matcher(name).replaceAll("\\\\u005C"));
  }

  /**
   * Returns a line, in which names may be written out already.
   *
   * @param text the text of others
   * @return the same, with an escape in place of each character that cannot be seen
   */
  public static String of(String text) {
    return text.codePoints().noneMatch(Printable::isHidden)
        ? text
        : text.codePoints().mapToObj(Printable::of).collect(Collectors.joining());
  }

  private static String of(int point) {
    return isHidden(point) ? escaped(point) : Character.toString(point);
  }

  /** As Java and JSON write it, where it is one unit. */
  static String escaped(int point) {
    return String.format(
        Locale.ROOT, Character.isBmpCodePoint(point) ? "\\u%04X" : "\\u{%X}", point);
  }

  /** Half a surrogate pair is no character, and cannot be written to a file. */
  static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT ->
          point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER && SEEN.indexOf(point) < 0;
      case Character.SURROGATE -> true;
      default -> false;
    };
  }
}
