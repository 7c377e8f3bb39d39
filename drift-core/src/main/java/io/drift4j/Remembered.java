package io.drift4j;

/**
 * What a repository read of the past of runs under the lock that it records them under, so that
 * what is computed may depend on it. It holds nothing yet; it will grow by what a watch remembers
 * of the changes that it has told.
 */
public final class Remembered {

  private static final Remembered NOTHING = new Remembered();

  private Remembered() {}

  /**
   * Returns what is known of runs without a past.
   *
   * @return nothing
   */
  public static Remembered nothing() {
    return NOTHING;
  }
}
