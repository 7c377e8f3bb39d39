package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 * Metric denialRate =
 *     Metric.proportion("denial-rate", 1,
 *             Measure.timeToEvent("submitted_date", "decided_date")
 *                 .withOutcome("outcome", "PAID", "DENIED", "OTHER"),
 *             Observation.of("DENIED").among("PAID", "DENIED"))
 *         .withDirection(Direction.UP_IS_WORSE);
 * }</pre>
 *
 * <p>Instances are immutable and safe for use by several threads if their observation is.
 */
public final class Metric {

  /** What kind of number a metric is, which decides what a {@link Lens} can make of it. */
  public enum Kind {
    /** Of each record whether it happened: observations are 1 and 0. */
    PROPORTION,
    /** The time until an event; open records are known to take longer. */
    TIME,
    /** An exact decimal, in its smallest unit. */
    AMOUNT,
    /** Which of several kinds each record is. */
    CATEGORY,
    /** How many records a day has. */
    COUNT
  }

  private static final Threshold SHARE = new Threshold(0.05, 0.5);
  private static final Threshold DAYS = new Threshold(3, 0.5);
  private static final Threshold HALF = new Threshold(Double.POSITIVE_INFINITY, 0.5);
  private static final Threshold MIX = new Threshold(0.1, Double.POSITIVE_INFINITY);

  private final MetricParts parts;

  private Metric(MetricParts parts) {
    this.parts = parts;
  }

  private Metric with(Consumer<MetricParts> change) {
    MetricParts changed = parts.copy();
    change.accept(changed);
    return new Metric(changed);
  }

