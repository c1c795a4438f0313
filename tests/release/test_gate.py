"""What each rule finds in a file, and what it leaves alone."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from coursekit.release import contents, gate
from coursekit.release.machine import Machine
from tests.release.course import Question, as_bytes, cell, knowledge, notebook, shown

LAB = {"lab01": [Question("Which?", "harbor_total", ("sum(rents) - 417",), "harbor_total == 9132")]}
ANSWER = "harbor_total = sum(rents) - 417"
ROOTS_HOME = PurePosixPath("/root")


def told(
    path: str, data: bytes | str, known: gate.Knowledge | None = None
) -> list[tuple[str, int]]:
    raw = data.encode() if isinstance(data, str) else data
    known = known or knowledge(LAB)
    return sorted({(item.rule, item.cell) for item in gate.findings(path, raw, known)})


def test_where_it_is_and_a_short_excerpt() -> None:
    book = notebook(cell("markdown", "# x"), cell("code", "1", outputs=[shown(f"[{ANSWER}]")]))
    (found,) = gate.findings("lectures/a.ipynb", as_bytes(book), knowledge(LAB))
    assert (found.rule, found.cell) == ("solution", 2)
    assert found.what == "the solution of lab01, question q0, cell 6 (in its output)"
    assert found.excerpt == "harbor_total = sum(re…"
    again = gate.findings("lectures/a.ipynb", as_bytes(book), knowledge(LAB))
    assert again == [found], "the number stays the same"


@pytest.mark.parametrize(
    "text",
    [
        "x = 5 # SOLUTION",
        "# BEGIN SOLUTION",
        "# ASSIGNMENT CONFIG\nname: lab01",
        "# # BEGIN QUESTION\n# name: q1",
        "# BEGIN TESTS",
        '""" # BEGIN TEST CONFIG\nhidden: true',
        json.dumps({"source": ["x = 5 # SOLUTION\n", "y"]}),
    ],
)
def test_marks_of_otter(text: str) -> None:
    assert ("marks", 0) in told("data/notes.txt", text)


@pytest.mark.parametrize(
    "text",
    [
        "# Solution",
        "## SOLUTION",
        "the SOLUTION",
        "# Begin",
        "we begin tests",
        "# hidden treasures",
        "# HIDDEN\nplot(x)",
    ],
)
def test_words_that_are_no_marks(text: str) -> None:
    assert told("README.md", text) == []


def test_outputs() -> None:
    answer = cell("code", "z = 3", outputs=[shown("7")], metadata={"tags": ["otter_answer_cell"]})
    passed = cell("code", 'grader.check("q1")', outputs=[shown("q1 passed! 🎉")])
    failed = cell("code", 'grader.check("q1")', outputs=[shown("q1 failed, 1 passed")])
    lecture = cell("code", "1 + 1", outputs=[shown("2")], execution_count=1)
    book = as_bytes(notebook(answer, passed, failed, lecture))
    assert told("elsewhere/released.ipynb", book) == [("output", 1), ("output", 2)]
    assert told("labs/lab01.ipynb", book) == [("output", number) for number in (1, 2, 3, 4)]


def test_a_picture_that_a_solution_drew() -> None:
    data = b"\x89PNG drawn by the solution"
    known = gate.Knowledge(files={hashlib.sha256(data).hexdigest(): ("output", "a plot")})
    assert told("data/plot.png", data, known) == [("output", 0)]
    assert told("data/plot.png", data + b"!", known) == []


def test_autograders() -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in ("run_autograder", "otter_config.json", "tests/q1.py"):
            archive.writestr(name, "x")
    assert ("autograder", 0) in told("data/pictures.zip", whole.getvalue())
    assert told("keys/autograder.zip", b"") == [("autograder", 0)]
    assert told("labs/lab01-autograder_2026_11_24T01_02_03_456789.zip", b"") == [("autograder", 0)]
    assert told("labs/about-autograder.md", "How we grade") == []
    public = {"tests": {"q1": {"suites": [{"cases": [{"code": ">>> 1", "hidden": True}]}]}}}
    assert told("a.ipynb", as_bytes(notebook(otter=public))) == [("hidden-test", 0)]


