"""What ``coursekit init`` writes is a good course, or a good fleet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import coursekit


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("Spring Term", []),
        ("spring", ["--fleet"]),
        ("spring", ["--title", 'Bees: "a course"']),
        ("101", []),
        ("true", ["--fleet", "--title", "2027"]),
        ("a-very-long-name-for-a-folder-of-a-course", ["--fleet"]),
    ],
)
def test_check_accepts_it(tmp_path: Path, name: str, options: list[str]) -> None:
    made = coursekit("init", *options, tmp_path / name)
    assert made.code == 0, made.err
    checked = coursekit("check", tmp_path / name)
    assert (checked.code, checked.err) == (0, "")


def test_editors_find_the_schema(tmp_path: Path) -> None:
    coursekit("init", "--fleet", tmp_path)
    for file in (tmp_path / "fleet.yml", tmp_path / "course" / "course.yml"):
        first = file.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (file.parent / first.partition("=")[2]).is_file()


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    shown = coursekit("init", "--dry-run", tmp_path / "new")
    assert "course.yml" in shown.out
    assert not (tmp_path / "new").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("pandas\n")
    assert coursekit("init", tmp_path).code == 2
    assert (tmp_path / "requirements.txt").read_text() == "pandas\n"
    assert not (tmp_path / "course.yml").exists()
