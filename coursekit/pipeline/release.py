"""The release of a course: its facts, what the leak gate lets through, and how git holds it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import SecretStr

from coursekit.engines import git
from coursekit.engines.git_history import History
from coursekit.engines.git_remote import Remote
from coursekit.errors import CoursekitError, Where
from coursekit.pipeline import leaks
from coursekit.plan import Action
from coursekit.release.changes import change
from coursekit.release.message import message
from coursekit.release.plan import ReleaseFacts, WriteRelease
from coursekit.release.preview import Preview, preview_text
from coursekit.spec import Allowed, Assignment, Course, CourseFolder
from coursekit.spec.login import SecretFrom
from coursekit.spec.release import Address
from coursekit.spec.secret import read_secret
from coursekit.state import State, digest_files, files_of


def repository(state: State, course: Course) -> Path:
    """Return the bare repository that holds the release of a course."""
    return state.path / "release" / course.course


def facts(
    folder: CourseFolder, state: State, assigned: list[Action], *, replace: bool = False
) -> ReleaseFacts:
    """Read what the release is made of; ``assigned`` are the plan's actions for the assignments."""
    parts: list[tuple[Assignment, str, Path | None]] = []
    for assignment, action in zip(folder.course.assignments, assigned, strict=True):
        receipt = state.receipt("assignments", f"{folder.id}: {assignment.name}")
        done = receipt is not None and not action.pending
        place = state.path / "assignments" / str(receipt.results["place"]) if receipt else None
        parts.append((assignment, action.key if done else "", place if done else None))
    place = repository(state, folder.course)
    return ReleaseFacts(
        root=folder.root,
        course=folder.course,
        assignments=tuple(parts),
        files=digest_files(folder.root, folder.course.files),
        repository=place,
        head=git.head(place, folder.course.release.branch),
        receipt=state.receipt("release", f"{folder.id}: release"),
        replace=replace,
    )


def write(work: WriteRelease, state: State, secrets: Iterable[str]) -> dict[str, object]:
    """Commit the student copies and the released files, if anything changed and nothing leaks.

    ``secrets`` are those of the project itself. Raises ``CoursekitError`` with all findings.
    """
    files = files_to_release(work)
    unused: list[Allowed] = []

    def gate(history: History) -> None:
        seen = look(work, files, history, state, secrets)
        if seen.findings:
            raise leaks.refused(seen.findings, work.root / "course.yml")
        unused[:] = seen.unused

    release = work.course.release
    written = git.write(
        work.repository,
        release.branch,
        git.Release(files, lambda changes: message(work.course, changes), gate),
        remote=remote_of(work),
        published=work.published,
        replace=work.replace,
    )
    return {
        "commit": written.commit,
        "fresh": written.fresh,
        "changed": list(written.changed),
        "files": len(files),
        "to": [release.repo or "", release.branch],
        "unused": [f"{entry.rule} in {entry.file}" for entry in unused],
    }


def preview(work: WriteRelease, state: State, secrets: Iterable[str]) -> Preview:
    """Return what students would see of a release, without making it."""
    files = files_to_release(work)
    branch, remote = work.course.release.branch, remote_of(work, to_push=False)
    with (
        tempfile.TemporaryDirectory() as scratch,
        git.looked_at(work.repository, branch, remote, Path(scratch)) as seen,
    ):
        history, students = seen
        before = students.files()
        after = {path: leaks.blob_name(data) for path, data in files.items()}
        changes = tuple(
            change(
                path,
                students.read(before[path]) if path in before else None,
                files.get(path),
            )
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        )
        found = look(work, files, history, state, secrets, keep=False).findings
    refused = leaks.refused(found, work.root / "course.yml") if found else None
    return Preview(
        work.course.course,
        changes,
        preview_text(work.course, changes),
        refused.problems if refused else (),
    )


def look(
    work: WriteRelease,
    files: Mapping[str, bytes],
    history: History,
    state: State,
    secrets: Iterable[str],
    *,
    keep: bool = True,
) -> leaks.Seen:
    """Let the leak gate look through the files of a release, and through its history.

    With ``keep`` what is clean is not looked at again next time.
    """
    remote = remote_of(work, to_push=False)
    own = [remote.password.get_secret_value()] if remote and remote.password else []
    known = leaks.knowledge(work.root, work.assignments, [*secrets, *own])
    checked = leaks.Checked.load(state, work.course.course, known.digest)
    try:
        return leaks.look(files, history, known, work.course.release.allow, checked)
    finally:
        if keep:
            checked.save()


def files_to_release(work: WriteRelease) -> dict[str, bytes]:
    """Return all files of the release, by their path in it."""
    files: dict[str, bytes] = {}
    for path in files_of(work.root, work.course.files):
        files[path.relative_to(work.root).as_posix()] = path.read_bytes()
    for assignment, place in work.assignments:
        student = place / "student"
        for path in files_of(student, ["."]):
            name = Path(assignment.folder) / path.relative_to(student)
            files[name.as_posix()] = path.read_bytes()
    return files


def remote_of(work: WriteRelease, *, to_push: bool = True) -> Remote | None:
    """Return where to push to; a relative path counts from the course's folder.

    To look only, a token that is not there is done without.
    """
    if work.remote is None:
        return None
    return remote_at(work.remote, work.token, work.root, "release.repo", to_push=to_push)


def remote_at(
    address: Address, token: SecretFrom | None, root: Path, key: str, *, to_push: bool = True
) -> Remote:
    """Return the remote at an address that ``key`` of the course in ``root`` names."""
    if "://" in address or re.match(r"[^/]+@[^/]+:", address):
        password = address.password or _token(token, root, needed=to_push)
        return Remote(str(address), address.user or "x-access-token", password)
    place = (root / address).resolve()
    if not (place / "HEAD").is_file() and not (place / ".git").is_dir():
        raise CoursekitError(
            f"{key}: {address} is not a git repository",
            Where(root / "course.yml"),
            hint=f"make it with: git init --bare {place}",
        )
    return Remote(str(place))


def _token(token: SecretFrom | None, root: Path, *, needed: bool) -> SecretStr | None:
    if token is None:
        return None
    try:
        return read_secret(token, root)
    except CoursekitError:
        if needed:
            raise
        return None
