"""A student's hands and eyes: what one does with a notebook in the browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

TOP = Path(__file__).parent.parent.parent
ARTIFACTS = TOP / ".artifacts" / "path"


class NotebookPage:
    """A notebook that is open in Notebook 7."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def wait_until_open(self) -> None:
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        self.page.wait_for_selector(
            ".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=120_000
        )
        # JupyterLab drops cells that are run in the first instants of a kernel's connection.
        self.wait_until_idle()

    def run_all(self) -> None:
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        last = self.page.locator(".jp-CodeCell .jp-InputPrompt").last
        expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=180_000)

    def wait_until_idle(self) -> None:
        """Wait until no cell is waiting or running, for half a second on end."""
        quiet = """() => {
            const busy = document.querySelector(
                '.jp-Notebook-ExecutionIndicator:not([data-status=idle])');
            const now = Date.now();
            if (busy || !window.idleSince) { window.idleSince = now; return false; }
            return now - window.idleSince > 500;
        }"""
        self.page.evaluate("window.idleSince = 0")
        self.page.wait_for_function(quiet, timeout=180_000)

    def cell(self, text: str) -> Locator:
        """Return the code cell whose source has ``text``, scrolled into view."""
        cell = self.page.locator(".jp-CodeCell", has_text=text).first
        for _ in range(60):
            if cell.count():
                break
            self.page.locator(".jp-WindowedPanel-outer").hover()
            self.page.mouse.wheel(0, 500)
            self.page.wait_for_timeout(50)
        cell.scroll_into_view_if_needed()
        return cell

    def answer(self, cell_text: str, source: str) -> None:
        """Replace the cell that has ``cell_text`` and run it."""
        self.cell(cell_text).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)
        self._run()

    def check(self, question: str) -> Locator:
        """Run the check of a question and return its output."""
        text = f'grader.check("{question}")'
        self.cell(text).locator(".cm-content").click()
        self._run()
        return self.cell(text).locator(".jp-OutputArea-output")

    def save(self) -> None:
        self.page.keyboard.press("Control+S")
        expect(self.page.locator("body")).not_to_have_class("jp-mod-dirty", timeout=10_000)
        self.page.wait_for_timeout(1_000)

    def _run(self) -> None:
        self.page.keyboard.press("Shift+Enter")
        self.wait_until_idle()

    def picture(self, name: str) -> None:
        picture(self.page, name)


def picture(page: Page, name: str) -> None:
    """Keep a screenshot to be looked at."""
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)
