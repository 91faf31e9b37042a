#!/usr/bin/env python3
"""A company made by chance, the same for the same number: readiness_company.py LADDER FOLDER PEOPLE SEED.

Writes roster-1.csv (2024-06-30), roster-2.csv (2026-06-30), scope.csv, evidence.csv and then roster-3.csv (2026-06-30, days of
hire corrected) for the day 2026-10-31 and a ladder whose files lie in LADDER. Some of what it writes is wrong on purpose or by chance (an observer who was not here yet):
import it with --skip-bad."""
import csv
import random
import sys
from datetime import date, timedelta

ladder, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
chance = random.Random(seed)


def read(name):
    with open(f"{ladder}/{name}.csv", encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def write(name, header, rows):
    with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([header.split()] + rows)


def day(first, last):
    return first + timedelta(days=chance.randrange((last - first).days + 1))


levels = [row["code"] for row in read("levels")]
asked = {code: [row["code"] for row in read("expectations") if row["level"] == code] for code in levels}
shifts = [row["code"] for row in read("shifts")]
kinds = [row["code"] for row in read("specializations")]
works = [row["code"] for row in read("work-types")]
steps = [row["code"] for row in read("steps") if row["measure"] == "product_surface"]
# Days at which something changes for 2026-10-31, and the days beside them.
edges = [date(year, 10, 31) + timedelta(days=by) for year in (2024, 2025) for by in (-1, 0, 1)]

people = []
for number in range(count):
    boss = people[chance.randrange(max(0, (number - 1) // 12), (number - 1) // 6 + 1)] if number else None
    depth = boss["depth"] + 1 if boss else 0
    place = max(0, len(levels) - 1 - depth - chance.choice((0, 0, 1)))
    hired = day(date(2018, 1, 1), date(2026, 5, 31))
    moved = day(max(hired, date(2024, 7, 1)), date(2026, 6, 30)) if hired < date(2024, 6, 1) else hired
    way = chance.choices((0, 1, -1), (70, 26, 4))[0] if moved > hired else 0
    people.append({
        "id": f"R{number:05}", "boss": boss, "depth": depth, "hired": hired, "moved": moved, "team": [],
        "before": levels[max(0, min(len(levels) - 1, place - way))], "level": levels[place],
        "kind": chance.choice(kinds), "kind_before": None, "left": chance.random() < 0.03,
        # Some have done all that is asked, and some go on with the job that they left.
        "habit": chance.choices(("star", "old job", "any"), (12, 12, 76))[0]})
    people[-1]["kind_before"] = chance.choice(kinds) if chance.random() < 0.15 else people[-1]["kind"]
    if boss:
        boss["team"].append(people[-1])

header = "employee_id name level level_since manager specialization hire_date status"
rosters = [], []
for one in people:
    boss = one["boss"]["id"] if one["boss"] else ""
    known = [one["id"], f"Person {one['id']}"]
    if one["hired"] <= date(2024, 6, 30):
        rosters[0].append(known + [one["before"], one["hired"], boss, one["kind_before"], one["hired"], "active"])
    since = one["moved"] if one["level"] != one["before"] and one["hired"] <= date(2024, 6, 30) else one["hired"]
    rosters[1].append(known + [one["level"], since, boss, one["kind"], one["hired"],
                               "left" if one["left"] else chance.choice(("active",) * 9 + ("leave",))])
write("roster-1", header, rosters[0])
write("roster-2", header, rosters[1])
# Some were hired later than it was said at first: what was logged before that day does not count any more.
write("roster-3", header, [row[:6] + [row[6] + timedelta(days=300)] + row[7:] for row in rosters[1]
                           if row[3] > row[6] + timedelta(days=300) and chance.random() < 0.2])

scope = []
for one in people:
    star = one["habit"] == "star"
    for measure, value in (("product_surface", lambda: chance.choice(steps[-1:] if star else steps)),
                           ("direct_reports", lambda: chance.randrange(5) + 2 * star),
                           ("horizon", lambda: chance.choice((36,) if star else (1, 3, 6, 12, 24, 36)))):
        for _ in range(chance.choice((1, 2) if star else (0, 1, 1, 2))):
            scope.append([one["id"], measure, value(), day(one["hired"], date(2026, 11, 30))])
write("scope", "person measure value effective_on", scope)


def voices(one):
    """Who may say something about somebody, and in which relation."""
    boss = one["boss"]
    above = boss["boss"] if boss else None
    found = [("Lido bank", "customer"), ("Churn", "metric"), (one["id"], "self")]
    found += [(boss["id"], "manager")] * 4 if boss else []
    found += [(peer["id"], "peer") for peer in (boss["team"][:4] if boss else []) if peer is not one]
    found += [(above["id"], "skip_manager")] if above else []
    found += [(peer["id"], "manager_peer") for peer in (above["team"][:4] if above else []) if peer is not boss]
    found += [(report["id"], "direct_report") for report in one["team"][:2]]
    return found


evidence = []
for one in people:
    place = levels.index(one["level"])
    goal = levels[min(place + 1, len(levels) - 1)]
    diligence = chance.choice((0, 0.3, 0.7, 0.95, 1, 1))
    luck = chance.choice(((1, 2, 5, 2), (3, 3, 3, 1), (0, 1, 8, 3)))
    around = voices(one)
    wanted = [(code, diligence) for code in asked[goal]] + [(code, diligence * 0.5) for code in shifts]
    wanted += [(code, chance.choice((0, 0.6, 1))) for code in asked[one["level"]]]
    wanted += [(code, 0.1) for code in asked[levels[max(0, place - 1)]]]
    if one["habit"] == "old job":
        wanted = [(code, 1) for code in asked[levels[max(0, place - 1)]] * 2] + wanted[:2]
    if one["habit"] == "star":
        heard = [voice for voice in around if voice[1] in ("peer", "manager_peer", "skip_manager")]
        for code in asked[goal] + shifts:
            for observer, relation in [voice for voice in around if voice[1] == "manager"][:1] + heard[-1:] + heard[:1]:
                happened = max(one["hired"], day(date(2025, 11, 5), date(2026, 6, 30)))
                evidence.append([f"X{len(evidence)}", one["id"], code, chance.choice(("solid", "solid", "exemplary")),
                                 observer, relation, happened, chance.choice(works), "It happened.", "submitted", "", ""])
        wanted = [(code, share * 0.05) for code, share in wanted]
    for code, share in wanted:
        if chance.random() >= share:
            continue
        for _ in range(chance.choice((1, 2, 2, 3, 4))):
            observer, relation = chance.choice(around)
            happened = chance.choice((
                day(date(2023, 6, 1), date(2026, 10, 30)), day(date(2025, 10, 1), date(2026, 6, 30)),
                day(date(2025, 11, 1), date(2026, 4, 30)), chance.choice(edges)))
            if happened < one["hired"] and chance.random() < 0.7:
                happened = one["hired"]
            status = chance.choices(("submitted", "confirmed", "disputed", "withdrawn"), (80, 12, 5, 3))[0]
            if relation == "self" and chance.random() < 0.6:
                status = "confirmed"
            others = [who for who, how in around if how in ("manager", "peer", "manager_peer") and who != observer]
            if status == "confirmed" and not others:
                status = "submitted"
            evidence.append([
                f"X{len(evidence)}", one["id"], code, chance.choices(("contrary", "emerging", "solid", "exemplary"), luck)[0],
                observer, relation, happened, chance.choice(works + [""]), "It happened.", status,
                *((chance.choice(others), max(happened, date(2026, 10, 30))) if status == "confirmed" else ("", ""))])
write("evidence", "external_id person expectation strength observer relation observed_on work_type summary status "
      "confirmed_by confirmed_on", evidence)
