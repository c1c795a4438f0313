"""What a whole class came to, counted in one pass: nothing in it grows with the notebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any

from coursekit.errors import Problem
from coursekit.grading.model import Identity
from coursekit.grading.outputs.alike import Groups
from coursekit.grading.outputs.by_hand import Marked
from coursekit.grading.outputs.words import line

BINS = 10
_MOST_LISTED = 500


@dataclass
class Listed:
    """A student to look at, and why."""

    page: str
    who: str
    college: str
    why: str


@dataclass
class Of:
    """How a question went."""

    name: str
    possible: float
    by_hand: bool = False
    answers: int = 0
    share: float = 0.0
    full: int = 0
    nothing: int = 0

    @property
    def mean(self) -> float:
        """Mean share of the points, from 0 to 1."""
        return self.share / self.answers if self.answers else 0.0


@dataclass
class Tally:
    """What a class came to."""

    statuses: Counter[str] = field(default_factory=Counter)
    shares: list[float] = field(default_factory=list)
    """Of each one graded, the share of the points that can be told so far."""
    questions: dict[str, Of] = field(default_factory=dict)
    groups: Groups = field(default_factory=Groups)
    pages: dict[str, str] = field(default_factory=dict)
    """The feedback page of a student that a group names, by key."""
    failed: list[Listed] = field(default_factory=list)
    unknown: list[Listed] = field(default_factory=list)
    late: list[Listed] = field(default_factory=list)
    notes: list[Listed] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many there are of what is listed, and how many wait for a person (``pending``)."""
    possible: float = 0.0

    def add(self, one: Marked, page: str) -> None:
        """Count a submission; ``page`` is the address of its feedback."""
        grade, submission = one.grade, one.grade.submission
        self.statuses[grade.status] += 1
        if grade.status == "graded":
            self._add_scores(one)
        else:
            self._list("failed", self.failed, one, page, grade.message)
        if not submission.student.known:
            self._list("unknown", self.unknown, one, page, submission.origin)
        if submission.late:
            when = submission.handed_in
            self._list("late", self.late, one, page, f"{when:%Y-%m-%d %H:%M}" if when else "")
        for note in grade.notes:
            self._list("notes", self.notes, one, page, note)
        self.counts["pending"] += bool(one.pending)
        self.groups.add(page, grade)

    def _add_scores(self, one: Marked) -> None:
        marks = [mark for mark in one.marks if mark.points is not None]
        possible = one.grade.possible + sum(mark.possible for mark in marks)
        total = one.grade.total + sum(mark.points or 0 for mark in marks)
        if possible:
            self.shares.append(total / possible)
        self.possible = max(self.possible, one.possible)
        scored = [(q.name, q.score, q.possible, False) for q in one.grade.questions]
        scored += [(m.question, m.points or 0.0, m.possible, True) for m in marks]
        for name, score, most, by_hand in scored:
            question = self.questions.setdefault(name, Of(name, most, by_hand))
            question.answers += 1
            question.share += score / most if most else 1.0
            question.full += score >= most
            question.nothing += score <= 0 < most

    def _list(self, kind: str, listed: list[Listed], one: Marked, page: str, why: str) -> None:
        self.counts[kind] += 1
        if len(listed) < _MOST_LISTED:
            who = one.grade.submission.student
            listed.append(Listed(page, line(who.shown, 80), line(who.college, 80), line(why)))

    @property
    def hardest(self) -> list[Of]:
        """The questions, those that went worst first."""
        return sorted(self.questions.values(), key=lambda one: (one.mean, one.name))

    @property
    def bins(self) -> list[int]:
        """How many got up to a tenth of the points, up to two tenths, and so on."""
        found = [0] * BINS
        for share in self.shares:
            found[min(BINS - 1, max(0, int(share * BINS)))] += 1
        return found

    def as_json(self, missing: Sequence[Identity], problems: Iterable[Problem]) -> dict[str, Any]:
        """Return what ``summary.json`` says."""
        shares = self.shares
        return {
            "submissions": sum(self.statuses.values()),
            "statuses": dict(sorted(self.statuses.items())),
            "possible": round(self.possible, 5),
            "mean": round(mean(shares), 5) if shares else None,
            "median": round(median(shares), 5) if shares else None,
            "distribution": self.bins,
            "questions": [
                {
                    "name": line(one.name, 80),
                    "possible": round(one.possible, 5),
                    "mean": round(one.mean, 5),
                    "full": one.full,
                    "nothing": one.nothing,
                    "by_hand": one.by_hand,
                }
                for one in self.hardest
            ],
            "alike": [
                {
                    "question": one.question,
                    "failure": one.label,
                    "students": one.count,
                    "examples": one.students,
                }
                for one in self.groups.largest[:200]
            ],
            "pending": self.counts["pending"],
            "not_graded": [vars(one) for one in self.failed],
            "unidentified": [vars(one) for one in self.unknown],
            "late": [vars(one) for one in self.late],
            "notes": [vars(one) for one in self.notes],
            "missing": [line(who.shown, 80) for who in missing],
            "problems": [problem.as_json() for problem in problems],
        }
