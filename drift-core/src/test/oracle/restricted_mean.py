"""Difference of restricted means in 50 digits from the definition: python3 restricted_mean.py survival.csv"""

import sys

import mpmath
from mpmath import mpf

from survival_tables import read

mpmath.mp.dps = 50


def steps(cells, tau):
    """Age, S from there on, and Greenwood's summand, scanning the cells at each age."""
    survival = mpf(1)
    for u in sorted({age for _, age, outcome, _ in cells if outcome and age < tau}):
        r = sum(count for entry, age, _, count in cells if entry < u <= age)
        d = sum(count for _, age, outcome, count in cells if outcome and age == u)
        survival *= mpf(r - d) / r
        yield u, survival, mpf(d) / r / (r - d) if r > d else mpf(0)


def restricted_mean(cells, tau):
    curve = [(0, mpf(1), mpf(0))] + list(steps(cells, tau))
    ends = [u for u, _, _ in curve[1:]] + [tau]
    areas = [s * (end - u) for (u, s, _), end in zip(curve, ends)]
    variance = sum(sum(areas[i:]) ** 2 * g for i, (_, _, g) in enumerate(curve))
    return sum(areas), variance


print(f"# python3 restricted_mean.py survival.csv: mpmath {mpmath.__version__}")
print("# name;tau;difference;variance;ln p")
for name, x, y in read(sys.argv[1]):
    tau = min(max(age for _, age, _, _ in s) for s in (x, y))
    if tau > 0:
        (m1, v1), (m2, v2) = restricted_mean(x, tau), restricted_mean(y, tau)
        if v1 + v2 > 0:
            z = abs(m2 - m1) / mpmath.sqrt(v1 + v2)
            log_p = mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)))
            print(";".join([name, str(tau)] + [mpmath.nstr(v, 20) for v in (m2 - m1, v1 + v2, log_p)]))
