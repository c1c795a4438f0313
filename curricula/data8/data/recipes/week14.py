"""Text messages, health checks and avocados, for Lab 10, Homework 11 and Lecture 23 (classification)."""

import random

from recipes.table import write


def messages():
    """240 text messages, some of them from people who want your money. In random order."""
    source = random.Random(1404)
    rows = []
    for _ in range(240):
        if source.random() < 0.4:
            kind = "scam"
            length, capitals, digits = source.gauss(128, 26), source.gauss(15, 5), source.gauss(8, 4)
        else:
            kind = "real"
            length, capitals, digits = source.gauss(78, 34), source.gauss(7, 3.5), source.gauss(3.5, 3)
        numbers = [max(12, round(length)), max(0, round(capitals, 1)), max(0, round(digits))]
        rows.append([*numbers, kind])
    write("messages.csv", ["length", "capitals", "digits", "kind"], rows)


def checkups():
    """400 people at a made-up clinic: what a short check measured, and what the laboratory found."""
    source = random.Random(1411)
    rows = []
    for _ in range(400):
        ill = source.random() < 0.16
        age = min(85, max(18, round(source.gauss(56 if ill else 44, 13))))
        sugar = max(65, round(source.gauss(124 if ill else 96, 14)))
        pulse = max(48, round(source.gauss(76 if ill else 72, 9)))
        rows.append([age, sugar, pulse, "yes" if ill else "no"])
    write("checkups.csv", ["age", "sugar", "pulse", "ill"], rows)


def avocados():
    """90 avocados: how far they give way, how dark they are, and whether they were ripe inside."""
    source = random.Random(1423)
    rows = []
    for _ in range(90):
        ripe = source.random() < 0.5
        give = round(max(0.2, source.gauss(4.6 if ripe else 2.4, 1.1)), 1)
        dark = min(100, max(5, round(source.gauss(68 if ripe else 44, 14))))
        rows.append([give, dark, "ripe" if ripe else "hard"])
    write("avocados.csv", ["give", "dark", "inside"], rows)


MAKE = [messages, checkups, avocados]
COPIES = {"messages.csv": "labs/lab10", "checkups.csv": "hw/hw11"}
