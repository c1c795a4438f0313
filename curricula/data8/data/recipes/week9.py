"""Words learned with and without music, text messages and a gym, for Lab 7 and Homework 6 (A/B tests)."""

import random

from recipes.table import write


def study():
    """120 students who learned words. A coin decided who had music; a habit is what they chose themselves."""
    source = random.Random(934)
    sounds = ["music"] * 60 + ["quiet"] * 60
    source.shuffle(sounds)
    rows = []
    for number, sound in enumerate(sounds, 1):
        second = int(source.random() < 0.45)
        usual = "quiet" if source.random() < (0.68 if second else 0.3) else "music"
        words = round(source.gauss(19 + 3.6 * second + (2.4 if sound == "quiet" else 0), 4.8))
        rows.append([number, second, usual, sound, min(40, max(3, words))])
    write("study.csv", ["student", "second", "usual", "sound", "words"], rows)


def registration():
    """400 students who got one of two text messages by chance, and whether they registered in time."""
    source = random.Random(920)
    messages = ["plain", "plan"] * 200
    source.shuffle(messages)
    rows = []
    for number, message in enumerate(messages, 1):
        chance = 0.64 if message == "plan" else 0.54
        rows.append([number, message, int(source.random() < chance)])
    write("registration.csv", ["student", "message", "registered"], rows)


def gym():
    """320 students: do they use the gym, how much do they work, and what are their grades?"""
    source = random.Random(932)
    rows = []
    for number in range(1, 321):
        many = source.random() < 0.48
        uses = source.random() < (0.24 if many else 0.62)
        gpa = source.gauss(2.66 if many else 3.1, 0.4)
        words = ["many" if many else "few", "yes" if uses else "no"]
        rows.append([number, *words, round(min(4, max(1, gpa)), 1)])
    write("gym.csv", ["student", "work", "gym", "gpa"], rows)


MAKE = [study, registration, gym]
COPIES = {"study.csv": "labs/lab07", "registration.csv": "hw/hw06", "gym.csv": "hw/hw06"}
