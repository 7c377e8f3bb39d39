"""Intervals of proportions, differences and ratios by statsmodels, second against first sample.

Where statsmodels has no answer or its search fails (it starts from Wald's limits), and for all odds
ratios near 0 and infinity, where it clips proportions, the field of the package is empty; mpmath
then solves the equation of the score test with 30 digits, and everywhere else for a part of the cases.
"""

import math
import random
import warnings

import mpmath
import numpy
import statsmodels
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    tost_proportions_2indep,
)

from proportions import pairs

mpmath.mp.dps = 30
warnings.simplefilter("ignore")


def attempt(function):
    try:
        low, high = (float(v) for v in function())
        return [repr(low), repr(high)] if math.isfinite(low) and math.isfinite(high) and low < high else ["", ""]
    except (ValueError, RuntimeError, ZeroDivisionError, IndexError):
        return ["", ""]


def root(inside, a, b):
    """The limit between a point inside the interval and one outside."""
    for _ in range(60):
        middle = (a + b) / 2
        a, b = (middle, b) if inside(middle) else (a, middle)
    return (a + b) / 2


def likeliest(score, a, b):
    """The zero of a falling function."""
    for _ in range(70):
        middle = (a + b) / 2
        a, b = (middle, b) if score(middle) > 0 else (a, middle)
    return (a + b) / 2


def difference(x, n, y, m, z):
    """Miettinen-Nurminen: the likeliest p of the first sample where the second has p + d."""
    f = lambda c, p: c / p if c else mpmath.mpf(0)
    p1, p2, N = mpmath.mpf(x) / n, mpmath.mpf(y) / m, n + m

    def inside(d):
        score = lambda p: f(x, p) - f(n - x, 1 - p) + f(y, p + d) - f(m - y, 1 - p - d)
        p = likeliest(score, max(mpmath.mpf(0), -d), min(mpmath.mpf(1), 1 - d))
        q = p + d
        variance = (p * (1 - p) / n + q * (1 - q) / m) * N / (N - 1)
        return (p2 - p1 - d) ** 2 <= z**2 * variance

    return root(inside, p2 - p1, mpmath.mpf(-1)), root(inside, p2 - p1, mpmath.mpf(1))


print(f"# /usr/bin/python3 proportion_intervals.py: statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}")
print("# x;n;y;m;level;Wilson of y/m low;high;Newcombe low;high;score difference low;high;by mpmath low;high;"
      "Koopman ratio low;high;score odds ratio low;high;margin;z and p of the worse of both one-sided tests")
rng = random.Random(3)
for i, (x, n, y, m) in enumerate(pairs()):
    level = rng.choice([0.8, 0.9, 0.95, 0.99])
    alpha = 1 - level
    fields = [x, n, y, m, level]
    whole = x, n, y, m
    x, n, y, m = map(numpy.float64, whole)  # divides by 0
    fields += [repr(float(v)) for v in proportion_confint(y, m, alpha, "wilson")]
    fields += attempt(lambda: confint_proportions_2indep(y, m, x, n, "newcomb", "diff", alpha))
    inner = 0 < x < n and 0 < y < m
    fields += attempt(lambda: confint_proportions_2indep(y, m, x, n, "score", "diff", alpha, True))
    if i % 4 == 0:
        z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf(level))
        fields += [mpmath.nstr(v, 17) for v in difference(*whole, z)]
    else:
        fields += ["", ""]
    fields += attempt(lambda: confint_proportions_2indep(y, m, x, n, "score", "ratio", alpha, False)) if inner else ["", ""]
    fields += attempt(lambda: confint_proportions_2indep(y, m, x, n, "score", "odds-ratio", alpha, True)) if inner else ["", ""]
    margin = rng.choice([0.01, 0.05, 0.2])
    tost = tost_proportions_2indep(y, m, x, n, -margin, margin, "score", "diff", True)
    z, p = float(tost.statistic), float(tost.pvalue)
    fields += [margin] + ([repr(z), repr(p)] if math.isfinite(z) and math.isfinite(p) else ["", ""])
    print(*fields, sep=";")
