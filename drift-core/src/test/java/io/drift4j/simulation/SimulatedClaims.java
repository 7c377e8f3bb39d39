package io.drift4j.simulation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How the claims of one segment come about, with what makes real ones difficult; {@link #draw}
 * throws the dice. Immutable; every setting returns a changed copy.
 *
 * <p>A day's claims are drawn by cells (day, age, outcome) and not one by one: their number is
 * Poisson, how many of them are denied is binomial with a probability of the day's own, and the
 * ages are multinomial.
 *
 * <pre>
 *   p_j  ~ Beta with mean p · season · weekday · (1 + sd a_j) and intraday correlation ρ
 *   ln T = ln(median · season) + sd a'_j + σ (√ρ b_j + √(1 − ρ) z)
 *   a, a' autoregressive with variance 1,   b_j, z normal,   the age is T rounded down
 * </pre>
 *
 * <p>Then the payer's calendar moves decisions to later days, and batches to earlier ones.
 */
public final class SimulatedClaims implements Cloneable {

  /** Of the rate, Monday to Sunday, at an amplitude of 1. */
  private static final double[] WEEKLY = {1, 0.5, 0, -0.5, -1, 0, 0};

  private static final double YEAR = 365.25;
  private static final double HIGHEST_RATE = 0.98;
  private static final double NOBODY = 1e-12;

  private final Behaviour usual;
  private List<Phase> phases = List.of(); // the earliest first
  private double weekendVolume = 1;
  private boolean weekendDecisions = true;
  private double rho;
  private double autocorrelation;
  private double rateDeviation;
  private double timeDeviation;
  private double shocks;
  private double weeklySeason;
  private double yearlySeason;
  private double trend;
  private boolean monthEndBatches;
  private boolean twice;
  private SortedSet<LocalDate> closed = new TreeSet<>();
  private SortedMap<LocalDate, Double> partlyClosed = new TreeMap<>();
  private double medianAmount;
  private double amountSigma;
  private double amountFactor = 1;

  /** How claims behave that are submitted so many days before the as-of day, and later ones. */
  private record Phase(int days, Behaviour behaviour) {}

  private SimulatedClaims(Behaviour usual) {
    this.usual = usual;
  }

  /**
   * Returns claims that behave always alike, every day of the week.
   *
   * @param usual how they behave
   * @return the claims
   */
  public static SimulatedClaims of(Behaviour usual) {
    return new SimulatedClaims(usual);
  }

  private SimulatedClaims with(Consumer<SimulatedClaims> change) {
    try {
      SimulatedClaims copy = (SimulatedClaims) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Returns claims that behave otherwise in the end, or from then on where they do already.
   *
   * @param days so many days before the as-of day the change begins, for claims submitted from then
   * @param behaviour how they behave then
   * @return a changed copy
   */
  public SimulatedClaims changingFor(int days, Behaviour behaviour) {
    return with(
        c ->
            c.phases =
                Stream.concat(phases.stream(), Stream.of(new Phase(days, behaviour)))
                    .sorted(Comparator.comparingInt((Phase phase) -> -phase.days))
                    .toList());
  }

  /**
   * Returns claims of which fewer are submitted on Saturdays and Sundays.
   *
   * @param share of a weekday's volume
   * @return a changed copy
   */
  public SimulatedClaims withWeekendVolume(double share) {
    return with(c -> c.weekendVolume = share);
  }

  /**
   * Returns claims of which none is decided on Saturday or Sunday: all that would be, are on the
   * next open day.
   *
   * @return a changed copy
   */
  public SimulatedClaims withoutWeekendDecisions() {
    return with(c -> c.weekendDecisions = false);
  }

  /**
   * Returns claims of which those of one day of submission resemble each other.
   *
   * @param correlation of two denials, and of two logarithms of time, of one day
   * @return a changed copy
   */
  public SimulatedClaims withRho(double correlation) {
    return with(c -> c.rho = correlation);
  }

  /**
   * Returns claims whose days resemble their neighbours, in rate and in time.
   *
   * @param correlation of a day with the next
   * @param deviation relative standard deviation of a day's rate and time
   * @return a changed copy
   */
  public SimulatedClaims withAutocorrelation(double correlation, double deviation) {
    return withAutocorrelation(correlation, deviation, deviation);
  }

  /**
   * Returns claims whose days resemble their neighbours, more or less so in rate than in time.
   *
   * @param correlation of a day with the next
   * @param ofRate relative standard deviation of a day's rate
   * @param ofTime standard deviation of the logarithm of a day's times
   * @return a changed copy
   */
  public SimulatedClaims withAutocorrelation(double correlation, double ofRate, double ofTime) {
    return with(
        c -> {
          c.autocorrelation = correlation;
          c.rateDeviation = ofRate;
          c.timeDeviation = ofTime;
        });
  }

  /**
   * Returns claims whose payer works more on some days than on others: the hazard of a decision is
   * multiplied by a gamma variable of the calendar day.
   *
   * @param variation its coefficient of variation
   * @return a changed copy
   */
  public SimulatedClaims withDecisionDayShocks(double variation) {
    return with(c -> c.shocks = variation);
  }

  /**
   * Returns claims whose rate of denials depends on the weekday of submission.
   *
   * @param amplitude how far above the mean it is on Mondays, and below on Fridays, relative
   * @return a changed copy
   */
  public SimulatedClaims withWeeklySeason(double amplitude) {
    return with(c -> c.weeklySeason = amplitude);
  }

  /**
   * Returns claims whose rate and times swing with the year, from a random point on.
   *
   * @param amplitude relative
   * @return a changed copy
   */
  public SimulatedClaims withYearlySeason(double amplitude) {
    return with(c -> c.yearlySeason = amplitude);
  }

  /**
   * Returns claims whose rate and times grow all the while.
   *
   * @param growth relative, in a year
   * @return a changed copy
   */
  public SimulatedClaims withTrend(double growth) {
    return with(c -> c.trend = growth);
  }

  /**
   * Returns claims of which all that are open and older than three days are decided on the last
   * Friday of each month.
   *
   * @return a changed copy
   */
  public SimulatedClaims withMonthEndBatches() {
    return with(c -> c.monthEndBatches = true);
  }

  /**
   * Returns claims each of which is there twice; claims a day count both.
   *
   * @return a changed copy
   */
  public SimulatedClaims withEachTwice() {
    return with(c -> c.twice = true);
  }

  /**
   * Returns claims of which none is decided on some more days: all that would be, are on the next
   * open day.
   *
   * @param days on which the payer is closed
   * @return a changed copy
   */
  public SimulatedClaims withClosed(Collection<LocalDate> days) {
    SortedSet<LocalDate> all = new TreeSet<>(closed);
    all.addAll(days);
    return with(c -> c.closed = all);
  }

  /**
   * Returns claims of which a part is not decided on a day, but on the next open one.
   *
   * @param day the day
   * @param share of its decisions that move
   * @return a changed copy
   */
  public SimulatedClaims withPartlyClosed(LocalDate day, double share) {
    SortedMap<LocalDate, Double> all = new TreeMap<>(partlyClosed);
    all.put(day, share);
    return with(c -> c.partlyClosed = all);
  }

  /**
   * Returns claims that have amounts: lognormal, known from the first, with the correlation ρ of
   * one day and independent of what becomes of the claim.
   *
   * @param medianCents the median
   * @param sigma of the logarithm
   * @param factor by which amounts are larger where behaviour has changed
   * @return a changed copy
   */
  public SimulatedClaims withAmounts(double medianCents, double sigma, double factor) {
    return with(
        c -> {
          c.medianAmount = medianCents;
          c.amountSigma = sigma;
          c.amountFactor = factor;
        });
  }

  /**
   * Returns the days on which the payer is closed, beside weekends.
   *
   * @return the days, ascending
   */
  public SortedSet<LocalDate> closed() {
    return new TreeSet<>(closed);
  }

  /**
   * Draws claims up to a day. The same settings and seed give the same bits everywhere.
   *
   * @param asOf the day on whose morning all is looked at: nothing that happens on it is known
   * @param days how many days of submission before it
   * @param seed of the dice
   * @return the claims
   */
  public SimulatedStream draw(LocalDate asOf, int days, long seed) {
    return new Drawing(asOf, days, seed).stream();
  }

  /** One throw. */
  private final class Drawing {

    private final Draws draws;
    private final LocalDate asOf;
    private final LocalDate start;
    private final int days;
    private final WorkingDays calendar;
    private final double[] moved; // share of decisions of each day
    private final double[] hazards; // factor of each day
    private final double phase;
    private final Poisson[][] volumes; // usual and of each phase; weekday and weekend
    private final boolean isPlain; // decisions are where they fall
    private final SimulatedStream.Builder stream;
    private final int[] priced = new int[Prices.COUNT];
    private final int[] raw;
    private final int[] paid;
    private final int[] denied;
    private double rateEffect;
    private double timeEffect;

    Drawing(LocalDate asOf, int days, long seed) {
      this.draws = new Draws(seed);
      this.asOf = asOf;
      this.days = days;
      start = asOf.minusDays(days);
      calendar = new WorkingDays(start, days, weekendDecisions, closed, monthEndBatches);
      moved = new double[days + 1];
      partlyClosed.forEach(
          (day, share) -> move((int) (day.toEpochDay() - start.toEpochDay()), share));
      phase = yearlySeason > 0 ? 2 * StrictMath.PI * draws.uniform() : 0;
      volumes =
          Stream.concat(Stream.of(usual), phases.stream().map(Phase::behaviour))
              .map(this::volumes)
              .toArray(Poisson[][]::new);
      isPlain = weekendDecisions && !monthEndBatches && closed.isEmpty() && partlyClosed.isEmpty();
      stream = new SimulatedStream.Builder(asOf, days, twice ? 2 : 1);
      raw = new int[days];
      paid = new int[days];
      denied = new int[days];
      hazards = new double[days];
      Arrays.setAll(
          hazards, t -> shocks > 0 ? draws.gamma(1 / (shocks * shocks)) * shocks * shocks : 1);
      rateEffect = draws.normal();
      timeEffect = draws.normal();
    }

    private void move(int day, double share) {
      if (day >= 0 && day < days) {
        moved[day] = share;
      }
    }

    private Poisson[] volumes(Behaviour behaviour) {
      double weekday = behaviour.claimsADay() * 7 / (5 + 2 * weekendVolume) / (twice ? 2 : 1);
      return new Poisson[] {new Poisson(weekday), new Poisson(weekday * weekendVolume)};
    }

    SimulatedStream stream() {
      for (int t = 0; t < days; t++) {
        day(t);
      }
      return stream.build(Prices.of(medianAmount, amountSigma));
    }

    private void day(int t) {
      int phase = phase(t);
      Behaviour behaviour = phase == 0 ? usual : phases.get(phase - 1).behaviour;
      LocalDate day = start.plusDays(t);
      int n = volumes[phase][WorkingDays.isWeekend(day) ? 1 : 0].draw(draws);
      double swing = swing(t);
      step();
      double rate =
          behaviour.denialRate()
              * swing
              * (1 + weeklySeason * WEEKLY[day.getDayOfWeek().getValue() - 1])
              * (1 + rateDeviation * rateEffect);
      int decided = n - draws.binomial(n, behaviour.neverDecided());
      int refused =
          draws.binomial(decided, draws.beta(Math.max(0, Math.min(HIGHEST_RATE, rate)), rho));
      double common = rho > 0 ? StrictMath.sqrt(rho) * draws.normal() : 0;
      double shift = StrictMath.log(swing) + timeDeviation * timeEffect;
      int known = decide(t, decided - refused, behaviour.paid(), shift, common, paid);
      known += decide(t, refused, behaviour.denied(), shift, common, denied);
      stream.add(t, n, known, paid, denied);
      if (medianAmount > 0) {
        amounts(t, n, phase > 0);
      }
    }

    /** How many phases have begun. */
    private int phase(int t) {
      return (int) phases.stream().filter(phase -> t >= days - phase.days).count();
    }

    /** Of the year and of growth. */
    private double swing(int t) {
      return (1 + yearlySeason * StrictMath.sin(2 * StrictMath.PI * t / YEAR + phase))
          * (1 + trend * t / YEAR);
    }

    private void step() {
      if (rateDeviation > 0 || timeDeviation > 0) {
        double own = StrictMath.sqrt(1 - autocorrelation * autocorrelation);
        rateEffect = autocorrelation * rateEffect + own * draws.normal();
        timeEffect = autocorrelation * timeEffect + own * draws.normal();
      }
    }

    /** Puts the claims of a day and outcome where their ages are; returns how many are known. */
    private int decide(int t, int n, Timing timing, double shift, double common, int[] counts) {
      if (n == 0) {
        return 0;
      }
      double mean = StrictMath.log(timing.median()) + shift + timing.sigma() * common;
      double deviation = timing.sigma() * StrictMath.sqrt(1 - rho);
      Law law = age -> Ages.below(age, mean, deviation);
      int ages = days - t;
      int within =
          (shocks > 0 ? shocked(law, t, ages) : law).spread(n, ages, draws, isPlain ? counts : raw);
      return isPlain ? within : reschedule(t, n, within, counts);
    }

    /** The law whose hazards are multiplied by those of the calendar days. */
    private Law shocked(Law law, int t, int ages) {
      double[] below = new double[ages + 1];
      Arrays.fill(below, 1, ages + 1, 1);
      double open = 1;
      double last = law.below(0);
      for (int u = 0; u < ages && open > NOBODY; u++) {
        double next = law.below(u + 1);
        double hazard = last < 1 ? (next - last) / (1 - last) : 1;
        open *= 1 - Math.min(1, hazard * hazards[t + u]);
        below[u + 1] = 1 - open;
        last = next;
      }
      return age -> below[age];
    }

    /** Of n claims, of which so many fall within the ages before the calendar is asked. */
    private int reschedule(int t, int n, int within, int[] counts) {
      int left = within;
      int known = 0;
      for (int u = 0; left > 0; u++) {
        if (raw[u] > 0) {
          left -= raw[u];
          known += put(t, calendar.decided(t, t + u), raw[u], counts);
          raw[u] = 0;
        }
      }
      return known + put(t, calendar.decided(t, days), n - within, counts);
    }

    private int put(int t, int day, int count, int[] counts) {
      if (day >= days || count == 0) {
        return 0;
      }
      int later = draws.binomial(count, moved[day]);
      counts[day - t] += count - later;
      return count - later + put(t, calendar.after(day), later, counts);
    }

    /** Amounts have a day's effect of their own. */
    private void amounts(int t, int n, boolean isChanged) {
      double common = rho > 0 ? StrictMath.sqrt(rho) * draws.normal() : 0;
      double mean = common + (isChanged ? StrictMath.log(amountFactor) / amountSigma : 0);
      double deviation = StrictMath.sqrt(1 - rho);
      Law law = price -> Normal.below((Prices.deviate(price) - mean) / deviation);
      law.spread(n, Prices.COUNT, draws, priced);
      stream.addAmounts(t, priced);
    }
  }
}
