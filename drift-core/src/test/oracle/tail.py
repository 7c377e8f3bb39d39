"""Logarithms of tails of the normal, gamma, chi-square and Student's t distribution in 50 digits.

The incomplete gamma function by its continued fraction above and its series below the mean, Student's t
by the series of the incomplete beta function, for many degrees of freedom by quadrature; scipy must agree
where its probabilities do not underflow. Run as: python3 tail.py
"""

import random
import sys

import mpmath
import scipy
import scipy.special
import scipy.stats
from mpmath import mpf

mpmath.mp.dps = 50


def log_normal(z):
    return mpmath.log(mpmath.erfc(z / mpmath.sqrt(2)) / 2)


def log_gammas(a, x):
    """ln P(a, x) and ln Q(a, x)."""
    front = a * mpmath.log(x) - x - mpmath.loggamma(a)
    if x < a + 1:
        term = total = 1 / a
        k = 0
        while term > total * mpf(10) ** -45:
            k += 1
            term *= x / (a + k)
            total += term
        p = front + mpmath.log(total)
        return p, mpmath.log1p(-mpmath.exp(p))
    b = x + 1 - a
    c, d = mpf(10) ** 300, 1 / b
    h, i, factor = d, 0, mpf(0)
    while abs(factor - 1) > mpf(10) ** -45:
        i += 1
        step = -i * (i - a)
        b += 2
        d = 1 / (step * d + b)
        c = b + step / c
        factor = c * d
        h *= factor
    q = front + mpmath.log(h)
    return mpmath.log1p(-mpmath.exp(q)), q


def log_student(t, f):
    """ln P(|T| > t)."""
    if t == 0:
        return mpf(0)
    if f <= 2000:
        x = f / (f + t * t)
        if x < mpf("0.95"):
            a, b = f / 2, mpf(1) / 2
            front = a * mpmath.log(x) + b * mpmath.log1p(-x) - mpmath.log(a) - mpmath.log(mpmath.beta(a, b))
            return front + mpmath.log(mpmath.hyp2f1(a + b, 1, a + 1, x))
        return mpmath.log1p(-mpmath.betainc(mpf(1) / 2, f / 2, 0, 1 - x, regularized=True))
    front = mpmath.loggamma((f + 1) / 2) - mpmath.loggamma(f / 2) - mpmath.log(f * mpmath.pi) / 2
    height = -(f + 1) / 2 * mpmath.log1p(t * t / f)
    density = lambda u: mpmath.exp(-(f + 1) / 2 * mpmath.log1p(u * u / f) - height)
    width = (f + t * t) / (f * max(t, mpf(1)))
    ends = [t + width * k for k in (0, 1, 3, 8, 20, 50, 150, 1000)] + [mpmath.inf]
    return front + height + mpmath.log(2 * mpmath.quad(density, ends))


def near(name, one, other, most):
    if other == other and abs(other) < 600 and abs(one - other) > most * abs(other) + 1e-15:
        sys.exit(f"{name}: {one} here, {other} by scipy")


def line(name, *cells):
    print(";".join([name] + [repr(float(cell)) for cell in cells[:-1]] + [mpmath.nstr(cells[-1], 18)]))


print(f"# python3 tail.py: mpmath {mpmath.__version__}, checked against scipy {scipy.__version__}")
print("# function;arguments ...;ln p")
rng = random.Random(20261126)
for i in range(1000):
    z = mpf(rng.choice([rng.gauss(0, 1), rng.uniform(-9, 40), 10 ** rng.uniform(-12, 8)]))
    near("normal", log_normal(z), float(scipy.stats.norm.logsf(float(z))), 1e-10)
    line("normal", z, log_normal(z))
for i in range(1000):
    a = mpf(rng.choice([rng.randint(1, 800) / 2, 10 ** rng.uniform(-0.3, 4), 10 ** rng.uniform(3, 5)]))
    spread = rng.choice([mpmath.sqrt(a) * rng.gauss(0, 4), a * rng.uniform(-1, 20), a * 10 ** rng.uniform(0, 5)])
    x = mpf(float(max(abs(a + spread), mpf("1e-3"))))
    p, q = log_gammas(a, x)
    near("gamma", mpmath.exp(q), scipy.special.gammaincc(float(a), float(x)), 1e-9)
    near("lower gamma", mpmath.exp(p), scipy.special.gammainc(float(a), float(x)), 1e-9)
    line("gamma", a, x, q)
    if p > -1e9:
        line("lower gamma", a, x, p)
for i in range(1100):
    f = mpf(rng.choice([rng.randint(1, 100), 10 ** rng.uniform(0, 3), 10 ** rng.uniform(3, 5), 10 ** rng.uniform(5, 15)]))
    t = mpf(rng.choice([abs(rng.gauss(0, 2)), rng.uniform(0, 40), 10 ** rng.uniform(-8, 3)]))
    p = log_student(t, f)
    near("student", mpmath.exp(p), 2 * scipy.special.stdtr(float(f), -float(t)), 1e-8)
    line("student", t, f, p)
# Where the probability itself is next to nothing: the library's functions end there.
for i in range(150):
    a = mpf(10 ** rng.uniform(2.3, 5))
    share = mpf("0.95")
    while log_gammas(a, a * share)[0] > -650:
        share *= mpf("0.9")
    x = mpf(float(a * share * rng.uniform(0.3, 1)))
    line("lower gamma", a, x, log_gammas(a, x)[0])
for i in range(150):
    f = mpf(float(10 ** rng.uniform(2, 3.3)))
    t = mpf(float(mpmath.sqrt(f * mpmath.expm1(2 * rng.uniform(640, 2000) / f))))
    line("student", t, f, log_student(t, f))
# Many degrees of freedom, and yet not normal.
for i in range(100):
    f = mpf(float(10 ** rng.uniform(5.7, 9)))
    t = mpf(float(mpmath.sqrt(f) * rng.uniform(0.05, 3)))
    line("student", t, f, log_student(t, f))
# Many degrees and next to no probability: where the continued fraction is long.
rng = random.Random(7)
for i in range(100):
    f = mpf(float(10 ** rng.uniform(3.3, 5.69)))
    t = mpf(float(mpmath.sqrt(f * mpmath.expm1(2 * rng.uniform(646, 1500) / f))))
    line("student", t, f, log_student(t, f))
