"""A picture of how points are spread, drawn as SVG: no library, no script, words for all of it."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 220, 28, 22


def histogram(bins: Sequence[int]) -> str:
    """Return a bar for each of ``bins``: equal parts of 0 % to 100 % of the points."""
    most, step = max(*bins, 1), 100 // len(bins)
    wide = _WIDTH / len(bins)
    bars = []
    for index, count in enumerate(bins):
        high = (_HEIGHT - _FOOT - _HEAD) * count / most
        left, top = index * wide, _HEIGHT - _FOOT - high
        middle = left + wide / 2
        spoken = f"{index * step} to {(index + 1) * step} %: {count}"
        bars.append(
            f'<rect class="column" x="{left + 3:.1f}" y="{top:.1f}" width="{wide - 6:.1f}"'
            f' height="{high:.1f}" rx="2"><title>{spoken}</title></rect>'
            f'<text x="{middle:.1f}" y="{top - 6:.1f}">{count or ""}</text>'
            f'<text class="axis" x="{middle:.1f}" y="{_HEIGHT - 8}">{index * step}-'
            f"{(index + 1) * step}</text>"
        )
    told = ", ".join(
        f"{index * step} to {(index + 1) * step} %: {n}" for index, n in enumerate(bins)
    )
    line = _HEIGHT - _FOOT
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Students by share of the'
        f' points. {told}"><line x1="0" x2="{_WIDTH}" y1="{line}" y2="{line}"/>'
        f"{''.join(bars)}</svg>"
        "<figcaption>Students by share of the points, in per cent</figcaption>"
    )
