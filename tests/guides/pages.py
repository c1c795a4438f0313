"""Reads the guides: their blocks of commands, and what they show to come out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coursekit.state import files_of
from tests.conftest import TOP

GUIDES = TOP / "guides"
PAGES = [path for path in files_of(GUIDES, ["."]) if path.suffix == ".md"]
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
_COMMENT = re.compile(r"\s{2,}#.*| {1,}# [^'\"]*$")


@dataclass(frozen=True)
class Command:
    """A command of a page, without the remark behind it, and the lines shown below it."""

    words: str
    shown: tuple[str, ...] = ()


def blocks(page: Path, kind: str) -> list[str]:
    """Return the text of the blocks of one kind, such as ``console``."""
    return [
        match["text"] for match in _BLOCK.finditer(page.read_text("utf-8")) if match["kind"] == kind
    ]


def commands(page: Path) -> list[Command]:
    """Return the commands of a page's ``console`` blocks, in order."""
    found: list[Command] = []
    for line in "".join(blocks(page, "console")).splitlines():
        if line.startswith("$ "):
            found.append(Command(_COMMENT.sub("", line[2:]).strip()))
        else:
            assert found, f"{page.name}: a console block begins with a command"
            found[-1] = Command(found[-1].words, (*found[-1].shown, line))
    return found


def missing(shown: tuple[str, ...], came: str) -> list[str]:
    """Return the lines that are shown and did not come out, in their order.

    Three dots stand for anything in a line, and alone for any lines. How wide the columns of a
    table are depends on what else is in it: several spaces are as good as one.
    """
    lines = iter([_narrow(line) for line in came.splitlines()])
    wanted = [line for line in shown if line.strip() not in ("", "...")]
    lost = []
    for line in wanted:
        parts = re.split(r" ?\.\.\. ?", _narrow(line))
        pattern = ".*".join(re.escape(part) for part in parts)
        if not any(re.fullmatch(pattern, other) for other in lines):
            lost.append(line)
            break
    return lost


def _narrow(line: str) -> str:
    return re.sub(r" +", " ", line.rstrip())


def with_commands() -> list[Path]:
    """Return the pages that have commands to run."""
    return [page for page in PAGES if commands(page)]
