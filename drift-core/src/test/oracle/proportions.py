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


def large(number=300):
    """Yields x, n, y, m of up to quintillions: the same rate, or some standard deviations apart."""
    rng = random.Random(11)
    for _ in range(number):
        n, m = (int(10 ** rng.uniform(4, 18.6)) for _ in "xy")
        p = rng.choice([0, 10 ** rng.uniform(-9, -0.01), 0.5, 1])
        z = rng.choice([0, 1, 4, 1000])
        sd = (m * p * (1 - p) * (1 + m / n)) ** 0.5
        yield int(n * p), n, min(m, max(0, int(m * p + rng.choice([-1, 1]) * z * sd))), m
