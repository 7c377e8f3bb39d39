"""ln of the upper tail of Pearson's type III at the normal deviate of Student's t, in 50 digits.

A line is `z;skewness;degrees;ln of the upper tail`. scipy's pearson3 is not used: it has no tails below
1e-300 and switches to the normal at another skewness.
"""

import random

import mpmath
from mpmath import mpf

from tails import deviate, pearson_upper

print(f"# /usr/bin/python3 pearson_three.py: mpmath {mpmath.__version__}, 50 digits")
rng = random.Random(20261125)
for _ in range(1000):
    z = round(rng.choice([rng.gauss(0, 1), rng.uniform(-6, 6), rng.uniform(0, 15)]), 4)
    g = rng.choice([0, 1e-6, 1e-4, -1e-4, rng.uniform(-0.3, 0.3), rng.uniform(-2, 2)])
    df = rng.choice([1, 2, 5, 30, 30, 102, 400])
    print(z, repr(g), df, mpmath.nstr(mpmath.log(pearson_upper(deviate(mpf(z), df), mpf(g))), 17), sep=";")
