"""Requirement files read line by line, and the lock that comes of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.environment.requirements import (
    RequirementFile,
    indexes,
    problems,
    server_packages,
    server_pins,
)

HERE = Path("course")


def found(text: str) -> list[tuple[int, str, str]]:
    """Return line, message and hint of every problem of a requirements.txt."""
    return [
        (problem.where.line if problem.where else 0, problem.message, problem.hint)
        for problem in problems((RequirementFile("requirements.txt", text),), HERE)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# a remark",
        "numpy>=2,<3  # a remark",
        "pandas[excel]==2.2.3; python_version < '3.13'",
        "-r more.txt",
        "--index-url https://example.org/simple",
        "./wheels/numpy-2.0-py3-none-any.whl",
        "numpy @ https://example.org/numpy.zip",
        "Jupyter_Hub",
        "notebook",
        "notebook>=7",
        "otter-grader~=7.0",
        "six==1.16.0 --hash=sha256:00",
    ],
)
def test_good_lines(line: str) -> None:
    assert found(line) == []


def test_all_bad_lines_are_found() -> None:
    assert found("numpy\nnumpy=1.2\npip install six\njupyterhub<5\na b\n") == [
        (2, "this line does not name a package: numpy=1.2", "write numpy==1.2"),
        (3, "this line does not name a package: pip install six", "write six"),
        (
            4,
            f"the course asks for jupyterhub<5, and its notebook servers need {pin('jupyterhub')}",
            f"remove this line, or allow {pin('jupyterhub').partition('==')[2]}:"
            " coursekit brings jupyterhub",
        ),
        (
            5,
            "this line does not name a package: a b",
            "write one package a line, such as numpy>=2,<3",
        ),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("-e .", "a lock can't hold a folder: -e ."),
        (".", "a lock can't hold a folder: ."),
        ("./local-package", "a lock can't hold a folder: ./local-package"),
        ("file:///srv/package", "a lock can't hold a folder: file:///srv/package"),
        ("git+https://example.org/u/r.git", "a lock can't hold a repository's address: "),
        ("r @ git+https://example.org/u/r", "a lock can't hold a repository's address: r @ "),
        ("-e git+https://example.org/u/r", "a lock can't hold a repository's address: git+"),
    ],
)
def test_what_has_no_hash(line: str, message: str) -> None:
    ((number, said, hint),) = found(f"numpy\n{line}\n")
    assert number == 2
    assert said.startswith(message)
    assert hint


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://anna:s3cret@example.org/simple",
        "--extra-index-url=https://s3cret@example.org/simple",
        "numpy @ https://anna:s3cret@example.org/numpy.zip",
        "git+https://s3cret@example.org/u/r.git",
    ],
)
def test_a_password_is_refused_and_not_repeated(line: str) -> None:
    ((_, message, hint),) = found(line)
    assert "holds a password or token" in message
    assert "s3cret" not in message + hint


def test_the_course_s_own_package_needs_no_line() -> None:
    source = RequirementFile("requirements.txt", "-e .\n")
    (problem,) = problems((source,), HERE, package=True)
    assert problem.hint == "remove this line: the course's own package is installed anyway"


def test_indexes_are_named_again_for_the_install() -> None:
    text = "--extra-index-url https://a.example/s\n--extra-index-url=https://b.example/s\nsix\n"
    found = indexes((RequirementFile("requirements.txt", text),))
    assert found == {"UV_EXTRA_INDEX_URL": "https://a.example/s https://b.example/s"}


def pin(name: str) -> str:
    return str(server_pins()[name])


def test_names_are_compared_as_the_index_does() -> None:
    assert [line for line, _, _ in found("Otter_Grader<7\n")] == [1]


@given(st.text())
def test_no_line_crashes(text: str) -> None:
    source = RequirementFile("requirements.txt", text)
    list(source.included())
    list(problems((source,), HERE))


def test_included_files_are_relative_to_the_file_that_names_them() -> None:
    source = RequirementFile("binder/requirements.txt", "-r ../base.txt\nsix\n--constraint=c.txt\n")
    assert list(source.included()) == [(1, "binder/../base.txt"), (3, "binder/c.txt")]


def test_the_server_packages_are_exact() -> None:
    assert all(re.fullmatch(r"[a-z-]+==[0-9.]+", line) for line in server_packages().split())


def test_a_lock_is_exact_hashed_and_names_no_index(built_tiny: Path) -> None:
    text = (built_tiny / "requirements.lock").read_text()
    packages = re.findall(r"^([\w.-]+)==\S+", text, re.MULTILINE)
    assert set(server_pins()) <= set(packages)
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "--index" not in text


def test_the_venv_has_the_packages_and_not_coursekit(built_tiny: Path) -> None:
    (python,) = (built_tiny / ".coursekit" / "environments").glob("*/bin/python")
    code = "from importlib.util import find_spec as f; print(bool(f('otter')), f('coursekit'))"
    ran = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "True None\n"
    assert list(python.parent.parent.rglob("otter/__pycache__/*.pyc")), "bytecode is compiled"
