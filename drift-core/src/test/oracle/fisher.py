"""Fisher's exact test: p by scipy, ln p and ln mid-p by integers and mpmath."""

import math
import random
import sys
from fractions import Fraction

import mpmath
import scipy
from scipy import stats

from proportions import pairs

mpmath.mp.dps = 50


def exact(x, n, y, m):
    """By binomial coefficients as integers: which tables are extreme is no question of rounding."""
    events = x + y
    least, most = max(0, events - m), min(n, events)
    weight = math.comb(n, least) * math.comb(m, events - least)
    weights = []
    for k in range(least, most + 1):
        weights.append(weight)
        weight = weight * (events - k) * (n - k) // ((k + 1) * (m - events + k + 1))
    observed = weights[x - least]
    extreme = sum(w for w in weights if w <= observed)
    smaller = min(sum(weights[: x - least]), sum(weights[x - least + 1 :]))
    return log(extreme, sum(weights)), log(2 * smaller + observed, sum(weights))


def log(a, b):
    return mpmath.log1p(-mpmath.mpf(b - a) / b) if 2 * a > b else mpmath.log(mpmath.mpf(a) / b)


def large(x, n, y, m):
    """By products of ratios in 50 digits, outward from the mode and from the observed table."""
    events, total = x + y, n + m
    least, most = max(0, events - m), min(n, events)
    up = lambda k: mpmath.mpf((events - k) * (n - k)) / ((k + 1) * (m - events + k + 1))

    def lw(k):
        f = mpmath.loggamma
        return -f(k + 1) - f(events - k + 1) - f(n - k + 1) - f(m - events + k + 1)

    def outward(k, step):
        term, result = mpmath.mpf(1), mpmath.mpf(0)
        while least <= k <= most and term > mpmath.mpf(10) ** -30 * result:
            result += term
            term = term * up(k) if step > 0 else term / up(k - 1) if k > least else 0
            k += step
        return result

    mode = (n + 1) * (events + 1) // (total + 2)
    everything = outward(mode, 1) + outward(mode, -1) - 1
    here = lw(x)
    low, high = (mode - 1, most + 1) if x <= mode else (least - 1, mode + 1)
    close = mpmath.mpf(10) ** -35
    while high - low > 1:  # the other end
        middle = (low + high) // 2
        extreme = lw(middle) <= here + close * abs(here)
        if x <= mode:
            low, high = (low, middle) if extreme else (middle, high)
        else:
            low, high = (middle, high) if extreme else (low, middle)
    a, b = (x, high) if x <= mode else (low, x)
    tail = mpmath.mpf(0)
    if a >= least:
        tail += outward(a, -1) * mpmath.exp(lw(a) - here)
    if b <= most:
        tail += outward(b, 1) * mpmath.exp(lw(b) - here)
    scale = here - lw(mode) - mpmath.log(everything)
    outer = outward(x, -1 if x <= mode else 1)
    inner = everything * mpmath.exp(lw(mode) - here) + 1 - outer
    return scale + mpmath.log(tail), scale + mpmath.log(2 * min(outer, inner) - 1)


def large_pairs(number=60):
    yield 4155, 4155 + 805463, 4903, 4903 + 8507517
    yield 400_000_000, 1_000_000_000, 400_030_000, 1_000_000_000
    yield 10, 1_000_000_000, 999_000_000, 999_999_000
    yield 300_000_000, 500_000_000, 899_990_000, 1_500_000_000
    rng = random.Random(7)
    for _ in range(number):
        n, m = (int(10 ** rng.uniform(4, 8.9)) for _ in "xy")
        p = 10 ** rng.uniform(-4, -0.1)
        x = int(n * p)
        z = rng.choice([1.1, 2, 5, 15, 60])
        sd = math.sqrt(m * p * (1 - p) * (1 + m / n))
        y = min(m, max(0, int(m * p + rng.choice([-1, 1]) * z * sd)))
        if sd < 3000:
            yield x, n, y, m


print(f"# /usr/bin/python3 fisher.py: scipy {scipy.__version__}, mpmath {mpmath.__version__}, Python {sys.version.split()[0]}")
print("# x;n;y;m;p (scipy);ln p;ln mid-p")
for x, n, y, m in pairs():
    p = stats.fisher_exact([[x, n - x], [y, m - y]])[1]
    print(f"{x};{n};{y};{m};{float(p)!r};" + ";".join(mpmath.nstr(v, 20) for v in exact(x, n, y, m)))
for x, n, y, m in large_pairs():
    print(f"{x};{n};{y};{m};;" + ";".join(mpmath.nstr(v, 20) for v in large(x, n, y, m)))
