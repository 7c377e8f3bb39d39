"""All intervals of proportions and the equivalence test with 60 digits, also at the edges, at any totals.

Restricted estimates are the closed solutions of the quadratic (ratio, odds ratio) and of the cubic
equation by cosines (difference; Miettinen and Nurminen, 1985), whose loss of digits does not matter
here; limits are found by halving. That this is what packages compute, where they have an answer, is
said by proportion_intervals.py and proportions.R.
"""

import random

import mpmath
from mpmath import mpf

from proportions import large, pairs

mpmath.mp.dps = 60
HALVINGS = 110


def wilson(x, n, z):
    half = z * mpmath.sqrt(mpf(x) * (n - x) / n + z * z / 4)
    middle, size = x + z * z / 2, n + z * z
    return (middle - half) / size, (middle + half) / size


def newcombe(x, n, y, m, z):
    p, q = mpf(x) / n, mpf(y) / m
    (l, u), (k, v) = wilson(x, n, z), wilson(y, m, z)
    low = q - p - mpmath.sqrt((q - k) ** 2 + (u - p) ** 2)
    return max(-1, low), min(1, q - p + mpmath.sqrt((v - q) ** 2 + (p - l) ** 2))


def restricted(x, n, y, m, d):
    """p of the first sample where the second has p + d, as Farrington and Manning write it."""
    theta, a = mpf(n) / m, 1 + mpf(n) / m
    p2, p1 = mpf(y) / m, mpf(x) / n
    b = -(1 + theta + p2 + theta * p1 + d * (theta + 2))
    c = d * d + d * (2 * p2 + theta + 1) + p2 + theta * p1
    e = -p2 * d * (1 + d)
    v = b**3 / (3 * a) ** 3 - b * c / (6 * a * a) + e / (2 * a)
    square = b * b / (3 * a) ** 2 - c / (3 * a)
    u = mpmath.sign(v) * mpmath.sqrt(max(mpf(0), square))
    ratio = v / u**3 if u else mpf(0)
    w = (mpmath.pi + mpmath.acos(max(mpf(-1), min(mpf(1), ratio)))) / 3
    return 2 * u * mpmath.cos(w) - b / (3 * a) - d


def variance(x, n, y, m, d):
    p = max(mpf(0), -d, min(mpf(1), 1 - d, restricted(x, n, y, m, d)))
    q, N = p + d, mpf(n + m)
    return (p * (1 - p) / n + q * (1 - q) / m) * N / (N - 1)


def limit(inside, a, b):
    for _ in range(HALVINGS):
        middle = (a + b) / 2
        a, b = (middle, b) if inside(middle) else (a, middle)
    return b


def difference(x, n, y, m, z):
    d = mpf(y) / m - mpf(x) / n
    inside = lambda t: (d - t) ** 2 <= z * z * variance(x, n, y, m, t)
    return limit(inside, d, mpf(-1)), limit(inside, d, mpf(1))


def exponential(x, n, y, m, inside, nothing, everything, estimate):
    """Limits of a ratio, sought in its logarithm."""
    if nothing and everything:
        return mpf(0), mpmath.inf
    start = mpf(-150) if nothing else mpf(150) if everything else mpmath.log(estimate)
    within = lambda t: inside(mpmath.exp(t))
    low = mpf(0) if nothing else mpmath.exp(limit(within, start, mpf(-150)))
    high = mpmath.inf if everything else mpmath.exp(limit(within, start, mpf(150)))
    return low, high


def ratio(x, n, y, m, z):
    N = n + m

    def inside(r):
        b = (m + x) * r + y + n
        q = (b - mpmath.sqrt(b * b - 4 * N * r * (x + y))) / (2 * N)  # of the second
        p = q / r
        distance = mpf(y) / m - r * mpf(x) / n
        return distance**2 <= z * z * (q * (1 - q) / m + r * r * p * (1 - p) / n)

    return exponential(x, n, y, m, inside, y == 0, x == 0, mpf(n * y) / (m * x) if x else None)


def odds(x, n, y, m, z):
    K, N = x + y, n + m

    def inside(w):
        if w == 1:
            k = mpf(m) * K / N
        else:
            a, b, c = w - 1, -(w * (K + m) + n - K), w * K * m
            k = (-b - mpmath.sqrt(b * b - 4 * a * c)) / (2 * a)
        precision = 1 / k + 1 / (m - k) + 1 / (K - k) + 1 / (n - K + k)
        return (y - k) ** 2 * precision * (N - 1) / N <= z * z

    nothing, everything = y == 0 or x == n, x == 0 or y == m
    inner = not (nothing or everything)
    return exponential(x, n, y, m, inside, nothing, everything, mpf(y * (n - x)) / (x * (m - y)) if inner else None)


def equivalence(x, n, y, m, margin):
    d, margin = mpf(y) / m - mpf(x) / n, mpf(margin)
    z = lambda t: (d - t) / mpmath.sqrt(variance(x, n, y, m, t))
    return min(z(-margin), -z(margin))


def log_tail(z):
    return mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)) / 2)


print(f"# /usr/bin/python3 score_intervals.py: mpmath {mpmath.__version__}, 60 digits")
print("# x;n;y;m;level;margin;limits, low and high: Wilson of y/m;Newcombe;Miettinen-Nurminen;Koopman;odds ratio;equivalence z;ln p")
rng = random.Random(3)
for x, n, y, m in [*pairs(seed=9, number=800), *large()]:
    level = rng.choice([0.5, 0.8, 0.9, 0.95, 0.99, 0.999999])
    margin = rng.choice([0.001, 0.01, 0.05, 0.2, 0.9])
    z = mpmath.sqrt(2) * mpmath.erfinv(mpf(level))
    values = [*wilson(y, m, z), *(v for f in (newcombe, difference, ratio, odds) for v in f(x, n, y, m, z))]
    s = equivalence(x, n, y, m, margin)
    fields = [mpmath.nstr(v, 17) if abs(v) > 1e-40 and mpmath.isfinite(v) else "0" if abs(v) < 1 else "Infinity" for v in [*values, s, log_tail(s)]]
    print(x, n, y, m, level, margin, *fields, sep=";", flush=True)
