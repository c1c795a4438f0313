"""From a page of the book to the open notebook, as readers of two colleges go that way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
