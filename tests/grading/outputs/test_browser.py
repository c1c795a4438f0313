"""The pages in a real browser: read on any screen by anyone; the form filled in and read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from coursekit.grading.model import Grade
from coursekit.grading.outputs import Work, written
from coursekit.grading.outputs.by_hand import Sheet, read
from tests.grading.outputs.made import MANUAL, RELEASED, Class, grade, notebook, question, who

pytestmark = pytest.mark.xdist_group("browser")
HOSTILE = (
    "**Because** <img src=x onerror=alert(1)><script>alert(1)</script>\n\n# Big\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n" + "wide" * 100
)
SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "paper": {"viewport": {"width": 794, "height": 1123}},
}


class _People:
    def __iter__(self) -> Iterator[Grade]:
        yield from Class(12)
        yield grade(
            who("<script>alert(1)</script>"),
            question("q1_1", ("<img src=x onerror=alert(1)>" + "x" * 3000,)),
            late=True,
            notes=("<b>odd</b>",),
            errors=({"cell": 3, "error": "<script>alert(1)</script>"},),
        )


def written_to(place: Path, sheet: Sheet | None = None) -> Path:
    work = Work(
        _People(),
        "lab01",
        "Lab 1",
        "Data",
        MANUAL,
        ("why", "plot"),
        json.dumps(RELEASED),
        lambda one: (
            notebook(HOSTILE, "plot()") if one.submission.student.login != "student3" else ""
        ),
        sheet or Sheet(),
        missing=[who("Cy Missing")],
    )
    for name, text in written(work, []):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, "utf-8")
    return place


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_to(tmp_path_factory.mktemp("results"))


def kinds(folder: Path) -> dict[str, Path]:
    feedback = sorted((folder / "feedback").glob("*.html"), key=lambda page: page.stat().st_size)
    return {
        "summary": folder / "summary.html",
        "students": folder / "students.html",
        "stopped": feedback[0],
        "feedback": feedback[len(feedback) // 2],
        "hostile": feedback[-1],
        "manual": folder / "manual.html",
        "form": folder / "manual" / "1-why-1.html",
    }


@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_is_readable_by_anyone_and_runs_nothing(
    browser: Browser, folder: Path, screen: str
) -> None:
    context = browser.new_context(**SCREENS[screen])  # type: ignore[arg-type]
    page = context.new_page()
    dialogs, requests, said = [], [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    if screen == "paper":
        page.emulate_media(media="print")
    for name, place in kinds(folder).items():
        page.goto(place.as_uri())
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) <= 0, f"{name} is wider than the screen"
        if screen != "paper":
            found = Axe().run(page)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert not dialogs
    assert not said
    assert {url for url in requests if not url.startswith(("file:", "data:"))} == set()


def test_axe_can_find_something(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html><img src='data:,'><input></html>")
    assert Axe().run(page).violations_count > 0


def opened(browser: Browser, folder: Path) -> Page:
    page = browser.new_page(accept_downloads=True)
    page.goto((folder / "manual.html").as_uri())
    page.get_by_role("link", name="13 answers").first.click()
    expect(page.get_by_role("status")).to_have_text("0 of 13 marked")
    return page


def test_the_form_is_filled_in_by_keyboard_and_comes_back(browser: Browser, tmp_path: Path) -> None:
    folder = written_to(tmp_path)
    page = opened(browser, folder)
    page.locator("input.number").first.focus()
    page.keyboard.type("2,5")
    page.keyboard.press("Tab")
    page.keyboard.type('=1+1 "quoted",\nfür </textarea><b>dich</b>')
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("0")
    expect(page.get_by_role("status")).to_have_text("2 of 13 marked")
    with page.expect_download() as waiting:
        page.keyboard.press("Control+s")
    waiting.value.save_as(folder / waiting.value.suggested_filename)
    keys = [one.get_attribute("data-key") for one in page.locator("article").all()]

    names = ("manual.csv", "manual-1-why-1.csv")
    sheet = read([(folder / name, (folder / name).read_bytes()) for name in names])
    assert not sheet.problems
    first, second = (sheet.entries[str(key), "why"] for key in keys[:2])
    assert (first.points, first.comment) == ("2,5", '=1+1 "quoted",\nfür </textarea><b>dich</b>')
    assert (second.points, second.comment) == ("0", "")
    assert sum(entry.typed for entry in sheet.entries.values()) == 2

    written_to(folder, sheet)
    page.goto((folder / "manual" / "1-why-1.html").as_uri())
    expect(page.get_by_role("status")).to_have_text("2 of 13 marked")
    expect(page.locator("textarea").first).to_have_value(
        '=1+1 "quoted",\nfür </textarea><b>dich</b>'
    )
    feedback = "".join(one.read_text("utf-8") for one in (folder / "feedback").glob("*.html"))
    assert "für &lt;/textarea&gt;&lt;b&gt;dich&lt;/b&gt;" in feedback


def test_too_many_points_are_said_at_once_and_only_open_ones_can_be_shown(
    browser: Browser, folder: Path
) -> None:
    page = opened(browser, folder)
    first = page.locator("article").first
    first.get_by_label("Points").fill("4")
    expect(first.get_by_role("alert")).to_have_text("3 is the most")
    expect(first.get_by_label("Points")).to_have_attribute("aria-invalid", "true")
    first.get_by_label("Points").fill("x")
    expect(first.get_by_role("alert")).to_have_text("not a number")
    first.get_by_label("Points").fill("3")
    expect(first.get_by_role("alert")).to_have_text("")
    page.get_by_label("Only those to mark").check()
    expect(first).to_be_hidden()
    expect(page.locator("article:visible")).to_have_count(12)


def test_a_page_that_was_closed_still_knows_what_was_typed(browser: Browser, folder: Path) -> None:
    context: Any = browser.new_context()
    place = (folder / "manual" / "2-plot-1.html").as_uri()
    page = context.new_page()
    page.goto(place)
    page.locator("input.number").first.fill("1.5")
    page.locator("textarea").nth(1).fill("Where is the axis?")
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(place)
    expect(page.locator("input.number").first).to_have_value("1.5")
    expect(page.locator("textarea").nth(1)).to_have_value("Where is the axis?")
    expect(page.get_by_role("status")).to_have_text("1 of 13 marked")


def test_without_javascript_the_form_says_what_to_do(browser: Browser, folder: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((folder / "manual" / "1-why-1.html").as_uri())
    expect(page.get_by_text("Fill in manual.csv instead.")).to_be_visible()
