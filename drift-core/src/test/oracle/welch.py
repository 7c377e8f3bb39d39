"""Welch: t and p by scipy from moments, the interval by statsmodels, f and ln p in mpmath. With an
argument `large`: tables with totals up to 1e18 and values up to 1e15, in mpmath alone."""

import random
import sys

import mpmath
import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from tables import read, text

mpmath.mp.dps = 60


def moments(cells):
    n = sum(cells.values())
    s1 = sum(v * c for v, c in cells.items())
    s2 = sum(v * v * c for v, c in cells.items())
    return n, mpmath.mpf(s1) / n, mpmath.mpf(n * s2 - s1 * s1) / (n * (n - 1))


def welch(x, y):
    (n, mx, sx), (m, my, sy) = moments(x), moments(y)
    vx, vy = sx / n, sy / m
    t = (my - mx) / mpmath.sqrt(vx + vy)
    f = (vx + vy) ** 2 / (vx**2 / (n - 1) + vy**2 / (m - 1))
    return t, f, log_tail(t, f)


def log_tail(t, f):
    """ln P(|T| > |t|) = ln I(f / (f + t^2); f / 2, 1 / 2), by quadrature of t's density, scaled."""
    if t == 0:
        return mpmath.mpf(0)
    t = abs(t)
    log_density = lambda u: -(f + 1) / 2 * mpmath.log1p(u * u / f)
    top = log_density(t)
    unit = 1 / mpmath.sqrt(1 + ((f + 1) * t / (f + t * t)) ** 2)
    points = [t] + [t + unit * mpmath.mpf(2) ** k for k in range(-1, 8)] + [mpmath.inf]
    area = mpmath.quad(lambda u: mpmath.exp(log_density(u) - top), points)
    constant = mpmath.loggamma((f + 1) / 2) - mpmath.loggamma(f / 2) - mpmath.log(f * mpmath.pi) / 2
    return min(mpmath.mpf(0), mpmath.log(2 * area) + top + constant)


def digits(value):
    return mpmath.nstr(value, 20)


def large(number=300):
    rng = random.Random(7)
    for _ in range(number):
        total, spread = 10 ** rng.randint(3, 17), 10 ** rng.randint(0, 15)
        base = rng.choice([0, 10**6, 10**15])
        cells = lambda shift: {
            base + shift + rng.randint(-spread, spread): rng.randint(1, total) for _ in range(rng.randint(3, 6))
        }
        x = cells(0)
        n = sum(x.values())
        step = int(spread * rng.choice([0, 1, 3, 10, 40]) / n**0.5)
        # the same shape and counts that are almost equal, shifted a little
        y = {v + step: max(1, c + rng.randint(-c, c) // int(c**0.5 + 1)) for v, c in x.items()}
        if rng.random() < 0.2:
            y = cells(0)
        if len(x) == 1 or len(y) == 1:
            continue
        yield dict(sorted(x.items())), dict(sorted(y.items()))


if sys.argv[1] == "large":
    print(f"# python3 welch.py large: mpmath {mpmath.__version__}")
    print("# x;y;t;f;ln p")
    for x, y in large():
        print(";".join([text(x), text(y)] + [digits(v) for v in welch(x, y)]))
    sys.exit()
print(
    f"# python3 welch.py {sys.argv[1]}: scipy {scipy.__version__}, statsmodels {statsmodels.__version__},"
    f" mpmath {mpmath.__version__}"
)
print("# name;t (mpmath);f (mpmath);ln p (mpmath);t (scipy);p (scipy);low (statsmodels);high (statsmodels)")
for name, x, y in read(sys.argv[1]):
    if min(sum(x.values()), sum(y.values())) < 2 or len(x) == len(y) == 1:
        continue
    a, b = moments(y), moments(x)
    p = stats.ttest_ind_from_stats(
        float(a[1]), float(a[2]) ** 0.5, a[0], float(b[1]), float(b[2]) ** 0.5, b[0], equal_var=False
    )
    weighted = [DescrStatsW(numpy.array(list(s), float), weights=list(s.values())) for s in (y, x)]
    low, high = CompareMeans(*weighted).tconfint_diff(usevar="unequal")
    exact = ";".join(mpmath.nstr(v, 17) for v in welch(x, y))
    print(f"{name};{exact};{float(p.statistic):.13g};{float(p.pvalue):.13g};{low:.13g};{high:.13g}")
