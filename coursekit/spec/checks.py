"""What no single value shows: things named twice, things that aren't there, limits that clash.

These look at the plain data of a file, so that they report together with wrong values.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from coursekit.errors import Problem
from coursekit.spec.cluster import CHARTS
from coursekit.spec.login_checks import login_problems
from coursekit.spec.problems import close_match
from coursekit.spec.values import Size
from coursekit.spec.yaml import Document, KeyPath

_SIZE: TypeAdapter[int] = TypeAdapter(Size)
_SMALLEST_MEMORY = 128 * 2**20
_SMALLEST_HOME = 10 * 2**20
NOTEBOOK_SUFFIXES = (".ipynb", ".py", ".md")


def course_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a ``course.yml`` beyond its single values."""
    root, data = document.path.parent, document.data
    yield from _missing_paths(document, root)
    if data.get("assignments") == [] and not data.get("book"):
        yield Problem(
            "assignments: expected at least one, found an empty list",
            document.where(("assignments",)),
            hint="name a notebook; only a book may be without:  book: ...",
        )
    notebooks: dict[str, int] = {}
    names: dict[str, str] = {}
    for index, item in enumerate(_list(data.get("assignments"))):
        at: KeyPath = ("assignments", index, "notebook")
        notebook = _dict(item).get("notebook")
        if not isinstance(notebook, str):
            continue
        path = PurePosixPath(notebook)
        if path.as_posix() in notebooks:
            first = document.where(("assignments", notebooks[path.as_posix()], "notebook"))
            yield Problem(
                f"{notebook} is listed twice (first in line {first.line})",
                document.where(at),
                hint="remove one of the two entries",
            )
            continue
        if path.stem in names:
            yield Problem(
                f"two assignments are called '{path.stem}': {names[path.stem]} and {notebook}",
                document.where(at),
                hint="the file name is the assignment's name: rename one of the two",
            )
        notebooks[path.as_posix()] = index
        names[path.stem] = notebook
        if path.suffix not in NOTEBOOK_SUFFIXES:
            yield Problem(
                f"{notebook} is not a notebook",
                document.where(at),
                hint="an assignment is an .ipynb file, or a jupytext .py or .md file",
            )


def _missing_paths(document: Document, root: Path) -> Iterator[Problem]:
    data = document.data
    named: list[tuple[KeyPath, Any, str]] = [
        (("environment", "path"), _dict(data.get("environment")).get("path"), "folder"),
        (("book",), data.get("book"), "folder"),
    ]
    for index, item in enumerate(_list(data.get("assignments"))):
        for key in ("notebook", "autograder"):
            entry = (("assignments", index, key), _dict(item).get(key), "file")
            named += [entry]
    for index, item in enumerate(_list(data.get("files"))):
        named.append((("files", index), item, "file or folder"))
    for at, value, kind in named:
        if not isinstance(value, str) or PurePosixPath(value).is_absolute() or ".." in value:
            continue
        path = root / value
        there = {"folder": path.is_dir, "file": path.is_file}.get(kind, path.exists)()
        if not there:
            yield Problem(f"no {kind} {value}", document.where(at), hint=_neighbour(path, root))


def _neighbour(path: Path, root: Path) -> str:
    """Suggest the entry of the same folder whose name is nearest."""
    if not path.parent.is_dir():
        return f"there is no folder {path.parent.relative_to(root).as_posix()} beside course.yml"
    near = close_match(path.name, sorted(entry.name for entry in path.parent.iterdir()))
    return near or "paths are relative to the folder of course.yml"


def course_paths(document: Document) -> dict[str, str]:
    """Return the folder of each course that a ``fleet.yml`` names, by id, as far as it is text."""
    paths = {
        name: _dict(source).get("path")
        for name, source in _dict(document.data.get("courses")).items()
    }
    return {name: path for name, path in paths.items() if isinstance(path, str)}


