package io.drift4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outcome and its {@linkplain Measure#details details} as the one text that a {@link
 * CountSource} tells of them: the parts, joined by {@code |}, after {@code ^} has become {@code ^^}
 * in each, {@code |} has become {@code ^-}, and a part that is absent {@code ^0}. No two lists are
 * the same text.
 */
public final class OutcomeText {

  private static final char ESCAPE = '^';
  private static final char SEPARATOR = '|';
  private static final char ESCAPED_SEPARATOR = '-';
  private static final char ABSENT = '0';

  private OutcomeText() {}

  /**
   * Joins an outcome and its details.
   *
   * @param parts the outcome, and then each detail, {@code null} where there is none; at least one
   * @return the text that says all of them
   * @throws IllegalArgumentException if there is no part
   */
  public static String join(List<? extends @Nullable String> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an outcome and its details are one part or more, not 0");
    }
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      append(text, part);
      text.append(SEPARATOR);
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable String part) {
    if (part == null) {
      text.append(ESCAPE).append(ABSENT);
    } else if (part.indexOf(ESCAPE) < 0 && part.indexOf(SEPARATOR) < 0) {
      text.append(part);
    } else {
      part.chars().forEach(c -> append(text, (char) c));
    }
  }

  private static void append(StringBuilder text, char c) {
    switch (c) {
      case ESCAPE -> text.append(ESCAPE).append(ESCAPE);
      case SEPARATOR -> text.append(ESCAPE).append(ESCAPED_SEPARATOR);
      default -> text.append(c);
    }
  }

  /**
   * Returns what was joined.
   *
   * @param text a text that {@link #join} made
   * @return the outcome, and then each detail
   * @throws IllegalArgumentException if nothing is joined so
   */
  public static List<@Nullable String> split(String text) {
    List<@Nullable String> parts = new ArrayList<>();
    int begin = 0;
    for (int end = end(text, begin); end < text.length(); end = end(text, begin)) {
      parts.add(part(text.substring(begin, end)));
      begin = end + 1;
    }
    parts.add(part(text.substring(begin)));
    return Collections.unmodifiableList(parts);
  }

  private static int end(String text, int begin) {
    int separator = text.indexOf(SEPARATOR, begin);
    return separator < 0 ? text.length() : separator;
  }

  private static @Nullable String part(String joined) {
    if (joined.indexOf(ESCAPE) < 0) {
      return joined;
    }
    return joined.equals("" + ESCAPE + ABSENT) ? null : unescaped(joined);
  }

  private static String unescaped(String joined) {
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < joined.length(); i++) {
      boolean isEscape = joined.charAt(i) == ESCAPE;
      part.append(isEscape ? escaped(joined, ++i) : joined.charAt(i));
    }
    return part.toString();
  }

  private static char escaped(String joined, int place) {
    char c = place < joined.length() ? joined.charAt(place) : ABSENT;
    return switch (c) {
      case ESCAPE -> ESCAPE;
      case ESCAPED_SEPARATOR -> SEPARATOR;
      default ->
          throw new IllegalArgumentException(
              "the text is no outcome with details, which OutcomeText.join makes");
    };
  }

  /** Whether it is the text of so many parts, without making them: each cell is asked. */
  static boolean isOf(int parts, String text) {
    int seen = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      seen += c == SEPARATOR ? 1 : 0;
      if (c == ESCAPE && !isEscaped(text, ++i)) {
        return false;
      }
    }
    return seen == parts;
  }

  private static boolean isEscaped(String text, int place) {
    char c = isEnd(text, place) ? SEPARATOR : text.charAt(place);
    return c == ESCAPE
        || c == ESCAPED_SEPARATOR
        || (c == ABSENT && isEnd(text, place - 2) && isEnd(text, place + 1));
  }

  /** Whether a part ends, or has begun after it. */
  private static boolean isEnd(String text, int place) {
    return place < 0 || place >= text.length() || text.charAt(place) == SEPARATOR;
  }
}
