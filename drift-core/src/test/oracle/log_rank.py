"""Log-rank in 50 digits from the definition, scanning the cells at each age: ln p, and totals to 4e18.

python3 log_rank.py survival.csv; the lines large0 … carry their tables, as survival.csv does.
"""

import random
import sys

import mpmath
from mpmath import mpf

from survival_tables import cells, read, sample, text

mpmath.mp.dps = 50


def log_rank(x, y):
    ages = sorted({age for _, age, outcome, _ in x + y if outcome})
    difference = variance = mpf(0)
    for u in ages:
        d1, d2 = (sum(c for _, age, o, c in s if o and age == u) for s in (x, y))
        r1, r2 = (sum(c for e, age, _, c in s if e < u <= age) for s in (x, y))
        d, r = d1 + d2, r1 + r2
        difference += mpf(d2 * r - d * r2) / r
        if r > 1:
            variance += mpf(d * r1 * r2 * (r - d)) / (mpf(r) * r * (r - 1))
    if variance == 0:
        return "0", "0", "0"
    z = difference / mpmath.sqrt(variance)
    log_p = mpmath.log(mpmath.erfc(abs(z) / mpmath.sqrt(2)))
    return tuple(mpmath.nstr(v, 20) for v in (z * z, log_p, z))


def large(rng, cells):
    weight = 4 * 10**18 // sum(cells.values())
    return {key: count * rng.randint(weight // 2, weight) for key, count in cells.items()}


print(f"# python3 log_rank.py survival.csv: mpmath {mpmath.__version__}")
print("# name;chi-square;ln p;z, and the tables of large totals")
for name, x, y in read(sys.argv[1]):
    print(";".join((name,) + log_rank(x, y)))
rng = random.Random(20261125)
for i in range(60):
    x, y = (large(rng, sample(rng, rng.randint(1, 40), 10, 0.1, 0.5, 0.2, i % 2 / 3)) for _ in "xy")
    if i % 3 == 0:
        y = {key: count + rng.randint(0, 10**9) for key, count in x.items()}
    x, y = text(x), text(y)
    print(";".join((f"large{i}",) + log_rank(list(cells(x)), list(cells(y))) + (x, y)))
