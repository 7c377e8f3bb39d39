package io.drift4j.stats;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the change of an overall rate comes from the segments' own rates, and how much from
 * the mix of the segments (Kitagawa, 1955).
 *
 * <p>Segment s has x_s events of n_s in the first and y_s of m_s in the second sample; N = Σ n_s, M
 * = Σ m_s; its shares are w_s = n_s / N and v_s = m_s / M, its rates p_s = x_s / n_s and r_s = y_s
 * / m_s; the overall rates are P = Σ w_s p_s and R = Σ v_s r_s. With midpoints,
 *
 * <pre>
 *   rate of s = (w_s + v_s) / 2 · (r_s − p_s)
 *   mix of s  = ((p_s + r_s) / 2 − (P + R) / 2) · (v_s − w_s)
 *   R − P     = Σ rate of s + Σ mix of s
 * </pre>
 *
 * <p>The mix is measured from the midpoint of the overall rates, so that a growing segment with an
 * average rate contributes nothing; the sum over s does not depend on where it is measured from.
 * <b>A segment of one sample only</b> takes the rate that it lacks from the other sample: its rate
 * contributes nothing, all of it is mix.
 *
 * <p><b>Additive.</b> Every contribution and total is a quotient of exact integers, with the
 * denominator 2 N M n_s m_s or the product of such ones; as rational numbers the contributions add
 * up to the total exactly, for any counts. Each is then rounded once, to the nearest double: their
 * sum differs from the total by half an ulp of each at most. Swapping the samples flips every sign.
 *
 * <p><b>Standard errors</b> are by the delta method, for N and M independent observations that each
 * belong to a segment and have an event or not (multinomial), to the first order: shares and rates
 * are both estimated. With a dispersion φ, multiply by √φ.
 *
 * <p><b>Simpson's paradox</b>: the overall rate changes in one direction, and the rate of every
 * segment that both samples have in the other, strictly; at least one such segment. Decided in
 * exact integers. Segments of one sample have no change of rate and are passed over.
 *
 * <p>Immutable and thread-safe.
 */
public final class RateMixDecomposition {

  private final List<Segment> segments;
  private final BigInteger n;
  private final BigInteger m;
  private final BigInteger x;
  private final BigInteger y;
  private final Fraction rate;

  private RateMixDecomposition(List<Segment> segments) {
    this.segments = segments;
    this.n = BigInteger.valueOf(total(segments.stream().mapToLong(Segment::firstTotal), "first"));
    this.m = BigInteger.valueOf(total(segments.stream().mapToLong(Segment::secondTotal), "second"));
    this.x = BigInteger.valueOf(segments.stream().mapToLong(Segment::firstEvents).sum());
    this.y = BigInteger.valueOf(segments.stream().mapToLong(Segment::secondEvents).sum());
    this.rate =
        Fraction.sum(IntStream.range(0, segments.size()).mapToObj(this::exactRate).toList());
  }

  private static long total(java.util.stream.LongStream totals, String sample) {
    long total = totals.reduce(0, Counts::add);
    if (total == 0) {
      throw new IllegalArgumentException("the " + sample + " sample has no observations");
    }
    return total;
  }

