"""The log-rank test over a history, case by case in 50 digits, from the formulas of its documentation.

A line is `first day;ages;ages a day;baseline days;gap days;last seen;closed days;history;current window;
observed;expected;A;E;phi;own variance;baseline variance;skewness;z;ln p;low;high`. A history or window is a day
after the other, `|` between them, a day `age*count ...` with `e` after the age of an event and `c` after that of
a case that leaves then, open or ended otherwise. The gap is between baseline and current window; history is both
and what came before. Of five cases one has the interval; undecided ones end with the word instead of phi.
"""

import math
import random

import mpmath
from mpmath import mpf

from calibrated_log_rank import critical, limit
from tails import two_sided

mpmath.mp.dps = 50


class Days:
    """Cases (age, is event) of each day, from a first day on."""

    def __init__(self, first, days, ages, a_day, closed):
        self.first, self.days, self.ages, self.a_day, self.closed = first, days, ages, a_day, closed
        self.memory = {}

    def part(self, begin, end):
        return Days(self.first + begin, self.days[begin:end], self.ages, self.a_day, self.closed)

    def numbers(self):
        return range(self.first, self.first + len(self.days))

    def at_risk(self, j, u):
        if j + u // self.a_day in self.closed:
            return 0
        return sum(1 for age, _ in self.days[j - self.first] if age >= u)

    def events(self, j, u):
        if j + u // self.a_day in self.closed:
            return 0
        return sum(1 for age, event in self.days[j - self.first] if age == u and event)

    def of_stratum(self, count, s, u):
        key = (count, s, u)
        if key not in self.memory:
            self.memory[key] = sum(getattr(self, count)(j, u) for j in self.numbers() if j % 7 == s)
        return self.memory[key]

    def with_cases(self):
        return [j for j in self.numbers() if any(self.at_risk(j, u) for u in range(self.ages))]

    def size(self):
        """The mean over cases of how many their day has, at the first age of theirs that is open."""
        sizes = [max(self.at_risk(j, u) for u in range(self.ages)) for j in self.numbers()]
        return mpf(sum(n * n for n in sizes)) / sum(sizes) if sum(sizes) else mpf(0)


