package io.drift4j;

/** What somebody says of an {@link Episode} after having looked into it. */
public enum Opinion {
  /** It is what it seems to be: the episode goes on, and it is known to be true. */
  REAL,
  /** It is none: it ends with the next look, and its days are as usual as others. */
  NOISE,
  /** It was to be expected: it goes on, and is told no more until it ends. */
  EXPECTED,
  /** It is how things are from now on: it settles with the next look. */
  NEW_NORMAL;

  /**
   * Returns this opinion as somebody's.
   *
   * @param who who says so, up to 100 characters
   * @return the statement, without a note
   * @throws IllegalArgumentException if nobody is named, or the name cannot be stored
   */
  public Statement by(String who) {
    return new Statement(this, who, "");
  }

  /**
   * An opinion and whose it is.
   *
   * @param opinion what is said
   * @param by who says so
   * @param note why, may be empty
   */
  public record Statement(Opinion opinion, String by, String note) {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_NOTE = 1000;

    /**
     * Checks the texts.
     *
     * @param opinion what is said
     * @param by who says so
     * @param note why, may be empty
     * @throws IllegalArgumentException if nobody is named, or a text is too long or cannot be
     *     stored
     */
    public Statement {
      Evidence.require("who judges", "named", !by.isBlank(), by);
      requireText("who judges", by, LONGEST_NAME);
      requireText("the note", note, LONGEST_NOTE);
    }

    private static void requireText(String what, String text, int longest) {
      CodePoints.requireStorable(what, "", text);
      Evidence.require(
          what, "of " + longest + " characters or fewer", text.length() <= longest, text.length());
    }

    /**
     * Returns this statement with a reason.
     *
     * @param why up to 1,000 characters
     * @return the statement with the note
     * @throws IllegalArgumentException if it is longer or cannot be stored
     */
    public Statement note(String why) {
      return new Statement(opinion, by, why);
    }
  }
}
