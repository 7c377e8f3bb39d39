package io.drift4j;

import io.drift4j.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A metric of a segment that drifted: what moved, by how much, and how sure that is.
 *
 * <p>There is at most one of a metric and segment in a run. Events sort by reference day, run,
 * segment, label and metric. A repository that reads one back makes it with {@link #found}; it may
 * grow.
 */
public final class DriftEvent implements EventProperties, Comparable<DriftEvent> {

  private static final Comparator<DriftEvent> ORDER =
      Comparator.comparing((DriftEvent event) -> event.run().asOf())
          .thenComparing(event -> event.run().runId())
          .thenComparing(DriftEvent::segment)
          .thenComparing(DriftEvent::driftType)
          .thenComparing(DriftEvent::metricId);

  /** The effect of a metric of time. */
  private static final String TIME_RATIO = "time-ratio";

  private static final Comparator<DriftEvent> BY_MONEY =
      Comparator.comparingDouble(
              (DriftEvent event) ->
                  -event.assessment().moneyAtStake().stream()
                      .mapToDouble(money -> Math.abs((double) money))
                      .findFirst()
                      .orElse(-1))
          .thenComparing(ORDER);

  private final Builder parts;

  private DriftEvent(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns the order in which most money is at stake first. Events that do not tell it come last;
   * equal ones are in their own order.
   *
   * @return the order
   */
  public static Comparator<DriftEvent> byMoneyAtStake() {
    return BY_MONEY;
  }

  /**
   * Returns the interval of the money at stake: the nearer and the farther limit of {@link
   * Assessment#adjustedInterval}, at what a unit of the change is worth. What records are worth on
   * average is taken as it was seen.
   *
   * @return the interval, from 0 where no change is possible too; absent if the change has no
   *     interval or no money, or the money does not grow with it, as with times, whose every record
   *     is late
   */
  public Optional<Interval> moneyAtStakeInterval() {
    double delta = evidence().delta();
    boolean growsWithIt = delta != 0 && !TIME_RATIO.equals(evidence().effectMeasure());
    OptionalLong money = assessment().moneyAtStake();
    return money.isPresent() && growsWithIt
        ? assessment()
            .adjustedInterval()
            .map(change -> atStake(change, delta, Math.abs((double) money.getAsLong() / delta)))
        : Optional.empty();
  }

  private static Interval atStake(Interval change, double delta, double worth) {
    double near = delta > 0 ? change.low() : -change.high();
    double far = delta > 0 ? change.high() : -change.low();
    return new Interval(Math.max(0, near) * worth, Math.max(0, far) * worth, change.level());
  }

  static DriftEvent of(Run run, Verdict verdict) {
    Metric metric = verdict.metric();
    Evidence evidence = verdict.evidence();
    Builder event =
        found(run.eventId(metric, verdict.segment()), run, verdict.segment(), evidence)
            .metric(metric.id(), metric.version(), metric.driftType())
            .unit(metric.unit())
            .trend(metric.direction().trend(evidence.delta()))
            .assessed(verdict.assessment());
    return event.build();
  }

  /**
   * Returns a builder for an event that is read back.
   *
   * @param eventId the identity of the event, see {@link Run#eventId}
   * @param run the run that found it
   * @param segment the segment
   * @param evidence what was seen
   * @return the builder
   */
  public static Builder found(String eventId, Run run, Segment segment, Evidence evidence) {
    return new Builder(eventId, run, segment, evidence);
  }

  /**
   * Returns the identity of the event.
   *
   * @return 64 hexadecimal digits, see {@link Run#eventId}
   */
  @Override
  public String eventId() {
    return parts.eventId;
  }

  /**
   * Returns the run that found it.
   *
   * @return the run
   */
  @Override
  public Run run() {
    return parts.run;
  }

  /**
   * Returns the metric.
   *
   * @return its id
   */
  @Override
  public String metricId() {
    return parts.metricId;
  }

  /**
   * Returns the version of the metric.
   *
   * @return its version
   */
  @Override
  public int metricVersion() {
    return parts.metricVersion;
  }

  /**
   * Returns the metric's label in reports.
   *
   * @return the label
   */
  @Override
  public String driftType() {
    return parts.driftType;
  }

  /**
   * Returns the unit of the values.
   *
   * @return the unit, such as {@code share} or {@code days}; empty if it was not told
   */
  @Override
  public String unit() {
    return parts.unit;
  }

  /**
   * Returns the segment.
   *
   * @return the segment
   */
  @Override
  public Segment segment() {
    return parts.segment;
  }

  /**
   * Returns what was compared with what.
   *
   * @return the windows of the leading view
   */
  @Override
  public WindowPair windows() {
    return parts.evidence.windows();
  }

  /**
   * Returns whether that is good or bad news.
   *
   * @return the trend
   */
  @Override
  public Trend trend() {
    return parts.trend;
  }

  /**
   * Returns what was seen through the leading view.
   *
   * @return the evidence, with values
   */
  @Override
  public Evidence evidence() {
    return parts.evidence;
  }

  /**
   * Returns how grave the change is, and how sure.
   *
   * @return the assessment
   */
  @Override
  public Assessment assessment() {
    return parts.assessment;
  }

  /**
   * Returns the other views that agree.
   *
   * @return their names
   */
  public List<String> confirming() {
    return parts.assessment.confirming();
  }

  /**
   * Returns how grave the change is.
   *
   * @return the severity, in [0, 1]
   */
  public double severity() {
    return parts.assessment.severity();
  }

  /**
   * Returns how much data there was; it says nothing about chance.
   *
   * @return the volume score, in [0, 1]
   */
  public double volumeScore() {
    return parts.assessment.volumeScore();
  }

  /**
   * Returns the p-value adjusted for the whole family of the run.
   *
   * @return the adjusted p-value; absent if the policy does not test
   */
  public OptionalDouble adjustedPValue() {
    return parts.assessment.adjustedPValue();
  }

  /**
   * Returns the event in one line, such as {@code Aetna / SURG: denial rate by day 30 9.8 -> 19.6 %
   * (+6 to +14 points)}. The interval is the one that allows for selection where there is one.
   *
   * @return the line
   */
  @Override
  public String headline() {
    return Wording.headline(
        parts.segment, parts.metricId, parts.unit, parts.evidence, parts.assessment);
  }

  @Override
  public int compareTo(DriftEvent other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DriftEvent event
        && parts.run.equals(event.parts.run)
        && toString().equals(event.toString());
  }

  @Override
  public int hashCode() {
    return parts.eventId.hashCode();
  }

  /** Returns label, segment, trend and evidence, then the rest. */
  @Override
  public String toString() {
    return parts.driftType
        + " of "
        + parts.segment
        + " "
        + parts.trend
        + " ("
        + parts.evidence
        + "), "
        + parts.assessment
        + ", metric "
        + parts.metricId
        + "/"
        + parts.metricVersion
        + " in "
        + parts.unit
        + ", event "
        + parts.eventId
        + " of run "
        + parts.run.runId();
  }

  /** Takes what is known of an event, and refuses what cannot be. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final String eventId;
    private final Run run;
    private final Segment segment;
    private final Evidence evidence;
    private String metricId = "";
    private int metricVersion;
    private String driftType = "";
    private String unit = "";
    private Trend trend = Trend.CHANGED;
    private Assessment assessment = Assessment.builder().build();

    private Builder(String eventId, Run run, Segment segment, Evidence evidence) {
      this.eventId = Run.requireKey("event id", eventId);
      this.run = Objects.requireNonNull(run);
      this.segment = Objects.requireNonNull(segment);
      this.evidence = evidence;
    }

    /**
     * Sets the metric.
     *
     * @param id its id
     * @param version its version
     * @param label its label in reports
     * @return this builder
     * @throws IllegalArgumentException if id or label are no names, or the version not positive
     */
    public Builder metric(String id, int version, String label) {
      metricId = Names.require("metric id", id);
      metricVersion = Names.requireVersion("metric " + id, version);
      driftType = Names.require("drift type", label);
      return this;
    }

    /**
     * Sets the unit of the values.
     *
     * @param name what one of the value is, empty unless told otherwise
     * @return this builder
     */
    public Builder unit(String name) {
      CodePoints.requireStorable("the ", "unit", name);
      unit = name;
      return this;
    }

    /**
     * Sets whether that is good or bad news.
     *
     * @param value the trend, {@link Trend#CHANGED} unless told otherwise
     * @return this builder
     */
    public Builder trend(Trend value) {
      trend = value;
      return this;
    }

    /**
     * Sets how grave the change is, and how sure.
     *
     * @param value the assessment, which says nothing unless told otherwise
     * @return this builder
     */
    public Builder assessed(Assessment value) {
      assessment = Objects.requireNonNull(value, "event has no assessment");
      return this;
    }

    /**
     * Returns the event.
     *
     * @return the event
     * @throws IllegalArgumentException if it has no metric, or its evidence no values
     */
    @CheckReturnValue
    public DriftEvent build() {
      if (metricId.isEmpty() || !evidence.hasValues()) {
        throw new IllegalArgumentException(
            "event " + eventId + " needs a metric and evidence with values");
      }
      return new DriftEvent(copy());
    }

    private Builder copy() {
      Builder copy = new Builder(eventId, run, segment, evidence);
      copy.metricId = metricId;
      copy.metricVersion = metricVersion;
      copy.driftType = driftType;
      copy.unit = unit;
      copy.trend = trend;
      copy.assessment = assessment;
      return copy;
    }
  }
}