  /**
   * Returns a metric whose observations are 1 (it happened) and 0 (it did not), summarised by the
   * share. A change of 5 points or of half the baseline matters; severity is 1 at 50 points;
   * neither direction is worse.
   *
   * @param id the name that identifies the metric, such as {@code denial-rate}
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @param observation 1, 0 or left out; {@link Observation#of(String...)} names the event
   * @return the metric, labelled with its id in upper case
   */
  public static Metric proportion(
      String id, int version, Measure measure, Observation observation) {
    return new Metric(
        new MetricParts(Kind.PROPORTION, id, version, measure, observation, "share", SHARE, 0.5));
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
   * @throws IllegalArgumentException if the measure is none of days
   */
  public static Metric days(String id, int version, Measure measure, Observation observation) {
    if (!(measure.quantity() instanceof Quantity.Elapsed elapsed && elapsed.isInDays())) {
      throw new IllegalArgumentException(
          "metric " + id + " is of days and its measure is not; use Metric.time for other units");
    }
    return new Metric(
        new MetricParts(Kind.TIME, id, version, measure, observation, "days", DAYS, 10));
  }

  /**
   * Returns a metric of the time until an event in the units of its measure, summarised by the
   * median. A change of half the baseline matters; severity is 1 at 10 units; neither direction is
   * worse.
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record, a measure of time
   * @param observation the time, or left out
   * @return the metric, in the unit of the measure, labelled with its id in upper case
   * @throws IllegalArgumentException if the measure is none of time
   */
  public static Metric time(String id, int version, Measure measure, Observation observation) {
    if (measure.quantity() instanceof Quantity.Elapsed elapsed) {
      String unit = elapsed.unit().toString().toLowerCase(Locale.ROOT);
      return new Metric(
          new MetricParts(Kind.TIME, id, version, measure, observation, unit, HALF, 10));
    }
    throw new IllegalArgumentException(
        "metric " + id + " is of time and its measure is not; make it with Measure.timeToEvent");
  }

  /**
   * Returns a metric of exact decimals, in the smallest unit of the measure, summarised by the
   * mean. A change of half the baseline matters; severity is 1 at 10,000 units; neither direction
   * is worse.
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record, a measure of an amount
   * @return the metric of every known amount, in {@code units}, labelled with its id in upper case
   * @throws IllegalArgumentException if the measure is none of an amount
   */
  public static Metric amount(String id, int version, Measure measure) {
    return amount(id, version, measure, Reading::value);
  }

  /**
   * Returns a metric of the exact decimals of some records, in the smallest unit of the measure,
   * summarised by the mean. A change of half the baseline matters; severity is 1 at 10,000 units;
   * neither direction is worse.
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record, a measure of an amount
   * @param observation the amount, or left out; {@link Observation#valueOf} names those that count
   * @return the metric, in {@code units}, labelled with its id in upper case
   * @throws IllegalArgumentException if the measure is none of an amount
   */
  public static Metric amount(String id, int version, Measure measure, Observation observation) {
    if (measure.quantity() instanceof Quantity.Amount) {
      return new Metric(
          new MetricParts(Kind.AMOUNT, id, version, measure, observation, "units", HALF, 10_000));
    }
    throw new IllegalArgumentException(
        "metric " + id + " is of amounts and its measure is not; make it with Measure.amount");
  }

  /**
   * Returns a metric of the mix of categories: how large the part of the records is that would have
   * to be of another category for the mix to be that of the baseline (total variation distance). A
   * change of 10 points matters; severity is 1 at 50 points.
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record, whose outcome is the category
   * @return the metric, labelled with its id in upper case
   * @throws IllegalArgumentException if the measure has no outcome
   */
  public static Metric category(String id, int version, Measure measure) {
    if (measure.outcome() == null) {
      throw new IllegalArgumentException(
          "metric " + id + " is of categories and its measure has none; use Measure.category");
    }
    return category(id, version, measure, Reading::outcome);
  }

  /**
   * Returns a metric of the mix of categories that are made of what is read, as {@link
   * #category(String, int, Measure)} is of those that are read.
   *
   * <pre>{@code
   * Metric.category("denial-reasons", 1, decision, reading ->
   *     "DENIED".equals(reading.outcome()) ? reading.details().get(0) : null);
   * }</pre>
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @param category which category a record is, {@code null} to leave it out; not asked of records
   *     that are open, which are left out
   * @return the metric, labelled with its id in upper case
   */
  public static Metric category(
      String id,
      int version,
      Measure measure,
      Function<Reading, ? extends @Nullable String> category) {
    Objects.requireNonNull(category, () -> "metric " + id + " has no category");
    Observation one = reading -> categoryOrNone(reading, category) == null ? null : 0L;
    MetricParts parts =
        new MetricParts(Kind.CATEGORY, id, version, measure, one, "share", MIX, 0.5);
    parts.category = category;
    return new Metric(parts);
  }

  private static @Nullable String categoryOrNone(
      Reading reading, Function<Reading, ? extends @Nullable String> category) {
    return reading.isOpen() ? null : category.apply(reading);
  }

  /**
   * Returns a metric of the number of records of each day, summarised by the mean over the days of
   * the window. A change of half the baseline matters; severity is 1 at 100 records a day.
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @return the metric, labelled with its id in upper case
   */
  public static Metric count(String id, int version, Measure measure) {
    return count(id, version, measure, reading -> 1L);
  }

  /**
   * Returns a metric of the number of some records of each day, as {@link #count(String, int,
   * Measure)} is of all.
   *
   * <pre>{@code
   * Metric.count("denials", 1, decision, Observation.valueOf("DENIED"));
   * }</pre>
   *
   * @param id the name that identifies the metric
   * @param version the version of what it computes, from 1
   * @param measure what is read of each record
   * @param counted whatever it gives of a record counts as one, {@code null} leaves it out
   * @return the metric, labelled with its id in upper case
   */
  public static Metric count(String id, int version, Measure measure, Observation counted) {
    return new Metric(
        new MetricParts(Kind.COUNT, id, version, measure, counted, "records a day", HALF, 100));
  }

  /**
   * Returns this metric under another label.
   *
   * @param label the label in reports; it may repeat in a definition
   * @return the changed metric
   */
  public Metric withDriftType(String label) {
    Names.require("drift type", label);
    return with(parts -> parts.driftType = label);
  }

  /**
   * Returns this metric with another name of its unit, such as {@code cents}. It is only the label
   * in reports.
   *
   * @param unit what one of the value is
   * @return the changed metric
   */
  public Metric withUnit(String unit) {
    CodePoints.requireStorable("the ", "unit", unit);
    return with(parts -> parts.unit = unit);
  }

  /**
   * Returns this metric with another meaning of up and down.
   *
   * @param direction whether a rise is bad news
   * @return the changed metric
   */
  public Metric withDirection(Direction direction) {
    return with(parts -> parts.direction = direction);
  }

  /**
   * Returns this metric with another summary.
   *
   * @param summary the number that stands for a table
   * @return the changed metric
   */
  public Metric withSummary(Summary summary) {
    return with(parts -> parts.summary = summary);
  }

  /**
   * Returns this metric with other limits.
   *
   * @param threshold how large a change must be to matter
   * @return the changed metric
   */
  public Metric withThreshold(Threshold threshold) {
    return with(parts -> parts.threshold = threshold);
  }

  /**
   * Returns this metric with another scale of severity.
   *
   * @param change the absolute change at which severity reaches 1
   * @return the changed metric
   * @throws IllegalArgumentException if the change is not a positive number
   */
  public Metric withFullSeverityAt(double change) {
    if (!(change > 0 && Double.isFinite(change))) {
      throw new IllegalArgumentException(
          "full severity must be at a positive change that is finite, not " + change);
    }
    return with(parts -> parts.fullSeverity = change);
  }

  /**
   * Returns this metric seen through another lens by policies that have no lenses of their own:
   * {@link DriftPolicy#thresholds()} and whatever leaves {@link DriftPolicy#views} as it is.
   *
   * @param lens how two samples are compared, {@link Lens#summary()} unless told otherwise
   * @return the changed metric
   */
  public Metric withLens(Lens lens) {
    Objects.requireNonNull(lens, () -> "metric " + this + " has null for its lens");
    return with(parts -> parts.lens = lens);
  }

  /**
   * Returns this metric under another rule of {@link DriftPolicy#thresholds()}.
   *
   * @param rule when a change is an event of that policy, and how grave it is
   * @return the changed metric
   */
  public Metric withRule(ThresholdRule rule) {
    Objects.requireNonNull(rule, () -> "metric " + this + " has null for its rule");
    return with(parts -> parts.rule = rule);
  }

  /**
   * Returns this metric tested through lenses of its own, in place of those that {@link
   * DriftPolicy#controlled()} has for its kind. Each is a view, named as the lens and its settings.
   * Where one wants to see open records and there are decided rows only, those of the kind look at
   * the same records ({@link Lens#ofDecidedRows}).
   *
   * @param lenses how two samples are compared, at least one
   * @return the changed metric
   * @throws IllegalArgumentException if there is none
   */
  public Metric testedThrough(Lens... lenses) {
    List<Lens> all = List.of(lenses);
    if (all.isEmpty()) {
      throw new IllegalArgumentException("metric " + this + " would be tested through no lens");
    }
    return with(parts -> parts.tested = all);
  }

  /**
   * Returns this metric with others that are read beside it: in the same windows of the same
   * segments, for its lenses ({@link Comparison#of}). They are not judged themselves.
   *
   * @param others the metrics, with distinct ids
   * @return the changed metric
   * @throws IllegalArgumentException if an id repeats
   */
  public Metric withCompanions(Metric... others) {
    List<Metric> all = List.of(others);
    if (all.stream().map(Metric::id).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "metric " + this + " needs companions with distinct ids, not " + all);
    }
    return with(parts -> parts.companions = all);
  }

