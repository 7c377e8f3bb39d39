package io.drift4j.jdbc;

import java.util.HexFormat;
import java.util.Set;

/** Texts as they may stand in a line of a log: one with a line break would begin a line itself. */
final class OneLine {

  private static final Set<Integer> UNSEEN =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE);

  private OneLine() {}

  /** The text with what breaks or turns a line written as Java writes it. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(codePoint -> append(line, codePoint));
    return line.toString();
  }

  private static void append(StringBuilder line, int codePoint) {
    if (!UNSEEN.contains(Character.getType(codePoint))) {
      line.appendCodePoint(codePoint);
      return;
    }
    for (char unit : Character.toChars(codePoint)) {
      line.append("\\u").append(HexFormat.of().toHexDigits(unit));
    }
  }
}
