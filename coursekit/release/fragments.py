"""Rows of words that give a secret away wherever they stand, and how they are found in a text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from coursekit.release.secrets import Parts, Secret
from coursekit.release.words import only_names, weight, words
from coursekit.state import digest

_WHOLE, _WHOLE_PLAIN, _VALUE, _WINDOW, _ANYWHERE = 2.5, 3.5, 4.0, 4.5, 8.0
"""How much must be told by: all secret lines that stand together (more if all of it is in common
use), what a name is given, some whole lines, and words from the middle of a line. Set so that
``x = 1``, ``plt.hist(x, bins=10)`` or ``df = pd.read_csv("data.csv")`` are nobody's secret, and
``total = sum(range(1, 11))`` is one: see tests/release/test_fragments.py."""
_PROSE_WHOLE, _PROSE_WINDOW = 2.5, 4.5
_OUTPUT = 8.0
_HEADINGS = ("solution", "answer", "sample")
_RARE = 1.0
_ELSEWHERE = 2
"""A row of words in the students' part of this many other assignments is a habit of the course."""
_GIVEN = re.compile(r"[ \t]*[A-Za-z_][\w.]*[ \t]*=[ \t]*(?![='\"]|f['\"])(?P<value>\S.*)")
_REMARK = re.compile(r"[ \t]*#.*")
_COMMENT = re.compile(r"(?<!\S)#.*$")

Weigh = Callable[[str], float]


@dataclass(frozen=True)
class Fragment:
    """Words in a row that only the author's side has."""

    rule: str
    origin: str
    tokens: tuple[str, ...]
    prose: bool = False


@dataclass(frozen=True)
class Hit:
    """A fragment, and the number of the word at which it begins in the text's row."""

    fragment: Fragment
    start: int


