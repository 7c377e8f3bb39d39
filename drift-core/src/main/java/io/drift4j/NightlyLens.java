package io.drift4j;

import io.drift4j.stats.ChangeDate;
import java.util.Set;
import java.util.SortedMap;

/**
 * Looks through another lens night after night: where the baseline is too short it says so, and
 * what may be a change it dates.
 *
 * @param lens the other lens, whose tests allow for being repeated where they can
 */
record NightlyLens(Lens lens) implements Lens {

  /** So many days of a baseline there must be. */
  static final int LEAST_DAYS = 182;

  /** What is surer than this is dated. */
  private static final double LOG_SUSPECT = StrictMath.log(1e-3);

  static NightlyLens of(Lens lens) {
    return new NightlyLens(lens instanceof RepeatedLens repeated ? repeated.repeated() : lens);
  }

  /** Whether its tests allow for being repeated. */
  boolean isRepeated() {
    return lens instanceof RepeatedLens;
  }

  @Override
  public String id() {
    return lens.id();
  }

  @Override
  public SortedMap<String, String> settings() {
    return lens.settings();
  }

  @Override
  public int lagDays() {
    return lens.lagDays();
  }

  /** No more than the baseline: it is a year long. */
  @Override
  public int historyDays() {
    return 0;
  }

  @Override
  public Set<String> strata() {
    return lens.strata();
  }

  @Override
  public Set<Metric> companions() {
    return lens.companions();
  }

  @Override
  public boolean seesOpen() {
    return lens.seesOpen();
  }

  @Override
  public Evidence look(Comparison comparison) {
    int days = daysOfBaseline(comparison);
    if (days < LEAST_DAYS) {
      return Evidence.ofSamples(comparison)
          .undecided("learning, " + days + " of " + LEAST_DAYS + " days of a baseline")
          .build();
    }
    Evidence seen = lens.look(comparison);
    boolean isNew = comparison.view().lookback().gapDays() == 0; // or else it is dated already
    return isNew && seen.logPValue().orElse(0) <= LOG_SUSPECT ? dated(seen, comparison) : seen;
  }

  /** From its first record on. */
  private static int daysOfBaseline(Comparison comparison) {
    Sample baseline = comparison.baseline();
    long end = baseline.window().endExclusive().toEpochDay();
    long days = end - baseline.firstDay().orElse(end);
    return Math.max(0, Math.toIntExact(days) - baseline.daysLeftOut().size());
  }

  private Evidence dated(Evidence seen, Comparison comparison) {
    if (!(lens instanceof RepeatedLens repeated)) {
      return seen;
    }
    double dispersion = seen.dispersion().orElse(1);
    return told(seen, repeated.began(comparison, dispersion), asOf(comparison));
  }

  private static long asOf(Comparison comparison) {
    return comparison.view().lens().lagDays()
        + comparison.current().window().endExclusive().toEpochDay();
  }

  private static Evidence told(Evidence seen, ChangeDate.Result began, long asOf) {
    return seen.with(Figure.BEGAN_DAYS_AGO, (double) (asOf - began.day()))
        .with(Figure.BEGAN_AT_MOST_DAYS_AGO, (double) (asOf - began.earliest()))
        .with(Figure.BEGAN_AT_LEAST_DAYS_AGO, (double) (asOf - began.latest()))
        .with(Figure.BEGAN_GRADUALLY, began.isGradual() ? 1.0 : 0.0);
  }
}
