"""Which of upstream's changes are taken, by whose choice, and what that writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from coursekit.errors import CoursekitError
from coursekit.plan import Action
from coursekit.spec.problems import close_match
from coursekit.spec.upstream import LOCK, Kept, Merged, lock_text
from coursekit.upstream.files import NAME, WHOLE, Changed, File, Result, result
from coursekit.upstream.model import BOTH, OURS, THEIRS, Part, digest_of

Choices = Mapping[tuple[str, str], str]
"""What was chosen, by the key of the file and upstream's version of the part."""
SPEC = "course.yml"


@dataclass(frozen=True)
class Facts:
    """What upstream changed since the last merge, and what of it is here."""

    root: Path
    commit: str
    base: str
    lock: Merged | None
    """What is on record since that base."""
    changed: tuple[Changed, ...]
    left: tuple[str, ...] = ()
    """Files that upstream changed and that were removed here."""
    runs: frozenset[str] = frozenset()
    """Files that can be run, as upstream calls them."""
    found: Merged | None = None
    """What was on record at the beginning, whatever its base."""
    spec: bytes = field(default=b"", repr=False)
    """The content of ``course.yml``."""


@dataclass(frozen=True)
class Item:
    """A change to choose about."""

    name: str
    """What it is called in words on a command line: ``lab01/q1_2``, ``data/rents.csv``."""
    changed: Changed
    part: Part
    kept: bool
    """Whether it was left out on purpose."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is called in decisions."""
        return self.changed.file.key, self.part.digest

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen."""
        return self.part.choices


@dataclass(frozen=True)
class WriteFile:
    """Write a merged file at its place (``None``: remove it), and rename it if it moved."""

    root: Path
    place: Path
    moved: Path | None
    data: bytes | None = field(repr=False)
    before: bytes | None = field(repr=False)
    spec: tuple[bytes, bytes] | None = field(repr=False)
    """``course.yml`` now, and with the new name."""
    runs: bool


@dataclass(frozen=True)
class WriteLock:
    """Write down how far upstream is merged."""

    place: Path
    text: str


def items(facts: Facts) -> list[Item]:
    """Return what there is to choose about, in the order of the files; names are unique."""
    stems = Counter(
        PurePosixPath(change.file.path).stem for change in facts.changed if _is_notebook(change)
    )
    kept = {(one.file, one.version) for one in facts.lock.kept} if facts.lock else set()
    found = []
    seen: Counter[str] = Counter()
    for change in facts.changed:
        stem = PurePosixPath(change.file.path).stem
        short = stem if _is_notebook(change) and stems[stem] == 1 else change.file.path
        for part in change.parts:
            if part.state == "there":
                continue
            name = short if part.id == WHOLE else f"{short}/{part.label}"
            if part.id == WHOLE:
                name = change.file.path
            seen[name] += 1
            name = name if seen[name] == 1 else f"{name}-{seen[name]}"
            item = Item(name, change, part, kept=False)
            found.append(replace(item, kept=item.key in kept))
    return found


def _is_notebook(change: Changed) -> bool:
    """Tell whether a file is known by its bare name, as assignments are."""
    return change.notebook or PurePosixPath(change.file.path).suffix == ".ipynb"


def named(found: Sequence[Item], word: str) -> list[Item]:
    """Return the items that a word of the command line means; raises ``CoursekitError``.

    A word is an item's name, a question of only one file, a file, a folder or an assignment.
    """
    word = word.rstrip("/").removeprefix("./")
    exact = [item for item in found if item.name == word]
    if exact:
        return exact
    within = [
        item
        for item in found
        if word in (item.changed.file.path, PurePosixPath(item.changed.file.path).stem)
        or item.changed.file.path.startswith(f"{word}/")
    ]
    if within:
        return within
    labelled = [item for item in found if item.part.label == word]
    if len(labelled) > 1:
        names = ", ".join(item.name for item in labelled)
        raise CoursekitError(f"several changes are called {word}", hint=f"name one: {names}")
    if not labelled:
        known = [name for item in found for name in (item.name, item.part.label) if name]
        hint = close_match(word, known) or "coursekit upstream lists the names"
        raise CoursekitError(f"upstream changed nothing that is called '{word}'", hint=hint)
    return labelled


def chosen(
    found: Sequence[Item], *, apply: str | None, words: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the choices that the words of a command line mean; raises ``CoursekitError``.

    ``apply`` is ``safe`` (what touches nothing of ours) or ``all`` (and what both changed, if the
    changes are in different lines); ``words`` are pairs of a choice and what it is for.
    """
    choices = {}
    for item in found:
        if item.kept or apply is None:
            continue
        if item.part.state == "safe":
            choices[item.key] = THEIRS
        elif apply == "all" and BOTH in item.choices:
            choices[item.key] = BOTH
    for choice, word in words:
        for item in named(found, word):
            if choice in item.choices:
                choices[item.key] = choice
            elif choice == BOTH and item.part.state == "safe":
                choices[item.key] = THEIRS
            elif choice == BOTH:
                raise CoursekitError(
                    f"{item.name}: both changed the same lines, so there is no version with both",
                    hint=f"choose one with --ours or --theirs {item.name},"
                    " or change yours by hand and choose --ours",
                )
            else:
                raise CoursekitError(
                    f"{item.name}: another file has this place here",
                    hint=f"move it away, or choose --ours {item.name}",
                )
    return choices


