package io.drift4j;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The identity of a run: a definition computed for a customer and a reference day from a source.
 * Whoever asks for the same gets the same run.
 *
 * <p>The run id is the SHA-256 of a versioned sequence of length-delimited texts: {@code
 * drift-run/2}, customer, definition id and version, number of {@linkplain Definition#settings()
 * settings} and each name and value, ISO date of the as-of day, policy id and version, source id
 * and fingerprint, revision. The fingerprint of a source is the SHA-256 of such a sequence: {@code
 * drift-source/1}, number of its {@linkplain CountSource#settings() settings} and each name and
 * value. Settings are in the order of the code points of their names. No release changes the key of
 * an existing run.
 *
 * <p>What is read of the past is, of each {@linkplain #customer customer}, definition, source id,
 * policy and as-of day, the run that was recorded last: whatever is to be kept side by side, such
 * as two look backs or two tables, has an id of its own ({@link Definition#withId}).
 *
 * @param runId the identity of the run, 64 hexadecimal digits
 * @param customer whose records are compared
 * @param definitionId the definition
 * @param definitionVersion its version
 * @param policyId the policy
 * @param policyVersion its version
 * @param sourceId the user's name for the population of records
 * @param sourceFingerprint what decides which records are read and what they mean, 64 hexadecimal
 *     digits
 * @param revision 1, or more for a deliberate computation anew
 * @param asOf the reference day, excluded
 * @param settings the settings that differ from the definition's defaults, as a JSON object
 * @param libraryVersion the version of the library that computed or computes the run; not part of
 *     its identity
 */
public record Run(
    String runId,
    String customer,
    String definitionId,
    int definitionVersion,
    String policyId,
    int policyVersion,
    String sourceId,
    String sourceFingerprint,
    int revision,
    LocalDate asOf,
    String settings,
    String libraryVersion) {

  /** The version of this library, as runs record it. */
  public static final String LIBRARY_VERSION = "0.1.0-SNAPSHOT";

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the keys, the customer and the revision.
   *
   * @param runId the identity of the run, 64 hexadecimal digits
   * @param customer whose records are compared
   * @param definitionId the definition
   * @param definitionVersion its version
   * @param policyId the policy
   * @param policyVersion its version
   * @param sourceId the user's name for the population of records
   * @param sourceFingerprint what decides which records are read and what they mean, 64 hexadecimal
   *     digits
   * @param revision 1, or more for a deliberate computation anew
   * @param asOf the reference day, excluded
   * @param settings the settings that differ from the definition's defaults, as a JSON object
   * @param libraryVersion the version of the library that computed or computes the run; not part of
   *     its identity
   * @throws IllegalArgumentException if a key is not 64 hexadecimal digits, the customer cannot be
   *     stored or the revision is not positive
   */
  public Run {
    requireKey("run id", runId);
    requireKey("source fingerprint", sourceFingerprint);
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
   * @param source where the counts come from
   * @param revision 1, or more for a deliberate computation anew
   * @return the run
   * @throws IllegalArgumentException if the customer is blank or holds NUL or an unpaired
   *     surrogate, the windows reach beyond the years 1 to 9999, or the revision is not positive
   */
  public static Run of(
      Definition definition, String customer, LocalDate asOf, CountSource source, int revision) {
    requireCustomer(customer);
    Objects.requireNonNull(asOf, "the as-of day of a run is null");
    SortedMap<String, String> settings = definition.settings(Plan.span(definition, asOf));
    requireStorable("setting ", settings);
    DriftPolicy policy = definition.policy();
    Names.requireVersion(Names.require("policy id", policy.id()), policy.version());
    String sourceId = Names.require("source id", source.id());
    String sourceFingerprint = fingerprint(source);
    Fingerprint text = new Fingerprint().add("drift-run/2").add(customer);
    text.add(definition.id()).add(definition.version()).addSettings(settings);
    text.add(asOf.toString()).add(policy.id()).add(policy.version());
    text.add(sourceId).add(sourceFingerprint).add(revision);
    return new Run(
        text.hex(),
        customer,
        definition.id(),
        definition.version(),
        policy.id(),
        policy.version(),
        sourceId,
        sourceFingerprint,
        revision,
        asOf,
        Json.object(settings),
        LIBRARY_VERSION);
  }

  /**
   * Returns runs that are to be recorded together, checked: for whoever writes a repository.
   *
   * @param runs the runs
   * @return the same
   * @throws IllegalArgumentException if there is none, one of another customer, or one twice
   */
  public static List<Run> together(List<Run> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("there is no run to record; give one or more");
    }
    Set<String> runIds = new HashSet<>();
    for (Run run : runs) {
      run.requireCustomerOf(runs.get(0));
      if (!runIds.add(run.runId)) {
        throw new IllegalArgumentException(
            "run "
                + run.runId
                + " ("
                + run.definitionId
                + "/"
                + run.definitionVersion
                + " as of "
                + run.asOf
                + ") is to be recorded twice; name it once");
      }
    }
    return List.copyOf(runs);
  }

  private void requireCustomerOf(Run other) {
    if (!customer.equals(other.customer)) {
      throw new IllegalArgumentException(
          "runs of customers \""
              + other.customer
              + "\" and \""
              + customer
              + "\" cannot be recorded together; record those of each by themselves");
    }
  }

  private static String fingerprint(CountSource source) {
    SortedMap<String, String> settings =
        Objects.requireNonNull(
            source.settings(), () -> "source " + source.id() + " has null for its settings");
    requireStorable("the source's setting ", settings);
    return new Fingerprint().add("drift-source/1").addSettings(settings).hex();
  }

  /** An unpaired surrogate has no bytes of its own in a key. */
  private static void requireStorable(String what, SortedMap<String, String> settings) {
    settings.forEach(
        (name, text) -> {
          CodePoints.requireStorable("the name of ", what + name, name);
          Objects.requireNonNull(text, () -> what + name + " is null; leave it out");
          CodePoints.requireStorable(what, name, text);
        });
  }

  /**
   * Returns the id of an event of this run: the SHA-256 of {@code drift-event/2}, run id, metric id
   * and version, and the number of dimensions, the dimensions and values of the segment, each
   * length-delimited. There is one event of a metric and segment in a run.
   *
   * @param metric the metric that drifted
   * @param segment the segment
   * @return 64 hexadecimal digits
   */
  public String eventId(Metric metric, Segment segment) {
    Fingerprint text = new Fingerprint().add("drift-event/2").add(runId);
    return text.add(metric.id()).add(metric.version()).add(segment.asMap()).hex();
  }

  /**
   * Says whether what the run finds depends on what is remembered of its {@linkplain WatchId
   * watch}: for whoever writes a repository.
   *
   * @return whether its policy is {@link DriftPolicy#monitored}
   */
  public boolean isWatched() {
    return policyId.equals(MonitoredPolicy.ID);
  }

  /** What one of several runs is read of: the one that was recorded last. */
  List<Object> subject() {
    return List.of(customer, definitionId, sourceId, policyId, asOf);
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

  @CanIgnoreReturnValue
  static String requireKey(String what, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException(
          what + " must be 64 hexadecimal digits, not \"" + key + "\"");
    }
    return key;
  }

  private static void requireCustomer(String customer) {
    Objects.requireNonNull(customer, "customer is null; name whose records are compared");
    if (customer.isEmpty()) {
      throw new IllegalArgumentException("customer is empty; name whose records are compared");
    }
    CodePoints.requireStorable("the ", "customer", customer);
  }
}
