"""Whole populations to draw samples from, for Lab 6 and Homework 4."""

import random

from recipes.table import write


def renters():
    """All 2,000 rented homes of a made-up town. New renters pay more, and answer online more."""
    source = random.Random(2600)
    parts = {"Center": 1650, "East": 1350, "Hills": 1900, "Station": 1450}
    rows = []
    for home in range(1, 2001):
        part = source.choices(list(parts), [5, 6, 2, 4])[0]
        years = min(30, int(source.expovariate(1 / 5)))
        rent = parts[part] * source.lognormvariate(0, 0.2) - 30 * years
        online = "yes" if source.random() < max(0.05, 0.85 - 0.09 * years) else "no"
        rows.append([home, part, years, 5 * round(max(500, rent) / 5), online])
    write("renters.csv", ["home", "part", "years", "rent", "online"], rows)


def students():
    """All 1,500 students of a made-up college in one term."""
    source = random.Random(1500)
    rows = []
    for number in range(1, 1501):
        evening = source.random() < 0.35
        age = 17 + min(45, int(source.expovariate(1 / (12 if evening else 5))) + 1)
        units = source.choice([3, 3, 6, 6, 9] if evening else [6, 9, 12, 12, 12, 15])
        miles = round(max(0.2, source.lognormvariate(1.6, 0.6)), 1)
        rows.append([number, age, units, "evening" if evening else "day", miles])
    write("students.csv", ["number", "age", "units", "time", "miles"], rows)


MAKE = [renters, students]
COPIES = {"renters.csv": "labs/lab06", "students.csv": "hw/hw04"}
