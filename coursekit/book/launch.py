"""The launch control: a list of links on each page with a notebook, which a script makes one click.

The pages name no college. Which there are is in one file beside them, so that a college that joins
later changes that file alone. The links are the hub's short addresses: they stay the same when a
notebook or a repository moves, and with ``?college=`` they lead to that college's sign-in at once.
Without JavaScript they are plain links, and the hub asks for the college.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coursekit.book.html import Page, put_in

FOLDER = "coursekit-launch"
"""Folder of the book that holds what is coursekit's."""
COLLEGES = f"{FOLDER}/colleges.js"
_STATIC = Path(__file__).parent / "static"
_FILES = ("launch.css", "launch.js")


@dataclass(frozen=True)
class Offer:
    """How a page's notebook can be opened."""

    title: str
    hub: str
    """Address on the hub, without a college; empty if the hub does not have it."""
    short: bool = True
    """Whether ``hub`` is a short address; otherwise it is a link that needs a sign-in first."""
    others: tuple[tuple[str, str], ...] = ()
    """Name and address of other places: Binder, Colab."""
    download: str = ""
    """Path of the notebook in the book."""


@dataclass(frozen=True)
class Home:
    """A college, as people look for it."""

    id: str
    name: str
    domains: tuple[str, ...]
    hub: str = ""
    """Address of its own hub, if it has one."""


def shared_files(colleges: Iterable[Home], hub: str) -> dict[str, str]:
    """Return the files that all pages share, by path; only that of the colleges ever changes."""
    data = {
        "hub": hub,
        "colleges": [
            {"id": home.id, "name": home.name, "domains": list(home.domains)}
            | ({"hub": home.hub} if home.hub else {})
            for home in colleges
        ],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    files = {f"{FOLDER}/{name}": (_STATIC / name).read_text("utf-8") for name in _FILES}
    return {**files, COLLEGES: f"window.coursekitBook = {text};\n"}


def with_control(text: str, page: Page, path: str, offers: Mapping[str, Offer]) -> str:
    """Return the page at ``path`` with the control of its own offer, and one behind each mention.

    ``offers`` are by the page that is about them. Every page gets the style sheet.
    """
    if page.head < 0 or page.heading < 0:
        return text
    root = "../" * path.count("/")
    own = offers.get(path)
    mentioned = [
        (reference.end, _mention(offers[target]))
        for reference in page.references
        if (target := _target(path, reference.address)) in offers
        and target != path
        and offers[target].hub
    ]
    head = f'<link rel="stylesheet" href="{root}{FOLDER}/launch.css">\n'
    if own or mentioned:
        head += "".join(
            f'<script defer src="{root}{FOLDER}/{name}"></script>\n'
            for name in ("colleges.js", "launch.js")
        )
    pieces = [(page.head, head), *mentioned]
    if own:
        pieces.append((page.heading, _control(own, root)))
    return put_in(text, pieces)


def _target(path: str, address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


def _control(offer: Offer, root: str) -> str:
    items = []
    if offer.hub:
        items.append(_link(offer, f"Open {offer.title} on your college's hub", "ck-hub"))
    items += [
        f'<a class="ck-other" href="{escape(address)}">Open in {escape(name)}</a>'
        for name, address in offer.others
    ]
    if offer.download:
        items.append(
            f'<a class="ck-other" href="{root}{escape(offer.download)}" download>'
            "Download the notebook</a>"
        )
    listed = "".join(f"<li>{item}</li>" for item in items)
    return (
        f'\n<div class="ck-launch" role="group" aria-label="Open {escape(offer.title)}">'
        f"<ul>{listed}</ul></div>\n"
    )


def _mention(offer: Offer) -> str:
    title = escape(f"Open {offer.title} on your college's hub")
    return f' <span class="ck-mention">{_link(offer, "Open", "ck-open", title)}</span>'


def _link(offer: Offer, text: str, style: str, label: str = "") -> str:
    kind = "short" if offer.short else "link"
    named = f' aria-label="{label}"' if label else ""
    return (
        f'<a class="{style}" href="{escape(offer.hub)}" data-ck="{kind}"'
        f' data-ck-title="{escape(offer.title)}"{named}>{escape(text)}</a>'
    )
