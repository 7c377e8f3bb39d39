"""Two Poisson rates: conditional p by the definition in 50 digits, and by statsmodels where it can.

Run as: python3 poisson_rates.py
"""

import random
import warnings

import mpmath
import numpy
import statsmodels
from statsmodels.stats.rates import test_poisson_2indep

mpmath.mp.dps = 50
SLACK = mpmath.mpf(1) + mpmath.mpf("1e-7")
numpy.seterr(all="ignore")
warnings.simplefilter("ignore")


def log_pmf(k, n, p):
    return (mpmath.loggamma(n + 1) - mpmath.loggamma(k + 1) - mpmath.loggamma(n - k + 1)
            + k * mpmath.log(p) + (n - k) * mpmath.log1p(-p))


def outward(k, n, odds, step):
    """Sum of the probabilities from k on in one direction, over that of k."""
    term = total = mpmath.mpf(1)
    while 0 < k if step < 0 else k < n:
        term *= k / ((n - k + 1) * odds) if step < 0 else (n - k) * odds / (k + 1)
        k += step
        total += term
        if term < total * mpmath.mpf("1e-30"):
            break
    return total


def log_p(x, e, y, f):
    n, p, odds = x + y, mpmath.mpf(f) / (mpmath.mpf(e) + f), mpmath.mpf(f) / e
    mean = n * p
    limit = log_pmf(y, n, p) + mpmath.log(SLACK)
    up = y > mean
    low, high = (-1, int(mpmath.floor(mean)) + 1) if up else (max(y, int(mpmath.ceil(mean)) - 1), n + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if (log_pmf(middle, n, p) <= limit) == up:
            low = middle
        else:
            high = middle
    other = low if up else high
    observed = mpmath.exp(log_pmf(y, n, p))
    near = observed * outward(y, n, odds, 1 if up else -1)
    far = mpmath.exp(log_pmf(other, n, p)) * outward(other, n, odds, -1 if up else 1) if 0 <= other <= n else 0
    inside = abs(other - y) == 1
    total = mpmath.mpf(1) if inside else near + far
    return mpmath.log(total), mpmath.log(total - observed / 2)


def cases(rng):
    for i in range(1100):
        size = rng.choice([3, 10, 50, 300, 2000])
        e, f = rng.choice([(1.0, 1.0), (90.0, 14.0), (float(rng.randint(1, 40)), float(rng.randint(1, 40))), (rng.random() + 0.1, rng.random() + 0.1)])
        rate = size * rng.random() + 0.5
        yield int(rate * (0.5 + rng.random())), e, int(rate * (0.5 + rng.random()) * f / e), f
    yield from [(0, 1.0, 5, 1.0), (7, 3.0, 0, 2.0), (1, 1.0, 1, 1.0), (1, 2.0, 0, 1.0)]
    yield from [(0, 1.0, 5000, 1.0), (100, 1.0, 20000, 1.0), (3, 1000.0, 4000, 1.0)]
    yield from [(500000, 90.0, 80000, 14.0), (1000000, 1.0, 1002000, 1.0), (10000000, 3.0, 13340000, 4.0)]
    yield from [(100000000, 1.0, 100020000, 1.0), (400000000, 1.0, 400100000, 1.0), (400000000, 1.1, 436363640, 1.2)]


print(f"# python3 poisson_rates.py: mpmath {mpmath.__version__}, statsmodels {statsmodels.__version__}")
print("# x;e;y;f;ln p (mpmath);ln mid-p (mpmath);p;mid-p;score p (statsmodels)")
for x, e, y, f in cases(random.Random(20261125)):
    if x + y == 0:
        continue
    exact, mid = log_p(x, e, y, f)
    cells = ["", "", ""]
    if x + y < 5000:
        cells = [repr(float(test_poisson_2indep(numpy.int64(y), f, numpy.int64(x), e, method=m).pvalue)) for m in ("exact-cond", "cond-midp", "score")]
    print(";".join([str(x), repr(e), str(y), repr(f), mpmath.nstr(exact, 18), mpmath.nstr(mid, 18)] + cells))
