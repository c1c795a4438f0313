"""The leak gate: what one released file gives away. Pure: name and bytes in, findings out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from coursekit.release import contents
from coursekit.release.fragments import Fragment, Index
from coursekit.release.keys import keys, masked
from coursekit.release.machine import Machine
from coursekit.release.rules import EDITION
from coursekit.release.words import spans, unescaped, untagged, words
from coursekit.state import digest

_EXCERPT = 36
_MARKS = re.compile(
    r"^[ \t>#]*#[ ]?(?:ASSIGNMENT CONFIG|(?:BEGIN|END) (?:QUESTION|SOLUTION|TESTS?|IGNORE)"
    r"(?: NO PROMPT)?|BEGIN TEST CONFIG)[ \t]*$|(?<=[^\s#])[ \t]*# ?SOLUTION(?: NO PROMPT)?[ \t]*$"
    r"|^\"{3}[ ]?# BEGIN TEST CONFIG",
    re.MULTILINE,
)
_AUTOGRADER_NAMES = re.compile(
    r"(?:^|/)(?:autograder\.zip|[^/]*-?autograder_\d{4}_\d\d_\d\dT[^/]*\.zip|otter_config\.json"
    r"|run_autograder|run_otter\.py|[^/]*-sol\.pdf)$"
)
_HIDDEN = re.compile(r"[\"']hidden[\"']\s*:\s*(?:True|true)\b|\bhidden\s*=\s*True\b")
_CHECK = re.compile(r"\bgrader\.check(?:_all)?\(")
_PASSED = re.compile(r"\A(?!.*\bfailed\b).*\bpassed\b", re.IGNORECASE | re.DOTALL)
_TAGGED = re.compile(r"</?[a-zA-Z][\w:-]*[ >/]")


@dataclass(frozen=True)
class Finding:
    """Something that students must not see."""

    rule: str
    file: str
    cell: int
    """Number of the notebook's cell, from 1; 0: none."""
    what: str
    """In words: where it is from, or what it is."""
    excerpt: str
    number: str
    """Eight digits that stay the same as long as it is the same: ``release.allow`` names it."""
    commit: str = ""
    """The first commit of the release branch that has it; empty: the release to be made."""


@dataclass(frozen=True)
class Knowledge:
    """What the gate knows of a course and of the author."""

    index: Index = field(default_factory=Index)
    answers: Mapping[str, frozenset[tuple[str, ...]]] = field(default_factory=dict)
    """By the path of a student notebook that otter made: the words of its whole solved cells."""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By SHA-256: the rule and what it is, of files and pictures only the author's side has."""
    machine: Machine = field(default_factory=Machine)
    literals: tuple[str, ...] = ()
    """Secrets of this project itself."""

    @cached_property
    def digest(self) -> str:
        """Digest of everything that a finding depends on, but the file."""
        answers = [f"{path} {sorted(cells)}" for path, cells in sorted(self.answers.items())]
        return digest(
            EDITION,
            self.index.digest,
            *answers,
            *sorted(self.files),
            *self.machine.folders,
            *(digest(literal) for literal in sorted(self.literals)),
        )


def findings(path: str, data: bytes, knowledge: Knowledge) -> list[Finding]:
    """Return what the file ``path`` of the release, with the content ``data``, gives away."""
    found = [*_of_name(path, knowledge)]
    try:
        for part in contents.parts(data):
            found += _of_part(path, part, knowledge)
    except contents.TooLargeError:
        size = f"more than {contents.LARGEST // 2**20} MB of content"
        found.append(_finding("unreadable", path, 0, "what nobody looked through", size, "size"))
    notebook = contents.notebook_of(data)
    if notebook is not None:
        for cell in contents.cells(notebook):
            found += _of_cell(path, cell, knowledge)
    return [*{(item.rule, item.cell, item.number): item for item in found}.values()]


def of_message(commit: str, message: str, knowledge: Knowledge) -> list[Finding]:
    """Return what the message of a commit gives away."""
    part = contents.Part("message", message)
    return [*_of_text(f"message of {commit[:10]}", part, message, knowledge)]


def _of_name(path: str, knowledge: Knowledge) -> Iterator[Finding]:
    if _AUTOGRADER_NAMES.search(path):
        name = PurePosixPath(path).name
        yield _finding("autograder", path, 0, "a file that otter makes for graders", name, name)
    yield from _secrets(path, contents.Part("name"), path, knowledge)


