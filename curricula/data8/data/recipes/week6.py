"""A year of days, for Lab 5 (chance)."""

import random

from recipes.table import write


def rain():
    """Rain on each day of one made-up year. Wet days come in runs."""
    source = random.Random(365)
    days = {"Jan": 31, "Feb": 28, "Mar": 31, "Apr": 30, "May": 31, "Jun": 30}
    days |= {"Jul": 31, "Aug": 31, "Sep": 30, "Oct": 31, "Nov": 30, "Dec": 31}
    dry_start = {"Jun": 0.06, "Jul": 0.03, "Aug": 0.03, "Sep": 0.08}
    wet = False
    rows = []
    for month, length in days.items():
        for day in range(1, length + 1):
            wet = source.random() < (0.58 if wet else dry_start.get(month, 0.22))
            inches = max(0.01, round(source.expovariate(1 / 0.3), 2)) if wet else 0.0
            rows.append([month, day, "wet" if wet else "dry", inches])
    write("rain.csv", ["month", "day", "sky", "inches"], rows)


MAKE = [rain]
COPIES = {"rain.csv": "labs/lab05"}
