package io.drift4j.jdbc;

import io.drift4j.DriftException;
import io.drift4j.Run;
import java.time.LocalDate;
import java.util.Arrays;

/** How a log names a run and the reason of a failure, each in one line. */
final class LogWords {

  private LogWords() {}

  /** Whose run it is, of what and as of when: a run's id alone says nothing to whoever reads it. */
  static String name(Run run) {
    return name(run.customer(), run.definitionId(), run.asOf());
  }

  /** The same of one that could not be made. */
  static String name(String customer, String definitionId, LocalDate asOf) {
    return OneLine.of("\"" + customer + "\", " + definitionId + " as of " + asOf);
  }

  /** Our own message; of anything else, which may quote a record, the type and where it arose. */
  static String reason(Throwable failure) {
    String told = DatabaseErrors.tellable(failure);
    return OneLine.of(failure instanceof DriftException ? told : told + place(failure));
  }

  /** Where the caller's code was, and not the JDK's. */
  private static String place(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> !frame.getClassName().startsWith("java."))
        .findFirst()
        .map(frame -> " at " + place(frame))
        .orElse("");
  }

  private static String place(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
  }
}
