"""The rules of the leak gate, in the words in which ``coursekit release --explain`` says them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from coursekit.spec.release import RuleName

EDITION = "1"
"""Changes when a rule finds something else in the same file: what was checked is checked again."""


@dataclass(frozen=True)
class Explained:
    """A rule: what it looks for, why, and what to do about a finding."""

    name: RuleName
    looks_for: str
    never: str
    """What it leaves alone."""
    cure: str


RULES = (
    Explained(
        "solution",
        "Code or text between otter's SOLUTION marks of any assignment, in any released file:"
        " pasted into another notebook, an output, an attachment, a data file, an archive, a file"
        " of another name or type. Layout, quotes and comments don't hide it.",
        "Lines that any course has (x = 1, imports), and what also stands in the part of the same"
        " assignment that students see.",
        "take it out of the file; if it is in the source of the assignment, put otter's marks"
        " around it",
    ),
    Explained(
        "hidden-test",
        "The text of a hidden test, its messages, or a test that says of itself that it is hidden.",
        "What a public test of the same question says, too.",
        "take it out; a released notebook carries public tests only",
    ),
    Explained(
        "instructor",
        "Cells and lines under otter's IGNORE marks, which are for the staff.",
        "Lines that any course has, and what also stands in the students' part.",
        "take it out of the file",
    ),
    Explained(
        "output",
        "Outputs that show answers: any output in a student notebook that otter made, an output of"
        " an answer cell or of a passed check in other notebooks, and what a solution printed or"
        " drew, anywhere.",
        "Outputs of lectures and of other cells, unless a solution printed the same.",
        "clear the outputs of the notebook and save it",
    ),
    Explained(
        "marks",
        "Otter's own marks (ASSIGNMENT CONFIG, BEGIN QUESTION, SOLUTION ...) in a released"
        " file: it is an author's notebook, or a part of one.",
        "The words in running text; # HIDDEN alone, with which lectures hide a cell.",
        "release the student copy: list the notebook under assignments, not under files",
    ),
    Explained(
        "autograder",
        "Autograder zips, what is in them, and files that only the autograder is to have.",
        "Files that otter also gives to students.",
        "take it out of files, or out of the folder that is released",
    ),
    Explained(
        "token",
        "Tokens, keys and passwords: private keys, tokens of GitHub, GitLab, Google and others,"
        " passwords in addresses, long random values called password, token or secret, and the"
        " secrets that this project itself uses.",
        "Placeholders such as ghp_xxxx or <your-token>.",
        "revoke it first: whoever could read the file may have it. Then take it out",
    ),
    Explained(
        "path",
        "Absolute paths of the author's machine: home folders, and where the course lies.",
        "Homes of images and of examples, such as /home/jovyan or /Users/yourname.",
        "clear the output, or write the path relative to the notebook",
    ),
    Explained(
        "unreadable",
        "Files that unpack to more than the gate looks through.",
        "Everything below 200 MB.",
        "release the files in it as they are, or link to where they are",
    ),
)

NAMES: tuple[str, ...] = get_args(RuleName)


def rule(name: str) -> Explained:
    """Return the rule called ``name``."""
    return next(item for item in RULES if item.name == name)


def explained(names: Sequence[str]) -> str:
    """Return the text of ``--explain`` for some rules."""
    return "\n\n".join(_one(rule(name)) for name in names)


def _one(item: Explained) -> str:
    told = {"finds": item.looks_for, "leaves": item.never, "cure": item.cure}
    lines: list[str] = [item.name]
    for word, text in told.items():
        first = f"  {f'{word}:':<8}"
        lines += textwrap.wrap(text, 96, initial_indent=first, subsequent_indent=" " * len(first))
    lines += [
        "  If students may see it, say so in course.yml, and why:",
        "    release:",
        "      allow:",
        f"        - {{rule: {item.name}, file: FILE, why: the reason}}",
    ]
    return "\n".join(lines)
