"""Makes a course out of a repository or folder that has none of coursekit's files yet."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from coursekit.assignments.adopt import Adopted, Notebook, adopt
from coursekit.assignments.notebook import parse, source_of
from coursekit.assignments.outline import outline
from coursekit.engines.git_read import clone
from coursekit.engines.git_upstream import origin
from coursekit.errors import CoursekitError, Where
from coursekit.spec import scaffold
from coursekit.spec.release import Address
from coursekit.state import cannot_write, files_of

_MATERIAL = shutil.ignore_patterns(".git", ".coursekit", "__pycache__", ".ipynb_checkpoints")


def fetch(source: str, place: Path) -> None:
    """Bring the course at ``source``, an address or a folder, to ``place``.

    Nothing happens where it is there already. Raises ``CoursekitError``.
    """
    folder = Path(source)
    if folder.is_dir() and place.is_dir() and folder.samefile(place):
        return
    if place.is_dir() and any(place.iterdir()):
        hint = f"choose an empty folder, or name this one as the source: --from {place}"
        raise CoursekitError("this folder is not empty", Where(place), hint=hint)
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        clone(source, place)  # a bare repository
    elif folder.is_dir():
        try:
            shutil.copytree(folder, place, ignore=_MATERIAL, symlinks=True, dirs_exist_ok=True)
        except OSError as error:
            raise cannot_write(place, error) from error
    elif "://" in source or re.match(r"[^/\s]+@[^/\s]+:", source):
        clone(source, place)
    else:
        raise CoursekitError(
            "no such folder, and no address of a repository",
            Where(folder),
            hint="name a folder, or an address such as https://github.com/example/course",
        )


def read(root: Path) -> Adopted:
    """Look through a folder; raises ``CoursekitError`` if no assignment is in it."""
    paths = [path.relative_to(root).as_posix() for path in files_of(root, ["."])]
    hidden = [path for name in (".binder", ".devcontainer") for path in (root / name).glob("*")]
    paths += [path.relative_to(root).as_posix() for path in hidden if path.is_file()]
    notebooks = {}
    for name in paths:
        seen = _notebook(root / name) if Path(name).suffix in (".ipynb", ".py", ".md") else None
        if seen is not None:
            notebooks[name] = seen
    found = adopt(paths, notebooks)
    if not found.assignments:
        raise CoursekitError(
            f"none of its {len(notebooks)} notebooks is an assignment of otter's",
            Where(root),
            hint="an assignment begins with # ASSIGNMENT CONFIG, or otter has put tests into it",
        )
    return found


def upstream_of(source: str, place: Path) -> tuple[dict[str, str], str]:
    """Return where the material at ``place`` came from, and the commit; nothing if unknown.

    The lines are those of ``upstream`` in ``course.yml``; a repository on this machine is named
    by its path from ``place``.
    """
    folder = Path(source)
    if folder.is_dir() and place.is_dir() and folder.samefile(place):
        return {}, ""
    known = origin(folder if folder.is_dir() else place)
    if known is None:
        return {}, ""
    repo = known.repo if not folder.is_dir() or known.shared else ""
    if not folder.is_dir():
        repo = str(Address(source))
    elif not repo:
        repo = os.path.relpath(known.top.resolve(), place.resolve())
    lines = {"repo": repo, **({"path": known.path} if known.path != "." else {})}
    return lines, known.commit


def texts(
    found: Adopted, name: str, title: str | None, upstream: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the files to write beside the material, by path."""
    entries = [
        {
            "notebook": str(notebook),
            "title": shown,
            **({"autograder": str(key)} if key else {}),
        }
        for notebook, shown, key in found.assignments
    ]
    made = {
        "course.yml": scaffold.course_of(
            name,
            title,
            environment=found.environment,
            assignments=entries,
            files=found.files,
            book=found.book,
            upstream=upstream,
        )
    }
    if found.requirements:
        made["requirements.txt"] = "\n".join(found.requirements) + "\n"
    return made


def own_course(place: Path, upstream: Mapping[str, str]) -> dict[str, str] | None:
    """Return the ``course.yml`` of what is a course already, with where it came from.

    ``None`` if it is none. An ``upstream`` of its own gives way: this course follows the one that
    it was copied from.
    """
    spec = place / "course.yml"
    if not spec.is_file() or not upstream:
        return None
    text = spec.read_text("utf-8")
    kept = re.sub(r"^upstream:.*\n(?:[ \t]+.*\n|#.*\n)*", "", text, flags=re.MULTILINE)
    return {"course.yml": kept.rstrip("\n") + "\n" + scaffold.upstream_of(upstream)}


def _notebook(path: Path) -> Notebook | None:
    """Read a notebook; ``None`` for what is none, as most .py and .md files."""
    try:
        text = path.read_text("utf-8")
        if path.suffix != ".ipynb" and "ASSIGNMENT CONFIG" not in text:
            return None
        cells = parse(path, text)["cells"]
    except (OSError, ValueError):
        return None
    seen = outline(path, text)
    source = "\n".join(source_of(cell) for cell in cells if cell["cell_type"] == "markdown")
    heading = re.search(r"^#{1,3} +(.+?) *#*$", source, re.MULTILINE)
    title = re.sub(r"[*_`]|<[^>]*>", "", heading[1]).strip() if heading else path.stem
    made = bool(seen.questions) and (seen.released or not seen.problems)
    return Notebook(title[:80] or path.stem, made, seen.released, seen.imports)
