package io.drift4j;

import java.util.Comparator;

/** Texts as sequences of Unicode code points: their order and what may be stored of them. */
final class CodePoints {

  /**
   * By code point, as UTF-8 bytes sort. {@link String#compareTo} is not that: it puts U+1F600,
   * whose surrogates begin at U+D800, before U+FF21.
   */
  static final Comparator<String> ORDER = CodePoints::compare;

  private CodePoints() {}

  private static int compare(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(rank(a.charAt(i)), rank(b.charAt(i)));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Moves the surrogates, which stand for the largest code points, behind all other units. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
  }

  /**
   * Checks that every database can store a text and UTF-8 can encode it.
   *
   * @throws IllegalArgumentException if it holds NUL or half of a surrogate pair
   */
  static void requireStorable(String what, String name, String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      if (codePoint == 0 || isSurrogate(codePoint)) {
        throw new IllegalArgumentException(
            what
                + name
                + " holds "
                + (codePoint == 0 ? "NUL" : "an unpaired surrogate")
                + " at index "
                + i
                + ", which no database keeps; clean the source");
      }
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
