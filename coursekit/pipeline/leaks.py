"""The leak gate at work: what the author's side knows, and what a release and its history show."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coursekit.assignments.notebook import parse
from coursekit.engines.git_history import History
from coursekit.errors import CoursekitError, ExitCode, Problem, Where
from coursekit.release import gate
from coursekit.release.contents import cells, notebook_of
from coursekit.release.fragments import index_of
from coursekit.release.machine import Machine
from coursekit.release.rules import rule
from coursekit.release.secrets import Parts, Secret, hidden_of_test_file, joined, read
from coursekit.spec import Allowed, Assignment
from coursekit.state import State, digest, files_of

_SHOWN = 40
_SHARED = ("requirements.txt", "environment.yml")
_TINY = 32
"""Bytes below which two files are the same by chance."""


@dataclass
class Checked:
    """What the gate has looked at, under one state of knowledge: it is not looked at again."""

    state: State
    course: str
    knowledge: str
    clean: set[str] = field(default_factory=set)

    @property
    def _file(self) -> Path:
        return self.state.path / "checked" / f"{self.course}.json"

    @classmethod
    def load(cls, state: State, course: str, knowledge: str) -> Checked:
        """Read what is known to be clean; nothing, if the gate knows more by now."""
        checked = cls(state, course, knowledge)
        try:
            kept = json.loads(checked._file.read_text("utf-8"))
            if kept["knowledge"] == knowledge:
                checked.clean = set(kept["clean"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return checked

    def save(self) -> None:
        """Keep it for the next release."""
        kept = {"knowledge": self.knowledge, "clean": sorted(self.clean)}
        self.state.write(self._file, json.dumps(kept))


@dataclass(frozen=True)
class Seen:
    """What the gate found: findings that are not allowed, and allowances that nothing needs."""

    findings: tuple[gate.Finding, ...]
    unused: tuple[Allowed, ...]


def knowledge(
    root: Path,
    assignments: Iterable[tuple[Assignment, Path]],
    literals: Iterable[str],
) -> gate.Knowledge:
    """Gather what no released file may show; each assignment comes with its result's folder."""
    parts: list[Parts] = []
    answers: dict[str, frozenset[tuple[str, ...]]] = {}
    files: dict[str, tuple[str, str]] = {}
    for assignment, place in assignments:
        path = root / assignment.notebook
        notebook = parse(path, path.read_text("utf-8"))
        if (place / "autograder").is_dir():
            found = read(assignment.name, notebook)
            answers[assignment.released] = _solved(found)
        else:
            found = _given(assignment, notebook, place)
        parts.append(found)
        files |= _files(assignment, place)
        for content, origin in found.images:
            files |= _image(content, origin)
    return gate.Knowledge(
        index=index_of(parts),
        answers=answers,
        files=files,
        machine=Machine.of(_folders(root)),
        literals=tuple(sorted({text for text in literals if len(text) >= 6})),
    )


def look(
    files: Mapping[str, bytes],
    history: History,
    known: gate.Knowledge,
    allow: Iterable[Allowed],
    checked: Checked,
) -> Seen:
    """Look through a release and everything its branch ever held."""
    found: list[gate.Finding] = []
    for path, data in sorted(files.items()):
        found += _file(path, blob_name(data), lambda data=data: data, known, checked)  # type: ignore[misc]
    now = {(path, blob_name(data)) for path, data in files.items()}
    for entry in history.entries():
        if (entry.path, entry.blob) not in now:
            read_blob = lambda blob=entry.blob: history.read(blob)  # noqa: E731
            once = _file(entry.path, entry.blob, read_blob, known, checked)
            found += [replace(item, commit=entry.commit) for item in once]
    for commit, message in history.messages():
        mark = digest("message", commit)
        if mark not in checked.clean:
            told = gate.of_message(commit, message, known)
            found += [replace(item, commit=commit) for item in told]
            checked.clean |= set() if told else {mark}
    allowed = tuple(allow)
    left = tuple(item for item in found if not any(_covers(entry, item) for entry in allowed))
    unused = tuple(entry for entry in allowed if not any(_covers(entry, item) for item in found))
    return Seen(left, unused)


