"""Tables in the guides that tests keep: what was tried, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path


def see_that_it_lists(
    guide: Path, name: str, heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """See that the table ``name`` of a guide has these rows; write it, if the run is to."""
    lines = [heading, *rows]
    table = [f"| {' | '.join(cells)} |" for cells in lines]
    table.insert(1, "|---" * len(heading) + "|")
    before, mark, rest = guide.read_text("utf-8").partition(f"<!-- {name} -->\n")
    assert mark
    _, end, after = rest.partition("<!-- end -->")
    text = before + mark + "\n".join(table) + "\n" + end + after
    if os.environ.get("COURSEKIT_WRITE_GUIDES") == "1":
        guide.write_text(text, "utf-8")
    assert guide.read_text("utf-8") == text
