"""What people have on their disk, or do by hand, before a command of a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from tests.conftest import DATA8
from tests.guides.pages import GUIDES, blocks

LAB = "labs/lab01/lab01.py"
ANSWERS = {"ada_1001_5001_lab01.ipynb": "total = 55", "benlee_1002_5002_lab01.ipynb": "total = 10"}
ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,Lab 1: First steps (77)
    Points Possible,,,,,1
"Lovelace, Ada",1001,a1,ada,1,
"Lee, Ben",1002,b1,ben,1,
"""


def start(folder: Path) -> None:
    """Nothing is there."""


def course(folder: Path) -> None:
    """Beside the course lies what a class handed in, as Canvas gives it, and the class list."""
    student = released(folder / "my-course")
    with zipfile.ZipFile(folder / "submissions.zip", "w") as file:
        for name, answer in ANSWERS.items():
            file.writestr(name, json.dumps(answered(student, answer)))
    (folder / "roster.csv").write_text(ROSTER, "utf-8")


def own_notebook(folder: Path) -> None:
    """There is no course yet."""
    (folder / "my-course").rename(folder / "built")


def the_repository(folder: Path) -> None:
    """coursekit's repository, as far as the Data 8 course goes."""
    place = folder / "coursekit" / "curricula" / "data8"
    shutil.copytree(DATA8, place, ignore=shutil.ignore_patterns(".coursekit"))
    commit(folder / "coursekit", "All of it")


def adapted(folder: Path) -> None:
    """The course was adapted from somebody's, who corrected theirs since; and so did we."""
    built, theirs, ours = folder / "built", folder / "theirs", folder / "my-course"
    ours.rename(built)
    shutil.copytree(built, theirs, ignore=shutil.ignore_patterns(".coursekit"))
    (theirs / "data").mkdir()
    (theirs / "data" / "heat.csv").write_text("day,degrees\n1,71\n", "utf-8")
    source = theirs / LAB
    first = source.read_text("utf-8")
    head, mark, question = first.partition("# %% [raw]\n# # BEGIN QUESTION\n")
    question = question.replace("name: q1\n", "name: q1_2\n")
    source.write_text(head + mark + question, "utf-8")
    commit(theirs, "As it was")
    run(folder, "coursekit", "init", "my-course", "--from", "theirs")
    shutil.copy(built / "requirements.lock", ours)
    lend_environment(built, ours)
    change(ours / LAB, "**Question 1.**", "**First question.**")
    (theirs / "data" / "heat.csv").write_text("day,degrees\n1,71\n2,69\n", "utf-8")
    commit(theirs, "One more day of heat")
    change(source, "Click in a cell", "Imagine you click in a cell")
    commit(theirs, "Say imagine")
    change(source, "Add up 1, 2, 3 and so on up to 10.", "Add up 1 to 10, with 10 itself.")
    change(source, "== 55", "== 54 + 1")
    commit(theirs, "Clearer hint in 1.2")


def edit_the_question(folder: Path) -> None:
    change(folder / "my-course" / LAB, "Give the name", "Please give the name")


def a_student_saves(folder: Path) -> None:
    """What the browser leaves in the home of a student who opened the lab and answered."""
    course = folder / "my-course"
    place = course / ".coursekit/homes/trial/ada/my-course/labs/lab01/lab01.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(answered(released(course), "total = 55")), "utf-8")


def write_fleet(folder: Path) -> None:
    """Write the ``fleet.yml`` that the page shows."""
    text = next(text for text in blocks(GUIDES / "first-term.md", "yaml") if "fleet:" in text)
    (folder / "my-course" / "fleet.yml").write_text(text, "utf-8")


def write_colleges(folder: Path) -> None:
    text = next(text for text in blocks(GUIDES / "many-colleges.md", "yaml") if "fleet:" in text)
    (folder / "colleges" / "fleet.yml").write_text(text, "utf-8")


