"""Runners, for Homework 10 (inference for regression)."""

import random

from recipes.table import write


def runners():
    """110 people of a made-up race over five kilometers, drawn by chance from all who took part."""
    source = random.Random(1310)
    rows = []
    for number in range(1, 111):
        miles = min(45, max(2, round(source.gauss(17, 8))))
        shoes = 5 * round(source.uniform(45, 210) / 5)
        age = min(68, 18 + int(source.expovariate(1 / 12)))
        minutes = 31.2 - 0.16 * miles + 0.05 * (age - 30) + source.gauss(0, 2.4)
        rows.append([number, age, miles, shoes, round(minutes, 1)])
    write("runners.csv", ["number", "age", "miles", "shoes", "minutes"], rows)


MAKE = [runners]
COPIES = {"runners.csv": "hw/hw10"}
