"""PSI, Jensen-Shannon, Hellinger and total variation of two-samples.csv, and of tables with totals up to
9e18, by the formulas in 50 digits, and by scipy and numpy where they keep their digits."""

import sys

import mpmath
import numpy
import scipy
from scipy.spatial import distance

from categories import large, log_p, number
from tables import read, text

mpmath.mp.dps = 60


def log2(p, r):
    return p * mpmath.log(p / r, 2) if p else mpmath.mpf(0)


def formulas(x, y):
    n, m = sum(x.values()), sum(y.values())
    psi = js = hellinger = variation = mpmath.mpf(0)
    least = None
    columns = sorted(set(x) | set(y))
    for j in columns:
        a, b = x.get(j, 0), y.get(j, 0)
        p, q = mpmath.mpf(a) / n, mpmath.mpf(b) / m
        js += (log2(p, (p + q) / 2) + log2(q, (p + q) / 2)) / 2
        hellinger += (mpmath.sqrt(p) - mpmath.sqrt(q)) ** 2 / 2
        variation += abs(p - q) / 2
        p, q = mpmath.mpf(a or 0.5) / n, mpmath.mpf(b or 0.5) / m
        if a * m != b * n:
            psi += (q - p) * mpmath.log(q / p)
        expected = min(n, m) * (a + b) / (n + m)
        least = expected if least is None else min(least, expected)
    if all(x.get(j, 0) * m == y.get(j, 0) * n for j in columns):
        js = hellinger = variation = mpmath.mpf(0)
    unit = mpmath.mpf(1) / n + mpmath.mpf(1) / m
    return psi, log_p(psi / unit, len(columns) - 1), (len(columns) - 1) * unit, js, mpmath.sqrt(hellinger), variation


def by_packages(x, y):
    columns = sorted(set(x) | set(y))
    p = numpy.array([x.get(j, 0) for j in columns]) / sum(x.values())
    q = numpy.array([y.get(j, 0) for j in columns]) / sum(y.values())
    root = numpy.linalg.norm(numpy.sqrt(p) - numpy.sqrt(q)) / numpy.sqrt(2)
    values = [distance.jensenshannon(p, q, 2), root, distance.cityblock(p, q) / 2]
    return [repr(float(numpy.nan_to_num(value))) for value in values]


if __name__ == "__main__":
    print(f"# python3 divergences.py {sys.argv[1]}: scipy {scipy.__version__}, numpy {numpy.__version__}, mpmath {mpmath.__version__}")
    if sys.argv[1] == "large":
        print("# x;y;PSI;ln p by chi-square;mean without drift;Jensen-Shannon;Hellinger;total variation")
        for _, x, y in large():
            print(";".join([text(x), text(y), *map(number, formulas(x, y))]))
    else:
        print("# name;PSI;ln p by chi-square;mean without drift;Jensen-Shannon;Hellinger;total variation;root of Jensen-Shannon (scipy);Hellinger (numpy);total variation (scipy)")
        for name, x, y in read(sys.argv[1]):
            print(";".join([name, *map(number, formulas(x, y)), *by_packages(x, y)]))
