"""The message of a release's commit: what changed, by assignment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from coursekit.spec import Course

_WIDTH = 72


def message(course: Course, changes: Mapping[str, str]) -> str:
    """Return the message for ``changes``: how each path changed (added, changed, removed)."""
    groups = by_assignment(course, changes)
    titles = [title for title in groups if title]
    others = len(groups.get("", ()))
    files = f"{others} file{'s' if others != 1 else ''}" if others else ""
    several = f"{len(titles)} assignments"
    head = f"Release {' and '.join(filter(None, [', '.join(titles), files]))}"
    if len(head) > _WIDTH:
        head = f"Release {' and '.join(filter(None, [several, files]))}"
    if len(titles) == 1 and len(head) > _WIDTH:
        head = f"Release {titles[0]}"
    lines = [head]
    for title, paths in groups.items():
        lines += ["", title or "Files"]
        lines += [f"- {changes[path]} {path}" for path in paths]
    return "\n".join(lines) + "\n"


def by_assignment(course: Course, paths: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the paths by the title of their assignment, in the order of the term.

    Under the empty title, last, are those that belong to none.
    """
    folders = Counter(assignment.folder for assignment in course.assignments)
    owner: dict[str, str] = {}
    for assignment in course.assignments:
        alone = assignment.folder != "." and folders[assignment.folder] == 1
        for path in paths:
            inside = PurePosixPath(path).is_relative_to(assignment.folder)
            if path == assignment.released or (alone and inside):
                owner.setdefault(path, assignment.shown_title)
    groups = {
        assignment.shown_title: sorted(
            path for path, title in owner.items() if title == assignment.shown_title
        )
        for assignment in course.assignments
    }
    groups[""] = sorted(set(paths) - set(owner))
    return {title: found for title, found in groups.items() if found}
