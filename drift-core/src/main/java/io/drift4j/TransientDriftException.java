package io.drift4j;

/**
 * What failed may succeed when it is repeated from the beginning of its transaction: a deadlock, a
 * serialization failure, a lost connection, a busy customer. Transactions of our own have been
 * repeated before this is thrown; whoever brought the transaction repeats it himself.
 */
public class TransientDriftException extends DriftException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param message what was found, and what to do
   */
  public TransientDriftException(String message) {
    super(message);
  }

  /**
   * Creates an exception with its cause.
   *
   * @param message what was found, and what to do
   * @param cause what reported it
   */
  public TransientDriftException(String message, Throwable cause) {
    super(message, cause);
  }
}
