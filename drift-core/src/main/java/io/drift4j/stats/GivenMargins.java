package io.drift4j.stats;

import java.math.BigInteger;
import java.util.function.LongFunction;

/**
 * The distribution of the number k of events in the first of two samples of n and m, given that
 * there are {@code events} in both: hypergeometric. Its weights w(k) are multiplied outward from
 * the mode, where the weight is 1, by ratios of exact integers, with the rounding error of every
 * step carried along; where they would underflow, by their logarithm.
 */
final class GivenMargins {

  /** The weights of totals above have too many terms, and their factors too many bits. */
  static final long LARGEST = 2_000_000_000;

  /** ln of the smallest weight that is reached by multiplication. */
  private static final double FAR = -600;

  private static final double NEGLIGIBLE = 1e-20;

  private static final double LN_2 = StrictMath.log(2);

  /** How far the logarithms of two weights may be wrong, relatively. */
  private static final double UNDECIDED = 1e-11;

  /** How far a product of ratios may be wrong. */
  private static final double CLOSE = 1e-17;

  private static final int SCALE = 500;

  /** ln k! − (k ln k − k + ½ ln 2πk), for k = 1 to 15. */
  private static final double[] STIRLING = {
    0.08106146679532726,
    0.0413406959554093,
    0.02767792568499834,
    0.020790672103765093,
    0.016644691189821193,
    0.013876128823070748,
    0.01189670994589177,
    0.010411265261972096,
    0.009255462182712733,
    0.00833056343336287,
    0.007573675487951841,
    0.00694284010720953,
    0.006408994188004207,
    0.0059513701127588475,
    0.005554733551962801
  };

  private final long n;
  private final long m;
  private final long events;
  private final long observed;
  private final long mode;
  private final long least;
  private final long most;

  GivenMargins(TwoProportions data) {
    n = data.n();
    m = data.m();
    events = data.x() + data.y();
    observed = data.x();
    least = Math.max(0, events - m);
    most = Math.min(n, events);
    mode = (n + 1) * (events + 1) / (n + m + 2);
  }

  /** ln of P(w(k) ≤ w(observed)). */
  double logPValue() {
    long a = observed <= mode ? observed : lastBelow();
    long b = observed <= mode ? firstAbove() : observed;
    return logWeight(observed) > FAR ? new Parts(a, b).logTail() : far(a, b, 0);
  }

  /**
   * ln of twice the smaller one of P(k &lt; observed) and P(k &gt; observed), each with half of
   * P(observed).
   */
  double logMidP() {
    long a = observed <= mode ? observed : least - 1;
    long b = observed <= mode ? most + 1 : observed;
    return logWeight(observed) > FAR ? new Parts(a, b).logTwiceSmaller() : LN_2 + far(a, b, 0.5);
  }

