"""Collects submissions: from what is named on the command line, or from the homes of the hub."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from coursekit.errors import CoursekitError, Where
from coursekit.grading import collected as rules
from coursekit.grading.collected import Assigned, Collected
from coursekit.grading.looked_at import Released, released
from coursekit.grading.roster import read_roster
from coursekit.grading.sources import homes, reading
from coursekit.grading.sources.handed import Reading
from coursekit.hub.people import PROBE, name_for
from coursekit.spec import Assignment, CourseFolder, Fleet
from coursekit.state import cannot_write


@dataclass(frozen=True)
class Wanted:
    """What is to be collected, as the command line says it."""

    paths: tuple[Path, ...] = ()
    colleges: tuple[str, ...] = ()
    roster: Path | None = None


def collect(
    wanted: Wanted,
    fleet: Fleet,
    folder: CourseFolder,
    item: Assignment,
    hub_homes: Path,
    scratch: Path,
) -> Collected:
    """Return everybody's submission; zips are unpacked below ``scratch``.

    Raises ``CoursekitError`` for what isn't there or can't be read as a whole.
    """
    domains = domains_of(fleet)
    people = read_roster(wanted.roster, domains) if wanted.roster is not None else ()
    try:
        if wanted.colleges:
            found = homes.read(
                hub_homes,
                wanted.colleges,
                folder.id,
                item.released,
                nobody=_nobody(fleet, wanted.colleges),
                scratch=scratch / "homes",
            )
            if fleet.hub.engine == "kubernetes":
                found = replace(found, where="the cluster")
            _require_somebody(found, wanted.colleges, item.name)
            readings: Sequence[Reading] = (found,)
        else:
            readings = reading.read(wanted.paths, item.name, scratch)
        assigned = Assigned(item.name, item.name, due_of(item))
        return rules.collected(readings, people, assigned, domains, scratch)
    except OSError as error:
        raise cannot_write(scratch, error) from error


def domains_of(fleet: Fleet) -> Mapping[str, str]:
    """Return the college of each e-mail domain that is one college's alone."""
    owners: dict[str, set[str]] = {}
    for college, entry in fleet.colleges.items():
        for domain in entry.domains:
            owners.setdefault(domain, set()).add(college)
    return {domain: min(colleges) for domain, colleges in owners.items() if len(colleges) == 1}


def due_of(item: Assignment) -> datetime | None:
    """Return when an assignment is due.

    ``course.yml`` has the local time at the college, and no time zone: it is taken to be that of
    this machine. On another one, the variable ``TZ`` says it.
    """
    return item.due.astimezone() if item.due else None


def release_of(student: Path, autograder: Path) -> Released:
    """Read what was released, and the name of the assignment that its autograder insists on."""
    expected = ""
    with contextlib.suppress(OSError, ValueError, KeyError, zipfile.BadZipFile):
        with zipfile.ZipFile(autograder) as made:
            settings = json.loads(made.read("otter_config.json"))
        expected = str(settings.get("assignment_name") or "")
    with contextlib.suppress(OSError, ValueError):
        return released(student.read_bytes(), expected)
    return Released(expected)


def _nobody(fleet: Fleet, colleges: Sequence[str]) -> list[tuple[str, str]]:
    """Return who has a home and is no student: staff, and the user of ``hub check``."""
    found = []
    for college in colleges:
        staff = fleet.colleges[college].staff
        names = {name_for(one) for one in staff}
        if fleet.login_of(college).kind == "trial":
            names |= {one.lower().partition("@")[0] for one in staff}
        found += [(college, name) for name in (PROBE, *sorted(names))]
    return found


def _require_somebody(found: Reading, colleges: Sequence[str], name: str) -> None:
    if found.handed:
        return
    place = Path(found.where)
    raise CoursekitError(
        f"nobody at {', '.join(colleges)} has opened {name} yet",
        Where(place) if place.is_absolute() else None,
        hint="students' copies are collected from their homes once they clicked the link",
    )
