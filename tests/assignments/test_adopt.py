"""``coursekit init --from``: somebody's repository becomes a course that is right at once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from coursekit.assignments.adopt import Notebook, adopt
from coursekit.spec import load
from tests.conftest import coursekit

LAB = Notebook("A lab", assignment=True, released=True, imports=("numpy", "math"))
SOURCE = Notebook("A source", assignment=True, released=False, imports=("sklearn.metrics",))
LECTURE = Notebook("A lecture", assignment=False, released=False, imports=("bs4",))


def names(found: object) -> list[str]:
    return [str(path) for path, _, _ in found.assignments]  # type: ignore[attr-defined]


def test_the_order_of_the_term() -> None:
    paths = ["hw/hw02/hw02.ipynb", "hw/hw01/hw01.ipynb", "lab/lab02.ipynb", "lab/lab01.ipynb"]
    paths += ["project1/maps.ipynb", "lab/lab10.ipynb"]
    found = adopt(paths, dict.fromkeys(paths, LAB))
    assert [Path(name).stem for name in names(found)] == [
        "lab01",
        "hw01",
        "lab02",
        "hw02",
        "lab10",
        "maps",
    ]


def test_no_solution_and_no_key_is_released() -> None:
    paths = ["lab/lab01/lab01.ipynb", "lab/lab01/lab01-solution.ipynb", "lab/lab01/data.csv"]
    paths += ["keys/lab01-autograder.zip", "solutions/all.ipynb", "lec/one.ipynb", "hw/hw1/hw1.py"]
    paths += ["hw/hw1/rows.csv", "requirements.txt", ".git/config"]
    notebooks = {path: LAB for path in paths if path.endswith("ipynb")}
    notebooks |= {"lec/one.ipynb": LECTURE, "hw/hw1/hw1.py": SOURCE}
    found = adopt(paths, notebooks)
    assert names(found) == ["lab/lab01/lab01.ipynb", "hw/hw1/hw1.py"]
    assert found.files == ("lab/lab01/data.csv", "lec/")
    assert str(found.assignments[0][2]) == "keys/lab01-autograder.zip"
    assert found.requirements == ()
    assert "solutions/all.ipynb" in found.remarks[0]


def test_one_name_once() -> None:
    paths = ["lab01/lab.ipynb", "lab02/lab.ipynb"]
    found = adopt(paths, dict.fromkeys(paths, LAB))
    assert names(found) == ["lab01/lab.ipynb"]
    assert "same name" in found.remarks[0]


def test_packages_come_from_imports_where_none_are_named() -> None:
    own = Notebook("Its own", assignment=False, released=False, imports=("drawing",))
    paths = ["lab.ipynb", "hw.py", "lec/one.ipynb", "lec/two.ipynb"]
    notebooks = dict(zip(paths, (LAB, SOURCE, LECTURE, own), strict=True))
    found = adopt([*paths, "lec/drawing.py"], notebooks)
    assert found.requirements == ("beautifulsoup4", "numpy", "scikit-learn")
    found = adopt([*paths, ".devcontainer/requirements.txt"], notebooks)
    assert (found.environment, found.requirements) == (".devcontainer", ())


@pytest.fixture
def theirs(words: Path, built_tiny: Path, tmp_path: Path) -> Path:
    """A repository with one released lab, its key, and a lecture."""
    root = tmp_path / "theirs"
    (root / "labs" / "lab02").mkdir(parents=True)
    (root / "keys").mkdir()
    (root / "lectures").mkdir()
    shutil.copy(words / "student" / "lab02.ipynb", root / "labs" / "lab02")
    shutil.copy(words / "autograder.zip", root / "keys" / "lab02.zip")
    (root / "lectures" / "notes.md").write_text("# Notes\n")
    for name in ("requirements.txt", "requirements.lock"):
        shutil.copy(built_tiny / name, root)
    git = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.edu", "-C", root]
    for words_ in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Material"]):
        subprocess.run([*git, *words_], check=True)
    return root


@pytest.mark.parametrize("kind", ["folder", "address"])
def test_what_it_writes_is_a_course(theirs: Path, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "ours"
    source = theirs if kind == "folder" else f"file://{theirs}"
    ran = coursekit("init", place, "--from", source)
    assert (ran.code, ran.err) == (0, "")
    course = load(place).courses[0].course
    assert [item.notebook for item in course.assignments] == ["labs/lab02/lab02.ipynb"]
    assert course.assignments[0].autograder == "keys/lab02.zip"
    assert course.files == ("lectures",)
    given = (theirs / "labs" / "lab02" / "lab02.ipynb").read_bytes()
    assert (place / "labs" / "lab02" / "lab02.ipynb").read_bytes() == given
    assert coursekit("check", place).code == 0


def test_it_is_proven_to_open_and_run(theirs: Path, built_tiny: Path) -> None:
    assert coursekit("init", theirs, "--from", theirs).code == 0
    environments = built_tiny / ".coursekit" / "environments"
    (theirs / ".coursekit" / "environments").symlink_to(environments)
    ran = coursekit("assign", theirs, "--json")
    assert [row["status"] for row in ran.json["results"]] == ["released"]
    lab = theirs / "labs" / "lab02" / "lab02.ipynb"
    lab.write_text(lab.read_text().replace("import otter", "import autter"))
    ran = coursekit("assign", "-q", theirs)
    assert ran.code == 4
    assert "cell 1 stops with ModuleNotFoundError: No module named 'autter'" in ran.err


def test_a_dry_run_leaves_nothing(theirs: Path, tmp_path: Path) -> None:
    assert coursekit("init", "--dry-run", tmp_path / "new", "--from", theirs).code == 0
    assert not (tmp_path / "new").exists()


def test_what_is_no_course_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for source, said in (
        (tmp_path / "nowhere", "no such folder"),
        (tmp_path / "empty", "none of its 0 notebooks"),
        (f"file://{tmp_path}/nowhere", "git could not fetch"),
    ):
        ran = coursekit("init", tmp_path / "new", "--from", source)
        assert ran.code == (1 if "git" in said else 2)
        assert said in ran.err
