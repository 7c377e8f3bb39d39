package io.drift4j.stats;

/**
 * Probabilities of a binomial count y of N = x + y trials with odds f to e, relative to that of the
 * y observed: nothing underflows, and no logarithm of a factorial is taken.
 *
 * <p>ln P(y) = −D + ½ ln(N / (2π x y)) + δ(N) − δ(x) − δ(y), with the deviance D and the error δ of
 * Stirling's formula (Loader, 2000); the other probabilities follow by their ratios.
 */
final class BinomialTails {

  /** Probabilities that differ by less than this are ties, as in R. */
  private static final double SLACK = 1e-7;

  private static final double NEGLIGIBLE = 1e-19;
  private static final double LN_2_PI = StrictMath.log(2 * Math.PI);
  private static final double[] SMALL_STIRLING = smallStirling();

  private final long x;
  private final long y;
  private final long trials;
  private final double e;
  private final double f;
  private final double logObserved;

  BinomialTails(long x, double e, long y, double f) {
    int scale = -Math.getExponent(Math.max(e, f));
    this.x = x;
    this.y = y;
    this.trials = x + y;
    this.e = Math.scalb(e, scale);
    this.f = Math.scalb(f, scale);
    this.logObserved = logProbability(y);
  }

  /** ln P(y) of the y observed. */
  double logObserved() {
    return logObserved;
  }

  /** P(at most y) / P(y). */
  double lowerOverObserved() {
    return below(y) + 1;
  }

  /** −d P(at most y) / d ln(odds) / P(y), half of P(y) taken off if asked for. */
  double lowerSlope(boolean mid) {
    double half = mid ? excess(y) / 2 : 0;
    return x * (f / (e + f)) + half;
  }

  /** ln of the sum of all probabilities that are at most P(y), less half of P(y) if asked for. */
  double twoSided(boolean mid) {
    double mean = trials * (f / (e + f));
    boolean upper = y > mean;
    long other = upper ? lastBelow(mean) : firstAbove(mean);
    double observed = mid ? 0.5 : 1;
    double logFar = isPossible(other) ? logProbability(other) : Double.NEGATIVE_INFINITY;
    double near = observed + (upper ? above(y) : below(y));
    double far = logFar == Double.NEGATIVE_INFINITY ? 0 : 1 + (upper ? below(other) : above(other));
    double logNear = logObserved + StrictMath.log(near);
    double sum = logNear + StrictMath.log1p(far / near * StrictMath.exp(logFar - logObserved));
    return sum < -0.5 ? sum : complement(upper ? other : y, upper ? y : other, 1 - observed);
  }

  private boolean isPossible(long count) {
    return count >= 0 && count <= trials;
  }

  /** ln(1 − P(between the two, exclusive) − a share of P(y)), where p is large. */
  private double complement(long low, long high, double share) {
    long count = high - low - 1;
    double inside = y == high ? sumBelow(y, count) : sumAbove(y, count);
    return Tail.logOfRest((inside + share) * StrictMath.exp(logObserved));
  }

  /** The largest count below the mean that is at most as probable as y; −1 if there is none. */
  private long lastBelow(double mean) {
    long low = -1;
    long high = (long) mean + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (isAtMostObserved(middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The smallest count above the mean that is at most as probable as y; N + 1 if there is none. */
  private long firstAbove(double mean) {
    long low = Math.max(y, (long) Math.ceil(mean) - 1);
    long high = trials + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (isAtMostObserved(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private boolean isAtMostObserved(long count) {
    return logProbability(count) <= logObserved + SLACK;
  }

  /** P(below count) / P(count). */
  private double below(long count) {
    return sumBelow(count, count);
  }

  /** P(above count) / P(count). */
  private double above(long count) {
    return sumAbove(count, trials - count);
  }

  /** Sum of so many probabilities next below a count, over its own. */
  private double sumBelow(long count, long terms) {
    double term = 1;
    double sum = 0;
    for (long k = count; k > count - terms && term > NEGLIGIBLE * sum; k--) {
      term *= k * e / ((trials - k + 1) * f);
      sum += term;
    }
    return sum;
  }

  private double sumAbove(long count, long terms) {
    double term = 1;
    double sum = 0;
    for (long k = count; k < count + terms && term > NEGLIGIBLE * sum; k++) {
      term *= (trials - k) * f / ((k + 1) * e);
      sum += term;
    }
    return sum;
  }

  private double logProbability(long count) {
    double excess = excess(count);
    double ones = trials * (f / (e + f));
    double zeros = trials * (e / (e + f));
    double deviance = ones * deviance(excess / ones) + zeros * deviance(-excess / zeros);
    if (count == 0 || count == trials) {
      return -deviance;
    }
    double spread = StrictMath.log((double) count * (trials - count) / trials) + LN_2_PI;
    return -deviance - spread / 2 + stirling(trials) - stirling(count) - stirling(trials - count);
  }

  /** count − mean = (count e − (N − count) f) / (e + f), its products not rounded. */
  private double excess(long count) {
    double events = count;
    double rest = trials - count;
    double there = events * e;
    double here = rest * f;
    double lost = Math.fma(events, e, -there) - Math.fma(rest, f, -here);
    return (there - here + lost) / (e + f);
  }

  /** (1 + t) ln(1 + t) − t, for t ≥ −1. */
  private static double deviance(double t) {
    if (t <= -1) {
      return 1;
    }
    return Math.abs(t) < 0.1 ? devianceSeries(t) : (1 + t) * StrictMath.log1p(t) - t;
  }

  /** t²/2 − t³/6 + t⁴/12 − … */
  private static double devianceSeries(double t) {
    double power = t * t;
    double sum = 0;
    double before = -1;
    for (int k = 2; sum != before; k++) {
      before = sum;
      sum += power / (k * (k - 1.0));
      power *= -t;
    }
    return sum;
  }

  /** ln n! − (n + ½) ln n + n − ½ ln 2π. */
  private static double stirling(long n) {
    if (n < SMALL_STIRLING.length) {
      return SMALL_STIRLING[(int) n];
    }
    double inverse = 1.0 / n;
    double square = inverse * inverse;
    double tail = square * (1 / 1680.0 - square * (1 / 1188.0 - square * (691 / 360360.0)));
    return inverse * (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - tail)));
  }

  private static double[] smallStirling() {
    double[] errors = new double[16];
    double factorial = 1;
    for (int n = 1; n < errors.length; n++) {
      factorial *= n;
      errors[n] = StrictMath.log(factorial) - (n + 0.5) * StrictMath.log(n) + n - LN_2_PI / 2;
    }
    return errors;
  }
}
