"""A bike share of a made-up city, for Project 1: trips, stations, districts and days."""

import random

from recipes.table import write

STATIONS = [
    ["Art Museum", "Center", 24, 0.4, 0.3],
    ["Bay Market", "Harbor", 18, 1.9, -0.6],
    ["City Hall", "Center", 30, 0.0, 0.0],
    ["Clock Tower", "Center", 20, -0.5, 0.4],
    ["Ferry Landing", "Harbor", 26, 2.3, -0.2],
    ["Glass Works", "Mills", 14, -1.8, -1.5],
    ["Hilltop Park", "Heights", 16, 0.6, 2.4],
    ["Lower Mill", "Mills", 12, -2.4, -1.2],
    ["North College", "College", 28, -1.2, 1.9],
    ["South College", "College", 22, -1.0, 1.4],
    ["Union Station", "Center", 34, 0.3, -0.7],
    ["View Street", "Heights", 14, 1.1, 2.0],
]
"""Name, district, docks, and miles to the east and to the north of City Hall."""

FROM = [9, 6, 12, 8, 8, 2, 9, 2, 13, 10, 14, 7]
"""How often a trip starts at each station, in parts of 100."""

TO = [9, 7, 13, 9, 10, 3, 3, 3, 13, 11, 15, 4]
"""How often it ends there: less often on the hills."""

HOURS = {
    "member": [1, 5, 10, 6, 4, 4, 5, 5, 4, 6, 10, 9, 5, 3, 2, 1],
    "casual": [0, 1, 2, 3, 5, 7, 8, 9, 9, 8, 7, 6, 5, 3, 2, 1],
}
"""How often a trip starts in each hour from 6 to 21."""

NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
STORM = 37


def bike_stations():
    """The 12 stations and their places, written by hand."""
    labels = ["station", "district", "docks", "east", "north"]
    write("bike_stations.csv", labels, STATIONS)


def bike_districts():
    """The districts of the city, written by hand. One of them has no station."""
    rows = [
        ["Center", 9800, 31],
        ["College", 7400, 42],
        ["Harbor", 8600, 18],
        ["Heights", 12500, 6],
        ["Mills", 14200, 29],
        ["Orchards", 10900, 24],
    ]
    write("bike_districts.csv", ["district", "people", "no_car"], rows)


def weather(source):
    """The 91 days of a spring: number, name, highest temperature and rain."""
    days = []
    for day in range(1, 92):
        name = NAMES[(day - 1) % 7]
        wet = day == STORM or source.random() < (0.5 if name in NAMES[5:] else 0.22)
        high = round(52 + 0.26 * day + source.gauss(0, 5) - 4 * wet)
        inches = round(0.05 + source.expovariate(1 / 0.3), 2) if wet else 0.0
        days.append([day, name, high, 2.9 if day == STORM else inches])
    return days


def ride(source, kind):
    """One trip: start, end and minutes. The staff moves bikes from and to the Depot."""
    start = source.choices(STATIONS, FROM)[0]
    end = source.choices(STATIONS, TO)[0]
    if kind == "casual" and source.random() < 0.16:
        end = start
    miles = abs(start[3] - end[3]) + abs(start[4] - end[4])
    if start is end:
        minutes = 15 + source.expovariate(1 / 22)
    else:
        pace = 6.5 if kind == "member" else 9.5
        minutes = 2 + pace * miles * source.lognormvariate(0, 0.28)
    place = "Depot" if source.random() < 0.02 else start[0]
    return place, end[0], max(2, round(minutes))


def bike_trips():
    """The days, and about 25 trips a day: fewer in the rain, more when it is warm. None in a storm."""
    source = random.Random(9137)
    days = weather(source)
    write("bike_days.csv", ["day", "name", "high", "inches"], days)
    rows = []
    for day, name, high, inches in days:
        weekend = name in NAMES[5:]
        for kind, usual in [("member", 9 if weekend else 20), ("casual", 13 if weekend else 5)]:
            factor = (0.6 if inches > 0 else 1) * (0.5 + high / 120)
            for _ in range(0 if day == STORM else round(usual * factor * source.uniform(0.8, 1.2))):
                hour = source.choices(range(6, 22), HOURS[kind])[0]
                rows.append([day, hour, kind, *ride(source, kind)])
    write("bike_trips.csv", ["day", "hour", "rider", "start", "end", "minutes"], rows)


MAKE = [bike_stations, bike_districts, bike_trips]
COPIES = {
    "bike_stations.csv": "projects/project1",
    "bike_districts.csv": "projects/project1",
    "bike_days.csv": "projects/project1",
    "bike_trips.csv": "projects/project1",
}
