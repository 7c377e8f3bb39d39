package io.drift4j;

import io.drift4j.stats.Interval;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How grave a change is, and how sure: what a policy adds to the {@link Evidence} when it has seen
 * the whole run. What it does not say is absent.
 *
 * <p>It is made by a builder, which refuses what cannot be; it may grow.
 */
public final class Assessment implements AssessmentProperties {

  private final Builder parts;

  private Assessment(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a builder.
   *
   * @return a builder of an assessment that says nothing yet
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns how grave the change is, by its estimate.
   *
   * @return the severity, in [0, 1]
   */
  @Override
  public double severity() {
    return parts.severity;
  }

  /**
   * Returns how grave the change is at least: the severity of that limit of the {@link
   * #adjustedInterval} which is nearer to no change. It is what events are ranked by.
   *
   * @return the lower severity, in [0, 1]; absent if the policy has no interval
   */
  @Override
  public OptionalDouble severityLow() {
    return parts.severityLow;
  }

  /**
   * Returns how much data there was; it says nothing about chance.
   *
   * @return the volume score, in [0, 1]
   */
  @Override
  public double volumeScore() {
    return parts.volumeScore;
  }

  /**
   * Returns the p-value adjusted for the whole family of the run.
   *
   * @return the adjusted p-value, in [0, 1]; absent if the policy does not test
   */
  @Override
  public OptionalDouble adjustedPValue() {
    return parts.adjustedPValue;
  }

  /**
   * Returns the interval of the change that allows for its having been selected from many: of the
   * changes reported, at most the family's level is outside theirs.
   *
   * @return the interval at its level; absent unless the change was selected
   */
  @Override
  public Optional<Interval> adjustedInterval() {
    return Optional.ofNullable(parts.adjustedInterval);
  }

  /**
   * Returns how many streams (metrics of segments) were tested together.
   *
   * @return the size of the family; absent if the policy does not test
   */
  @Override
  public OptionalInt familySize() {
    return parts.familySize;
  }

  /**
   * Returns which streams were tested together.
   *
   * @return the name of the family, unique within the run; {@code null} if the policy does not test
   */
  @Override
  public @Nullable String family() {
    return parts.family;
  }

  /**
   * Returns the smallest change that would have been found in four of five cases, at the dispersion
   * of the days and the level that the family left, where nothing else of the family had changed:
   * of two that change together, each is found more often.
   *
   * @return the minimum detectable difference, in the unit of the values; absent if unknown
   */
  @Override
  public OptionalDouble minimumDetectable() {
    return parts.minimumDetectable;
  }

  /**
   * Returns how large a change may be that does not matter.
   *
   * @return the margin within which the policy found the change to be, in the unit of the values;
   *     absent unless it says that there is no change that matters
   */
  @Override
  public OptionalDouble margin() {
    return parts.margin;
  }

  /**
   * Returns how many records of the current window the change concerns: of a proportion the change
   * times their number, of a time or an amount their number.
   *
   * @return the records at stake; absent if unknown
   */
  @Override
  public OptionalDouble recordsAtStake() {
    return parts.recordsAtStake;
  }

  /**
   * Returns how much money the change concerns, where the metric is an amount or {@linkplain
   * Metric#withStake says} what is at stake of each record.
   *
   * @return the money at stake in the smallest unit of that amount; absent if unknown
   */
  @Override
  public OptionalLong moneyAtStake() {
    return parts.moneyAtStake;
  }

  /**
   * Returns the other views that agree.
   *
   * @return their names, in the order of the views
   */
  @Override
  public List<String> confirming() {
    return parts.confirming;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Assessment assessment && toString().equals(assessment.toString()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts.severity, parts.volumeScore, parts.adjustedPValue);
  }

  /** Returns everything that is there, numbers in full. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("severity ").append(parts.severity);
    parts.severityLow.ifPresent(low -> text.append(" (at least ").append(low).append(')'));
    text.append(", volume score ").append(parts.volumeScore);
    parts.adjustedPValue.ifPresent(p -> text.append(", adjusted p ").append(p));
    if (parts.adjustedInterval != null) {
      text.append(", adjusted interval ").append(parts.adjustedInterval);
    }
    if (parts.family != null) {
      text.append(", family ").append(parts.family);
    }
    parts.familySize.ifPresent(size -> text.append(" of ").append(size));
    parts.minimumDetectable.ifPresent(least -> text.append(", detectable ").append(least));
    parts.margin.ifPresent(margin -> text.append(", margin ").append(margin));
    parts.recordsAtStake.ifPresent(records -> text.append(", records ").append(records));
    parts.moneyAtStake.ifPresent(money -> text.append(", money ").append(money));
    return text.append(", confirmed by ").append(parts.confirming).toString();
  }

  /** Takes what a policy says, and refuses what cannot be. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private double severity;
    private OptionalDouble severityLow = OptionalDouble.empty();
    private double volumeScore;
    private OptionalDouble adjustedPValue = OptionalDouble.empty();
    private @Nullable Interval adjustedInterval;
    private @Nullable String family;
    private OptionalInt familySize = OptionalInt.empty();
    private OptionalDouble minimumDetectable = OptionalDouble.empty();
    private OptionalDouble margin = OptionalDouble.empty();
    private OptionalDouble recordsAtStake = OptionalDouble.empty();
    private OptionalLong moneyAtStake = OptionalLong.empty();
    private List<String> confirming = List.of();

    private Builder() {}

    private Builder(Builder other) {
      this.severity = other.severity;
      this.severityLow = other.severityLow;
      this.volumeScore = other.volumeScore;
      this.adjustedPValue = other.adjustedPValue;
      this.adjustedInterval = other.adjustedInterval;
      this.family = other.family;
      this.familySize = other.familySize;
      this.minimumDetectable = other.minimumDetectable;
      this.margin = other.margin;
      this.recordsAtStake = other.recordsAtStake;
      this.moneyAtStake = other.moneyAtStake;
      this.confirming = other.confirming;
    }

    /**
     * Sets how grave the change is.
     *
     * @param value in [0, 1], 0 unless told otherwise
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder severity(double value) {
      severity = share("severity", value);
      return this;
    }

    /**
     * Sets how grave the change is at least.
     *
     * @param value in [0, 1]
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder severityLow(double value) {
      severityLow = OptionalDouble.of(share("lower severity", value));
      return this;
    }

    /**
     * Sets how much data there was.
     *
     * @param value in [0, 1], 0 unless told otherwise
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder volumeScore(double value) {
      volumeScore = share("volume score", value);
      return this;
    }

    /**
     * Sets the p-value adjusted for the whole family.
     *
     * @param value in [0, 1]
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public Builder adjustedPValue(double value) {
      adjustedPValue = OptionalDouble.of(share("adjusted p-value", value));
      return this;
    }

    /**
     * Sets the interval that allows for selection.
     *
     * @param value the interval, with finite limits
     * @return this builder
     * @throws IllegalArgumentException if a limit is not finite
     */
    public Builder adjustedInterval(Interval value) {
      boolean isFinite = Double.isFinite(value.low()) && Double.isFinite(value.high());
      Evidence.require("adjusted interval", "of finite limits", isFinite, value);
      adjustedInterval =
          new Interval(Evidence.plain(value.low()), Evidence.plain(value.high()), value.level());
      return this;
    }

    /**
     * Sets which streams were tested together.
     *
     * @param name of the family
     * @param size how many they are, 1 or more
     * @return this builder
     * @throws IllegalArgumentException if that is no name, or nobody is in the family
     */
    public Builder family(String name, int size) {
      Evidence.require("family size", "1 or more", size >= 1, size);
      family = Names.require("family", name);
      familySize = OptionalInt.of(size);
      return this;
    }

    /**
     * Sets the smallest change that would have been found.
     *
     * @param difference in the unit of the values
     * @return this builder
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Builder minimumDetectable(double difference) {
      Evidence.require(
          "minimum detectable difference",
          "positive and finite",
          difference > 0 && Double.isFinite(difference),
          difference);
      minimumDetectable = OptionalDouble.of(difference);
      return this;
    }

    /**
     * Sets within which margin there is no change that matters.
     *
     * @param change how large a change may be, in the unit of the values
     * @return this builder
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Builder margin(double change) {
      boolean isMargin = change > 0 && Double.isFinite(change);
      Evidence.require("margin", "positive and finite", isMargin, change);
      margin = OptionalDouble.of(change);
      return this;
    }

    /**
     * Sets how many records the change concerns.
     *
     * @param records 0 or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Builder recordsAtStake(double records) {
      boolean isNumber = records >= 0 && Double.isFinite(records);
      Evidence.require("records at stake", "0 or more", isNumber, records);
      recordsAtStake = OptionalDouble.of(Evidence.plain(records));
      return this;
    }

    /**
     * Sets how much money the change concerns.
     *
     * @param units in the smallest unit of the amount
     * @return this builder
     */
    public Builder moneyAtStake(long units) {
      moneyAtStake = OptionalLong.of(units);
      return this;
    }

    /**
     * Sets the other views that agree, none unless told otherwise.
     *
     * @param views their names
     * @return this builder
     * @throws IllegalArgumentException if one is not a name
     */
    public Builder confirmedBy(List<String> views) {
      views.forEach(view -> Names.require("view", view));
      confirming = List.copyOf(views);
      return this;
    }

    private static double share(String what, double value) {
      Evidence.require(what, "in [0, 1]", value >= 0 && value <= 1, value);
      return Evidence.plain(value);
    }

    /**
     * Returns the assessment.
     *
     * @return what was told so far; the builder can go on
     */
    @CheckReturnValue
    public Assessment build() {
      return new Assessment(new Builder(this));
    }
  }
}
