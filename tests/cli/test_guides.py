"""What the README and the guides tell people to type is what the commands take."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import click
import pytest

from coursekit.cli.main import app as program
from tests.conftest import TOP

PAGES = [TOP / "README.md", *sorted((TOP / "guides").glob("*.md"))]
_BLOCK = re.compile(r"```(?:console|yaml)\n(.*?)```", re.DOTALL)
_LINE = re.compile(r"(?:^\$ |run: )coursekit (?P<words>[^#|\n]*)", re.MULTILINE)
_IN_TEXT = re.compile(r"`coursekit (?P<words>[^`]+)`")


def commands(page: Path) -> list[str]:
    """Return the words after ``coursekit`` in the blocks and in the text of a page."""
    text = page.read_text("utf-8")
    found = [line["words"] for block in _BLOCK.findall(text) for line in _LINE.finditer(block)]
    return [*found, *(match["words"] for match in _IN_TEXT.finditer(_BLOCK.sub("", text)))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_are_known_with_their_options(page: Path) -> None:
    for words in commands(page):
        parse(program, shlex.split(re.sub(r"\$\{\{.*?\}\}", "x", words)))


def test_something_is_checked() -> None:
    assert sum(len(commands(page)) for page in PAGES) > 10


@pytest.mark.parametrize("words", ["no-such-command", "up --no-such-option"])
def test_a_wrong_one_is_seen(words: str) -> None:
    with pytest.raises(click.UsageError):
        parse(program, words.split())


def parse(command: click.Command, words: list[str]) -> None:
    """Parse as the program does, and run nothing; a group's command is parsed in turn."""
    of_the_group = words[:1] in (["--help"], ["--version"])
    context = click.Context(command, info_name=command.name, resilient_parsing=of_the_group)
    if isinstance(command, click.Group) and not of_the_group:
        _, found, rest = command.resolve_command(context, words)
        assert found is not None
        parse(found, rest)
    else:
        with contextlib.suppress(click.MissingParameter):
            command.parse_args(context, words)
