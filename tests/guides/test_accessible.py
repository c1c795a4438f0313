"""The guides in a browser: axe's findings in the light and in the dark, and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.book.test_accessible import serious

pytestmark = pytest.mark.xdist_group("guides")
NAMES = (
    *("intro", "which-tool", "start", "students", "many-colleges", "capacity"),
    *("benchmarks", "isolation"),
    *("reference/commands", "reference/fleet-yml", "reference/messages"),
)


@pytest.mark.parametrize(("mode", "width"), [("light", 1280), ("dark", 390)])
def test_axe_has_no_serious_finding(browser: Browser, pages: Path, mode: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=mode)
    found = []
    for name in NAMES:
        page.goto((pages / f"{name}.html").as_uri())
        found += [f"{name}: {finding}" for finding in serious(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not found
