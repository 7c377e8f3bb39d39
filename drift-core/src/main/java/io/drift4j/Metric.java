package io.drift4j;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A number that may drift: what is read of each record, what each reading counts as, and when a
 * change of it matters.
 *
 * <p>Id and version are the identity of a metric: two metrics with the same ones are equal, and
 * events of different versions are different events. Whoever changes what a metric computes raises
 * its version. The drift type is only the label in reports.
 *
 * <pre>{@code
 * Metric closedInTime =
 *     Metric.proportion("closed-in-time", 1, Measure.timeToEvent("created", "closed"),
 *             reading -> reading.isOpen() || reading.value() > 30 ? 0L : 1L)
 *         .withDirection(Direction.DOWN_IS_WORSE);
 * }</pre>
 *
 * <p>Instances are immutable and safe for use by several threads if their observation is.
 */
public final class Metric {

  private static final Threshold SHARE = new Threshold(0.05, 0.5);
  private static final Threshold DAYS = new Threshold(3, 0.5);
  private static final String SHARE_UNIT = "share";

  private final String id;
  private final int version;
  private final String driftType;
  private final Measure measure;
  private final Observation observation;
  private final Summary summary;
  private final String unit;
  private final Direction direction;
  private final Threshold threshold;
  private final double fullSeverity;

  /** What a reading counts as. */
  @FunctionalInterface
  public interface Observation {
    /**
     * Turns a reading into an observation.
     *
     * @param reading what one record says
     * @return the value to count, or {@code null} to leave the record out of this metric
     */
    @Nullable Long of(Reading reading);
  }

  private Metric(
      String id,
      int version,
      String driftType,
      Measure measure,
      Observation observation,
      Summary summary,
      String unit,
      Direction direction,
      Threshold threshold,
      double fullSeverity) {
    this.id = Names.require("metric id", id);
    this.version = Names.requireVersion("metric " + id, version);
    this.driftType = Names.require("drift type", driftType);
    this.measure = measure;
    this.observation = observation;
    this.summary = summary;
    this.unit = unit;
    this.direction = direction;
    this.threshold = threshold;
    this.fullSeverity = fullSeverity;
  }

  /**
   * Returns a metric whose observations are 1 (it happened) and 0 (it did not), summarised by the
   * share. A change of 5 points or of half the baseline matters; severity is 1 at 50 points;
   * neither direction is worse.
   *
   * @param id the name that identifies the metric, such as {@code denial-rate}
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @param observation 1, 0 or left out
   * @return the metric, labelled with its id in upper case
   */
  public static Metric proportion(
      String id, int version, Measure measure, Observation observation) {
    return new Metric(
        id,
        version,
        label(id),
        measure,
        observation,
        Summary.MEAN,
        SHARE_UNIT,
        Direction.NEUTRAL,
        SHARE,
        0.5);
  }

  /**
   * Returns a metric of days until an event, summarised by the median. A change of 3 days or of
   * half the baseline matters; severity is 1 at 10 days; neither direction is worse.
   *
   * @param id the name that identifies the metric, such as {@code decision-time}
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @param observation the days, or left out
   * @return the metric, labelled with its id in upper case
   */
  public static Metric days(String id, int version, Measure measure, Observation observation) {
    return new Metric(
        id,
        version,
        label(id),
        measure,
        observation,
        Summary.MEDIAN,
        "days",
        Direction.NEUTRAL,
        DAYS,
        10);
  }

