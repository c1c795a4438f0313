"""Short addresses: typed from a slide, they lead to the right link, whatever has moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from coursekit.hub.short import called, carried
from coursekit.hub.site import Site, SiteAssignment
from coursekit.pipeline.hub import CoursePart, _course
from coursekit.spec import load
from coursekit.state import State
from tests.conftest import CASES
from tests.hub.conftest import Visitor


def assignment(name: str, title: str = "", was: tuple[str, ...] = ()) -> SiteAssignment:
    return SiteAssignment(name=name, title=title or name, path=f"{name}.ipynb", link="/", was=was)


def test_somebody_new_is_asked_once(running: Any, visitor: Any) -> None:
    someone = visitor()
    page = someone.get("/go/data8/lab01")
    assert page.status_code == 200
    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.h1 is not None
    assert soup.h1.text == "Expressions & <b>names</b>"
    doors = {link.text: link["href"] for link in soup.select(".doors a")}
    assert list(doors) == ["Foothill College", "De Anza College"]
    chosen = someone.get(doors["De Anza College"])
    assert "/hub/de-anza/login" in chosen.url
    again = someone.get("/go/data8/lab01", allow_redirects=False)
    again = someone.get(again.headers["Location"], allow_redirects=False)
    assert again.headers["Location"].startswith("/hub/de-anza/login?next="), "it is remembered"


def test_signing_in_leads_on_to_the_link(running: Any, visitor: Any) -> None:
    someone = visitor()
    page = someone.get("/go/data8/lab01?college=de-anza")
    signed_in = someone.sign_in("de-anza", "lin", page)
    asked = [answer.headers.get("Location", "") for answer in signed_in.history]
    link = running.link("labs/lab01/lab01.ipynb").removeprefix(running.url)
    assert link in asked
    straight = someone.get("/hub/go/data8/lab01?college=foothill", allow_redirects=False)
    assert straight.headers["Location"] == link, "who is signed in, is at their own college"


@pytest.mark.parametrize(
    "typed",
    [
        "LAB01",
        "lab01.",
        "lab01/",
        "Lab01.ipynb",
        "LAB01.IPYNB",
        "lab01%20",
        "lab01)",
        "lab01%E2%80%9D.",
        "lab1",
        "lab%201",
        "lab-01",
        "Lab_1",
    ],
)
def test_it_may_be_typed_carelessly(running: Any, visitor: Any, typed: str) -> None:
    someone: Visitor = visitor()
    assert someone.get(f"/go/Data8/{typed}").status_code == 200
    assert someone.get(f"/go/data%208/{typed}").status_code == 200


def test_what_is_unknown_lands_on_a_page_that_helps(running: Any, visitor: Any) -> None:
    page = visitor().get("/go/data8/lab10")
    assert page.status_code == 404
    soup = BeautifulSoup(page.text, "html.parser")
    assert "has no assignment called lab10" in soup.h1.text
    assert "Did you mean lab01?" in soup.text
    (link,) = soup.select(".doors a")
    assert link["href"] == "/hub/go/data8/lab01"
    other = visitor().get("/go/dat8/lab01")
    assert other.status_code == 404
    assert "There is no course called dat8 here." in other.text
    assert "Did you mean data8?" in other.text
    script = visitor().get("/go/data8/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert script.status_code == 404
    assert "<script>alert" not in script.text
    for path in ("/go", "/go/", "/GO"):
        page = visitor().get(path)
        assert page.status_code == 404
        assert "Where to?" in page.text
        assert "/hub/go/data8/lab01" in page.text
    assert visitor().get("/Go/data8/lab01").status_code == 200, "a phone writes it with a capital"
    assert "no assignment called lab01/x" in visitor().get("/go/data8/lab01/x").text
    for path in ("/go/data8", "/go/data8/"):
        assert visitor().get(path).status_code == 404
        assert "Which assignment of Foundations of Data Science?" in visitor().get(path).text
        assert "/hub/go/data8/lab01" in visitor().get(path).text


def test_a_college_without_the_course_is_told_so(
    hub_without_environment: Any, visitor_of: Any
) -> None:
    hub = hub_without_environment
    site = hub.site()
    site["colleges"][1]["courses"] = []
    site["courses"][0]["assignments"][0]["was"] = ["intro"]
    hub.write_site(site)
    hub.start()
    someone = visitor_of(hub)
    someone.sign_in("de-anza", "lin")
    page = someone.get("/go/data8/lab01")
    assert page.status_code == 403
    assert "De Anza College does not take Foundations of Data Science." in page.text
    stranger = visitor_of(hub)
    soup = BeautifulSoup(stranger.get("/go/data8/intro").text, "html.parser")
    assert [door.text for door in soup.select(".doors a")] == ["Foothill College"]
    # Who was remembered at a college that has the course no more is asked again.
    stranger.get("/go/data8/intro?college=foothill")
    site["colleges"][0]["courses"], site["colleges"][1]["courses"] = [], ["data8"]
    site["courses"][0]["assignments"][0]["link"] = f"{hub.url}/elsewhere?repo=moved"
    hub.write_site(site)
    assert stranger.get("/go/data8/intro").status_code == 200
    now = visitor_of(hub)
    now.sign_in("de-anza", "kim")
    moved = now.get("/hub/go/data8/intro", allow_redirects=False)
    assert moved.headers["Location"] == "/elsewhere?repo=moved", "wherever the link leads by now"


def test_a_renamed_notebook_keeps_its_address() -> None:
    old = (assignment("lab01", "Sums"), assignment("lab02", "Words"))
    new = carried(old, (assignment("sums", "Sums"), assignment("lab02", "Words")))
    assert called(new, "lab01") == called(new, "sums") == new[0]
    later = carried(new, (assignment("adding", "Sums"), assignment("words", "Other words")))
    assert called(later, "lab01") == called(later, "sums") == later[0]
    assert called(later, "lab02") is None, "two changed at once: nobody can tell"
    assert carried(later, later) == later
    untitled = carried((assignment("a"), assignment("b")), (assignment("a"), assignment("c")))
    assert called(untitled, "b") == untitled[1], "the one that changed is the one that changed"


def test_a_name_that_is_used_again_belongs_to_who_has_it() -> None:
    old = (assignment("lab01", "Sums"),)
    new = carried(old, (assignment("sums", "Sums"), assignment("lab01", "New")))
    assert called(new, "lab01") == new[1]
    assert new[0].was == ()


def test_names_that_sound_alike_are_kept_apart() -> None:
    two = (assignment("lab-1"), assignment("lab01"), assignment("hw10", was=("hw-02",)))
    assert called(two, "lab-1") == two[0]
    assert called(two, "lab01") == two[1]
    assert called(two, "lab 1") is None, "either may be meant"
    assert called(two, "hw1") is None, "another number is another assignment"
    assert called(two, "HW 2") == two[2]
    assert called(two, "...") is None
    both = (assignment("lab1"), assignment("other", was=("lab-01",)))
    assert called(both, "lab_1") == both[0], "what is now called so comes first"


NAMES = st.lists(st.sampled_from("abcdef"), unique=True, max_size=4)


@given(st.lists(NAMES, min_size=2, max_size=4))
def test_a_name_never_leads_to_two(terms: list[list[str]]) -> None:
    site: tuple[SiteAssignment, ...] = ()
    for names in terms:
        site = carried(site, tuple(assignment(name) for name in names))
        assert carried(site, site) == site
        assert all(called(site, name).name == name for name in names)  # type: ignore[union-attr]
        every = [name for one in site for name in (one.name, *one.was)]
        assert len(set(every)) == len(every)


def test_what_is_served_carries_the_names_on(tmp_path: Path) -> None:
    """As ``hub up`` plans it, when a notebook has another name than in what is served now."""
    folder = load(CASES / "good" / "tiny").courses[0]
    part = CoursePart(folder, State(tmp_path), tmp_path, "", {}, tmp_path, ())
    first = _course(part, (), None)
    assert first is not None
    items = tuple(
        item.model_copy(update={"notebook": "labs/sums.ipynb"} if item.name == "lab01" else {})
        for item in folder.course.assignments
    )
    course = folder.course.model_copy(update={"assignments": items})
    renamed = replace(part, folder=replace(folder, course=course))
    served = Site(
        fleet="f", url="http://127.0.0.1:8000", homes=tmp_path, courses=(first,), colleges=()
    )
    later = _course(renamed, (), served)
    assert later is not None
    assert called(later.assignments, "lab01") == later.assignments[0]
    assert later.assignments[0].name == "sums"
    again = _course(renamed, (), served.model_copy(update={"courses": (later,)}))
    assert again == later, "planning twice is the same"
