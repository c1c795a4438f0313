"""Proves links: against the repository alone, or click by click on a running hub."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

from coursekit.engines import git_read
from coursekit.engines.operator import Operator
from coursekit.engines.student import Student
from coursekit.errors import CoursekitError, EngineFailedError, Problem
from coursekit.hub.plan import TOKEN_NAME
from coursekit.hub.probe import fault
from coursekit.links import Address, Link
from coursekit.links.model import is_remote, public_repository
from coursekit.links.proof import AGAIN, Proof, Source, missing, source_proof
from coursekit.pipeline import Workshop
from coursekit.pipeline.release import repository

_AT_ONCE = 4
"""Colleges whose links are opened side by side."""

_TYPED = "typed before the new release"

_BACK = """
import json, pathlib, subprocess, sys
folder, branch, typed = pathlib.Path.home() / {folder!r}, {branch!r}, {typed!r}
def git(*words):
    return subprocess.run(["git", *words], cwd=folder, capture_output=True).returncode == 0
git("fetch", "--quiet", "--depth=2", "origin", branch)
if git("rev-parse", "--verify", "--quiet", "FETCH_HEAD~1"):
    git("reset", "--quiet", "--hard", "FETCH_HEAD~1")
    git("update-ref", f"refs/remotes/origin/{{branch}}", "HEAD")
    sys.stdout.write("one release back\\n")
for path in sorted(folder.rglob("*.ipynb")):
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"].append({{"cell_type": "markdown", "metadata": {{}}, "source": [typed]}})
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\\n", "utf-8")
    sys.stdout.write(typed)
    break
"""
"""Puts a student's copy where it was before the last release, and types into a notebook of it."""

_LOOK = """
import pathlib, sys
for path in (pathlib.Path.home() / {folder!r}).rglob("*.ipynb"):
    if {typed!r} in path.read_text("utf-8"):
        sys.stdout.write({typed!r})
"""


def prove_sources(workshop: Workshop, links: Sequence[Link]) -> list[Proof]:
    """Look at repository, branch and file of each link; nothing is started."""
    sources = {course: _source(workshop, course) for course in {link.course for link in links}}
    paths = {
        (folder.id, item.name): item.released
        for folder in workshop.project.courses
        for item in folder.course.assignments
    }
    return [
        source_proof(link, paths[link.course, link.assignment], sources[link.course])
        for link in links
    ]


def look_at(address: Address) -> Problem | None:
    """Return what is wrong with the repository, branch or file of a link, if something is."""
    if not address.repo:
        return None
    source = _seen(address.repo, address.repo, address.branch)
    whole = address.app not in ("custom", "rstudio")
    return missing(address.path.strip("/") if whole else "", source)


def _source(workshop: Workshop, course_id: str) -> Source:
    course = workshop.project.course(course_id).course
    shown, branch = public_repository(course, workshop.project.fleet.hub.url), course.release.branch
    address = shown
    if course.release.repo is None or not is_remote(course.release.repo):
        place = repository(workshop.course_state(course_id), course)
        if not (place / "HEAD").exists():
            return Source(shown, branch, unreachable="it is not made yet")
        address = str(place)
    return _seen(shown, address, branch)


def _seen(shown: str, address: str, branch: str) -> Source:
    """Return what is at an address, which people know as ``shown``."""
    tags: list[str] = []
    try:
        found = git_read.branches(address)
        files = git_read.files_on(address, branch) if branch in found else frozenset()
        tags = git_read.tags(address) if branch not in found else []
    except EngineFailedError as error:
        problem = error.problems[0]
        lines = problem.details.strip().splitlines() or [problem.message]
        return Source(shown, branch, unreachable=lines[0].removeprefix("fatal: ").rstrip("."))
    return Source(shown, branch, branches=found, files=files, tags=tags)


