"""Folders of notebooks, single notebooks and otter's exports: whose they are is in file names.

``ada.ipynb`` is of ada, and so is ``ada/lab01.ipynb`` and all beside it; a zip may stand for the
notebook. Names that several share are told apart by the folders above them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coursekit.grading.model import Identity
from coursekit.grading.sources.handed import (
    File,
    Handed,
    Left,
    Reading,
    clean_stem,
    exported_at,
    left_out,
    without_time,
)
from coursekit.spec.class_table import ADDRESS

_INSTEAD = (".pdf", ".html", ".htm", ".py", ".docx", ".doc", ".txt", ".json", ".rtf")
"""What students hand in in the stead of a notebook."""


@dataclass(frozen=True)
class _Unit:
    """Files that are one submission; ``alone`` is the one that names the student, if one does."""

    folder: str
    files: tuple[File, ...]
    alone: File | None = None


def read(
    files: Iterable[File], where: str, above: Sequence[str], assignment: str, kind: str
) -> Reading:
    """Return the submissions among files; ``above`` are names of folders (or a zip) above them."""
    folders: dict[str, list[File]] = {}
    left: list[Left] = []
    for file in files:
        if file.junk:
            left += left_out([file], where, "")
        else:
            folders.setdefault(_parent(file.name), []).append(file)
    units = _units(folders, assignment)
    taken = {file.name for unit in units for file in unit.files}
    rest = [file for inside in folders.values() for file in inside if file.name not in taken]
    left += left_out(rest, where, "not a notebook, and beside nobody's")
    handed = tuple(_handed(unit, where, above, assignment) for unit in units)
    return Reading(kind, where, handed, tuple(left))


def read_one(file: File, where: str, above: Sequence[str], assignment: str, kind: str) -> Reading:
    """Return the submission that one file is, whatever it is."""
    unit = _Unit("", (file,), file)
    return Reading(kind, where, (_handed(unit, where, above, assignment),))


def named(handed: Sequence[Handed]) -> Iterator[Handed]:
    """Yield all, those who are known by file names with a name, the shortest that is theirs alone.

    Nobody is merged with another because their files have one name.
    """
    plain = [one for one in handed if one.clues]
    lengths = [1] * len(plain)
    for _ in range(max((len(one.clues) for one in plain), default=0)):
        count = Counter(map(_label, plain, lengths))
        for index, one in enumerate(plain):
            shared = count[_label(one, lengths[index])] > 1
            lengths[index] += shared and lengths[index] < len(one.clues)
    taken: set[str] = set()
    labels = iter(list(map(_label, plain, lengths)))
    for one in handed:
        if not one.clues:
            yield one
            continue
        label = next(labels)
        own, number = label, 1
        while own in taken:
            number += 1
            own = f"{label} ({number})"
        taken.add(own)
        email = own.lower() if ADDRESS.fullmatch(own) else ""
        yield replace(one, who=replace(one.who, login=own, email=email), key=f"file {own}")


def _label(one: Handed, length: int) -> str:
    return "/".join(one.clues[-length:])


def _units(folders: dict[str, list[File]], assignment: str) -> list[_Unit]:
    """Divide files into submissions.

    A folder with a notebook of the assignment's own name is one student's, with all below it, and
    so are then the folders beside it. In others each notebook is somebody's.
    """
    owners = {
        folder
        for folder, inside in folders.items()
        if folder and any(file.candidate and clean_stem(file.stem) == assignment for file in inside)
    }
    owners = {folder for folder in owners if not any(_within(folder, one) for one in owners)}
    above = {_parent(folder) for folder in owners}
    for folder in folders:
        own = next((one for one in [folder, *_parents(folder)] if _parent(one) in above), "")
        if own and not any(_within(own, one) or _within(one, own) for one in owners):
            owners.add(own)
    units = [
        _Unit(owner, tuple(f for name in folders if name == owner or _within(name, owner)
                           for f in folders[name]))
        for owner in owners
    ]  # fmt: skip
    for folder, inside in folders.items():
        if folder not in owners and not any(_within(folder, owner) for owner in owners):
            units += _each(folder, inside)
    return sorted(units, key=lambda unit: unit.alone.name if unit.alone else f"{unit.folder}/")


def _each(folder: str, inside: Sequence[File]) -> Iterator[_Unit]:
    """Yield a submission for each notebook, and for each file that came in the stead of one."""
    notebooks = [file for file in inside if file.candidate]
    if not notebooks:
        return
    stems = {file.stem for file in notebooks}
    others = [file for file in inside if not file.candidate]
    named_by = {file.stem: file for file in reversed(others) if file.suffix in _INSTEAD}
    instead = [file for stem, file in named_by.items() if stem not in stems]
    given: set[str] = set()
    for file in [*notebooks, *instead]:
        beside = [f for f in others if f.stem == file.stem and f != file and f.stem not in given]
        given.add(file.stem)
        yield _Unit(folder, (file, *beside), file)


def _parent(name: str) -> str:
    return name.rpartition("/")[0]


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _within(name: str, other: str) -> bool:
    return name.startswith(f"{other}/")


def _handed(unit: _Unit, where: str, above: Sequence[str], assignment: str) -> Handed:
    own = unit.folder.split("/") if unit.folder else []
    alone = unit.alone
    if alone is not None and clean_stem(alone.stem) != assignment:
        own.append(without_time(alone.stem))
    cut = len(unit.folder) + 1 if unit.folder and alone is None else 0
    times = [when for file in unit.files if (when := exported_at(file.name))]
    first = alone.name if alone else f"{unit.folder}/"
    return Handed(
        Identity(known=bool(own)),
        where if where.endswith(first) else f"{where}: {first}",
        tuple(replace(file, name=file.name[cut:]) for file in unit.files),
        "plain",
        "",
        handed_in=max(times, default=None),
        clues=(*above, *own) or ("(unknown)",),
    )
