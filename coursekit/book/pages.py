"""What coursekit adds to the sources of a Jupyter Book 1: a page for each assignment."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coursekit.errors import CoursekitError, Problem, Where
from coursekit.spec import Assignment, Course
from coursekit.spec.yaml import not_yaml


@dataclass(frozen=True)
class Sources:
    """The two files that make a folder a Jupyter Book, as text; ``None`` where there is none."""

    toc: str | None
    config: str | None
    where: Where
    """The table of contents."""
    pages: frozenset[str] = frozenset()
    """Paths of all files of the folder, also without their suffixes."""


def generated(
    course: Course,
    sources: Sources,
    points: Mapping[str, float | None],
) -> dict[str, str]:
    """Return the files to add to the book's sources, by path: pages, ``_toc.yml``, ``_config.yml``.

    ``points`` are by assignment.
    """
    files = assignment_pages(course, points)
    files["_toc.yml"] = _toc(course, sources)
    if sources.toc is None:
        files["intro.md"] = f"# {course.title}\n\nThe assignments of this course, in order.\n"
    files["_config.yml"] = sources.config if sources.config is not None else _config(course)
    return files


def assignment_pages(course: Course, points: Mapping[str, float | None]) -> dict[str, str]:
    """Return a page for each assignment, by path."""
    return {
        f"assignments/{item.name}.md": _page(item, points.get(item.name))
        for item in course.assignments
    }


def due_text(assignment: Assignment) -> str:
    """Write a due date as students read it: ``Friday, January 29, 2027, 23:59``."""
    due = assignment.due
    return f"{due:%A, %B} {due.day}, {due.year}, {due:%H:%M}" if due else ""


def _page(assignment: Assignment, points: float | None) -> str:
    facts = [
        f"Week {assignment.week}" if assignment.week is not None else "",
        f"{points:g} points" if points is not None else "",
        f"due {due_text(assignment)}" if assignment.due else "",
    ]
    lines = [
        f"# {assignment.shown_title}",
        "",
        " · ".join(fact for fact in facts if fact),
        "",
        "Open it on your college's hub, sign in, and your own copy is there. What you have done"
        " in it already stays as it is.",
    ]
    return "\n".join(lines) + "\n"


def _toc(course: Course, sources: Sources) -> str:
    """Return the book's table of contents with a part for the assignments at its end."""
    toc: Any = {"format": "jb-book", "root": "intro"}
    if sources.toc is not None:
        try:
            toc = YAML(typ="safe").load(sources.toc)
        except YAMLError as error:
            raise not_yaml(sources.where.path, sources.toc, error) from error
    if not isinstance(toc, dict) or "root" not in toc:
        raise CoursekitError(
            "the book's table of contents names no first page (root:)",
            sources.where,
            hint="see https://jupyterbook.org/en/stable/structure/toc.html",
        )
    if sources.toc is not None and (missing := list(_missing(toc, sources))):
        raise CoursekitError.of(missing)
    pages = [{"file": f"assignments/{item.name}"} for item in course.assignments]
    if not pages:
        return _dump(toc)
    if "chapters" in toc:
        toc["parts"] = [{"chapters": toc.pop("chapters")}]
    toc.setdefault("parts", []).append({"caption": "Assignments", "chapters": pages})
    return _dump(toc)


def _missing(toc: Any, sources: Sources) -> Iterator[Problem]:
    """Yield the pages that a table of contents names and that are not there."""
    if isinstance(toc, list):
        for item in toc:
            yield from _missing(item, sources)
    elif isinstance(toc, dict):
        for key, value in toc.items():
            if isinstance(value, list):
                yield from _missing(value, sources)
            elif key in ("root", "file") and str(value) not in sources.pages:
                lines = (sources.toc or "").splitlines()
                named = [n for n, line in enumerate(lines, 1) if str(value) in line.split()]
                yield Problem(
                    f"the book has no page {value}",
                    Where(sources.where.path, named[0] if named else 0),
                    hint="pages are .md or .ipynb files, named from the book's folder",
                )


def _config(course: Course) -> str:
    return _dump(
        {
            "title": course.title,
            "author": "",
            "logo": "",
            "execute": {"execute_notebooks": "off"},
            "repository": {"url": ""},
        }
    )


def _dump(data: Any) -> str:
    out = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.dump(data, out)
    return out.getvalue()
