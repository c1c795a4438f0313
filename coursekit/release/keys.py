"""Tokens, keys and passwords, told by their form."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_FORMS = {
    "a private key": r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----",
    "an access key of Amazon Web Services": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub": r"\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{22,255}\b",
    "a token of GitLab": r"\bgl(?:pat|ptt|dt|rt|cbt|soat)-[A-Za-z0-9_-]{20,}",
    "a token of Slack": r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}",
    "a key of Google": r"\bAIza[0-9A-Za-z_-]{35}\b|\bGOCSPX-[A-Za-z0-9_-]{28}\b",
    "a token of Hugging Face": r"\bhf_[A-Za-z0-9]{34,}\b",
    "a token of a package index": r"\bpypi-[A-Za-z0-9_-]{50,}|\bnpm_[A-Za-z0-9]{36}\b",
    "a key of a language model's service": r"(?<![\w-])sk-[A-Za-z0-9_-]{32,}",
    "a token of Canvas": r"(?<![\w~])\d{1,6}~[A-Za-z0-9]{60,70}\b",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "a password in an address": r"\b[a-z][a-z0-9+.-]{1,20}://[^\s/:@'\"<>]*:(?P<a>[^\s/@'\"<>]{3,})@[\w.-]",
    "the token of a Jupyter server": r"[?&]token=(?P<t>[0-9a-f]{32,64})\b",
}
_ASSIGNED = re.compile(
    r"(?:password|passwd|secret|token|api_?key|access_?key|private_?key|credentials?)\w*"
    r"[\"'\]]{0,3}\s{0,3}(?:=|:|=>)\s{0,3}\\?[\"']{1,3}(?P<v>[^\s\"'\\]{16,200})\\?[\"']",
    re.IGNORECASE,
)
_NAMES = ("passw", "secret", "token", "key", "credential")
_BEGINNINGS = re.compile(
    r"-----BEGIN|AKIA|ASIA|gh[pousr]_|github_pat_|gl[a-z]{2,4}-|xox|AIza|GOCSPX|hf_|pypi-|npm_|sk-|~"
    r"|eyJ|://[^\s/]{0,80}:|token="
)
_ALL = tuple((what, re.compile(form)) for what, form in _FORMS.items())
_PLACEHOLDER = re.compile(
    r"x{3,}|\*{3,}|\.{3,}|<|\{|\$|example|placeholder|your|change|dummy|insert|replace|todo|secret"
    r"|password|passwd|token|^pass$|^pw$|^user$",
    re.IGNORECASE,
)
_ENOUGH = 3.2
"""Bits of entropy a character, above which a value under such a name is no word."""


@dataclass(frozen=True)
class Key:
    """A token or a key: what it is, and where it stands in the text."""

    what: str
    start: int
    end: int


def keys(text: str) -> Iterator[Key]:
    """Yield the tokens and keys in ``text``."""
    if _BEGINNINGS.search(text):
        for what, form in _ALL:
            for match in form.finditer(text):
                name = next((name for name, value in match.groupdict().items() if value), None)
                start, end = match.span(name or 0)
                if what == "a private key" or not _made_up(text[start:end], strict=bool(name)):
                    yield Key(what, start, end)
    lower = text.lower()
    for match in _ASSIGNED.finditer(text) if any(name in lower for name in _NAMES) else ():
        if not _made_up(match["v"], strict=True) and _mixed(match["v"]):
            yield Key("a secret", *match.span("v"))


def masked(value: str) -> str:
    """Return the beginning of a secret, and stars."""
    return f"{value[: min(4, len(value) // 4)]}***"


def _made_up(value: str, *, strict: bool) -> bool:
    """Tell whether a value only shows where one belongs, as ``ghp_xxxx...``."""
    if strict and _PLACEHOLDER.search(value):
        return True
    return len(set(value[4:])) < 5 and len(value) > 8


def _mixed(value: str) -> bool:
    counts = Counter(value)
    bits = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    return bits >= _ENOUGH and digits >= 2 and letters >= 2