def fleet_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a ``fleet.yml`` beyond its single values."""
    root, data = document.path.parent, document.data
    courses = _dict(data.get("courses"))
    for name, path in course_paths(document).items():
        if not (root / path / "course.yml").is_file():
            yield Problem(
                f"no course.yml in {path}",
                document.where(("courses", name, "path")),
                hint="the path of a course is relative to the folder of fleet.yml",
            )
    yield from _unknown_courses(document, courses, ("defaults",))
    yield from _limit_problems(document, ("defaults", "limits"))
    yield from login_problems(document)
    yield from _cluster_problems(document)
    claimed: dict[str, str] = {}
    for college, entry in _dict(data.get("colleges")).items():
        yield from _unknown_courses(document, courses, ("colleges", college))
        yield from _limit_problems(document, ("colleges", college, "limits"))
        for index, domain in enumerate(_list(_dict(entry).get("domains"))):
            owner = claimed.setdefault(str(domain).lower(), college)
            if owner != college:
                yield Problem(
                    f"{domain} belongs to {owner} already",
                    document.where(("colleges", college, "domains", index)),
                    hint="an e-mail domain decides the college, so only one may claim it",
                )


def _cluster_problems(document: Document) -> Iterator[Problem]:
    """Yield what a fleet lacks, or has wrong, that is to run in a cluster."""
    hub = _dict(document.data.get("hub"))
    if hub.get("engine") != "kubernetes":
        yield from _own_hub_problems(document)
        return
    if not hub.get("kubernetes"):
        yield Problem(
            "engine: kubernetes needs to know its cluster: hub.kubernetes is missing",
            document.where(("hub", "engine")),
            hint="add  kubernetes: {context: ..., images: ..., expose: {nodePort: 30080}}",
        )
    cluster = _dict(hub.get("kubernetes"))
    yield from _exposed_problems(document)
    version = _at(cluster, ("chart", "version"))
    if version is not None and version not in CHARTS:
        yield Problem(
            f"coursekit does not know the chart {version}",
            document.where(("hub", "kubernetes", "chart", "version")),
            hint=f"known: {', '.join(CHARTS)}; or name a chart here:  chart: {{path: ...}}",
        )
    for at, kind in ((("values",), "file"), (("chart", "path"), "folder")):
        named = _at(cluster, at)
        place = document.path.parent / named if isinstance(named, str) else None
        if place is None or (place.is_file() if kind == "file" else place.is_dir()):
            continue
        yield Problem(
            f"no {kind} {named}",
            document.where(("hub", "kubernetes", *at)),
            hint="paths are relative to the folder of fleet.yml",
        )


def _own_hub_problems(document: Document) -> Iterator[Problem]:
    for college, entry in _dict(document.data.get("colleges")).items():
        if _dict(entry).get("hub") is not None:
            yield Problem(
                f"{college}: a hub of its own needs engine: kubernetes",
                document.where(("colleges", college, "hub")),
                hint="on one machine the hub is shared; host gives a college its own front page",
            )


def _exposed_problems(document: Document) -> Iterator[Problem]:
    """Yield the hubs that their address does not lead to, and those that share one."""
    data = document.data
    own = [("colleges", college, "hub") for college in _dict(data.get("colleges"))]
    taken: dict[Any, str] = {}
    for at, expose in (
        (("hub",), ("hub", "kubernetes", "expose")),
        *((at, (*at, "expose")) for at in own),
    ):
        url, ways = _at(data, (*at, "url")), _dict(_at(data, expose))
        host = ways.get("host")
        if (
            isinstance(host, str)
            and isinstance(url, str)
            and urlsplit(url).hostname != host.lower()
        ):
            yield Problem(
                f"{'.'.join(at)}.url does not lead to {host}, the host of the ingress: {url}",
                document.where((*at, "url")),
                hint=f"write the address that students type: https://{host}",
            )
        for key in ("host", "nodePort"):
            if (way := ways.get(key)) is None:
                continue
            owner = taken.setdefault((key, way), ".".join(at))
            if owner != ".".join(at):
                yield Problem(
                    f"{key} {way} leads to {owner} already",
                    document.where((*expose, key)),
                    hint="each hub has an address of its own",
                )


def _unknown_courses(document: Document, courses: dict[str, Any], at: KeyPath) -> Iterator[Problem]:
    for index, course in enumerate(_list(_at(document.data, (*at, "courses")))):
        if isinstance(course, str) and course not in courses:
            known = f"courses of this fleet: {', '.join(courses)}"
            yield Problem(
                f"no course '{course}' in this fleet",
                document.where((*at, "courses", index)),
                hint=close_match(course, list(courses)) or known,
            )


def _limit_problems(document: Document, at: KeyPath) -> Iterator[Problem]:
    limits = _dict(_at(document.data, at))
    smallest = {
        "memory": (_SMALLEST_MEMORY, "128M", "a notebook server alone takes about 100 MB"),
        "home": (_SMALLEST_HOME, "10M", "a student's copy of a course takes a few megabytes"),
    }
    for key, (least, shown, why) in smallest.items():
        if key in limits:
            try:
                size = _SIZE.validate_python(limits[key])
            except ValidationError:
                continue
            if size < least:
                yield Problem(
                    f"{'.'.join(str(part) for part in at)}.{key}: {limits[key]} is too little"
                    f" to work with, expected at least {shown}",
                    document.where((*at, key)),
                    hint=why,
                )


def _at(data: Any, at: KeyPath) -> Any:
    for key in at:
        data = _dict(data).get(str(key))
    return data


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