def _of_part(path: str, part: contents.Part, knowledge: Knowledge) -> Iterator[Finding]:
    if part.data:
        sha = hashlib.sha256(part.data).hexdigest()
        if sha in knowledge.files:
            rule, what = knowledge.files[sha]
            yield _finding(rule, path, part.cell, what, "the same bytes", sha)
        if _is_autograder(part.data):
            yield _finding("autograder", path, part.cell, "an autograder of otter", "zip", "zip")
        return
    yield from _of_text(path, part, part.text, knowledge)
    if _TAGGED.search(part.text):
        plain = untagged(part.text)
        yield from _known(path, part, plain, knowledge)
        yield from _secrets(path, part, plain, knowledge)


def _of_text(path: str, part: contents.Part, text: str, knowledge: Knowledge) -> Iterator[Finding]:
    yield from _known(path, part, text, knowledge)
    yield from _secrets(path, part, text, knowledge)
    plain = unescaped(text) if "\\n" in text else text
    if (match := _MARKS.search(plain)) is not None:
        line = _line(plain, match.end())
        yield _finding("marks", path, part.cell, f"a mark of otter{_at(part)}", line, line)
    if "hidden" in text and (match := _HIDDEN.search(text.replace("\\", ""))) is not None:
        what = f"a test that says it is hidden{_at(part)}"
        yield _finding("hidden-test", path, part.cell, what, match[0], "says hidden")


def _known(path: str, part: contents.Part, text: str, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield the fragments of the author's side that stand in a text."""
    for hit in knowledge.index.search(words(text)):
        plain = unescaped(text)
        start = spans(plain)[hit.start][0]
        excerpt = _excerpt(plain[start:].split("\n", 1)[0])
        what = f"{_told(hit.fragment)}{_at(part)}"
        same = f"{hit.fragment.rule} {hit.fragment.origin.rpartition(', cell')[0]}"
        yield _finding(hit.fragment.rule, path, part.cell, what, excerpt, same)


def _secrets(path: str, part: contents.Part, text: str, knowledge: Knowledge) -> Iterator[Finding]:
    for key in keys(text):
        value = text[key.start : key.end]
        what = f"{key.what}{_at(part)}"
        yield _finding("token", path, part.cell, what, masked(value), value)
    for literal in knowledge.literals:
        if literal in text:
            what = f"a secret of this project{_at(part)}"
            yield _finding("token", path, part.cell, what, masked(literal), literal)
    for start, end in knowledge.machine.paths(text):
        place = text[start:end]
        yield _finding("path", path, part.cell, f"a path{_at(part)}", place[:60], place)


def _of_cell(path: str, cell: contents.Cell, knowledge: Knowledge) -> Iterator[Finding]:
    made = knowledge.answers.get(path)
    shown = _excerpt(cell.outputs.strip().split("\n", 1)[0])
    if made is not None and cell.kind == "code" and cell.ran:
        yield _finding("output", path, cell.number, "an output or a run cell", shown, "output")
    elif cell.outputs and "otter_answer_cell" in cell.tags:
        yield _finding("output", path, cell.number, "the output of an answer", shown, cell.outputs)
    elif _CHECK.search(cell.source) and _PASSED.search(cell.outputs):
        yield _finding("output", path, cell.number, "a passed check", shown, cell.source)
    if made and tuple(words(cell.source)) in made:
        what = "a whole answer of this notebook"
        excerpt = _excerpt(cell.source.split("\n", 1)[0])
        yield _finding("solution", path, cell.number, what, excerpt, cell.source)


def _is_autograder(data: bytes) -> bool:
    return data[:2] == b"PK" and b"otter_config.json" in data and b"run_autograder" in data


def _told(fragment: Fragment) -> str:
    kind = {
        "solution": "the solution",
        "hidden-test": "a hidden test",
        "instructor": "a cell for the staff",
        "output": "what a solution printed",
    }
    return f"{kind[fragment.rule]} of {fragment.origin}"


def _at(part: contents.Part) -> str:
    return f" (in its {part.place})" if part.place not in ("", "source", "name") else ""


def _line(text: str, end: int) -> str:
    return text[:end].rpartition("\n")[2].strip()[-_EXCERPT:]


def _excerpt(line: str) -> str:
    """Return the beginning of a line: enough to find it, not enough to copy it."""
    line = line.strip()
    return f"{line[: min(_EXCERPT, max(8, len(line) * 2 // 3))]}…"


def _finding(rule: str, file: str, cell: int, what: str, excerpt: str, same: str) -> Finding:
    clean = "".join(char if char.isprintable() else "?" for char in excerpt)
    return Finding(rule, file, cell, what, clean, digest(rule, file, same)[:8])


def solved_cells(texts: Iterable[str], blank: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return the words of whole solved cells, without those that a blank cell has, too."""
    shown = {tuple(words(text)) for text in blank}
    return frozenset({tuple(words(text)) for text in texts} - shown - {()})
