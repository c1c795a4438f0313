"""Facts of an upstream merge: fetched, compared file by file, and written if that was chosen."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursekit.engines.git_remote import Remote
from coursekit.engines.git_upstream import Blob, Mirror, mirror
from coursekit.errors import CoursekitError, ExitCode, Where
from coursekit.pipeline.renamed import ours_of, renamed_here
from coursekit.plan import Action, Plan
from coursekit.spec import CourseFolder
from coursekit.spec.project import problems_of_course
from coursekit.spec.secret import read_secret
from coursekit.spec.upstream import LOCK, Merged, Upstream, read_lock
from coursekit.state import State, cannot_write
from coursekit.upstream.files import Changed, File, changed, is_pointer
from coursekit.upstream.plan import SPEC, Choices, Facts, WriteFile, WriteLock, plan

_NEVER = re.compile(
    r"(^|/)(\.git|\.coursekit|\.ipynb_checkpoints|__pycache__)(/|$)"
    r"|^\.github/workflows/|^\.gitlab-ci\.yml$"
    rf"|^{re.escape(LOCK)}$|(^|/)(requirements|course)\.lock$"
)
"""What is never taken: it is made here, or it would run on the machines of this college."""


@dataclass(frozen=True)
class Looked:
    """What was found, and where it was looked for."""

    address: str
    facts: Facts
    since: str
    """The day of the last merged commit."""
    until: str
    guessed: bool
    """Whether the base was found by likeness only."""
    remarks: tuple[str, ...]
    why: Mapping[str, list[str]]
    """The first lines of upstream's commits, by file."""


def look(folder: CourseFolder, state: State, base: str | None = None) -> Looked:
    """Fetch what upstream has, and compare it. Raises ``CoursekitError``.

    ``base`` names the commit that was merged last; left out, it is known or found.
    """
    upstream = _upstream(folder)
    remote = _remote(folder, upstream)
    place = state.path / "upstream" / hashlib.sha256(remote.address.encode()).hexdigest()[:12]
    lock = read_lock(folder.root)
    with mirror(place, remote) as there:
        head = there.fetch(upstream.ref or "")
        if not there.has(head, upstream.path):
            raise CoursekitError(
                f"{remote.address} has no folder {upstream.path}",
                folder.document.where(("upstream", "path")),
                hint="correct upstream.path: the folder of the course in that repository",
            )
        begun, guessed = _base(folder, there, head, upstream, lock, base)
        known = lock if lock and lock.commit == begun else None
        found, left, remarks = _changed(folder, there, begun, head, upstream.path)
        facts = Facts(
            root=folder.root,
            commit=head,
            base=begun,
            lock=known,
            found=lock,
            changed=tuple(_guarded(folder, found)),
            left=tuple(left),
            runs=frozenset(n for n, b in there.files(head, upstream.path).items() if b.runs),
            spec=(folder.root / "course.yml").read_bytes(),
        )
        return Looked(
            remote.cleaned(remote.address),
            facts,
            there.date(begun),
            there.date(head),
            guessed,
            tuple(remarks),
            there.subjects(begun, head, upstream.path),
        )


def again(facts: Facts, folder: CourseFolder) -> Facts:
    """Return the facts with what is on the disk now: nothing is fetched."""
    root, lock = folder.root, read_lock(folder.root)
    found = []
    for change in facts.changed:
        file = change.file
        place = next(
            (p for p in (file.ours_path, file.theirs_path) if p and (root / p).is_file()), ""
        )
        ours = _bytes(root / place) if place else None
        found.append(changed(replace(file, ours=ours, ours_path=place)))
    return replace(
        facts,
        changed=tuple(_guarded(folder, found)),
        lock=lock if lock and (lock.commit == facts.base or lock != facts.found) else None,
        spec=(root / "course.yml").read_bytes(),
    )


def planned(facts: Facts, choices: Choices) -> Plan:
    """Return what the choices write. Raises ``CoursekitError`` where that breaks ``course.yml``."""
    actions = plan(facts, choices)
    for action in actions:
        work = action.work
        if isinstance(work, WriteFile) and work.place == work.root / SPEC and work.data is not None:
            _require_valid(work.place, work.data)
    return Plan(tuple(actions))


