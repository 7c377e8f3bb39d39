package io.drift4j.stats;

import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Natural logarithms of the tail probabilities of distributions, also where the probability itself
 * is too small for a {@code double}. Exact to about 1e-12 relative, Student's t to 1e-11 where it
 * has about 1e5 to 1e6 degrees of freedom.
 */
final class Tail {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double SQRT_2 = StrictMath.sqrt(2);
  private static final double LN_2 = StrictMath.log(2);
  private static final double HALF_LN_2_PI = StrictMath.log(2 * Math.PI) / 2;

  /** Below, the libraries' probabilities come close to what a double can hold. */
  private static final double SMALL = 1e-280;

  /** Degrees of freedom of a t that is nearly normal. */
  private static final double NEARLY_NORMAL = 5e5;

  private static final double SQRT_2_BY_PI = StrictMath.sqrt(2 / Math.PI);
  private static final double TINY = 1e-300;
  private static final double TWO_BY_SQRT_PI = 2 / StrictMath.sqrt(Math.PI);

  /** Up to this t² the series about 0 has few terms, and ln p not much fewer digits than p. */
  private static final double NEAR = 3;

  /** From there on the series of a ratio of gamma functions has all digits. */
  private static final double LEAST_OF_GAMMA_RATIO = 14;

  private Tail() {}

  /** ln P(Z &gt; z) of the standard normal. */
  static double normal(double z) {
    double x = z / SQRT_2;
    return x > 0 ? StrictMath.log(Erfcx.value(x)) - x * x - LN_2 : logOfRest(0.5 * Erfc.value(-x));
  }

  /** ln P(|Z| &gt; |z|) of the standard normal. */
  static double twoSidedNormal(double z) {
    double x = Math.abs(z) / SQRT_2;
    return x < 0.5 ? logOfRest(Erf.value(x)) : StrictMath.log(Erfcx.value(x)) - x * x;
  }

  /** ln P(X &gt; x) of chi-square with a number of degrees of freedom. */
  static double chiSquare(double x, double degrees) {
    return degrees == 1 ? twoSidedNormal(StrictMath.sqrt(x)) : gamma(degrees / 2, x / 2);
  }

  /** ln P(X &gt; x) of the gamma distribution with scale 1: ln Q(a, x). */
  static double gamma(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double p = RegularizedGamma.P.value(a, x);
    if (p < 0.5) {
      return logOfRest(p);
    }
    double q = RegularizedGamma.Q.value(a, x);
    return q > SMALL ? StrictMath.log(q) : logGammaTail(a, x);
  }

