"""Intervals of proportions, differences and ratios by statsmodels, second against first sample.

statsmodels 0.13.5 takes the cubic equation of Miettinen and Nurminen (1985) with C0 d in place of N0 d
in L1, so that its restricted estimate is not the likeliest and its limits are wrong in the fifth digit;
here that term is put right (statsmodels issue 10269). Fields of the package are empty where it has no
answer or its search fails, which starts from Wald's limits: where its own p is not 1 - level there.
Koopman's limits are roots of the cubic of Nam (1995) as in statsmodels, by mpmath, since numpy.roots
loses digits. For every eighth case mpmath also solves the equation of the score test of the
difference with 30 digits, without a cubic.
"""

import inspect
import math
import random
import warnings

import mpmath
import numpy
import statsmodels
from statsmodels.stats import proportion
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
)

from proportions import pairs

mpmath.mp.dps = 30
warnings.simplefilter("ignore")


def correct_the_cubic():
    source = inspect.getsource(proportion.score_test_proportions_2indep)
    wrong = "(count0 * diff - nobs - 2 * count0) * diff"
    assert wrong in source
    exec(source.replace(wrong, "(nobs0 * diff - nobs - 2 * count0) * diff"), vars(proportion))


def attempt(function):
    try:
        low, high = (float(v) for v in function())
        return [f"{low:.12g}", f"{high:.12g}"] if math.isfinite(low) and math.isfinite(high) and low < high else ["", ""]
    except (ValueError, RuntimeError, ZeroDivisionError, IndexError):
        return ["", ""]


def checked(limits, alpha, *counts, **options):
    """Only limits at which the package's own test has p = alpha."""
    for limit in limits:
        if limit and abs(proportion.test_proportions_2indep(*counts, value=float(limit), method="score", **options).pvalue - alpha) > 1e-9:
            return ["", ""]
    return limits


def koopman(y, m, x, n, alpha, z):
    """As proportion._confint_riskratio_koopman without correction."""
    N, K, z = n + m, x + y, z**2
    cubic = [
        n * (n * N * y + m * (n + y) * z),
        -n * (n * m * K + 2 * N * x * y + m * (n + x + 2 * y) * z),
        2 * n * m * x * K + N * x * x * y + n * m * K * z,
        -m * x * x * K,
    ]
    roots = sorted(mpmath.re(r) for r in mpmath.polyroots(cubic, maxsteps=200, extraprec=200))
    limits = [(1 - (m - y) * (1 - r) / (x + m - N * r)) / r for r in (roots[1], roots[0])]
    package = proportion._confint_riskratio_koopman(y, m, x, n, alpha, correction=False).confint
    assert all(abs(a - b) < 1e-5 * a for a, b in zip(limits, package)), (x, n, y, m, limits, package)
    return [mpmath.nstr(v, 13) for v in limits]


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
      "Koopman ratio low;high;score odds ratio low;high")
rng = random.Random(3)
correct_the_cubic()
more = [c for c in pairs(seed=5, number=2000) if 0 < c[0] < c[1] and 0 < c[2] < c[3]]
for i, (x, n, y, m) in enumerate([*pairs(), *more[:700]]):
    level = rng.choice([0.8, 0.9, 0.95, 0.99])
    alpha = 1 - level
    fields = [x, n, y, m, level]
    whole = x, n, y, m
    x, n, y, m = map(numpy.float64, whole)  # divides by 0
    fields += [f"{float(v):.12g}" for v in proportion_confint(y, m, alpha, "wilson")]
    fields += attempt(lambda: confint_proportions_2indep(y, m, x, n, "newcomb", "diff", alpha))
    inner = 0 < x < n and 0 < y < m
    limits = attempt(lambda: confint_proportions_2indep(y, m, x, n, "score", "diff", alpha, True))
    fields += checked(limits, alpha, y, m, x, n, compare="diff", correction=True)
    z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf(level))
    if i % 8 == 0:
        fields += [mpmath.nstr(v, 14) for v in difference(*whole, z)]
    else:
        fields += ["", ""]
    fields += koopman(*map(int, (y, m, x, n)), alpha, z) if inner else ["", ""]
    limits = attempt(lambda: confint_proportions_2indep(y, m, x, n, "score", "odds-ratio", alpha, True)) if inner else ["", ""]
    fields += checked(limits, alpha, y, m, x, n, compare="odds-ratio", correction=True)
    print(*fields, sep=";")
