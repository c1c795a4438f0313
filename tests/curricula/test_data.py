"""The data of curricula/data8 comes from its generator, byte for byte."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import DATA8

LARGEST = 10 * 2**20
"""Bytes that all data of the course may take."""


def test_the_generator_writes_the_data_and_its_copies(tmp_path: Path) -> None:
    course = tmp_path / "data8"
    shutil.copytree(DATA8, course, ignore=shutil.ignore_patterns(".coursekit", "*.csv"))
    made = subprocess.run([sys.executable, course / "data" / "make_data.py"], capture_output=True)
    assert made.returncode == 0, made.stderr
    kept = {path.relative_to(DATA8): path.read_bytes() for path in DATA8.glob("[a-z]*/**/*.csv")}
    assert kept == {path.relative_to(course): path.read_bytes() for path in course.rglob("*.csv")}
    assert sum(map(len, kept.values())) < LARGEST


def test_each_file_of_data_is_documented() -> None:
    text = (DATA8 / "data" / "README.md").read_text("utf-8")
    assert [path.name for path in DATA8.glob("data/*.csv") if path.name not in text] == []