def _require_valid(place: Path, data: bytes) -> None:
    problems = problems_of_course(place, data.decode("utf-8", "replace"))
    if problems:
        first = problems[0]
        line = f" (line {first.where.line} of the merged file)" if first.where else ""
        raise CoursekitError(
            f"nothing was taken: {SPEC} would not be valid: {first.message}{line}",
            Where(place),
            hint=f"keep yours with --ours {SPEC}, and write upstream's changes into it by hand:"
            f" coursekit upstream --show {SPEC}",
            details=first.details,
        )


def perform(action: Action, state: State) -> dict[str, Any]:
    """Write a merged file or the lock; what was there before is kept under ``.coursekit/``."""
    work = action.work
    try:
        if isinstance(work, WriteLock):
            state.write(work.place, work.text)
            return {"file": work.place.name}
        assert isinstance(work, WriteFile)
        now = _bytes(work.place)
        if now != work.before:
            raise CoursekitError(
                "this file has just been changed by somebody else: it was left as it is",
                Where(work.place),
                hint="run it again: it begins from what is there now",
            )
        if now is not None:
            _keep(state, work, now)
        _write(work, state)
    except OSError as error:
        raise cannot_write(Path(str(error.filename or action.subject)), error) from error
    return {"file": action.subject}


def _write(work: WriteFile, state: State) -> None:
    """Change the file, then its name: at each moment ``course.yml`` names a whole file."""
    place = work.place
    if work.data is None:
        place.unlink(missing_ok=True)
        _prune(place.parent, work.root)
        return
    mode = place.stat().st_mode & 0o777 if place.exists() else 0o755 if work.runs else 0o644
    state.write(place, work.data, mode=mode)
    if work.moved is not None:
        state.write(work.moved, work.data, mode=mode)
        if work.spec is not None:
            spec = work.root / "course.yml"
            if spec.read_bytes() == work.spec[0]:
                state.write(spec, work.spec[1])
        place.unlink()
        _prune(place.parent, work.root)


def _keep(state: State, work: WriteFile, data: bytes) -> None:
    name = work.place.relative_to(work.root)
    folder = state.path / "upstream" / "before" / hashlib.sha256(data).hexdigest()[:8]
    if not (folder / name).is_file():
        state.write(folder / name, data)


def _prune(folder: Path, root: Path) -> None:
    """Remove folders that are empty now."""
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _upstream(folder: CourseFolder) -> Upstream:
    found = folder.course.upstream
    if found is None:
        raise CoursekitError(
            "course.yml does not say which course this one was adapted from",
            Where(folder.root / "course.yml"),
            hint="add two lines:  upstream:\n"
            "                          repo: https://github.com/example/course"
            "   (and path: if the course is in a folder of it)",
        )
    return found


def _remote(folder: CourseFolder, upstream: Upstream) -> Remote:
    address = upstream.repo
    if "://" in address or re.match(r"[^/]+@[^/]+:", address):
        password = address.password
        if password is None and upstream.token is not None:
            password = read_secret(upstream.token, folder.root)
        return Remote(str(address), address.user or "x-access-token", password)
    place = (folder.root / address).resolve()
    if not (place / "HEAD").is_file() and not (place / ".git").exists():
        raise CoursekitError(
            f"upstream.repo: {address} is not a git repository",
            folder.document.where(("upstream", "repo")),
            hint="name the top folder of its clone, or its address",
        )
    return Remote(str(place))


def _base(
    folder: CourseFolder,
    there: Mirror,
    head: str,
    upstream: Upstream,
    lock: Merged | None,
    asked: str | None,
) -> tuple[str, bool]:
    """Return the commit that was merged last, and whether that is a guess."""
    if asked is not None:
        found = there.commit(asked) if re.fullmatch(r"[0-9A-Za-z][\w./-]*", asked) else ""
        if not found:
            raise CoursekitError(
                f"upstream has no commit {asked}", hint="name a commit, a tag or a branch of it"
            )
        return found, False
    shared = there.shared(folder.root, head)
    if lock is not None:
        known = there.commit(lock.commit)
        if not known:
            raise CoursekitError(
                f"upstream has no commit {lock.commit[:10]} any more: its history was rewritten",
                Where(folder.root / LOCK),
                hint="name the commit that you merged last, as it is called now:"
                " coursekit upstream --base COMMIT",
                code=ExitCode.FOUND,
            )
        later = bool(shared) and shared != known and there.is_ancestor(known, shared)
        return (shared if later else known), False
    if shared:
        return shared, False
    blobs = {
        path.relative_to(folder.root).as_posix(): _blob(path.read_bytes())
        for path in ours_of(folder.root)
    }
    found, same = there.likest(blobs, head, upstream.path)
    if not same:
        raise CoursekitError(
            "this course has no file in common with upstream",
            folder.document.where(("upstream", "repo")),
            hint="look at upstream.repo and upstream.path, or name the commit that it was"
            " copied from: coursekit upstream --base COMMIT",
        )
    return found, True


