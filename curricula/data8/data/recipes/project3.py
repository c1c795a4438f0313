"""Ambulance calls of a made-up county, for Project 3: one season, and the month after it."""

import random

from recipes.table import write

STATIONS = {"North": 3.2, "River": 2.35, "South": 2.7}
"""How slow the roads around each station are."""

LABELS = ["call", "station", "miles", "lights", "rain", "minutes"]


def call(source, number, station):
    """One call: the way there, and the minutes until the ambulance arrives."""
    miles = round(0.5 + 13 * source.betavariate(1.7, 3.6), 1)
    lights = max(0, round(1.5 * miles + source.gauss(0, 2)))
    rain = source.random() < 0.16
    way = STATIONS[station] * miles**0.72 + 0.3 * lights
    minutes = 1.6 + way * (1.3 if rain else 1) + source.gauss(0, 1.1)
    return [number, station, miles, lights, "yes" if rain else "no", round(max(2, minutes), 1)]


def ambulances():
    """All 420 calls of one season."""
    source = random.Random(911)
    stations = source.choices(list(STATIONS), [3, 5, 4], k=420)
    rows = [call(source, 1001 + i, station) for i, station in enumerate(stations)]
    write("ambulances.csv", LABELS, rows)


def new_ambulances():
    """All 60 calls of the station River in the next month."""
    source = random.Random(912)
    write("new_ambulances.csv", LABELS, [call(source, 2001 + i, "River") for i in range(60)])


MAKE = [ambulances, new_ambulances]
COPIES = {"ambulances.csv": "projects/project3", "new_ambulances.csv": "projects/project3"}
