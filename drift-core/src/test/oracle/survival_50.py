"""Curves in 50 digits, scanning the cells at each age: python3 survival_50.py survival.csv|survival-more.csv|large

km: S and Greenwood's variance. aj: F and its variance by the recursion of the covariance of (S, F) from
age to age, whose noise is that of a multinomial share at each age. rm: restricted mean and variance, by
the sum over pairs of ages of the covariance S(s) S(t) G(min) of the curve. Of "large", totals up to 9e18,
the lines carry their tables, as survival.csv does.
"""

import random
import sys

import mpmath
from mpmath import mpf

from survival_tables import cells, read, sample, text

mpmath.mp.dps = 50


def steps(cells, k):
    """Age, and the shares of events and of events of outcome k among the rows at risk, and these."""
    for u in sorted({age for _, age, outcome, _ in cells if outcome}):
        r = sum(count for entry, age, _, count in cells if entry < u <= age)
        d = sum(count for _, age, outcome, count in cells if outcome and age == u)
        dk = sum(count for _, age, outcome, count in cells if outcome == k and age == u)
        yield u, mpf(d) / r, mpf(dk) / r, r, d


def curves(cells, k, t):
    S, G, V, F, C, W = mpf(1), mpf(0), mpf(0), mpf(0), mpf(0), mpf(0)
    for u, h, hk, r, d in steps(cells, k):
        if u > t:
            break
        W += 2 * hk * C + hk * hk * V + S * S * hk * (1 - hk) / r
        C = (1 - h) * (C + hk * V) - S * S * hk * (1 - h) / r
        V = (1 - h) ** 2 * V + S * S * h * (1 - h) / r
        F += S * hk
        S *= 1 - h
        G += mpf(d) / r / (r - d) if d < r else mpf(0)
    return S, S * S * G, F, W


def restricted_mean(cells, tau):
    spans = []  # the length of each step of the curve, S there, G there
    age, S, G = 0, mpf(1), mpf(0)
    for u, h, _, r, d in steps(cells, 0):
        if u >= tau:
            break
        spans.append((u - age, S, G))
        age, S = u, S * (1 - h)
        G += mpf(d) / r / (r - d) if d < r else mpf(0)
    spans.append((tau - age, S, G))
    mean = mpmath.fsum(length * S for length, S, _ in spans)
    later = [mpf(0)]
    for length, S, _ in reversed(spans):
        later.append(later[-1] + length * S)
    later.reverse()
    variance = mpmath.fsum(length * S * G * (length * S + 2 * later[i + 1]) for i, (length, S, G) in enumerate(spans))
    return mean, variance


def lines(name, side, cells):
    ages = sorted({age for _, age, outcome, _ in cells if outcome})
    if not ages:
        return
    t = ages[(2 * len(ages)) // 3]
    k = max(outcome for _, _, outcome, _ in cells)
    S, V, F, W = curves(cells, k, t)
    tau = max(age for _, age, _, _ in cells)
    tau -= tau // 5
    yield ["km", name, side, t, S, V]
    yield ["aj", name, side, k, t, F, W]
    if tau > 0:
        yield ["rm", name, side, tau, *restricted_mean(cells, tau)]


def write(line):
    print(";".join(v if isinstance(v, str) else str(v) if isinstance(v, int) else mpmath.nstr(v, 20) for v in line))


def large(rng, cells):
    weight = 9 * 10**18 // sum(cells.values())
    return {key: count * rng.randint(weight // 1000 if rng.random() < 0.5 else weight // 2, weight) for key, count in cells.items()}


print(f"# python3 survival_50.py {sys.argv[1].split('/')[-1]}: mpmath {mpmath.__version__}")
print("# kind;sample;side;numbers as the test reads them" + (";table" if sys.argv[1] == "large" else ""))
if sys.argv[1] == "large":
    rng = random.Random(20261125)
    for i in range(80):
        x = text(large(rng, sample(rng, rng.randint(2, 60), rng.choice([5, 20, 400]), 0.1, 0.5, 0.2, i % 3 // 2 / 3)))
        for line in lines(f"large{i}", "x", list(cells(x))):
            write(line + [x])
else:
    for name, x, y in read(sys.argv[1]):
        for side, cells_of in ("x", x), ("y", y):
            if side == "x" or name[0] == "w" or int(name[1:]) % 3 == 0:
                for line in lines(name, side, cells_of):
                    write(line)
