"""Times to event, for the oracles of io.drift4j.stats that know censoring.

A line of the file is `name;x;y`, a sample is `age:outcome*count …`, the outcome 0 if the row is still
open, and `entry>age:outcome*count` if it entered late. Run this script to write survival.csv: 1,000
random pairs, t0 to t799 without and l0 to l199 with late entries; always the same ones. Run it with
"more" to write survival-more.csv: t1000 to t1599 of few rows, w0 to w19 of up to 400 distinct ages
and 10,000 rows, most of them at a few ages.
"""

import random
import sys


def row(rng, ages, pace, share, censoring):
    age = min(int(rng.expovariate(pace)), 400)
    limit = rng.randint(0, ages)
    if age > limit or rng.random() < censoring:
        return min(age, limit), 0
    return age, 1 if rng.random() < share else rng.choice([2, 2, 3])


def sample(rng, total, ages, pace, share, censoring, late):
    counts = {}
    for _ in range(total):
        age, outcome = row(rng, ages, pace, share, censoring)
        entry = rng.randint(0, age - 1) if age > 0 and rng.random() < late else -1
        key = (entry, age, outcome)
        counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items()))


def text(cells):
    return " ".join(
        (f"{entry}>" if entry >= 0 else "") + f"{age}:{outcome}*{count}"
        for (entry, age, outcome), count in cells.items()
    )


def cells(text):
    for cell in text.split():
        head, count = cell.split("*")
        entry, _, head = head.rpartition(">")
        age, outcome = head.split(":")
        yield int(entry or -1), int(age), int(outcome), int(count)


def read(path):
    with open(path) as lines:
        for line in lines:
            if not line.startswith("#"):
                name, x, y = line.rstrip("\n").split(";")
                yield name, list(cells(x)), list(cells(y))


def write_more():
    rng = random.Random(20261126)
    print("# python3 survival_tables.py more > survival-more.csv")
    for i in range(1000, 1600):
        ages = rng.choice([2, 8, 15, 30, 60])
        pace = rng.choice([1, 2, 4]) / ages
        censoring = rng.choice([0, 0.1, 0.6])
        share = rng.choice([0.1, 0.5, 0.9])
        largest = rng.choice([5, 20, 60])
        x = sample(rng, rng.randint(1, largest), ages, pace, share, censoring, 0)
        y = sample(rng, rng.randint(1, largest), ages, pace * rng.choice([1, 2]), share, censoring, 0)
        print(f"t{i};{text(x)};{text(y)}")
    for i in range(20):
        wide = [sample(rng, 500, 400, pace, 0.6, 0.2, 0) for pace in (0.003, 0.004)]
        for cells in wide:
            for _ in range(rng.randint(0, 30)):
                cells[rng.choice(list(cells))] = rng.randint(1, 500)
        print(f"w{i};{text(wide[0])};{text(wide[1])}")


def write():
    rng = random.Random(20261125)
    print("# python3 survival_tables.py > survival.csv")
    for i in range(1000):
        late = 0 if i < 800 else 0.5
        ages = rng.choice([3, 8, 15, 30, 60])
        pace = rng.choice([0.5, 1, 2, 4]) / ages
        share = rng.choice([0.1, 0.5, 0.9])
        censoring = rng.choice([0, 0.1, 0.6])
        largest = rng.choice([5, 20, 60, 60, 200, 2000] if i < 800 else [5, 20, 40])
        x = sample(rng, rng.randint(1, largest), ages, pace, share, censoring, late)
        faster = rng.choice([1, 1, 1.5, 3])
        y = sample(rng, rng.randint(1, largest), ages, pace * faster, share, censoring, late)
        print(f"{'t' if i < 800 else 'l'}{i if i < 800 else i - 800};{text(x)};{text(y)}")


if __name__ == "__main__":
    if sys.argv[1:] == ["more"]:
        write_more()
    else:
        write()
