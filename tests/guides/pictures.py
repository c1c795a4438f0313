"""Takes the guides' pictures of the running program: ``python -m`` this. Needs Chromium.

It builds and serves a copy of ``curricula/data8``, opens it as a student, and grades a class whose
answers are drawn from the solutions, always the same ones.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import socket
import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, DATA8, TOP, coursekit
from tests.engines import CHROMIUM
from tests.path.notebook_page import NotebookPage

IMAGES = TOP / "guides" / "images"
CLASS = 24
_ANSWER = re.compile(r"^(?P<name>\w+) = .+# SOLUTION$", re.MULTILINE)


def main() -> int:
    """Take all pictures anew."""
    if CHROMIUM is None:
        sys.stderr.write("Chromium is not on this machine.\n")
        return 3
    with tempfile.TemporaryDirectory(prefix="coursekit-pictures-") as scratch:
        course = Path(scratch) / "data8"
        shutil.copytree(DATA8, course, ignore=shutil.ignore_patterns(".coursekit"))
        url, said = _serve(course)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
                _terminal(browser, "coursekit up data8 --detach", said)
                _hub(browser, url)
                _book(browser, url)
                _grades(browser, course)
                browser.close()
        finally:
            coursekit("down", course)
    return 0


def _serve(course: Path) -> tuple[str, str]:
    """Return the hub's address, and what a terminal shows, with the usual address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    fleet = course / "fleet.yml"
    fleet.write_text(fleet.read_text("utf-8").replace("http://127.0.0.1:8000", url), "utf-8")
    ran = coursekit("up", course.name, "--detach", cwd=course.parent)
    assert ran.code == 0, ran.err
    return url, (ran.err + ran.out).replace(url, "http://127.0.0.1:8000")


def _terminal(browser: Browser, command: str, said: str) -> None:
    """A terminal after a command, as wide as 100 letters; what is longer is cut off there."""
    page = _page(browser)
    lines = [f"$ {command}", *said.splitlines()]
    text = escape("\n".join(line[:100] for line in lines if "%3A" not in line))
    style = "display: inline-block; margin: 0; padding: 20px; width: 100ch; font: 15px monospace"
    page.set_content(f'<pre style="{style}; background: #14181e; color: #e7eaf0">{text}</pre>')
    page.locator("pre").screenshot(path=IMAGES / "up.png")


def _hub(browser: Browser, url: str) -> None:
    """The course page, the page that waits, and a notebook with an answer."""
    page = _page(browser)
    page.goto(url)
    _take(page, "course-page")
    page.get_by_role("link", name="Foothill College").first.click()
    page.get_by_role("link", name="Lab 1").click()
    page.locator("input[name=username]").fill("Ada")
    page.keyboard.press("Enter")
    page.wait_for_url("**/spawn-pending/**")
    _take(page, "opening", height=420)
    notebook = NotebookPage(page)
    notebook.wait_until_open()
    notebook.run_all()
    notebook.answer("minutes_per_week = ...", "minutes_per_week = 24 * 2 * 4")
    notebook.check("q1_1").scroll_into_view_if_needed()
    _take(page, "notebook")


def _book(browser: Browser, url: str) -> None:
    """A page of the book, with the question for the college."""
    page = _page(browser)
    page.goto(f"{url}/hub/book/data8/assignments/lab01.html")
    page.get_by_role("button", name=re.compile("Open Lab 1")).click()
    page.get_by_role("combobox").fill("anza")
    page.wait_for_timeout(300)
    _take(page, "book-page")


def _grades(browser: Browser, course: Path) -> None:
    """The summary for staff, after grading a class."""
    handed_in = course.parent / "handed-in"
    _hand_in(course, handed_in)
    out = course.parent / "grades"
    ran = coursekit("grade", "lab01", handed_in, "--project", course, "--out", out)
    assert ran.code == 0, ran.err
    page = _page(browser)
    page.goto((out / "summary.html").as_uri())
    _take(page, "summary")


def _hand_in(course: Path, place: Path) -> None:
    """Write what a class hands in: each question is answered by most, and by others not."""
    place.mkdir()
    source = (course / "labs" / "lab01" / "lab01.py").read_text("utf-8")
    solutions = {match["name"]: match[0] for match in _ANSWER.finditer(source)}
    student = next((course / ".coursekit" / "assignments").glob("*/student/lab01.ipynb"))
    chance = random.Random(8)
    for number in range(1, CLASS + 1):
        notebook = json.loads(student.read_text("utf-8"))
        diligence = chance.uniform(0.4, 1.2)
        for cell in notebook["cells"]:
            text = "".join(cell["source"])
            for name, line in solutions.items():
                if f"{name} = ..." in text and chance.random() < diligence:
                    text = text.replace(f"{name} = ...", line)
            cell["source"] = text
        (place / f"student-{number:02}.ipynb").write_text(json.dumps(notebook), "utf-8")


def _page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 900})


def _take(page: Page, name: str, height: int = 900) -> None:
    clip = FloatRect(x=0, y=0, width=1280, height=height)
    page.screenshot(path=IMAGES / f"{name}.png", clip=clip)


if __name__ == "__main__":
    raise SystemExit(main())
