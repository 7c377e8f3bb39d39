"""Benjamini and Bogomolov (2014), with Simes and Benjamini-Hochberg, by its definition at a given q.

For each hypothesis the smallest q at which it is rejected, by bisection over q; nothing is adjusted. No
package for it was found in Debian's R, in statsmodels, or in scipy. Run as: python3 hierarchical.py
"""

import random
import sys


def benjamini_hochberg(p, q):
    """Which are rejected: all up to the largest k-th smallest that is at most q k / m."""
    m = len(p)
    passed = [one for k, one in enumerate(sorted(p), 1) if one * m <= q * k]
    return [bool(passed) and one <= passed[-1] for one in p]


def rejections(families, q):
    """The two steps; the intersection hypothesis of a family is rejected at q by the test of Simes."""
    def simes(p, level):
        return any(one * len(p) <= level * k for k, one in enumerate(sorted(p), 1))

    m = len(families)
    selected = []
    for count in range(m, 0, -1):  # the most families of which that many pass at q count / m
        selected = [simes(p, q * count / m) for p in families]
        if sum(selected) >= count:
            break
    else:
        return [[False] * len(p) for p in families]
    level = q * sum(selected) / m
    return [benjamini_hochberg(p, level) if one else [False] * len(p) for p, one in zip(families, selected)]


def smallest(families, i, j):
    if not rejections(families, 1 - 1e-9)[i][j]:
        return "-"
    low, high = 0.0, 1 - 1e-9
    while high - low > 1e-15 * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if rejections(families, middle)[i][j]:
            high = middle
        else:
            low = middle
    return f"{high:.15g}"


rng = random.Random(2014)
print(f"# python3 hierarchical.py: Python {sys.version.split()[0]}")
print("# p of a family p ...,p ...;the smallest q at which each is rejected (-: at none)")
for i in range(1000):
    families = []
    for _ in range(rng.randint(1, 5) if i % 20 else 12):
        power = rng.choice([1, 1, 4])
        families.append([max(1, int(10000 * rng.random() ** power)) / 10000 for _ in range(rng.randint(1, 5))])
        if rng.random() < 0.3:
            families[-1] = [rng.choice(families[-1]) for _ in families[-1]]
    found = [[smallest(families, a, b) for b in range(len(p))] for a, p in enumerate(families)]
    print(",".join(" ".join(map(str, p)) for p in families) + ";" + ",".join(" ".join(p) for p in found))
