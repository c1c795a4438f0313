"""The links in every format, each read by what people read it with."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coursekit.links import Link, each_link, links_of
from coursekit.links.formats import COLUMNS, as_csv, as_markdown, csv_rows
from coursekit.links.page import Names, as_html
from coursekit.links.qr import as_svg, sheets
from coursekit.spec import load
from tests.benchmarks.links import fleet
from tests.conftest import CASES, coursekit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TINY = CASES / "good" / "tiny"
TITLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1)
HUB = "http://127.0.0.1:8000"


def link(title: str, **other: object) -> Link:
    whole = {"college": "north", "course": "tiny", "assignment": "lab01", "week": None, **other}
    return Link(
        title=title, surface="jupyterhub", app="notebook", url="http://a/b?c=d%2Fe", **whole
    )  # type: ignore[arg-type]


def test_one_link_for_each_college_and_assignment() -> None:
    found = links_of(load(TINY))
    assert [(one.college, one.assignment, one.week) for one in found] == [
        ("north", "lab01", 1),
        ("north", "lab02", 2),
        ("south-bay", "lab01", 1),
        ("south-bay", "lab02", 2),
    ]
    assert found[0].url == (
        "http://127.0.0.1:8000/hub/user-redirect/tiny/git-pull"
        "?repo=http%3A%2F%2F127.0.0.1%3A8000%2Fhub%2Fgit%2Ftiny"
        "&urlpath=notebooks%2Ftiny%2Flabs%2Flab01%2Flab01.ipynb&branch=main"
    )
    assert found[0].short == f"{HUB}/go/tiny/lab01"


@given(st.lists(TITLE, max_size=4))
def test_csv_reads_back(titles: list[str]) -> None:
    text = as_csv(link(title) for title in titles)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["title"] for row in rows] == titles
    assert text.splitlines()[0] == ",".join(COLUMNS)


@given(st.text("ab *_`<>&;[]()!\\|#~:/", min_size=1).filter(str.strip) | TITLE.filter(str.strip))
def test_markdown_shows_the_title_as_it_is(title: str) -> None:
    text = as_markdown([link(title)], {"north": "North College"})
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    cells = [token for token in tokens if token.type == "inline" and token.children]
    assert cells[0].content == "North College"
    inside = cells[-1].children or []
    assert inside[0].type == "link_open"
    assert inside[0].attrGet("href") == "http://a/b?c=d%2Fe"
    assert "".join(token.content for token in inside[1:-1]).split() == title.split()


def test_the_command_writes_all_formats() -> None:
    table = coursekit("links", TINY)
    assert table.out.splitlines()[0].split() == ["COLLEGE", "WEEK", "ASSIGNMENT", "LINK"]
    assert len(table.out.splitlines()) == 5
    urls = [one.url for one in links_of(load(TINY))]
    rows = list(csv.DictReader(io.StringIO(coursekit("links", TINY, "--format", "csv").out)))
    assert [row["url"] for row in rows] == urls
    assert all(f"]({url})" in coursekit("links", TINY, "--format", "md").out for url in urls)
    whole = json.loads(coursekit("links", TINY, "--format", "json").out)
    assert [row["url"] for row in whole["results"]] == urls
    assert set(whole["results"][0]) >= {
        "college",
        "assignment",
        "title",
        "week",
        "surface",
        "app",
        "url",
    }
    assert whole == coursekit("links", TINY, "--json").json


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["--college", "north"], [("north", "lab01"), ("north", "lab02")]),
        (["--week", "2"], [("north", "lab02"), ("south-bay", "lab02")]),
        (["--assignment", "lab01", "--college", "south-bay"], [("south-bay", "lab01")]),
        (
            ["--week", "1", "--week", "2", "--college", "north"],
            [("north", "lab01"), ("north", "lab02")],
        ),
    ],
)
def test_links_are_filtered(words: list[str], left: list[tuple[str, str]]) -> None:
    rows = coursekit("links", TINY, "--json", *words).json["results"]
    assert [(row["college"], row["assignment"]) for row in rows] == left


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--college", "nroth"], "there is no college nroth"),
        (["--week", "9"], "there is no week 9"),
        (["--assignment", "lab9"], "there is no assignment lab9"),
        (["--week", "1", "--assignment", "lab02"], "no link is all of that"),
        (["--surface", "colab"], "its release is on this hub only"),
        (["--surface", "jupyterlite"], "where is a JupyterLite site?"),
        (["--surface", "jupyterlite", "--site", "https://a.example", "--app", "shiny"], "no shiny"),
        (["--format", "imscc"], "where are they to go?"),
        (["--format", "html", "--out", str(CASES)], "this is a folder"),
        (["--format", "imscc", "--timezone", "Mars/Base", "--out", "x"], "no time zone Mars/Base"),
    ],
)
def test_what_is_asked_for_wrongly(words: list[str], said: str) -> None:
    ran = coursekit("links", TINY, *words)
    assert ran.code == 2
    assert said in ran.err
    assert " next: " in ran.err


def test_links_lead_elsewhere(tmp_path: Path) -> None:
    place = tmp_path / "tiny"
    shutil.copytree(TINY, place)
    (place / "fleet.yml").unlink()
    with (place / "course.yml").open("a", encoding="utf-8") as spec:
        spec.write("release: {repo: git@github.com:example/tiny-student.git, branch: spring}\n")

    def first(*words: str) -> str:
        ran = coursekit("links", place, "--json", "--assignment", "lab01", *words)
        assert ran.code == 0, ran.err
        return str(ran.json["results"][0]["url"])

    path = "labs/lab01/lab01.ipynb"
    assert first("--surface", "colab") == (
        "https://colab.research.google.com/github/example/tiny-student/blob/spring/" + path
    )
    assert first("--surface", "binder", "--app", "lab") == (
        "https://mybinder.org/v2/gh/example/tiny-student/spring"
        "?urlpath=lab%2Ftree%2Flabs%2Flab01%2Flab01.ipynb"
    )
    assert first("--surface", "lti13") == first("--surface", "jupyterhub")
    assert first("--surface", "canvas").startswith(f"{HUB}/hub/lti/launch?next=%2Fhub%2F")
    lite = first("--surface", "jupyterlite", "--site", "https://example.github.io/tiny")
    assert lite == (
        "https://example.github.io/tiny/notebooks/index.html?path=labs%2Flab01%2Flab01.ipynb"
    )


def test_a_custom_app_opens_what_is_said() -> None:
    words = ("links", TINY, "--app", "custom", "--assignment", "lab01", "--college", "north")
    ran = coursekit(*words, "--opens", "voila/render/{path}?theme=light", "--json")
    assert ran.code == 0, ran.out
    url = str(ran.json["results"][0]["url"])
    said = parse_qs(urlsplit(url).query)["urlpath"]
    assert said == ["voila/render/tiny/labs/lab01/lab01.ipynb?theme=light"]
    unsaid = coursekit(*words)
    assert unsaid.code == 2
    assert "--opens voila/render/{path}" in unsaid.err


@pytest.mark.parametrize("site", ["nonsense", "x.github.io/l", "ftp://example.org", "https://"])
def test_a_site_is_an_address(site: str) -> None:
    ran = coursekit("links", TINY, "--surface", "jupyterlite", "--site", site)
    assert ran.code == 2
    assert f"{site} is no address of a site" in ran.err


NAMES = Names("A <tiny> course", {"north": "North College"}, {"tiny": "A <tiny> course"})


@given(TITLE.filter(str.strip))
def test_the_page_shows_the_title_as_it_is(title: str) -> None:
    soup = BeautifulSoup(as_html([link(title)], NAMES), "html.parser")
    (anchor,) = soup.select("tbody th a")
    assert anchor.text == title
    assert anchor["href"] == "http://a/b?c=d%2Fe"
    assert soup.h1 is not None
    assert soup.h1.text == "A <tiny> course"


def seen(page: Page) -> list[str]:
    """Return the colleges whose assignments the page shows."""
    return [one.inner_text() for one in page.locator("section h2").all() if one.is_visible()]


@pytest.fixture
def page_of_many(tmp_path: Path) -> Path:
    colleges = {f"c{number}": f"College {number} & Sons" for number in range(8)}
    links = [link(f"Lab {n}", college=one, week=n) for one in colleges for n in (1, 2)]
    names = Names("Data <8>", colleges, {"tiny": "Data <8>"})
    place = tmp_path / "links.html"
    place.write_text(as_html(links, names), "utf-8")
    return place


def test_the_page_in_a_browser(page_of_many: Path, browser: Browser) -> None:
    asked: list[str] = []
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_of_many.as_uri())
    assert len(seen(page)) == 8
    page.get_by_label("Find your college").fill("college 3")
    assert page.locator("nav li:visible").all_inner_texts() == ["College 3 & Sons"]
    page.get_by_label("Find your college").press("Enter")
    assert seen(page) == ["College 3 & Sons"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "it fits a phone"
    page.goto(page_of_many.as_uri())
    page.wait_for_function("location.hash === '#c3'")
    assert seen(page) == ["College 3 & Sons"], "the browser remembers"
    page.get_by_text("Show all colleges").click()
    assert len(seen(page)) == 8
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert {url.partition("#")[0] for url in asked} == {page_of_many.as_uri()}


def test_the_page_without_javascript_and_in_the_dark(page_of_many: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(page_of_many.as_uri())
    assert not page.locator("#find").is_visible(), "what needs a script is not shown"
    page.get_by_text("College 5 & Sons").first.click()
    assert seen(page) == ["College 5 & Sons"]
    assert page.locator("section:visible tbody a").first.get_attribute("href") == link("").url
    ground = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    assert ground == "rgb(20, 24, 28)"


def test_the_codes_on_the_sheets_are_read(browser: Browser) -> None:
    """Printed as a browser prints it, and read as a phone reads it."""
    import zxingcpp

    links = [
        link(f"Lab {n}: <Sums> & a long title", assignment=f"lab{n}", short=f"{HUB}/go/tiny/lab{n}")
        for n in range(14)
    ]
    own = list(sheets("A <tiny> course", "North & South", links))
    assert [(len(sheet.links), sheet.number, sheet.of) for sheet in own] == [(12, 1, 2), (2, 2, 2)]
    page = browser.new_page(viewport={"width": 794, "height": 1123})
    assert as_svg(own[0], choose=True).count("<path") == 12
    page.set_content(as_svg(own[0], choose=True).partition("?>")[2])
    assert page.evaluate(QUIET) >= 4, "modules between a code and the text around it"
    read = []
    for sheet in own:
        pixels = _pixels(page, as_svg(sheet, choose=True))
        read += [code.text for code in zxingcpp.read_barcodes(pixels)]
    assert sorted(read) == sorted(f"{one.short}?college=north" for one in links)


QUIET = """() => {
    const boxes = (what) => [...document.querySelectorAll(what)].map((one) => {
        const {x, y, width, height} = one.getBoundingClientRect();
        return {x, y, right: x + width, bottom: y + height, one};
    });
    return Math.min(...boxes("path").flatMap((code) => {
        const modules = 21 + 4 * Math.round(
            ((code.right - code.x) / code.one.getCTM().a - 21) / 4);
        const size = (code.right - code.x) / modules;
        return boxes("text").map((text) => Math.max(
            text.x - code.right, code.x - text.right, text.y - code.bottom, code.y - text.bottom,
        ) / size);
    }));
}"""
"""The least distance of any text from any code, in modules of that code."""


def _pixels(page: Page, svg: str) -> memoryview:
    """Draw an SVG on A4 at 192 dpi, in grey."""
    grey = page.evaluate(
        """async (svg) => {
            const image = new Image();
            image.src = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
            await image.decode();
            const canvas = new OffscreenCanvas(1588, 2246), pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0, 1588, 2246);
            const data = pen.getImageData(0, 0, 1588, 2246).data;
            let text = "";
            for (let i = 0; i < data.length; i += 4) text += data[i] < 128 ? "0" : "1";
            return text;
        }""",
        svg,
    )
    return memoryview(bytes(255 if one == "1" else 0 for one in grey)).cast("B", (2246, 1588))


def test_the_command_writes_sheets_and_pages(tmp_path: Path) -> None:
    one = coursekit("links", TINY, "--format", "qr", "--college", "north")
    assert one.code == 0, one.err
    assert one.out.startswith("<?xml")
    ran = coursekit("links", TINY, "--format", "qr", "--out", tmp_path / "qr")
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (tmp_path / "qr").iterdir())
    assert names == ["north-tiny.svg", "south-bay-tiny.svg"]
    assert (tmp_path / "qr" / "north-tiny.svg").read_text("utf-8") == one.out
    ran = coursekit("links", TINY, "--format", "html", "--out", tmp_path / "links.html")
    assert ran.code == 0, ran.err
    text = (tmp_path / "links.html").read_text("utf-8")
    assert coursekit("links", TINY, "--format", "html").out == text


def test_memory_does_not_grow_with_the_colleges(tmp_path: Path) -> None:
    """Ten times the colleges are ten times the rows, and not one more link is kept."""

    def most(colleges: int) -> tuple[int, int]:
        project = load(fleet(tmp_path / f"{colleges}", colleges))
        tracemalloc.start()
        rows = sum(text.count("\r\n") for text in csv_rows(each_link(project)))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return rows, peak

    few, many = most(2), most(20)
    assert (few[0], many[0]) == (2001, 20001)
    assert many[1] < few[1] * 1.2
