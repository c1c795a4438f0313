"""Waits for a bus, and homes for rent, for Lab 2 and many lectures."""

import random

from recipes.table import write


def bus_waits():
    """Waiting times at one stop: 240 weekday buses in four weeks, 48 for each day of the week."""
    source = random.Random(707)
    usual_wait = {"Morning": 6.0, "Afternoon": 9.0, "Evening": 12.0}
    usual_riders = {"Morning": 31, "Afternoon": 14, "Evening": 22}
    extra_wait = {"Monday": 1.0, "Tuesday": -1.0, "Wednesday": 0.0, "Thursday": 3.0, "Friday": 0.5}
    rows = []
    for week in range(1, 5):
        for day in extra_wait:
            for period, buses in [("Morning", 5), ("Afternoon", 3), ("Evening", 4)]:
                for _ in range(buses):
                    average = usual_wait[period] + extra_wait[day]
                    wait = max(1, round(source.gauss(average, 3.5)))
                    riders = max(2, round(source.gauss(usual_riders[period] + 0.4 * wait, 5)))
                    rows.append([week, day, period, wait, riders])
    write("bus_waits.csv", ["week", "day", "period", "wait", "riders"], rows)


def rents():
    """Ninety homes for rent in five made-up neighborhoods."""
    source = random.Random(4200)
    places = {
        "Downtown": (1750, 12),
        "Garden Hill": (1600, 25),
        "Mill District": (1350, 18),
        "Northside": (1200, 38),
        "Riverside": (1450, 30),
    }
    rows = []
    for place, (base, minutes) in places.items():
        for _ in range(18):
            bedrooms = source.choice([1, 1, 2, 2, 3])
            rent = base + 450 * (bedrooms - 1) + source.gauss(0, 140)
            bus_minutes = max(4, round(source.gauss(minutes, 5)))
            rows.append([place, bedrooms, 5 * round(rent / 5), bus_minutes])
    source.shuffle(rows)
    write("rents.csv", ["neighborhood", "bedrooms", "rent", "bus_minutes"], rows)


MAKE = [bus_waits, rents]
COPIES = {"bus_waits.csv": "labs/lab02"}
