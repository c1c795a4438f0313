"""Moodle's "Download all submissions": a folder for each student, or names with a prefix.

The form is Moodle's own (mod/assign/classes/downloader.php):
``{full name}_{number}_assignsubmission_file/{file}``, with an underscore more at the folder's end
in versions before 4.1; without folders, ``{full name}_{number}_assignsubmission_file_{file}``.
The number is the student's within the assignment: the "Participant 123" of the grading worksheet.
In a team assignment name and number are the group's. Anonymous ones are ``Participant_123``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from coursekit.grading.model import Identity
from coursekit.grading.sources.handed import File, Handed, Left, Reading, left_out

KIND = "a Moodle download"

_NAME = re.compile(
    r"(?s)(?P<name>[^/]*?)(?:_(?P<user>\d+))?_assignsubmission_(?P<type>[a-z0-9]+)"
    r"(?:_?/|_)(?P<own>.+)"
)


def fits(files: Iterable[File]) -> bool:
    """Tell whether most of the files are named by Moodle."""
    names = [file.name for file in files if not file.junk]
    fitting = sum(_NAME.fullmatch(name) is not None for name in names)
    return fitting > 0 and fitting * 2 > len(names)


def read(files: Iterable[File], where: str) -> Reading:
    """Return what each student handed in, and what they typed into Moodle beside it."""
    people: dict[tuple[str, str], list[tuple[str, File]]] = {}
    left: list[Left] = []
    for file in files:
        match = None if file.junk else _NAME.fullmatch(file.name)
        if match is None:
            left += left_out([file], where, "not named as Moodle names what students hand in")
        else:
            person = (match["name"], match["user"] or "")
            people.setdefault(person, []).append((match["own"], file))
    handed = [_handed(name, number, found, where) for (name, number), found in people.items()]
    return Reading(KIND, where, tuple(handed), tuple(left))


def _handed(name: str, number: str, found: list[tuple[str, File]], where: str) -> Handed:
    blind = name.lower() in ("participant", "")
    who = Identity(id=number, name="" if blind else name, known=bool(number))
    return Handed(
        who,
        f"{where}: {found[0][1].name}",
        tuple(replace(file, name=own) for own, file in found),
        "moodle",
        f"moodle {number or name}",
        group="" if blind else name,
    )