def plan(facts: Facts, choices: Choices) -> list[Action]:
    """Return what the choices write: the merged files, then ``upstream.lock``."""
    actions = []
    # course.yml last: the files that it will name are there then.
    for change in sorted(facts.changed, key=lambda change: change.file.path == SPEC):
        file = change.file
        own = {part.id: choices.get((file.key, part.digest), OURS) for part in change.parts}
        made = result(change, own)
        if made.data == file.ours and made.path == file.path:
            continue
        taken = [part for part in change.parts if own[part.id] in (THEIRS, BOTH)]
        actions.append(_write(facts, file, made, _why(taken)))
    return [*actions, _lock(facts, choices)]


def _write(facts: Facts, file: File, made: Result, why: str) -> Action:
    renamed = made.path != file.path
    spec = _with_name(facts.spec, file.path, made.path) if renamed else facts.spec
    if spec != facts.spec:
        why += f"; {SPEC} names it so, too"
    work = WriteFile(
        facts.root,
        facts.root / file.path,
        facts.root / made.path if renamed else None,
        made.data,
        file.ours,
        (facts.spec, spec) if spec != facts.spec else None,
        made.path in facts.runs,
    )
    data = (made.data or b"").decode("latin-1")
    key = digest_of(made.path, data, str(made.data is None))
    subject = f"{file.path} -> {made.path}" if renamed else file.path
    return Action("upstream", subject, why, key, work)


def _why(taken: Sequence[Part]) -> str:
    """Say what of upstream's goes into a file."""
    names = ["its new name" if part.id == NAME else part.label or part.what for part in taken]
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"from upstream: {shown}"


def _lock(facts: Facts, choices: Choices) -> Action:
    found = items(facts)
    done = facts.lock is not None and facts.lock.commit == facts.commit
    if done:
        return Action("upstream", LOCK, f"as it is: all up to {facts.commit[:10]} is decided")
    open_ = [item for item in found if not item.kept and item.key not in choices]
    if open_:
        left_out = {
            (item.key): Kept(file=item.key[0], part=item.part.label or "file", version=item.key[1])
            for item in found
            if choices.get(item.key, OURS if item.kept else "") == OURS
        }
        made = Merged(commit=facts.base, kept=tuple(left_out.values()))
        why = f"{len(open_)} changes are still to be looked at"
    else:
        made = Merged(commit=facts.commit)
        why = f"all up to {facts.commit[:10]} is taken or left out"
    if made == facts.lock:
        return Action("upstream", LOCK, f"as it is: {why}")
    text = lock_text(made)
    return Action("upstream", LOCK, why, digest_of(text), WriteLock(facts.root / LOCK, text))


def _with_name(spec: bytes, old: str, new: str) -> bytes:
    """Return ``course.yml`` with the new name of a file that it names."""
    exact = rf"(?<![\w./-]){re.escape(old)}(?![\w/-]|\.\w)"
    text = spec.decode("utf-8", "surrogateescape")
    text = re.sub(exact, new.replace("\\", r"\\"), text)
    return text.encode("utf-8", "surrogateescape")