def _changed(
    folder: CourseFolder, there: Mirror, base: str, head: str, inside: str
) -> tuple[list[Changed], list[str], list[str]]:
    """Return the changed files, those that are not here any more, and what else is to be said."""
    root = folder.root
    before, after = there.files(base, inside), there.files(head, inside)
    renamed = there.renamed(base, head, inside) if base != head else {}
    back = {new: old for old, new in renamed.items()}
    differ = {path for path, blob in before.items() if after.get(path) != blob}
    moved = _moved_here(root, before, differ, there)
    found, left, remarks = [], [], []
    for path in sorted({*before, *after} - {*renamed}):
        old, new = back.get(path, path), path
        was, now = before.get(old), after.get(new)
        if (was == now and old == new) or _NEVER.search(new) or _NEVER.search(old):
            continue
        here = _here(root, old, new, moved) if was else _here(root, new, new, {})
        if here is None:
            remarks.append(f"{new} is a link here, and is left alone")
            continue
        if was and not here:
            left += [new] if now is not None else []
            continue
        if was is None and now is not None and not here and _folder_is_gone(root, new, before):
            left.append(new)
            continue
        contents = [there.read(blob) if blob else None for blob in (was, now)]
        if any(map(is_pointer, contents)):
            remarks.append(f"{new} is kept in Git LFS: compare and fetch it by hand")
            continue
        file = File(
            old if was else "",
            here,
            new if now else "",
            contents[0],
            _bytes(root / here) if here else None,
            contents[1],
            occupied=_is_taken(root, here, new),
        )
        change = changed(file)
        if change.parts:
            found.append(change)
    return found, left, remarks


def _is_taken(root: Path, here: str, new: str) -> bool:
    """Tell whether another file has the place to which a file shall move.

    The same content is what a killed run left.
    """
    place = root / new
    return bool(here) and here != new and place.exists() and _bytes(place) != _bytes(root / here)


def _here(root: Path, old: str, new: str, moved: Mapping[str, str]) -> str | None:
    """Return where a file of upstream's is here; nothing if it is not, ``None`` for a link."""
    for name in (old, moved.get(old, ""), new):
        place = root / name
        if not name:
            continue
        if place.is_symlink() or not place.resolve().is_relative_to(root.resolve()):
            return None
        if place.is_file():
            return name
    return ""


def _moved_here(
    root: Path, before: Mapping[str, Blob], differ: Iterable[str], there: Mirror
) -> dict[str, str]:
    """Return the files that upstream changed and that have another name here."""
    gone = {path: before[path] for path in sorted(differ) if not (root / path).exists()}
    if not gone:
        return {}
    fresh = {
        path.relative_to(root).as_posix(): path
        for path in ours_of(root)
        if path.relative_to(root).as_posix() not in before
    }
    return renamed_here(
        {path: (blob.id, functools.partial(there.read, blob)) for path, blob in gone.items()},
        {name: (_blob(path.read_bytes()), path.read_bytes) for name, path in fresh.items()},
    )


def _folder_is_gone(root: Path, new: str, before: Mapping[str, Blob]) -> bool:
    """Tell whether a new file is in a folder that upstream had and that was removed here."""
    folder = new.rpartition("/")[0]
    had = folder and any(path.startswith(f"{folder}/") for path in before)
    return bool(had) and not (root / folder).exists()


def _guarded(folder: CourseFolder, found: list[Changed]) -> Iterator[Changed]:
    """Nothing is safe that removes a file which ``course.yml`` names."""
    course = folder.course
    named = {str(item.notebook) for item in course.assignments}
    named |= {str(item.autograder) for item in course.assignments if item.autograder}
    named |= set(course.files)
    for change in found:
        gone = change.file.theirs is None and change.file.ours_path in named
        yield (
            replace(
                change,
                parts=tuple(
                    replace(part, state="touches") if part.state == "safe" else part
                    for part in change.parts
                ),
            )
            if gone
            else change
        )


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _blob(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()  # noqa: S324 - git's own
