"""Pearson's test: X² by scipy and statsmodels, X² and ln p by fractions and mpmath."""

import warnings
from fractions import Fraction

import mpmath
import numpy
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.proportion import test_proportions_2indep

from proportions import large, pairs

mpmath.mp.dps = 50
warnings.simplefilter("ignore")


def text(value):
    return mpmath.nstr(mpmath.mpf(value.numerator) / value.denominator, 20)


def log_p(square):
    z = mpmath.sqrt(mpmath.mpf(square.numerator) / square.denominator)
    return mpmath.nstr(mpmath.log(mpmath.erfc(z / mpmath.sqrt(2))), 20)


def by_definition(x, n, y, m):
    """Sums of (O - E)² / E, which is how it was written first."""
    N, K = n + m, x + y
    if K in (0, N):
        return Fraction(0), Fraction(0)
    cells = [(x, n, K), (n - x, n, N - K), (y, m, K), (m - y, m, N - K)]
    expected = [Fraction(a * b, N) for _, a, b in cells]
    distance = [abs(c[0] - e) for c, e in zip(cells, expected)]
    plain = sum(d**2 / e for d, e in zip(distance, expected))
    yates = sum(max(0, d - Fraction(1, 2)) ** 2 / e for d, e in zip(distance, expected))
    return plain, yates


def by_packages(x, n, y, m):
    if x + y in (0, n + m):
        return ["", "", ""]
    table = numpy.array([[x, n - x], [y, m - y]])
    plain = stats.chi2_contingency(table, correction=False)[0]
    yates = stats.chi2_contingency(table, correction=True)[0]
    x, n, y, m = map(numpy.float64, (x, n, y, m))  # divides by 0
    minus = test_proportions_2indep(y, m, x, n, value=0, method="score", correction=True).statistic ** 2
    return [repr(float(v)) for v in (plain, yates, minus)]


print(f"# /usr/bin/python3 pearson.py: scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, mpmath {mpmath.__version__}")
print("# x;n;y;m;X² plain, Yates (scipy), N − 1 (statsmodels);X² plain, Yates, N − 1;ln p plain, Yates, N − 1 (mpmath)")
for i, (x, n, y, m) in enumerate([*pairs(), *large()]):
    plain, yates = by_definition(x, n, y, m)
    minus = plain * (n + m - 1) / (n + m)
    packages = by_packages(x, n, y, m) if i < 1000 else ["", "", ""]
    print(";".join([f"{x};{n};{y};{m}", *packages, text(plain), text(yates), text(minus), log_p(plain), log_p(yates), log_p(minus)]))