  /**
   * Decomposes the change of a rate.
   *
   * @param segments the counts of every segment, in any order, each observation in one of them
   * @return the decomposition, its contributions in the order of the segments
   * @throws IllegalArgumentException if there are no segments, or a sample has no observations
   * @throws ArithmeticException if a sample has more than {@link Long#MAX_VALUE} observations
   */
  public static RateMixDecomposition of(List<Segment> segments) {
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("there are no segments");
    }
    return new RateMixDecomposition(List.copyOf(segments));
  }

  /**
   * The counts of one segment in both samples.
   *
   * @param firstEvents x, its events in the first sample
   * @param firstTotal n, its observations in the first sample, 0 if it was not there
   * @param secondEvents y, its events in the second sample
   * @param secondTotal m, its observations in the second sample, 0 if it was not there
   */
  public record Segment(long firstEvents, long firstTotal, long secondEvents, long secondTotal) {

    /**
     * Creates the counts of a segment.
     *
     * @param firstEvents x, its events in the first sample
     * @param firstTotal n, its observations in the first sample, 0 if it was not there
     * @param secondEvents y, its events in the second sample
     * @param secondTotal m, its observations in the second sample, 0 if it was not there
     * @throws IllegalArgumentException if events are negative or more than the observations
     */
    public Segment {
      requireEvents(firstEvents, firstTotal, "first");
      requireEvents(secondEvents, secondTotal, "second");
    }

    private static void requireEvents(long events, long total, String sample) {
      if (events < 0 || events > total) {
        throw new IllegalArgumentException(
            "the events of a segment in the "
                + sample
                + " sample must be 0 to its observations "
                + total
                + ", not "
                + events);
      }
    }

    private boolean isInBoth() {
      return firstTotal > 0 && secondTotal > 0;
    }

    /** y n − x m, whose sign is that of r − p. */
    private BigInteger change() {
      return product(secondEvents, firstTotal).subtract(product(firstEvents, secondTotal));
    }

    private double firstRate() {
      return firstTotal > 0
          ? (double) firstEvents / firstTotal
          : secondTotal > 0 ? (double) secondEvents / secondTotal : 0;
    }

    private double secondRate() {
      return secondTotal > 0 ? (double) secondEvents / secondTotal : firstRate();
    }
  }

  /**
   * An effect with its standard error.
   *
   * @param value the effect, a difference of rates
   * @param standardError its standard error, 0 or more
   */
  public record Effect(double value, double standardError) {}

  /**
   * Returns the change of the overall rate.
   *
   * @return R − P
   */
  public Effect total() {
    double p = Quotient.of(x, n);
    double r = Quotient.of(y, m);
    double variance = p * (1 - p) / n.doubleValue() + r * (1 - r) / m.doubleValue();
    return effect(exactTotal(), variance);
  }

  /**
   * Returns what all segments' own rates contribute.
   *
   * @return Σ rate of s
   */
  public Effect rate() {
    return effect(rate, totalVariance(true));
  }

  /**
   * Returns what the mix contributes.
   *
   * @return Σ mix of s
   */
  public Effect mix() {
    return effect(exactTotal().minus(rate), totalVariance(false));
  }

  /**
   * Returns what a segment's own rate contributes.
   *
   * @param segment the index of the segment
   * @return the rate of s
   */
  public Effect rate(int segment) {
    return effect(exactRate(segment), Terms.of(this, segment).rateVariance());
  }

  /**
   * Returns what a segment's share contributes.
   *
   * @param segment the index of the segment
   * @return the mix of s
   */
  public Effect mix(int segment) {
    return effect(exactMix(segment), Terms.of(this, segment).mixVariance());
  }

  /**
   * Says whether the overall rate moves against that of every segment.
   *
   * @return whether it is Simpson's paradox
   */
  public boolean isSimpson() {
    int overall = y.multiply(n).subtract(x.multiply(m)).signum();
    return overall != 0
        && segments.stream().anyMatch(Segment::isInBoth)
        && segments.stream()
            .filter(Segment::isInBoth)
            .allMatch(segment -> segment.change().signum() == -overall);
  }

  private static Effect effect(Fraction value, double variance) {
    return new Effect(value.value(), StrictMath.sqrt(Math.max(0, variance)));
  }

  Fraction exactTotal() {
    return new Fraction(y.multiply(n).subtract(x.multiply(m)), n.multiply(m));
  }

  /** (n_s M + m_s N) (y_s n_s − x_s m_s) / (2 N M n_s m_s). */
  Fraction exactRate(int index) {
    Segment s = segments.get(index);
    if (!s.isInBoth()) {
      return Fraction.ZERO;
    }
    BigInteger shares = times(m, s.firstTotal()).add(times(n, s.secondTotal()));
    BigInteger pairs = product(s.firstTotal(), s.secondTotal());
    return new Fraction(shares.multiply(s.change()), n.multiply(m).multiply(pairs).shiftLeft(1));
  }

  /** ((p_s + r_s) / 2 − (P + R) / 2) (v_s − w_s). */
  Fraction exactMix(int index) {
    Segment s = segments.get(index);
    BigInteger pairs = n.multiply(m);
    BigInteger centre = x.multiply(m).add(y.multiply(n));
    Fraction ends = midRates(s);
    BigInteger growth = times(n, s.secondTotal()).subtract(times(m, s.firstTotal()));
    BigInteger distance =
        ends.numerator().multiply(pairs).subtract(centre.multiply(ends.denominator()));
    return new Fraction(
        distance.multiply(growth), ends.denominator().multiply(pairs.pow(2)).shiftLeft(1));
  }

  /** p_s + r_s. */
  private static Fraction midRates(Segment s) {
    if (s.isInBoth()) {
      return new Fraction(
          product(s.firstEvents(), s.secondTotal()).add(product(s.secondEvents(), s.firstTotal())),
          product(s.firstTotal(), s.secondTotal()));
    }
    BigInteger events = BigInteger.valueOf(s.firstEvents() + s.secondEvents());
    BigInteger total = BigInteger.valueOf(Math.max(1, s.firstTotal() + s.secondTotal()));
    return new Fraction(events.shiftLeft(1), total);
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  private static BigInteger times(BigInteger a, long b) {
    return a.multiply(BigInteger.valueOf(b));
  }

  /**
   * The variance of Σ rate or Σ mix: of the mean over the observations of what the share of their
   * segment is worth, plus that of the segments' rates.
   */
  private double totalVariance(boolean ofRates) {
    List<Terms> terms =
        IntStream.range(0, segments.size()).mapToObj(index -> Terms.of(this, index)).toList();
    double first = sum(terms.stream().mapToDouble(t -> t.w * t.worth(ofRates)));
    double second = sum(terms.stream().mapToDouble(t -> t.v * t.worth(ofRates)));
    return sum(terms.stream().mapToDouble(t -> t.shareOfVariance(ofRates, first, second)));
  }

  /** In ascending order, so that it is the same for any order of the segments. */
  private static double sum(java.util.stream.DoubleStream terms) {
    double sum = 0;
    for (double term : terms.sorted().toArray()) {
      sum += term;
    }
    return sum;
  }

  /** The shares and rates of a segment, with the letters of the class. */
  private record Terms(
      double n,
      double m,
      double w,
      double v,
      double p,
      double r,
      double overallP,
      double overallR) {

    static Terms of(RateMixDecomposition all, int index) {
      Segment s = all.segments.get(index);
      double n = all.n.doubleValue();
      double m = all.m.doubleValue();
      return new Terms(
          n,
          m,
          s.firstTotal() / n,
          s.secondTotal() / m,
          s.firstRate(),
          s.secondRate(),
          Quotient.of(all.x, all.n),
          Quotient.of(all.y, all.m));
    }

    private boolean isInBoth() {
      return w > 0 && v > 0;
    }

    /** Derivative by the share: (r − p) / 2 or (p + r) / 2. */
    double worth(boolean ofRates) {
      return ofRates ? (r - p) / 2 : (p + r) / 2;
    }

    double shareOfVariance(boolean ofRates, double first, double second) {
      double slope = ofRates ? (isInBoth() ? (w + v) / 2 : 0) : mixSlope();
      double deviationFirst = worth(ofRates) - first;
      double deviationSecond = worth(ofRates) - second;
      return w * deviationFirst * deviationFirst / n
          + v * deviationSecond * deviationSecond / m
          + slope * slope * ratesVariance();
    }

    /** Derivative of the mix by p and by r; where one takes the place of the other, by both. */
    private double mixSlope() {
      return isInBoth() ? (v - w) / 2 : v - w;
    }

    /** p (1 − p) / n_s + r (1 − r) / m_s. */
    private double ratesVariance() {
      return (w > 0 ? p * (1 - p) / w / n : 0) + (v > 0 ? r * (1 - r) / v / m : 0);
    }

    double rateVariance() {
      if (!isInBoth()) {
        return 0;
      }
      double worth = (r - p) / 2;
      double slope = (w + v) / 2;
      return worth * worth * (w * (1 - w) / n + v * (1 - v) / m) + slope * slope * ratesVariance();
    }

    double mixVariance() {
      return mixVariance(w, p, overallP, -1) / n + mixVariance(v, r, overallR, 1) / m;
    }

    /** Of one observation's influence ±A (1_s − w) + β 1_s (k − p) / w − γ (k − P). */
    private double mixVariance(double share, double rate, double overall, int sign) {
      double distance = (p + r) / 2 - (overallP + overallR) / 2;
      double gamma = (v - w) / 2;
      double beta = share > 0 ? mixSlope() : 0;
      double binomial = rate * (1 - rate);
      return distance * distance * share * (1 - share)
          + (share > 0 ? beta * beta * binomial / share : 0)
          + gamma * gamma * overall * (1 - overall)
          - 2 * sign * distance * gamma * share * (rate - overall)
          - 2 * beta * gamma * binomial;
    }
  }
}
