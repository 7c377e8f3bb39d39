package io.drift4j;

import io.drift4j.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an {@link Assessment} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface AssessmentProperties {

  /**
   * Returns what {@link Assessment#severity()} does.
   *
   * @return the same
   */
  double severity();

  /**
   * Returns what {@link Assessment#severityLow()} does.
   *
   * @return the same
   */
  OptionalDouble severityLow();

  /**
   * Returns what {@link Assessment#volumeScore()} does.
   *
   * @return the same
   */
  double volumeScore();

  /**
   * Returns what {@link Assessment#adjustedPValue()} does.
   *
   * @return the same
   */
  OptionalDouble adjustedPValue();

  /**
   * Returns what {@link Assessment#adjustedInterval()} does.
   *
   * @return the same
   */
  Optional<Interval> adjustedInterval();

  /**
   * Returns what {@link Assessment#family()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String family();

  /**
   * Returns what {@link Assessment#familySize()} does.
   *
   * @return the same
   */
  OptionalInt familySize();

  /**
   * Returns what {@link Assessment#minimumDetectable()} does.
   *
   * @return the same
   */
  OptionalDouble minimumDetectable();

  /**
   * Returns what {@link Assessment#margin()} does.
   *
   * @return the same
   */
  OptionalDouble margin();

  /**
   * Returns what {@link Assessment#recordsAtStake()} does.
   *
   * @return the same
   */
  OptionalDouble recordsAtStake();

  /**
   * Returns what {@link Assessment#moneyAtStake()} does.
   *
   * @return the same
   */
  OptionalLong moneyAtStake();

  /**
   * Returns what {@link Assessment#confirming()} does.
   *
   * @return the same
   */
  List<String> confirming();

  /**
   * Returns what {@code severity()} does.
   *
   * @return the same
   */
  default double getSeverity() {
    return severity();
  }

  /**
   * Returns what {@code severityLow()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getSeverityLow() {
    return Present.orNull(severityLow());
  }

  /**
   * Returns what {@code volumeScore()} does.
   *
   * @return the same
   */
  default double getVolumeScore() {
    return volumeScore();
  }

  /**
   * Returns what {@code adjustedPValue()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getAdjustedPValue() {
    return Present.orNull(adjustedPValue());
  }

  /**
   * Returns what {@code adjustedInterval()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Interval getAdjustedInterval() {
    return adjustedInterval().orElse(null);
  }

  /**
   * Returns what {@code family()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getFamily() {
    return family();
  }

  /**
   * Returns what {@code familySize()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Integer getFamilySize() {
    return Present.orNull(familySize());
  }

  /**
   * Returns what {@code minimumDetectable()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getMinimumDetectable() {
    return Present.orNull(minimumDetectable());
  }

  /**
   * Returns what {@code margin()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getMargin() {
    return Present.orNull(margin());
  }

  /**
   * Returns what {@code recordsAtStake()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getRecordsAtStake() {
    return Present.orNull(recordsAtStake());
  }

  /**
   * Returns what {@code moneyAtStake()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Long getMoneyAtStake() {
    return Present.orNull(moneyAtStake());
  }

  /**
   * Returns what {@code confirming()} does.
   *
   * @return the same
   */
  default List<String> getConfirming() {
    return confirming();
  }
}
