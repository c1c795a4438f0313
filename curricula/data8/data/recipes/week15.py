"""Visits to a counselor, a rowing team and a warning program, for Homework 12 (privacy and ethics)."""

import random

from recipes.table import write

TOWNS = ["Ash Creek", "Brookfield", "Clay Hill", "Dunmore", "Eastport"]
PROGRAMS = ["Biology", "Business", "Computing", "English", "Nursing", "Welding"]
NAMES = ["Ada", "Ben", "Carla", "Dev", "Elif", "Femi", "Gus", "Hana", "Ines", "Jun", "Kofi", "Lena"]


def person(source):
    """Age, program and town of one student."""
    age = 17 + min(43, 1 + int(source.expovariate(1 / 7)))
    return [age, source.choices(PROGRAMS, [4, 8, 6, 4, 5, 2])[0], source.choices(TOWNS, [9, 7, 4, 3, 2])[0]]


def visits():
    """600 students who saw a counselor, without names; and a rowing team, with names."""
    source = random.Random(1512)
    reasons = ["exams", "family", "health", "money", "sleep"]
    rows = [[*person(source), source.choice(reasons)] for _ in range(600)]
    write("visits.csv", ["age", "program", "town", "reason"], rows)
    places = [(row[0], row[1], row[2]) for row in rows]
    alone = [row for row in rows if places.count((row[0], row[1], row[2])) == 1]
    team = [row[:3] for row in source.sample(alone, 5)] + [person(source) for _ in range(7)]
    source.shuffle(team)
    rowers = [[name, *facts] for name, facts in zip(NAMES, team, strict=True)]
    write("rowers.csv", ["name", "age", "program", "town"], rowers)


def warnings():
    """A program's score for 500 students, and who failed a class. Evening students score too low."""
    source = random.Random(1515)
    rows = []
    for _ in range(500):
        time = "evening" if source.random() < 0.4 else "day"
        failed = source.random() < 0.3
        score = source.gauss(62 if failed else 38, 14) - (12 if time == "evening" else 0)
        rows.append([time, min(100, max(0, round(score))), "yes" if failed else "no"])
    write("warnings.csv", ["time", "score", "failed"], rows)


MAKE = [visits, warnings]
COPIES = {"visits.csv": "hw/hw12", "rowers.csv": "hw/hw12", "warnings.csv": "hw/hw12"}
