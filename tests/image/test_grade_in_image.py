"""``coursekit grade --engine docker``: the same grading in containers of the course's image."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.assignments.conftest import Assigned
from tests.conftest import Ran, copy_of, coursekit
from tests.grading.test_grade import ANSWERS, answered, book

pytestmark = pytest.mark.xdist_group("docker")

ANSWERS_INSIDE = {
    **{name: ANSWERS[name] for name in ("right", "partial", "stops", "dies")},
    "looks": {
        "total = ...": "import socket, os\\n"
        "total = 55\\n"
        "assert not os.path.exists('/home/jovyan')\\n"
        "try:\\n"
        "    socket.create_connection(('192.0.2.1', 80), 2)\\n"
        "except OSError as error:\\n"
        "    raise RuntimeError(f'uid {os.getuid() > 1000}, {error.strerror}')",
        "lines = ...": "lines = 3",
    },
}


@pytest.fixture(scope="module")
def handed_in(imaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("from") / "handed-in"
    folder.mkdir()
    student = Assigned(imaged).result("lab01") / "student" / "lab01.ipynb"
    for name, answers in ANSWERS_INSIDE.items():
        (folder / f"{name}.ipynb").write_text(answered(student, answers))
    return folder


def graded(course: Path, folder: Path, *words: str) -> Ran:
    return coursekit("grade", "lab01", folder, "--project", course, "--json", *words)


def test_the_same_scores_as_without_a_container(imaged: Path, handed_in: Path) -> None:
    inside = graded(imaged, handed_in, "--engine", "docker")
    assert inside.code == 0, inside.err
    assert "in containers of" in inside.err
    found = book(inside)
    scores = {name: (row["total"], row["q1"], row["q2"]) for name, row in found.items()}
    assert scores["right"] == ("3", "2", "1")
    assert scores["partial"] == ("2", "1", "1")
    assert scores["stops"] == ("3", "2", "1")
    assert found["dies"]["status"] == "crashed"
    here = book(graded(imaged, handed_in, "--out", str(imaged.parent / "here")))
    assert scores == {name: (row["total"], row["q1"], row["q2"]) for name, row in here.items()}

    # It is confined in there, too, under an account of its own and with no network.
    assert "uid True, Network is unreachable" in found["looks"]["message"]

    # Nothing stays behind, and nothing is graded twice.
    again = graded(imaged, handed_in, "--engine", "docker")
    assert again.json["results"]["seconds"] < inside.json["results"]["seconds"]
    argv = ["docker", "ps", "--all", "--quiet", "--filter", f"volume={imaged}/.coursekit/logs"]
    for _ in range(60):
        if not (left := subprocess.run(argv, capture_output=True, text=True, check=True).stdout):
            break
        subprocess.run(["sleep", "0.5"], check=True)
    assert left == ""


def test_an_image_of_another_lock_is_refused(imaged: Path, handed_in: Path, tmp_path: Path) -> None:
    other = copy_of(imaged, tmp_path / "other")
    record = (other / "course.lock").read_text()
    (other / "course.lock").write_text(record.replace("lock: ", "lock: 0", 1))
    ran = graded(other, handed_in, "--engine", "docker")
    assert ran.code == 2
    assert "was built with another requirements.lock" in ran.json["problems"][0]["message"]
    (other / "course.lock").unlink()
    ran = graded(other, handed_in, "--engine", "docker")
    assert ran.code == 2
    (problem,) = ran.json["problems"]
    assert "has no image yet" in problem["message"]
    assert "coursekit build-image" in problem["hint"]