def write_valley(folder: Path) -> None:
    """Write the fleet of twelve colleges that the page shows."""
    (folder / "valley").mkdir()
    text = blocks(GUIDES / "capacity.md", "yaml")[0]
    (folder / "valley" / "fleet.yml").write_text(text, "utf-8")


def add_the_survey(folder: Path) -> None:
    """Make the notebook as the page says, cell by cell, and name it in ``course.yml``."""
    page = GUIDES / "autograding.md"
    listed, settings = blocks(page, "yaml")
    course = folder / "my-course"
    spec = course / "course.yml"
    head = spec.read_text("utf-8").partition("assignments:")[0]
    spec.write_text(head + listed, "utf-8")
    place = course / "labs" / "survey"
    place.mkdir()
    (place / "survey.csv").write_text("31.3\n31.5\n", "utf-8")
    cells = [
        new_raw_cell(settings),
        new_code_cell('import numpy as np\nages = np.loadtxt("survey.csv")'),
        new_raw_cell("# BEGIN QUESTION\nname: q1\npoints: 2"),
        new_markdown_cell("What is the average age?"),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell("average = ages.mean()  # SOLUTION"),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# BEGIN TESTS"),
        *(new_code_cell(test) for test in blocks(page, "python")),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), place / "survey.ipynb")
    shutil.copy(folder / "built" / "requirements.lock", course)
    lend_environment(folder / "built", course)


def surveys_come_in(folder: Path) -> None:
    student = released(folder / "my-course", "survey")
    (folder / "handed-in").mkdir()
    for name in ("ada", "ben"):
        text = json.dumps(answered(student, "average = 31.4", "average = ..."))
        (folder / "handed-in" / f"{name}.ipynb").write_text(text, "utf-8")


AT_FIRST: dict[str, Callable[[Path], None]] = {
    "start": start,
    "assignments": adapted,
    "autograding": own_notebook,
    "data8": the_repository,
}
"""What is there when a page begins; on other pages a built course and what a class handed in."""

BEFORE: dict[tuple[str, str], Callable[[Path], None]] = {
    ("start", "coursekit release"): edit_the_question,
    ("start", "coursekit grade"): a_student_saves,
    ("first-term", "coursekit check"): write_fleet,
    ("many-colleges", "coursekit check colleges"): write_colleges,
    ("capacity", "coursekit hub size valley --init-prices"): write_valley,
    ("autograding", "coursekit assign"): add_the_survey,
    ("autograding", "coursekit grade"): surveys_come_in,
}
"""What the page tells people to do by hand before a command, the last one of its kind."""


def released(course: Path, name: str = "lab01") -> Path:
    """Return the student's notebook of an assignment."""
    return next((course / ".coursekit" / "assignments").glob(f"*/student/{name}.ipynb"))


def answered(student: Path, answer: str, dots: str = "total = ...") -> dict[str, object]:
    """Return a student's notebook with an answer in the place of the dots."""
    notebook: dict[str, object] = json.loads(
        student.read_text("utf-8").replace(f'"{dots}', f'"{answer}')
    )
    return notebook


def lend_environment(built: Path, course: Path) -> None:
    """Let a course use the venv of one with the same packages."""
    (course / ".coursekit").mkdir(exist_ok=True)
    (course / ".coursekit" / "environments").symlink_to(built / ".coursekit" / "environments")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old} is in {file.name} {text.count(old)} times"
    file.write_text(text.replace(old, new), "utf-8")


def commit(repository: Path, message: str) -> None:
    """Commit all that is in a folder."""
    run(repository, "git", "init", "--quiet")
    run(repository, "git", "add", "--all")
    author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.edu")
    run(repository, "git", *author, "commit", "--quiet", "--message", message)


def typed_in() -> dict[str, str]:
    """Return the environment of a shell that finds ``coursekit``."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path}


def run(folder: Path, *words: str) -> None:
    done = subprocess.run(words, cwd=folder, env=typed_in(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
