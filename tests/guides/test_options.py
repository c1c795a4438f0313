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
from tests.guides.pages import PAGES, blocks

WRITTEN = [TOP / "README.md", *(page for page in PAGES if page.parent.name != "reference")]
_LINE = re.compile(r"(?:^(?:\$ )?(?:sudo )?|run: )coursekit (?P<words>[^#|\n]*)", re.MULTILINE)
_IN_TEXT = re.compile(r"`coursekit (?P<words>[^`]+)`")
_BLOCKS = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def commands(page: Path) -> list[str]:
    """Return the words after ``coursekit`` in the blocks and in the text of a page."""
    shown = [text for kind in ("console", "yaml", "text") for text in blocks(page, kind)]
    found = [line["words"] for block in shown for line in _LINE.finditer(block)]
    text = _BLOCKS.sub("", page.read_text("utf-8"))
    in_text = (" ".join(match["words"].split()) for match in _IN_TEXT.finditer(text))
    return [words for words in [*found, *in_text] if not words.startswith("...")]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)
def test_commands_are_known_with_their_options(page: Path) -> None:
    for words in commands(page):
        parse(program, shlex.split(re.sub(r"\$\{\{.*?\}\}", "x", words)))


def test_something_is_checked() -> None:
    assert sum(len(commands(page)) for page in WRITTEN) > 100


@pytest.mark.parametrize("words", ["no-such-command", "up --no-such-option"])
def test_a_wrong_one_is_seen(words: str) -> None:
    with pytest.raises(click.UsageError):
        parse(program, words.split())


def parse(command: click.Command, words: list[str]) -> None:
    """Parse as the program does, and run nothing; a group's command is parsed in turn."""
    of_the_group = words[:1] in (["--help"], ["--version"])
    context = click.Context(command, info_name=command.name, resilient_parsing=of_the_group)
    if isinstance(command, click.Group) and not of_the_group:
        if not words:
            return
        _, found, rest = command.resolve_command(context, words)
        assert found is not None
        parse(found, rest)
    else:
        with contextlib.suppress(click.MissingParameter):
            command.parse_args(context, words)
