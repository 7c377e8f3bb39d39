package io.drift4j;

import io.drift4j.stats.Adjustment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * Reports changes that are both <em>material</em> and <em>real</em>: large enough to matter, by a
 * test that fits the data (open records, ties, days that resemble each other, weekdays, small
 * counts), adjusted for how many were looked at.
 *
 * <p><b>What it looks at</b>, by the kind of the metric:
 *
 * <ul>
 *   <li>a proportion of records with ages (denied): {@code by-30} and {@code by-60}, the share that
 *       had the event by that age, of all that started; and {@code fast}, the hazard of the event
 *       among those that are still open, which sees the newest days;
 *   <li>a proportion without ages: {@code share};
 *   <li>a time: {@code time}, a log-rank test with open records at risk;
 *   <li>an amount: {@code location}, by ranks; a category: {@code mix}; a count: {@code volume};
 *   <li>where there are decided rows only ({@link #ofDecidedRowsOnly}): {@code within-30} and
 *       {@code within-60}, of those that ended by that age, and {@code given-age} of a proportion,
 *       {@code reverse-time} of a time, which see the newest days.
 * </ul>
 *
 * <p><b>How it decides.</b> A view whose own estimate is immaterial, or that only a change of speed
 * explains, counts as p = 1; one that could not be told is left out. The views of a metric of a
 * segment, a stream, are combined (Simes), and all streams of a run are one family, in which the
 * false discovery rate is held at 5 % (Benjamini and Hochberg). What passes is {@link
 * Decision#DRIFT}; the view with the smallest p leads. Of the others, {@link Decision#EQUIVALENT}
 * are those whose 90 % interval, which is not corrected for their number, lies within what does not
 * matter; {@link Decision#INCONCLUSIVE} says how large a change would have been found.
 *
 * <p><b>What matters.</b> Of proportions, what the metric's {@link Threshold} says, its relative
 * limit only together with one point; of times, {@link #withTimeRatio}; of all else the metric's
 * threshold. The minimum volume counts records that started, not those that are decided.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class ControlledPolicy implements DriftPolicy {

  private static final ControlledSettings DEFAULTS = ControlledSettings.defaults();

  private static final ControlledPolicy DEFAULT = new ControlledPolicy(DEFAULTS);

  private final ControlledSettings settings;

  private ControlledPolicy(ControlledSettings settings) {
    this.settings = settings;
  }

  static ControlledPolicy withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this policy with another minimum volume.
   *
   * @param records how many records must have started in each window of a view, 1 or more
   * @return the changed policy
   * @throws IllegalArgumentException if the number is not positive
   */
  public ControlledPolicy withMinimumVolume(int records) {
    Evidence.require("minimum volume", "1 or more", records >= 1, records);
    return with(settings.withMinimumVolume(records));
  }

  /**
   * Returns this policy with another way to account for how many streams are tested.
   *
   * @param adjustment such as {@link Adjustment#HOLM}, which controls the chance of any false event
   * @param level the error rate that it holds, in (0, 1)
   * @return the changed policy
   * @throws IllegalArgumentException if the level is not in (0, 1)
   */
  public ControlledPolicy withAdjustment(Adjustment adjustment, double level) {
    Evidence.require("level", "in (0, 1)", level > 0 && level < 1, level);
    return with(settings.withAdjustment(adjustment, level));
  }

  /**
   * Returns this policy with a family for each value of the definition's first dimension (a payer):
   * first which of them hold anything, then what (Benjamini and Bogomolov, 2014). It holds the
   * average over the families with an event of the share of false ones in each, not the share of
   * false ones among all.
   *
   * @return the changed policy
   */
  public ControlledPolicy withFamilyByFirstDimension() {
    return with(settings.withFamilyByFirstDimension());
  }

  /**
   * Returns this policy with another limit of what matters of a time.
   *
   * @param ratio by how much longer or shorter, above 1; 1.25 unless told otherwise
   * @return the changed policy
   * @throws IllegalArgumentException if it is not above 1
   */
  public ControlledPolicy withTimeRatio(double ratio) {
    boolean isOne = ratio > 1 && Double.isFinite(ratio);
    Evidence.require("time ratio", "above 1", isOne, ratio);
    return with(settings.withTimeRatio(ratio));
  }

  /**
   * Returns this policy with other ages by which a proportion is compared.
   *
   * @param days the ages, each 1 or more and different; 30 and 60 unless told otherwise; none
   *     leaves {@code fast} alone
   * @return the changed policy
   * @throws IllegalArgumentException if one is not positive, repeats or is of more than a hundred
   *     years
   */
  public ControlledPolicy withAges(int... days) {
    List<Integer> ages = Arrays.stream(days).boxed().toList();
    boolean areAges =
        ages.stream().allMatch(age -> age >= 1 && age <= Lookback.LONGEST)
            && ages.stream().distinct().count() == ages.size();
    Evidence.require("ages", "different days, 1 or more, up to a hundred years", areAges, ages);
    return with(settings.withAges(ages));
  }

  /**
   * Returns this policy for a source that has no open records: a table of decided claims. Then
   * nothing can be said of how many are still open; compared are those that ended within an age
   * ({@link Lens#endedWithin}), the outcome given the age ({@link Lens#outcomeGivenAge}), and times
   * in reverse ({@link Lens#reverseTime}), and every event says so. A payer that leaves more
   * undecided for good is not seen but in {@code decided-per-day}, the figures of how many rows a
   * day has.
   *
   * @return the changed policy
   */
  public ControlledPolicy ofDecidedRowsOnly() {
    return with(settings.withDecidedRowsOnly());
  }

  private static ControlledPolicy with(ControlledSettings settings) {
    return new ControlledPolicy(settings);
  }

  @Override
  public String id() {
    return "controlled";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> changed = settings.texts();
    changed.entrySet().removeAll(DEFAULTS.texts().entrySet());
    return changed;
  }

  @Override
  public boolean findsClosedDays() {
    return true;
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    if (metric.tested().isEmpty()) {
      return ofKind(metric, lookback);
    }
    return settings.decidedRowsOnly()
        ? ofDecidedRows(metric, lookback)
        : metric.tested().stream().map(lens -> view(lookback, lens)).toList();
  }

  private static View view(Lookback lookback, Lens lens) {
    return new View(Metric.name(lens), lookback, lens);
  }

  /** Its own lenses, but where one wants open records those of its kind, of the same records. */
  private List<View> ofDecidedRows(Metric metric, Lookback lookback) {
    Map<String, View> byName = new LinkedHashMap<>();
    for (Lens own : metric.tested()) {
      for (View usual : ofKind(metric, lookback)) {
        Lens lens = own.ofDecidedRows(usual.lens());
        View view = lens.equals(usual.lens()) ? usual : view(lookback, lens);
        byName.putIfAbsent(view.name(), view);
      }
    }
    return List.copyOf(byName.values());
  }

  private List<View> ofKind(Metric metric, Lookback lookback) {
    return settings.decidedRowsOnly() && metric.hasAges() && hasEvents(metric)
        ? byEnding(metric, lookback)
        : switch (metric.kind()) {
          case PROPORTION ->
              metric.hasAges() ? byAge(lookback) : one("share", lookback, Lens.share());
          case TIME -> one("time", lookback, Lens.timeToEvent());
          case AMOUNT -> one("location", lookback, Lens.location(lag(metric)));
          case CATEGORY -> one("mix", lookback, Lens.mix(lag(metric)));
          case COUNT -> one("volume", lookback, Lens.volume());
        };
  }

  private static boolean hasEvents(Metric metric) {
    return metric.kind() == Metric.Kind.PROPORTION || metric.kind() == Metric.Kind.TIME;
  }

  /** Until most of what is known late is known. */
  private static int lag(Metric metric) {
    return LateKnowledge.isOf(metric.measure()) ? LateKnowledge.LAG : 0;
  }

  private static List<View> one(String name, Lookback lookback, Lens lens) {
    return List.of(new View(name, lookback, lens));
  }

  private List<View> byAge(Lookback lookback) {
    List<View> views = new ArrayList<>();
    settings.ages().forEach(age -> views.add(new View("by-" + age, lookback, Lens.byAge(age))));
    views.add(new View("fast", lookback, Lens.hazard()));
    return views;
  }

  private List<View> byEnding(Metric metric, Lookback lookback) {
    List<View> views = new ArrayList<>();
    settings
        .ages()
        .forEach(age -> views.add(new View("within-" + age, lookback, Lens.endedWithin(age))));
    views.add(
        metric.kind() == Metric.Kind.TIME
            ? new View("reverse-time", lookback, Lens.reverseTime())
            : new View("given-age", lookback, Lens.outcomeGivenAge()));
    return views;
  }

  @Override
  public OptionalDouble leastThatMatters(Metric metric, double baseline) {
    double least = settings.leastThatMatters(metric, baseline);
    return Double.isFinite(least) ? OptionalDouble.of(least) : OptionalDouble.empty();
  }

  ControlledSettings rules() {
    return settings;
  }

  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return new ControlledJudgement(settings, examinations).verdicts();
  }
}
