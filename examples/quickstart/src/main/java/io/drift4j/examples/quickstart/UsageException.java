package io.drift4j.examples.quickstart;

/** An option has a value that it cannot have. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
