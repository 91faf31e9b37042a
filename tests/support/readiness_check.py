#!/usr/bin/env python3
"""Readiness computed a second time, by the rules as docs and 'rungs rules show' state them, from what Rungs exports.

readiness_check.py FOLDER DAY [MODEL [TARGET]] compares every figure of everybody and prints what differs, or how many people
and figures agree. FOLDER has ladder/ (rungs ladder export), rules.csv (rungs rules show), roster.csv, levels.csv, scope.csv and
evidence.csv (rungs report readiness --facts), and readiness.csv and gates.csv (the two sections of rungs report readiness).
MODEL and TARGET are the --stages and --target that the last two were asked with ('' for none). Sums are exact fractions; a
figure agrees when it is the nearest float8 but for the last places."""
import calendar
import csv
import sys
from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

folder, today = sys.argv[1], date.fromisoformat(sys.argv[2])
wanted_model, wanted_target = (sys.argv[3:] + ["", ""])[:2]


def rows(name):
    with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def shift_months(day, months):
    """The same day some months later or earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def full_months(first, last):
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def is_yes(word):
    return word == "yes"


# -- The rules and the ladder --

RULE = {row["rule"]: Fraction(row["value"]) for row in rows("rules")}
POINTS = {how: RULE["points_" + how] for how in ("contrary", "emerging", "solid", "exemplary")}
VOICES = {False: {"manager", "peer"}, True: {"manager", "manager_peer"}}

LEVELS = {row["code"]: row for row in rows("ladder/levels")}
model = next(row["code"] for row in rows("ladder/stage-models")
             if (row["code"] == wanted_model if wanted_model else is_yes(row["default"])))
STAGE = {}  # of a level, in the model asked for
STAGE_NAMES = defaultdict(dict)  # of every model
STAGE_LEVELS = {}
for row in rows("ladder/stages"):
    STAGE_NAMES[row["model"]][row["code"]] = int(row["position"])
    STAGE_LEVELS[row["model"], row["code"]] = row["levels"].split()
    if row["model"] == model:
        STAGE.update((level, int(row["position"])) for level in row["levels"].split())
CROSSING = {row["code"]: row for row in rows("ladder/crossings")}


class Expectation:
    def __init__(self, row, level, crossing):
        self.code, self.level, self.crossing = row["code"], level, crossing
        self.weight, self.must = Fraction(row["weight"]), is_yes(row["must"])

    def stage(self):
        """The stage whose work it is: that of its level; of a shift, the one it leads to, and for a border of another model
        where the highest level of that stage stands in this one. The entry onto the ladder leads to no stage."""
        if self.level:
            return STAGE.get(self.level)
        border = CROSSING[self.crossing]
        stood = [STAGE[level] for level in STAGE_LEVELS.get((border["model"], border["to"]), ()) if level in STAGE]
        return max(stood, default=None)


WORK_OF = {row["code"]: row["work_type"] for row in rows("ladder/specializations")}
EXPECTATION = {}
for row in rows("ladder/expectations"):
    EXPECTATION[row["code"]] = Expectation(row, row["level"], None)
for row in rows("ladder/shifts"):
    EXPECTATION[row["code"]] = Expectation(row, None, row["crossing"])
STEP = {(row["measure"], row["code"]): int(row["rank"]) for row in rows("ladder/steps")}
MINIMUMS = defaultdict(dict)
for row in rows("ladder/scopes"):
    MINIMUMS[row["level"]][row["measure"]] = row["minimum"]


def included(level):
    found, left = set(), LEVELS[level]["includes"].split()
    while left:
        found.add(one := left.pop())
        left += [more for more in LEVELS[one]["includes"].split() if more not in found]
    return found


def target_of(level):
    if not wanted_target:
        return (LEVELS[level]["next"].split() or [None])[0]
    if wanted_target == level or int(LEVELS[level]["rank"]) > int(LEVELS[wanted_target]["rank"]):
        return None
    return wanted_target


def required(level, target):
    """What the target asks: its expectations, what it includes and the present level does not, and the shifts on the way."""
    asking = {target} | (included(target) - included(level) - {level})
    borders = {code for code, row in CROSSING.items() if row["model"] == model
               and STAGE_NAMES[model][row["from"]] >= STAGE[level] and STAGE_NAMES[model][row["to"]] <= STAGE[target]}
    return [x for x in EXPECTATION.values() if x.level in asking or x.crossing in borders]


# -- Evidence --

class Entry:
    def __init__(self, row):
        self.expectation, self.observer, self.relation = row["expectation"], row["observer"], row["relation"]
        self.day, self.points, self.work = date.fromisoformat(row["observed_on"]), POINTS[row["strength"]], row["work_type"]
        # One's own word counts after somebody else confirmed it; what is disputed or taken back does not.
        self.counts = row["status"] == "confirmed" or (row["status"] == "submitted" and row["relation"] != "self")


class Window:
    def __init__(self, day):
        self.day = day
        self.full = shift_months(day, -int(RULE["full_months"]))
        self.part = shift_months(day, -int(RULE["window_months"]))

    def worth(self, entry):
        if entry.day >= self.full:
            return entry.points
        return entry.points * RULE["aged_factor"] if entry.day >= self.part else Fraction(0)


def standing(entries, window):
    """Each expectation with evidence by a day: points, and whether any entry is within the window."""
    sums, fresh = defaultdict(Fraction), defaultdict(bool)
    for entry in entries:
        if entry.day <= window.day:
            sums[entry.expectation, entry.observer] += window.worth(entry)
            fresh[entry.expectation] |= entry.day >= window.part
    points, cap = defaultdict(Fraction), RULE["observer_cap"]
    for (code, _), total in sums.items():
        points[code] += max(-cap, min(cap, total))
    return {code: (points[code], fresh[code]) for code in fresh}


def state(stands, code):
    if code not in stands:
        return "unknown"
    points, fresh = stands[code]
    if not fresh:
        return "stale"
    return "met" if points >= RULE["met_points"] else "contrary" if points < 0 else "partial"


def coverage(asked, stands):
    covered = sum(x.weight * max(Fraction(0), min(Fraction(1), stands[x.code][0] / RULE["met_points"]))
                  for x in asked if x.code in stands)
    return Fraction(covered) / sum(x.weight for x in asked)


# -- A person --

class Person:
    def __init__(self, roster, levels, scope, evidence):
        now = next(row for row in roster if row["since"] <= str(today) and (not row["until"] or str(today) < row["until"]))
        self.hired, self.kind = date.fromisoformat(now["hired_on"]), now["specialization"]
        self.kind_since = max((date.fromisoformat(row["until"]) for row in roster
                               if self.kind and row["specialization"] and row["specialization"] != self.kind and row["until"]
                               and row["until"] <= str(today)), default=None)
        self.levels = [(date.fromisoformat(row["effective_on"]), row["level"]) for row in levels]
        self.level = self.levels[-1][1] if self.levels else None
        self.scope = {row["measure"]: row for row in scope}  # the latest word comes last
        self.entries = [entry for entry in map(Entry, evidence) if entry.counts and self.hired <= entry.day <= today]

    def since(self):
        return [day for (day, level), before in zip(self.levels, [(None, None)] + self.levels) if level != before[1]][-1]

    def crossed(self):
        """The day of the last change of stage, when it led up and was no hire."""
        for (day, level), (_, before) in reversed(list(zip(self.levels[1:], self.levels))):
            if STAGE.get(level) != STAGE.get(before):
                return day if before and level and STAGE[before] < STAGE[level] else None
        return None

    def scope_is_short(self, target):
        for measure, least in MINIMUMS[target].items():
            word = self.scope.get(measure)
            if word is None or not (word["value"] or word["step"]):
                return True
            if (measure, least) in STEP:
                if STEP.get((measure, word["step"]), 0) < STEP[measure, least]:
                    return True
            elif Fraction(word["value"]) < Fraction(least):
                return True
        return False

    def sustained(self, asked, longest):
        for back in range(1, longest + 1):
            if coverage(asked, standing(self.entries, Window(shift_months(today, -back)))) < RULE["coverage_bar"]:
                return back - 1
        return longest

    def old_work(self, crossed):
        since = [EXPECTATION[e.expectation].stage() for e in self.entries if crossed and e.day >= crossed]
        earlier = [stage for stage in since if stage is not None and stage < STAGE[self.level]]
        return (len(since) >= RULE["old_work_entries"] and len(earlier) >= RULE["old_work_share"] * len(since)
                if crossed else False)

    def answer(self):
        target, window = target_of(self.level), Window(today)
        months, breadth = full_months(self.since(), today), len({e.work for e in self.entries if e.work})
        crossed = self.crossed()
        settles = max(filter(None, (crossed, self.kind_since)), default=None)
        settles = settles and shift_months(settles, int(RULE["settling_months"]))
        flags = [f"settling until {settles}"] if settles and today < settles else []
        old_work = ["still doing the old job"] if self.old_work(crossed) else []
        if target is None:
            return None if wanted_target else dict(
                level=self.level, target="", move="", months=months, coverage=None, known=Fraction(0), met=None, asked=None,
                verdict="top", open_gates="", flags=", ".join(flags + old_work), sustained=0, work_types=breadth)
        asked, stands = required(self.level, target), standing(self.entries, window)
        states = {x.code: state(stands, x.code) for x in asked}
        across = STAGE[target] > STAGE[self.level]
        covered = coverage(asked, stands)
        known = sum(x.weight for x in asked if states[x.code] != "unknown") / sum(x.weight for x in asked)
        longest = int(max(RULE["sustained_within"], RULE["sustained_across"]))
        sustained = self.sustained(asked, longest) if covered >= RULE["coverage_bar"] else 0
        heard = {e.relation for e in self.entries if e.expectation in states and e.day >= window.part}
        gates = [gate for gate, is_open in (
            ("coverage", covered < RULE["coverage_bar"]),
            ("must", any(x.must and states[x.code] != "met" for x in asked)),
            ("scope", self.scope_is_short(target)),
            ("months", months < RULE["level_months"]),
            ("voices", VOICES[across] - heard),
            ("sustained", sustained < RULE["sustained_across" if across else "sustained_within"])) if is_open]
        own = [x for x in EXPECTATION.values() if x.level == self.level]
        if (across and own and coverage(own, stands) >= RULE["old_job_present"] and covered <= RULE["old_job_target"]):
            flags.append("old job only")
        # What counts for the case names kinds of work, and never the one that belongs to the specialization.
        work = {e.work for e in self.entries if e.work and e.expectation in states and e.day >= window.part}
        if known >= RULE["known_floor"] and work and WORK_OF.get(self.kind) and WORK_OF[self.kind] not in work:
            flags.append("other work type only")
        verdict = ("unknown" if known < RULE["known_floor"] else "ready" if not gates
                   else "near" if len(gates) <= RULE["near_gates"] and covered >= RULE["near_coverage"] else "building")
        return dict(level=self.level, target=target, move="across" if across else "within", months=months,
                    coverage=covered if known else None, known=known, met=list(states.values()).count("met"), asked=len(asked),
                    verdict=verdict, open_gates=", ".join(gates), flags=", ".join(flags + old_work), sustained=sustained,
                    work_types=breadth)


# -- Comparing --

def same(ours, theirs):
    if ours is None:
        return theirs == ""
    if isinstance(ours, Fraction):
        return theirs != "" and abs(float(ours) - float(theirs)) <= 1e-12
    return str(ours) == theirs


def by_person(name):
    found = defaultdict(list)
    for row in rows(name):
        found[row["employee_id"]].append(row)
    return found


facts = [by_person(name) for name in ("roster", "levels", "scope", "evidence")]
theirs = {row["employee_id"]: row for row in rows("readiness")}
assert len(theirs) == len(rows("readiness")), "somebody has two lines"
wrong, figures, verdicts, seen_gates, seen_flags = [], 0, Counter(), Counter(), Counter()
for employee in facts[0]:
    person = Person(*(fact[employee] for fact in facts))
    ours = person.answer() if person.level else None
    if (ours is None) != (employee not in theirs):
        wrong.append(f"{employee}: {'missing' if ours else 'not expected'}")
    if ours is None or employee not in theirs:
        continue
    for name, value in ours.items():
        figures += 1
        if not same(value, theirs[employee][name]):
            wrong.append(f"{employee} {name}: {value}, not {theirs[employee][name]}")
    verdicts[ours["verdict"]] += 1
    seen_gates.update(filter(None, ours["open_gates"].split(", ")))
    seen_flags.update(flag.split(" until")[0] for flag in ours["flags"].split(", ") if flag)
for employee in theirs.keys() - facts[0].keys():
    wrong.append(f"{employee}: whose facts are not there")
print(*wrong[:20], sep="\n", end="\n" if wrong else "")
print(f"{len(theirs)} people, {figures} figures, {len(wrong)} differ")
for kind, counted in (("verdicts", verdicts), ("gates", seen_gates), ("flags", seen_flags)):
    print(f"{kind}: " + ", ".join(f"{name} {number}" for name, number in sorted(counted.items())))
sys.exit(bool(wrong) or not figures)