def prove_on_hub(
    workshop: Workshop, links: Sequence[Link], walked: Callable[[], None]
) -> list[Proof]:
    """Open every link as a student of its college would, and again after a new release.

    A probe user does it, which leaves nothing behind. Links whose repository, branch or file is not
    there are not clicked.
    """
    first = prove_sources(workshop, links)
    operator = Operator(workshop.project.fleet.hub.url, workshop.state.path / "hub" / TOKEN_NAME)
    good = [proof.link for proof in first if proof.ok]
    colleges = [list(own) for _, own in groupby(good, key=lambda link: link.college)]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        walks = pool.map(lambda own: list(_college(operator, own, walked)), colleges)
        found = {proof.link: proof for walk in walks for proof in walk}
    for proof in first:
        if not proof.ok:
            walked()
    return [found.get(proof.link, proof) for proof in first]


def _college(operator: Operator, links: list[Link], walked: Callable[[], None]) -> Iterator[Proof]:
    """Yield how the links of one college do; whatever happens, its probe user is gone then."""
    try:
        probe = operator.sign_in(links[0].college)
    except CoursekitError as error:
        message = _words("sign-in", error)
        yield from (Proof(link, "sign-in", ok=False, message=message) for link in links)
        return
    try:
        for _, own in groupby(links, key=lambda link: link.course):
            for proof in _course(Student(operator.url, probe), list(own)):
                walked()
                yield proof
    finally:
        with contextlib.suppress(CoursekitError):
            operator.sign_out(links[0].college)


def _course(student: Student, links: list[Link]) -> list[Proof]:
    """Click the links of one course, go back a release, type something, click them again."""
    found: dict[Link, Proof] = {}
    started = False
    for link in links:
        layer = "link"
        try:
            student.follow(link.url)
            if not started:
                layer = "server"
                student.start()
                started = True
            layer = "pull"
            student.pull(link.url)
            layer = "open"
            student.open(link.url)
        except CoursekitError as error:
            found[link] = Proof(link, layer, ok=False, message=_words(layer, error))
    good = [link for link in links if link not in found]
    if good:
        found |= _again(student, good)
        with contextlib.suppress(CoursekitError):
            student.stop()
    return [found[link] for link in links]


def _again(student: Student, links: list[Link]) -> dict[Link, Proof]:
    query = parse_qs(urlsplit(links[0].url).query)
    place = {
        "folder": query["repo"][0].rstrip("/").rpartition("/")[2],
        "branch": query["branch"][0],
        "typed": _TYPED,
    }
    found: dict[Link, Proof] = {}
    kept = ""
    try:
        typed = _TYPED in _said(student, links[0], _BACK.format(**place))
        student.pull(links[0].url)
        if typed and _TYPED not in _said(student, links[0], _LOOK.format(**place)):
            kept = "After a new release, what a student had typed is gone."
    except CoursekitError as error:
        kept = _words(AGAIN, error)
    for link in links:
        try:
            student.pull(link.url)
            student.open(link.url)
            found[link] = Proof(link, AGAIN, ok=not kept, message=kept)
        except CoursekitError as error:
            found[link] = Proof(link, AGAIN, ok=False, message=_words(AGAIN, error))
    return found


def _said(student: Student, link: Link, code: str) -> str:
    """Run code where the student's notebooks run; return what it printed."""
    notebook = student.open(link.url)
    cell = {"cell_type": "code", "source": code}
    student.run({**notebook, "content": {**notebook["content"], "cells": [cell]}}, lambda _: None)
    outputs: list[dict[str, object]] = cell.get("outputs", [])  # type: ignore[assignment]
    if failed := [one for one in outputs if one["output_type"] == "error"]:
        raise EngineFailedError(json.dumps(failed[0]["evalue"]))
    return "".join(str(one.get("text", "")) for one in outputs)


def _words(layer: str, error: CoursekitError) -> str:
    problem = error.problems[0]
    if layer == AGAIN:
        said = fault("pull", problem.message, problem.details)
        return f"The first click works, but not one after a new release. {said}"
    return fault(layer, problem.message, problem.details)
