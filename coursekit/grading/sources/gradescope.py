"""Gradescope's "Export Submissions": a folder for each submission, and a list of who they are of.

``assignment_123_export/submission_metadata.yml`` has, under each folder's name, ``:submitters:``
(``:name:``, ``:sid:``, ``:email:``; several in a group) and ``:created_at:``, beside scores and
histories that can be long. otter reads it alike (``GradescopeParser`` of otter-grader 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coursekit.grading.model import Identity
from coursekit.grading.sources.handed import File, Handed, Left, Reading, left_out

KIND = "a Gradescope export"
_LIST = "submission_metadata.yml"
_WANTED = re.compile(r"  :?(submitters|created_at):")
_MOST_LIST = 512 << 20


def fits(files: Iterable[File]) -> bool:
    """Tell whether Gradescope's list is there, at the top or one folder below."""
    return _list_in(files) is not None


def read(files: Iterable[File], where: str) -> Reading:
    """Return what was handed in, once for each person of a group."""
    listed = tuple(files)
    found = _list_in(listed)
    assert found is not None
    top = found.name[: -len(_LIST)]
    lost: tuple[Left, ...] = ()
    try:
        people = dict(_people(found.path))
    except (OSError, ValueError) as error:
        people, lost = {}, (Left(f"{where}: {found.name}", f"can't be read: {error}"),)
    folders: dict[str, list[File]] = {name: [] for name in people}
    rest: list[File] = []
    for file in listed:
        folder, _, own = file.name.removeprefix(top).partition("/")
        if file is found or file.junk or not own or not file.name.startswith(top):
            rest += [] if file is found else [file]
        else:
            folders.setdefault(folder, []).append(replace(file, name=own))
    handed = [
        one
        for folder, inside in folders.items()
        for one in _handed(folder, inside, people.get(folder, {}), f"{where}: {top}{folder}")
    ]
    left = left_out(rest, where, "beside the folders of the submissions")
    return Reading(KIND, where, tuple(handed), (*lost, *left))


def _list_in(files: Iterable[File]) -> File | None:
    named = (f for f in files if f.path and not f.junk and f.name.split("/")[-1] == _LIST)
    return min((f for f in named if f.name.count("/") <= 1), key=lambda f: f.name, default=None)


def _people(path: Path | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield folders and what the list says of them: its other lines need not be understood.

    They are most of it, and a YAML parser takes minutes for them in a large class.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    assert path is not None
    if path.stat().st_size > _MOST_LIST:
        raise ValueError("it is too large")
    parser = YAML(typ="safe", pure=True)
    for block in _blocks(path):
        try:
            data = parser.load(block)
        except (YAMLError, ValueError, RecursionError) as error:
            raise ValueError(f"not YAML ({str(error).splitlines()[0]})") from error
        for folder, entry in (data or {}).items() if isinstance(data, dict) else ():
            plain = entry if isinstance(entry, dict) else {}
            yield str(folder), {str(key).strip(":"): value for key, value in plain.items()}


def _blocks(path: Path) -> Iterator[str]:
    """Yield the lines of one submission each, those of the wanted keys only."""
    block: list[str] = []
    wanted = False
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            if not line.startswith((" ", "-", "#", "\n", "\r")):
                if block:
                    yield "".join(block)
                block, wanted = [] if line.startswith(("%", "...")) else [line], False
            elif line.startswith("  ") and line[2] not in " -":
                wanted = _WANTED.match(line) is not None
            if wanted and line.startswith(" "):
                block.append(line)
    if block:
        yield "".join(block)


def _handed(folder: str, files: list[File], listed: dict[str, Any], where: str) -> Iterator[Handed]:
    found = listed.get("submitters") or [{}]
    submitters = [
        {str(key).strip(":"): str(value) for key, value in one.items() if value is not None}
        for one in (found if isinstance(found, list) else [found])
        if isinstance(one, dict)
    ] or [{}]
    number = re.search(r"(\d+)$", folder)
    for person in submitters:
        sid, email, name = (person.get(key, "").strip() for key in ("sid", "email", "name"))
        known = bool(sid or email or name)
        yield Handed(
            Identity(id=sid, email=email.lower(), name=name, known=known),
            where,
            tuple(files),
            "gradescope",
            f"gradescope {sid or email.lower() or name or folder}",
            handed_in=_time(listed.get("created_at")),
            order=int(number[1]) if number else 0,
        )


def _time(value: Any) -> datetime | None:
    """Return the time of a submission; Gradescope writes it with its time zone."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(re.sub(r"(\.\d{6})\d* ?", r"\1", value.strip()))
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