  /**
   * Returns this metric read across segments where it is a companion: of all records that share
   * these dimensions with the segment, whatever their others, such as all claims of a payer beside
   * its denials for one reason. In a segment that is rolled up those of the dimensions count that
   * it has.
   *
   * @param dimensions the dimensions, of the definition; none for everybody
   * @return the changed metric
   */
  public Metric across(String... dimensions) {
    List<String> all = List.of(dimensions);
    return with(parts -> parts.across = all);
  }

  /**
   * Returns this metric with the amount that is at stake of each record, such as what is allowed of
   * a claim: a change is worth so much as the records that it concerns, each at the mean of this
   * amount in the current window of the same segment. Of a metric that is an amount itself that is
   * at stake.
   *
   * @param amount a metric of an amount
   * @return the changed metric
   * @throws IllegalArgumentException if it is of another kind or read {@link #across} segments, or
   *     this metric is an amount itself
   */
  public Metric withStake(Metric amount) {
    if (kind() == Kind.AMOUNT) {
      throw new IllegalArgumentException(
          "metric "
              + this
              + " is an amount, which is what is at stake of its records, and not "
              + amount
              + " besides; leave withStake out");
    }
    if (amount.readAcross() != null) {
      throw new IllegalArgumentException(
          "what is at stake of metric "
              + this
              + " is that of each segment, and "
              + amount
              + " is read across "
              + amount.readAcross()
              + "; only a companion is (withCompanions)");
    }
    if (amount.kind() != Kind.AMOUNT) {
      throw new IllegalArgumentException(
          "what is at stake of metric " + this + " must be an amount, and " + amount + " is none");
    }
    return with(parts -> parts.stake = amount);
  }

  /**
   * Returns this metric without an amount that is at stake of each record.
   *
   * @return the changed metric
   */
  public Metric withoutStake() {
    return with(parts -> parts.stake = null);
  }

  /**
   * Returns the name that identifies the metric.
   *
   * @return the id
   */
  public String id() {
    return parts.id;
  }

  /**
   * Returns the version of what the metric computes.
   *
   * @return the version, from 1
   */
  public int version() {
    return parts.version;
  }

  /**
   * Returns what kind of number the metric is.
   *
   * @return the kind
   */
  public Kind kind() {
    return parts.kind;
  }

