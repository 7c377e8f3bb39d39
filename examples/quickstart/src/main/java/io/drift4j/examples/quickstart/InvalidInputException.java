package io.drift4j.examples.quickstart;

/** What the user gave cannot be used: one line that names the place, the rule and what to do. */
final class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidInputException(String message) {
    super(message);
  }

  InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
