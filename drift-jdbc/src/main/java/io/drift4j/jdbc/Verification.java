package io.drift4j.jdbc;

import io.drift4j.DriftException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a look at a database found: errors, with which runs fail, and advice, without which they
 * only suffer.
 *
 * @param findings what was found, errors first
 */
public record Verification(List<Finding> findings) {

  /**
   * Puts errors first.
   *
   * @param findings what was found
   */
  public Verification {
    findings =
        Stream.concat(
                findings.stream().filter(Finding::isError),
                findings.stream().filter(finding -> !finding.isError()))
            .toList();
  }

  /**
   * One thing that was found.
   *
   * @param isError whether runs fail with it
   * @param found what was found, and where
   * @param expected what is expected there
   * @param remedy the statement or setting that mends it
   */
  public record Finding(boolean isError, String found, String expected, String remedy) {

    static Finding error(String found, String expected, String remedy) {
      return new Finding(true, found, expected, remedy);
    }

    static Finding advice(String found, String expected, String remedy) {
      return new Finding(false, found, expected, remedy);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
      return (isError ? "error: " : "advice: ") + text();
    }

    private String text() {
      return found + "; expected " + expected + "; " + remedy;
    }
  }

  /**
   * Says whether runs can be recorded.
   *
   * @return whether there is no error among the findings
   */
  public boolean isSound() {
    return findings.stream().noneMatch(Finding::isError);
  }

  /**
   * Returns this if runs can be recorded.
   *
   * @return this
   * @throws DriftException if there are errors; it names them all
   */
  @CanIgnoreReturnValue
  public Verification requireSound() {
    if (!isSound()) {
      throw new DriftException(
          findings.stream()
              .filter(Finding::isError)
              .map(Finding::text)
              .collect(Collectors.joining("; ")));
    }
    return this;
  }

  Verification and(Verification other) {
    return new Verification(
        Stream.concat(findings.stream(), other.findings.stream()).distinct().toList());
  }

  /** Returns the findings, a line each. */
  @Override
  public String toString() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }
}
