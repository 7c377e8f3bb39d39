"""Rate and mix (Kitagawa) in exact fractions; standard errors by numerical derivatives in 50 digits.

The variance is that of a function of two multinomial samples by their covariance matrices; nothing is
derived by hand. Run as: python3 rate_mix.py
"""

import random
from fractions import Fraction

import mpmath

mpmath.mp.dps = 50
STEP = mpmath.mpf("1e-18")


def parts(first, second, one):
    """Per segment (rate, mix) from the probabilities of its cells (no event, event)."""
    P, R = sum(a[1] for a in first), sum(b[1] for b in second)
    result = []
    for a, b in zip(first, second):
        w, v = a[0] + a[1], b[0] + b[1]
        p = a[1] / w if w else None
        r = b[1] / v if v else p
        p = r if p is None else p
        if p is None:
            p = r = 0 * one
        result.append(((w + v) / 2 * (r - p), ((p + r) / 2 - (P + R) / 2) * (v - w)))
    return result


def outcomes(first, second, one):
    cells = parts(first, second, one)
    flat = [value for pair in cells for value in pair]
    total = sum(b[1] for b in second) - sum(a[1] for a in first)
    return [total, sum(c[0] for c in cells), sum(c[1] for c in cells)] + flat


def errors(first, second, n, m):
    one = mpmath.mpf(1)
    number = len(outcomes(first, second, one))
    variance = [mpmath.mpf(0)] * number
    for which, size in ((0, n), (1, m)):
        square, mean = [mpmath.mpf(0)] * number, [mpmath.mpf(0)] * number
        for s in range(len(first)):
            for k in (0, 1):
                weight = (first, second)[which][s][k]
                if weight == 0:
                    continue
                sides = []
                for step in (STEP, -STEP):
                    moved = [[list(cell) for cell in sample] for sample in (first, second)]
                    moved[which][s][k] += step
                    sides.append(outcomes(moved[0], moved[1], one))
                for i in range(number):
                    slope = (sides[0][i] - sides[1][i]) / (2 * STEP)
                    square[i] += weight * slope**2
                    mean[i] += weight * slope
        variance = [variance[i] + (square[i] - mean[i] ** 2) / size for i in range(number)]
    return [mpmath.sqrt(max(one, mpmath.mpf(0))) for one in variance]


def probabilities(sample, total, kind):
    return [[kind(size - events) / total, kind(events) / total] for events, size in sample]


def case(rng):
    segments = rng.randint(1, 4)
    largest = rng.choice([5, 100, 10000, 10**9])
    def counts():
        size = 0 if rng.random() < 0.1 else rng.randint(1, largest)
        return rng.randint(0, size), size
    while True:
        first, second = [counts() for _ in range(segments)], [counts() for _ in range(segments)]
        if any(c[1] for c in first) and any(c[1] for c in second):
            return first, second


BERKELEY = (
    [(512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373)],
    [(89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341)],
)
rng = random.Random(20261125)
print(f"# python3 rate_mix.py: fractions, mpmath {mpmath.__version__}; the first is Berkeley 1973, men to women")
print("# x n y m, ...;total rate mix, then rate mix of each segment;standard errors of the same")
for i in range(1000):
    first, second = case(rng) if i else BERKELEY
    n, m = sum(c[1] for c in first), sum(c[1] for c in second)
    exact = outcomes(probabilities(first, n, Fraction), probabilities(second, m, Fraction), Fraction(1))
    deltas = errors(probabilities(first, n, mpmath.mpf), probabilities(second, m, mpmath.mpf), n, m)
    counts = ",".join(f"{a[0]} {a[1]} {b[0]} {b[1]}" for a, b in zip(first, second))
    print(f"{counts};{' '.join(repr(float(value)) for value in exact)};{' '.join(mpmath.nstr(d if d > 1e-30 else mpmath.mpf(0), 12) for d in deltas)}")
