package io.drift4j.export;

import io.drift4j.Assessment;
import io.drift4j.Decision;
import io.drift4j.DriftEvent;
import io.drift4j.Evidence;
import io.drift4j.Run;
import io.drift4j.Series;
import io.drift4j.Window;
import io.drift4j.WindowPair;
import io.drift4j.stats.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an event, in the order of JSON; CSV has the columns of the reference first. A
 * name is that of its constant in small letters. Fields are added at the end, here and nowhere
 * else.
 */
public enum EventField {
  /** Whose records were compared, a text. */
  CUSTOMER(run(Run::customer)),
  /** The id of the definition, a name. */
  DEFINITION(run(Run::definitionId)),
  /** The version of what the definition says, a whole number. */
  DEFINITION_VERSION(run(Run::definitionVersion)),
  /** The id of the policy, a name. */
  POLICY(run(Run::policyId)),
  /** The version of what the policy says, a whole number. */
  POLICY_VERSION(run(Run::policyVersion)),
  /** The reference day, which no window includes. */
  AS_OF(run(run -> run.asOf().toString())),
  /** Which computation of the same it is, a whole number from 1. */
  REVISION(run(Run::revision)),
  /** The identity of the run, 64 hexadecimal digits. */
  RUN_ID(run(Run::runId)),
  /** The id of the source, a name. */
  SOURCE(run(Run::sourceId)),
  /** What the source reads, hashed to 64 hexadecimal digits. */
  SOURCE_FINGERPRINT(run(Run::sourceFingerprint)),
  /** What was set otherwise than the definition was written, a text that is JSON itself. */
  SETTINGS(run(Run::settings)),
  /** The version of the library that computed the run, a text. */
  LIBRARY_VERSION(run(Run::libraryVersion)),

  /** The identity of the event, 64 hexadecimal digits. */
  EVENT_ID(event(DriftEvent::eventId)),
  /**
   * The values of the segment by dimension, texts or null. Each of them is a field of its own
   * besides, right behind; in CSV that is all.
   */
  SEGMENT(event(event -> event.segment().asMap())),
  /** The id of the metric, a name. */
  METRIC(event(DriftEvent::metricId)),
  /** The view through which the change was seen best, a name. */
  VIEW(evidence(Evidence::view)),
  /** The label of the metric, a name. */
  DRIFT_TYPE(event(DriftEvent::driftType)),
  /** The value of the metric in the baseline. */
  BASELINE_VALUE(evidence(Evidence::baselineValue)),
  /** The value of the metric in the current window. */
  CURRENT_VALUE(evidence(Evidence::currentValue)),
  /** The current value less that of the baseline. */
  DELTA_VALUE(evidence(Evidence::delta)),
  /** How grave the change is, from 0 to 1. */
  SEVERITY(assessment(Assessment::severity)),
  /** How much data there was, from 0 to 1; it says nothing about chance. */
  CONFIDENCE(assessment(Assessment::volumeScore)),
  /** The first day of the baseline. */
  BASELINE_START(day(WindowPair::baseline, Window::startInclusive)),
  /** The day after the last of the baseline. */
  BASELINE_END(day(WindowPair::baseline, Window::endExclusive)),
  /** The first day of the current window. */
  CURRENT_START(day(WindowPair::current, Window::startInclusive)),
  /** The day after the last of the current window. */
  CURRENT_END(day(WindowPair::current, Window::endExclusive)),
  /** How many observations the baseline has. */
  BASELINE_SAMPLE_SIZE(evidence(Evidence::baselineSize)),
  /** How many observations the current window has. */
  CURRENT_SAMPLE_SIZE(evidence(Evidence::currentSize)),
  /** The p-value of the test by itself. */
  P_VALUE(evidence(Evidence::getTestPValue)),
  /** The p-value among everything that the run looked at. */
  ADJUSTED_P_VALUE(assessment(Assessment::getAdjustedPValue)),
  /** The lower limit of the change, of a confidence interval at 0.95. */
  INTERVAL_LOW(evidence(Evidence::getIntervalLow)),
  /** The upper limit of the change, of a confidence interval at 0.95. */
  INTERVAL_HIGH(evidence(Evidence::getIntervalHigh)),
  /** What was decided: always {@code drift}, since it is an event. */
  VERDICT(event(event -> lower(Decision.DRIFT))),
  /** Whether that is good or bad news: {@code degrading}, {@code improving} or {@code changed}. */
  TREND(event(event -> lower(event.trend()))),
  /** How many records of the baseline are open. */
  BASELINE_OPEN(evidence(Evidence::baselineOpen)),
  /** How many records of the current window are open. */
  CURRENT_OPEN(evidence(Evidence::currentOpen)),
  /** The test, a name. */
  TEST(evidence(Evidence::test)),
  /** The natural logarithm of the p-value, which may be too small for a number. */
  LOG_P_VALUE(evidence(Evidence::getLogPValue)),
  /** What the effect is, such as {@code risk-ratio}. */
  EFFECT_MEASURE(evidence(Evidence::effectMeasure)),
  /** The estimated effect. */
  EFFECT(evidence(Evidence::getEffect)),
  /** The standard error of the change. */
  STANDARD_ERROR(evidence(Evidence::getStandardError)),
  /** How much more days differ than chance would have them. */
  DISPERSION(evidence(Evidence::getDispersion)),
  /** The age up to which both windows were compared, a whole number. */
  HORIZON(evidence(Evidence::getHorizon)),
  /** What else was computed, numbers by name. */
  FIGURES(evidence(Evidence::figures)),
  /** What a reader must know to understand the numbers, a list of texts. */
  NOTES(evidence(Evidence::notes)),
  /** How grave the change is at least, from 0 to 1. */
  SEVERITY_LOW(assessment(Assessment::getSeverityLow)),
  /** The lower limit of the change, of an interval that allows for its having been selected. */
  ADJUSTED_INTERVAL_LOW(adjusted(Interval::low)),
  /** The upper limit of the change, of an interval that allows for its having been selected. */
  ADJUSTED_INTERVAL_HIGH(adjusted(Interval::high)),
  /** The level of the interval that allows for its having been selected. */
  ADJUSTED_INTERVAL_LEVEL(adjusted(Interval::level)),
  /** Among what the p-value was adjusted, a name. */
  FAMILY(assessment(Assessment::family)),
  /** Among how many the p-value was adjusted, a whole number. */
  FAMILY_SIZE(assessment(Assessment::getFamilySize)),
  /** The change that would have been found in four of five cases. */
  MINIMUM_DETECTABLE(assessment(Assessment::getMinimumDetectable)),
  /** How many records the change concerns. */
  RECORDS_AT_STAKE(assessment(Assessment::getRecordsAtStake)),
  /** How much money the change concerns, a whole number of the smallest units, such as cents. */
  MONEY_AT_STAKE(assessment(Assessment::getMoneyAtStake)),
  /** The other views that agree, a list of names. */
  CONFIRMING(assessment(Assessment::confirming)),
  /** The version of the metric, a whole number. */
  METRIC_VERSION(event(DriftEvent::metricVersion)),
  /** The unit of the values, such as {@code share} or {@code days}; empty if it was not told. */
  UNIT(event(DriftEvent::unit)),
  /** The smallest change that matters. */
  MARGIN(assessment(Assessment::getMargin)),
  /** The event in one line for people; its wording may change. */
  HEADLINE(event(DriftEvent::headline)),
  /**
   * The numbers that a picture is drawn from: {@code axis} ({@code days}, {@code ages} or {@code
   * quantiles}), {@code first} day or null, {@code step}, and lists of numbers by name in {@code
   * columns}.
   */
  SERIES(evidence(evidence -> series(evidence.series()))),
  /** How much money the change concerns at least, by the interval that allows for its selection. */
  MONEY_AT_STAKE_LOW(money(Interval::low)),
  /** How much money the change concerns at most, by the interval that allows for its selection. */
  MONEY_AT_STAKE_HIGH(money(Interval::high)),
  /**
   * The dimensions of the segment in their order, a list of names: one that is among them and has
   * no value is one that the records have not, whereas a segment that is rolled up lacks those over
   * which it is.
   */
  DIMENSIONS(event(event -> event.segment().dimensions()));

