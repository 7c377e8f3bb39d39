"""The score statistic z(d) of a given difference of two proportions in 50 digits.

The likelihood is maximised by solving its cubic (Miettinen and Nurminen, 1985, appendix 1), where
io.drift4j.stats halves the interval of its slope. A line is `x;n;y;m;d;z`; z is empty where the variance
is 0.
"""

import random

import mpmath
from mpmath import mpf

from proportions import pairs

mpmath.mp.dps = 60


def likelihood(p, d, x, n, y, m):
    total = mpf(0)
    for count, share in (x, p), (n - x, 1 - p), (y, p + d), (m - y, 1 - p - d):
        if count:
            if share <= 0:
                return -mpmath.inf
            total += count * mpmath.log(share)
    return total


def likeliest(d, x, n, y, m):
    """The root of (x - n p) (p + d) (1 - p - d) + (y - m p - m d) p (1 - p), or an end."""
    e = y - m * d
    cubic = [mpf(n + m), -n * (1 - 2 * d) - x - m - e, x * (1 - 2 * d) - n * d * (1 - d) + e, x * d * (1 - d)]
    low, high = max(mpf(0), -d), min(mpf(1), 1 - d)
    found = [low, high]
    for root in mpmath.polyroots(cubic, maxsteps=1000, extraprec=600):
        real = mpmath.re(root)
        if abs(mpmath.im(root)) < mpf(10) ** -25 and low < real < high:
            found.append(real)
    return max(found, key=lambda p: likelihood(p, d, x, n, y, m))


def z(d, x, n, y, m):
    p = likeliest(d, x, n, y, m)
    q = p + d
    variance = (p * (1 - p) / n + q * (1 - q) / m) * mpf(n + m) / (n + m - 1)
    return (mpf(y) / m - mpf(x) / n - d) / mpmath.sqrt(variance) if variance > 0 else None


print(f"# /usr/bin/python3 restricted_difference.py: mpmath {mpmath.__version__}, 60 digits")
print("# x;n;y;m;d;z")
rng = random.Random(5)
for x, n, y, m in pairs(number=1200):
    d = rng.choice([0.01, -0.01, 0.05, -0.2, 0.2, 0.5, -0.9, 0.75, rng.randint(-64, 64) / 64])
    if n + m == 2 or abs(d) == 1:
        continue
    value = z(mpf(d), x, n, y, m)
    print(x, n, y, m, d, "" if value is None else mpmath.nstr(value, 20), sep=";")
