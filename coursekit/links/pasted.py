"""What people paste where a link is asked for: cut out of pages, mails and address bars."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from coursekit.errors import CoursekitError, Problem

_AROUND = " \t\r\n<>\"'`“”\u2018\u2019«»"
_MAKE = "coursekit links makes the link of every assignment"


@dataclass(frozen=True)
class Pasted:
    """The link within what was pasted, and what had to be put right to find it."""

    link: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Short:
    """An address such as ``https://hub.example.edu/go/data8/lab01``, taken apart."""

    hub: str
    course: str
    assignment: str


def find_link(text: str) -> Pasted:
    """Return the link in ``text``; what it takes to find it is told, one by one."""
    link, problems = text.strip(_AROUND), []
    for mend in (_from_a_page, _encoded_twice, _without_scheme, _with_a_sentence, _from_sign_in):
        found = mend(link)
        if found is not None:
            link, problem = found
            problems.append(problem)
    link = re.sub(r"/(lab|notebooks|tree)/(?=\?(?:.*&)?path=)", r"/\1/index.html", link, count=1)
    return Pasted(link, tuple(problems))


def find_short(link: str) -> Short | None:
    """Return what a short address says; nothing if ``link`` is none."""
    parts = _split(link)
    match = parts and re.fullmatch(r"(.*?)(?:/hub)?/go/([^/]+)(?:/([^/]*))?/?", parts.path)
    if not parts or not match or not parts.netloc:
        return None
    hub = f"{parts.scheme}://{parts.netloc}{match[1]}"
    return Short(hub, unquote(match[2]), unquote(match[3] or ""))


def no_link(link: str) -> CoursekitError:
    """Return the error for what is no link of a known form; it says what it is, if that shows."""
    parts = _split(link)
    known = next((said for fits, said in _OTHERS if parts and fits(parts)), None)
    if known is not None:
        message, hint = known
        return CoursekitError(f"{link} {message}", hint=hint)
    return CoursekitError(
        f"not a link that coursekit knows: {link or '(nothing)'}",
        hint="it opens a notebook on a JupyterHub (.../git-pull?repo=...), on Binder, Colab or"
        " JupyterLite, or out of Canvas",
    )


def _split(link: str) -> SplitResult | None:
    try:
        return urlsplit(link)
    except ValueError:
        return None


def _from_a_page(link: str) -> tuple[str, Problem] | None:
    if "&amp;" not in link:
        return None
    problem = Problem(
        "it was copied out of a page's source: there &amp; stands for &",
        hint="copy the link itself, or write & in place of &amp;",
    )
    return html.unescape(link), problem


def _encoded_twice(link: str) -> tuple[str, Problem] | None:
    if not re.match(r"https?%3A%2F%2F", link, re.IGNORECASE):
        return None
    return unquote(link), Problem(
        "all of it is encoded, as within another link", hint="the link itself begins with https://"
    )


def _without_scheme(link: str) -> tuple[str, Problem] | None:
    if not re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?/", link, re.IGNORECASE):
        return None
    return f"https://{link}", Problem(
        "it does not say https://, and within a page it leads nowhere then",
        hint=f"write https://{link.partition('/')[0]}/...",
    )


def _with_a_sentence(link: str) -> tuple[str, Problem] | None:
    bare = link.rstrip(".,;:!)]}")
    if bare == link or "://" not in link:
        return None
    return bare, Problem(
        f"its end, {link[len(bare) :]}, belongs to the sentence around it", hint="leave that out"
    )


def _from_sign_in(link: str) -> tuple[str, Problem] | None:
    parts = _split(link)
    there = parse_qs(parts.query).get("next", [""])[0] if parts else ""
    if not parts or not re.search(r"/(?:[\w-]*login|spawn(?:-pending)?(?:/.*)?)$", parts.path):
        return None
    if "/hub/user-redirect/" not in there or "/lti/" in parts.path:
        return None
    inner = there if "://" in there else f"{parts.scheme}://{parts.netloc}{there}"
    return inner, Problem(
        "it was copied while the hub asked for a sign-in", hint="the link itself is what follows"
    )


def _of_one_student(parts: SplitResult) -> bool:
    return re.search(r"/user/[^/]+/", parts.path) is not None


_OTHERS: tuple[tuple[Callable[[SplitResult], bool], tuple[str, str]], ...] = (
    (
        _of_one_student,
        (
            "is what one person has open on their own server: it pulls nothing, and nobody else"
            " gets in",
            _MAKE,
        ),
    ),
    (
        lambda parts: "/hub/user-redirect/" in parts.path and "/interact" not in parts.path,
        (
            "opens what students have already: it pulls nothing, so a new student finds no file",
            _MAKE,
        ),
    ),
    (
        lambda parts: parts.netloc in ("github.com", "gitlab.com"),
        ("shows a file or a repository, and starts nothing that could run it", _MAKE),
    ),
    (
        lambda parts: parts.netloc == "colab.research.google.com",
        (
            "is a notebook in one person's Google Drive",
            "one that is on GitHub opens for everybody: coursekit links --surface colab",
        ),
    ),
    (
        lambda parts: "nbgitpuller" in parts.netloc or parts.path.endswith(("/link", "/link.html")),
        ("is the page that makes such links, not a link", "paste what it shows"),
    ),
)
"""What is no link of ours but often pasted as one: how to know it, what it is, what to do."""
