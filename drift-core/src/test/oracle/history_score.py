"""The score test over a history, observation by observation in 50 digits, from the formulas of its documentation.

A line is `baseline days;history;current window;exact or Pearson;difference;standard error;phi;phi of the
baseline;phi of the current window;skewness;z;ln p`. A history or window is a day after the other, `|` between
them, a day `value*count ...`, empty without observations; the baseline is the end of the history.
"""

import math
import random

import mpmath
from mpmath import mpf

from tables import text
from tails import two_sided

mpmath.mp.dps = 50


def mean(rows):
    return sum(map(mpf, rows)) / len(rows)


def day_size(days):
    """The mean over observations of how many their day has."""
    sizes = [len(day) for day in days for _ in day]
    return mean(sizes)


def quarters(H, B, L):
    return max(1, min(H // max(91, 2 * L), B // 28))


def dispersions(history, baseline, current):
    L = len(current)
    with_rows = [i for i, day in enumerate(history) if day]
    h = history[with_rows[0] : with_rows[-1] + 1]
    H, B = len(h), len(with_rows)
    g = quarters(H, B, L)
    run = {}
    for i in range(g):
        for j in range(i * H // g, (i + 1) * H // g):
            run[j] = i
    about = {}
    for i in range(g):
        rows = [a for j in range(H) if run[j] == i for a in h[j]]
        about[i] = mean(rows) if rows else mpf(0)
    W = sum((a - about[run[j]]) ** 2 for j in range(H) for a in h[j])
    k = day_size(h) - 1
    sizes = [day_size(baseline), day_size(current)]
    length = mpf(H) / g
    if W == 0 or B <= g:
        return [mpf(1), mpf(1)]
    e = [sum((a - about[run[j]] for a in h[j]), mpf(0)) for j in range(H)]
    day = sum(x**2 for x in e) / W * B / (B - g)
    starts = range(H - L + 1)
    window = mpf(0)
    if H >= 2 * L:
        window = sum(sum(e[t : t + L]) ** 2 for t in starts) / len(starts) * (mpf(H) / L) * (length / (length - L)) / W
    rho, floor = (max(mpf(0), day - 1) / k, mpf(1)) if k > mpf("0.05") else (mpf(0), max(mpf(1), day))
    X = max(mpf(0), window - mpf("1.09") * max(mpf(1), day))
    return [floor + rho * (size - 1) + X * max(mpf(1), size / (k + 1)) for size in sizes]


def test(history, baseline, current):
    x = [a for day in baseline for a in day]
    y = [a for day in current for a in day]
    n, m, N = len(x), len(y), len(x) + len(y)
    first, second = dispersions(history, baseline, current)
    phi = max(mpf(1), (m * first + n * second) / N)
    all_rows = x + y
    centre = mean(all_rows)
    squares = sum((a - centre) ** 2 for a in all_rows)
    difference = mean(y) - mean(x)
    if squares == 0:
        return "PEARSON", difference, mpf(0), phi, first, second, mpf(0), mpf(0), mpf(0)
    s2 = squares / (N - 1)
    V = s2 * (mpf(1) / n + mpf(1) / m)
    error = mpmath.sqrt(phi * V)
    z = difference / error
    scale = mpf(n) * m / N  # of the sum of the current window's scores, whose cumulants follow
    kappa3 = mpf(n) * m * (n - m) / ((N - 1) * (N - 2)) * sum((a - centre) ** 3 for a in all_rows) / N if N > 2 else mpf(0)
    skewness = kappa3 * phi * (2 * phi - 1) / (phi * V * scale**2) ** mpf("1.5")
    least = min(n, m) * min(centre, 1 - centre)
    if phi == 1 and set(all_rows) <= {0, 1} and least < 5:
        return "EXACT", difference, error, phi, first, second, skewness, z, mid_p(sum(x), n, sum(y), m)
    filled = [i for i, day in enumerate(history) if day]
    B, L = len(filled), len(current)
    degrees = min(100, B - quarters(filled[-1] - filled[0] + 1, B, L) - L + 1)
    return "PEARSON", difference, error, phi, first, second, skewness, z, mpmath.log(two_sided(z, skewness, degrees))


def mid_p(x, n, y, m):
    ways = {k: math.comb(n, k) * math.comb(m, x + y - k) for k in range(max(0, x + y - m), min(n, x + y) + 1)}
    below = sum(w for k, w in ways.items() if k < x)
    above = sum(w for k, w in ways.items() if k > x)
    p = mpf(2 * min(below, above) + ways[x]) / sum(ways.values())
    return mpmath.log(p)


KINDS = ["shares", "shares", "rare", "ones", "ranks", "amounts", "signed", "same"]
SCORES = {"ranks": range(-9, 10), "amounts": [-700, -650, -600, 0, 12000, 98765], "signed": [-2, -1, 0, 0, 0, 40], "same": [3]}


def days(rng, number, kind, most, common, gaps, shift):
    result, level = [], 0.0
    for _ in range(number):
        level = 0.7 * level + rng.gauss(0, 1)
        count = 0 if rng.random() < gaps else rng.randint(0, most) if kind != "ones" else rng.choice([0, 1, 1, 1])
        if kind in ("shares", "rare", "ones"):
            share = min(0.95, max(0.005, {"shares": 0.2, "rare": 0.02, "ones": 0.3}[kind] * (1 + common * level) * shift))
            result.append([int(rng.random() < share) for _ in range(count)])
        else:
            values = list(SCORES[kind])
            weights = [math.exp(common * level * i / len(values)) for i in range(len(values))]
            result.append(rng.choices(values, weights, k=count))
    return result


def written(sample):
    return "|".join(text({v: day.count(v) for v in sorted(set(day))}) for day in sample)


def main():
    rng = random.Random(20261127)
    print(f"# python3 history_score.py: mpmath {mpmath.__version__}, 50 digits")
    lines = 0
    while lines < 420:
        H = rng.choice([30, 30, 36, 45, 60, 60, 75] if lines < 340 else [91, 120, 181, 182, 183, 250, 273, 364, 364])
        L = rng.choice([1, 2, 7, 14]) if H < 182 else rng.choice([1, 7, 14, 14, 56])
        length = min(H, rng.choice([20, 30, 90]))
        kind = rng.choice(KINDS)
        most = rng.choice([2, 6, 14]) if H < 91 else rng.choice([2, 5])
        common = rng.choice([0, 0, 0.3, 1])
        gaps = rng.choice([0, 0, 0.1, 0.6])
        history = days(rng, H, kind, most, common, gaps, 1)
        if rng.random() < 0.2:  # what is left out
            begin = rng.randrange(H)
            history[begin : begin + 5] = [[] for _ in history[begin : begin + 5]]
        if rng.random() < 0.1:  # it begins later
            history[: H // 3] = [[] for _ in range(H // 3)]
        current = days(rng, L, kind, most * rng.choice([1, 1, 3]), common, gaps, rng.choice([1, 1, 1.5, 3]))
        baseline = history[H - length :]
        enough = sum(1 for day in history if day) > L + 3 and any(baseline) and any(current)
        if not enough or (kind == "same" and lines % 10):
            continue
        method, *figures = test(history, baseline, current)
        print(";".join([str(length), written(history), written(current), method, *(mpmath.nstr(f, 17) for f in figures)]))
        lines += 1


if __name__ == "__main__":
    main()
