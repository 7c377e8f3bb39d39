"""Hodges-Lehmann by numpy: all differences of expanded rows, sorted; the rank in mpmath."""

import sys

import mpmath
import numpy

from tables import expanded, read

mpmath.mp.dps = 50
MOST = 9_000_000  # differences

Z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf("0.95"))


def rank(x, y):
    n, m = len(x), len(y)
    N = n + m
    counts = numpy.unique(numpy.concatenate([x, y]), return_counts=True)[1]
    untied = N**3 - N - sum(int(t) ** 3 - int(t) for t in counts)
    return int(mpmath.floor(mpmath.mpf(n * m) / 2 - Z * mpmath.sqrt(mpmath.mpf(n * m * untied) / (12 * N * (N - 1)))))


print(f"# python3 hodges_lehmann.py {sys.argv[1]}: numpy {numpy.__version__}, mpmath {mpmath.__version__}")
print("# name;estimate;low;high")
for name, x, y in read(sys.argv[1]):
    x, y = numpy.array(expanded(x)), numpy.array(expanded(y))
    if len(x) * len(y) > MOST:
        continue
    differences = numpy.sort(numpy.subtract.outer(y, x), axis=None)
    c = rank(x, y)
    low, high = (differences[c - 1], differences[-c]) if c > 0 else ("-Infinity", "Infinity")
    print(f"{name};{float(numpy.median(differences))!r};{low};{high}")
