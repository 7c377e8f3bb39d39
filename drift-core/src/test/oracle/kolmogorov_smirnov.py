"""Kolmogorov-Smirnov: D by scipy on expanded rows; exact ln p given the ties from numbers of lattice
paths in Python's integers, for n m up to 200,000."""

import math
import sys

import mpmath
import numpy
import scipy
from scipy import stats

from tables import expanded, read

mpmath.mp.dps = 50


def log_p(x, y):
    """All paths less those that stay below the observed distance wherever a tie group ends."""
    n, m = sum(x.values()), sum(y.values())
    ends, a, b, distance = set(), 0, 0, 0
    for value in sorted(set(x) | set(y)):
        a, b = a + x.get(value, 0), b + y.get(value, 0)
        ends.add(a + b)
        distance = max(distance, abs(a * m - b * n))
    if distance == 0:
        return mpmath.mpf(0)
    row = [0] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            ways = (row[j] if i > 0 else 0) + (row[j - 1] if j > 0 else 0) + (1 if i == j == 0 else 0)
            row[j] = 0 if i + j in ends and abs(i * m - j * n) >= distance else ways
    all_paths = math.comb(n + m, n)
    return mpmath.log(mpmath.mpf(all_paths - row[m]) / all_paths)


print(f"# python3 kolmogorov_smirnov.py {sys.argv[1]}: scipy {scipy.__version__}, mpmath {mpmath.__version__}")
print("# name;D (scipy);ln p (integers), empty for large samples")
for name, x, y in read(sys.argv[1]):
    d = stats.ks_2samp(expanded(x), expanded(y), mode="asymp").statistic
    small = sum(x.values()) * sum(y.values()) <= 200_000
    print(f"{name};{float(d)!r};{mpmath.nstr(log_p(x, y), 20) if small else ''}")
