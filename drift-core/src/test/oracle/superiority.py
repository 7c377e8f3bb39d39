"""Probability of superiority of two-samples.csv: variances of the placements of expanded rows in exact
fractions, and the interval of MannWhitneyTest.Result in 50 digits; A, both variances and Welch's degrees of
freedom by statsmodels (Brunner and Munzel) beside them. With an argument `large`: totals up to 9e18, by
cells."""

import random
import sys
from fractions import Fraction

import mpmath
import numpy
import statsmodels
from statsmodels.stats.nonparametric import rank_compare_2indep

from tables import expanded, read, text

mpmath.mp.dps = 50
LEVEL = mpmath.mpf("0.95")


def placements(x, y):
    """Of every cell of x: how many of y are above, and half of those tied, as a share."""
    m = sum(y.values())
    return {v: Fraction(2 * sum(c for w, c in y.items() if w > v) + y.get(v, 0), 2 * m) for v in x}


def variance(cells, shares):
    n = sum(cells.values())
    mean = sum(shares[v] * c for v, c in cells.items()) / n
    return sum((shares[v] - mean) ** 2 * c for v, c in cells.items()) / (n - 1) if n > 1 else Fraction(0)


def mp(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def quantile(f):
    """t with P(T > t) = (1 - level) / 2, by Newton from the normal, in I_x(f/2, 1/2)."""
    tail = (1 - LEVEL) / 2
    if f > 10**7:  # Abramowitz and Stegun 26.7.5
        z = mpmath.sqrt(2) * mpmath.erfinv(LEVEL)
        g1, g2 = (z**3 + z) / 4, (5 * z**5 + 16 * z**3 + 3 * z) / 96
        return z + g1 / f + g2 / f**2
    survival = lambda t: mpmath.betainc(f / 2, 0.5, 0, f / (f + t * t), regularized=True) / 2 - tail
    log_density = lambda t: mpmath.loggamma((f + 1) / 2) - mpmath.loggamma(f / 2) - mpmath.log(f * mpmath.pi) / 2 - (f + 1) / 2 * mpmath.log1p(t * t / f)
    t = mpmath.mpf(numpy_quantile(float(f)))
    for _ in range(6):
        t += survival(t) / mpmath.exp(log_density(t))
    return t


def numpy_quantile(f):
    from scipy import stats

    return float(stats.t.isf((1 - float(LEVEL)) / 2, f))


def interval(a, first, second, n, m):
    if min(n, m) < 2:
        return mpmath.mpf(0), mpmath.mpf(1)
    v, w = first / n, second / m
    f = n + m - 2 if v + w == 0 else (v + w) ** 2 / (v * v / (n - 1) + w * w / (m - 1))
    size = Fraction(2 * n * m, n + m)
    centre = (size * a + Fraction(1, 2)) / (size + 1)
    spread = (size**2 * (v + w) + 2 * (a - Fraction(1, 2)) ** 2) / (size + 1) ** 2
    logit = mpmath.log(mp(centre) / mp(1 - centre))
    margin = quantile(mp(Fraction(f))) * mpmath.sqrt(mp(spread)) / mp(centre * (1 - centre))
    expit = lambda u: 1 / (1 + mpmath.exp(-u))
    return min(mp(a), expit(logit - margin)), max(mp(a), expit(logit + margin))


def large(number=200):
    rng = random.Random(20261127)
    for _ in range(number):
        total, k = 10 ** rng.randint(5, 18), rng.randint(1, 9)
        x = {rng.randint(0, 12): rng.randint(1, total) for _ in range(k)}
        y = {rng.randint(0, 12) + rng.choice([0, 0, 1, 4, 12]): rng.randint(1, total) for _ in range(k)}
        yield dict(sorted(x.items())), dict(sorted(y.items()))


def row(x, y):
    n, m = sum(x.values()), sum(y.values())
    up, down = placements(x, y), placements(y, x)
    a = sum(up[v] * c for v, c in x.items()) / n
    first, second = variance(x, up), variance(y, down)
    return [mpmath.nstr(v, 18) for v in (mp(a), mp(first), mp(second), *interval(a, first, second, n, m))]


def log_p(x, y):
    """Mann-Whitney with the continuity correction, as mann_whitney.py has it, from cells."""
    n, m = sum(x.values()), sum(y.values())
    N = n + m
    twice_u = sum(c * (2 * sum(a for v, a in x.items() if v < w) + x.get(w, 0)) for w, c in y.items())
    untied = N**3 - N - sum((x.get(v, 0) + y.get(v, 0)) ** 3 - x.get(v, 0) - y.get(v, 0) for v in set(x) | set(y))
    if untied == 0:
        return mpmath.mpf(0)
    distance = max(abs(twice_u - n * m) - 1, 0)
    z = mpmath.sqrt(mpmath.mpf(3 * N * (N - 1) * distance**2) / (n * m * untied))
    return mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)))


if __name__ == "__main__":
    print(f"# python3 superiority.py {sys.argv[1]}: statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}")
    if sys.argv[1] == "large":
        print("# x;y;A;variance of placements of x;of y;low;high;ln p of Mann-Whitney")
        for x, y in large():
            print(";".join([text(x), text(y), *row(x, y), mpmath.nstr(log_p(x, y), 18)]))
    else:
        print("# name;A;variance of placements of x;of y;low;high;A;variance of x;of y (statsmodels)")
        for name, x, y in read(sys.argv[1]):
            other = ["", "", ""]
            if min(sum(x.values()), sum(y.values())) > 1:
                with numpy.errstate(all="ignore"):
                    r = rank_compare_2indep(expanded(y), expanded(x))
                other = [repr(float(r.prob1)), repr(float(r.var2)), repr(float(r.var1))]
            print(";".join([name, *row(x, y), *other]))
