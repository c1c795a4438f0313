"""Draws lines over a number of people, with matplotlib: an extra that only pictures need."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from coursekit.errors import EngineMissingError

Form = Literal["svg", "png"]

_INK, _FAINT = "#222222", "#d9d9d9"
_STYLES = (("#0072b2", "-"), ("#d55e00", "--"), ("#007a5e", "-."))
"""Colours that the colour-blind tell apart (Okabe and Ito), and dashes for print."""
_SETTINGS = {
    "font.family": "sans-serif",
    "font.size": 11,
    "svg.fonttype": "none",
    "svg.hashsalt": "coursekit",
    "axes.edgecolor": _INK,
}


@dataclass(frozen=True)
class Line:
    """A line of a chart: its name, and its points from left to right."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Chart:
    """Lines over one number; ``told`` says in words what they show."""

    title: str
    told: str
    across: str
    up: str
    lines: tuple[Line, ...]
    mark: tuple[float, str]
    """What is so today: where it is, and how it is called."""


def check() -> str:
    """Return the version of matplotlib; raises ``EngineMissingError`` if it is not here."""
    try:
        import matplotlib as library
    except ImportError as error:
        raise EngineMissingError(
            "a plot needs matplotlib, and it is not installed",
            hint="install it into coursekit's own environment:"
            ' pip install "coursekit[plot]"; all but --plot works without it',
        ) from error
    return str(library.__version__)


def drawn(chart: Chart, form: Form) -> bytes:
    """Return the picture of a chart as a file; raises ``EngineMissingError``."""
    check()
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context(_SETTINGS):
        figure = Figure(figsize=(8, 4.8), dpi=150, layout="constrained")
        (FigureCanvasSVG if form == "svg" else FigureCanvasAgg)(figure)
        _draw(figure.add_subplot(), chart)
        out = io.BytesIO()
        told = {"Title": chart.title, "Description": chart.told}
        figure.savefig(out, format=form, metadata=told | ({"Date": None} if form == "svg" else {}))
    return out.getvalue() if form == "png" else _readable(out.getvalue(), chart)


def _draw(axes: Any, chart: Chart) -> None:
    for line, (colour, dashes) in zip(chart.lines, _STYLES, strict=False):
        x, y = zip(*line.points, strict=True)
        axes.plot(x, y, dashes, color=colour, linewidth=2, label=line.name)
    for height, line, (colour, _) in _apart(chart):
        place = {"xytext": (8, height), "textcoords": ("offset points", "data")}
        axes.annotate(line.name, line.points[-1], color=colour, va="center", **place)
    at, name = chart.mark
    axes.axvline(at, color=_INK, linewidth=1, linestyle=":")
    axes.annotate(name, (at, 1), xycoords=("data", "axes fraction"), xytext=(4, -4),
                  textcoords="offset points", va="top", color=_INK)  # fmt: skip
    axes.set_title(chart.title, loc="left", pad=12)
    axes.set_xlabel(chart.across)
    axes.set_ylabel(chart.up)
    axes.set_ylim(bottom=0)
    axes.set_xlim(left=0)
    axes.grid(axis="y", color=_FAINT)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def _apart(chart: Chart) -> Iterator[tuple[float, Line, tuple[str, str]]]:
    """Yield the lines with a height for each name, from below, so that names don't overlap."""
    most = max((y for line in chart.lines for _, y in line.points), default=0) or 1
    styled = zip(chart.lines, _STYLES, strict=False)
    below = -most
    for line, style in sorted(styled, key=lambda one: one[0].points[-1][1]):
        below = max(line.points[-1][1], below + most * 0.07)
        yield below, line, style


def _readable(svg: bytes, chart: Chart) -> bytes:
    """Tell readers of screens what the picture shows."""
    head, mark, rest = svg.decode("utf-8").partition("<svg ")
    rest = rest.replace(f"<title>{escape(chart.title, quote=False)}</title>", "", 1)
    own, end, rest = rest.partition(">")
    words = f"<title>{escape(chart.title)}</title><desc>{escape(chart.told)}</desc>"
    label = f'role="img" aria-label="{escape(f"{chart.title}. {chart.told}")}" '
    return f"{head}{mark}{label}{own}{end}{words}{rest}".encode()
