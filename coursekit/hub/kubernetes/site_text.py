"""The site as text, of which a new college changes no line but its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from coursekit.hub.site import Site


def site_text(site: Site) -> str:
    """Return the site as JSON; commas are between the lines of courses and colleges."""
    rest = site.model_dump(mode="json")
    lists = {name: rest.pop(name) for name in ("courses", "colleges")}
    lines = json.dumps(rest, indent=1, ensure_ascii=False).split("\n")[:-1]
    lines[-1] += ","
    for name, entries in lists.items():
        lines += [f' "{name}": [', *_entries(entries), " ]"]
        lines[-1] += "" if name == "colleges" else ","
    return "\n".join([*lines, "}", ""])


def _entries(entries: list[dict[str, Any]]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if number:
            yield "  ,"
        shown = json.dumps(entry, indent=1, ensure_ascii=False)
        yield from (f"  {line}" for line in shown.split("\n"))
