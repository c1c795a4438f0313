"""A notebook of Jupyter's, cut at its cells: what is not replaced stays as it is written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coursekit.assignments.notebook import source_of
from coursekit.upstream.cells import SETTINGS, TEST, Cell, with_roles

_VOLATILE = frozenset(
    ("ExecuteTime", "collapsed", "execution", "jupyter", "pycharm", "scrolled", "vscode")
)
"""What editors note in a cell for themselves."""
_OF_THE_EDITOR = frozenset(("language_info", "toc", "varInspector", "widgets", "vscode"))
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Ipynb:
    """A notebook: its text before, between and behind the cells, and how that is written."""

    cells: tuple[Cell, ...]
    before: str
    joint: str
    behind: str
    metadata: tuple[int, int]
    """Where the metadata is in ``before + behind``; (0, 0) if there is none."""
    indent: int | None
    ascii: bool
    ids: bool
    """Whether cells have ids (nbformat 4.5)."""

    def mixed(self, base: Cell, ours: Cell, theirs: Cell, text: str) -> Cell | None:
        """Return ``ours`` with another source, not run yet; ``None`` if their metadata clashes."""
        was, data, other = (json.loads(cell.raw) for cell in (base, ours, theirs))
        for name in ("metadata", "attachments"):
            if other.get(name) == was.get(name) or other.get(name) == data.get(name):
                continue
            if data.get(name) != was.get(name):
                return None
            data[name] = other.get(name) or {}
        listed = isinstance(data.get("source"), list)
        data["source"] = text.splitlines(keepends=True) if listed else text
        if ours.kind == "code":
            data |= {"outputs": [], "execution_count": None}
        return replace(ours, source=text, text=text, key=_key(data), raw=self._dumped(data))

    def taken(self, theirs: Cell, ours: Cell | None) -> Cell:
        """Return a cell of another notebook as it is written here; it keeps the id of ``ours``."""
        if theirs.kind in (TEST, SETTINGS):
            return theirs
        data = json.loads(theirs.raw)
        id_ = ours.id if ours is not None else theirs.id
        data.pop("id", None)
        if self.ids:
            content = f"{theirs.kind}\n{theirs.source}".encode()
            id_ = id_ or hashlib.sha256(content).hexdigest()[:8]
            data = {"cell_type": data.pop("cell_type"), "id": id_} | data
            data = _in_order(data)
        return replace(theirs, id=id_ if self.ids else "", raw=self._dumped(data))

    def written(self, cells: Sequence[Cell]) -> str:
        """Return the text of the file with these cells."""
        real = [cell for cell in self._with_own_ids(cells) if cell.kind not in (TEST, SETTINGS)]
        whole = [self.before, self.joint.join(cell.raw for cell in real), self.behind]
        if not real or not any(cell.kind not in (TEST, SETTINGS) for cell in self.cells):
            whole = [self.before.rstrip(), self._framed(real), self.behind.lstrip()]
        extra = [cell for cell in cells if cell.kind in (TEST, SETTINGS)]
        if {(c.kind, c.name, c.key) for c in extra} == {
            (c.kind, c.name, c.key) for c in self.cells if c.kind in (TEST, SETTINGS)
        }:
            return "".join(whole)
        return self._with_metadata(whole, extra)

    def _framed(self, cells: Sequence[Cell]) -> str:
        """Return cells for a notebook that has none yet, or will have none."""
        pad = "\n" + " " * 2 * (self.indent or 0) if self.indent else ""
        end = "\n" + " " * (self.indent or 0) if self.indent else ""
        return f"{pad}{self.joint.join(cell.raw for cell in cells)}{end}" if cells else ""

    def _with_own_ids(self, cells: Sequence[Cell]) -> Iterator[Cell]:
        """Give a new id to cells that would have the id of another one."""
        seen: set[str] = set()
        for number, cell in enumerate(cells):
            if not cell.id or cell.id not in seen:
                seen.add(cell.id)
                yield cell
                continue
            fresh = hashlib.sha256(f"{cell.id} {number}".encode()).hexdigest()[:8]
            seen.add(fresh)
            yield replace(cell, id=fresh, raw=self._dumped(json.loads(cell.raw) | {"id": fresh}))

    def _with_metadata(self, whole: Sequence[str], extra: Sequence[Cell]) -> str:
        start, end = self.metadata
        if not end:
            return "".join(whole)
        text = self.before + self.behind
        data = _metadata(json.loads(text[start:end]), extra)
        fresh = self._dumped(data, level=1)
        at = len(self.before)
        if end <= at:
            return "".join((whole[0][:start], fresh, whole[0][end:], *whole[1:]))
        shift = len(self.behind) - len(whole[2])
        cut = start - at - shift, end - at - shift
        return "".join((*whole[:2], whole[2][: cut[0]], fresh, whole[2][cut[1] :]))

    def _dumped(self, data: Any, level: int = 2) -> str:
        text = json.dumps(data, indent=self.indent, ensure_ascii=self.ascii)
        pad = " " * (self.indent or 0) * level
        return text.replace("\n", f"\n{pad}") if self.indent else text


def read(text: str) -> Ipynb:
    """Cut the text of an .ipynb into its cells. Raises ``ValueError`` if it is none."""
    places = dict(_members(text, text.index("{") if "{" in text else 0))
    whole = json.loads(text)
    if not isinstance(whole.get("cells"), list) or whole.get("nbformat", 4) != 4:
        raise ValueError("no notebook of format 4")
    start, end = places["cells"]
    spans = [*_items(text, start)]
    first, last = (spans[0][0], spans[-1][1]) if spans else (start + 1, end - 1)
    indent = _indent(text)
    pad = "\n" + " " * 2 * indent if indent else ""
    joint = text[spans[0][1] : spans[1][0]] if len(spans) > 1 else f",{pad}" if pad else ", "
    place = places.get("metadata", (0, 0))
    if place[0] > first:
        place = (place[0] - (last - first), place[1] - (last - first))
    cells = [
        _cell(data, text[one:two]) for data, (one, two) in zip(whole["cells"], spans, strict=True)
    ]
    ids = int(whole.get("nbformat_minor", 0)) >= 5
    return Ipynb(
        with_roles((*_settings(whole.get("metadata") or {}), *cells)),
        text[:first],
        joint,
        text[last:],
        place,
        indent,
        text.isascii() and "\\u" in text,
        ids,
    )


def _cell(data: Mapping[str, Any], raw: str) -> Cell:
    kind = str(data["cell_type"])
    source = source_of(data)
    return Cell(kind, source, _key(data), raw, source, str(data.get("id", "")))


def _key(data: Mapping[str, Any]) -> str:
    """Return what counts of a cell: not its id, nor what it printed."""
    own = data.get("metadata") or {}
    kept = {name: value for name, value in own.items() if name not in _VOLATILE}
    attached = data.get("attachments") or {}
    return json.dumps([data["cell_type"], source_of(data), kept, attached], sort_keys=True)


def _settings(metadata: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield the settings of a notebook, and otter's tests in them, as cells."""
    otter = metadata.get("otter")
    otter = otter if isinstance(otter, dict) else {}
    tests = otter.get("tests")
    rest = {name: value for name, value in metadata.items() if name not in _OF_THE_EDITOR}
    if isinstance(tests, dict):
        rest["otter"] = {name: value for name, value in otter.items() if name != "tests"}
    text = json.dumps(rest, sort_keys=True, indent=1, ensure_ascii=False)
    yield Cell(SETTINGS, text, text, text)
    for name, test in tests.items() if isinstance(tests, dict) else ():
        text = json.dumps(test, sort_keys=True, indent=1, ensure_ascii=False)
        yield Cell(TEST, text, text, text, name=str(name))


