"""The pooled-dispersion score test row by row in 50 digits, from the formulas of its documentation.

A line is `scores;first;second;difference;z;phi;skewness;ln p`, a sample `value*count …|value*count …`
with one part for each day.
"""

import random

import mpmath
from mpmath import mpf

from tables import text
from tails import two_sided

mpmath.mp.dps = 50


def midranks(rows):
    ordered = sorted(rows)
    first, last = {}, {}
    for i, value in enumerate(ordered, 1):
        first.setdefault(value, i)
        last[value] = i
    return {value: mpf(first[value] + last[value]) for value in first}


def test(scores, first, second):
    x = [row for day in first for row in day]
    y = [row for day in second for row in day]
    rank = midranks(x + y)
    score = (lambda v: mpf(v)) if scores == "VALUES" else (lambda v: rank[v])
    unit = 1 if scores == "VALUES" else 2 * len(x + y)
    a = [score(v) for v in x + y]
    n, m, N = len(x), len(y), len(x + y)
    q = mpf(m) / N
    mean = sum(a) / N
    variance = sum((s - mean) ** 2 for s in a) / (N - 1)
    U = sum(score(v) for v in y) - q * sum(a)
    V = variance * N * q * (1 - q)
    between = within = mpf(0)
    for sample in first, second:
        if len(sample) < 2:
            continue
        rows = [row for day in sample for row in day]
        own = sum(score(v) for v in rows) / len(rows)
        between += sum((sum(score(v) for v in day) - len(day) * own) ** 2 for day in sample) * mpf(len(sample)) / (len(sample) - 1)
        within += sum((score(v) - own) ** 2 for v in rows)
    phi = max(mpf(1), between / within) if within else mpf(1)
    difference = (sum(score(v) for v in y) / m - sum(score(v) for v in x) / n) / unit
    if V == 0:
        return difference, mpf(0), phi, mpf(0), mpf(0)
    kappa3 = mpf(n) * m * (n - m) / ((N - 1) * (N - 2)) * sum((s - mean) ** 3 for s in a) / N
    skewness = kappa3 * phi * (2 * phi - 1) / (phi * V) ** mpf("1.5")
    z = U / mpmath.sqrt(phi * V)
    p = two_sided(z, skewness, len(first) + len(second) - 2)
    return difference, z, phi, skewness, mpmath.log(p)


def days(rng, number, values, most):
    level = [rng.random() ** 2 for _ in values]
    result = []
    for _ in range(number):
        weights = [w * rng.uniform(0.3, 1) + 0.01 for w in level]
        result.append(sorted(rng.choices(values, weights, k=rng.randint(1, most))))
    return result


def cells(rows):
    return text({v: rows.count(v) for v in sorted(set(rows))})


rng = random.Random(20261125)
print(f"# python3 pooled_dispersion.py: mpmath {mpmath.__version__}, 50 digits")
for i in range(1000):
    values = rng.choice([[0, 1], [0, 1], [0, 1, 2, 3], list(range(12)), [5, 700, 12000, 98765]])
    most = rng.choice([2, 5, 12])
    first = days(rng, rng.randint(2, 8), values, most)
    second = days(rng, rng.randint(1, 4), values, most)
    scores = rng.choice(["VALUES", "MIDRANKS"])
    figures = test(scores, first, second)
    samples = ["|".join(cells(day) for day in sample) for sample in (first, second)]
    print(";".join([scores, *samples, *(mpmath.nstr(f, 17) for f in figures)]))
