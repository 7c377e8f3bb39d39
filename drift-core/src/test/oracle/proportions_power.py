"""Power at 0.05 of Pearson's and Fisher's test with the p-values of scipy, by enumeration."""

import numpy
import scipy
from scipy import stats

LEVEL = 0.05
print(f"# /usr/bin/python3 proportions_power.py: scipy {scipy.__version__}")
print("# n;m;p;q;power of Pearson's test without correction, with Yates' correction, of Fisher's test")
for n, m in [(20, 20), (15, 45), (40, 50)]:
    refused = numpy.zeros((3, n + 1, m + 1))
    for x in range(n + 1):
        for y in range(m + 1):
            table = [[x, n - x], [y, m - y]]
            if 0 < x + y < n + m:
                refused[0, x, y] = stats.chi2_contingency(table, correction=False)[1] <= LEVEL
                refused[1, x, y] = stats.chi2_contingency(table, correction=True)[1] <= LEVEL
                refused[2, x, y] = stats.fisher_exact(table)[1] <= LEVEL
    for p in [0.05, 0.1, 0.3, 0.5]:
        for q in [0.05, 0.1, 0.2, 0.4, 0.6, 0.9]:
            weights = numpy.outer(stats.binom.pmf(range(n + 1), n, p), stats.binom.pmf(range(m + 1), m, q))
            print(n, m, p, q, *(f"{(r * weights).sum():.13g}" for r in refused), sep=";")
