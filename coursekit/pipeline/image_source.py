"""What goes into the image of a course: read from the disk, refused or laid out."""

from __future__ import annotations

import os
import shutil
import ssl
from importlib.resources import files
from pathlib import Path, PurePosixPath

from coursekit.environment import image as room
from coursekit.environment import plan as environment_room
from coursekit.environment.course_lock import read
from coursekit.environment.r_image import r_package
from coursekit.errors import CoursekitError, Where
from coursekit.spec import CourseFolder
from coursekit.state import digest_files

_PLACES = ("binder", ".binder")
_LFS = b"version https://git-lfs.github.com/spec/"


def read_facts(folder: CourseFolder, options: room.ImageOptions) -> room.ImageFacts:
    """Read what is on the disk of a course's image. Raises ``CoursekitError``."""
    base = folder.root / folder.course.environment.path
    home = next((base / place for place in _PLACES if (base / place).is_dir()), base)
    names = frozenset(path.name for path in home.iterdir() if path.is_file())
    other = room.other_file(names)
    lock, record = home / environment_room.LOCK_NAME, folder.root / room.LOCK_FILE
    runtime = home / "runtime.txt"
    text = runtime.read_text("utf-8") if runtime.is_file() else ""
    apt = home / "apt.txt"
    asked = apt.read_text("utf-8") if apt.is_file() and not other else ""
    named = [path.relative_to(folder.root).as_posix() for path in _copied(folder, home, other)]
    return room.ImageFacts(
        course=folder.id,
        root=folder.root,
        home=home.relative_to(folder.root).as_posix(),
        other=other,
        python=room.course_python(folder.course.environment.python, text),
        lock=lock.read_text("utf-8") if lock.is_file() and not other else "",
        files=digest_files(folder.root, named),
        base=digest_files(definition("base"), ["."]),
        options=options,
        r=r_package(asked),
        r_definition=digest_files(definition("r"), ["."]),
        recorded=read(record.read_text("utf-8"), record)[0] if record.is_file() else None,
    )


def definition(name: str) -> Path:
    """Return a folder of ``images``: in the package, or beside it in a checkout."""
    packaged = Path(str(files("coursekit.environment"))) / "images" / name
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "images" / name


def base_files(place: Path) -> None:
    """Copy the base image's definition, and uv, to a new folder."""
    from uv import find_uv_bin

    shutil.copytree(definition("base"), place)
    shutil.copy(find_uv_bin(), place / "uv")


def certificates() -> dict[str, Path]:
    """Return this machine's certificates, lent to a build so that a proxy's CA is trusted."""
    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    place = Path(named or "/etc/ssl/certs/ca-certificates.crt")
    return {"ca": place} if place.is_file() else {}


def _copied(folder: CourseFolder, home: Path, other: str) -> list[Path]:
    """Return the files that go into the image. Raises ``CoursekitError`` if they can't."""
    names = frozenset(path.name for path in home.iterdir() if path.is_file())
    own = [home / name for name in room.OWN_FILES if (home / name).is_file()]
    if not room.copied(names, other=bool(other)):
        return own
    ignore = next((p for p in (home, folder.root) if (p / ".dockerignore").is_file()), None)
    lines = (ignore / ".dockerignore").read_text("utf-8").splitlines() if ignore else []
    patterns = tuple(s for line in lines if (s := line.strip()) and not s.startswith("#"))
    found, total = [], 0
    for top, inner, entries in os.walk(folder.root):
        inner[:] = [name for name in inner if name not in (".git", ".coursekit", "__pycache__")]
        for entry in entries:
            path = Path(top) / entry
            inside = PurePosixPath(path.relative_to(folder.root).as_posix())
            if entry == room.LOCK_FILE or room.within(inside, patterns):
                continue
            found.append(path)
            total += path.lstat().st_size
    _must_fit(folder.root, found, total)
    return found


def _must_fit(root: Path, found: list[Path], total: int) -> None:
    if total > room.LARGEST:
        biggest = max(found, key=lambda path: path.lstat().st_size)
        raise CoursekitError(
            f"the repository has {total / 2**30:.1f} GB of files, too many for an image",
            Where(biggest),
            hint="name what the image needs not in .dockerignore (this is the largest file)",
        )
    modules = root / ".gitmodules"
    if modules.is_file():
        for line in modules.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            place = root / value.strip()
            if name.strip() == "path" and not (place.is_dir() and any(place.iterdir())):
                hint = "fetch it first: git submodule update --init --recursive"
                raise CoursekitError(
                    f"the submodule {value.strip()} is empty", Where(modules), hint=hint
                )
    for path in found:
        if path.lstat().st_size < 200 and path.is_file() and path.read_bytes().startswith(_LFS):
            raise CoursekitError(
                "this file is only a pointer of Git LFS, not its content",
                Where(path),
                hint="fetch the contents first: git lfs pull",
            )


def lay_out(facts: room.ImageFacts, folder: CourseFolder, place: Path) -> None:
    """Lay out what repo2docker is to see."""
    for path in _copied(folder, folder.root / facts.home, facts.other):
        target = place / path.relative_to(folder.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
    place.mkdir(parents=True, exist_ok=True)
