"""No link that was handed in leads anywhere while a submission's folder is laid out."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest

import coursekit.nursery

sys.path.append(str(Path(coursekit.nursery.__file__).parent))

from coursekit_warm.grading.place import lay_out


@pytest.fixture
def autograder(tmp_path: Path) -> Path:
    """A zip that brings a file, one of a folder, and one below what a student may have put."""
    place = tmp_path / "autograder.zip"
    with zipfile.ZipFile(place, "w") as made:
        made.writestr("files/data.csv", "the author's")
        made.writestr("files/deep/more.csv", "the author's")
        made.writestr("files/../../up.csv", "nobody's")
    return place


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A folder with files, and with links to what is outside of it."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "word.txt").write_text("secret")
    folder = tmp_path / "in"
    (folder / "own").mkdir(parents=True)
    (folder / "lab.ipynb").write_text("{}")
    (folder / "own" / "plain.txt").write_text("mine")
    for name in ("data.csv", "deep", "own/link.txt", "own/folder"):
        (folder / name).symlink_to(tmp_path / "secret" / ("word.txt" if "." in name else ""))
    os.mkfifo(folder / "own" / "pipe")
    os.mkfifo(folder / "pipe.csv")
    return folder


def test_links_and_pipes_are_left_out(autograder: Path, handed_in: Path, tmp_path: Path) -> None:
    files = [str(path) for path in handed_in.iterdir() if path.name != "lab.ipynb"]
    place = lay_out(tmp_path / "work", handed_in / "lab.ipynb", str(autograder), files)
    found = [path for path in place.rglob("*") if not path.is_dir() or path.is_symlink()]
    assert [path for path in found if path.is_symlink() or not path.is_file()] == []
    assert {path.relative_to(place).as_posix(): path.read_text() for path in found} == {
        "__init__.py": "",
        "data.csv": "the author's",
        "deep/more.csv": "the author's",
        "lab.ipynb": "{}",
        "own/plain.txt": "mine",
    }
    assert (tmp_path / "secret" / "word.txt").read_text() == "secret"
    assert sorted(path.name for path in (tmp_path / "secret").iterdir()) == ["word.txt"]


def test_a_notebook_that_is_a_link_is_not_read(autograder: Path, tmp_path: Path) -> None:
    (tmp_path / "right.ipynb").write_text("{}")
    (tmp_path / "lab.ipynb").symlink_to(tmp_path / "right.ipynb")
    os.mkfifo(tmp_path / "pipe.ipynb")
    for name in ("lab.ipynb", "pipe.ipynb"):
        with pytest.raises(OSError, match=r"symbolic|not a file"):
            lay_out(tmp_path / name[:3], tmp_path / name, str(autograder), [])
