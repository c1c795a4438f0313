"""What upstream changed in a file, whatever it is, and our file with some of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coursekit.upstream.cells import Book
from coursekit.upstream.lines import together
from coursekit.upstream.model import BOTH, OURS, THEIRS, Part, digest_of
from coursekit.upstream.notebooks import Three, book_of, merged, parts, three

WHOLE, NAME = "file", "name"
"""The ids of the parts that a file as a whole, and its place, are."""
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class File:
    """Three versions of a file, as far as there are some, and what it is called in each."""

    base_path: str
    ours_path: str
    theirs_path: str
    base: bytes | None = field(repr=False)
    ours: bytes | None = field(repr=False)
    theirs: bytes | None = field(repr=False)
    occupied: bool = False
    """Whether another file has the place to which upstream moved this one."""

    @property
    def key(self) -> str:
        """What it is called in decisions, which outlive a renaming here."""
        return self.base_path or self.theirs_path

    @property
    def path(self) -> str:
        """What it is called here, or would be."""
        return self.ours_path or self.theirs_path or self.base_path


@dataclass(frozen=True)
class Changed:
    """A file that upstream changed, and the parts of it that did."""

    file: File
    parts: tuple[Part, ...]
    three: Three | None = field(default=None, repr=False)
    notebook: bool = False


@dataclass(frozen=True)
class Result:
    """What a file comes to: its content (``None``: no file), and its place."""

    path: str
    data: bytes | None = field(repr=False)


def changed(file: File) -> Changed:
    """Compare the three versions of a file."""
    found: tuple[Part, ...] = ()
    books = [_book(file.path, data) for data in (file.base, file.ours, file.theirs)]
    whole: Three | None = None
    if file.base == file.theirs:
        pass
    elif all(book is not None for book in books):
        base, ours, theirs = (book for book in books if book is not None)
        whole = three(base, ours, theirs)
        found = tuple(parts(whole))
        if not found and file.ours == file.base:
            what = "outputs and layout"
            found, whole = (_whole(file, what),), None
    else:
        found = (_whole(file, ""),)
    if file.base_path != file.theirs_path and file.base_path and file.theirs_path:
        found = (*found, _name(file))
    return Changed(file, found, whole, all(book is not None for book in books))


def result(change: Changed, choices: Mapping[str, str]) -> Result:
    """Return our file with what ``choices`` (by the parts' ids) takes from upstream.

    With nothing taken it is our file, byte by byte.
    """
    file = change.file
    taken = {part: choice for part, choice in choices.items() if choice in (THEIRS, BOTH)}
    place = file.theirs_path if NAME in taken and file.theirs_path else file.path
    taken.pop(NAME, None)
    pending = [part for part in change.parts if part.id != NAME and part.state != "there"]
    if not taken:
        return Result(place, file.ours)
    if file.ours == file.base and all(taken.get(part.id) == THEIRS for part in pending):
        return Result(place, file.theirs)
    if change.three is not None:
        text = merged(change.three, taken)
        return Result(place, _encoded(text, file.ours or b""))
    if taken[WHOLE] == BOTH:
        return Result(place, _lines_of_both(file))
    theirs = _text(file.theirs)
    if theirs is not None and file.ours is not None and _text(file.ours) is not None:
        return Result(place, _encoded(theirs, file.ours))
    return Result(place, file.theirs)


def same(one: bytes | None, two: bytes | None) -> bool:
    """Tell whether two contents are the same but for the ends of their lines."""
    if one == two or one is None or two is None:
        return one == two
    texts = _text(one), _text(two)
    return texts[0] is not None and texts[0] == texts[1]


def _whole(file: File, what: str) -> Part:
    both = _lines_of_both(file)
    there = same(file.ours, file.theirs) or (both is not None and both == file.ours)
    mixed = not same(file.ours, file.base)
    return Part(
        id=WHOLE,
        label="",
        question=False,
        what=what
        or ("new" if file.base is None else "removed" if file.theirs is None else "lines"),
        state="there" if there else "touches" if mixed else "safe",
        choices=(THEIRS, OURS, *((BOTH,) if mixed and both is not None else ())),
        digest=digest_of("file", _digest(file.theirs)),
        base=_text(file.base) or "",
        ours=_text(file.ours) or "",
        theirs=_text(file.theirs) or "",
    )


def _name(file: File) -> Part:
    there = file.ours_path == file.theirs_path
    elsewhere = file.ours_path != file.base_path
    return Part(
        id=NAME,
        label="name",
        question=False,
        what=f"renamed to {file.theirs_path}",
        state="there" if there else "touches" if elsewhere or file.occupied else "safe",
        choices=(OURS,) if file.occupied else (THEIRS, OURS),
        digest=digest_of("name", file.theirs_path),
        base=f"{file.base_path}\n",
        ours=f"{file.ours_path}\n",
        theirs=f"{file.theirs_path}\n",
    )


def is_pointer(data: bytes | None) -> bool:
    """Tell whether a content is only Git LFS's pointer to it."""
    return data is not None and data.startswith(_LFS)


def _lines_of_both(file: File) -> bytes | None:
    texts = [_text(data) for data in (file.base, file.ours, file.theirs)]
    if any(text is None for text in texts) or file.ours is None:
        return None
    both = together(*(text.splitlines(keepends=True) for text in texts if text is not None))
    return None if both is None else _encoded("".join(both), file.ours)


def _book(path: str, data: bytes | None) -> Book | None:
    text = _text(data)
    return book_of(path, text) if text is not None else None


def _text(data: bytes | None) -> str | None:
    """Return a text with plain ends of lines; ``None`` for what is no text."""
    if data is None or b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _encoded(text: str, like: bytes) -> bytes:
    """Return a text with the ends of lines that ``like`` has, and its mark at the start."""
    if like.count(b"\r\n") * 2 > like.count(b"\n"):
        text = text.replace("\n", "\r\n")
    return (b"\xef\xbb\xbf" if like.startswith(b"\xef\xbb\xbf") else b"") + text.encode()


def _digest(data: bytes | None) -> str:
    return "removed" if data is None else data.decode("latin-1")
