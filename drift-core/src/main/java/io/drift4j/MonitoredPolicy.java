package io.drift4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells each change once, and holds the false ones to a number a year: for definitions that run
 * every night.
 *
 * <p><b>What it looks at</b>: what {@link ControlledPolicy} looks at, each view over the last 14,
 * 28, 56 and 112 days (times and hazards over 14, 28 and 56) against the 364 days before them,
 * {@code by-30-14d} and so on, with tests whose dispersion is that of days and of overlapping sums
 * of 7 and 14 days. A baseline shorter than 182 days is <em>learning</em>: nothing opens, and
 * {@link #withMeanwhile} gives hints.
 *
 * <p><b>When a change is told.</b> The smallest p of the views of a stream, a metric of a segment,
 * that are material, times the number of looks that those of a year are worth, is its chance in a
 * year in which nothing changes. It opens an {@link Episode} where that is at most the budget of
 * false episodes a year, divided by the streams that were tested, and at most 5 %: true in
 * expectation, whatever depends on what. From then on the stream is looked at against the baseline
 * that ended when the change began, and is told again only where it becomes worse, turns or ends.
 *
 * <p>What a night finds depends on what the {@linkplain Watch watch} remembers. Where nothing is
 * remembered ({@link DriftMonitor#preview}), the events are what would be opened. An event under
 * this policy is an opening, a reopening, a turn or a worsening; a change that merely goes on is
 * none.
 *
 * <p>Instances are immutable and safe for use by several threads.
 */
public final class MonitoredPolicy implements DriftPolicy {

  static final String ID = "monitored";

  /** A year of whole weeks. */
  static final int BASELINE = 364;

  private static final MonitoredSettings DEFAULTS = MonitoredSettings.defaults();
  private static final int[] SCALES = {14, 28, 56, 112};
  private static final int[] SCALES_OF_HAZARDS = {14, 28, 56};

  private static final MonitoredPolicy DEFAULT =
      new MonitoredPolicy(DEFAULTS, ControlledPolicy.withDefaults(), null);

  private final MonitoredSettings settings;
  private final ControlledPolicy eyes;
  private final @Nullable ControlledPolicy meanwhile;

  private MonitoredPolicy(
      MonitoredSettings settings, ControlledPolicy eyes, @Nullable ControlledPolicy meanwhile) {
    this.settings = settings;
    this.eyes = eyes;
    this.meanwhile = meanwhile;
  }

  static MonitoredPolicy withDefaults() {
    return DEFAULT;
  }

  /**
   * Returns this policy with another budget, which is the rule then.
   *
   * @param number how many false episodes a customer may expect in a year; 4 unless told otherwise
   * @return the changed policy
   * @throws IllegalArgumentException if it is not positive
   */
  public MonitoredPolicy withFalseEpisodesPerYear(double number) {
    boolean isNumber = number > 0 && Double.isFinite(number);
    Evidence.require("false episodes a year", "positive", isNumber, number);
    return with(settings.withFalseEpisodesPerYear(number));
  }

  /**
   * Returns this policy with another rule: each night the false discovery rate among the chances in
   * a year of all streams without an open episode is held (Benjamini and Hochberg). It opens more
   * where much moves at once, and less where one stream does.
   *
   * @param rate the share of false ones among those that open, in (0, 1), such as 0.1
   * @return the changed policy
   * @throws IllegalArgumentException if it is not in (0, 1)
   */
  public MonitoredPolicy withDiscoveryRate(double rate) {
    Evidence.require("discovery rate", "in (0, 1)", rate > 0 && rate < 1, rate);
    return with(settings.withDiscoveryRate(rate));
  }

  /**
   * Returns this policy with its budget for all of several customers and definitions together: each
   * has its share of it, whatever the others find.
   *
   * @param customers how many there are, 1 or more
   * @param definitions how many each of them runs, 1 or more
   * @return the changed policy
   * @throws IllegalArgumentException if a number is not positive
   */
  public MonitoredPolicy withBudgetOf(int customers, int definitions) {
    Evidence.require("customers", "1 or more", customers >= 1, customers);
    Evidence.require("definitions", "1 or more", definitions >= 1, definitions);
    return with(settings.dividedBy(customers, definitions));
  }

  /**
   * Returns this policy for a look every seventh day: fewer looks a year, which may be less sure.
   *
   * @return the changed policy
   */
  public MonitoredPolicy weekly() {
    return with(settings.withLooks(YearlyLooks.WEEKLY));
  }

  /**
   * Returns this policy looking through what another one looks through, with its minimum volume and
   * what matters to it.
   *
   * @param policy a policy of the same kind of views; its own adjustment does not count
   * @return the changed policy
   */
  public MonitoredPolicy lookingAs(ControlledPolicy policy) {
    return new MonitoredPolicy(settings, policy, meanwhile);
  }

  /**
   * Returns this policy with hints for streams that are still learning: what another policy would
   * say of them over the definition's windows. A hint is a verdict with a note, and never an event:
   * no false alarms are counted of it, and it opens nothing. Every stream is looked at through the
   * views of both.
   *
   * @param policy the other policy
   * @return the changed policy
   */
  public MonitoredPolicy withMeanwhile(ControlledPolicy policy) {
    return new MonitoredPolicy(settings, eyes, policy);
  }

  private MonitoredPolicy with(MonitoredSettings changed) {
    return new MonitoredPolicy(changed, eyes, meanwhile);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    SortedMap<String, String> changed = settings.texts();
    changed.entrySet().removeAll(DEFAULTS.texts().entrySet());
    eyes.settings().forEach((name, text) -> changed.put("looking-as-" + name, text));
    if (meanwhile != null) {
      changed.put("meanwhile", meanwhile.id() + "/" + meanwhile.version());
      meanwhile.settings().forEach((name, text) -> changed.put("meanwhile-" + name, text));
    }
    return changed;
  }

  @Override
  public boolean findsClosedDays() {
    return true;
  }

  @Override
  public List<View> views(Metric metric, Lookback lookback) {
    List<View> views = standard(metric);
    if (meanwhile != null) {
      for (View view : meanwhile.views(metric, lookback)) {
        views.add(new View(view.name(), view.lookback(), new HintLens(view.lens())));
      }
    }
    return views;
  }

  /** The views of streams of which nothing is remembered. */
  List<View> standard(Metric metric) {
    List<View> views = new ArrayList<>();
    for (View view : eyes.views(metric, Lookback.ofDays(BASELINE, SCALES[0]))) {
      for (int days : scales(view.lens())) {
        Lookback year = Lookback.ofDays(BASELINE, days);
        views.add(new View(name(view, days), year, NightlyLens.of(view.lens())));
      }
    }
    return views;
  }

  private static int[] scales(Lens lens) {
    return lens instanceof HazardLens || lens instanceof TimeLens ? SCALES_OF_HAZARDS : SCALES;
  }

  private static String name(View view, int days) {
    return view.name() + "-" + days + "d";
  }

  @Override
  public OptionalDouble leastThatMatters(Metric metric, double baseline) {
    return eyes.leastThatMatters(metric, baseline);
  }

  /** As if nothing were remembered. */
  @Override
  public List<Verdict> judge(List<Examination> examinations) {
    return new Openings(this, examinations).verdicts();
  }

  /**
   * Returns ln of the chance of a look in a year in which nothing changes, at most 0.
   *
   * @param logP ln p of the look, the smallest of the views of a stream of a metric
   */
  double logChanceInAYear(Metric metric, double logP) {
    List<View> views = standard(metric);
    boolean areRepeated = views.stream().map(View::lens).allMatch(MonitoredPolicy::isRepeated);
    double looks =
        areRepeated
            ? settings
                .looks()
                .measured(metric.kind(), (int) views.stream().map(View::lens).distinct().count())
            : settings.looks().counted(views.size());
    return Math.min(0, logP + StrictMath.log(looks));
  }

  private static boolean isRepeated(Lens lens) {
    return lens instanceof NightlyLens nightly && nightly.isRepeated();
  }

  /** What was seen of a stream without what is seen for hints. */
  Examination watched(Examination seen) {
    return meanwhile == null ? seen : only(seen, evidence -> !isHint(meanwhile, seen, evidence));
  }

  /** Whether a stream was looked at for hints too: one that something is remembered of is not. */
  boolean isHinted(Examination seen) {
    return meanwhile != null
        && seen.evidence().stream().anyMatch(evidence -> isHint(meanwhile, seen, evidence));
  }

  /** Hints of streams that are learning, where they are wanted. */
  Hints hints(List<Examination> learning) {
    return meanwhile == null ? new Hints() : hints(meanwhile, learning);
  }

  private static Hints hints(ControlledPolicy policy, List<Examination> learning) {
    return new Hints(
        policy,
        learning,
        learning.stream()
            .map(seen -> only(seen, evidence -> isHint(policy, seen, evidence)))
            .toList());
  }

  private static Examination only(Examination seen, Predicate<Evidence> which) {
    return new Examination(
        seen.metric(), seen.segment(), seen.evidence().stream().filter(which).toList());
  }

  /** By its view, whose name is the same over whichever days. */
  private static boolean isHint(ControlledPolicy policy, Examination seen, Evidence evidence) {
    return policy.views(seen.metric(), Lookback.ofDays(BASELINE, SCALES[0])).stream()
        .anyMatch(view -> view.name().equals(evidence.view()));
  }

  /** The view by whose name another one goes on, over as many days. */
  Optional<View> viewOf(Metric metric, String name) {
    return standard(metric).stream().filter(view -> view.name().equals(name)).findFirst();
  }

  MonitoredSettings rules() {
    return settings;
  }

  ControlledPolicy eyes() {
    return eyes;
  }
}
