package io.drift4j.stats;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.core.DD;

/**
 * The share of rows without an event up to an age, although some rows are still open: the survival
 * curve of Kaplan and Meier (1958).
 *
 * <p>With d_i events among R_i rows at risk at the i-th age with events,
 *
 * <pre>
 *   S(t) = Π (R_i − d_i) / R_i over all ages ≤ t
 *   Var S(t) = S(t)² Σ d_i / (R_i (R_i − d_i))                          (Greenwood, 1926)
 * </pre>
 *
 * <p>The curve is a step function that has its new value at the age of the event. Beyond the data
 * nothing is known if rows are still open ({@link #lastKnownAge}): there its value is refused, and
 * its interval reaches down to 0. Products and sums are kept in 106 bits and rounded once: with K
 * ages the error before rounding is below K 2^−100 relative.
 *
 * <p>Intervals are those of ln(−ln S), which hold their level from about 25 rows; where S is 1 or 0
 * the limit is that of a binomial share of the rows at risk. An interval of a quantile (Brookmeyer
 * and Crowley, 1982) has the ages whose interval of S contains 1 − p, and those beyond the data
 * where the curve did not come down so far: its lower limit is never above the last known age. It
 * covers more often than it says where many rows have the same age, or where the follow-up is too
 * short for the quantile.
 *
 * <p>Assumes independent rows, and that a row being open has nothing to do with when it would have
 * its event. With late entries S is the share among those that reach the first entry age, and stays
 * 0 once all at risk had their event. Agrees with {@code survfit(…, conf.type = "log-log")} of R's
 * survival, but for quantiles where S is exactly 1 − p over a range of ages (R gives its middle);
 * for their lower limits where too few rows are at risk before the first event to exclude smaller
 * ages, or where the curve does not come down to them (R has no limit); and, with late entries,
 * where the limits of S go up again (R sorts them, here the first age counts).
 *
 * <p>Immutable and thread-safe.
 */
public final class KaplanMeier {

  private final TimeToEventTable table;
  private final Step[] steps; // ascending

  private KaplanMeier(TimeToEventTable table, Step[] steps) {
    this.table = table;
    this.steps = steps;
  }

  /** The curve from an age with events on; the sum of Greenwood is kept while S is above 0. */
  record Step(long age, long atRisk, DD survival, DD greenwood, DD increment) {

    private static final Step FIRST = new Step(0, 0, DD.ONE, DD.ZERO, DD.ZERO);

    private Step next(long age, long atRisk, long events) {
      DD left = DD.of(atRisk - events);
      DD all = DD.of(atRisk);
      DD increment = atRisk == events ? DD.ZERO : DD.of(events).divide(all).divide(left);
      return new Step(
          age, atRisk, survival.multiply(left).divide(all), greenwood.add(increment), increment);
    }

    DD variance() {
      return survival.multiply(survival).multiply(greenwood);
    }

    DD died() {
      return DD.ONE.subtract(survival);
    }

    Interval interval(long atRisk, double level) {
      return LogLogInterval.of(survival, died(), greenwood.sqrt().doubleValue(), atRisk, level);
    }
  }

  /**
   * Estimates the curve of a sample.
   *
   * @param table the sample
   * @return its curve
   * @throws IllegalArgumentException if the table is empty
   */
  public static KaplanMeier of(TimeToEventTable table) {
    Levels.requireRows(table);
    List<Step> steps = new ArrayList<>();
    Step[] last = {Step.FIRST};
    table.forEach(
        age -> {
          if (age.events() > 0) {
            last[0] = last[0].next(age.age(), age.atRisk(), age.events());
            steps.add(last[0]);
          }
        });
    return new KaplanMeier(table, steps.toArray(new Step[0]));
  }

  /** The steps of the curve, ascending. */
  Step[] steps() {
    return steps.clone();
  }

