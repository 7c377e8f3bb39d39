"""The calibrated log-rank test row by row, from the formulas of its documentation, in 50 digits.

A line is `outcome;period;baseline;current;observed;expected;hazard ratio;phi of days;phi of windows;
skewness;z;ln p;low;high`, the outcome empty if all are events, a sample `day,age,outcome*count ...`
with an empty outcome for open cases. Undecided cases have the word instead of z, and nothing after.
Samples are drawn so that some are undecided for each of the reasons. Run it with no argument for the 300
cases of calibrated-log-rank.csv, with 2 or 3 for the 350 others of calibrated-log-rank-2.csv or -3.csv.
"""

import math
import random
import sys

import mpmath
from mpmath import mpf

from tails import deviate, pearson_upper, two_sided

LEVEL = mpf("0.95")


class Window:
    """Rows (day, age, outcome or None)."""

    def __init__(self, rows, period, is_event):
        self.rows = rows
        self.period = period
        self.is_event = is_event
        self.days = sorted({day for day, _, _ in rows})
        self.memory = {}

    def count(self, key, choose):
        if key not in self.memory:
            self.memory[key] = sum(1 for row in self.rows if choose(*row))
        return self.memory[key]

    def at_risk(self, s, u):
        return self.count(("r", s, u), lambda day, age, outcome: day % self.period == s and age >= u)

    def events(self, s, u):
        return self.count(("d", s, u), lambda day, age, outcome: day % self.period == s and age == u and self.is_event(outcome))

    def day_at_risk(self, j, u):
        return self.count(("rj", j, u), lambda day, age, outcome: day == j and age >= u)

    def day_events(self, j, u):
        return self.count(("dj", j, u), lambda day, age, outcome: day == j and age == u and self.is_event(outcome))


def test(first, second, period, is_event):
    x, y = Window(first, period, is_event), Window(second, period, is_event)
    last_seen = max(day + age for day, age, _ in second)
    K = last_seen - y.days[0]
    strata = range(period)

    def h(s, u):
        return mpf(x.events(s, u)) / x.at_risk(s, u) if x.at_risk(s, u) else mpf(0)

    def w(s, u):
        return mpf(x.at_risk(s, u)) / (x.at_risk(s, u) + y.at_risk(s, u)) if x.at_risk(s, u) else mpf(0)

    known = [(s, u) for s in strata for u in range(K + 1) if x.at_risk(s, u)]
    observed = sum(y.events(s, u) for s, u in known)
    expected = mpmath.fsum(y.at_risk(s, u) * h(s, u) for s, u in known)
    A = mpmath.fsum(w(s, u) * y.events(s, u) for s, u in known)
    E = mpmath.fsum(w(s, u) * y.at_risk(s, u) * h(s, u) for s, u in known)
    ratio = A / E if E else mpf(1)
    B = len(x.days)
    D = x.days[-1] - x.days[0] + 1
    L = y.days[-1] - y.days[0] + 1
    used = len({day % period for day in x.days})
    if expected < 5 or B <= used or D < 2 * L:
        return observed, expected, ratio, mpf(1), mpf(1), mpf(0)

    def S(j, k):
        return mpmath.fsum(w(j % period, u) * (x.day_events(j, u) - x.day_at_risk(j, u) * h(j % period, u)) for u in range(k + 1))

    def V(sample, j, k):
        return mpmath.fsum(
            w(j % period, u) ** 2 * sample.day_at_risk(j, u) * h(j % period, u) * (1 - h(j % period, u)) for u in range(k + 1)
        )

    def G(j):
        s = j % period
        return mpmath.fsum(
            w(s, u) * y.at_risk(s, u) / x.at_risk(s, u) * (x.day_events(j, u) - x.day_at_risk(j, u) * h(s, u))
            for u in range(K + 1)
            if x.at_risk(s, u)
        )

    def phi_day(k):
        below = mpmath.fsum(V(x, j, k) for j in x.days)
        above = mpmath.fsum(S(j, k) ** 2 for j in x.days)
        return max(mpf(1), above / below * mpf(B) / (B - used)) if below else mpf(1)

    def phi_window():
        squares, units = [], []
        for t in range(x.days[0], x.days[-1] - L + 2):
            days = [(t + i, last_seen - (y.days[0] + i)) for i in range(L)]
            squares.append(mpmath.fsum(S(j, k) for j, k in days if j in x.days) ** 2)
            units.append(mpmath.fsum(V(x, j, k) for j, k in days if j in x.days))
        below = mpmath.fsum(units) / len(units)
        return max(mpf(1), mpmath.fsum(squares) / len(squares) / below * mpf(D) / (D - L)) if below else mpf(1)

    U = mpmath.fsum(
        y.events(s, u) - mpf(x.events(s, u) + y.events(s, u)) * y.at_risk(s, u) / (x.at_risk(s, u) + y.at_risk(s, u))
        for s in strata
        for u in range(K + 1)
        if x.at_risk(s, u) + y.at_risk(s, u)
    )
    v = [V(y, j, last_seen - j) for j in y.days]
    unit = mpmath.fsum(v)
    by_day = mpmath.fsum(phi_day(last_seen - j) * part for j, part in zip(y.days, v))
    window = phi_window()
    own = max(by_day, window * unit)
    base = mpmath.fsum(G(j) ** 2 for j in x.days)
    if unit < 1:
        own = max(own, plain(x, y, strata, K) - base)
    total = own + base
    day = by_day / unit if unit else mpf(1)
    phi = own / unit if unit else mpf(1)
    if total == 0:
        return observed, expected, ratio, day, window, mpf(0), mpf(0), mpf(0), ratio, ratio
    third = mpmath.fsum(
        w(s, u) ** 3 * y.at_risk(s, u) * h(s, u) * (1 - h(s, u)) * (1 - 2 * h(s, u)) for s, u in known
    )
    skewness = (phi * (2 * phi - 1) * third - mpmath.fsum(G(j) ** 3 for j in x.days)) / total ** mpf("1.5")
    z = U / mpmath.sqrt(total)
    low = limit(A, E, own, base, critical(skewness), -1)
    high = limit(A, E, own, base, critical(-skewness), 1)
    return observed, expected, ratio, day, window, skewness, z, mpmath.log(two_sided(z, skewness, 30)), low, high


