"""Wasserstein, energy, Anderson-Darling and Cramer-von Mises statistics of two-samples.csv by scipy, and
by the formulas in exact fractions; Cramer-von Mises by scipy on samples without ties, which it is for."""

import random
import sys
from fractions import Fraction

import mpmath
import numpy
import scipy
from scipy import stats
from scipy.stats import _morestats

from tables import expanded, read

mpmath.mp.dps = 50


def exact(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def formulas(x, y):
    """W, E, T from the distribution functions at every value."""
    values = sorted(set(x) | set(y))
    n, m = sum(x.values()), sum(y.values())
    differences, f, g = [], 0, 0
    for value in values:
        f += x.get(value, 0)
        g += y.get(value, 0)
        differences.append(Fraction(f, n) - Fraction(g, m))
    gaps = [after - before for before, after in zip(values, values[1:])]
    w = sum((abs(d) * gap for d, gap in zip(differences, gaps)), Fraction(0))
    e = sum((d * d * gap for d, gap in zip(differences, gaps)), Fraction(0))
    t = sum(d * d * (x.get(v, 0) + y.get(v, 0)) for d, v in zip(differences, values))
    return exact(w), mpmath.sqrt(2 * exact(e)), exact(Fraction(n * m, (n + m) ** 2) * t)


def anderson_darling(x, y):
    """Equation 7 of Scholz and Stephens as it stands, k = 2."""
    values = sorted(set(x) | set(y))
    total = Fraction(0)
    sizes = [sum(x.values()), sum(y.values())]
    N = sum(sizes)
    for sample, size in zip((x, y), sizes):
        M = B = Fraction(0)
        for value in values:
            f, l = sample.get(value, 0), x.get(value, 0) + y.get(value, 0)
            Ma, Ba = M + Fraction(f, 2), B + Fraction(l, 2)
            below = Ba * (N - Ba) - Fraction(N * l, 4)
            if below:
                total += Fraction(l, N * size) * (N * Ma - size * Ba) ** 2 / below
            M += f
            B += l
    return exact(total * (N - 1) / N)


def scipy_anderson_darling(x, y):
    samples = [numpy.sort(expanded(x)), numpy.sort(expanded(y))]
    both = numpy.sort(numpy.hstack(samples))
    distinct = numpy.unique(both)
    if distinct.size < 2:
        return 0.0
    sizes = numpy.array([len(sample) for sample in samples])
    return float(_morestats._anderson_ksamp_midrank(samples, both, distinct, 2, sizes, both.size))


def number(value):
    return mpmath.nstr(value, 18)


if __name__ == "__main__":
    versions = f"scipy {scipy.__version__}, mpmath {mpmath.__version__}"
    if sys.argv[1] == "untied":
        print(f"# python3 distances.py untied: {versions}")
        print("# x;y;T (scipy)")
        rng = random.Random(20261125)
        for _ in range(1000):
            values = rng.sample(range(100), rng.randint(4, 40))
            cut = rng.randint(2, len(values) - 2)
            x, y = sorted(values[:cut]), sorted(values[cut:])
            t = stats.cramervonmises_2samp(x, y, method="asymptotic").statistic
            print(f"{' '.join(map(str, x))};{' '.join(map(str, y))};{float(t)!r}")
        sys.exit()
    print(f"# python3 distances.py {sys.argv[1]}: {versions}")
    print("# name;W;E;T;A2 (exact fractions);W;E;A2 (scipy)")
    for name, x, y in read(sys.argv[1]):
        weighted = (list(x), list(y), list(x.values()), list(y.values()))
        row = [*map(number, formulas(x, y)), number(anderson_darling(x, y))]
        with numpy.errstate(all="ignore"):
            row += [
                repr(float(stats.wasserstein_distance(*weighted))),
                repr(float(stats.energy_distance(*weighted))),
                repr(scipy_anderson_darling(x, y)),
            ]
        print(";".join([name, *row]))
