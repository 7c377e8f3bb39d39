package io.drift4j;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides a result: which metrics, by which dimensions, over which windows, under
 * which policy.
 *
 * <p>Id and version name the definition as its author wrote it. What a user changes with a {@code
 * with…} method is recorded as a {@linkplain #settings() setting} and enters the identity of every
 * run, so a changed definition never meets the runs of the original. An author who changes what a
 * definition says raises its version.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class Definition {

  /** How many segments there may be unless told otherwise. */
  public static final int SEGMENT_LIMIT = 100_000;

  private final String id;
  private final int version;
  private final List<String> dimensions;
  private final List<Metric> metrics;
  private final Lookback lookback;
  private final DriftPolicy policy;
  private final int segmentLimit;
  private final SortedMap<String, String> defaults; // the settings as the author wrote them

  private Definition(
      String id,
      int version,
      List<String> dimensions,
      List<Metric> metrics,
      Lookback lookback,
      DriftPolicy policy,
      int segmentLimit,
      SortedMap<String, String> defaults) {
    this.id = id;
    this.version = version;
    this.dimensions = dimensions;
    this.metrics = metrics;
    this.lookback = lookback;
    this.policy = policy;
    this.segmentLimit = segmentLimit;
    this.defaults = defaults;
  }

  /**
   * Returns a definition.
   *
   * @param id the name that identifies it, such as {@code payer-drift}
   * @param version the version of what it says, from 1
   * @param dimensions by which segments are formed, in order, distinct; with none there is one
   *     segment, the whole population
   * @param metrics what is compared, at least one, with distinct ids
   * @param lookback the windows
   * @param policy when a difference is an event
   * @return the definition
   * @throws IllegalArgumentException if one of these rules is broken
   */
  public static Definition of(
      String id,
      int version,
      List<String> dimensions,
      List<Metric> metrics,
      Lookback lookback,
      DriftPolicy policy) {
    Names.require("definition id", id);
    Names.requireVersion("definition " + id, version);
    List<String> by = requireDistinct(id, "dimensions", dimensions);
    by.forEach(dimension -> Names.require("dimension", dimension));
    requireMetrics(id, metrics);
    return new Definition(
        id,
        version,
        by,
        List.copyOf(metrics),
        lookback,
        policy,
        SEGMENT_LIMIT,
        allSettings(by, metrics, lookback));
  }

  private static List<String> requireDistinct(String id, String what, List<String> names) {
    Set<String> distinct = new LinkedHashSet<>(names);
    if (distinct.size() < names.size()) {
      throw new IllegalArgumentException(
          "definition " + id + " needs distinct " + what + ", not " + names);
    }
    return List.copyOf(names);
  }

  private static void requireMetrics(String id, List<Metric> metrics) {
    if (metrics.isEmpty()) {
      throw new IllegalArgumentException("definition " + id + " needs a metric, and has none");
    }
    requireDistinct(id, "metrics", metrics.stream().map(Metric::id).toList());
  }

  /**
   * Returns this definition under another id, so that its runs stand beside those of the original:
   * what is read of the past goes by the id. 90 against 14 days and 30 against 7, both every night,
   * are two definitions.
   *
   * @param other the name that identifies it
   * @return the changed definition, with the same version and settings
   * @throws IllegalArgumentException if it is not a name
   */
  public Definition withId(String other) {
    return new Definition(
        Names.require("definition id", other),
        version,
        dimensions,
        metrics,
        lookback,
        policy,
        segmentLimit,
        defaults);
  }

  /**
   * Returns this definition over other windows.
   *
   * @param lookback the windows
   * @return the changed definition
   */
  public Definition withLookback(Lookback lookback) {
    return new Definition(
        id, version, dimensions, metrics, lookback, policy, segmentLimit, defaults);
  }

  /**
   * Returns this definition under another policy.
   *
   * @param policy when a difference is an event
   * @return the changed definition
   */
  public Definition withPolicy(DriftPolicy policy) {
    return new Definition(
        id, version, dimensions, metrics, lookback, policy, segmentLimit, defaults);
  }

  /**
   * Returns this definition with other metrics, for example the same with another threshold.
   *
   * @param metrics what is compared, at least one, with distinct ids
   * @return the changed definition
   * @throws IllegalArgumentException if there is none or an id repeats
   */
  public Definition withMetrics(List<Metric> metrics) {
    requireMetrics(id, metrics);
    return new Definition(
        id, version, dimensions, List.copyOf(metrics), lookback, policy, segmentLimit, defaults);
  }

  /**
   * Returns this definition with another limit on the number of segments. A run that meets more
   * fails: all of them are kept in memory, and an id taken for a dimension makes one of each
   * record. It changes no result, so it is no part of a run's identity.
   *
   * @param segments how many there may be, 1 or more; {@value #SEGMENT_LIMIT} unless told otherwise
   * @return the changed definition
   * @throws IllegalArgumentException if it is not positive
   */
  public Definition withSegmentLimit(int segments) {
    if (segments < 1) {
      throw new IllegalArgumentException("segment limit must be 1 or more, not " + segments);
    }
    return new Definition(id, version, dimensions, metrics, lookback, policy, segments, defaults);
  }

  /**
   * Returns the name that identifies the definition.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * Returns the version of what the definition says.
   *
   * @return the version, from 1
   */
  public int version() {
    return version;
  }

  /**
   * Returns the names by which segments are formed.
   *
   * @return the dimensions, in order; none for the whole population
   */
  public List<String> dimensions() {
    return dimensions;
  }

  /**
   * Returns what is compared.
   *
   * @return the metrics, in order
   */
  public List<Metric> metrics() {
    return metrics;
  }

  /**
   * Returns how far back a run looks.
   *
   * @return the windows
   */
  public Lookback lookback() {
    return lookback;
  }

  /**
   * Returns when a difference is an event.
   *
   * @return the policy
   */
  public DriftPolicy policy() {
    return policy;
  }

  /**
   * Returns how many segments a run may find.
   *
   * @return the limit
   */
  public int segmentLimit() {
    return segmentLimit;
  }

  /**
   * Returns what was changed since the author wrote this version, and what the policy has changed
   * from the defaults of its version: the settings that enter the identity of a run.
   *
   * @return name to exact text, empty if everything is as written
   */
  public SortedMap<String, String> settings() {
    SortedMap<String, String> changed = allSettings(dimensions, metrics, lookback);
    changed.entrySet().removeAll(defaults.entrySet());
    policy.settings().forEach((name, value) -> changed.put("policy." + name, value));
    return changed;
  }

  private static SortedMap<String, String> allSettings(
      List<String> dimensions, List<Metric> metrics, Lookback lookback) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("dimensions", String.join(",", dimensions));
    settings.put("metrics", String.join(",", metrics.stream().map(Metric::toString).toList()));
    settings.put("baseline-days", Integer.toString(lookback.baselineDays()));
    settings.put("current-days", Integer.toString(lookback.currentDays()));
    settings.put("gap-days", Integer.toString(lookback.gapDays()));
    metrics.forEach(
        metric ->
            metric
                .settings()
                .forEach((name, value) -> settings.put("metric." + metric + "." + name, value)));
    return settings;
  }

  /** Returns id and version, such as {@code payer-drift/1}. */
  @Override
  public String toString() {
    return id + "/" + version;
  }
}
