"""Hodges-Lehmann by numpy: all differences of expanded rows, counted; the interval by what its formula says
of every difference that occurs, with 2 z sqrt(V) in mpmath."""

import sys

import mpmath
import numpy

from tables import expanded, read

mpmath.mp.dps = 50
MOST = 9_000_000  # differences

Z = mpmath.sqrt(2) * mpmath.erfinv(mpmath.mpf("0.95"))


def radius(x, y):
    n, m = len(x), len(y)
    N = n + m
    counts = numpy.unique(numpy.concatenate([x, y]), return_counts=True)[1]
    untied = N**3 - N - sum(int(t) ** 3 - int(t) for t in counts)
    return 2 * Z * mpmath.sqrt(mpmath.mpf(n * m * untied) / (12 * N * (N - 1)))


def interval(x, y, estimate):
    differences, counts = numpy.unique(numpy.subtract.outer(y, x), return_counts=True)
    pairs = len(x) * len(y)
    if 2 * Z * mpmath.sqrt(mpmath.mpf(pairs * (len(x) + len(y) + 1)) / 12) >= pairs:
        return "-Infinity", "Infinity"
    r = max(radius(x + int(shift), y) for shift in (numpy.floor(estimate), numpy.ceil(estimate)))
    upto = numpy.cumsum(counts)
    h = 2 * upto - counts
    r = int(mpmath.floor(r))
    low = differences[h >= pairs - r].min()
    high = differences[h <= pairs + r].max()
    below = differences[2 * upto >= pairs].min()  # the two middle differences
    above = differences[2 * (upto - counts) <= pairs].max()
    return min(low, high, below), max(low, high, above)


print(f"# python3 hodges_lehmann.py {sys.argv[1]}: numpy {numpy.__version__}, mpmath {mpmath.__version__}")
print("# name;estimate;low;high")
for name, x, y in read(sys.argv[1]):
    x, y = numpy.array(expanded(x)), numpy.array(expanded(y))
    if len(x) * len(y) > MOST:
        continue
    estimate = float(numpy.median(numpy.subtract.outer(y, x)))
    low, high = interval(x, y, estimate)
    print(f"{name};{estimate!r};{low};{high}")
