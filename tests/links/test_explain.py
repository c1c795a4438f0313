"""What a link does, in words, and what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given

from coursekit.links import Address, format_link, parse
from coursekit.links.explain import explain
from tests.conftest import coursekit
from tests.links.test_address import ELSEWHERE, GOLDEN, ON_BINDER, PULLED

PULL = "https://hub.example.edu/hub/user-redirect/git-pull?"
REPO = "repo=https%3A%2F%2Fexample.org%2Fu%2Fr"
GOOD = f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fr%2Fa.ipynb&branch=main"


def test_what_a_good_link_does() -> None:
    found = explain(GOOD)
    assert found.does == (
        "It leads to a JupyterHub with nbgitpuller, at https://hub.example.edu.",
        "Students sign in there, and their default server is started if it is not running.",
        "It pulls the branch main of https://example.org/u/r into the folder r;"
        " what a student has typed there stays.",
        "Then it opens a.ipynb in JupyterLab.",
    )
    assert found.problems == ()
    assert found.better == GOOD


@pytest.mark.parametrize(
    ("link", "said", "better"),
    [
        (f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fr%2Fa.ipynb", "names no branch", GOOD),
        (
            f"{PULL}repo=https%3A%2F%2Fexample.org%2Fu%2Fr%2F"
            "&urlpath=lab%2Ftree%2F%2Fa.ipynb&branch=main",
            "it pulls into r but opens lab/tree//a.ipynb, which is not there",
            GOOD,
        ),
        (
            f"{PULL}{REPO}.git&urlpath=lab%2Ftree%2Fr%2Fa.ipynb&branch=main",
            "it pulls into r.git but opens lab/tree/r/a.ipynb",
            f"{PULL}{REPO}.git&urlpath=lab%2Ftree%2Fr.git%2Fa.ipynb&branch=main",
        ),
        (
            f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fr%2Fa.ipynb&branch=main&targetPath=t",
            "it pulls into t but opens lab/tree/r/a.ipynb",
            f"{PULL}{REPO}&urlpath=lab%2Ftree%2Ft%2Fa.ipynb&branch=main&targetPath=t",
        ),
        (
            f"{PULL}{REPO}&urlpath=lab%252Ftree%252Fr%252Fa.ipynb&branch=main",
            "it pulls into r but opens lab%2Ftree%2Fr%2Fa.ipynb",
            GOOD,
        ),
        (
            f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fother%2Fa.ipynb&branch=main",
            "it pulls into r but opens lab/tree/other/a.ipynb, which it does not bring",
            None,
        ),
        (
            "https://hub.example.edu/user/ada/git-pull?"
            f"{REPO}&urlpath=lab%2Ftree%2Fr%2Fa.ipynb&branch=main",
            "it works for ada only",
            GOOD,
        ),
        (f"{GOOD[:-4]}0a1b2c3d4e5f", "0a1b2c3d4e5f looks like a commit", None),
        (f"{GOOD}&depht=3", "reads no 'depht'", None),
        (f"{GOOD}&depth=all", "depth=all is no number", GOOD),
        (f"{PULL}urlpath=lab", "it names no repository", None),
        (
            f"{PULL}repo=git%40example.org%3Au%2Fr.git&branch=main",
            "students' servers need a key",
            None,
        ),
        (
            f"{PULL}repo=https%3A%2F%2Fme%3Apw%40example.org%2Fu%2Fr&branch=main",
            "can read the account",
            None,
        ),
        (
            f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fr%2Fc%231.ipynb&branch=main",
            "a browser cuts lab/tree/r/c#1.ipynb at its #",
            f"{PULL}{REPO}&urlpath=lab%2Ftree%2Fr%2Fc%25231.ipynb&branch=main",
        ),
        (
            f"{PULL}{REPO}&urlpath=notebooks%2Fr%2Fa.csv&branch=main",
            "opens no a.csv, only notebooks",
            None,
        ),
        (
            "https://hub.example.edu/stats/hub/lti/launch?next=%2Fhub%2Fuser-redirect%2Fgit-pull"
            "%3Frepo%3Dhttps%253A%252F%252Fexample.org%252Fu%252Fr%26branch%3Dmain",
            "outside this hub's /stats/",
            "https://hub.example.edu/stats/hub/lti/launch?next=%2Fstats%2Fhub%2Fuser-redirect"
            "%2Fgit-pull%3Frepo%3Dhttps%253A%252F%252Fexample.org%252Fu%252Fr%26branch%3Dmain",
        ),
    ],
)
def test_what_is_wrong(link: str, said: str, better: str | None) -> None:
    found = explain(link)
    assert any(said in problem.message for problem in found.problems), found.problems
    assert all(problem.hint for problem in found.problems)
    if better is not None:
        assert found.better == better
        assert explain(better).problems == ()


@given(PULLED | ON_BINDER | ELSEWHERE)
def test_what_coursekit_writes_needs_no_mending(address: Address) -> None:
    link = format_link(address)
    assert explain(link).better == link
    assert parse(explain(link).better) == address


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_the_golden_links_need_no_mending(case: dict[str, str]) -> None:
    assert explain(case["url"]).better == case["url"]


@pytest.mark.parametrize(
    "case",
    [case for case in GOLDEN if case["official"] is not None and "differs" in case],
    ids=lambda case: case["name"],
)
def test_the_official_generators_slips_are_found(case: dict[str, str]) -> None:
    """What opens the wrong thing or nothing is said; what only opens less is not."""
    official = case["official"]
    bugs = ("slash", "targetPath", "sign would", "x.git")
    if any(bug in case["differs"] for bug in bugs) and "percent" not in case["name"]:
        assert explain(official).problems, official  # a name may well hold %25


def test_the_command_explains() -> None:
    good = coursekit("links", "--explain", GOOD)
    assert good.code == 0, good.err
    assert "Then it opens a.ipynb in JupyterLab." in good.out
    bad = coursekit("links", "--explain", GOOD.replace("&branch=main", ""))
    assert bad.code == 4
    assert "names no branch" in bad.err
    assert GOOD in bad.out
    none = coursekit("links", "--explain", "lab01")
    assert none.code == 2
    assert "not a link that coursekit knows: lab01" in none.err
    rows = coursekit("links", "--json", "--explain", GOOD).json["results"]
    assert rows[0]["repo"] == "https://example.org/u/r"
    assert rows[0]["better"] == GOOD