  private static String label(String id) {
    return id.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Returns this metric under another label.
   *
   * @param label the label in reports; it may repeat in a definition
   * @return the changed metric
   */
  public Metric withDriftType(String label) {
    return new Metric(
        id,
        version,
        label,
        measure,
        observation,
        summary,
        unit,
        direction,
        threshold,
        fullSeverity);
  }

  /**
   * Returns this metric with another meaning of up and down.
   *
   * @param direction whether a rise is bad news
   * @return the changed metric
   */
  public Metric withDirection(Direction direction) {
    return new Metric(
        id,
        version,
        driftType,
        measure,
        observation,
        summary,
        unit,
        direction,
        threshold,
        fullSeverity);
  }

  /**
   * Returns this metric with another summary.
   *
   * @param summary the number that stands for a table
   * @return the changed metric
   */
  public Metric withSummary(Summary summary) {
    return new Metric(
        id,
        version,
        driftType,
        measure,
        observation,
        summary,
        unit,
        direction,
        threshold,
        fullSeverity);
  }

  /**
   * Returns this metric with other limits.
   *
   * @param threshold how large a change must be to matter
   * @return the changed metric
   */
  public Metric withThreshold(Threshold threshold) {
    return new Metric(
        id,
        version,
        driftType,
        measure,
        observation,
        summary,
        unit,
        direction,
        threshold,
        fullSeverity);
  }

  /**
   * Returns this metric with another scale of severity.
   *
   * @param change the absolute change at which severity reaches 1
   * @return the changed metric
   * @throws IllegalArgumentException if the change is not a positive number
   */
  public Metric withFullSeverityAt(double change) {
    if (!(change > 0)) {
      throw new IllegalArgumentException(
          "full severity must be at a positive change, not " + change);
    }
    return new Metric(
        id, version, driftType, measure, observation, summary, unit, direction, threshold, change);
  }

  /**
   * Returns the name that identifies the metric.
   *
   * @return the id
   */
  public String id() {
    return id;
  }

  /**
   * Returns the version of what the metric computes.
   *
   * @return the version, from 1
   */
  public int version() {
    return version;
  }

  /**
   * Returns the label in reports.
   *
   * @return the drift type
   */
  public String driftType() {
    return driftType;
  }

  /**
   * Returns what is read of each record.
   *
   * @return the measure
   */
  public Measure measure() {
    return measure;
  }

  /**
   * Returns what a reading counts as.
   *
   * @return the observation
   */
  public Observation observation() {
    return observation;
  }

  /** The observation, held to what the metric is. */
  @Nullable Long observe(Reading reading) {
    Long value = observed(reading);
    if (value != null && unit.equals(SHARE_UNIT) && value != 0 && value != 1) {
      throw new DriftException(
          "metric "
              + this
              + " is a proportion and one of its observations is neither 1 nor 0; its observation must"
              + " give one of these, or null");
    }
    return value;
  }

  private @Nullable Long observed(Reading reading) {
    try {
      return observation.of(reading);
    } catch (RuntimeException e) {
      throw new DriftException(
          "metric "
              + this
              + " failed ("
              + e.getClass().getName()
              + "); its observation must take every reading, open ones too, which have no value",
          e);
    }
  }

  /**
   * Returns the number that stands for a table of this metric.
   *
   * @return the summary
   */
  public Summary summary() {
    return summary;
  }

  /**
   * Returns the unit of the observations.
   *
   * @return {@code share} or {@code days}
   */
  public String unit() {
    return unit;
  }

  /**
   * Returns whether a rise is bad news.
   *
   * @return the direction
   */
  public Direction direction() {
    return direction;
  }

  /**
   * Returns how large a change must be to matter.
   *
   * @return the threshold
   */
  public Threshold threshold() {
    return threshold;
  }

  /**
   * Returns how grave a change is: {@code min(|delta| / full, 1)}, where {@code full} is the change
   * given to {@link #withFullSeverityAt}.
   *
   * @param delta current minus baseline
   * @return the severity, in [0, 1]
   */
  public double severity(double delta) {
    return Math.min(Math.abs(delta) / fullSeverity, 1.0);
  }

  /** Everything about the metric that a user may set and that decides a result. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("summary", summary.name());
    settings.put("direction", direction.name());
    settings.put("threshold-absolute", Double.toHexString(threshold.absolute()));
    settings.put("threshold-relative", Double.toHexString(threshold.relative()));
    settings.put("full-severity", Double.toHexString(fullSeverity));
    settings.put("drift-type", driftType);
    return settings;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metric metric && id.equals(metric.id) && version == metric.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, version);
  }

  /** Returns id and version, such as {@code denial-rate/1}. */
  @Override
  public String toString() {
    return id + "/" + version;
  }
}
