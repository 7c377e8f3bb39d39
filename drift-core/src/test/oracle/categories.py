"""Chi-square and G of two-samples.csv, and of tables with totals up to 9e18, by the formulas in exact
fractions and 50 digits, and by scipy where it keeps its digits."""

import random
import sys
from fractions import Fraction

import mpmath
import numpy
import scipy
from scipy import stats

from tables import read, text

mpmath.mp.dps = 50


def large(number=200):
    """Categories of up to 19 digits, many of them with nearly equal shares."""
    rng = random.Random(20261126)
    for i in range(number):
        total = 10 ** rng.randint(9, 18)
        k = rng.randint(2, 12)
        shares = [rng.random() + 0.01 for _ in range(k)]
        near = rng.choice([0, 1e-9, 1e-6, 1e-3, 0.5])
        scale = total / sum(shares)
        x = {j: max(1, int(share * scale)) for j, share in enumerate(shares)}
        y = {j: max(1, int(share * scale * rng.choice([0.3, 1, 4]) ** near * (1 + near * rng.random()))) for j, share in enumerate(shares)}
        yield f"l{i}", x, y


def mp(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def chi_square(x, y):
    n, m = sum(x.values()), sum(y.values())
    chi2 = Fraction(0)
    sparse, least = 0, None
    g = mpmath.mpf(0)
    columns = sorted(set(x) | set(y))
    for j in columns:
        t = x.get(j, 0) + y.get(j, 0)
        for observed, size in ((x.get(j, 0), n), (y.get(j, 0), m)):
            expected = Fraction(size * t, n + m)
            chi2 += (observed - expected) ** 2 / expected
            g += 2 * observed * mpmath.log(mp(observed / expected)) if observed else 0
            sparse += expected < 5
            least = expected if least is None else min(least, expected)
    if chi2 == 0:
        g = mpmath.mpf(0)
    return mp(chi2), g, len(columns), "sparse" if 10 * sparse > 4 * len(columns) or least < 1 else "dense"


def log_p(statistic, degrees):
    if degrees == 0 or statistic == 0:
        return mpmath.mpf(0)
    a, z = mpmath.mpf(degrees) / 2, statistic / 2
    q = mpmath.gammainc(a, z, regularized=True)
    return mpmath.log(q)


def cramers_v(chi2, k, total):
    """Bergsma, 2013, as printed: phi, rows and columns, each less its bias."""
    if k == 1 or total <= 2:
        return mpmath.mpf(0)
    phi = max(mpmath.mpf(0), chi2 / total - mpmath.mpf(k - 1) / (total - 1))
    columns = k - mpmath.mpf((k - 1) ** 2) / (total - 1)
    rows = 2 - mpmath.mpf(1) / (total - 1)
    most = min(columns - 1, rows - 1)
    return mpmath.sqrt(phi / most) if most > 0 else mpmath.mpf(0)


def by_scipy(x, y, lambda_):
    columns = sorted(set(x) | set(y))
    table = numpy.array([[sample.get(j, 0) for j in columns] for sample in (x, y)])
    result = stats.chi2_contingency(table, correction=False, lambda_=lambda_)
    return f"{float(result[0])!r};{float(result[1])!r}"


def number(value):
    return mpmath.nstr(value, 18)


if __name__ == "__main__":
    print(f"# python3 categories.py {sys.argv[1]}: scipy {scipy.__version__}, mpmath {mpmath.__version__}")
    if sys.argv[1] == "large":
        print("# x;y;chi-square;ln p;G;ln p;V;dense or sparse")
    else:
        print("# name;chi-square;ln p;G;ln p;V;dense or sparse;chi-square;p;G;p (scipy)")
    for name, x, y in large() if sys.argv[1] == "large" else read(sys.argv[1]):
        chi2, g, k, sparse = chi_square(x, y)
        total = sum(x.values()) + sum(y.values())
        row = [chi2, log_p(chi2, k - 1), g, log_p(g, k - 1), cramers_v(chi2, k, total)]
        row = [*map(number, row), sparse]
        if sys.argv[1] == "large":
            print(";".join([text(x), text(y), *row]))
        else:
            print(";".join([name, *row, by_scipy(x, y, "pearson"), by_scipy(x, y, "log-likelihood")]))