def test(history, x, y, last_seen, with_interval):
    ages = range(y.ages)
    L = len(y.days)
    r1 = lambda s, u: x.of_stratum("at_risk", s, u)
    r2 = lambda s, u: y.of_stratum("at_risk", s, u)
    d2 = lambda s, u: y.of_stratum("events", s, u)
    h1 = lambda s, u: mpf(x.of_stratum("events", s, u)) / r1(s, u) if r1(s, u) else mpf(0)
    w = lambda s, u: mpf(r1(s, u)) / (r1(s, u) + r2(s, u)) if r1(s, u) else mpf(0)
    both = [(s, u) for s in range(7) for u in ages if r1(s, u) and r2(s, u)]
    observed = sum(d2(s, u) for s, u in both)
    expected = mpmath.fsum(r2(s, u) * h1(s, u) for s, u in both)
    A = mpmath.fsum(w(s, u) * d2(s, u) for s, u in both)
    E = mpmath.fsum(w(s, u) * r2(s, u) * h1(s, u) for s, u in both)
    told = [observed, expected, A, E]
    seen = history.with_cases()
    H = seen[-1] - seen[0] + 1 if seen else 0
    g = max(1, min(H // max(91, 2 * L), len(seen) // 28))
    strata = len({j % 7 for j in seen})
    together = mpmath.fsum(mpf(x.of_stratum("events", s, u) + d2(s, u)) / (r1(s, u) + r2(s, u)) * r2(s, u) for s, u in both)
    if max(expected, together) < 5 or len(seen) <= strata - 1 + g or mpf(H) / g < 2 * L:
        return told

    k_of = [max(0, min(y.ages - 1, (last_seen - j + 1) * y.a_day - 1)) for j in y.numbers()]
    usual = {}
    weight = {}
    for s in range(7):
        for u in ages:
            r = history.of_stratum("at_risk", s, u)
            usual[s, u] = mpf(history.of_stratum("events", s, u)) / r if r and r1(s, u) else mpf(0)
            weight[s, u] = w(s, u)
    T, V, S = {}, {}, {}
    span = range(seen[0], seen[-1] + 1)
    for j in span:
        t = v = mpf(0)
        for u in ages:
            r, s = history.at_risk(j, u), j % 7
            h = usual[s, u]
            t += weight[s, u] * (history.events(j, u) - r * h) if r else 0
            v += weight[s, u] ** 2 * r * h * (1 - h)
            T[j, u], V[j, u] = t, v
    for i in range(g):
        run = span[i * H // g : (i + 1) * H // g]
        for k in ages:
            below = sum(V[j, k] for j in run)
            mean = sum(T[j, k] for j in run) / below if below else mpf(0)
            for j in run:
                S[j, k] = T[j, k] - V[j, k] * mean
    B = len(seen)

    def phi_day(k):
        below = sum(V[j, k] for j in span)
        return max(mpf(1), sum(S[j, k] ** 2 for j in span) / below * B / (B - (strata - 1) - g)) if below else mpf(1)

    squares = units = mpf(0)
    for t in range(seen[0], seen[-1] - L + 2):
        squares += sum(S[t + i, k] for i, k in enumerate(k_of)) ** 2
        units += sum(V[t + i, k] for i, k in enumerate(k_of))
    length = mpf(H) / g
    phi_win = squares / units * length / (length - L) if units else mpf(1)

    def variance(j):
        s = j % 7
        return mpmath.fsum(weight[s, u] ** 2 * y.at_risk(j, u) * h1(s, u) * (1 - h1(s, u)) for u in ages)

    v = [variance(j) for j in y.numbers()]
    C = sum(v)
    mean_day = sum(phi_day(k) * part for k, part in zip(k_of, v)) / C if C else mpf(1)
    n_usual = history.size()
    larger = y.size() / n_usual if n_usual else mpf(1)
    phi = 1 + (max(mean_day, phi_win, mpf(1)) - 1) * larger
    G = []
    for j in x.numbers():
        s = j % 7
        G.append(
            mpmath.fsum(
                weight[s, u] * r2(s, u) / r1(s, u) * (x.events(j, u) - x.at_risk(j, u) * h1(s, u)) for u in ages if r1(s, u)
            )
        )
    base = sum(part**2 for part in G)
    own = phi * C
    if C < 1:
        own = max(own, plain(x, y) - base)
    total = own + base
    if total == 0:
        return [*told, phi, own, base, mpf(0), mpf(0), mpf(0)]
    third = mpmath.fsum(weight[s, u] ** 3 * r2(s, u) * h1(s, u) * (1 - h1(s, u)) * (1 - 2 * h1(s, u)) for s, u in both)
    skewness = (phi * (2 * phi - 1) * third - sum(part**3 for part in G)) / total ** mpf("1.5")
    z = (A - E) / mpmath.sqrt(total)
    figures = [*told, phi, own, base, skewness, z, mpmath.log(two_sided(z, skewness, 30))]
    if with_interval and E:
        figures.append(limit(A, E, own, base, critical(skewness), -1))
        figures.append(limit(A, E, own, base, critical(-skewness), 1))
    return figures


def plain(x, y):
    """The variance of the stratified log-rank test as in survdiff."""
    sum = mpf(0)
    for s in range(7):
        for u in range(y.ages):
            a, b = x.of_stratum("at_risk", s, u), y.of_stratum("at_risk", s, u)
            n, d = a + b, x.of_stratum("events", s, u) + y.of_stratum("events", s, u)
            if n > 1:
                sum += mpf(a) * b * d * (n - d) / (mpf(n) ** 2 * (n - 1))
    return sum


def drawn(rng, first, number, most, speed, slower, weekend, common, gaps, last_seen, a_day, share, changed):
    result, level = [], 0.0
    for i in range(number):
        level = 0.7 * level + rng.gauss(0, 1)
        day = first + i
        rows = []
        for _ in range(0 if rng.random() < gaps else rng.randint(0, most)):
            median = speed * (slower if i >= changed else 1) * a_day
            age = int(median * math.exp(0.6 * rng.gauss(0, 1) + common * level))
            if weekend and (day + age // a_day) % 7 > 4:
                age += (7 - (day + age // a_day) % 7) * a_day
            until = (last_seen - day + 1) * a_day - 1
            rows.append((age, rng.random() < share) if age <= until else (until, False))
        result.append(sorted(rows))
    return result


def written(days):
    def cells(day):
        counts = {}
        for age, event in day:
            key = f"{age}{'e' if event else 'c'}"
            counts[key] = counts.get(key, 0) + 1
        return " ".join(f"{key}*{count}" for key, count in counts.items())

    return "|".join(cells(day) for day in days)


def main():
    rng = random.Random(20261127)
    print(f"# python3 history_log_rank.py: mpmath {mpmath.__version__}, 50 digits")
    lines = 0
    while lines < 300:
        long = lines >= 255
        H = rng.choice([91, 150, 182, 200, 280, 364]) if long else rng.choice([24, 30, 30, 45, 60])
        L = rng.choice([1, 2, 7, 14])
        first = rng.randint(-40, 40)
        gap = rng.choice([0, 0, 0, 5])
        length = min(H - gap, rng.choice([20, 30, 90]))
        most = rng.choice([1, 3]) if long else rng.choice([2, 5, 9])
        last_seen = first + H + L - 1 + rng.choice([0, 0, 3])
        a_day = rng.choice([1, 1, 1, 2])
        ages = (last_seen - first - H + 1) * a_day
        weekend, common, gaps = rng.random() < 0.4, rng.choice([0, 0, 0.3, 1]), rng.choice([0, 0, 0.2, 0.6])
        speed, share = rng.choice([0.3, 1, 2, 5]), rng.choice([1, 1, 0.6, 0.2])
        slower, larger = rng.choice([1, 1, 1.3, 3, 0.5]), rng.choice([1, 2, 6])
        all_days = drawn(rng, first, H, most, speed, slower, weekend, common, gaps, last_seen, a_day, share, H)
        all_days += drawn(rng, first + H, L, most * larger, speed, slower, weekend, common, 0, last_seen, a_day, share, 0)
        closed = set()
        if rng.random() < 0.3:
            for _ in range(rng.choice([1, 2, 3])):
                begin = rng.randint(first, last_seen)
                closed |= set(range(begin, begin + rng.choice([1, 2, 4])))
        everything = Days(first, all_days, ages, a_day, closed)
        history, current = everything.part(0, H), everything.part(H, H + L)
        figures = test(history, everything.part(H - gap - length, H - gap), current, last_seen, lines % 5 == 0)
        if len(figures) == 4 and rng.random() < 0.95:
            continue
        fields = [mpmath.nstr(mpf(f), 17) for f in figures] + ([] if len(figures) > 4 else ["UNDECIDED"])
        settings = [first, ages, a_day, length, gap, last_seen, " ".join(map(str, sorted(closed)))]
        print(";".join([*map(str, settings), written(history.days), written(current.days), *fields]), flush=True)
        lines += 1


if __name__ == "__main__":
    main()
