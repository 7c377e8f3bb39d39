"""Tails of Student's t, the normal and Pearson type III distributions in 50 digits."""

import mpmath
from mpmath import mpf

mpmath.mp.dps = 50


def upper_normal(z):
    return mpmath.erfc(z / mpmath.sqrt(2)) / 2


def student_upper(t, df):
    x = mpf(df) / (df + t * t)
    p = mpmath.betainc(mpf(df) / 2, mpf(1) / 2, 0, x, regularized=True) / 2
    return p if t >= 0 else 1 - p


def deviate(z, df):
    """The normal deviate with the tail of Student's t, by Newton's method."""
    if z < 0:
        return -deviate(-z, df)
    log_p = mpmath.log(student_upper(z, df))
    d = mpf(z)
    for _ in range(200):
        tail = upper_normal(d)
        step = (mpmath.log(tail) - log_p) * tail / mpmath.npdf(d)
        d += max(min(step, mpf(1)), mpf(-1))
        if abs(step) < mpf(10) ** -45:
            return d
    raise ArithmeticError(z)


def pearson_upper(z, g):
    if g * z < 0 and abs(g * z) > mpf("1.8"):
        g = mpmath.sign(g) * mpf("1.8") / abs(z)
    if abs(g) < mpf("1e-5"):
        return upper_normal(z)
    k = 4 / g**2
    if k > 10000:  # where the series of the incomplete gamma function are endless
        return pearson_integral(z, mpmath.sign(g), k)
    x = k + mpmath.sign(g) * z * mpmath.sqrt(k)
    return mpmath.gammainc(k, x, mpmath.inf, regularized=True) if g > 0 else mpmath.gammainc(k, 0, x, regularized=True)


def pearson_integral(z, sign, k):
    def density(t):
        x = k + sign * t * mpmath.sqrt(k)
        return mpmath.exp((k - 1) * mpmath.log(x) - x - mpmath.loggamma(k) + mpmath.log(k) / 2) if x > 0 else mpf(0)

    far = max(abs(z), mpf(1))
    return mpmath.quad(density, [z, z + 1 / far, z + 4 / far, z + 2, z + 6, z + 16, z + 30])


def two_sided(z, skewness, df):
    """Twice the smaller tail at the normal deviate of z on Student's t."""
    d = deviate(z, df)
    return min(mpf(1), 2 * min(pearson_upper(d, skewness), pearson_upper(-d, -skewness)))
