"""Late buses, and who answered a survey, for Homework 5 (tests)."""

import random

from recipes.table import write


def rides():
    """How late 120 buses were, on two made-up lines."""
    source = random.Random(80)
    rows = []
    for _ in range(120):
        line = source.choice(["Route 7", "Route 9"])
        late = round(max(-1, source.gauss(2.2 if line == "Route 7" else 3.1, 3.2)))
        rows.append([line, late])
    write("rides.csv", ["line", "minutes_late"], rows)


def answers():
    """Who answered a survey of a made-up college, by program. Written by hand."""
    rows = [
        ["Biology", 0.17, 44],
        ["Business", 0.32, 47],
        ["Computing", 0.20, 52],
        ["English", 0.16, 34],
        ["Nursing", 0.11, 17],
        ["Welding", 0.04, 6],
    ]
    write("answers.csv", ["program", "college", "answers"], rows)


MAKE = [rides, answers]
COPIES = {"rides.csv": "hw/hw05", "answers.csv": "hw/hw05"}