@dataclass(frozen=True)
class Index:
    """All fragments of a course, ready to be looked up."""

    fragments: tuple[Fragment, ...] = ()

    @cached_property
    def _by_start(self) -> Mapping[tuple[bool, tuple[str, ...]], list[Fragment]]:
        found: dict[tuple[bool, tuple[str, ...]], list[Fragment]] = defaultdict(list)
        for fragment in self.fragments:
            found[fragment.prose, fragment.tokens[:2]].append(fragment)
        return dict(found)

    @cached_property
    def _first(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words that code and prose begin with."""
        code, prose = (
            frozenset(one.tokens[0] for one in self.fragments if one.prose == kind)
            for kind in (False, True)
        )
        return code, prose

    @cached_property
    def digest(self) -> str:
        """Digest of what is looked for."""
        return digest(*sorted({" ".join(fragment.tokens) for fragment in self.fragments}))

    def search(self, tokens: Sequence[str]) -> list[Hit]:
        """Return where fragments stand in a row of words, the first place of each origin."""
        hits = [*self._search(tokens, prose=False)]
        if self._first[True]:
            names = [
                (number, token)
                for number, token in enumerate(tokens)
                if token[0].isalnum() or token[0] == "_"
            ]
            found = self._search([token for _, token in names], prose=True)
            hits += [Hit(hit.fragment, names[hit.start][0]) for hit in found]
        first: dict[tuple[str, str], Hit] = {}
        for hit in hits:
            first.setdefault((hit.fragment.rule, hit.fragment.origin), hit)
        return list(first.values())

    def _search(self, tokens: Sequence[str], *, prose: bool) -> Iterator[Hit]:
        starts = self._by_start
        first = self._first[prose]
        for number, pair in enumerate(pairwise([*tokens, ""])):
            for key in (pair, pair[:1]) if pair[0] in first else ():
                for fragment in starts.get((prose, key), ()):
                    wanted = fragment.tokens
                    if tuple(tokens[number : number + len(wanted)]) == wanted:
                        yield Hit(fragment, number)


def index_of(courses: Sequence[Parts]) -> Index:
    """Return what to look for, given all assignments' ``Parts``.

    What also stands in the students' part of the same assignment is no secret, nor what stands in
    the students' parts of several others.
    """
    public = [[words(text) for text in parts.public] for parts in courses]
    used = Counter(
        token for texts in public for token in {token for text in texts for token in text}
    )
    kept: list[Fragment] = []
    for number, parts in enumerate(courses):
        own_words = {token for text in public[number] for token in text}
        known = {token for token in used if used[token] - (token in own_words) >= _ELSEWHERE}
        own = Index(tuple(_of_all(parts.secrets, known)))
        shown = {hit.tokens for text in public[number] for hit in _every(own, text)}
        habit = Counter(
            tokens
            for other, texts in enumerate(public)
            if other != number
            for tokens in {hit.tokens for text in texts for hit in _every(own, text)}
        )
        kept += [
            fragment
            for fragment in own.fragments
            if fragment.tokens not in shown and habit[fragment.tokens] < _ELSEWHERE
        ]
    return Index(tuple(dict.fromkeys(kept)))


def _every(index: Index, tokens: Sequence[str]) -> Iterator[Fragment]:
    yield from (hit.fragment for hit in index._search(tokens, prose=False))
    yield from (hit.fragment for hit in index._search(only_names(tokens), prose=True))


def _of_all(secrets: Iterable[Secret], known: Collection[str]) -> Iterator[Fragment]:
    for secret in secrets:
        if secret.prose:
            rows = _prose(secret, known)
        elif secret.rule == "output":
            rows = _output(secret, known)
        else:
            rows = _code(secret, known)
        for row in dict.fromkeys(rows):
            yield Fragment(secret.rule, secret.origin, row, secret.prose)


def _output(secret: Secret, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    tokens = tuple(words("\n".join(line.text for line in secret.lines)))
    if _told(tokens, known) >= _OUTPUT:
        yield tokens


def _prose(secret: Secret, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    tokens = only_names(words("\n".join(line.text for line in secret.lines if line.secret)))
    while tokens and tokens[0].lower() in _HEADINGS:
        tokens.pop(0)

    def weigh(token: str) -> float:
        return 0.25 if token in known or len(token) <= 3 else 0.5

    if sum(map(weigh, tokens)) >= _PROSE_WHOLE:
        yield tuple(tokens)
    yield from _windows(tokens, range(len(tokens)), _PROSE_WINDOW, weigh)


def _code(secret: Secret, known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows for a cell of code, with its comments and without them."""

    def weigh(token: str) -> float:
        return weight(token, known)

    texts = ["" if _REMARK.fullmatch(line.text) else line.text for line in secret.lines]
    for line in secret.lines:
        if line.secret and _REMARK.fullmatch(line.text):
            yield from _remark(words(line.text), known)
    for lines in {tuple(texts), tuple(_COMMENT.sub("", text) for text in texts)}:
        rows = [words(text) for text in lines]
        marks = [line.secret for line in secret.lines]
        runs = [*_runs(rows, marks)]
        for run in runs:
            yield from _of_run(run, weigh, known)
        for line, text in zip(secret.lines, lines, strict=True):
            given = _GIVEN.match(text) if line.secret else None
            value = words(given["value"]) if given else []
            if _distinct(value, known) and _told(value, known) >= _VALUE and len(value) > 1:
                yield tuple(value)
        if not any(_distinct([*chain(*run)], known) for run in runs):
            whole = [*chain(*rows)]
            if _distinct(whole, known):
                yield tuple(whole)


def _remark(tokens: list[str], known: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield a line of nothing but a comment, if it is more than ``# your code here``."""
    told = sum(0.25 if token in known or len(token) <= 3 else 0.5 for token in only_names(tokens))
    if told >= _PROSE_WHOLE:
        yield tuple(tokens)


def _of_run(
    run: list[list[str]], weigh: Weigh, known: Collection[str]
) -> Iterator[tuple[str, ...]]:
    flat = [*chain(*run)]
    if _distinct(flat, known):
        yield tuple(flat)
    starts, total = [], 0
    for row in run:
        starts.append(total)
        total += len(row)
    ends = {*starts[1:], total}
    yield from _windows(flat, starts, _WINDOW, weigh, ends)
    yield from _windows(flat, range(len(flat)), _ANYWHERE, weigh)


def _runs(rows: list[list[str]], marks: list[bool]) -> Iterator[list[list[str]]]:
    """Yield the secret lines, those that stand together as one run; empty lines don't part them."""
    run: list[list[str]] = []
    for row, secret in zip(rows, marks, strict=True):
        if secret and row:
            run.append(row)
        elif row and run:
            yield run
            run = []
    if run:
        yield run


def _windows(
    tokens: Sequence[str],
    starts: Iterable[int],
    enough: float,
    weigh: Weigh,
    ends: Collection[int] | None = None,
) -> Iterator[tuple[str, ...]]:
    """Yield from each start the shortest row that tells ``enough``, up to one of ``ends``."""
    weights = [*map(weigh, tokens)]
    for start in starts:
        told = 0.0
        for end in range(start, len(tokens)):
            told += weights[end]
            if told >= enough and (ends is None or end + 1 in ends):
                yield tuple(tokens[start : end + 1])
                break


def _told(tokens: Iterable[str], known: Collection[str]) -> float:
    return sum(weight(token, known) for token in tokens)


def _distinct(tokens: Sequence[str], known: Collection[str]) -> bool:
    told = _told(tokens, known)
    rare = any(weight(token, known) >= _RARE for token in tokens)
    return told >= (_WHOLE if rare else _WHOLE_PLAIN)
