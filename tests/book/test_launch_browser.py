"""From a page of the book to the open notebook, as readers of two colleges go that way."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from coursekit.book.html import read_page
from coursekit.book.launch import Home, Offer, shared_files, with_control
from tests.path.notebook_page import TOP, NotebookPage

pytestmark = pytest.mark.xdist_group("browser")
PICTURES = TOP / ".artifacts" / "book"
TITLE = "Lab 1: Expressions, names and first tables"


def test_two_colleges_and_a_visitor_who_comes_back(browser: Browser, data8_hub: str) -> None:
    ada = reader(browser)
    page = ada.new_page()
    asked = requests_of(page)
    page.goto(f"{data8_hub}/hub/book/data8/assignments/lab01.html")
    page.get_by_role("button", name=f"Open {TITLE} on your college's hub").click()
    find(page, "ada@foothill.edu", "1 college", "Foothill College")
    assert not [address for address in asked if not address.startswith((data8_hub, "data:"))]
    page.keyboard.press("Enter")
    sign_in(page, "Ada", "foothill")

    back = ada.new_page()
    back.goto(f"{data8_hub}/hub/book/data8/schedule.html")
    back.get_by_role("link", name=f"Open {TITLE} at Foothill College").click()
    opened(back)
    expect(back.get_by_role("dialog")).to_have_count(0)

    lin = reader(browser)
    page = lin.new_page()
    page.goto(f"{data8_hub}/hub/book/data8/schedule.html")
    page.get_by_role("button", name=f"Open {TITLE} on your college's hub").click()
    find(page, "anza", "1 college", "De Anza College")
    page.get_by_role("option", name="De Anza College").click()
    sign_in(page, "Lin", "de-anza")
    page.goto(f"{data8_hub}/hub/book/data8/assignments/lab01.html")
    page.get_by_role("button", name="Another college").click()
    find(page, "West", "1 college", "West Valley College")


def test_a_college_with_a_hub_of_its_own_is_led_there(browser: Browser, tmp_path: Path) -> None:
    shared, own = "https://hub.example:443", "https://learn.west.example"
    offers = {
        "lab01.html": Offer(TITLE, f"{shared}/go/data8/lab01"),
        "talk.html": Offer("Talk", f"{shared}/hub/user-redirect/x?a=1", short=False),
    }
    homes = [Home("north", "North", ()), Home("west", "West", (), own)]
    files = shared_files(homes, shared)
    for name in offers:
        text = "<html><head></head><body><article><h1>T</h1></article></body></html>"
        files[name] = with_control(text, read_page(text), name, offers)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = {}
    for home in homes:
        page = reader(browser).new_page()
        for name in offers:
            page.goto((tmp_path / name).as_uri())
            page.evaluate("id => localStorage.setItem('coursekit-college', id)", home.id)
            page.reload()
            found[home.id, name] = page.locator("a.ck-hub").get_attribute("href")
    there = "login?next=%2Fhub%2Fuser-redirect%2Fx%3Fa%3D1"
    assert found == {
        ("north", "lab01.html"): "https://hub.example/go/data8/lab01?college=north",
        ("north", "talk.html"): f"https://hub.example:443/hub/north/{there}",
        ("west", "lab01.html"): f"{own}/go/data8/lab01?college=west",
        ("west", "talk.html"): f"{own}/hub/west/{there}",
    }


def reader(browser: Browser) -> BrowserContext:
    """A browser of somebody's own, which remembers nothing yet."""
    return browser.new_context(viewport={"width": 1280, "height": 900})


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def find(page: Page, typed: str, count: str, name: str) -> None:
    dialog = page.get_by_role("dialog", name="Which is your college?")
    expect(dialog.get_by_role("combobox", name="Find your college")).to_be_focused()
    page.keyboard.type(typed)
    expect(dialog.get_by_role("status")).to_have_text(count)
    expect(dialog.get_by_role("option", selected=True)).to_contain_text(name)


def sign_in(page: Page, name: str, college: str) -> None:
    page.wait_for_url(f"**/hub/{college}/login**")
    page.locator("input[name=username]").fill(name)
    page.keyboard.press("Enter")
    opened(page)


def opened(page: Page) -> None:
    NotebookPage(page).wait_until_open()
    assert page.url.endswith("/data8/notebooks/data8/labs/lab01/lab01.ipynb")