  private record Origin(boolean isRun, Function<DriftEvent, @Nullable Object> value) {}

  private final String text = lower(this);

  @SuppressWarnings("ImmutableEnumChecker") // it holds functions of events, which keep nothing
  private final Origin origin;

  EventField(Origin origin) {
    this.origin = origin;
  }

  private static Origin run(Function<Run, @Nullable Object> value) {
    return new Origin(true, event -> value.apply(event.run()));
  }

  private static Origin event(Function<DriftEvent, @Nullable Object> value) {
    return new Origin(false, value);
  }

  private static Origin evidence(Function<Evidence, @Nullable Object> value) {
    return event(event -> value.apply(event.evidence()));
  }

  private static Origin assessment(Function<Assessment, @Nullable Object> value) {
    return event(event -> value.apply(event.assessment()));
  }

  private static Origin adjusted(Function<Interval, Object> value) {
    return assessment(assessment -> assessment.adjustedInterval().map(value).orElse(null));
  }

  private static Origin money(ToDoubleFunction<Interval> limit) {
    return event(
        event ->
            event
                .moneyAtStakeInterval()
                .map(interval -> Math.round(limit.applyAsDouble(interval)))
                .orElse(null));
  }

  private static Origin day(Function<WindowPair, Window> window, Function<Window, Object> day) {
    return event(event -> window.andThen(day).apply(event.windows()).toString());
  }

  private static @Nullable Map<String, @Nullable Object> series(@Nullable Series series) {
    if (series == null) {
      return null;
    }
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("axis", lower(series.axis()));
    parts.put("first", series.first() == null ? null : series.first().toString());
    parts.put("step", series.step());
    parts.put("columns", columns(series));
    return parts;
  }

  private static Map<String, List<Double>> columns(Series series) {
    Map<String, List<Double>> columns = new LinkedHashMap<>();
    series
        .names()
        .forEach(name -> columns.put(name, Arrays.stream(series.column(name)).boxed().toList()));
    return columns;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns what the field is called in JSON and CSV.
   *
   * @return the name, such as {@code baseline_value}
   */
  public String text() {
    return text;
  }

  /**
   * Says whether it is the same for all events of a run.
   *
   * @return whether it is told of the run
   */
  public boolean isOfRun() {
    return origin.isRun;
  }

  /**
   * Returns what is told of an event.
   *
   * @param event the event
   * @return a text, a number, a list or a map of these by name; {@code null} if it is not known
   */
  public @Nullable Object of(DriftEvent event) {
    return origin.value.apply(event);
  }
}