def test_archives_within_archives() -> None:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        entry = tarfile.TarInfo("a/b.txt")
        entry.size = len(ANSWER)
        archive.addfile(entry, io.BytesIO(ANSWER.encode()))
    assert told("data/x.tar", tar.getvalue()) == [("solution", 0)]
    assert told("data/x.tar.gz", gzip.compress(tar.getvalue())) == [("solution", 0)]
    page = b"%PDF-1.4\nstream\n" + zlib.compress(f"BT {ANSWER} ET".encode()) + b"\nendstream"
    assert told("data/x.pdf", page) == [("solution", 0)]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04broken", b"\x1f\x8b\x08rest", b"BZh9", b"%PDF-stream\nx"]
)
def test_broken_archives_are_files_like_others(data: bytes) -> None:
    assert told("data/x", data) == []


def test_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "LARGEST", 1000)
    assert told("data/zeros.gz", gzip.compress(b"0" * 5000)) == [("unreadable", 0)]


@pytest.mark.parametrize(
    "text",
    [
        f"gh{'p'}_{'x' * 36}",
        "https://ada:PASSWORD@example.edu",
        "https://user:<token>@example.edu/x",
        'password = "correct horse battery staple"',
        'token = "your-token-goes-here"',
        "api_key = os.environ['API_KEY']",
        "sk-learn is short for scikit-learn",
        "https://example.edu/a?token=abc",
        'secret = "aaaaaaaaaaaaaaaaaaaaaaaaaa11"',
        "postgresql://localhost:5432/data8",
    ],
)
def test_what_is_no_key(text: str) -> None:
    assert told("README.md", text) == []


@pytest.mark.parametrize(
    ("text", "is_path"),
    [
        ("/home/ada/x.csv", True),
        ('"/Users/ada/data8/lab.ipynb"', True),
        (r"C:\Users\Ada\data8", True),
        (r"C:\\Users\\Ada\\data8", True),
        ("file:///home/ada/x", True),
        ("/home/jovyan/data8/lab.ipynb", False),
        ("/Users/yourname/Desktop", False),
        ("https://example.edu/home/ada/page", False),
        ("/opt/conda/lib/python3.11/site-packages", False),
        ("~/data8", False),
        ("/home/", False),
        ("at /srv/course-a it is", True),
        ("/srv/course-a/labs", True),
        ("/srv/course-another", False),
        ("example.edu/srv/course-a/labs", False),
        (f"{ROOTS_HOME}/secret.txt", True),
        (f"log in as {ROOTS_HOME} and", False),
    ],
)
def test_paths(text: str, is_path: bool) -> None:
    machine = Machine.of([PurePosixPath("/srv/course-a"), ROOTS_HOME])
    found = told("README.md", text, gate.Knowledge(machine=machine))
    assert found == ([("path", 0)] if is_path else [])


def test_folders_that_say_nothing() -> None:
    vague = map(PurePosixPath, ["/", "/srv", "/home/jovyan", "/home"])
    assert Machine.of(vague).folders == ()
    assert Machine.of([PureWindowsPath(r"D:\teach\data8")]).folders == (r"D:\teach\data8",)
    machine = Machine.of([PureWindowsPath(r"D:\teach\data8")])
    assert told("a.md", r"in D:\teach\data8\labs", gate.Knowledge(machine=machine)) == [("path", 0)]


def test_a_symbolic_link_of_the_history() -> None:
    machine = Machine.of([PurePosixPath("/srv/course-a")])
    assert told("link", "/srv/course-a/keys", gate.Knowledge(machine=machine)) == [("path", 0)]
