"""The chapters of the book of curricula/data8: one a week, with plots that everybody can read."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import DATA8

BOOK = DATA8 / "book"
WEEKS = 15
SHORTEST = 60
"""Letters of an alt text that says what a chart shows."""


class Pictures(HTMLParser):
    """Collects the address and the alt text of each picture of a page's article."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside |= tag == "article"
        if tag == "img" and self.inside:
            self.found.append((given.get("src") or "", given.get("alt") or ""))

    def handle_endtag(self, tag: str) -> None:
        self.inside &= tag != "article"


@pytest.fixture(scope="module")
def chapters(built_data8: Path) -> Path:
    (place,) = (built_data8 / ".coursekit" / "book").glob("data8-*")
    return place / "chapters"


def test_there_is_a_chapter_for_each_week() -> None:
    toc = YAML(typ="safe").load(BOOK / "_toc.yml")
    listed = [page["file"] for part in toc["parts"] for page in part["chapters"]]
    weeks = [f"chapters/week{number}" for number in range(1, WEEKS + 1)]
    assert [page for page in listed if page.startswith("chapters/")] == weeks
    assert "reference" in listed


@pytest.mark.parametrize("week", range(1, WEEKS + 1))
def test_each_chapter_has_plots_with_descriptions(chapters: Path, week: int) -> None:
    found = Pictures((chapters / f"week{week}.html").read_text("utf-8")).found
    assert [address for address, _ in found if address.endswith(".png")], "no computed plot"
    for address, alt in found:
        assert len(alt) >= SHORTEST, address
        assert "_images" not in alt
        assert alt.endswith(".")
