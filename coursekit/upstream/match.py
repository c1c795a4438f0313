"""Which cell of one notebook is which cell of another: by question, id, content and likeness."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coursekit.upstream.cells import Block, Cell

_ALIKE = 0.5
"""How like (``SequenceMatcher.ratio``) two sources are that are one cell, before and after."""

Pairs = dict[int, int]
_Thing = TypeVar("_Thing")


def matched(before: Sequence[Block], after: Sequence[Block], *, alike: bool = True) -> Pairs:
    """Return the index in ``before`` of each cell of ``after`` that was there, over all blocks.

    Without ``alike`` cells outside of questions have to be the same: two that were added in one
    place are two.
    """
    old = [cell for block in before for cell in block.cells]
    new = [cell for block in after for cell in block.cells]
    found: Pairs = {}
    olds, news = _places(before), _places(after)
    for one, two in _questions(before, after):
        heads = {_head(after[two], news[two]): _head(before[one], olds[one])}
        found |= _Matching(old, new, [*olds[one]], [*news[two]], heads).all()
    free, fresh = (
        [at for block, own in zip(blocks, places, strict=True) if not block.question for at in own]
        for blocks, places in ((before, olds), (after, news))
    )
    return found | _Matching(old, new, free, fresh, {}).all(alike=alike)


def _head(block: Block, place: range) -> int:
    return place[next(at for at, cell in enumerate(block.cells) if cell is block.head)]


def _places(found: Sequence[Block]) -> list[range]:
    ends = list(itertools.accumulate(len(block.cells) for block in found))
    return [range(end - len(block.cells), end) for block, end in zip(found, ends, strict=True)]


def _questions(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Pair questions: those of the same name, then renamed ones by all that is in them."""
    names = [
        _once(found, range(len(found)), lambda block: block.question) for found in (before, after)
    ]
    pairs = [(names[0][name], names[1][name]) for name in names[0].keys() & names[1].keys()]
    known = {one for one, _ in pairs}, {two for _, two in pairs}
    gone = [at for at, block in enumerate(before) if block.question and at not in known[0]]
    for two, block in enumerate(after):
        if not block.question or two in known[1]:
            continue
        like = max(gone, key=lambda one: _shared(before[one], block), default=None)
        if like is not None and _shared(before[like], block) > _ALIKE:
            gone.remove(like)
            pairs.append((like, two))
    return pairs


def _shared(one: Block, two: Block) -> float:
    """Return which part of the lines two questions share, beside otter's marks."""
    lines = [
        Counter(
            line
            for cell in block.cells
            for line in cell.source.splitlines()
            if line.strip() and not line.lstrip("# ").startswith(("BEGIN", "END"))
        )
        for block in (one, two)
    ]
    return 2 * (lines[0] & lines[1]).total() / max(1, lines[0].total() + lines[1].total())


