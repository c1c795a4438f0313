"""A notebook as text (jupytext's .py and .md), cut at its cells by their marks.

Formats: https://jupytext.readthedocs.io/en/latest/formats-scripts.html (percent and light) and
.../formats-markdown.html (Markdown, and MyST's directives).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coursekit.upstream.cells import SETTINGS, Cell, with_roles

_HEADER = re.compile(r"(?:# )?---\n(?:.*\n)*?(?:# )?---[ \t]*\n")
_NOISE = re.compile(r"^#? +(jupytext_version|format_version):.*\n", re.MULTILINE)
_PERCENT = re.compile(r"^# ?%%.*$", re.MULTILINE)
_REGION = re.compile(r"^<!-- #(raw|region|md|markdown)\b")
_FENCE = re.compile(r"^(`{3,}|~{3,})[ ]*(\{?[\w+.-]+\}?)?")
_NOTEBOOK = re.compile(
    r"^#? ?(jupytext:|  jupytext:)|\bASSIGNMENT CONFIG\b|\bBEGIN QUESTION\b", re.MULTILINE
)


@dataclass(frozen=True)
class Script:
    """A notebook as text: all of it is in its cells."""

    cells: tuple[Cell, ...]
    gap: str
    """What stands between two cells."""

    def mixed(self, base: Cell, ours: Cell, theirs: Cell, text: str) -> Cell | None:  # noqa: ARG002
        """Return ``ours`` with another text."""
        end = ours.raw[len(ours.raw.rstrip("\n")) :]
        return replace(ours, text=text, raw=text + end, key=text)

    def taken(self, theirs: Cell, ours: Cell | None) -> Cell:  # noqa: ARG002
        """Return a cell of another notebook as it is written here."""
        return theirs

    def written(self, cells: Sequence[Cell]) -> str:
        """Return the text with these cells; cells keep their distance."""
        last = self.cells[-1] if self.cells else None
        ended = last.raw[len(last.raw.rstrip("\n")) :] if last else "\n"
        made = []
        for at, cell in enumerate(cells):
            body = cell.raw.rstrip("\n")
            end = cell.raw[len(body) :]
            if at + 1 == len(cells):
                end = end if cell is last else ended
            elif cell is last or len(end) < min(2, len(self.gap)):
                end = self.gap
            made.append(body + end)
        return "".join(made)


def is_script(text: str) -> bool:
    """Tell whether a text is a notebook."""
    return bool(_NOTEBOOK.search(text))


def read(text: str, suffix: str) -> Script:
    """Cut a text into its cells; ``suffix`` is ``.py`` or ``.md``. Raises ``ValueError``."""
    head = _HEADER.match(text)
    rest = text[head.end() :].lstrip("\n") if head else text
    if suffix == ".md":
        chunks = _joined(_markdown(rest))
    elif _PERCENT.search(rest):
        chunks = _joined(_percent(rest))
    else:
        chunks = _joined(_light(rest))
    if "".join(chunks) != rest:
        raise ValueError("the cells are not the whole text")
    cells = [_cell(raw, suffix) for raw in chunks]
    if head:
        key = _NOISE.sub("", head[0])
        cells.insert(0, Cell(SETTINGS, key, key, text[: len(text) - len(rest)]))
    ends = [cell.raw[len(cell.raw.rstrip("\n")) :] for cell in cells[:-1]]
    gap = max(ends, key=ends.count) if ends else "\n\n"
    return Script(with_roles(cells), gap)


def _joined(chunks: Iterator[str]) -> list[str]:
    """Return the chunks; what is blank belongs to the one before, or behind it at the start."""
    made: list[str] = []
    for chunk in chunks:
        if made and (not chunk.strip() or not made[-1].strip()):
            made[-1] += chunk
        elif chunk:
            made.append(chunk)
    return made


def _cell(raw: str, suffix: str) -> Cell:
    body = raw.strip("\n")
    first, _, rest = body.partition("\n")
    kind = _kind(first, suffix)
    opened = suffix == ".py" and first.startswith("# +")
    marked = opened or _PERCENT.match(first) or _REGION.match(first) or _FENCE.match(first)
    source = rest if marked else body
    source = source.removesuffix("\n# -") if opened else source
    if suffix == ".py" and kind != "code":
        source = re.sub(r"^# ?", "", source, flags=re.MULTILINE)
    return Cell(kind, source, body, raw, text=body)


def _kind(first: str, suffix: str) -> str:
    if suffix == ".py":
        mark = _PERCENT.match(first)
        if mark:
            return next(
                (k for k in ("markdown", "raw") if f"[{k}" in first or "[md" in first), "code"
            )
        if re.match(r"# [+].*\bcell_type=\"raw\"", first):
            return "raw"
        return "markdown" if first.startswith("# ") and not first.startswith("# +") else "code"
    region, fence = _REGION.match(first), _FENCE.match(first)
    if (region and region[1] == "raw") or (fence and fence[2] == "{raw-cell}"):
        return "raw"
    return "code" if fence and fence[2] else "markdown"


def _percent(text: str) -> Iterator[str]:
    starts = [match.start() for match in _PERCENT.finditer(text)]
    yield text[: starts[0]]
    for one, two in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[one:two]


def _light(text: str) -> Iterator[str]:
    """Cut at blank lines, and leave regions from ``# +`` to ``# -`` whole."""
    chunk: list[str] = []
    inside = blank = False
    for line in text.splitlines(keepends=True):
        if blank and line.strip() and not inside:
            yield "".join(chunk)
            chunk = []
        inside = line.startswith("# +") or (inside and line.rstrip() != "# -")
        blank = not line.strip()
        chunk.append(line)
    yield "".join(chunk)


def _markdown(text: str) -> Iterator[str]:
    """Cut at code, regions, MyST's ``+++``, and at two blank lines."""
    chunk: list[str] = []
    end = ""
    blanks = 0
    for line in text.splitlines(keepends=True):
        if end:
            chunk.append(line)
            if line.rstrip() == end:
                end, blanks = "", 2
            continue
        opens = _opens(line)
        if line.strip() and (opens or blanks > 1 or line.startswith("+++")) and chunk:
            yield "".join(chunk)
            chunk = []
        blanks = blanks + 1 if not line.strip() else 0
        chunk.append(line)
        end = opens
    yield "".join(chunk)


def _opens(line: str) -> str:
    """Return the line that will end the cell which begins here, or nothing."""
    region, fence = _REGION.match(line), _FENCE.match(line)
    if region:
        return f"<!-- #end{region[1]} -->"
    return fence[1] if fence and fence[2] else ""
