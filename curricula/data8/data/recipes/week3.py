"""Heat on a campus, students by year, and songs, for Homework 1, a lecture and Lab 3."""

import random

from recipes.table import write


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


MAKE = [heat, enrollment, songs]
COPIES = {"heat.csv": "hw/hw01", "songs.csv": "labs/lab03"}
