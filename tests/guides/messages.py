"""What coursekit says when something is wrong: cause, words and cure.

The cases of ``tests/cases/bad`` show whole messages, and tests hold coursekit to their words. What
no case shows is read from the source: the text of each ``Problem`` and each error.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import CASES, TOP
from tests.guides.formats import table

_START = """# Messages

Every message has the same form: what is wrong, in which file and line (`in:`), perhaps what an
engine said (`|`), and what to do (`next:`). All that is wrong in one file is told at once. The exit
code tells what kind of a problem it is; see [the commands](commands.md).

Search this page for the words that you see. Names, numbers and files are those of an example;
`{...}` stands for the words of another program.

"""
_MORE = """## More messages

What no example above shows, by the part of coursekit that says it. `…` stands for what is yours: a
name, a file, a number.

"""
_PARTS = {
    "spec": "course.yml and fleet.yml",
    "environment": "Packages and images",
    "assignments": "Assignments",
    "release": "Releases",
    "links": "Links",
    "book": "Books",
    "hub": "The hub",
    "grading": "Grading",
    "upstream": "Corrections from upstream",
    "engines": "Engines",
    "pipeline": "While something is built",
    "cli": "Commands and options",
}
_ERRORS = {"Problem", "CoursekitError", "EngineFailedError", "EngineMissingError"}


def page() -> str:
    """Return the page."""
    by_command: dict[str, list[str]] = defaultdict(list)
    for case in sorted((CASES / "bad").glob("*/case.toml")):
        about = tomllib.loads(case.read_text("utf-8"))
        words = [word for word in about.get("argv", ["check"]) if word != "-q"]
        shown = (case.parent / "expected.txt").read_text("utf-8").rstrip()
        cause = str(about["about"])
        part = (
            f"### {cause[0].upper()}{cause[1:]}\n\n"
            f"`coursekit {' '.join(words)}` ends with exit code {about.get('exit', 2)}:\n\n"
            f"```text\n{shown.replace('{here}', '/home/ada/course')}\n```\n"
        )
        by_command[_command(words[0])].append(part)
    parts = [_START]
    for command, cases in sorted(by_command.items()):
        parts += [f"## {command}\n", *cases]
    return "\n".join(parts) + "\n" + _MORE + "\n".join(_more("\n".join(parts)))


def _command(word: str) -> str:
    from coursekit.cli.main import COMMANDS

    return f"coursekit {word}" if word in COMMANDS else "A command that there is not"


def _more(shown: str) -> Iterator[str]:
    """Yield a table for each part of coursekit, without what is ``shown`` already."""
    for name, title in _PARTS.items():
        found: dict[str, str] = {}
        for path in sorted((TOP / "coursekit" / name).rglob("*.py")):
            found |= dict(_messages(path))
        rows = [
            [_escaped(message), _escaped(cure)]
            for message, cure in sorted(found.items())
            if not _is_shown(message, shown)
        ]
        if rows:
            yield f"### {title}\n\n" + table([["it says", "what to do"], *rows])


def _messages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the message and the cure of each error that a file may raise."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in _ERRORS and _tells(message := _text(node.args[0])):
            cure = next((_text(word.value) for word in node.keywords if word.arg == "hint"), "")
            cure = "" if cure == "…" else cure
            yield message, cure


def _text(node: ast.expr) -> str:
    """Return what an expression says, with ``…`` for what is known only when it runs."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left) + _text(right)
        case ast.IfExp(body=body, orelse=other):
            return " / ".join(filter(None, (_text(body), _text(other))))
    return "…"


def _tells(message: str) -> bool:
    """Tell whether enough of a message is known to find it again."""
    return len(re.findall(r"[a-z]{2,}", message)) >= 3


def _is_shown(message: str, shown: str) -> bool:
    pattern = ".+".join(re.escape(part) for part in message.split("…"))
    return re.search(pattern, shown) is not None


def _escaped(text: str) -> str:
    """Return text for a cell of a table: nothing in it is Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#~$])", r"\\\1", " ".join(text.split()))
