"""Whose a submission is: nobody is lost, nobody is merged with another."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.grading.submissions import from_homes, from_paths


def handed_in(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return [submission.student for submission in from_paths([folder], "lab01")]


@pytest.mark.parametrize(
    ("files", "students"),
    [
        (["ada.ipynb", "lin.ipynb"], ["ada", "lin"]),
        (["ada/lab01.ipynb", "lin/lab01.ipynb"], ["ada", "lin"]),
        (["a/ada.ipynb", "b/ada.ipynb"], ["a/ada", "b/ada"]),
        (["a/ada/lab01.ipynb", "b/ada/lab01.ipynb"], ["ada", "ada (2)"]),
        (
            ["a/ada/lab01.ipynb", "b/ada/lab01.ipynb", "c/ada (2)/lab01.ipynb"],
            ["ada", "ada (2)", "ada (2) (2)"],
        ),
        (
            ["ada.ipynb", ".ipynb_checkpoints/ada.ipynb", "__MACOSX/._ada.ipynb", "notes.txt"],
            ["ada"],
        ),
    ],
)
def test_students_are_named_by_file_or_folder(
    tmp_path: Path, files: list[str], students: list[str]
) -> None:
    assert handed_in(tmp_path, *files) == students


NAMES = st.sampled_from(["ada", "lab01", "ada (2)", "ada (3)", "lin", "a"])


@given(st.sets(st.lists(NAMES, min_size=1, max_size=3).map("/".join), min_size=1, max_size=8))
def test_every_file_gets_a_name_of_its_own(files: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        handed_in(place, *(f"{name}.ipynb" for name in files))
        found = from_paths([place], "lab01")
        assert sorted(one.path.relative_to(place).as_posix() for one in found) == sorted(
            f"{name}.ipynb" for name in files
        )
        assert len({one.student for one in found}) == len(files)
        assert found == from_paths([place], "lab01")


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "ada.ipynb"
    file.touch()
    again = tmp_path / "." / ".." / tmp_path.name / "ada.ipynb"
    assert [one.student for one in from_paths([file, tmp_path, again], "lab01")] == ["ada"]


def test_two_students_may_hand_in_the_same_bytes(tmp_path: Path) -> None:
    assert handed_in(tmp_path, "ada.ipynb", "lin.ipynb") == ["ada", "lin"]


def test_a_folder_without_notebooks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CoursekitError, match="no notebook in this folder"):
        from_paths([tmp_path], "lab01")


def test_homes_keep_colleges_apart(tmp_path: Path) -> None:
    for person in ("north/ada", "north/lin", "south/ada", "west/ada"):
        (tmp_path / person / "tiny" / "labs").mkdir(parents=True)
        if person != "north/lin":
            (tmp_path / person / "tiny" / "labs" / "lab01.ipynb").touch()
    found = from_homes(tmp_path, ["north", "south"], "tiny", "labs/lab01.ipynb")
    assert [(one.college, one.student) for one in found] == [("north", "ada"), ("south", "ada")]
