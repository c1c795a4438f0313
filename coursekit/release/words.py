"""Text as a row of words that layout, quotes and escapes leave alone, and what each word tells."""

from __future__ import annotations

import builtins
import html
import keyword
import re
from collections.abc import Collection, Iterable

_WORD = re.compile(
    r"[^\W\d]\w*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\.\.|[^\w\s'\"`\\#$\u2018\u2019\u201c\u201d]"
)
_ESCAPED = re.compile(r"\\+[nrt]")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_UNICODE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.|In \[\d*\]:|>) ", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,400}>")

_TRADE = """
a alpha an and annotations append apply arange argmax argmin array arrays as ascending assert astype
average ax axes axis b bar barh bins bool bootstrap by c ceil choice col color column columns com
concat copy corr count csv cumsum d data dataframe date default density descending describe df diff
drop dropna dt dtype e empty encoding end exp f false fig figsize figure file fillna find first
floor g grid group groupby h head height hist histogram how html http https i idx iloc index init
inplace ipynb item items iteritems iterrows j join json k key keys kind l label labels last left
legend len length line linspace list loc log lower m make_array matplotlib mean median merge mode my
n name names nan ncol ncols norm normal np nrows null num number numbers numpy o on ones order org
out p pandas part path pd pivot plot plots plt png pop predict proportion py pyplot q r rand randint
random read_csv read_table reset_index result results ret reverse right rng rot round row rows s
sample samples scatter score seaborn seed select self sep shape show size sns sort sort_values split
sqrt start statistics std step stop str strip style subplot subplots sum t table tables tail take
tbl test text tick title to tolist total train transpose true txt u unique unit update upper url use
v value value_counts values var w where width with with_column with_columns www x xlabel xlim y
ylabel ylim z zeros
"""
COMMON = frozenset(
    word.lower() for word in (*keyword.kwlist, *keyword.softkwlist, *dir(builtins), *_TRADE.split())
)
"""Words that any course's code has: by themselves they tell nothing about an answer."""

_OPERATORS = frozenset("+-*/%@<>=!&|^~")
_SIGN, _OPERATOR, _KNOWN, _LONGEST = 0.05, 0.3, 0.5, 4.0


def words(text: str) -> list[str]:
    """Return the names, numbers and signs of ``text``.

    Spaces, quotes and comment signs don't count, so that a line is found again in other quotes, in
    the escapes of JSON, as a doctest and behind a quoting sign.
    """
    return _WORD.findall(unescaped(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each of the ``words`` of an ``unescaped`` text stands in it."""
    return [match.span() for match in _WORD.finditer(text)]


def unescaped(text: str) -> str:
    """Take the escapes of JSON and the prompts of doctests out of ``text``."""
    if "\\" in text:
        text = _ESCAPED.sub("\n", _UNICODE.sub(lambda match: chr(int(match[1], 16)), text))
    if "\x1b" in text:
        text = _COLOUR.sub("", text)
    return _PROMPT.sub("", text)


def untagged(text: str) -> str:
    """Return the text of something that has HTML or XML tags in it."""
    return html.unescape(_TAG.sub("", text))


def only_names(tokens: Iterable[str]) -> list[str]:
    """Return the tokens that are words or numbers: what prose is compared by."""
    return [token for token in tokens if token[0].isalnum() or token[0] == "_"]


def weight(word: str, known: Collection[str]) -> float:
    """Return how much a word tells: little if it is ``known`` in the course or in common use.

    The measure is of our own: a name of eight letters that nobody else uses counts 2.
    """
    first = word[0]
    if first.isdigit():
        digits = word.strip("0.") or "0"
        if len(digits) < 2 or word in known:
            return _KNOWN
        return min(0.5 * len(digits), _LONGEST)
    if first.isalpha() or first == "_":
        if word in known or word.lower() in COMMON:
            return _KNOWN
        return min(1 + len(word) / 8, _LONGEST)
    return _OPERATOR if first in _OPERATORS and first != "=" else _SIGN
