"""Make the data files of this course.

Run it from anywhere:

    python make_data.py

It needs nothing but Python. All places and people are made up. The numbers come from one seed for
each file, so that every run gives the same files, byte for byte. An assignment reads its data from
its own folder; the list COPIES below says which file is copied where. More files come from the
modules in the folder recipes: each has a list MAKE of functions, and COPIES of its own.
"""

import csv
import random
import shutil
import sys
from importlib import import_module
from pathlib import Path

DATA = Path(__file__).resolve().parent
COURSE = DATA.parent

COPIES = {
    "bus_stops.csv": "labs/lab01",
    "bus_waits.csv": "labs/lab02",
    "heat.csv": "hw/hw01",
    "songs.csv": "labs/lab03",
    "commutes.csv": "labs/lab04",
    "sleep.csv": "hw/hw02",
    "teams.csv": "hw/hw03",
    "games.csv": "hw/hw03",
    "towns.csv": "hw/hw03",
    "rain.csv": "labs/lab05",
    "renters.csv": "labs/lab06",
    "students.csv": "hw/hw04",
    "rides.csv": "hw/hw05",
    "answers.csv": "hw/hw05",
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


def songs():
    """The library of a made-up college radio station. Newer songs are a little shorter."""
    source = random.Random(9001)
    genres = {"Folk": (225, 98), "Hip-hop": (215, 92), "Pop": (210, 118), "Rock": (245, 126)}
    first = ["Paper", "Silver", "Quiet", "Second", "Open", "Early", "Blue", "Long", "Little", "Salt"]
    second = ["River", "Window", "Letter", "Summer", "Street", "Garden", "Signal", "Harbor"]
    third = ["Song", "Again", "Home"]
    titles = [f"{a} {b} {c}" for a in first for b in second for c in third]
    source.shuffle(titles)
    rows = []
    for title in titles[:160]:
        genre = source.choice(list(genres))
        usual_seconds, usual_tempo = genres[genre]
        year = source.randint(1985, 2024)
        seconds = round(source.gauss(usual_seconds - 1.1 * (year - 2005), 30))
        tempo = round(source.gauss(usual_tempo, 11))
        plays = round(source.expovariate(1 / (20 + 1.5 * (year - 1985))))
        rows.append([title, genre, year, seconds, tempo, plays])
    write("songs.csv", ["title", "genre", "year", "seconds", "tempo", "plays"], rows)


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


def league():
    """A season of a made-up soccer league: teams, games and towns."""
    source = random.Random(56)
    teams = [
        ["Badgers", "Alder", 1998, 1.9],
        ["Comets", "Birch Bay", 2011, 1.2],
        ["Dragonflies", "Cedar Flat", 2004, 1.6],
        ["Lanterns", "Alder", 2015, 1.0],
        ["Otters", "Dunes", 2001, 1.5],
        ["Pelicans", "Birch Bay", 1996, 1.4],
        ["Sparrows", "Elmwood", 2019, 0.8],
        ["Tides", "Dunes", 2008, 1.3],
        ["Rockets", "Fir Hill", 2025, 1.0],
    ]
    write("teams.csv", ["team", "town", "founded"], [row[:3] for row in teams])
    playing = [row for row in teams if row[0] != "Rockets"] + [["Guests", "", 0, 1.1]]
    rows = []
    for home in playing[:-1]:
        for away in playing:
            if home != away:
                goals = [home[3] + 0.35, away[3]]
                scored = [sum(source.random() < mean / 12 for _ in range(12)) for mean in goals]
                crowd = round(source.gauss(180 + 45 * home[3], 30))
                rows.append([home[0], away[0], *scored, crowd])
    source.shuffle(rows)
    write("games.csv", ["home", "away", "home_goals", "away_goals", "crowd"], rows)
    towns = [
        ["Alder", 61200, 4],
        ["Birch Bay", 23800, 18],
        ["Cedar Flat", 9400, 26],
        ["Dunes", 35100, 11],
        ["Elmwood", 14700, 7],
        ["Granite", 5200, 40],
    ]
    write("towns.csv", ["name", "people", "miles"], towns)


def rain():
    """Rain on each day of one made-up year. Wet days come in runs."""
    source = random.Random(365)
    days = {"Jan": 31, "Feb": 28, "Mar": 31, "Apr": 30, "May": 31, "Jun": 30}
    days |= {"Jul": 31, "Aug": 31, "Sep": 30, "Oct": 31, "Nov": 30, "Dec": 31}
    dry_start = {"Jun": 0.06, "Jul": 0.03, "Aug": 0.03, "Sep": 0.08}
    wet = False
    rows = []
    for month, length in days.items():
        for day in range(1, length + 1):
            wet = source.random() < (0.58 if wet else dry_start.get(month, 0.22))
            inches = max(0.01, round(source.expovariate(1 / 0.3), 2)) if wet else 0.0
            rows.append([month, day, "wet" if wet else "dry", inches])
    write("rain.csv", ["month", "day", "sky", "inches"], rows)


def renters():
    """All 2,000 rented homes of a made-up town. New renters pay more, and answer online more."""
    source = random.Random(2600)
    parts = {"Center": 1650, "East": 1350, "Hills": 1900, "Station": 1450}
    rows = []
    for home in range(1, 2001):
        part = source.choices(list(parts), [5, 6, 2, 4])[0]
        years = min(30, int(source.expovariate(1 / 5)))
        rent = parts[part] * source.lognormvariate(0, 0.2) - 30 * years
        online = "yes" if source.random() < max(0.05, 0.85 - 0.09 * years) else "no"
        rows.append([home, part, years, 5 * round(max(500, rent) / 5), online])
    write("renters.csv", ["home", "part", "years", "rent", "online"], rows)


def students():
    """All 1,500 students of a made-up college in one term."""
    source = random.Random(1500)
    rows = []
    for number in range(1, 1501):
        evening = source.random() < 0.35
        age = 17 + min(45, int(source.expovariate(1 / (12 if evening else 5))) + 1)
        units = source.choice([3, 3, 6, 6, 9] if evening else [6, 9, 12, 12, 12, 15])
        miles = round(max(0.2, source.lognormvariate(1.6, 0.6)), 1)
        rows.append([number, age, units, "evening" if evening else "day", miles])
    write("students.csv", ["number", "age", "units", "time", "miles"], rows)


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


if __name__ == "__main__":
    bus_stops()
    bus_waits()
    heat()
    rents()
    enrollment()
    songs()
    commutes()
    sleep()
    league()
    rain()
    renters()
    students()
    rides()
    answers()
    sys.dont_write_bytecode = True
    for path in sorted((DATA / "recipes").glob("[a-z]*[0-9].py")):
        recipe = import_module(f"recipes.{path.stem}")
        for make in recipe.MAKE:
            make()
        COPIES.update(recipe.COPIES)
    for name, folder in COPIES.items():
        shutil.copyfile(DATA / name, COURSE / folder / name)
    for path in sorted(DATA.glob("*.csv")):
        print(path.name, path.stat().st_size, "bytes")
