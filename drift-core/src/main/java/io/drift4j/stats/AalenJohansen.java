package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.core.DD;

/**
 * The share of rows that had an event of an outcome up to an age, although some rows are still open
 * and others had another outcome first: the cumulative incidence of Aalen and Johansen (1978).
 *
 * <p>At each age u let R rows be at risk, d of them have an event and d_k one of outcome k; S is
 * the curve of {@link KaplanMeier} of events of any outcome. Then, with h = d / R and h_k = d_k /
 * R,
 *
 * <pre>
 *   F_k(t) = Σ S(u−) h_k over all ages u ≤ t,   Σ_k F_k(t) = 1 − S(t)
 *   Var F_k(t) = Σ [S(u−)² h_k h_o + (h_k o² + h_o g²) / (1 − h)] / R
 * </pre>
 *
 * <p>with h_o = h − h_k the share of other outcomes, g = F_k(t) − F_k(u) the share of rows that
 * have outcome k later, and o = S(u) − g that of rows that do not, neither before: sums of what is
 * not negative, so that nothing is lost where the variance is small.
 *
 * <p>Without late entries the variance is the infinitesimal jackknife in closed form: the sum of
 * squares of every row's influence, in which products of different ages cancel. With late entries
 * they do not, and the sum above is the variance of Greenwood's kind, from the counts of each age
 * given those at risk; R's jackknife then differs. It is that of Greenwood if there is one outcome.
 * One minus Kaplan-Meier of a single outcome is not F_k: it counts rows with another outcome as if
 * they could still have this one.
 *
 * <p>Beyond the data nothing is known if rows are still open ({@link KaplanMeier#lastKnownAge}):
 * there an incidence is refused, and its interval reaches up to what the other outcomes leave.
 *
 * <p>Sums are kept in 106 bits and rounded once. The interval is that of ln(−ln F), which holds its
 * level from about 10 events of the outcome; where F is 0 or 1, that of a binomial share of the
 * rows at risk. Assumes what {@link KaplanMeier} does. Agrees with {@code survfit(Surv(t, factor),
 * …)} of R's survival. Reference: Andersen, Borgan, Gill and Keiding, Statistical Models Based on
 * Counting Processes (1993), section IV.4.
 *
 * <p>Immutable and thread-safe. Each answer reads every age once.
 */
public final class AalenJohansen {

  private final TimeToEventTable table;
  private final List<Step> steps; // ascending
  private final long lastKnown;

  private AalenJohansen(TimeToEventTable table, List<Step> steps) {
    this.table = table;
    this.steps = List.copyOf(steps);
    this.lastKnown = KaplanMeier.of(table).lastKnownAge();
  }

  /** An age with events, and the survival curve before it. */
  private record Step(long age, long atRisk, long events, DD before) {

    /** S(u−) times the share of some of the rows at risk. */
    DD part(long count) {
      return before.multiply(DD.of(count)).divide(DD.of(atRisk));
    }

    DD after() {
      return part(atRisk - events);
    }

    /** A summand of the variance. */
    DD variance(long ofOutcome, DD later, DD never) {
      DD cause = DD.of(ofOutcome);
      DD others = DD.of(events - ofOutcome);
      DD own = part(ofOutcome).multiply(part(events - ofOutcome)).divide(DD.of(atRisk));
      if (events == atRisk) {
        return own;
      }
      DD after = cause.multiply(never).multiply(never).add(others.multiply(later).multiply(later));
      return own.add(after.divide(DD.of(atRisk - events)).divide(DD.of(atRisk)));
    }
  }

  /** F, its variance, and 1 − F as a sum of what is not negative. */
  private record Estimate(DD incidence, DD rest, DD variance) {}

  /**
   * Estimates the cumulative incidences of a sample.
   *
   * @param table the sample
   * @return the estimate, for all outcomes
   * @throws IllegalArgumentException if the table is empty
   */
  public static AalenJohansen of(TimeToEventTable table) {
    Levels.requireRows(table);
    List<Step> steps = new ArrayList<>();
    DD[] survival = {DD.ONE};
    table.forEach(
        age -> {
          if (age.events() > 0) {
            Step step = new Step(age.age(), age.atRisk(), age.events(), survival[0]);
            steps.add(step);
            survival[0] = step.after();
          }
        });
    return new AalenJohansen(table, steps);
  }

  /**
   * Returns the share of rows that had an event of an outcome up to an age.
   *
   * @param outcome the outcome k
   * @param age the age t
   * @return F_k(t), 0 for an outcome that never occurred
   * @throws IllegalArgumentException if the age is beyond the {@linkplain KaplanMeier#lastKnownAge
   *     data}
   */
  public double incidence(int outcome, long age) {
    return known(outcome, age).incidence.doubleValue();
  }

  private Estimate known(int outcome, long age) {
    KaplanMeier.requireKnown("cumulative incidence", age, lastKnown);
    return estimate(table.events(outcome), age);
  }

  /** From the last age back, so that the shares of rows after each age are known. */
  private Estimate estimate(FrequencyTable events, long age) {
    int last = steps.size() - 1;
    while (last >= 0 && steps.get(last).age > age) {
      last--;
    }
    DD later = DD.ZERO;
    DD never = last < 0 ? DD.ONE : steps.get(last).after();
    DD variance = DD.ZERO;
    for (int i = last; i >= 0; i--) {
      Step step = steps.get(i);
      long ofOutcome = events.count(step.age);
      variance = variance.add(step.variance(ofOutcome, later, never));
      later = later.add(step.part(ofOutcome));
      never = never.add(step.part(step.events - ofOutcome));
    }
    return new Estimate(later, never, variance);
  }

  /**
   * Returns the variance of a cumulative incidence.
   *
   * @param outcome the outcome k
   * @param age the age t
   * @return Var F_k(t)
   * @throws IllegalArgumentException if the age is beyond the {@linkplain KaplanMeier#lastKnownAge
   *     data}
   */
  public double variance(int outcome, long age) {
    return known(outcome, age).variance.doubleValue();
  }

  /**
   * Returns the interval of a cumulative incidence.
   *
   * @param outcome the outcome k
   * @param age the age t
   * @param level the confidence level, in (0, 1)
   * @return the interval of F_k(t) alone, not of the whole curve; beyond the {@linkplain
   *     KaplanMeier#lastKnownAge data} from its lower limit at their end to what the lower limit of
   *     all other outcomes leaves
   */
  public Interval interval(int outcome, long age, double level) {
    FrequencyTable events = table.events(outcome);
    if (age <= lastKnown) {
      return interval(events, age, level);
    }
    double low = interval(events, lastKnown, level).low();
    double others = interval(others(outcome), lastKnown, level).low();
    return new Interval(low, Math.max(low, 1 - others), level);
  }

  private FrequencyTable others(int outcome) {
    return table.outcomes().stream()
        .filter(other -> other != outcome)
        .map(table::events)
        .reduce(FrequencyTable.empty(), FrequencyTable::combine);
  }

  private Interval interval(FrequencyTable events, long age, double level) {
    Estimate estimate = estimate(events, age);
    boolean complete = estimate.rest.doubleValue() <= 0;
    long atRisk = complete ? steps.get(steps.size() - 1).atRisk : table.atRisk(age);
    double relativeError = estimate.variance.sqrt().divide(estimate.incidence).doubleValue();
    return LogLogInterval.of(estimate.incidence, estimate.rest, relativeError, atRisk, level);
  }
}
