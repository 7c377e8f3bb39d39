package io.drift4j;

import io.drift4j.stats.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Lens} saw in a comparison: the two values, how many records they are of, and what
 * speaks against chance. What was not computed is absent.
 *
 * <p>It is made by a builder, {@link #of}, which refuses what contradicts itself; it may grow.
 */
public final class Evidence implements EvidenceProperties {

  /** The confidence level of the interval that is shown. */
  public static final double LEVEL = 0.95;

  private final Builder parts;

  private Evidence(Builder parts) {
    this.parts = parts;
  }

  /**
   * Returns a builder for what was seen in a comparison.
   *
   * @param comparison the comparison
   * @return the builder
   */
  public static Builder of(Comparison comparison) {
    return of(comparison.view().name(), comparison.windows());
  }

  /**
   * Returns a builder for what was seen in a comparison of what the metric counts: with the sizes
   * of both samples and the numbers of their open records.
   *
   * @param comparison the comparison
   * @return the builder
   */
  public static Builder ofSamples(Comparison comparison) {
    Sample baseline = comparison.baseline();
    Sample current = comparison.current();
    return of(comparison)
        .sizes(baseline.size(), current.size())
        .open(baseline.open(), current.open());
  }

  /**
   * Returns a builder for what was seen through a view, as a repository reads it back.
   *
   * @param view the name of the view
   * @param windows what was compared with what
   * @return the builder
   * @throws IllegalArgumentException if the view is not a name
   */
  public static Builder of(String view, WindowPair windows) {
    return new Builder(view, windows);
  }

  /**
   * Returns how the metric was looked at.
   *
   * @return the name of the view
   */
  @Override
  public String view() {
    return parts.view;
  }

  /**
   * Returns what was compared with what.
   *
   * @return the windows
   */
  @Override
  public WindowPair windows() {
    return parts.windows;
  }

  /**
   * Says whether there are values. If not, {@link #undecidedBecause} says why.
   *
   * @return whether baseline and current value are there
   */
  @Override
  public boolean hasValues() {
    return parts.undecidedBecause == null;
  }

  /**
   * Returns why nothing could be told.
   *
   * @return the reason, {@code null} if there are values
   */
  @Override
  public @Nullable String undecidedBecause() {
    return parts.undecidedBecause;
  }

  /**
   * Returns the metric's value in the baseline window.
   *
   * @return the value
   * @throws IllegalStateException if there is none
   */
  @Override
  public double baselineValue() {
    return requireValues(parts.baselineValue);
  }

  /**
   * Returns the metric's value in the current window.
   *
   * @return the value
   * @throws IllegalStateException if there is none
   */
  @Override
  public double currentValue() {
    return requireValues(parts.currentValue);
  }

  private double requireValues(double value) {
    if (!hasValues()) {
      throw new IllegalStateException(
          "view " + parts.view + " has no values: " + parts.undecidedBecause);
    }
    return value;
  }

  /**
   * Returns the change.
   *
   * @return current value minus baseline value
   * @throws IllegalStateException if there are no values
   */
  @Override
  public double delta() {
    return currentValue() - baselineValue();
  }

  /**
   * Returns the number of observations in the baseline window.
   *
   * @return how many there are
   */
  @Override
  public long baselineSize() {
    return parts.baselineSize;
  }

  /**
   * Returns the number of observations in the current window.
   *
   * @return how many there are
   */
  @Override
  public long currentSize() {
    return parts.currentSize;
  }

  /**
   * Returns the number of open records in the baseline window.
   *
   * @return how many there are
   */
  @Override
  public long baselineOpen() {
    return parts.baselineOpen;
  }

  /**
   * Returns the number of open records in the current window.
   *
   * @return how many there are
   */
  @Override
  public long currentOpen() {
    return parts.currentOpen;
  }

  /**
   * Returns the name of the test.
   *
   * @return the name, {@code null} if nothing was tested
   */
  @Override
  public @Nullable String test() {
    return parts.test;
  }

  /**
   * Returns the natural logarithm of the p-value, which holds where the p-value itself is too small
   * for a number.
   *
   * @return ln p, at most 0; absent if nothing was tested
   */
  @Override
  public OptionalDouble logPValue() {
    return parts.logPValue;
  }

  /**
   * Returns the p-value of the test.
   *
   * @return the p-value, from {@link Double#MIN_VALUE} to 1; absent if nothing was tested
   */
  @Override
  public OptionalDouble pValue() {
    return parts.logPValue.isPresent()
        ? OptionalDouble.of(
            Math.max(Double.MIN_VALUE, StrictMath.exp(parts.logPValue.getAsDouble())))
        : OptionalDouble.empty();
  }

  /**
   * Returns the lower limit of the confidence interval of the change.
   *
   * @return the limit; absent if there is none
   */
  @Override
  public OptionalDouble intervalLow() {
    return parts.interval().intervalLow;
  }

  /**
   * Returns the upper limit of the confidence interval of the change.
   *
   * @return the limit; absent if there is none
   */
  @Override
  public OptionalDouble intervalHigh() {
    return parts.interval().intervalHigh;
  }

  /**
   * Returns the name of the measure of effect, such as {@code time-ratio}.
   *
   * @return the name, {@code null} if no effect was estimated
   */
  @Override
  public @Nullable String effectMeasure() {
    return parts.effectMeasure;
  }

  /**
   * Returns the estimated effect.
   *
   * @return the effect; absent if none was estimated
   */
  @Override
  public OptionalDouble effect() {
    return parts.effect;
  }

  /**
   * Returns by how much the counts of days vary more than independent records would.
   *
   * @return the dispersion φ, positive; absent if it was not estimated
   */
  @Override
  public OptionalDouble dispersion() {
    return parts.dispersion;
  }

  /**
   * Returns the age up to which both windows were compared.
   *
   * @return the horizon in the units of a metric of time, in days of any other; absent if there is
   *     none
   */
  @Override
  public OptionalInt horizon() {
    return parts.horizon;
  }

  /**
   * Returns how much the change varies by chance where there is none.
   *
   * @return the standard error of the change, in the unit of the values; absent if unknown
   */
  @Override
  public OptionalDouble standardError() {
    return parts.standardError;
  }

  /**
   * Returns what else was computed, by name: shares decided, a median, a number expected.
   *
   * @return the figures by their names, finite
   */
  @Override
  public SortedMap<String, Double> figures() {
    return Collections.unmodifiableSortedMap(parts.figures);
  }

  /**
   * Returns a figure.
   *
   * @param name its name
   * @return the number; absent if it was not computed
   */
  public OptionalDouble figure(String name) {
    Double value = parts.figures.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * Returns what a reader must know to understand the figures: days that were left out, why the
   * change is no event of its own.
   *
   * @return the notes, each one line
   */
  @Override
  public List<String> notes() {
    return parts.notes;
  }

  /**
   * Returns the days that the values are of, so that a picture can be drawn later.
   *
   * @return the series, {@code null} if none was kept
   */
  @Override
  public @Nullable Series series() {
    return parts.series;
  }

  /**
   * Returns the confidence interval of the change at another level.
   *
   * @param level the confidence level, in (0, 1)
   * @return the interval; absent if there is none, or the evidence was read back
   */
  public Optional<Interval> intervalAt(double level) {
    return Optional.ofNullable(parts.intervals).map(intervals -> parts.asked(intervals, level));
  }

  /**
   * What would be made of a change for the worse, or where neither direction is worse of both; none
   * where nothing varies.
   */
  List<Foresight> foresight(Direction direction) {
    List<Foresight> both = new ArrayList<>();
    if (direction != Direction.DOWN_IS_WORSE) {
      foresight(1).ifPresent(both::add);
    }
    if (direction != Direction.UP_IS_WORSE) {
      foresight(-1).ifPresent(both::add);
    }
    return both;
  }

  private Optional<Foresight> foresight(int sign) {
    return parts.foresight != null
        ? Optional.ofNullable(parts.foresight.apply(sign))
        : standardError().stream()
            .<Foresight>mapToObj(error -> new NormalForesight(this, error, sign))
            .findFirst();
  }

  /** The same with another figure. */
  Evidence with(String figure, double value) {
    return new Evidence(new Builder(parts).figure(figure, value));
  }

  /** The same with another note. */
  Evidence noting(String line) {
    return new Evidence(new Builder(parts).note(line));
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Evidence evidence && toString().equals(evidence.toString()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(parts.view, parts.windows, parts.baselineValue, parts.currentValue);
  }

  /** Returns everything that is there, numbers in full. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(parts.view)
            .append(" of ")
            .append(parts.windows)
            .append(": ")
            .append(
                hasValues()
                    ? parts.baselineValue + " -> " + parts.currentValue
                    : parts.undecidedBecause)
            .append(", sizes ")
            .append(parts.baselineSize + " and " + parts.currentSize)
            .append(", open ")
            .append(parts.baselineOpen + " and " + parts.currentOpen);
    append(text, "test", parts.test);
    append(text, "ln p", parts.logPValue);
    append(text, "from", intervalLow());
    append(text, "to", intervalHigh());
    append(text, "effect", parts.effectMeasure);
    append(text, "of", parts.effect);
    append(text, "dispersion", parts.dispersion);
    parts.horizon.ifPresent(horizon -> append(text, "horizon", Integer.toString(horizon)));
    append(text, "standard error", parts.standardError);
    parts.figures.forEach((name, value) -> append(text, name, Double.toString(value)));
    append(text, "noting", parts.notes.isEmpty() ? null : parts.notes.toString());
    append(text, "series", parts.series == null ? null : parts.series.toString());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append(", ").append(name).append(' ').append(value);
    }
  }

  private static void append(StringBuilder text, String name, OptionalDouble value) {
    value.ifPresent(number -> append(text, name, Double.toString(number)));
  }

  /** Minus zero is zero: not every database keeps them apart. */
  static double plain(double number) {
    return number + 0.0;
  }

  static void require(String what, String rule, boolean kept, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be %s, not %s", what, rule, value));
    }
  }

  /** Takes what was seen, and refuses what cannot be. Not safe for use by several threads. */
  @CanIgnoreReturnValue
  public static final class Builder {

    private final String view;
    private final WindowPair windows;
    private double baselineValue = Double.NaN;
    private double currentValue = Double.NaN;
    private @Nullable String undecidedBecause;
    private long baselineSize;
    private long currentSize;
    private long baselineOpen;
    private long currentOpen;
    private @Nullable String test;
    private OptionalDouble logPValue = OptionalDouble.empty();
    private OptionalDouble intervalLow = OptionalDouble.empty();
    private OptionalDouble intervalHigh = OptionalDouble.empty();
    private @Nullable String effectMeasure;
    private OptionalDouble effect = OptionalDouble.empty();
    private OptionalDouble dispersion = OptionalDouble.empty();
    private OptionalInt horizon = OptionalInt.empty();
    private OptionalDouble standardError = OptionalDouble.empty();
    private final SortedMap<String, Double> figures;
    private List<String> notes = List.of();
    private @Nullable Series series;
    private @Nullable DoubleFunction<Interval> intervals;
    private @Nullable IntFunction<@Nullable Foresight> foresight;

    private Builder(String view, WindowPair windows) {
      this.view = Names.require("view", view);
      this.windows = windows;
      this.figures = new TreeMap<>();
    }

    private Builder(Builder other) {
      this.view = other.view;
      this.windows = other.windows;
      this.baselineValue = other.baselineValue;
      this.currentValue = other.currentValue;
      this.undecidedBecause = other.undecidedBecause;
      this.baselineSize = other.baselineSize;
      this.currentSize = other.currentSize;
      this.baselineOpen = other.baselineOpen;
      this.currentOpen = other.currentOpen;
      this.test = other.test;
      this.logPValue = other.logPValue;
      this.intervalLow = other.intervalLow;
      this.intervalHigh = other.intervalHigh;
      this.effectMeasure = other.effectMeasure;
      this.effect = other.effect;
      this.dispersion = other.dispersion;
      this.horizon = other.horizon;
      this.standardError = other.standardError;
      this.figures = new TreeMap<>(other.figures);
      this.notes = other.notes;
      this.series = other.series;
      this.intervals = other.intervals;
      this.foresight = other.foresight;
    }

    /**
     * Sets the metric's values.
     *
     * @param baseline in the baseline window
     * @param current in the current window
     * @return this builder
     * @throws IllegalArgumentException if one is not finite, or the change is not
     */
    public Builder values(double baseline, double current) {
      require("baseline value", "a finite number", Double.isFinite(baseline), baseline);
      require("current value", "a finite number", Double.isFinite(current), current);
      double change = current - baseline;
      require("change", "a finite number", Double.isFinite(change), change);
      baselineValue = plain(baseline);
      currentValue = plain(current);
      return this;
    }

    /**
     * Says that nothing can be told, instead of values.
     *
     * @param because why, such as {@code fewer than 5 expected denials}
     * @return this builder
     * @throws IllegalArgumentException if it holds NUL or an unpaired surrogate
     */
    public Builder undecided(String because) {
      CodePoints.requireStorable("the reason of view ", view, because);
      undecidedBecause = because;
      return this;
    }

    /**
     * Sets the numbers of observations, 0 unless told otherwise.
     *
     * @param baseline in the baseline window
     * @param current in the current window
     * @return this builder
     * @throws IllegalArgumentException if one is negative
     */
    public Builder sizes(long baseline, long current) {
      require("baseline size", "0 or more", baseline >= 0, baseline);
      require("current size", "0 or more", current >= 0, current);
      baselineSize = baseline;
      currentSize = current;
      return this;
    }

    /**
     * Sets the numbers of open records, 0 unless told otherwise.
     *
     * @param baseline in the baseline window
     * @param current in the current window
     * @return this builder
     * @throws IllegalArgumentException if one is negative
     */
    public Builder open(long baseline, long current) {
      require("baseline open", "0 or more", baseline >= 0, baseline);
      require("current open", "0 or more", current >= 0, current);
      baselineOpen = baseline;
      currentOpen = current;
      return this;
    }

    /**
     * Sets the result of a test.
     *
     * @param name of the test, such as {@code log-rank}
     * @param logPValue the natural logarithm of its p-value, finite and 0 or less
     * @return this builder
     * @throws IllegalArgumentException if the logarithm is not of a probability, or the test has no
     *     name
     */
    public Builder test(String name, double logPValue) {
      boolean isOne = logPValue <= 0 && Double.isFinite(logPValue);
      require("ln p", "finite and 0 or less", isOne, logPValue);
      this.test = Names.require("test", name);
      this.logPValue = OptionalDouble.of(plain(logPValue));
      return this;
    }

    /**
     * Sets the confidence interval of the change.
     *
     * @param low its lower limit
     * @param high its upper limit
     * @return this builder
     * @throws IllegalArgumentException if they are not finite or not in order
     */
    public Builder interval(double low, double high) {
      requireInterval(low, high);
      intervalLow = OptionalDouble.of(plain(low));
      intervalHigh = OptionalDouble.of(plain(high));
      return this;
    }

    private static void requireInterval(double low, double high) {
      require(
          "interval",
          "from a lower to a higher finite limit",
          low <= high && Double.isFinite(high - low),
          "[" + low + ", " + high + "]");
    }

    /**
     * Sets the estimated effect.
     *
     * @param measure what it is, such as {@code time-ratio}
     * @param value the estimate
     * @return this builder
     * @throws IllegalArgumentException if it is not finite, or the measure not a name
     */
    public Builder effect(String measure, double value) {
      require("effect", "a finite number", Double.isFinite(value), value);
      effectMeasure = Names.require("effect measure", measure);
      effect = OptionalDouble.of(plain(value));
      return this;
    }

    /**
     * Sets the dispersion of the days.
     *
     * @param value φ
     * @return this builder
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Builder dispersion(double value) {
      require("dispersion", "positive and finite", value > 0 && Double.isFinite(value), value);
      dispersion = OptionalDouble.of(value);
      return this;
    }

    /**
     * Sets the age up to which both windows were compared.
     *
     * @param age in the units of a metric of time, in days of any other
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder horizon(int age) {
      require("horizon", "0 or more", age >= 0, age);
      horizon = OptionalInt.of(age);
      return this;
    }

    /**
     * Sets the confidence interval of the change, at every level; that at 0.95 is shown. It is
     * computed when it is asked for.
     *
     * @param byLevel the interval at a level, with finite limits; it must not hold on to samples
     * @return this builder
     */
    public Builder intervals(DoubleFunction<Interval> byLevel) {
      intervals = byLevel;
      return this;
    }

    /**
     * Sets what would be made of a rise (1) and of a fall (-1), null where there is none. It must
     * not hold on to samples.
     */
    Builder foresight(IntFunction<@Nullable Foresight> bySign) {
      foresight = bySign;
      return this;
    }

    /** The one that is shown costs more than the test, and is computed when somebody asks. */
    private synchronized Builder interval() {
      if (intervalLow.isEmpty() && intervals != null) {
        Interval shown = asked(intervals, LEVEL);
        interval(shown.low(), shown.high());
      }
      return this;
    }

    /** A lens's own function, asked when its lens is no longer there to be blamed. */
    private Interval asked(DoubleFunction<Interval> byLevel, double level) {
      try {
        Interval interval = byLevel.apply(level);
        requireInterval(interval.low(), interval.high());
        return interval;
      } catch (RuntimeException e) {
        throw new DriftException(
            "the intervals of view "
                + view
                + " failed: "
                + e
                + "; the function that its lens gave must give one with finite limits for every"
                + " level",
            e);
      }
    }

    /**
     * Sets how much the change varies by chance where there is none.
     *
     * @param value the standard error, in the unit of the values
     * @return this builder
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Builder standardError(double value) {
      require("standard error", "positive and finite", value > 0 && Double.isFinite(value), value);
      standardError = OptionalDouble.of(value);
      return this;
    }

    /**
     * Adds a figure.
     *
     * @param name what it is, such as {@code decided-baseline}
     * @param value the number
     * @return this builder
     * @throws IllegalArgumentException if it is not finite, or what it is no name
     */
    public Builder figure(String name, double value) {
      require("figure " + name, "a finite number", Double.isFinite(value), value);
      figures.put(Names.require("figure", name), plain(value));
      return this;
    }

    /**
     * Adds a note.
     *
     * @param line what a reader must know, one line
     * @return this builder
     * @throws IllegalArgumentException if it is not one line of text, or holds NUL or an unpaired
     *     surrogate
     */
    public Builder note(String line) {
      require("note", "one line of text", !line.isBlank() && !line.contains("\n"), line);
      CodePoints.requireStorable("a note of view ", view, line);
      List<String> more = new ArrayList<>(notes);
      more.add(line);
      notes = List.copyOf(more);
      return this;
    }

    /**
     * Sets the days that the values are of.
     *
     * @param value the series
     * @return this builder
     */
    public Builder series(Series value) {
      series = value;
      return this;
    }

    /**
     * Returns what was seen; the builder can go on.
     *
     * @return the evidence
     * @throws IllegalArgumentException if there are neither values nor a reason why not, or both
     */
    @CheckReturnValue
    public Evidence build() {
      if (Double.isNaN(baselineValue) == (undecidedBecause == null)) {
        throw new IllegalArgumentException(
            "view "
                + view
                + " must have values, or a reason why there are none"
                + (undecidedBecause == null ? "; it has neither" : "; it has both"));
      }
      return new Evidence(new Builder(this));
    }
  }
}
