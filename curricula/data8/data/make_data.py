"""Make the data files of this course.

Run it from anywhere:

    python make_data.py

It needs nothing but Python. All places and people are made up. The numbers come from one seed for
each file, so that every run gives the same files, byte for byte. An assignment reads its data from
its own folder; the list COPIES below says which file is copied where.
"""

import csv
import random
import shutil
from pathlib import Path

DATA = Path(__file__).resolve().parent
COURSE = DATA.parent

COPIES = {
    "bus_stops.csv": "labs/lab01",
    "bus_waits.csv": "labs/lab02",
    "heat.csv": "hw/hw01",
}


def write(name, labels, rows):
    """Write one CSV file into the data folder."""
    with open(DATA / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(labels)
        writer.writerows(rows)


def bus_stops():
    """The ten stops of Route 7, written by hand."""
    rows = [
        ["Train Station", 0, 186, "yes"],
        ["Market Street", 3, 64, "no"],
        ["Public Library", 5, 88, "yes"],
        ["Health Clinic", 8, 47, "yes"],
        ["Orchard Homes", 10, 131, "no"],
        ["River Bridge", 13, 22, "no"],
        ["Middle School", 15, 95, "yes"],
        ["Shopping Plaza", 18, 212, "yes"],
        ["Sports Field", 21, 17, "no"],
        ["College Campus", 24, 158, "yes"],
    ]
    write("bus_stops.csv", ["stop", "minutes", "boardings", "shelter"], rows)


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


def heat():
    """Two thermometers on one campus at 3 pm, on each day of July and August."""
    source = random.Random(2025)
    rows = []
    for month, days in [("July", 31), ("August", 31)]:
        for day in range(1, days + 1):
            sky = "cloudy" if source.random() < 0.3 else "clear"
            if sky == "clear":
                lot = round(source.gauss(95 if month == "July" else 97, 4))
                gap = round(source.gauss(11, 2.5))
            else:
                lot = round(source.gauss(84, 4))
                gap = round(source.gauss(3, 2.5))
            rows.append([month, day, sky, lot, lot - gap])
    write("heat.csv", ["month", "day", "sky", "lot", "grove"], rows)


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


def enrollment():
    """Ten fall terms of a made-up college, six programs. It looks like a real table and is not."""
    source = random.Random(2016)
    programs = {
        "Biology": (420, 8),
        "Business": (910, -12),
        "Computing": (380, 34),
        "English": (510, -9),
        "Nursing": (260, 12),
        "Welding": (120, 6),
    }
    rows = []
    for year in range(2016, 2026):
        for program, (start, change) in programs.items():
            students = start + change * (year - 2016) + source.gauss(0, 12)
            if year in (2020, 2021):
                students = students * 0.88
            students = round(students)
            part_time = round(students * min(0.9, max(0.1, source.gauss(0.62, 0.04))))
            rows.append([year, program, students - part_time, part_time])
    write("enrollment.csv", ["year", "program", "full_time", "part_time"], rows)


if __name__ == "__main__":
    bus_stops()
    bus_waits()
    heat()
    rents()
    enrollment()
    for name, folder in COPIES.items():
        shutil.copyfile(DATA / name, COURSE / folder / name)
    for path in sorted(DATA.glob("*.csv")):
        print(path.name, path.stat().st_size, "bytes")
