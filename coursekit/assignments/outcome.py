"""What a test case that failed says, in an author's words: expected, got, and known traps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_EXAMPLE = re.compile(
    r"Failed example:\n(?P<example>(?:    .*\n)+)"
    r"(?:Expected:\n(?P<expected>(?:    .*\n|\n)*)|Expected (?P<nothing>nothing)\n)?"
    r"(?:Got:\n(?P<got>(?:    .*(?:\n|$)|\n)*)|Got (?P<none>nothing)"
    r"|Exception raised:\n(?P<raised>(?:    .*(?:\n|$)|\n)*))"
)
"""How ``doctest`` reports an example (``doctest.OutputChecker.output_difference``)."""
_ERROR = re.compile(
    r"Error at line \d+ in test [^\n]*:\n(?P<line>.*?)\n(?P<error>\w[\w.]*: ?.*)", re.S
)
"""How otter reports a test function (``ExceptionTestFile._generate_error_message``)."""
_SCALAR = re.compile(r"\bnp\.(?:(True_|False_)|(?:str_|[a-z]+\d+|longdouble)\(([^()]*)\))")
"""How NumPy 2 prints its numbers (NEP 51)."""
CURE = (
    "compare plain values: bool(...), float(...) or .item() around what the test prints;"
    " or put np.set_printoptions(legacy='1.25') into the notebook's first cell"
)


@dataclass(frozen=True)
class Outcome:
    """Why a case failed, as far as it can be told; empty where it can't."""

    expected: str = ""
    got: str = ""
    error: str = ""
    said: str = ""
    """What the test itself says to whoever fails it."""

    @property
    def trap(self) -> str:
        """What NumPy 2 prints for the expected value, if that is all that is wrong."""
        plain = _without_numpy(self.got)
        if plain == self.got:
            return ""
        return self.got if plain.split() == self.expected.split() else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The outcome as lines to read."""
        rows = (
            ("expected", self.expected),
            ("got", self.got),
            ("error", self.error),
            ("says", self.said),
        )
        return tuple(
            f"{name.ljust(9)} {line}" if number == 0 else f"{'':9} {line}"
            for name, text in rows
            for number, line in enumerate(text.splitlines()[:6])
        )


def outcome(case: dict[str, Any]) -> Outcome:
    """Read what a job said of a case: ``{"message", "values"}``."""
    message = str(case.get("message", "")) + "\n"
    example = _EXAMPLE.search(message)
    if example:
        raised = _dedent(example["raised"]).splitlines()
        return Outcome(
            "nothing" if example["nothing"] else _dedent(example["expected"]),
            "nothing" if example["none"] else _dedent(example["got"]),
            raised[-1] if raised else "",
        )
    values = case.get("values")
    error = _ERROR.search(message)
    said = error["error"].strip() if error else ""
    name, _, text = said.partition(":")
    if values:
        return Outcome(str(values[1]), str(values[0]), said=text.strip())
    if name == "AssertionError" and text.strip():
        return Outcome(said=text.strip())
    said = said.rstrip(": ")
    return Outcome(error=said or message.strip().removeprefix("❌ "))


def _without_numpy(text: str) -> str:
    def plain(match: re.Match[str]) -> str:
        return match[1].rstrip("_") if match[1] else match[2]

    return _SCALAR.sub(plain, text)


def _dedent(text: str | None) -> str:
    return "\n".join(line[4:] for line in (text or "").rstrip().splitlines())
