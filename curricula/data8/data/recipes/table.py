"""Writes tables into the data folder."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent


def write(name, labels, rows):
    """Write one CSV file into the data folder."""
    with open(DATA / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(labels)
        writer.writerows(rows)
