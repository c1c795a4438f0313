"""Canvas's "Download Submissions": one flat zip, in which file names say whose each file is.

The form of the names is Canvas's own (``ContentZipper``, lib/content_zipper.rb of canvas-lms):
``{sortable name}[_LATE]_{user id}_{file id}_{name of the file}``, the sortable name ("Doe, Ada") in
lower case and without anything that is no letter, digit or underscore. In a group assignment the
name is the group's and the id that of a member. Anonymous ones begin ``anon_{code}`` (or
``LATE_anon_{code}``). What was typed in is ``..._{user id}_text.html`` or ``..._link.html``.
The zip has each student's latest attempt; Canvas puts ``-1`` after the name of a file that was
handed in again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from coursekit.grading.model import Identity
from coursekit.grading.sources.handed import (
    File,
    Handed,
    Left,
    Reading,
    left_out,
    without_time,
)

KIND = "a Canvas download"

_NAME = re.compile(
    r"(?s)(?:(?P<name>[^/]+?)_)?(?P<late>LATE_)?(?P<user>\d+)_"
    r"(?:(?P<file>\d+)_(?P<own>[^/]+)|(?P<typed>text|link)\.html)"
)
_ANONYMOUS = re.compile(
    r"(?s)(?P<late>LATE_)?anon_(?P<user>\w+?)_"
    r"(?:(?P<file>\d+)_(?P<own>[^/]+)|(?P<typed>text|link)\.html)"
)


def fits(files: Iterable[File]) -> bool:
    """Tell whether the names of most of the files are Canvas's, and all are in one folder."""
    names = [file.name for file in files if not file.junk]
    fitting = sum(_match(name) is not None for name in names)
    return fitting > 0 and fitting * 2 > len(names)


def read(files: Iterable[File], where: str) -> Reading:
    """Return what each student handed in; a student's files are one submission."""
    people: dict[tuple[str, str], list[tuple[re.Match[str], File]]] = {}
    left: list[Left] = []
    for file in files:
        match = None if file.junk else _match(file.name)
        if match is None:
            left += left_out([file], where, "not named as Canvas names what students hand in")
        else:
            anonymous = "" if "name" in match.re.groupindex else "anon"
            people.setdefault((match["user"], anonymous), []).append((match, file))
    handed = [_handed(user, anonymous, found, where) for (user, anonymous), found in people.items()]
    return Reading(KIND, where, tuple(handed), tuple(left))


def _match(name: str) -> re.Match[str] | None:
    """Tell the parts of a name; the time in the names of otter's exports is no part of Canvas's."""
    for form in (_ANONYMOUS, _NAME):
        if form.fullmatch(without_time(PurePosixPath(name).stem) + PurePosixPath(name).suffix):
            return form.fullmatch(name)
    return None


def _handed(
    user: str, anonymous: str, found: list[tuple[re.Match[str], File]], where: str
) -> Handed:
    """Put the files of one student together, under the names that they gave them."""
    name = "" if anonymous else (found[0][0]["name"] or "")
    files = tuple(
        replace(file, name=match["own"] or f"{match['typed']}.html", order=int(match["file"] or 0))
        for match, file in found
    )
    who = Identity(id=user, name=name, known=not anonymous)
    return Handed(
        who,
        f"{where}: {found[0][1].name}",
        files,
        "canvas",
        f"canvas {anonymous}{user}",
        late=any(match["late"] for match, _ in found),
        order=max(file.order for file in files),
        group=name,
    )