def plain(x, y, strata, K):
    """The variance of the log-rank test as in survdiff."""
    sum = mpf(0)
    for s in strata:
        for u in range(K + 1):
            r1, r2 = x.at_risk(s, u), y.at_risk(s, u)
            r, d = r1 + r2, x.events(s, u) + y.events(s, u)
            if r > 1:
                sum += mpf(r1) * r2 * d * (r - d) / (mpf(r) ** 2 * (r - 1))
    return sum


def critical(skewness):
    """By regula falsi, to fifteen digits and more."""
    goal = mpmath.log((1 - LEVEL) / 2)
    f = lambda z: mpmath.log(pearson_upper(deviate(z, 30), skewness)) - goal
    return mpmath.findroot(f, (mpf(1), mpf(4)), solver="anderson", tol=mpf(10) ** -36)


def limit(A, E, own, base, c, side):
    """Where |A - theta E| = c sqrt(theta C + theta^2 base), on that side of A / E, by bisection."""
    f = lambda t: side * (t * E - A) - c * mpmath.sqrt(t * own + t * t * base)
    inside, outside = A / E, A / E
    for _ in range(200):
        if side < 0:
            outside = outside / 2
        else:
            outside = outside * 2 + 1
        if f(outside) > 0:
            break
    else:
        return mpf(0) if side < 0 else mpmath.inf
    for _ in range(120):
        middle = (inside + outside) / 2
        if f(middle) > 0:
            outside = middle
        else:
            inside = middle
    return outside


def rows(rng, days, largest, speed, last_seen, weekend, shares):
    result = []
    for day in days:
        common = rng.gauss(0, 0.2)
        for _ in range(rng.randint(0, largest)):
            age = int(speed * math.exp(0.6 * rng.gauss(0, 1) + common))
            if weekend and (day + age) % 7 > 4:
                age += 7 - (day + age) % 7
            outcome = rng.choices([0, 1, -5], shares)[0]
            result.append((day, age, outcome) if day + age <= last_seen else (day, last_seen - day, None))
    return result


def text(rows):
    cells = {}
    for day, age, outcome in rows:
        key = (day, age, "" if outcome is None else outcome)
        cells[key] = cells.get(key, 0) + 1
    return " ".join(f"{d},{a},{o}*{n}" for (d, a, o), n in sorted(cells.items(), key=str))


def main():
    part = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rng = random.Random(20261124 + part)
    print(f"# python3 {' '.join(['calibrated_log_rank.py'] + sys.argv[1:])}: mpmath {mpmath.__version__}, 50 digits")
    written = 0
    while written < (300 if part == 1 else 350):
        start = rng.randint(-40, 40)
        length = rng.choice([10, 16, 24, 24, 24])
        window = rng.choice([1, 2, 4, 6, 8])
        last_seen = start + length + window - 1 + rng.choice([0, 0, 0, 3])
        speed = rng.choice([0.3, 2, 4, 6])
        weekend = rng.random() < 0.4
        largest = rng.choice([2, 5, 8])
        shares = rng.choice([(9, 1, 0), (5, 3, 2), (0, 1, 0)])
        first = rows(rng, range(start, start + length), largest, speed, last_seen, weekend, shares)
        slower = rng.choice([1, 1, 1.3, 3])
        more = rng.choice([1, 3])
        second = rows(rng, range(start + length, start + length + window), largest * more, speed * slower, last_seen, weekend, shares)
        if not first or not second:
            continue
        period = rng.choice([1, 3, 7, 7])
        code = rng.choice(["", "", 1, -5])
        is_event = (lambda outcome: outcome is not None) if code == "" else (lambda outcome: outcome == code)
        figures = test(first, second, period, is_event)
        if len(figures) == 6 and rng.random() < 0.93:
            continue
        fields = [mpmath.nstr(mpf(f), 17) for f in figures] if len(figures) > 6 else [*(mpmath.nstr(mpf(f), 17) for f in figures), "UNDECIDED"]
        print(";".join([str(code), str(period), text(first), text(second), *fields]), flush=True)
        written += 1


if __name__ == "__main__":
    main()
