"""What a student sees in a real browser when a notebook has used up the memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from coursekit.nursery.coursekit_warm.layers import missing
from tests.engines import lack
from tests.hub.conftest import Hub, make_hub
from tests.path.notebook_page import NotebookPage, picture

HOG = "kept = []\nwhile True:\n    kept.append(bytearray(2**24))"
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "id": str(number),
            "metadata": {},
            "outputs": [],
            "source": source,
            "execution_count": None,
        }
        for number, source in enumerate(["answer = 6 * 7", HOG, "print('after', answer)"])
    ],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


@pytest.mark.xdist_group("browser")
def test_a_student_reads_that_the_memory_was_used_up(
    browser: Browser, tmp_path: Path, release: Path, course_environment: Path
) -> None:
    found = missing(tmp_path)
    if found["accounts"] or found.get("memory"):
        lack(f"this machine can't limit a student's memory: {found}")
    hub = make_hub(tmp_path, release, course_environment)
    site = hub.site()
    site["layers"] = [name for name, why in found.items() if not why]
    for college in site["colleges"]:
        college["limits"] = {"memory": 300 * 2**20}
    hub.write_site(site)
    hub.start()
    try:
        use_up_the_memory(browser, hub)
    finally:
        hub.engine.stop()


def use_up_the_memory(browser: Browser, hub: Hub) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"{hub.url}/hub/foothill/login?next=%2Fhub%2Fspawn%2Ffoothill.kim%2Fdata8")
    page.get_by_label("name").fill("kim")
    page.keyboard.press("Enter")
    page.wait_for_url("**/user/foothill.kim/data8/tree*", timeout=120_000)
    put = """async ([path, content]) => {
        const token = document.cookie.match(/_xsrf=([^;]+)/)[1];
        const answer = await fetch(path, {method: "PUT", headers: {"X-XSRFToken": token},
            body: JSON.stringify({type: "notebook", content})});
        return answer.status;
    }"""
    path = "/user/foothill.kim/data8/api/contents/hog.ipynb"
    assert page.evaluate(put, [path, NOTEBOOK]) == 201
    page.goto(f"{hub.url}/user/foothill.kim/data8/notebooks/hog.ipynb")
    notebook = NotebookPage(page)
    notebook.wait_until_open()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    output = notebook.cell("while True").locator(".jp-OutputArea-output")
    expect(output).to_contain_text(
        "Your notebook used more than its 300 MB of memory", timeout=60_000
    )
    restarting = page.get_by_role("dialog", name="Kernel Restarting")
    expect(restarting).to_be_visible()
    picture(page, "memory-1-used-up")
    restarting.get_by_role("button", name="Ok").click()
    notebook.answer("after", "print('works again')")
    expect(notebook.cell("works again").locator(".jp-OutputArea-output")).to_have_text(
        "works again", timeout=30_000
    )
    notebook.save()
    picture(page, "memory-2-again")
    page.close()
