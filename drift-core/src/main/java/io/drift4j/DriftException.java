package io.drift4j;

/**
 * What went wrong outside the caller's arguments: a database that is away, not migrated or not as
 * expected. The message is one line that says what was found and what to do; it never carries the
 * contents of a record.
 */
public class DriftException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was found, and what to do
   */
  public DriftException(String message) {
    super(message);
  }

  /**
   * Creates an exception with its cause.
   *
   * @param message what was found, and what to do
   * @param cause what reported it
   */
  public DriftException(String message, Throwable cause) {
    super(message, cause);
  }
}
