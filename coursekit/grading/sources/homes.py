"""Students' copies in the homes of the hub: opened without following any link they may have made.

A home is ``<homes>/<college>/<person>``; the copy is where nbgitpuller put it, in the folder named
after the course. With ``isolation: accounts`` a home is its student's, and only root can read it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from coursekit.errors import CoursekitError, Where
from coursekit.grading.model import Identity
from coursekit.grading.sources.choose import MOST_NOTEBOOK
from coursekit.grading.sources.handed import File, Handed, Left, Reading
from coursekit.grading.sources.inside import opened
from coursekit.spec.class_table import ADDRESS


def read(
    homes: Path,
    colleges: Iterable[str],
    course: str,
    released: str,
    *,
    nobody: Iterable[tuple[str, str]],
    scratch: Path,
) -> Reading:
    """Return every student's copy of an assignment, copied to the folder ``scratch``.

    ``released`` is its path in the course; ``nobody`` are those, by college and name, who are no
    students. Raises ``CoursekitError`` where the homes can't be read.
    """
    left_out = set(nobody)
    handed: list[Handed] = []
    left: list[Left] = []
    scratch.mkdir(parents=True, exist_ok=True)
    for college in colleges:
        for person in _people(homes / college):
            where = f"{college}/{person.name}/{course}/{released}"
            if (college, person.name) in left_out:
                left.append(Left(where, "of staff, or of coursekit's own checks", junk=True))
                continue
            target = scratch / f"{len(handed):06}.ipynb"
            try:
                saved = copy_inside(person, f"{course}/{released}", target)
            except FileNotFoundError:
                continue
            except PermissionError as error:
                raise _for_root(homes, error) from error
            except OSError as error:
                file = File(Path(released).name, None, f"can't be read: {error.strerror or error}")
                handed.append(_handed(college, person.name, file, where, None))
                continue
            handed.append(
                _handed(college, person.name, File(Path(released).name, target), where, saved)
            )
    return Reading("the hub's homes", str(homes), tuple(handed), tuple(left))


def copy_inside(folder: Path, name: str, target: Path) -> datetime:
    """Copy a plain file below ``folder``, no part of whose path is a link; return when it changed.

    As root this reads what anybody put there, so that a link to somebody else's file, or a pipe
    that never ends, must be none. Raises ``OSError``.
    """
    file = opened(str(folder), name)
    with os.fdopen(file, "rb") as source:
        found = os.fstat(source.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(None, "not a file")
        if found.st_size > MOST_NOTEBOOK:
            raise OSError(None, f"{found.st_size / 2**20:,.0f} MB are too large for a notebook")
        target.write_bytes(source.read(MOST_NOTEBOOK))
    return datetime.fromtimestamp(found.st_mtime, UTC)


def _people(folder: Path) -> list[Path]:
    """Return the homes of a college; there may be none yet."""
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.is_symlink())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as error:
        raise _for_root(folder, error) from error


def _handed(college: str, person: str, file: File, where: str, saved: datetime | None) -> Handed:
    email = person if ADDRESS.fullmatch(person) else ""
    who = Identity(login=person, email=email, college=college)
    return Handed(who, where, (file,), "home", f"home {college}/{person}", handed_in=saved)


def _for_root(homes: Path, error: OSError) -> CoursekitError:
    return CoursekitError(
        "only root can read the students' homes of this hub",
        Where(homes),
        details=error.strerror or str(error),
        hint="run it as root, as the hub is: sudo coursekit grade ...",
    )
