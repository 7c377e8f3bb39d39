"""Largest size at 0.05 of three two-sided mid-p rules of Fisher's test, by enumeration in floats.

Half of all tables as probable as the observed one; half of the observed one only; twice the smaller
side. The last is that of FisherExactTest. Over rates from 0.005 to 0.5 in steps of 0.005.
"""

import numpy
import scipy
from scipy.special import gammaln

LEVEL = 0.05 * (1 + 1e-12)
RULES = ["half of all equally probable", "half of the observed", "twice the smaller side"]
RATES = numpy.linspace(0.005, 0.5, 100)
FACTORIAL = gammaln(numpy.arange(700) + 1)


def choose(n, k):
    return FACTORIAL[n] - FACTORIAL[k] - FACTORIAL[n - k]


def sizes(n, m):
    total = n + m
    refused = numpy.zeros((3, total + 1))
    for events in range(total + 1):
        k = numpy.arange(max(0, events - m), min(n, events) + 1)
        w = numpy.exp(choose(n, k) + choose(m, events - k) - choose(total, events))
        w /= w.sum()
        ordered = numpy.sort(w)
        sums = numpy.concatenate([[0], numpy.cumsum(ordered)])
        below = sums[numpy.searchsorted(ordered, w * (1 - 1e-9))]
        up_to = sums[numpy.searchsorted(ordered, w * (1 + 1e-9))]
        side = numpy.cumsum(w) - w / 2
        rules = (below + up_to) / 2, up_to - w / 2, 2 * numpy.minimum(side, 1 - side)
        refused[:, events] = [w[p <= LEVEL].sum() for p in rules]
    k = numpy.arange(total + 1)
    weights = numpy.exp(choose(total, k) + numpy.outer(numpy.log(RATES), k) + numpy.outer(numpy.log1p(-RATES), total - k))
    return (weights @ refused.T).max(axis=0)


def pairs():
    yield from ((n, m) for n in range(2, 101) for m in range(n, 101))
    yield from ((n, n) for n in range(101, 251))
    yield from ((n, n + 1) for n in range(101, 251))
    yield from ((n, m) for n in range(5, 101, 5) for m in range(105, 301, 15))


every = {pair: sizes(*pair) for pair in pairs()}
print(f"# /usr/bin/python3 mid_p_sizes.py: numpy {numpy.__version__}, scipy {scipy.__version__}; {len(every)} pairs of sample sizes")
for i, rule in enumerate(RULES):
    values = [v[i] for v in every.values()]
    print(f"# {rule}: up to {max(values):.5f}, above .055 for {sum(v > 0.055 for v in values)}")
print("# n;m;" + ";".join(RULES) + " (pairs of multiples of ten up to 50, and where the last is above .055)")
for (n, m), v in every.items():
    if v[2] > 0.055 or (n % 10 == m % 10 == 0 and m <= 50):
        print(n, m, *(f"{x:.10f}" for x in v), sep=";")