  /**
   * Returns the label in reports.
   *
   * @return the drift type
   */
  public String driftType() {
    return parts.driftType;
  }

  /**
   * Returns what is read of each record.
   *
   * @return the measure
   */
  public Measure measure() {
    return parts.measure;
  }

  /**
   * Returns what a reading counts as.
   *
   * @return the observation
   */
  public Observation observation() {
    return parts.observation;
  }

  /** The observation, held to what the metric is. */
  @Nullable Long observe(Reading reading) {
    Long value = observed(reading);
    if (value != null && parts.kind == Kind.PROPORTION && value != 0 && value != 1) {
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
      return parts.observation.of(reading);
    } catch (RuntimeException e) {
      throw failed(
          e, "its observation must take every reading, open ones too, which have no value");
    }
  }

  /** Which category a record is, if any. */
  @Nullable String category(Reading reading) {
    try {
      return categoryOrNone(reading, parts.category);
    } catch (RuntimeException e) {
      throw failed(e, "its category must take every reading that is not open");
    }
  }

  private DriftException failed(RuntimeException e, String remedy) {
    return new DriftException(
        "metric " + this + " failed (" + e.getClass().getName() + "); " + remedy, e);
  }

  /**
   * Returns the number that stands for a table of this metric.
   *
   * @return the summary
   */
  public Summary summary() {
    return parts.summary;
  }

  /**
   * Returns the unit of the observations.
   *
   * @return the unit, such as {@code share}, {@code days} or {@code cents}
   */
  public String unit() {
    return parts.unit;
  }

  /**
   * Returns whether a rise is bad news.
   *
   * @return the direction
   */
  public Direction direction() {
    return parts.direction;
  }

  /**
   * Returns how large a change must be to matter.
   *
   * @return the threshold
   */
  public Threshold threshold() {
    return parts.threshold;
  }

  /**
   * Returns the lens of policies that have none of their own.
   *
   * @return the lens
   */
  public Lens lens() {
    return parts.lens;
  }

  /**
   * Returns the rule of {@link DriftPolicy#thresholds()}.
   *
   * @return when a change is an event of that policy
   */
  public ThresholdRule rule() {
    return parts.rule;
  }

  /**
   * Returns the lenses through which the metric wants to be tested.
   *
   * @return the lenses, none for those of its kind
   */
  public List<Lens> tested() {
    return parts.tested;
  }

  /**
   * Returns what is read beside the metric.
   *
   * @return the metrics, none unless told otherwise
   */
  public List<Metric> companions() {
    return parts.companions;
  }

  /**
   * Returns what is at stake of each record.
   *
   * @return a metric of an amount, {@code null} if none is known
   */
  public @Nullable Metric stake() {
    return parts.stake;
  }

  /** Of which dimensions it is read as a companion, {@code null} for those of the segment. */
  @Nullable List<String> readAcross() {
    return parts.across;
  }

  /** Everything that is read for this metric: of itself and of what is read beside it. */
  List<Metric> read() {
    List<Metric> all = new ArrayList<>(List.of(this));
    all.addAll(parts.companions);
    if (parts.stake != null) {
      all.add(parts.stake);
    }
    return all;
  }

  /**
   * Returns how grave a change is: {@code min(|delta| / full, 1)}, where {@code full} is the change
   * given to {@link #withFullSeverityAt}.
   *
   * @param delta current minus baseline
   * @return the severity, in [0, 1]
   */
  public double severity(double delta) {
    return Math.min(Math.abs(delta) / parts.fullSeverity, 1.0);
  }

  /** How many units of its measure of time a day has. */
  long unitsInADay() {
    if (parts.measure.quantity() instanceof Quantity.Elapsed elapsed) {
      return elapsed.inADay();
    }
    throw new IllegalStateException("metric " + this + " has no ages; its measure is none of time");
  }

  /** Whether records have ages, from the day that puts them into a window on. */
  boolean hasAges() {
    return parts.measure.isFromWindowsDay();
  }

  /** Everything about the metric that a user may set and that decides a result. */
  Map<String, String> settings() {
    return MetricSettings.of(parts);
  }

  /** A lens as its view is called: {@code by-age} of 30 days is {@code by-age-30}. */
  static String name(Lens lens) {
    return Stream.concat(Stream.of(lens.id()), lens.settings().values().stream())
        .collect(Collectors.joining("-"));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Metric metric
        && parts.id.equals(metric.parts.id)
        && parts.version == metric.parts.version;
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts.id, parts.version);
  }

  /** Returns id and version, such as {@code denial-rate/1}. */
  @Override
  public String toString() {
    return parts.id + "/" + parts.version;
  }
}
