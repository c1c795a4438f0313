"""Failures that look alike, told as one: ``41 students: NameError table in q2_1``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.grading.model import Grade
from coursekit.grading.outputs.words import MOST, clean, line

_ERROR = re.compile(
    r"^\s*(?:[\w.]+\.)?(?P<kind>[A-Z]\w*(?:Error|Exception|Interrupt|Iteration|Exit|Warning))\b"
    r"(?::[ \t]*(?P<said>.*))?$",
    re.MULTILINE,
)
_GOT = re.compile(r"^Got:\n(?P<got>(?:    .*\n?|\n)+)", re.MULTILINE)
_EXPECTED = re.compile(r"^Expected:\n(?P<expected>(?:    .*\n?|\n)+)", re.MULTILINE)
_NAMED = re.compile(r"'([A-Za-z_][\w.]{0,60})'")
_BY_NAME = {
    "NameError",
    "UnboundLocalError",
    "AttributeError",
    "ModuleNotFoundError",
    "ImportError",
}
"""Errors whose first name in quotes says what is wrong."""
_MOST_GROUPS = 3000
_EXAMPLES = 5


@dataclass
class Alike:
    """A failure that several students may share."""

    question: str
    """Name of the question, or nothing for a cell that stopped."""
    label: str
    count: int = 0
    students: list[str] = field(default_factory=list)
    """Keys of the first few."""


@dataclass
class Groups:
    """All failures, as many of them as are worth telling."""

    found: dict[tuple[str, str], Alike] = field(default_factory=dict)

    def add(self, key: str, grade: Grade) -> None:
        """Count a student's failures, each kind once."""
        for question, label in dict.fromkeys(_failures(grade)):
            place = (question, label)
            if place not in self.found and len(self.found) >= _MOST_GROUPS:
                continue
            group = self.found.setdefault(place, Alike(question, label))
            group.count += 1
            if len(group.students) < _EXAMPLES:
                group.students.append(key)

    @property
    def largest(self) -> list[Alike]:
        """The groups, those with most students first."""
        return sorted(self.found.values(), key=lambda g: (-g.count, g.question, g.label))


def label(message: str) -> str:
    """Return what a message says without what differs from student to student.

    Addresses, numbers and quoted values go; of an unknown name or attribute, it is what counts and
    stays.
    """
    text = clean(message[-MOST:])
    errors = list(_ERROR.finditer(text))
    if errors:
        kind, said = errors[-1]["kind"], errors[-1]["said"] or ""
        named = _NAMED.findall(said)
        if kind in _BY_NAME and named:
            return f"{kind} {named[-1] if kind == 'AttributeError' else named[0]}"
        return line(f"{kind}: {_plain(said)}" if said.strip() else kind, 120)
    got, expected = _GOT.search(text), _EXPECTED.search(text)
    if got and expected:
        first, second = _first(expected["expected"]), _first(got["got"])
        if {first, second} <= {"True", "False", "None"}:
            return f"expected {first}, got {second}"
        return "another value than expected"
    last = [one for one in text.splitlines() if one.strip()]
    return line(_plain(last[-1]), 120) if last else "did not pass"


def _failures(grade: Grade) -> Iterator[tuple[str, str]]:
    for question in grade.questions:
        for case in question.cases:
            if not case.passed:
                yield line(question.name, 80), label(case.message)
    for error in grade.errors[:20]:
        yield "", label(str(error.get("error", "")))


def _plain(text: str) -> str:
    text = re.sub(r"\b0x[0-9a-fA-F]+\b", "…", text)
    text = re.sub(r"(['\"]).{0,400}?\1", "'…'", text)
    text = re.sub(r"(?:/[\w.+-]+){2,}", "…", text)
    return re.sub(r"(?<![A-Za-z_])[-+]?\d[\d.,_]*(?:e[-+]?\d+)?", "N", text)


def _first(text: str) -> str:
    return text.strip().split("\n")[0].strip()
