package io.drift4j;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The properties of {@link Evidence} by the names that JavaBeans have, for serialisers and
 * templates, which look for those; whoever writes Java calls the accessors. What is absent is
 * {@code null}.
 */
public interface EvidenceProperties {

  /**
   * Returns what {@link Evidence#view()} does.
   *
   * @return the same
   */
  String view();

  /**
   * Returns what {@link Evidence#windows()} does.
   *
   * @return the same
   */
  WindowPair windows();

  /**
   * Returns what {@link Evidence#undecidedBecause()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String undecidedBecause();

  /**
   * Returns what {@link Evidence#baselineSize()} does.
   *
   * @return the same
   */
  long baselineSize();

  /**
   * Returns what {@link Evidence#currentSize()} does.
   *
   * @return the same
   */
  long currentSize();

  /**
   * Returns what {@link Evidence#baselineOpen()} does.
   *
   * @return the same
   */
  long baselineOpen();

  /**
   * Returns what {@link Evidence#currentOpen()} does.
   *
   * @return the same
   */
  long currentOpen();

  /**
   * Returns what {@link Evidence#test()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String test();

  /**
   * Returns what {@link Evidence#logPValue()} does.
   *
   * @return the same
   */
  OptionalDouble logPValue();

  /**
   * Returns what {@link Evidence#intervalLow()} does.
   *
   * @return the same
   */
  OptionalDouble intervalLow();

  /**
   * Returns what {@link Evidence#intervalHigh()} does.
   *
   * @return the same
   */
  OptionalDouble intervalHigh();

  /**
   * Returns what {@link Evidence#effectMeasure()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable String effectMeasure();

  /**
   * Returns what {@link Evidence#effect()} does.
   *
   * @return the same
   */
  OptionalDouble effect();

  /**
   * Returns what {@link Evidence#dispersion()} does.
   *
   * @return the same
   */
  OptionalDouble dispersion();

  /**
   * Returns what {@link Evidence#horizon()} does.
   *
   * @return the same
   */
  OptionalInt horizon();

  /**
   * Returns what {@link Evidence#standardError()} does.
   *
   * @return the same
   */
  OptionalDouble standardError();

  /**
   * Returns what {@link Evidence#figures()} does.
   *
   * @return the same
   */
  SortedMap<String, Double> figures();

  /**
   * Returns what {@link Evidence#notes()} does.
   *
   * @return the same
   */
  List<String> notes();

  /**
   * Returns what {@link Evidence#series()} does.
   *
   * @return the same, or {@code null}
   */
  @Nullable Series series();

  /**
   * Returns what {@code view()} does.
   *
   * @return the same
   */
  default String getView() {
    return view();
  }

  /**
   * Returns what {@code windows()} does.
   *
   * @return the same
   */
  default WindowPair getWindows() {
    return windows();
  }

  /**
   * Returns what {@code undecidedBecause()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getUndecidedBecause() {
    return undecidedBecause();
  }

  /**
   * Returns what {@link Evidence#hasValues()} does.
   *
   * @return the same
   */
  boolean hasValues();

  /**
   * Returns what {@link Evidence#baselineValue()} does.
   *
   * @return the same
   */
  double baselineValue();

  /**
   * Returns what {@link Evidence#currentValue()} does.
   *
   * @return the same
   */
  double currentValue();

  /**
   * Returns what {@link Evidence#delta()} does.
   *
   * @return the same
   */
  double delta();

  /**
   * Returns what {@link Evidence#pValue()} does.
   *
   * @return the same
   */
  OptionalDouble pValue();

  /**
   * Returns what {@code baselineValue()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getBaselineValue() {
    return hasValues() ? baselineValue() : null;
  }

  /**
   * Returns what {@code currentValue()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getCurrentValue() {
    return hasValues() ? currentValue() : null;
  }

  /**
   * Returns what {@code delta()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getDelta() {
    return hasValues() ? delta() : null;
  }

  /**
   * Returns what {@code pValue()} does. By {@code getPValue} some would understand pvalue, others
   * PValue.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getTestPValue() {
    return Present.orNull(pValue());
  }

  /**
   * Returns what {@code baselineSize()} does.
   *
   * @return the same
   */
  default long getBaselineSize() {
    return baselineSize();
  }

  /**
   * Returns what {@code currentSize()} does.
   *
   * @return the same
   */
  default long getCurrentSize() {
    return currentSize();
  }

  /**
   * Returns what {@code baselineOpen()} does.
   *
   * @return the same
   */
  default long getBaselineOpen() {
    return baselineOpen();
  }

  /**
   * Returns what {@code currentOpen()} does.
   *
   * @return the same
   */
  default long getCurrentOpen() {
    return currentOpen();
  }

  /**
   * Returns what {@code test()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getTest() {
    return test();
  }

  /**
   * Returns what {@code logPValue()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getLogPValue() {
    return Present.orNull(logPValue());
  }

  /**
   * Returns what {@code intervalLow()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getIntervalLow() {
    return Present.orNull(intervalLow());
  }

  /**
   * Returns what {@code intervalHigh()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getIntervalHigh() {
    return Present.orNull(intervalHigh());
  }

  /**
   * Returns what {@code effectMeasure()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable String getEffectMeasure() {
    return effectMeasure();
  }

  /**
   * Returns what {@code effect()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getEffect() {
    return Present.orNull(effect());
  }

  /**
   * Returns what {@code dispersion()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getDispersion() {
    return Present.orNull(dispersion());
  }

  /**
   * Returns what {@code horizon()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Integer getHorizon() {
    return Present.orNull(horizon());
  }

  /**
   * Returns what {@code standardError()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Double getStandardError() {
    return Present.orNull(standardError());
  }

  /**
   * Returns what {@code figures()} does.
   *
   * @return the same
   */
  default SortedMap<String, Double> getFigures() {
    return figures();
  }

  /**
   * Returns what {@code notes()} does.
   *
   * @return the same
   */
  default List<String> getNotes() {
    return notes();
  }

  /**
   * Returns what {@code series()} does.
   *
   * @return the same, or {@code null}
   */
  default @Nullable Series getSeries() {
    return series();
  }
}
