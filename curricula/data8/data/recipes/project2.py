"""A lottery for grants at a made-up college, for Project 2."""

import random

from recipes.table import write

APPLICANTS = 900
GRANTS = 300


def person(source, number):
    """One student who asked for a grant, before the lottery."""
    age = 17 + min(42, 1 + int(source.expovariate(1 / 8)))
    parent = source.random() < min(0.7, max(0.03, (age - 19) / 30))
    work = 5 * round(min(40, max(0, source.gauss(20 if age < 25 else 26, 10))) / 5)
    day = min(10, 1 + int(source.expovariate(1 / 3.5)))
    pantry = source.random() < (0.6 if parent else 0.12 + 0.01 * max(0, work - 20))
    return {"number": number, "day": day, "age": age, "parent": parent, "work": work, "pantry": pantry}


def spring(source, one, grant):
    """What happened in the spring: did the student come back, and with how many hours of work?"""
    chance = 0.72 + 0.09 * grant - 0.2 * one["parent"] - 0.005 * (one["work"] - 20)
    returned = source.random() < chance
    work = one["work"] - (3.2 if grant else 0) + source.gauss(0, 6)
    return int(returned), round(min(40, max(0, work)))


def lottery():
    """All applicants, the lottery, and the spring after it."""
    source = random.Random(300900)
    people = [person(source, number) for number in range(1, APPLICANTS + 1)]
    winners = set(source.sample(range(1, APPLICANTS + 1), GRANTS))
    rows = []
    for one in people:
        grant = one["number"] in winners
        returned, work_spring = spring(source, one, grant)
        words = ["yes" if one["parent"] else "no", one["work"], "yes" if one["pantry"] else "no"]
        start = [one["number"], one["day"], one["age"], *words]
        rows.append([*start, "yes" if grant else "no", returned, work_spring])
    labels = ["number", "day", "age", "parent", "work", "pantry", "grant", "returned", "work_spring"]
    write("grants.csv", labels, rows)


MAKE = [lottery]
COPIES = {"grants.csv": "projects/project2"}
