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
from coursekit.grading.sources.handed import File, Handed, Left, Reading


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
    chosen: dict[tuple[File, ...], Chosen] = {}
    for number, (handed, who, person) in enumerate(people):
        same = handed.files
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
    matches = _certain(every, [_match(Matcher(roster), one) for one in every])
    joined: Counter[str] = Counter()
    here: set[int] = set()
    people = []
    for one, match in zip(every, matches, strict=True):
        who = _with_college(one.who, domains)
        if match is None:
            who = replace(who, known=False) if roster else who
            people.append((one, who, "" if one.clues else one.key))
            continue
        joined[match[1]] += 1
        # The name and the number of a group are not those of its members.
        own = Identity(college=who.college) if match[1] == "group" else who
        for index in match[0]:
            here.add(index)
            people.append((one, roster[index].identity(own), f"roster {index}"))
    return people, joined, here


_Match = tuple[tuple[int, ...], str] | None
"""Who on the class list it is, several in a group, and by what they were found."""


def _certain(every: Sequence[Handed], matches: Sequence[_Match]) -> list[_Match]:
    """Return matches without those by name or login that can't be trusted.

    Two people of one source are not both the one whose name they have; and where the class list
    has the source's ids, somebody with another id is somebody else of the same name.
    """
    persons: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    by_id = set()
    for one, match in zip(every, matches, strict=True):
        if match is not None and match[1] != "group":
            persons[one.source, match[0][0]].add(one.key)
            by_id |= {one.source} if match[1] == "id" and one.who.id else set()
    certain: list[_Match] = []
    for one, match in zip(every, matches, strict=True):
        if match is not None and match[1] in ("login", "name"):
            alone = len(persons[one.source, match[0][0]]) == 1
            other = one.who.id and one.source in by_id
            certain.append(match if alone and not other else None)
        else:
            certain.append(match)
    return certain


def _match(matcher: Matcher, one: Handed) -> _Match:
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