@dataclass
class _Matching:
    old: Sequence[Cell]
    new: Sequence[Cell]
    olds: Sequence[int]
    news: Sequence[int]
    pairs: Pairs

    def all(self, *, alike: bool = True) -> Pairs:
        """Pair what is the same, from the surest sign to likeness."""
        self.by(lambda cell: cell.key if len(cell.source) > 1 else "")
        self.by(lambda cell: f"{cell.kind} {cell.id}" if cell.id else "")
        self.by_order()
        if alike:
            self.by_likeness()
        return self.pairs

    def _left(self) -> tuple[list[int], list[int]]:
        taken = set(self.pairs.values())
        return (
            [at for at in self.olds if at not in taken],
            [at for at in self.news if at not in self.pairs],
        )

    def by(self, mark: Callable[[Cell], str]) -> None:
        """Pair cells with a mark that neither notebook has twice."""
        olds, news = self._left()
        before, after = _once(self.old, olds, mark), _once(self.new, news, mark)
        self.pairs |= {after[name]: before[name] for name in after.keys() & before.keys()}

    def by_order(self) -> None:
        """Pair cells with the same content, in their order: there may be several of a kind."""
        olds, news = self._left()
        matcher = difflib.SequenceMatcher(
            a=[self.old[at].key for at in olds],
            b=[self.new[at].key for at in news],
            autojunk=False,
        )
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                self.pairs[news[block.b + step]] = olds[block.a + step]

    def by_likeness(self) -> None:
        """Pair what is left between two cells that are paired, if they are alike or alone there."""
        for olds, news in self._gaps():
            start = 0
            alone = len(olds) == len(news) == 1
            for at in news:
                new = self.new[at]
                for step in range(start, len(olds)):
                    old = self.old[olds[step]]
                    if old.kind == new.kind and (alone or _alike(old, new)):
                        self.pairs[at] = olds[step]
                        start = step + 1
                        break

    def _gaps(self) -> Iterable[tuple[list[int], list[int]]]:
        """Return the cells without a partner that lie behind the same pair."""
        olds, news = self._left()
        partner = {old: new for new, old in self.pairs.items()}
        before: dict[int, list[int]] = {}
        last = -1
        free = set(olds)
        for at in self.olds:
            if at in free:
                before.setdefault(last, []).append(at)
            else:
                last = partner.get(at, last)
        after: dict[int, list[int]] = {}
        last, open_ = -1, set(news)
        for at in self.news:
            if at in open_:
                after.setdefault(last, []).append(at)
            else:
                last = at
        return [(before[anchor], after[anchor]) for anchor in after if anchor in before]


def _once(
    things: Sequence[_Thing], among: Iterable[int], mark: Callable[[_Thing], str]
) -> dict[str, int]:
    """Return the place of each mark that only one of the things has."""
    marks = {at: mark(things[at]) for at in among}
    count = Counter(marks.values())
    return {name: at for at, name in marks.items() if name and count[name] == 1}


def _alike(old: Cell, new: Cell) -> bool:
    matcher = difflib.SequenceMatcher(a=old.source, b=new.source, autojunk=False)
    return matcher.real_quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


@dataclass(frozen=True)
class Named:
    """A notebook with a name for each of its cells and blocks; the same in all its versions."""

    order: tuple[str, ...]
    blocks: dict[str, Block]
    cells: dict[str, Cell]
    inner: dict[str, tuple[str, ...]]
    """The names of the cells in each block."""


def named(
    base: Sequence[Block], ours: Sequence[Block], theirs: Sequence[Block]
) -> tuple[Named, Named, Named]:
    """Give the same names to what is the same in three versions of a notebook."""
    of_mine = {new: f"b{at}" for new, at in matched(base, ours).items()}
    of_yours = {new: f"b{at}" for new, at in matched(base, theirs).items()}
    both = matched(ours, theirs, alike=False)
    mine = [cell for block in ours for cell in block.cells]
    yours = [cell for block in theirs for cell in block.cells]
    old = [cell for block in base for cell in block.cells]
    for at in range(len(mine)):
        of_mine.setdefault(at, f"o{at}")
    for at in range(len(yours)):
        other = of_mine.get(both.get(at, -1), "")
        of_yours.setdefault(at, other if other.startswith("o") else f"t{at}")
    return (
        _named(base, {at: f"b{at}" for at in range(len(old))}),
        _named(ours, of_mine),
        _named(theirs, of_yours),
    )


def _named(found: Sequence[Block], names: dict[int, str]) -> Named:
    order: list[str] = []
    whole: dict[str, Block] = {}
    cells: dict[str, Cell] = {}
    inner: dict[str, tuple[str, ...]] = {}
    at = 0
    for block in found:
        own = [names[at + step] for step in range(len(block.cells))]
        at += len(own)
        head = next(step for step, cell in enumerate(block.cells) if cell is block.head)
        name = f"{'question' if block.question else 'cell'} {own[head]}"
        order.append(name)
        whole[name] = block
        inner[name] = tuple(own)
        cells |= dict(zip(own, block.cells, strict=True))
    return Named(tuple(order), whole, cells, inner)