def _metadata(old: dict[str, Any], extra: Sequence[Cell]) -> dict[str, Any]:
    """Return the metadata with other settings and tests, in its own order as far as it goes."""
    settings = next((cell for cell in extra if cell.kind == SETTINGS), None)
    fresh = json.loads(settings.source) if settings else {}
    fresh |= {name: value for name, value in old.items() if name in _OF_THE_EDITOR}
    tests = {cell.name: json.loads(cell.source) for cell in extra if cell.kind == TEST}
    if tests:
        fresh.setdefault("otter", {})["tests"] = tests
    return dict(_like(old, fresh))


def _like(old: Any, new: Any) -> Any:
    """Order the keys of ``new`` as in ``old``; what is new follows, or fits in where sorted."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    names = [name for name in old if name in new] + [name for name in new if name not in old]
    if [*old] == sorted(old):
        names = sorted(names)
    return {name: _like(old.get(name), new[name]) for name in names}


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in sorted(data)}


def _indent(text: str) -> int | None:
    found = re.match(r"\s*\{\r?\n( +)\"", text)
    return len(found[1]) if found else None


def _members(text: str, at: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the keys of the JSON object at ``at``, each with where its value is."""
    scan = json.JSONDecoder().raw_decode
    if text[at : at + 1] != "{":
        raise ValueError("no JSON object")
    at += 1
    while True:
        at = _after(text, at)
        if text[at] == "}":
            return
        name, at = scan(text, at)
        at = _after(text, _after(text, at) + 1)
        start = at
        _, at = scan(text, at)
        yield str(name), (start, at)
        at = _after(text, at)
        at += text[at] == ","


def _items(text: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield where each item of the JSON list at ``at`` is."""
    scan = json.JSONDecoder().raw_decode
    at += 1
    while True:
        at = _after(text, at)
        if text[at] == "]":
            return
        start = at
        _, at = scan(text, at)
        yield start, at
        at = _after(text, at)
        at += text[at] == ","


def _after(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
