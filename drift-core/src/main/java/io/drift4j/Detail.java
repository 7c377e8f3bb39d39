package io.drift4j;

import org.jspecify.annotations.Nullable;

/**
 * What is read of a record besides its outcome, and known and lost with it: {@link
 * Measure#withDetails}. A field may be whatever can be told as a text; a boolean is told as an
 * outcome would be that is one.
 */
public sealed interface Detail {

  /**
   * Returns the field of which it is told.
   *
   * @return the name of the field
   */
  String field();

  /**
   * Returns what is told of a field.
   *
   * @param text what the field holds, {@code null} where it is absent
   * @return the detail, {@code null} where the field is absent
   */
  @Nullable String of(@Nullable String text);

  /**
   * Returns the detail that is the text of a field. Each text is an outcome of its own to whoever
   * counts: of free texts there are as many as records, use {@link #contains} for them.
   *
   * @param field the name of the field
   * @return the detail
   */
  static Detail text(String field) {
    return new Text(field);
  }

  /**
   * Returns the detail that says whether the text of a field contains another, whatever the case of
   * its letters.
   *
   * @param field the name of the field
   * @param part what is looked for, in ASCII
   * @return the detail, which is {@code 1} or {@code 0}
   */
  static Detail contains(String field, String part) {
    return new Contains(field, part);
  }

  /**
   * The text of a field.
   *
   * @param field the name of the field
   */
  record Text(String field) implements Detail {

    /**
     * Checks the field.
     *
     * @param field the name of the field
     * @throws IllegalArgumentException if it is blank
     */
    public Text {
      Measure.requireField(field);
    }

    @Override
    public @Nullable String of(@Nullable String text) {
      return text;
    }
  }

  /**
   * Whether the text of a field contains another: {@code 1} if so, {@code 0} if not, {@code null}
   * where the field is absent. The letters A to Z are those from a to z, every other character is
   * itself.
   *
   * @param field the name of the field
   * @param part what is looked for: visible ASCII characters and blanks, in lower case once it is
   *     here
   */
  record Contains(String field, String part) implements Detail {

    /**
     * Checks field and part.
     *
     * @param field the name of the field
     * @param part what is looked for
     * @throws IllegalArgumentException if the field is blank, or the part empty or not ASCII
     */
    public Contains {
      Measure.requireField(field);
      if (part.isEmpty() || part.chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "what field "
                + field
                + " is to contain must be one or more visible ASCII characters or blanks");
      }
      part = inLowerCase(part);
    }

    @Override
    public @Nullable String of(@Nullable String text) {
      if (text == null) {
        return null;
      }
      return inLowerCase(text).contains(part) ? "1" : "0";
    }

    /** No others than the letters of ASCII: no language's rules change what a text contains. */
    private static String inLowerCase(String text) {
      StringBuilder lower = new StringBuilder(text);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
      }
      return lower.toString();
    }
  }
}
