"""Mann-Whitney by scipy on expanded rows; ln p in mpmath from scipy's z, since p underflows."""

import sys

import mpmath
import numpy
import scipy
from scipy import stats

from tables import expanded, read

mpmath.mp.dps = 50


def log_p(x, y, u):
    """The formula of the documentation, in exact integers, and the tail in 50 digits."""
    n, m = len(x), len(y)
    N = n + m
    counts = numpy.unique(x + y, return_counts=True)[1]
    ties = sum(int(t) ** 3 - int(t) for t in counts)
    untied = N**3 - N - ties
    if untied == 0:
        return mpmath.mpf(0)
    distance = max(abs(int(round(2 * u)) - n * m) - 1, 0)
    z = mpmath.sqrt(mpmath.mpf(3 * N * (N - 1) * distance**2) / (n * m * untied))
    return mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)))


print(f"# python3 mann_whitney.py {sys.argv[1]}: scipy {scipy.__version__}, mpmath {mpmath.__version__}")
print("# name;u;ln p (mpmath);p (scipy)")
for name, x, y in read(sys.argv[1]):
    x, y = expanded(x), expanded(y)
    with numpy.errstate(all="ignore"):
        result = stats.mannwhitneyu(y, x, method="asymptotic")
    print(f"{name};{float(result.statistic)!r};{mpmath.nstr(log_p(x, y, result.statistic), 20)};{float(result.pvalue)!r}")
