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
 *   Var F_k(t) = Σ [S(u−)² h_k (1 − h_k) − 2 S(u−) g h_k + g² h / (1 − h)] / R,   g = F_k(t) − F_k(u)
 * </pre>
 *
 * <p>Without late entries the variance is the infinitesimal jackknife in closed form: the sum of
 * squares of every row's influence, in which products of different ages cancel. With late entries
 * they do not, and the sum above is the variance of Greenwood's kind, from the counts of each age
 * given those at risk; R's jackknife then differs. It is that of Greenwood if there is one outcome.
 * One minus Kaplan-Meier of a single outcome is not F_k: it counts rows with another outcome as if
 * they could still have this one.
 *
 * <p>Sums are kept in 106 bits and rounded once. The interval is that of ln(−ln F), which holds its
 * level from about 10 events of the outcome; where F is 0 or 1, that of a binomial share of the
 * rows at risk. Assumes what {@link KaplanMeier} does. Agrees with {@code survfit(Surv(t, factor),
 * …)} of R's survival. Reference: Andersen, Borgan, Gill and Keiding, Statistical Models Based on
 * Counting Processes (1993), section IV.4.
 *
 * <p>Immutable and thread-safe. Each answer takes time in proportion to the number of ages.
 */
public final class AalenJohansen {

  private final TimeToEventTable table;
  private final List<Step> steps; // ascending

  private AalenJohansen(TimeToEventTable table, List<Step> steps) {
    this.table = table;
    this.steps = List.copyOf(steps);
  }

  /** An age with events, and the survival curve before it. */
  private record Step(long age, long atRisk, long events, DD before) {

    DD share(long count) {
      return DD.of(count).divide(DD.of(atRisk));
    }

    DD after() {
      return before.multiply(share(atRisk - events));
    }

    /** A summand of the variance. */
    DD variance(long ofOutcome, DD later) {
      DD cause = share(ofOutcome);
      DD own = before.multiply(before).multiply(cause).multiply(share(atRisk - ofOutcome));
      DD both = before.multiply(later).multiply(cause).multiply(2);
      DD any =
          events == atRisk
              ? DD.ZERO
              : later.multiply(later).multiply(DD.of(events)).divide(DD.of(atRisk - events));
      return own.subtract(both).add(any).divide(DD.of(atRisk));
    }
  }

  /**
   * Estimates the cumulative incidences of a sample.
   *
   * @param table the sample
   * @return the estimate, for all outcomes
   * @throws IllegalArgumentException if the table is empty
   */
  public static AalenJohansen of(TimeToEventTable table) {
    if (table.isEmpty()) {
      throw new IllegalArgumentException("the sample has no observations");
    }
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
   */
  public double incidence(int outcome, long age) {
    return cumulative(outcome, age).doubleValue();
  }

  private DD cumulative(int outcome, long age) {
    FrequencyTable events = table.events(outcome);
    DD sum = DD.ZERO;
    for (Step step : steps) {
      if (step.age <= age) {
        sum = sum.add(step.before.multiply(step.share(events.count(step.age))));
      }
    }
    return sum;
  }

  /**
   * Returns the variance of a cumulative incidence.
   *
   * @param outcome the outcome k
   * @param age the age t
   * @return Var F_k(t)
   */
  public double variance(int outcome, long age) {
    return variance(outcome, age, cumulative(outcome, age)).doubleValue();
  }

  private DD variance(int outcome, long age, DD total) {
    FrequencyTable events = table.events(outcome);
    DD sum = DD.ZERO;
    DD later = total;
    for (Step step : steps) {
      if (step.age <= age) {
        long ofOutcome = events.count(step.age);
        later = later.subtract(step.before.multiply(step.share(ofOutcome)));
        sum = sum.add(step.variance(ofOutcome, later));
      }
    }
    return sum.doubleValue() > 0 ? sum : DD.ZERO;
  }

  /**
   * Returns the interval of a cumulative incidence.
   *
   * @param outcome the outcome k
   * @param age the age t
   * @param level the confidence level, in (0, 1)
   * @return the interval of F_k(t) alone, not of the whole curve
   */
  public Interval interval(int outcome, long age, double level) {
    DD incidence = cumulative(outcome, age);
    boolean complete = DD.ONE.subtract(incidence).doubleValue() <= 0;
    long atRisk = complete ? steps.get(steps.size() - 1).atRisk : table.atRisk(age);
    return LogLogInterval.of(incidence, variance(outcome, age, incidence), atRisk, level);
  }
}
