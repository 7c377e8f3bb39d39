package io.drift4j;

import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The identity of a run: a definition computed for a customer and a pair of windows. Whoever asks
 * for the same gets the same run.
 *
 * <p>The run id is the SHA-256 of a versioned sequence of length-delimited texts: {@code
 * drift-run/1}, customer, definition id and version, number of {@linkplain Definition#settings()
 * settings} and each name and value, number of windows and the ISO dates of each, policy id and
 * version, source id, revision. The subject key is the same without the revision: it says what is
 * computed, not how often. No release changes the key of an existing run.
 *
 * @param runId the identity of the run, 64 hexadecimal digits
 * @param subjectKey the identity of what is computed, the same for every revision
 * @param customer whose records are compared
 * @param definitionId the definition
 * @param definitionVersion its version
 * @param policyId the policy
 * @param policyVersion its version
 * @param sourceId the user's name for the population of records
 * @param revision 1, or more for a deliberate computation anew
 * @param asOf the reference day, excluded
 * @param windows what is compared with what
 * @param settings the settings that differ from the definition's defaults, as a JSON object
 * @param libraryVersion the version of the library that computed or computes the run; not part of
 *     its identity
 */
public record Run(
    String runId,
    String subjectKey,
    String customer,
    String definitionId,
    int definitionVersion,
    String policyId,
    int policyVersion,
    String sourceId,
    int revision,
    LocalDate asOf,
    WindowPair windows,
    String settings,
    String libraryVersion) {

  /** The version of this library, as runs record it. */
  public static final String LIBRARY_VERSION = "0.1.0-SNAPSHOT";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the keys, the customer and the revision.
   *
   * @param runId the identity of the run, 64 hexadecimal digits
   * @param subjectKey the identity of what is computed, the same for every revision
   * @param customer whose records are compared
   * @param definitionId the definition
   * @param definitionVersion its version
   * @param policyId the policy
   * @param policyVersion its version
   * @param sourceId the user's name for the population of records
   * @param revision 1, or more for a deliberate computation anew
   * @param asOf the reference day, excluded
   * @param windows what is compared with what
   * @param settings the settings that differ from the definition's defaults, as a JSON object
   * @param libraryVersion the version of the library that computed or computes the run; not part of
   *     its identity
   * @throws IllegalArgumentException if a key is not 64 hexadecimal digits, the customer cannot be
   *     stored or the revision is not positive
   */
  public Run {
    requireKey("run id", runId);
    requireKey("subject key", subjectKey);
    requireCustomer(customer);
    if (revision < 1) {
      throw new IllegalArgumentException("revision must be 1 or more, not " + revision);
    }
  }

  /**
   * Returns the run that computes a definition.
   *
   * @param definition what is computed
   * @param customer whose records are compared
   * @param asOf the reference day, excluded
   * @param sourceId the user's name for the population of records
   * @param revision 1, or more for a deliberate computation anew
   * @return the run
   * @throws IllegalArgumentException if the customer is blank or holds NUL or an unpaired
   *     surrogate, or the revision is not positive
   */
  public static Run of(
      Definition definition, String customer, LocalDate asOf, String sourceId, int revision) {
    requireCustomer(customer);
    WindowPair windows = definition.lookback().windows(asOf);
    SortedMap<String, String> settings = definition.settings();
    Names.require("source id", sourceId);
    return new Run(
        subject("drift-run/1", definition, customer, windows, settings, sourceId)
            .add(revision)
            .hex(),
        subject("drift-subject/1", definition, customer, windows, settings, sourceId).hex(),
        customer,
        definition.id(),
        definition.version(),
        definition.policy().id(),
        definition.policy().version(),
        sourceId,
        revision,
        asOf,
        windows,
        Json.object(settings),
        LIBRARY_VERSION);
  }

  private static Fingerprint subject(
      String scheme,
      Definition definition,
      String customer,
      WindowPair windows,
      Map<String, String> settings,
      String sourceId) {
    Fingerprint text = new Fingerprint().add(scheme).add(customer);
    text.add(definition.id()).add(definition.version()).add(settings.size());
    settings.forEach((name, value) -> text.add(name).add(value));
    text.add(windows.windows().size());
    windows
        .windows()
        .forEach(w -> text.add(w.startInclusive().toString()).add(w.endExclusive().toString()));
    text.add(definition.policy().id()).add(definition.policy().version());
    return text.add(sourceId);
  }

  /**
   * Returns the id of an event of this run: the SHA-256 of {@code drift-event/1}, run id, metric id
   * and version, view, and the dimensions and values of the segment, each length-delimited.
   *
   * @param metric the metric that drifted
   * @param view the view in which it did
   * @param segment the segment
   * @return 64 hexadecimal digits
   */
  public String eventId(Metric metric, String view, Segment segment) {
    Fingerprint text = new Fingerprint().add("drift-event/1").add(runId);
    text.add(metric.id()).add(metric.version()).add(view).add(segment.dimensions().size());
    segment.asMap().forEach((dimension, value) -> text.add(dimension).add(value));
    return text.hex();
  }

  /**
   * Returns a key of fixed length for the customer.
   *
   * @return the SHA-256 of the customer's UTF-8 bytes, 64 hexadecimal digits
   */
  public String customerKey() {
    return customerKey(customer);
  }

  /**
   * Returns a key of fixed length for a customer: what repositories lock and search by, so that no
   * collation takes two customers for one.
   *
   * @param customer the customer
   * @return the SHA-256 of the customer's UTF-8 bytes, 64 hexadecimal digits
   */
  public static String customerKey(String customer) {
    return Fingerprint.of(customer);
  }

  private static void requireKey(String what, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          what + " must be 64 hexadecimal digits, not \"" + key + "\"");
    }
  }

  private static void requireCustomer(String customer) {
    if (customer.isEmpty()) {
      throw new IllegalArgumentException("customer is empty; name whose records are compared");
    }
    CodePoints.requireStorable("the ", "customer", customer);
  }
}
