"""What coursekit adds to the sources of a MyST book: a page for each assignment."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from coursekit.book.pages import assignment_pages
from coursekit.errors import CoursekitError, Where
from coursekit.spec import Course
from coursekit.spec.yaml import not_yaml


def myst_files(
    course: Course, text: str, path: Path, points: Mapping[str, float | None]
) -> dict[str, str]:
    """Return the files to add, by path: the pages, and ``myst.yml`` with them in its contents.

    ``text`` is the ``myst.yml`` at ``path`` (https://mystmd.org/guide/frontmatter); one without
    ``toc`` takes in every file of the folder by itself. Raises ``CoursekitError`` for no YAML.
    """
    yaml = YAML()
    try:
        data: Any = yaml.load(text)
    except YAMLError as error:
        raise not_yaml(path, text, error) from error
    if not isinstance(data, dict) or not isinstance(data.get("project"), dict):
        raise CoursekitError(
            "this file has no project:",
            Where(path),
            hint="see https://mystmd.org/guide/frontmatter",
        )
    pages = assignment_pages(course, points)
    if isinstance(data["project"].get("toc"), list):
        children = [{"file": name} for name in pages]
        data["project"]["toc"].append({"title": "Assignments", "children": children})
    out = io.StringIO()
    yaml.dump(data, out)
    return {**pages, "myst.yml": out.getvalue()}
