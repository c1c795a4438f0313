"""From what sources hold to what is graded: people identified, the latest of each counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from coursekit.grading.model import Identity, Submission
from coursekit.grading.roster import Matcher, Member
from coursekit.grading.sources.choose import Chosen, choose
from coursekit.grading.sources.handed import Handed, Left, Reading


@dataclass(frozen=True)
class Assigned:
    """What collecting has to know of the assignment."""

    name: str
    expected: str = ""
    """The name that otter's metadata has for it; empty if it has none."""
    due: datetime | None = None
    """With a time zone."""


@dataclass(frozen=True)
class Collected:
    """Everything that was found, each thing in one place."""

    readings: tuple[Reading, ...]
    submissions: tuple[Submission, ...]
    """What is graded: of each person the latest."""
    older: tuple[Submission, ...] = ()
    missing: tuple[Identity, ...] = ()
    """Who is on the class list and handed in nothing."""
    left: tuple[Left, ...] = ()
    """What was found and is nobody's submission."""
    joined: Mapping[str, int] = field(default_factory=dict)
    """How many were found on the class list, by what."""

    @property
    def unknown(self) -> tuple[Submission, ...]:
        """Those of whom nobody knows for certain who they are: graded, and listed."""
        return tuple(one for one in self.submissions if not one.student.known)


@dataclass(frozen=True)
class _Found:
    """A submission, and what decides which of several is the latest."""

    submission: Submission
    handed: Handed
    person: str
    sequence: int


def collected(
    readings: Sequence[Reading],
    roster: Sequence[Member],
    assigned: Assigned,
    domains: Mapping[str, str],
    scratch: Path,
) -> Collected:
    """Identify people, choose each one's notebook, and of several submissions the latest.

    ``domains`` gives the college of an e-mail domain; ``scratch`` is a folder for what is in zips.
    """
    every = [one for reading in readings for inner in reading.all() for one in inner.handed]
    left = [one for reading in readings for inner in reading.all() for one in inner.left]
    people, joined, here = _identified(every, roster, domains)
    found: list[_Found] = []
    chosen: dict[tuple[str, ...], Chosen] = {}
    for number, (handed, who, person) in enumerate(people):
        same = tuple(str(file.path) for file in handed.files)
        if same not in chosen:
            place = scratch / f"of-{number}"
            chosen[same] = choose(handed.files, assigned.name, assigned.expected, place)
            left += [
                replace(one, where=f"{handed.origin}: {one.where}") for one in chosen[same].left
            ]
        submission = _submission(handed, who, chosen[same], assigned)
        found.append(_Found(submission, handed, person, number))
    latest, older = _latest(found)
    missing = [m.identity(Identity()) for i, m in enumerate(roster) if i not in here]
    return Collected(tuple(readings), latest, older, tuple(missing), tuple(left), dict(joined))


def _identified(
    every: Sequence[Handed], roster: Sequence[Member], domains: Mapping[str, str]
) -> tuple[list[tuple[Handed, Identity, str]], Counter[str], set[int]]:
    """Return everybody with who they are, how people were found, and who of the list was."""
    matcher = Matcher(roster)
    matches = [_match(matcher, one) for one in every]
    sources: defaultdict[int, set[str]] = defaultdict(set)
    for one, match in zip(every, matches, strict=True):
        if match is not None and match[1] != "group":
            sources[match[0][0]].add(f"{one.source} {one.key}")
    joined: Counter[str] = Counter()
    here: set[int] = set()
    people = []
    for one, match in zip(every, matches, strict=True):
        who = _with_college(one.who, domains)
        if match is not None and match[1] in ("login", "name"):
            # Two people of one source can't both be the one that their name fits.
            keys = {key for key in sources[match[0][0]] if key.startswith(f"{one.source} ")}
            match = match if len(keys) == 1 else None
        if match is None:
            who = replace(who, known=False) if roster else who
            people.append((one, who, "" if one.clues else one.key))
            continue
        joined[match[1]] += 1
        for index in match[0]:
            here.add(index)
            people.append((one, roster[index].identity(who), f"roster {index}"))
    return people, joined, here


def _match(matcher: Matcher, one: Handed) -> tuple[tuple[int, ...], str] | None:
    group = matcher.group(one.group)
    if group:
        return group, "group"
    found = matcher.find(one.who)
    return ((found[0],), found[1]) if found is not None else None


def _with_college(who: Identity, domains: Mapping[str, str]) -> Identity:
    college = who.college or domains.get(who.email.rpartition("@")[2], "")
    return replace(who, college=college)


def _submission(handed: Handed, who: Identity, chosen: Chosen, assigned: Assigned) -> Submission:
    when = handed.handed_in or chosen.exported
    late = handed.late
    if late is None and when is not None and assigned.due is not None:
        late = when > assigned.due
    return Submission(
        who,
        chosen.notebook.path if chosen.notebook else None,
        handed.origin,
        files=tuple(file.path for file in chosen.files if file.path),
        names=tuple(file.name for file in chosen.files if file.path),
        handed_in=when,
        late=late,
        problem=chosen.problem,
    )


def _latest(found: Iterable[_Found]) -> tuple[tuple[Submission, ...], tuple[Submission, ...]]:
    """Return each person's latest submission, and the others.

    Later is what was handed in later, or, where times are not known, has the higher number in its
    source, or else was named later on the command line.
    """
    persons: defaultdict[str, list[_Found]] = defaultdict(list)
    for one in found:
        persons[one.person or f"alone {one.sequence}"].append(one)
    latest, older = [], []
    for several in persons.values():
        ordered = sorted(several, key=lambda one: _later(one, several))
        latest.append(ordered[-1])
        older += ordered[:-1]
    return (
        tuple(one.submission for one in sorted(latest, key=lambda one: one.sequence)),
        tuple(one.submission for one in sorted(older, key=lambda one: one.sequence)),
    )


def _later(one: _Found, several: Sequence[_Found]) -> tuple[float, int]:
    if all(other.submission.handed_in for other in several):
        assert one.submission.handed_in is not None
        return one.submission.handed_in.timestamp(), one.sequence
    if len({other.handed.source for other in several}) == 1 and all(
        other.handed.order for other in several
    ):
        return float(one.handed.order), one.sequence
    return 0.0, one.sequence