  private Step at(long age) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle].age <= age) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Step.FIRST : steps[low - 1];
  }

  /**
   * Returns the share of rows without an event up to an age.
   *
   * @param age the age t
   * @return S(t), the probability of an event after t
   * @throws IllegalArgumentException if the age is beyond the {@linkplain #lastKnownAge data}
   */
  public double survival(long age) {
    return known(age).survival.doubleValue();
  }

  private Step known(long age) {
    requireKnown("survival curve", age, lastKnownAge());
    return at(age);
  }

  static void requireKnown(String name, long age, long last) {
    if (age > last) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " at "
              + age
              + " is not known, the data end at "
              + last
              + " with rows that are open; ask for an age of at most that, or for the interval");
    }
  }

  /**
   * Returns the last age at which the curve is known.
   *
   * @return the largest age of any row, or {@link Long#MAX_VALUE} if all rows that were still at
   *     risk had their event, so that S stays 0
   */
  public long lastKnownAge() {
    boolean isOver = steps.length > 0 && steps[steps.length - 1].survival.doubleValue() <= 0;
    return isOver ? Long.MAX_VALUE : table.max();
  }

  /**
   * Returns the variance of the curve at an age.
   *
   * @param age the age t
   * @return Greenwood's variance of S(t), 0 where S is 1 or 0
   * @throws IllegalArgumentException if the age is beyond the {@linkplain #lastKnownAge data}
   */
  public double variance(long age) {
    return known(age).variance().doubleValue();
  }

  /**
   * Returns the interval of the curve at an age.
   *
   * @param age the age t
   * @param level the confidence level, in (0, 1)
   * @return the interval of S(t) alone, not of the whole curve; beyond the {@linkplain
   *     #lastKnownAge data} from 0 to its upper limit at their end
   */
  public Interval interval(long age, double level) {
    long last = lastKnownAge();
    if (age > last) {
      return new Interval(0, interval(last, level).high(), level);
    }
    Step step = at(age);
    long atRisk = step.survival.doubleValue() > 0 ? table.atRisk(age) : step.atRisk;
    return step.interval(atRisk, level);
  }

  /**
   * Returns a quantile of the age at the event: the smallest age at which at least the share {@code
   * p} of rows had their event, 1 − S(t) ≥ p with the left side rounded once.
   *
   * @param p the share, in (0, 1)
   * @return the age, infinite if the curve does not come down to 1 − p
   * @throws IllegalArgumentException if {@code p} is not in (0, 1)
   */
  public double quantile(double p) {
    requireShare(p);
    for (Step step : steps) {
      if (step.died().doubleValue() >= p) {
        return step.age;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the interval of a quantile.
   *
   * @param p the share, in (0, 1)
   * @param level the confidence level, in (0, 1)
   * @return from the first age whose lower limit of S is at most 1 − p, at the latest the
   *     {@linkplain #lastKnownAge last known one}, to the first whose upper one is, infinite if
   *     there is none
   * @throws IllegalArgumentException if {@code p} is not in (0, 1)
   */
  public Interval quantileInterval(double p, double level) {
    requireShare(p);
    Levels.requireLevel(level);
    return new Interval(lowestAge(p, level), highestAge(p, level), level);
  }

  private double lowestAge(double p, double level) {
    long withoutEvent = lowestWithoutEvent(p, level);
    if (steps.length == 0 || withoutEvent < steps[0].age) {
      return withoutEvent;
    }
    for (Step step : steps) {
      boolean isOver = step.survival.doubleValue() <= 0; // S has no variance here
      if (isOver || 1 - step.interval(step.atRisk, level).low() >= p) {
        return step.age;
      }
    }
    return table.max();
  }

  /**
   * The first age from which on, up to the first event, so few rows are at risk that all may have
   * missed the quantile by chance; that of the event, or the last one, if there is none.
   */
  private long lowestWithoutEvent(double p, double level) {
    double few = StrictMath.log((1 - level) / 2) / StrictMath.log1p(-p);
    long end = steps.length == 0 ? table.max() : steps[0].age;
    long[] lowest = {0};
    table.forEach(
        age -> {
          if (age.age() <= end && age.atRisk() > few) {
            lowest[0] = Math.min(end, age.age() + 1);
          }
        });
    return lowest[0];
  }

  private double highestAge(double p, double level) {
    for (Step step : steps) {
      boolean isOver = step.survival.doubleValue() <= 0;
      if (!isOver && 1 - step.interval(step.atRisk, level).high() >= p) {
        return step.age;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private static void requireShare(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("share out of (0, 1): " + p);
    }
  }

  /**
   * Visits the steps of the curve in ascending order of the ages.
   *
   * @param visitor receives each age with events and the curve from there on
   */
  public void forEach(StepVisitor visitor) {
    for (Step step : steps) {
      visitor.visit(step.age, step.survival.doubleValue());
    }
  }

  /** Receives the steps of a curve. */
  @FunctionalInterface
  public interface StepVisitor {
    /**
     * Visits a step.
     *
     * @param age an age with events
     * @param survival the share of rows without an event up to and with this age
     */
    void visit(long age, double survival);
  }
}
