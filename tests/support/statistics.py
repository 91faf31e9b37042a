#!/usr/bin/env python3
"""The statistics of Rungs reckoned a second time, by other ways, with nothing but the standard library: exact fractions
for Fisher and Kaplan-Meier, all pairs for Krippendorff and Mann-Whitney, bisection for Paule and Mandel. Prints one
JSON object {kind: [{input..., wanted...}]}, which tests/sql/statistics.sql compares with what the functions say."""
import json
import math
from fractions import Fraction


def numbers(seed):
    """A made-up sequence that is the same everywhere."""
    state = seed
    while True:
        state = (state * 1103515245 + 12345) % 2 ** 31
        yield state >> 8


def fisher(a, b, c, d):
    """All tables, each with the ways to get it as a multiple of those to get the first."""
    row, column, total = a + b, a + c, a + b + c + d
    lowest, highest = max(0, row + column - total), min(row, column)
    ways, here = {}, 1
    for x in range(lowest, highest + 1):
        ways[x] = here
        here = here * Fraction((row - x) * (column - x), (x + 1) * (total - row - column + x + 1))
    bar = ways[a] * (1 + Fraction(1, 10 ** 7))
    return float(sum(w for w in ways.values() if w <= bar) / sum(ways.values()))


def alpha(units, metric):
    """Disagreement found in all pairs within a unit over that of all pairs there are."""
    units = [u for u in units if len(u) > 1]
    everything = [v for u in units for v in u]
    n = len(everything)

    def distance(v, w):
        if metric == 'nominal':
            return Fraction(v != w)
        if metric == 'interval':
            return Fraction(v - w) ** 2
        low, high = min(v, w), max(v, w)
        between = sum(low <= x <= high for x in everything)
        return (between - Fraction(everything.count(low) + everything.count(high), 2)) ** 2 if low != high else Fraction(0)

    known = {}

    def apart(v, w):
        if (v, w) not in known:
            known[v, w] = distance(v, w)
        return known[v, w]
    found = sum(apart(v, w) / (len(u) - 1) for u in units for i, v in enumerate(u) for j, w in enumerate(u) if i != j) / n
    chance = sum(apart(v, w) for i, v in enumerate(everything) for j, w in enumerate(everything) if i != j) / Fraction(n * (n - 1))
    return float(1 - found / chance) if chance else None


def mann_whitney(group, others):
    """Every pair: who is above whom."""
    m, n = len(group), len(others)
    u = sum((x > y) + (x == y) / 2 for x in group for y in others)
    values = group + others
    ties = sum(values.count(v) ** 3 - values.count(v) for v in set(values))
    total = m + n
    spread = math.sqrt(m * n / 12 * (total + 1 - ties / (total * (total - 1))))
    return math.erfc(max(abs(u - m * n / 2) - 0.5, 0) / spread / math.sqrt(2))


def shrunken(teams):
    """Bisection for the variance between teams."""
    k = len(teams)
    count = [len(t) for t in teams]
    mean = [sum(t) / len(t) for t in teams]
    free = sum(count) - k
    within = max(sum((x - m) ** 2 for t, m in zip(teams, mean) for x in t) / free, 1 / 6)
    noise = [within / c for c in count]

    def centre(tau):
        return sum(m / (v + tau) for m, v in zip(mean, noise)) / sum(1 / (v + tau) for v in noise)

    def excess(tau):
        return sum((m - centre(tau)) ** 2 / (v + tau) for m, v in zip(mean, noise)) - (k - 1)
    low, high = 0.0, 1e6
    if excess(0.0) <= 0:
        high = 0.0
    for _ in range(300):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    tau, mu = high, centre(high)
    # Morris 1983, section 5: z'(Z'WZ)^-1 z of one coefficient is 1 over the sum of weights; r is k w times it.
    weights = [1 / (v + tau) for v in noise]
    average_noise = sum(w * v for w, v in zip(weights, noise)) / sum(weights)
    answer = []
    for c, m, v, w in zip(count, mean, noise, weights):
        shrinkage = (k - 3) / (k - 1) * v / (v + tau)
        guess = mu * shrinkage + m * (1 - shrinkage)
        used = k * w / sum(weights)
        spread = v * (1 - (k - used) / k * shrinkage)
        spread += 2 / (k - 3) * shrinkage ** 2 * (average_noise + tau) / (v + tau) * (m - mu) ** 2
        half = 1.959963984540054 * math.sqrt(spread)
        answer.append([c, m, mu, tau, guess, guess - half, guess + half])
    return answer


def survival(times, happened):
    left, answer = Fraction(1), []
    for t in sorted({t for t, h in zip(times, happened) if h}):
        at_risk = sum(x >= t for x in times)
        events = sum(x == t and h for x, h in zip(times, happened))
        left *= 1 - Fraction(events, at_risk)
        answer.append([t, at_risk, events, float(left)])
    return answer


def cases():
    draw = numbers(7)
    tables = [[next(draw) % 30 + 1 for _ in range(4)] for _ in range(60)]
    tables += [[0, 5, 5, 0], [3, 0, 0, 4], [1, 400, 30, 400], [200, 300, 310, 190], [900, 100, 20, 30],
               [120, 199880, 200, 299800], [0, 12, 40, 300], [60, 60, 60, 60]]
    yield 'fisher', [{'t': t, 'p': fisher(*t)} for t in tables]
    tails = [0, 1e-9, 0.1, 0.5, 1, 1.96, 2.5, 2.8284, 2.83, 3, 5, 10, 20, 36]
    yield 'tails', [{'z': z, 'p': math.erfc(z / math.sqrt(2))} for z in tails]
    votes = [[[next(draw) % 5 + 1 for _ in range(next(draw) % 6)] for _ in range(40)]] + \
            [[[1 + (u + next(draw) % 2) % 5 for _ in range(1 + next(draw) % 4)] for u in range(25)]]
    yield 'alpha', [{'units': v, 'metric': m, 'alpha': alpha(v, m)} for v in votes for m in ('nominal', 'ordinal', 'interval')]
    groups = [[[next(draw) % 5 - 2 for _ in range(size)] for size in sizes] for sizes in ((6, 30), (15, 40), (4, 4))]
    yield 'whitney', [{'group': g, 'others': o, 'p': mann_whitney(g, o)} for g, o in groups]
    companies = [[[team % 3 + next(draw) % 3 for _ in range(1 + next(draw) % size)] for team in range(count)]
                 for count, size in ((4, 6), (5, 9), (30, 12))] + [[[next(draw) % 4 for _ in range(5)] for _ in range(12)]]
    yield 'shrunken', [{'teams': c, 'wanted': shrunken(c)} for c in companies]
    times = [next(draw) % 40 + 1 for _ in range(80)]
    happened = [next(draw) % 3 > 0 for _ in times]
    yield 'survival', [{'times': times, 'happened': happened, 'wanted': survival(times, happened)}]


print(json.dumps(dict(cases())))
