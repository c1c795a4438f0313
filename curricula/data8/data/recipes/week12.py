"""Used cars and a power bill, for Lab 9 and Homework 9 (correlation and regression)."""

import random

from recipes.table import write


def cars():
    """180 used cars for sale in a made-up town. One price has a zero too many, as in real lists."""
    source = random.Random(1209)
    rows = []
    for number in range(1, 181):
        age = source.randint(2, 12)
        miles = max(8, round(source.gauss(11.5 * age, 16)))
        price = 24500 - 950 * age - 62 * miles + source.gauss(0, 1500)
        seats = source.choice([4, 5, 5, 5, 7])
        rows.append([number, age, miles, seats, 50 * round(max(1500, price) / 50)])
    rows[131][4] = rows[131][4] * 10
    write("cars.csv", ["car", "age", "miles", "seats", "price"], rows)


def power():
    """Electricity that a made-up campus uses on 240 days of classes: more when it is hot or cold."""
    source = random.Random(1212)
    rows = []
    for day in range(1, 241):
        high = round(source.uniform(30, 100))
        use = 18.0 + 0.21 * max(0, high - 65) + 0.19 * max(0, 65 - high) + source.gauss(0, 1.3)
        people = round(source.gauss(2600, 420))
        rows.append([day, high, people, round(use + 0.0011 * (people - 2600), 1)])
    write("power.csv", ["day", "high", "people", "use"], rows)


MAKE = [cars, power]
COPIES = {"cars.csv": "labs/lab09", "power.csv": "hw/hw09"}
