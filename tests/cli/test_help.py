"""What ``--help`` says of every command, and that saying it is cheap.

After a change that is meant: ``COLUMNS=100 coursekit COMMAND --help > tests/cli/help/COMMAND.txt``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from coursekit.cli.main import COMMANDS, app
from tests.conftest import coursekit

HELP = Path(__file__).parent / "help"


def all_commands() -> list[str]:
    """Return every command with its subcommands: ``book``, ``book build``."""
    names = [""]
    context = click.Context(app)
    for name in COMMANDS:
        names.append(name)
        command = app.get_command(context, name)
        if isinstance(command, click.Group):
            names += [f"{name} {inner}" for inner in command.list_commands(context)]
    return names


@pytest.mark.parametrize("name", all_commands())
def test_help(name: str) -> None:
    ran = coursekit(*name.split(), "--help", env={"COLUMNS": "100"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (HELP / f"{name.replace(' ', '-') or 'coursekit'}.txt").read_text("utf-8")


def test_no_help_is_left_over() -> None:
    named = {f"{name.replace(' ', '-') or 'coursekit'}.txt" for name in all_commands()}
    assert {path.name for path in HELP.iterdir()} == named


HEAVY = ("git", "jupyter_book", "jupyterhub", "jupytext", "nbformat", "otter", "pydantic", "rich")


@pytest.mark.parametrize("words", [["--help"], ["up", "--help"], ["--version"]])
def test_nothing_heavy_is_imported(words: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "coursekit", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.split("\n")
    }
    assert "click" in imported
    assert imported.isdisjoint(HEAVY)