  /** The largest k up to the mode that is not more probable than the observed one, or least − 1. */
  private long lastBelow() {
    long low = least - 1;
    long high = mode + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (compare(middle, observed) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The smallest k from the mode on that is not more probable than the observed one. */
  private long firstAbove() {
    long low = Math.max(mode - 1, observed);
    long high = most + 1;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (compare(middle, observed) <= 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /**
   * The weights of k up to a or from b on, and of those between, where all that matter are doubles.
   */
  private final class Parts {

    private final long a;
    private final long b;
    private final Sum tail = new Sum();
    private final Sum middle = new Sum();
    private double observedWeight;

    Parts(long a, long b) {
      this.a = a;
      this.b = b;
      walk(new Weight(mode), 1, b <= most ? b : mode);
      Weight below = new Weight(mode);
      below.down();
      walk(below, -1, a >= least ? a : mode);
    }

    /** Goes at least as far as the tail, and then until nothing is added any more. */
    private void walk(Weight weight, int direction, long atLeast) {
      while ((atLeast - weight.k) * direction > 0
          || weight.value > NEGLIGIBLE * part(weight).value) {
        part(weight).add(weight.value, weight.error);
        observedWeight = weight.k == observed ? weight.value + weight.error : observedWeight;
        weight.step(direction);
      }
    }

    private Sum part(Weight weight) {
      return weight.k <= a || weight.k >= b ? tail : middle;
    }

    double logTail() {
      double all = total();
      return tail.total() <= middle.total()
          ? StrictMath.log(tail.total() / all)
          : Tail.logOfRest(middle.total() / all);
    }

    double logTwiceSmaller() {
      double all = total();
      tail.add(-observedWeight / 2, 0);
      middle.add(observedWeight / 2, 0);
      Sum difference = new Sum();
      difference.add(middle);
      difference.add(-tail.value, -tail.error);
      double smaller = Math.min(tail.total(), middle.total());
      return smaller < all / 4
          ? StrictMath.log(2 * smaller / all)
          : Tail.logOfRest(Math.abs(difference.total()) / all);
    }

    private double total() {
      Sum all = new Sum();
      all.add(tail);
      all.add(middle);
      return all.total();
    }
  }

  /** Where the observed weight is no double: in units of it. */
  private double far(long a, long b, double excess) {
    double log = logWeight(observed);
    double tail = -excess;
    if (a >= least) {
      tail += StrictMath.exp(logWeight(a) - log) * sum(a, -1);
    }
    if (b <= most) {
      tail += StrictMath.exp(logWeight(b) - log) * sum(b, 1);
    }
    return log + StrictMath.log(tail) - StrictMath.log(sum(mode, 1) + sum(mode, -1) - 1);
  }

  /** Σ w(k) / w(from), outward. */
  private double sum(long from, int direction) {
    Sum sum = new Sum();
    Weight weight = new Weight(from);
    while (weight.value > NEGLIGIBLE * sum.value) {
      sum.add(weight.value, weight.error);
      weight.step(direction);
    }
    return sum.total();
  }

  /**
   * Whether w(i) is below, equal to or above w(j): by logarithms, where those are too close by the
   * product of ratios between them, and where that is too close by exact integers.
   */
  int compare(long i, long j) {
    if (i == j || isMirrored(i, j)) {
      return 0;
    }
    double one = logWeight(i);
    double other = logWeight(j);
    return Math.abs(one - other) > UNDECIDED * (1 + Math.abs(one))
        ? Double.compare(one, other)
        : compareClose(i, j);
  }

  private boolean isMirrored(long i, long j) {
    return (n == m && i == events - j) || (2 * events == n + m && i == n - j);
  }

  /** On the way between equal weights the product is scaled up as often as down. */
  int compareClose(long i, long j) {
    Weight weight = new Weight(j);
    while (weight.k != i) {
      weight.step(i > j ? 1 : -1);
      weight.keepInRange();
    }
    double difference = (weight.value - 1) + weight.error;
    return Math.abs(difference) > CLOSE ? (int) Math.signum(difference) : compareExactly(i, j);
  }

  int compareExactly(long i, long j) {
    long from = Math.min(i, j);
    long to = Math.max(i, j);
    BigInteger gained = product(from, to, k -> product(events - k, n - k));
    BigInteger lost = product(from, to, k -> product(k + 1, m - events + k + 1));
    return i > j ? gained.compareTo(lost) : lost.compareTo(gained);
  }

  private static BigInteger product(long from, long to, LongFunction<BigInteger> factor) {
    if (to - from == 1) {
      return factor.apply(from);
    }
    long middle = from + (to - from) / 2;
    return product(from, middle, factor).multiply(product(middle, to, factor));
  }

  private static BigInteger product(long a, long b) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
  }

  /**
   * ln (w(k) / w(mode)), from four logarithms of factorials after Stirling in which nothing large
   * cancels (Loader, 2000): with O and E the four cells at k and at the mode, each plus one,
   *
   * <pre>
   *   −Σ (O ln(O/E) + E − O) − (k − mode) ln(E11 E22 / (E12 E21)) + ½ Σ ln(O/E) − Σ (δ(O) − δ(E))
   * </pre>
   */
  double logWeight(long k) {
    long d = k - mode;
    long e11 = mode + 1;
    long e12 = events - mode + 1;
    long e21 = n - mode + 1;
    long e22 = m - events + mode + 1;
    double odds = StrictMath.log1p((double) (e11 * e22 - e12 * e21) / ((double) e12 * e21));
    return -deviance(e11, d)
        - deviance(e12, -d)
        - deviance(e21, -d)
        - deviance(e22, d)
        - d * odds
        + 0.5 * StrictMath.log((double) (e11 + d) / e11 * ((double) (e22 + d) / e22))
        + 0.5 * StrictMath.log((double) (e12 - d) / e12 * ((double) (e21 - d) / e21));
  }

  /** O ln(O/E) + E − O + δ(O) − δ(E) with O = E + d. */
  private static double deviance(long e, long d) {
    long o = e + d;
    return unscaled((double) o, (double) e, (double) d) + (stirling(o) - stirling(e));
  }

  private static double unscaled(double o, double e, double d) {
    if (Math.abs(d) > 0.1 * (o + e)) {
      return o * StrictMath.log(o / e) - d;
    }
    double v = d / (o + e);
    double sum = d * v;
    double term = 2 * o * v;
    double before = Double.NaN;
    for (int i = 3; sum != before; i += 2) {
      before = sum;
      term *= v * v;
      sum += term / i;
    }
    return sum;
  }

  private static double stirling(long k) {
    if (k <= STIRLING.length) {
      return STIRLING[(int) k - 1];
    }
    double s = 1.0 / k;
    double ss = s * s;
    return s
        * (1 / 12.0 - ss * (1 / 360.0 - ss * (1 / 1260.0 - ss * (1 / 1680.0 - ss * (1 / 1188.0)))));
  }

  /**
   * A weight and what rounding took off it, which moves from k to its neighbours; 0 beyond the
   * last.
   */
  private final class Weight {

    private long k;
    private double value = 1;
    private double error;

    Weight(long k) {
      this.k = k;
    }

    void step(int direction) {
      if (direction > 0) {
        up();
      } else {
        down();
      }
    }

    void up() {
      multiply(events - k, n - k, k + 1, m - events + k + 1);
      k++;
    }

    void down() {
      multiply(k, m - events + k, events - k + 1, n - k + 1);
      k--;
    }

    /** By p q / (r s). */
    private void multiply(long p, long q, long r, long s) {
      double a = p;
      double b = q;
      double c = r;
      double d = s;
      double numerator = a * b;
      double denominator = c * d;
      double ratio = numerator / denominator;
      double cut =
          Math.fma(-ratio, denominator, numerator)
              + Math.fma(a, b, -numerator)
              - ratio * Math.fma(c, d, -denominator);
      double before = value;
      value = before * ratio;
      error = Math.fma(before, ratio, -value) + before * (cut / denominator) + error * ratio;
    }

    void keepInRange() {
      int exponent = Math.getExponent(value);
      if (Math.abs(exponent) >= SCALE) {
        int scale = exponent > 0 ? -SCALE : SCALE;
        value = Math.scalb(value, scale);
        error = Math.scalb(error, scale);
      }
    }
  }

  /** A sum and what rounding took off it (Neumaier, 1974). */
  private static final class Sum {

    private double value;
    private double error;

    void add(double term, double termError) {
      double sum = value + term;
      double part = sum - value;
      error += (value - (sum - part)) + (term - part) + termError;
      value = sum;
    }

    void add(Sum other) {
      add(other.value, other.error);
    }

    double total() {
      return value + error;
    }
  }
}
