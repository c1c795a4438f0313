"""Paths of the author's machine: they lead nowhere for students, and say who works where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath

_END = r"(?=$|[^\w.-]|\.(?:\s|$))"
_START = r"(?<![\w.~/\\-])(?:file:/{2,3}(?=[A-Za-z]:)|file://)?"
_REST = r"[\w.+@-]+(?:[/\\]+[\w.+@-]+)*"
_ANY = re.compile(
    _START
    + r"(?:/(?:home|Users)/(?P<posix>[\w.+@-]+)/"
    + r"|[A-Za-z]:(?:\\{1,2}|/)Users(?:\\{1,2}|/)(?P<windows>[\w.+@ -]+?)(?:\\{1,2}|/))"
    + rf"(?:{_REST})?"
)
_ACCOUNTS = """
jovyan rstudio user username your-username your_username yourusername yourname your-name your_name
you me name myname student students shared public default runner vsts codespace vscode ubuntu coder
runneradmin
"""
_NOBODY = frozenset(_ACCOUNTS.split())
"""Account names of images and of examples: nobody's home."""


@dataclass(frozen=True)
class Machine:
    """The folders of the author's machine that no released file may name."""

    folders: tuple[str, ...] = ()

    @classmethod
    def of(cls, folders: Iterable[PurePath]) -> Machine:
        """Return those of ``folders`` that are specific.

        ``/`` and ``/srv`` are not, nor is ``/home/jovyan``, where students are at home, too.
        """
        kept = {
            str(folder)
            for folder in folders
            if folder == PurePosixPath("/root")
            or (len(folder.parts) > 2 and not (len(folder.parts) == 3 and folder.name in _NOBODY))
        }
        return cls(tuple(sorted(kept, key=len, reverse=True)))

    def paths(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where ``text`` names a folder of the author's, or anybody's home."""
        seen = -1
        for match in sorted(self._all(text), key=lambda found: found.start()):
            if match.start() >= seen:
                yield match.span()
                seen = match.end()

    def _all(self, text: str) -> Iterator[re.Match[str]]:
        for folder in self.folders:
            name = PureWindowsPath(folder).name if "\\" in folder else PurePosixPath(folder).name
            if name in text:
                yield from re.finditer(_pattern(folder), text)
        if any(mark in text for mark in ("/home/", "Users")):
            for match in _ANY.finditer(text):
                account = (match["posix"] or match["windows"] or "").lower()
                if account not in _NOBODY:
                    yield match


def _pattern(folder: str) -> str:
    """Match a folder whose separators may be doubled, as in JSON, and what follows it."""
    steps = [re.escape(step) for step in re.split(r"[/\\]+", folder) if step]
    first = r"(?:/|\\{1,2})" if folder.startswith(("/", "\\")) else ""
    rest = rf"(?:[/\\]{{1,2}}{_REST})"
    # The home of root is named in many a course on Unix: only something in it is the author's.
    last = rest if folder == "/root" else rf"(?:{rest})?{_END}"
    return _START + first + r"[/\\]{1,2}".join(steps) + last