def refused(findings: Iterable[gate.Finding], course_file: Path) -> CoursekitError:
    """Return the error for findings."""
    several = list(findings)
    problems = [_problem(item, course_file) for item in several[:_SHOWN]]
    if len(several) > _SHOWN:
        problems.append(Problem(f"and {len(several) - _SHOWN} more findings of the leak gate"))
    return CoursekitError.of(problems, ExitCode.FOUND)


def _problem(item: gate.Finding, course_file: Path) -> Problem:
    place = f"{item.file}, cell {item.cell}" if item.cell else item.file
    since = f", in the release's history since {item.commit[:10]}" if item.commit else ""
    cure = rule(item.rule).cure
    if item.commit:
        cure = (
            "what is in the history stays there for all who look: change what can be changed"
            " (answers, tokens), and allow it, or begin a new branch in release.branch"
        )
    return Problem(
        f"the release would show students {item.what}: {place}{since}",
        Where(course_file),
        hint=f"{cure}. More, and how to allow it: coursekit release --explain {item.rule}",
        details=f"{item.excerpt}\nrule {item.rule}, finding {item.number}",
    )


def _covers(entry: Allowed, item: gate.Finding) -> bool:
    return entry.covers(item.rule, item.file, item.number)


def _file(
    path: str, blob: str, content: Callable[[], bytes], known: gate.Knowledge, checked: Checked
) -> list[gate.Finding]:
    mark = digest(path, blob)
    if mark in checked.clean:
        return []
    found = gate.findings(path, content(), known)
    if not found:
        checked.clean.add(mark)
    return found


def blob_name(data: bytes) -> str:
    """Return the name that git gives to a content."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()  # noqa: S324 - git's own


def _solved(parts: Parts) -> frozenset[tuple[str, ...]]:
    solved = (
        "\n".join(line.text for line in secret.lines)
        for secret in parts.secrets
        if secret.rule == "solution" and not secret.prose
    )
    return gate.solved_cells(solved, parts.public)


def _given(assignment: Assignment, notebook: Mapping[str, object], place: Path) -> Parts:
    """Return the parts of a notebook that was released elsewhere: its autograder's hidden tests."""
    shown = notebook_of(json.dumps(notebook).encode())
    public = [cell.source for cell in cells(shown)] if shown else []
    public.append(_public_tests(notebook))
    secrets: list[Secret] = []
    for name, data in _zipped(place / "autograder.zip"):
        if name.endswith(".py") and "tests/" in f"/{name}":
            origin = f"{assignment.name}, {Path(name).stem}"
            secrets += hidden_of_test_file(origin, data.decode("utf-8", "replace"))
    return Parts(tuple(secrets), tuple(public))


def _public_tests(notebook: Mapping[str, object]) -> str:
    metadata = notebook.get("metadata", {})
    otter = metadata.get("otter", {}) if isinstance(metadata, dict) else {}
    tests = otter.get("tests", {}) if isinstance(otter, dict) else {}
    return joined([json.dumps(tests)])


def _zipped(place: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(place.read_bytes())) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)
    except (OSError, zipfile.BadZipFile):
        return


def _files(assignment: Assignment, place: Path) -> dict[str, tuple[str, str]]:
    """Return what only the autograder has, by SHA-256."""
    given = {_sha(path.read_bytes()) for path in files_of(place / "student", ["."])}
    graders = files_of(place / "autograder", ["."])
    graders += [path for path in (place / "autograder.zip",) if path.is_file()]
    found = {}
    for path in graders:
        data = path.read_bytes()
        if len(data) >= _TINY and path.name not in _SHARED and _sha(data) not in given:
            found[_sha(data)] = ("autograder", f"{path.name} of {assignment.name}'s autograder")
    return found


def _image(content: str, origin: str) -> dict[str, tuple[str, str]]:
    import base64
    import binascii

    try:
        data = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return {}
    return {_sha(data): ("output", f"what the solution of {origin} drew")} if data else {}


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _folders(root: Path) -> Iterator[Path]:
    """Yield the author's home, and where the course and its repository lie."""
    if "HOME" in os.environ or os.name == "nt":
        yield Path.home()
    for folder in {root.absolute(), root.resolve()}:
        yield folder
        yield from (parent for parent in folder.parents if (parent / ".git").exists())
