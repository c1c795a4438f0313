"""What upstream changed in a notebook, question by question, and ours with some of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from coursekit.upstream import ipynb, script
from coursekit.upstream.cells import SETTINGS, TEST, Block, Book, Cell, blocks, twice
from coursekit.upstream.lines import together
from coursekit.upstream.match import Named, named
from coursekit.upstream.model import BOTH, OURS, THEIRS, Part, digest_of
from coursekit.upstream.order import arranged, moved


def book_of(path: str, text: str) -> Book | None:
    """Return the notebook that a file is, or ``None``."""
    suffix = PurePosixPath(path).suffix
    try:
        if suffix == ".ipynb":
            return ipynb.read(text)
        if suffix in (".py", ".md") and script.is_script(text):
            return script.read(text, suffix)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None
    return None


@dataclass(frozen=True)
class Three:
    """Three versions of one notebook, with the same names for the same things."""

    book: Book
    """Ours."""
    base: Named
    ours: Named
    theirs: Named


def three(base: Book, ours: Book, theirs: Book) -> Three:
    """Find what is what in three versions of a notebook."""
    return Three(ours, *named(blocks(base.cells), blocks(ours.cells), blocks(theirs.cells)))


def parts(found: Three) -> list[Part]:
    """Return what upstream changed, in the order of its notebook."""
    base, ours, theirs = found.base, found.ours, found.theirs
    gone = [name for name in base.order if name not in theirs.blocks]
    shifted = moved(base.order, theirs.order)
    still = moved(ours.order, theirs.order)
    mine = moved(base.order, ours.order)
    taken = twice([*ours.blocks.values()])
    made = []
    for name in (*theirs.order, *gone):
        was, own, new = (version.blocks.get(name) for version in (base, ours, theirs))
        same = _keys(was) == _keys(new)
        if same and (name not in shifted or name not in still or own is None):
            continue
        moves = name in shifted and name in still and own is not None
        both = _put_together(found, name) if was and own and new else None
        there = _keys(own) == _keys(new) and not moves
        there = there or (
            both is not None and own is not None and _as_ours(both, own) and not moves
        )
        mixed = _keys(own) != _keys(was) or (moves and name in mine)
        mixed = mixed or _name_is_taken(found, name, new, taken)
        some = own or new or was
        assert some is not None
        made.append(
            Part(
                id=name,
                label=_label(was, own, new),
                question=bool(some.question),
                what=_what(was, new, moves=moves and same),
                state="there" if there else "touches" if mixed else "safe",
                choices=(THEIRS, OURS, *((BOTH,) if mixed and both is not None else ())),
                digest=digest_of(
                    name.split(" ")[0], *(_keys(was) or ()), "now", *(_keys(new) or ("nothing",))
                ),
                base=_shown(was),
                ours=_shown(own),
                theirs=_shown(new),
            )
        )
    return made


def merged(found: Three, choices: Mapping[str, str]) -> str:
    """Return our notebook with the parts whose id ``choices`` gives: theirs, or both together."""
    base, ours, theirs = found.base, found.ours, found.theirs
    taken = {name for name, choice in choices.items() if choice in (THEIRS, BOTH)}
    cells: list[Cell] = []
    for name in arranged(ours.order, base.order, theirs.order, taken):
        if name in taken and choices[name] == BOTH:
            cells += _put_together(found, name) or ours.blocks[name].cells
        elif name in taken and name in theirs.blocks:
            cells += (_taken(found, inner) for inner in theirs.inner[name])
        else:
            cells += ours.blocks[name].cells
    return found.book.written(cells)


def _taken(found: Three, name: str) -> Cell:
    """Return a cell of theirs; ours if it is the same, so that its outputs and its id stay."""
    own, new = found.ours.cells.get(name), found.theirs.cells[name]
    if own is not None and own.key == new.key:
        return own
    return found.book.taken(new, own)


def _put_together(found: Three, name: str) -> list[Cell] | None:
    """Return the cells of a question with both changes; ``None`` if they clash."""
    base, ours, theirs = (version.inner[name] for version in (found.base, found.ours, found.theirs))
    changed: dict[str, Cell] = {}
    touched = set(moved(base, theirs))
    for cell in dict.fromkeys((*base, *theirs)):
        was, own, new = (
            version.cells[cell] if cell in inner else None
            for version, inner in ((found.base, base), (found.ours, ours), (found.theirs, theirs))
        )
        if (was and was.key) == (new and new.key) or (own and own.key) == (new and new.key):
            continue
        touched.add(cell)
        if (own and own.key) == (was and was.key):
            if new is not None:
                changed[cell] = found.book.taken(new, own)
            continue
        both = _mixed(found.book, was, own, new)
        if both is None:
            return None
        changed[cell] = both
    if moved(base, theirs) & moved(base, ours) & moved(ours, theirs):
        return None
    order = arranged(ours, base, theirs, touched & {*ours, *changed})
    return [changed.get(cell) or found.ours.cells[cell] for cell in order]


def _mixed(book: Book, was: Cell | None, own: Cell | None, new: Cell | None) -> Cell | None:
    """Return one cell with both changes of it, if they are in different lines."""
    if was is None or own is None or new is None or own.kind != new.kind:
        return None
    if own.kind in (SETTINGS, TEST):
        return None
    both = together(*(cell.text.split("\n") for cell in (was, own, new)))
    return None if both is None else book.mixed(was, own, new, "\n".join(both))


def _keys(block: Block | None) -> tuple[str, ...] | None:
    return block.keys if block is not None else None


def _as_ours(both: Collection[Cell], own: Block) -> bool:
    return tuple(cell.key for cell in both) == own.keys


def _name_is_taken(found: Three, name: str, new: Block | None, known: set[str]) -> bool:
    """Tell whether theirs would be a second question of a name that ours has."""
    if new is None or not new.question or new.question in known:
        return False
    others = (block.question for other, block in found.ours.blocks.items() if other != name)
    return new.question in others


def _label(was: Block | None, own: Block | None, new: Block | None) -> str:
    """Return what people call it: the question, or the number of a cell in one of the versions."""
    some = own or new or was
    assert some is not None
    if some.question or some.cells[0].kind == SETTINGS:
        return some.question or "settings"
    word = "cell" if own else "new-cell" if was is None else "old-cell"
    number = (own or was or some).cells[0].number
    return f"{word}-{number}"


_WORDS = ("settings", "text", "code", "solution", "tests")


def _what(was: Block | None, new: Block | None, *, moves: bool) -> str:
    """Say what changed, in a few words."""
    if moves:
        return "moved"
    if was is None or new is None:
        return "new" if was is None else "removed"
    old = {(cell.key, cell.role) for cell in was.cells}
    now = {(cell.key, cell.role) for cell in new.cells}
    roles = {role for _, role in old ^ now}
    said = [word for word in _WORDS if word in roles]
    if was.question != new.question:
        return f"renamed to {new.question}" if new.question else "no question any more"
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said) or "order"


def _shown(block: Block | None) -> str:
    if block is None:
        return ""
    return "\n\n".join(_readable(cell) for cell in block.cells) + "\n"


def _readable(cell: Cell) -> str:
    if cell.kind == TEST:
        suites = json.loads(cell.source)
        if isinstance(suites, dict) and isinstance(suites.get("suites"), list):
            cases = [c for s in suites["suites"] if isinstance(s, dict) for c in s.get("cases", [])]
            return "\n".join(
                str(c.get("code", c)) if isinstance(c, dict) else str(c) for c in cases
            )
    return cell.source
