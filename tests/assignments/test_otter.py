"""What coursekit makes of an assignment is what plain otter makes of it, and always the same."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.assignments.conftest import LABS, Assigned
from tests.conftest import copy_of, coursekit


def without_ids(text: str, known: set[str]) -> str:
    """Take the ids away that otter drew for the cells that it added."""
    return re.sub(
        r'"id": "([^"]+)"', lambda match: match[0] if match[1] in known else '"id": ?', text
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_what_plain_otter_assign_gives(words: Path, otter: Path, tmp_path: Path) -> None:
    shutil.copytree(LABS / "lab02", tmp_path / "lab02")
    plain = [otter, "assign", "--no-pdfs", "--no-run-tests", "lab02.ipynb", "dist"]
    subprocess.run(plain, cwd=tmp_path / "lab02", check=True, capture_output=True)
    known = {
        cell["id"] for cell in json.loads((LABS / "lab02" / "lab02.ipynb").read_text())["cells"]
    }
    dist = tmp_path / "lab02" / "dist"
    for side in ("student", "autograder"):
        theirs = (dist / side / "lab02.ipynb").read_text()
        ours = (words / side / "lab02.ipynb").read_text()
        assert without_ids(ours, known) == without_ids(theirs, known)
        assert ours != theirs, "otter draws ids at random: it could not be the same"
    assert names(words / "student") == names(dist / "student")
    (theirs_zip,) = (dist / "autograder").glob("*.zip")
    with zipfile.ZipFile(theirs_zip) as old, zipfile.ZipFile(words / "autograder.zip") as new:
        assert sorted(old.namelist()) == new.namelist()
        assert all(old.read(name) == new.read(name) for name in old.namelist())


def test_the_same_source_gives_the_same_bytes_anywhere(words: Path, forms: Assigned) -> None:
    again = forms.result("lab02")
    assert again != words
    for path in words.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(words)).read_bytes() == path.read_bytes(), path


def test_all_forms_of_a_source_give_the_same_notebook(forms: Assigned) -> None:
    """All but the cells in which otter writes the name of the notebook, whose ids follow it."""
    known = {
        cell["id"] for cell in json.loads((forms.root / "nb/sums-nb.ipynb").read_text())["cells"]
    }
    texts = {
        without_ids((forms.result(name) / "student" / f"{name}.ipynb").read_text(), known).replace(
            name, "sums"
        )
        for name in ("sums-nb", "sums-py", "sums-md")
    }
    assert len(texts) == 1


def test_students_get_no_solution_and_no_hidden_test(forms: Assigned, words: Path) -> None:
    for name in ("sums-nb", "sums-py", "sums-md"):
        student = (forms.result(name) / "student" / f"{name}.ipynb").read_text()
        assert "range(1, 11)" not in student
        assert "test_total_is_right" not in student
        assert "test_total_is_a_number" in student
    assert "sheep" not in (words / "student" / "lab02.ipynb").read_text()


def test_data_files_come_along(forms: Assigned) -> None:
    for name in ("sums-nb", "sums-py", "sums-md"):
        data = forms.result(name) / "student" / "numbers.csv"
        assert data.read_bytes() == (LABS / "lab01" / "numbers.csv").read_bytes()


def test_a_released_notebook_passes_through_unchanged(forms: Assigned) -> None:
    result = forms.result("words")
    given = (forms.root / "given" / "words.ipynb").read_bytes()
    assert (result / "student" / "words.ipynb").read_bytes() == given
    key = (forms.root / "keys" / "words.zip").read_bytes()
    assert (result / "autograder.zip").read_bytes() == key


def test_zips_hold_no_times(words: Path) -> None:
    with zipfile.ZipFile(words / "autograder.zip") as made:
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_graded_with_its_own_key(forms: Assigned, tmp_path: Path) -> None:
    project = copy_of(forms.root, tmp_path / "forms")
    text = (project / "given" / "words.ipynb").read_text()
    for student, answer in (("ada", "len(word) > 5"), ("lin", "True")):
        notebook = tmp_path / "in" / student / "words.ipynb"
        notebook.parent.mkdir(parents=True)
        notebook.write_text(text.replace("    ...", f"    return {answer}"))
    ran = coursekit("grade", "words", tmp_path / "in", "--project", project, "--json")
    with Path(ran.json["results"]["gradebook"]).open(newline="") as file:
        totals = {row["login"]: row["total"] for row in csv.DictReader(file)}
    assert totals == {"ada": "1", "lin": "0.5"}


def test_plain_otter_grades_with_the_zip(words: Path, otter: Path, tmp_path: Path) -> None:
    solved = words / "autograder" / "lab02.ipynb"
    run = [otter, "run", "-a", words / "autograder.zip", "-o", tmp_path, solved]
    subprocess.run(run, cwd=tmp_path, check=True, capture_output=True)
    results = json.loads((tmp_path / "results.json").read_text())
    scores = [(test["score"], test["max_score"]) for test in results["tests"] if "score" in test]
    assert scores == [(1.0, 1.0)]


def test_gradescope_can_start_the_zip(words: Path, tmp_path: Path) -> None:
    """It runs setup.sh and run_autograder, which lie at the top of the zip."""
    subprocess.run(["unzip", "-q", words / "autograder.zip"], cwd=tmp_path, check=True)
    for name in ("setup.sh", "run_autograder"):
        assert (tmp_path / name).stat().st_mode & 0o111, name
