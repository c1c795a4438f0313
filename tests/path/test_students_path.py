"""The promise, as a student and an instructor meet it, in a real browser on a real hub."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import coursekit
from tests.containers import served_by, with_image
from tests.path.notebook_page import NotebookPage, picture

RIGHT = "minutes_per_week = 24 * 2 * 4"
WRONG = "minutes_per_week = 24"


@pytest.fixture
def data8_hub(
    engine: str,
    data8: Path,
    free_port: int,
    no_hub_left: list[Path],
    request: pytest.FixtureRequest,
) -> str:
    """Serve a copy of data8, with each engine; its address."""
    if engine == "docker":
        with_image(data8, request.getfixturevalue("debian"))
    served_by(data8, engine, free_port)
    no_hub_left.append(data8)
    ran = coursekit("up", data8, "--detach")
    assert ran.code == 0, ran.err
    return f"http://127.0.0.1:{free_port}"


@pytest.mark.xdist_group("browser")
def test_from_the_course_page_to_the_gradebook(
    browser: Browser, data8_hub: str, data8: Path
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    notebook = sign_in_and_open(page, data8_hub)

    notebook.run_all()
    notebook.picture("04-all-cells-run")
    notebook.save()
    assert_all_ran(data8 / ".coursekit/homes/foothill/ada/data8/labs/lab01/lab01.ipynb")

    notebook.answer("minutes_per_week = ...", WRONG)
    expect(notebook.check("q1_1")).to_contain_text("failed", timeout=30_000)
    notebook.picture("05-wrong-answer")
    notebook.answer(WRONG, RIGHT)
    expect(notebook.check("q1_1")).to_contain_text("passed", timeout=30_000)
    notebook.picture("06-right-answer")
    notebook.save()

    assert scores(data8) == {("foothill", "ada"): "1"}

    fix_a_typo(data8)
    page.goto(f"{data8_hub}/hub/college/foothill")
    page.get_by_role("link", name="Lab 1:").click()
    notebook.wait_until_open()
    expect(page.locator(".jp-RenderedMarkdown", has_text="Route 77")).to_be_visible()
    expect(notebook.cell(RIGHT)).to_be_visible()
    notebook.picture("07-fixed-and-kept")


def sign_in_and_open(page: Page, data8_hub: str) -> NotebookPage:
    """Course page, college, sign in, link, and the notebook is open."""
    page.goto(data8_hub)
    picture(page, "01-course-page")
    page.get_by_role("link", name="Foothill College").first.click()
    picture(page, "02-college-page")
    page.get_by_role("link", name="Lab 1:").click()
    page.locator("input[name=username]").fill("Ada")
    picture(page, "03-sign-in")
    page.keyboard.press("Enter")
    notebook = NotebookPage(page)
    notebook.wait_until_open()
    assert page.url.endswith("/data8/notebooks/data8/labs/lab01/lab01.ipynb")
    return notebook


def assert_all_ran(saved: Path) -> None:
    """Every code cell of the student's own file has run, and none stopped with an error."""
    cells = [
        cell
        for cell in json.loads(saved.read_text("utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert len(cells) > 20
    assert all(cell["execution_count"] for cell in cells if "".join(cell["source"]).strip())
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]


def scores(data8: Path) -> dict[tuple[str, str], str]:
    """Collect and grade lab01 at Foothill, and read the gradebook."""
    ran = coursekit("grade", "lab01", "--college", "foothill", "--project", data8, "--json")
    assert ran.code == 0, ran.err
    gradebook = Path(ran.json["results"]["gradebook"])
    with gradebook.open(encoding="utf-8", newline="") as file:
        return {(row["college"], row["login"]): row["total"] for row in csv.DictReader(file)}


def fix_a_typo(data8: Path) -> None:
    """Change a sentence of the source, as an instructor does, and release it."""
    source = data8 / "labs" / "lab01" / "lab01.py"
    text = source.read_text("utf-8")
    assert text.count("questions is Route 7,") == 1
    source.write_text(text.replace("questions is Route 7,", "questions is Route 77,"), "utf-8")
    ran = coursekit("release", data8)
    assert ran.code == 0, ran.err
    assert "labs/lab01/lab01.ipynb" in ran.out
