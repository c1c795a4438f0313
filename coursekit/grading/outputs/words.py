"""What others wrote, made fit to be shown: cut, without control characters, safe in a cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from html import escape

from coursekit.grading.model import Status

MOST = 4000
"""Characters of a message that are shown."""

STATUS: dict[Status, str] = {
    "graded": "graded",
    "not-a-notebook": "not a notebook that can be opened",
    "wrong-assignment": "a notebook of another assignment",
    "too-long": "stopped: it took too long",
    "too-much-memory": "stopped: it needed too much memory",
    "too-much-output": "stopped: it printed too much",
    "crashed": "stopped: Python ended while it ran",
    "failed": "could not be graded",
}
"""What staff read of how grading ended."""

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"  # control characters, halves of characters
    "\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"  # direction of writing
)
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet may run, full-width forms too (https://owasp.org/www-community/attacks/CSV_Injection)."""
_QUOTED = re.compile(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def clean(text: object, most: int = MOST) -> str:
    """Return text with nothing in it that acts on its reader, cut after ``most`` characters.

    Colours of a terminal go, and so do control characters, halves of characters (no file could
    hold them) and marks that turn the direction of writing; lines and tabs stay.
    """
    own = str(text)
    short = own[: most + 1000]
    short = _ANSI.sub("", short).replace("\r\n", "\n").replace("\r", "\n")
    kept = _ACTS.sub("", short)
    if len(own) > most + 1000 or len(kept) > most:
        return f"{kept[:most].rstrip()}\n[cut: {len(own):,} characters in all]"
    return kept


def line(text: object, most: int = 300) -> str:
    """Return text as one line of at most ``most`` characters."""
    own = " ".join(clean(text, most * 4).split())
    return own if len(own) <= most else f"{own[: most - 1]}…"


def cell(text: object, most: int = 300) -> str:
    """Return text as one line for a cell of a spreadsheet, which does not run it."""
    return unrun(line(text, most))


def unrun(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def as_typed(text: str) -> str:
    """Undo ``unrun``."""
    return _QUOTED.sub("", text)


def html(text: object, most: int = 300) -> str:
    """Return text as one line to be put into HTML, in attributes too."""
    return escape(line(text, most))


def block(text: object, most: int = MOST) -> str:
    """Return text as HTML that keeps its lines, to be put into ``<pre>``."""
    return escape(clean(text, most).strip("\n"))


def points(value: float) -> str:
    """Return points as people write them: 2, 0.5, 1234.25."""
    return f"{round(value, 5) + 0:.5f}".rstrip("0").rstrip(".")


def shown(value: float) -> str:
    """Return points for people to read: at most two decimals."""
    return points(round(value, 2))


def many(count: int, one: str, several: str = "") -> str:
    """Return ``1 student``, ``2 students``."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def rows_as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as RFC 4180 text."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
