"""A year at a campus cafe, for Homework 8 (the bell curve and the size of a sample)."""

import random

from recipes.table import write


def shifts():
    """800 shifts at a made-up cafe: cups sold make a bell, tips don't."""
    source = random.Random(1108)
    rows = []
    for number in range(1, 801):
        cups = round(source.gauss(142, 24))
        tips = 6 + source.gammavariate(1.3, 21)
        rows.append([number, max(40, cups), round(tips)])
    rows[476][2] = 412
    write("shifts.csv", ["shift", "cups", "tips"], rows)


MAKE = [shifts]
COPIES = {"shifts.csv": "hw/hw08"}
