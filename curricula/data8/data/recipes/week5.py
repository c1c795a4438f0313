"""A season in three tables, for Homework 3."""

import random

from recipes.table import write


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


MAKE = [league]
COPIES = {"teams.csv": "hw/hw03", "games.csv": "hw/hw03", "towns.csv": "hw/hw03"}
