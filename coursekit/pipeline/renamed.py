"""Which file of a course is which of the one that it was adapted from, though it was renamed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from coursekit.state import files_of

_ALIKE = 0.5
_MOST_BYTES = 2_000_000
_EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
"""git's name of an empty file."""
Content = tuple[str, Callable[[], bytes]]
"""git's name of a content, and a way to read it."""


def ours_of(root: Path) -> list[Path]:
    """Return the files of a course: hidden ones, and those of programs, are not looked for."""
    return files_of(root, ["."])


def renamed_here(gone: Mapping[str, Content], fresh: Mapping[str, Content]) -> dict[str, str]:
    """Pair files that are gone with new ones: the same content, or the same name and like it."""
    by_content = {blob: name for name, (blob, _) in fresh.items()}
    found: dict[str, str] = {}
    for path, (blob, _) in gone.items():
        if blob != _EMPTY and blob in by_content and by_content[blob] not in found.values():
            found[path] = by_content[blob]
    for path, (_, read) in gone.items():
        if path in found:
            continue
        name = next(iter(_like(path, read, fresh, found)), None)
        if name is not None:
            found[path] = name
    return found


def _like(
    path: str, read: Callable[[], bytes], fresh: Mapping[str, Content], found: Mapping[str, str]
) -> Iterator[str]:
    """Yield new files of the same kind that are alike, those with the same name first."""
    here = PurePosixPath(path)
    taken = set(found.values())
    able = [
        name for name in fresh if name not in taken and PurePosixPath(name).suffix == here.suffix
    ]
    for name in sorted(able, key=lambda name: PurePosixPath(name).name != here.name):
        if _ratio(read(), fresh[name][1]()) > _ALIKE:
            yield name


def _ratio(one: bytes, two: bytes) -> float:
    """Return how many lines two texts share."""
    if not one.strip() or not two.strip() or max(len(one), len(two)) > _MOST_BYTES:
        return 0
    left, right = one.splitlines(), two.splitlines()
    matcher = difflib.SequenceMatcher(a=left, b=right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _ALIKE else 0
