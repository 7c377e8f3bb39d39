"""Two proportions for the oracles of io.drift4j.stats: always the same ones."""

import random


def pairs(seed=20261125, number=1000, largest=10000):
    """Yields x, n, y, m: often small, unbalanced, with few or no events, or with the same rate."""
    rng = random.Random(seed)
    for _ in range(number):
        n = rng.randint(1, rng.choice([5, 20, 100, 1000, largest]))
        m = n if rng.random() < 0.15 else rng.randint(1, rng.choice([5, 20, 100, 1000, largest]))
        p = rng.choice([0, 0.01, 0.1, 0.3, 0.5, 0.9, 1])
        q = rng.choice([p, p, 0.05, 0.5, 0.99])
        yield draw(rng, n, p), n, draw(rng, m, q), m


def draw(rng, n, p):
    return sum(rng.random() < p for _ in range(n))
