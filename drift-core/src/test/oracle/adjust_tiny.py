"""Families of ln p far below what a double can hold as p, adjusted by the definitions in 50 digits.

Run as: python3 adjust_tiny.py
"""

import random

import mpmath

mpmath.mp.dps = 50


def adjusted(logs):
    m = len(logs)
    order = sorted(range(m), key=lambda i: logs[i])
    p = [mpmath.exp(mpmath.mpf(logs[i])) for i in order]
    harmonic = sum(mpmath.mpf(1) / k for k in range(1, m + 1))
    bh = [min(p[j] * m / (j + 1) for j in range(i, m)) for i in range(m)]
    return [
        place(order, [m * one for one in p]),
        place(order, [max(p[j] * (m - j) for j in range(i + 1)) for i in range(m)]),
        place(order, bh),
        place(order, [one * harmonic for one in bh]),
    ]


def place(order, values):
    result = [None] * len(order)
    for rank, i in enumerate(order):
        result[i] = mpmath.nstr(min(mpmath.log(values[rank]), mpmath.mpf(0)), 20)
    return " ".join(result)


rng = random.Random(20261125)
print(f"# python3 adjust_tiny.py: mpmath {mpmath.__version__}")
print("# ln p ...;bonferroni ...;holm ...;BH ...;BY ...")
for i in range(250):
    m = rng.randint(1, 9)
    scale = rng.choice([1, 800, 1e5, 1e9])
    logs = [-rng.random() * scale for _ in range(m)]
    if i % 2:
        logs = [rng.choice(logs) for _ in logs]
    print(";".join([" ".join(repr(one) for one in logs)] + adjusted(logs)))
