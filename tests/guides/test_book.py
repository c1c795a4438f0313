"""The guides are a book that coursekit builds, and what is made from the program is up to date."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.conftest import TOP, coursekit
from tests.guides.pages import GUIDES, PAGES
from tests.guides.reference import PAGES as MADE

pytestmark = pytest.mark.xdist_group("guides")
_LINK = re.compile(r"\]\((?P<address>(?!https?:)[^)#\s]+)(?:#(?P<place>[\w-]+))?\)")


@pytest.mark.parametrize("name", MADE)
def test_reference_is_up_to_date(name: str) -> None:
    page = (GUIDES / "reference" / name).read_text("utf-8")
    assert page == MADE[name](), "run: python -m tests.guides.reference"


def test_every_page_is_in_the_book() -> None:
    toc = YAML(typ="safe").load(GUIDES / "_toc.yml")
    pages = {page.relative_to(GUIDES).with_suffix("").as_posix() for page in PAGES}
    assert set(_named(toc)) == pages


def _named(toc: Any) -> list[str]:
    if isinstance(toc, list):
        return [name for item in toc for name in _named(item)]
    if not isinstance(toc, dict):
        return []
    own = [toc[key] for key in ("root", "file") if key in toc]
    return own + [name for value in toc.values() for name in _named(value)]


def test_it_builds_without_network_and_without_a_warning(guides: Path, pages: Path) -> None:
    cache = guides / ".coursekit" / "cache" / "book" / "guides"
    assert json.loads((cache / "seen.json").read_text("utf-8"))["found"] == []
    for page in PAGES:
        assert (pages / page.relative_to(GUIDES).with_suffix(".html")).is_file()
    assert "No changes" in coursekit("book", "build", guides).err


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_links_into_the_guides_hold(name: str) -> None:
    links = list(_LINK.finditer((TOP / name).read_text("utf-8")))
    assert links
    for link in links:
        target = TOP / link["address"]
        assert target.exists(), link[0]
        if link["place"]:
            assert link["place"] in _places(target), link[0]


def _places(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}
