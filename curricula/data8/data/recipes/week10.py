"""Phones, the cost of books and the intervals of a class, for Lab 8 and Homework 7 (the bootstrap)."""

import random

from recipes.table import write


def screens():
    """100 students of a made-up college, drawn by chance: hours a day at the phone, and where it is at night."""
    source = random.Random(1008)
    rows = []
    for number in range(1, 101):
        hours = min(11.5, max(0.4, source.gammavariate(5, 0.86)))
        near = int(source.random() < 0.66)
        rows.append([number, round(hours, 1), near])
    write("screens.csv", ["student", "hours", "near"], rows)


def books():
    """150 students of a made-up college, drawn by chance: what their books cost in a term."""
    source = random.Random(1007)
    rows = []
    for number in range(1, 151):
        evening = source.random() < 0.4
        none = source.random() < 0.12
        dollars = 0 if none else source.gammavariate(2.6, 70 if evening else 86)
        rows.append([number, "evening" if evening else "day", round(dollars)])
    write("books.csv", ["student", "time", "dollars"], rows)


def intervals():
    """The 95 percent intervals of 100 teams. Team 41 drew its resamples without replacement."""
    source = random.Random(1010)
    rows = []
    for team in range(1, 101):
        middle = source.gauss(188, 10)
        half = source.gauss(20.4, 1.6)
        left, right = round(middle - half, 1), round(middle + half + source.gauss(1, 1), 1)
        rows.append([team, left, right])
    rows[40][2] = rows[40][1] = 191.3
    write("intervals.csv", ["team", "left", "right"], rows)


MAKE = [screens, books, intervals]
COPIES = {"screens.csv": "labs/lab08", "books.csv": "hw/hw07", "intervals.csv": "hw/hw07"}
