"""Limits of the ratio of two Poisson rates in 50 digits: exact, mid-p, and by the score with a dispersion.

Each limit is found by bisection on the defining equation, the tails summed term by term. The exact limits
must agree with the beta quantiles of scipy. The score p is erfc of the definition. Run as:
python3 poisson_intervals.py
"""

import math
import random
import sys

import mpmath
import scipy
import scipy.stats
from mpmath import mpf

mpmath.mp.dps = 50


def log_lower(k, n, odds, mid):
    """ln of P(at most k), less half of P(k) if asked for, of n trials with these odds."""
    term = total = mpf(1) - (mpf(1) / 2 if mid else 0)
    term = mpf(1)
    i = k
    while i > 0:
        term *= i / ((n - i + 1) * odds)
        total += term
        i -= 1
        if term < total * mpf(10) ** -35:
            break
    return (mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)
            + k * mpmath.log(odds) - n * mpmath.log1p(odds) + mpmath.log(total))


def highest(x, y, tail, mid):
    """The odds at which y or fewer have the probability tail; infinite if all are."""
    if x == 0:
        return mpmath.inf
    n, want = x + y, mpmath.log(tail)
    low, high = mpmath.log(mpf(max(y, mpf("1e-300"))) / x), mpmath.log((y + 1) / mpf(x)) + 1
    while log_lower(y, n, mpmath.exp(high), mid) > want:
        high += 2
    while log_lower(y, n, mpmath.exp(low), mid) < want:
        low -= 2
    f = lambda t: log_lower(y, n, mpmath.exp(t), mid) - want
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    a, b, fa, fb = low, high, f(low), f(high)
    for _ in range(40):  # secants
        if abs(b - a) < mpf(10) ** -30 or fa == fb:
            break
        a, fa, b = b, fb, b - fb * (b - a) / (fb - fa)
        fb = f(b)
    return mpmath.exp(b)


def score(x, y, phi, z):
    """Both odds p / (1 - p) at which (y - N p)^2 = phi z^2 N p (1 - p), by the quadratic in p."""
    n, c = mpf(x + y), phi * z * z
    a, b = n + c, -(2 * y + c)
    root = mpmath.sqrt(b * b - 4 * a * mpf(y) ** 2 / n)
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return low / (1 - low), high / (1 - high) if x else mpmath.inf


rng = random.Random(20261126)
print(f"# python3 poisson_intervals.py: mpmath {mpmath.__version__}, checked against scipy {scipy.__version__}")
print("# x;e;y;f;level;phi;exact low high;mid-p low high;score low high;ln p of the score")
for i in range(1000):
    size = rng.choice([2, 10, 50, 100, 1000, 1000, 5000])
    x, y = int(size * rng.random() ** 2), int(size * rng.random() ** 2)
    e, f = rng.choice([(1.0, 1.0), (90.0, 14.0), (rng.random() + 0.1, rng.random() + 0.1), (1e6, 3.0)])
    if i % 10 == 0:
        x, y = rng.choice([(0, y), (x, 0), (1, y)])
    x += x + y == 0
    level, phi = rng.choice([0.95, 0.9, 0.5, 0.9999, 0.999999]), rng.choice([1.0, 1.0, 1.5, 4.0, 60.25])
    scale = mpf(e) / mpf(f)
    tail = (1 - mpf(level)) / 2
    cells = []
    for mid in (False, True):
        low = 1 / highest(y, x, tail, mid) if y else mpf(0)
        high = highest(x, y, tail, mid)
        cells += [low * scale, high * scale]
        if not mid:
            for ours, q in ((low, scipy.stats.beta.ppf(float(tail), y, x + 1) if y else 0), (high, scipy.stats.beta.ppf(1 - float(tail), y + 1, x) if x else 1)):
                if x and abs(float(ours / (1 + ours)) - q) > 1e-8 * q:
                    sys.exit(f"{x} {y}: {ours}, {q} by scipy")
    if i % 8 == 0:  # counts that only the score can have, up to 9e18
        x, y = (rng.randint(1, 2**62) >> rng.randint(0, 40) for _ in "xy")
        cells = ["", "", "", ""]
    z = mpmath.sqrt(2) * mpmath.erfinv(mpf(level))
    low, high = score(x, y, mpf(phi), z)
    cells += [low * scale if y else mpf(0), high * scale]
    u = abs(y * mpf(e) - x * mpf(f)) / mpmath.sqrt(mpf(phi) * (x + y) * mpf(e) * mpf(f))
    cells.append(mpmath.log(mpmath.erfc(u / mpmath.sqrt(2))))
    print(";".join([str(x), repr(e), str(y), repr(f), repr(level), repr(phi)] + [c if c == "" else mpmath.nstr(c, 17) for c in cells]))
