package io.drift4j.export;

import java.util.Locale;
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

  private Printable() {}

  /**
   * Returns a text in which everything can be seen.
   *
   * @param text the text of others, such as a name
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
      case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
      case Character.SURROGATE -> true;
      default -> false;
    };
  }
}
