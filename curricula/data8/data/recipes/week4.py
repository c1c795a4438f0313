"""Ways to campus, and sleep, for Lab 4 and Homework 2."""

import random

from recipes.table import write


def commutes():
    """How 300 students of a made-up college come to class."""
    source = random.Random(1404)
    ways = {"Bike": (9, 2, 2.5), "Bus": (12, 11, 6.0), "Car": (24, 6, 11.0), "Walk": (3, 1, 0.9)}
    chances = {"North": [3, 8, 6, 3], "South": [1, 4, 14, 1]}
    rows = []
    for _ in range(300):
        campus = source.choice(["North", "North", "South"])
        mode = source.choices(list(ways), chances[campus])[0]
        speed, wait, usual = ways[mode]
        miles = max(0.3, round(source.lognormvariate(0, 0.5) * usual, 1))
        minutes = max(3, round(wait + 60 * miles / speed * source.uniform(0.8, 1.25)))
        rows.append([campus, mode, miles, minutes, source.choice([2, 2, 3, 4, 4, 5])])
    write("commutes.csv", ["campus", "mode", "miles", "minutes", "days"], rows)


def sleep():
    """Sleep, work and classes of 250 made-up students."""
    source = random.Random(808)
    programs = {"Biology": 10, "Business": 18, "Computing": 13, "English": 15, "Nursing": 20, "Welding": 24}
    rows = []
    for _ in range(250):
        program = source.choice(list(programs))
        work = min(45, max(0, round(source.gauss(programs[program], 9))))
        units = source.choice([3, 6, 6, 9, 9, 12, 12, 15])
        hours = 8.1 - 0.035 * work - 0.05 * (units - 9) + source.gauss(0, 0.8)
        coffee = max(0, round(source.gauss(4.6 - 0.45 * hours, 0.9)))
        rows.append([program, units, work, round(2 * hours) / 2, coffee])
    write("sleep.csv", ["program", "units", "work", "sleep", "coffee"], rows)


MAKE = [commutes, sleep]
COPIES = {"commutes.csv": "labs/lab04", "sleep.csv": "hw/hw02"}
