"""The formulas of Power's documentation in 30 digits, solved by root finders of mpmath.

Checked against statsmodels where it has them. Run as: python3 power_formulas.py
"""

import random
import sys

import mpmath
import statsmodels
from mpmath import mpf
from statsmodels.stats.power import normal_power_het

mpmath.mp.dps = 30


def quantile(upper):
    return mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * upper)


def student(t, f):
    return mpmath.betainc(f / 2, mpf(1) / 2, 0, f / (f + t * t), regularized=True) / 2


def student_quantile(upper, f):
    z = quantile(upper)
    return mpmath.findroot(lambda t: mpmath.log(student(t, f) / upper), z + (z**3 + z) / (4 * f), tol=1e-22)


def rise(p, n, m, phi, a, b):
    def gain(d):
        r = p + d
        mean = (n * p + m * r) / (n + m)
        together = phi * mean * (1 - mean) * (1 / n + 1 / m)
        apart = phi * (p * (1 - p) / n + r * (1 - r) / m)
        return d - a * mpmath.sqrt(together) - b * mpmath.sqrt(apart)

    if gain(1 - p) < 0:
        return "Inf"
    low, high = mpf(0), 1 - p
    for _ in range(130):
        middle = (low + high) / 2
        low, high = (middle, high) if gain(middle) < 0 else (low, middle)
    d = float(high)
    mean = float((n * p + m * (p + high)) / (n + m))
    null = (float(phi) * mean * (1 - mean) * float(1 / n + 1 / m)) ** 0.5
    other = (float(phi * (p * (1 - p) / n + (p + high) * (1 - p - high) / m))) ** 0.5
    if other and d > 1e-6:  # statsmodels has doubles, and one tail of it is that of the formula
        found = normal_power_het(d, 1, float(mpmath.ncdf(-a)), std_null=null, std_alternative=other, alternative="larger")
        if abs(found - float(mpmath.ncdf(b))) > 1e-8:
            sys.exit(f"{d}: {found} by statsmodels")
    return high


def hazard(events, share, phi, a, b):
    """Both sides squared: a quadratic in p, of which the larger root is the one above the share."""
    start = share + a * mpmath.sqrt(phi * share * (1 - share) / events)
    c = b * b * phi / events
    p = (2 * start + c + mpmath.sqrt((2 * start + c) ** 2 - 4 * (1 + c) * start**2)) / (2 * (1 + c))
    return p * (1 - share) / ((1 - p) * share) if start < 1 else "Inf"


rng = random.Random(20261126)
print(f"# python3 power_formulas.py: mpmath {mpmath.__version__}, rises checked against statsmodels {statsmodels.__version__}")
print("# effect;level;power;dispersion;n;m;arguments ...;effect")
for i in range(4000):
    level = mpf(rng.choice([0.05, 0.01, 3e-4, 1e-6]))
    power, phi = mpf(rng.choice([0.5, 0.8, 0.95])), mpf(rng.choice([1.0, 1.0, 2.5, 40.0]))
    n, m = (int(10 ** rng.uniform(0.4, 5 if i % 5 else 18)) for _ in "nm")
    a, b = quantile(level / 2), quantile(1 - power)
    which = ("superiority", "hazard", "rise", "mean")[i % 4]
    if which == "superiority":
        arguments, effect = [], mpf(1) / 2 + (a + b) * mpmath.sqrt(phi / 12 * (1 / mpf(n) + 1 / mpf(m)))
        effect = effect if effect <= 1 else "Inf"
    elif which == "hazard":
        arguments = [round(float((n + m) * rng.random()), 2) + 0.5]
        with mpmath.workdps(80):
            effect = hazard(mpf(arguments[0]), mpf(m) / (n + m), phi, a, b)
    elif which == "rise":
        arguments = [rng.choice([0.0, round(rng.random(), 4), round(rng.random() * 0.1, 4)])]
        effect = rise(mpf(arguments[0]), mpf(n), mpf(m), phi, a, b)
    else:
        arguments = [round(10 ** rng.uniform(-2, 3), 4), round(10 ** rng.uniform(-2, 3), 4)]
        s, u = mpf(arguments[0]) ** 2 / n, mpf(arguments[1]) ** 2 / m
        f = (s + u) ** 2 / (s**2 / (n - 1) + u**2 / (m - 1))
        if f > 20000:
            n, m = min(n, 2000), min(m, 2000)
            s, u = mpf(arguments[0]) ** 2 / n, mpf(arguments[1]) ** 2 / m
            f = (s + u) ** 2 / (s**2 / (n - 1) + u**2 / (m - 1))
        t = student_quantile(level / 2, f)
        effect = mpmath.sqrt(phi * (s + u)) * (t * (1 - 1 / (4 * f)) + b * mpmath.sqrt(1 + t * t / (2 * f)))
    cells = [which, repr(float(level)), repr(float(power)), repr(float(phi)), str(n), str(m), *map(repr, arguments)]
    print(";".join(cells + [effect if effect == "Inf" else mpmath.nstr(effect, 17)]))
