"""The book's pages as everybody meets them: axe's findings, keys alone, dark, narrow, on paper."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.path.notebook_page import TOP

pytestmark = pytest.mark.xdist_group("browser")
PICTURES = TOP / ".artifacts" / "book"
PAGES = (
    "intro.html",
    "syllabus.html",
    "schedule.html",
    "chapters/week1.html",
    "chapters/week2.html",
    "chapters/week9.html",
    "reference.html",
    "assignments/lab01.html",
    "search.html",
)
SETTLED = "() => Promise.allSettled(document.getAnimations().map(one => one.finished))"
"""Waits until what moves or fades has come to rest: a text that fades in has little contrast."""


@pytest.fixture(scope="module")
def site(built_data8: Path) -> Iterator[str]:
    """The book of data8 on a plain file server, as it is when published; its address."""
    (place,) = (built_data8 / ".coursekit" / "book").glob("data8-*")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    class Patient(http.server.ThreadingHTTPServer):
        request_queue_size = 128  # a page asks for all its parts at once

    handler = functools.partial(Quiet, directory=str(place))
    with Patient(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


def serious(page: Page) -> list[str]:
    """Return axe's findings that are serious or critical, with the first element of each."""
    page.evaluate(SETTLED)
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def hub_asked(page: Page) -> list[str]:
    """Answer for the hub that is not there; what it is asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/go/**", answer)
    return asked


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_has_no_serious_finding(browser: Browser, site: str, mode: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=mode)
    found = []
    for name in PAGES:
        page.goto(f"{site}/{name}")
        found += [f"{name}: {finding}" for finding in serious(page)]
        picture(page, f"{name.replace('/', '-').removesuffix('.html')}-{mode}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide"
    page.goto(f"{site}/assignments/lab01.html")
    page.locator("a.ck-hub").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += [f"dialog: {finding}" for finding in serious(page)]
    picture(page, f"dialog-{mode}-{width}")
    page.keyboard.type("nowhere")
    found += [f"dialog, empty: {finding}" for finding in serious(page)]
    assert not found, "\n".join(found)


def test_keys_alone_choose_a_college(browser: Browser, site: str) -> None:
    page = browser.new_page()
    gone: list[str] = []
    page.route(
        "**/go/**", lambda route: (gone.append(route.request.url), route.fulfill(status=204))
    )
    page.goto(f"{site}/assignments/lab01.html")
    page.locator("a.ck-hub").focus()
    page.keyboard.press("Space")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("a.ck-hub")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    # Focus stays in the dialog, however often Tab is pressed.
    for _ in range(8):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "!document.hasFocus() || document.activeElement === document.body"
            " || !!document.activeElement.closest('dialog')"
        )
        assert inside
    box.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("De Anza College")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_function("localStorage.getItem('coursekit-college') === 'de-anza'")
    page.wait_for_timeout(300)
    assert gone == ["http://127.0.0.1:8000/go/data8/lab01?college=de-anza"]

    page.goto(f"{site}/schedule.html")
    link = page.get_by_role("link", name="at De Anza College").first
    assert str(link.get_attribute("href")).endswith("/go/data8/lab01?college=de-anza")


def test_without_scripts_it_is_a_list_of_links(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/assignments/lab01.html")
    links = page.get_by_role("group", name="Open Lab 1").get_by_role("link")
    expect(links).to_have_count(2)
    expect(links.first).to_have_attribute("href", "http://127.0.0.1:8000/go/data8/lab01")
    expect(links.last).to_have_text("Download the notebook")
    with page.expect_download() as download:
        links.last.click()
    assert download.value.suggested_filename == "lab01.ipynb"
    picture(page, "without-scripts")


def test_a_store_that_is_shut_still_leads_on(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('shut'); }})"
    )
    gone: list[str] = []
    page.route(
        "**/go/**", lambda route: (gone.append(route.request.url), route.fulfill(status=204))
    )
    page.goto(f"{site}/assignments/lab01.html")
    page.locator("a.ck-hub").click()
    page.keyboard.type("foothill.edu")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert gone == ["http://127.0.0.1:8000/go/data8/lab01?college=foothill"]


def test_paper_has_the_text_and_no_control(browser: Browser, site: str) -> None:
    page = browser.new_page()
    lost: list[tuple[str, str | None]] = []
    page.on("requestfailed", lambda request: lost.append((request.url, request.failure)))
    for _attempt in range(5):
        lost.clear()
        page.goto(f"{site}/assignments/lab01.html")
        # Chromium drops what it loads when a network comes or goes, as those of containers do.
        if not any(why == "net::ERR_NETWORK_CHANGED" for _, why in lost):
            break
    page.emulate_media(media="print")
    assert lost == []
    expect(page.locator(".ck-launch")).to_be_hidden()
    heading = page.get_by_role("heading", level=1, name="Lab 1").first
    expect(heading).to_be_visible()
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture(page, "print", whole=True)
    page.pdf(path=PICTURES / "print.pdf")
