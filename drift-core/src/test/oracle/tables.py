"""Two-sample tables for all oracles of io.drift4j.stats, and how they are written and read.

A line of a file of tables is `name;x;y`, a sample is `value*count value*count …`. Run this script to
write two-samples.csv: 1,000 random pairs of 1 to 400 distinct values with up to 10,000 observations,
many of them heavily tied, some on single values; always the same ones. With the argument `more`:
two-samples-more.csv, 705 pairs of at most 20 and 60 observations and 12 values in all, which programs that
are exact, or list every category, can take.
"""

import random
import sys


def sample(rng, distinct, total, spread):
    values = rng.sample(range(-spread, spread + 1), min(distinct, 2 * spread + 1))
    weights = [rng.random() ** 3 + 1e-3 for _ in values]
    counts = {}
    for value in rng.choices(values, weights, k=total):
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))


def tables(seed=20261125, number=1000):
    rng = random.Random(seed)
    for i in range(number):
        spread = rng.choice([1, 2, 5, 20, 200, 400])
        distinct = rng.choice([1, 2, 3, 10, 50, 400])
        largest = rng.choice([5, 20, 100, 1000, 5000])
        x = sample(rng, distinct, rng.randint(1, largest), spread)
        shift = rng.choice([0, 0, 0, 1, spread // 4])
        y = sample(rng, distinct, rng.randint(1, largest), spread)
        if rng.random() < 0.5:  # the same distribution, or a shift of it
            y = sample_like(rng, x, rng.randint(1, largest))
        yield f"t{i}", x, {value + shift: count for value, count in y.items()}


def sample_like(rng, x, total):
    counts = {}
    for value in rng.choices(list(x), list(x.values()), k=total):
        counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))


def more(seed=20261128, number=1000):
    rng = random.Random(seed)
    for i in range(number):
        spread, distinct = rng.choice([1, 2, 5]), rng.choice([2, 3, 6, 11])
        x = sample(rng, distinct, rng.randint(3, 20), spread)
        y = sample(rng, distinct, rng.randint(3, 60), spread)
        y = {value + rng.choice([0, 0, 1]): count for value, count in y.items()}
        x, y = rng.sample([x, y], 2)
        if min(len(x), len(y)) > 1 and len(set(x) | set(y)) <= 12:
            yield f"s{i}", x, y


def text(cells):
    return " ".join(f"{value}*{count}" for value, count in cells.items())


def cells(text):
    pairs = (cell.split("*") for cell in text.split())
    return {int(value): int(count) for value, count in pairs}


def expanded(cells):
    return [value for value, count in cells.items() for _ in range(count)]


def read(path):
    with open(path) as lines:
        for line in lines:
            if not line.startswith("#"):
                name, x, y = line.strip().split(";")
                yield name, cells(x), cells(y)


if __name__ == "__main__":
    print(f"# python3 tables.py {' '.join(sys.argv[1:])}")
    for name, x, y in more() if sys.argv[1:] == ["more"] else tables():
        print(f"{name};{text(x)};{text(y)}")