  /** ln P(X &lt; x) of the gamma distribution with scale 1: ln P(a, x). */
  static double lowerGamma(double a, double x) {
    if (x <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double q = RegularizedGamma.Q.value(a, x);
    if (q < 0.5) {
      return logOfRest(q);
    }
    double p = RegularizedGamma.P.value(a, x);
    return p > SMALL ? StrictMath.log(p) : logGammaHead(a, x);
  }

  /** By the series of P(a, x) (DLMF 8.11.4), for x far below a. */
  private static double logGammaHead(double a, double x) {
    double term = 1;
    double sum = 1;
    for (int i = 1; term > 1e-17 * sum; i++) {
      term *= x / (a + i);
      sum += term;
    }
    return a * StrictMath.log(x) - x - LogGamma.value(a + 1) + StrictMath.log(sum);
  }

  /** The z with P(|Z| &gt; z) = 1 − level. */
  static double normalQuantile(double level) {
    return NORMAL.inverseSurvivalProbability((1 - Levels.requireLevel(level)) / 2);
  }

  /**
   * The z at which ln P(Z &gt; z) of the standard normal has a value, by Newton's method: the
   * logarithm is concave, so that all steps but the first go down, until rounding turns them back.
   */
  static double inverseNormal(double logP) {
    return inverseNormal(logP, StrictMath.sqrt(-2 * logP));
  }

  /** The same from a guess. */
  static double inverseNormal(double logP, double guess) {
    double z = inverseStep(guess, logP);
    double next = inverseStep(z, logP);
    while (next < z) {
      z = next;
      next = inverseStep(z, logP);
    }
    return z;
  }

  private static double inverseStep(double z, double logP) {
    double tail = normal(z);
    return z + (tail - logP) / StrictMath.exp(-z * z / 2 - HALF_LN_2_PI - tail);
  }

  /** By the continued fraction of Q(a, x) (DLMF 8.9.2) in the form of Lentz, for x far above a. */
  private static double logGammaTail(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    double factor = 0;
    for (int i = 1; Math.abs(factor - 1) > 1e-16 && i < 10_000; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / away(an * d + b);
      c = away(b + an / c);
      factor = d * c;
      h *= factor;
    }
    return a * StrictMath.log(x) - x - LogGamma.value(a) + StrictMath.log(h);
  }

  private static double away(double divisor) {
    return Math.abs(divisor) < TINY ? TINY : divisor;
  }

  /** ln(1 − p), never above 0, and never −0, which would show in a report. */
  static double logOfRest(double p) {
    return Math.min(0, StrictMath.log1p(-p)) + 0.0;
  }

  /** ln P(|T| &gt; |t|) of Student's t. */
  static double twoSidedStudent(double t, double degrees) {
    double square = t * t;
    if (degrees > NEARLY_NORMAL) {
      return nearlyNormal(square, degrees);
    }
    return square < NEAR && degrees >= 2 * LEAST_OF_GAMMA_RATIO
        ? logOfRest(studentWithin(square, degrees))
        : beta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
  }

  /**
   * P(|T| &lt; |t|) for t near 0, by the series of the incomplete beta function (DLMF 8.17.8),
   * whose terms are positive: with a = f / 2 and y = t² / (f + t²) it is √y (1 − y)^a 2 Γ(a + ½) /
   * (√π Γ(a)) Σ_i Π_{k≤i} (a + k − ½) / (k + ½) y^i.
   */
  private static double studentWithin(double square, double degrees) {
    double a = degrees / 2;
    double y = square / (degrees + square);
    double term = 1;
    double sum = 1;
    for (int i = 1; term > 1e-17 * sum; i++) {
      term *= (a + i - 0.5) * y / (i + 0.5);
      sum += term;
    }
    double log = logOfGammaRatio(a) - a * StrictMath.log1p(square / degrees);
    return StrictMath.sqrt(y) * sum * TWO_BY_SQRT_PI * StrictMath.exp(log);
  }

  /** ln (Γ(a + ½) / Γ(a)), of a that is not small, by its asymptotic series. */
  private static double logOfGammaRatio(double a) {
    double s = 1 / (a * a);
    double series =
        1 / 8.0 - s * (1 / 192.0 - s * (1 / 640.0 - s * (17 / 14336.0 - s * (31 / 18432.0))));
    return StrictMath.log(a) / 2 - series / a;
  }

  /**
   * Of many degrees f of freedom, where the beta function loses digits: with w² = (f + 1) ln (1 +
   * t² / f) the density in w is that of the normal times g(w) = dt / dw, and integrating by parts
   * once leaves the normal tail of w and a term of order 1 / f; the next is of order 1 / f². Since
   * g(0) is nearly g(w) for small t, their difference is that of logarithms: with s = t² / f, g(w)
   * / g(0) = (1 + s) √(ln(1 + s) / s).
   */
  private static double nearlyNormal(double square, double f) {
    if (square == 0) {
      return 0;
    }
    double s = square / f;
    double w = StrictMath.sqrt((f + 1) * StrictMath.log1p(s));
    double excess =
        s > 0.1
            ? (1 + s) * StrictMath.sqrt(StrictMath.log1p(s) / s) - 1
            : StrictMath.expm1(StrictMath.log1p(s) + StrictMath.log1p(logOverArgument(s)) / 2);
    double term = excess / w * SQRT_2_BY_PI;
    return Math.min(0, twoSidedNormal(w) + StrictMath.log1p(term / Erfcx.value(w / SQRT_2)));
  }

  /** ln(1 + s) / s − 1, of small s. */
  private static double logOverArgument(double s) {
    double sum = 0;
    double before = 1;
    double power = -s;
    for (int k = 2; sum != before; k++) {
      before = sum;
      sum += power / k;
      power *= -s;
    }
    return sum;
  }

  /** ln P(T &gt; t) of Student's t. */
  static double student(double t, double degrees) {
    double both = twoSidedStudent(t, degrees);
    return t > 0 ? both - LN_2 : logOfRest(0.5 * StrictMath.exp(both));
  }

  /**
   * ln I_x(a, b), the regularized incomplete beta function.
   *
   * @param y 1 − x, given because the subtraction would lose it
   */
  static double beta(double x, double y, double a, double b) {
    if (x <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double p = RegularizedBeta.value(x, a, b);
    if (p > 0.5) {
      return logOfRest(RegularizedBeta.value(y, b, a));
    }
    return p > SMALL ? StrictMath.log(p) : logBetaTail(x, y, a, b);
  }

  /** By the continued fraction of I_x(a, b) (DLMF 8.17.22) in the form of Lentz, for small x. */
  private static double logBetaTail(double x, double y, double a, double b) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double h = d;
    double factor = 0;
    for (int m = 1; Math.abs(factor - 1) > 1e-16 && m < 10_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      factor = d * c;
      h *= factor;
    }
    return a * StrictMath.log(x)
        + b * StrictMath.log(y)
        - StrictMath.log(a)
        - LogBeta.value(a, b)
        + StrictMath.log(h);
  }
}
