"""Kolmogorov-Smirnov's Method.LIMIT of two-samples.csv by its formula in 50 digits, of many terms and with
the tails of the normal distribution; beside it the law of Kolmogorov by scipy."""

import sys

import mpmath
import scipy
from scipy import special

from tables import read

mpmath.mp.dps = 50


def limit(x, y):
    n, m = sum(x.values()), sum(y.values())
    N = n + m
    a = b = largest = 0
    ends = []
    for value in sorted(set(x) | set(y)):
        a, b = a + x.get(value, 0), b + y.get(value, 0)
        largest = max(largest, abs(a * m - b * n))
        ends.append(a + b)
    if largest == 0:
        return mpmath.mpf(0), None
    root = mpmath.sqrt(mpmath.mpf(largest**2 * (N - 1)) / (n * m * N**2))
    if root < mpmath.mpf("0.04"):
        kolmogorov = mpmath.mpf(1)
    else:
        kolmogorov = 2 * mpmath.nsum(lambda k: (-1) ** int(k - 1) * mpmath.exp(-2 * k * k * root**2), [1, 400], method="d")
    with mpmath.workdps(60):
        logs = mpmath.mpf(0)
        for end in ends[:-1]:
            share = mpmath.mpf(end) / N
            logs += mpmath.log1p(-mpmath.erfc(root / mpmath.sqrt(2 * share * (1 - share))))
        sidak = -mpmath.expm1(logs)
    return mpmath.log(min(kolmogorov, sidak)), root


print(f"# python3 kolmogorov_smirnov_limit.py {sys.argv[1]}: mpmath {mpmath.__version__}, scipy {scipy.__version__}")
print("# name;ln p;lambda;law of Kolmogorov (scipy)")
for name, x, y in read(sys.argv[1]):
    log_p, root = limit(x, y)
    other = "" if root is None else repr(float(special.kolmogorov(float(root))))
    print(f"{name};{mpmath.nstr(log_p, 18)};{'' if root is None else mpmath.nstr(root, 18)};{other}")
