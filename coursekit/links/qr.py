"""A sheet of QR codes for the classroom door: SVG, A4, made to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from xml.sax.saxutils import escape

from coursekit.links.model import Link

PER_SHEET = 12
"""Codes on one sheet: three beside each other, four below."""

_WIDTH, _HEIGHT, _MARGIN, _HEAD = 210, 297, 15, 36
_CODE, _COLUMN, _ROW, _DOWN = 47, 60, 64, 10.6
"""Millimetres of A4; a code with the quiet zone around it is read from half a metre away."""

_QUIET = 4
"""Modules around a code that stay empty, as ISO/IEC 18004 wants."""


@dataclass(frozen=True)
class Sheet:
    """What is on one sheet."""

    course: str
    college: str
    links: tuple[Link, ...]
    number: int
    of: int


def sheets(course: str, college: str, links: Sequence[Link]) -> Iterator[Sheet]:
    """Yield the sheets of one course at one college; both are called by their names here."""
    count = -(-len(links) // PER_SHEET)
    for number in range(count):
        some = tuple(links[number * PER_SHEET : (number + 1) * PER_SHEET])
        yield Sheet(course, college, some, number + 1, count)


def target(link: Link, *, choose: bool) -> str:
    """Return what a code says: the short address, and the college so that nobody is asked."""
    if not link.short:
        return link.url
    return f"{link.short}?college={link.college}" if choose else link.short


def as_svg(sheet: Sheet, *, choose: bool) -> str:
    """Return the sheet; ``choose`` if the hub serves several colleges."""
    pages = f" ({sheet.number} of {sheet.of})" if sheet.of > 1 else ""
    codes = "\n".join(
        _code(link, target(link, choose=choose), place) for place, link in enumerate(sheet.links)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}mm" height="{_HEIGHT}mm" \
viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="system-ui, 'Liberation Sans', sans-serif">
<title>{escape(sheet.course)}, {escape(sheet.college)}{pages}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{_MARGIN}" y="22" font-size="{_fitting(sheet.course, 8.5, 180)}" font-weight="700">\
{escape(sheet.course)}</text>
<text x="{_MARGIN}" y="30" font-size="4.6" fill="#444">{escape(sheet.college)}: point your phone's \
camera at a code{pages}</text>
{codes}
</svg>
"""


def _code(link: Link, said: str, place: int) -> str:
    """Return one code with its title above and its address below."""
    left, top = _MARGIN + place % 3 * _COLUMN, _HEAD + place // 3 * _ROW
    week = "" if link.week is None else f"Week {link.week} · "
    lines = wrap(week + link.title, 27, max_lines=2, placeholder=" ...")
    title = "".join(
        f'<text y="{9.5 - 4.8 * (len(lines) - 1 - number):g}" font-size="3.7" font-weight="600">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )
    shown = link.short.partition("://")[2]
    size = _fitting(shown, 3.1, _COLUMN - 4)
    return (
        f'<g transform="translate({left} {top})">\n{title}\n'
        f'<g transform="translate(0 {_DOWN})">{_modules(said)}</g>\n'
        f'<text y="{_DOWN + _CODE + 3:g}" font-size="{size}" fill="#444">'
        f"{escape(shown)}</text>\n</g>"
    )


def _modules(said: str) -> str:
    """Return the code as one path, a stretch of dark modules at a time."""
    import segno

    rows = [list(row) for row in segno.make(said, error="m", micro=False).matrix]
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            width = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            strokes += [f"M{x} {y}h{width}v1h-{width}z"] if width else []
            x += max(width, 1)
    scale = _CODE / (len(rows) + 2 * _QUIET)
    return f'<path transform="scale({scale:.4f}) translate(0 {_QUIET})" d="{"".join(strokes)}"/>'


def _fitting(text: str, size: float, room: float) -> float:
    """Return the size of type, at most ``size``, in which ``text`` takes no more than ``room``."""
    return round(min(size, room / max(len(text) * 0.56, 1)), 2)
