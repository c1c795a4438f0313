"""What a link does, in words, and what is wrong with it."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.links import Address, format_link, links_of, parse
from coursekit.links.explain import explain
from coursekit.spec import load
from tests.conftest import CASES, coursekit
from tests.hub.conftest import git
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
        (f"{GOOD[:-4]}v1.0", "v1.0 looks like a tag: the first click works", None),
        (f"{GOOD[:-4]}refs%2Fheads%2Fmain", "finds no branch refs/heads/main", GOOD),
        (f"{GOOD}&branch=dev", "it says branch more than once, and the last one counts: dev", None),
        (GOOD.replace("https:", "http:"), "others can read what students sign in with", None),
        (GOOD.replace("repo=https", "repo=http"), "http://example.org/u/r begins with http:", None),
        (GOOD.replace("&", "&amp;"), "copied out of a page's source", GOOD),
        (f"{GOOD}).", "its end, )., belongs to the sentence around it", GOOD),
        (GOOD.removeprefix("https://"), "does not say https://", GOOD),
        (quote(GOOD, safe=""), "all of it is encoded", GOOD),
        (GOOD.replace("git-pull", "git-sync"), "called once", GOOD),
        (GOOD.replace("%", "%25"), "encoded twice", GOOD),
        (
            f"https://hub.example.edu/hub/login?next={quote(GOOD.partition('.edu')[2], safe='')}",
            "while the hub asked for a sign-in",
            GOOD,
        ),
        (
            f"{PULL}repo=https%3A%2F%2Fgithub.com%2Fu%2Fr%2Fblob%2Fspring%2Flabs%2Fa.ipynb",
            "is a page about the repository",
            f"{PULL}repo=https%3A%2F%2Fgithub.com%2Fu%2Fr"
            "&urlpath=notebooks%2Fr%2Flabs%2Fa.ipynb&branch=spring",
        ),
        (
            f"{PULL}repo=ssh%3A%2F%2Fgit%40example.org%3A22%2Fu%2Fr&branch=main",
            "students' servers need a key",
            None,
        ),
        ("https://mybinder.org/v2/gh/u/r", "Binder refuses it without a branch", None),
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


@pytest.mark.parametrize("around", ["<{}>", " {}\n", "'{}'", "\u201c{}\u201d"])
def test_what_stands_around_a_link_is_no_matter(around: str) -> None:
    assert explain(around.format(GOOD)).problems == ()


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        (f"{PULL}{REPO}&branch=main", "the list of files in the folder r"),
        (f"{PULL}{REPO}&branch=main&subPath=labs/a.ipynb", "labs/a.ipynb in Jupyter Notebook 7"),
        (f"{PULL}{REPO}&branch=main&subPath=labs&app=lab", "labs in JupyterLab"),
        ("https://mybinder.org/v2/gh/u/r/main?labpath=a.ipynb", "a.ipynb in JupyterLab"),
        ("https://mybinder.org/v2/gh/u/r/main?filepath=b/a.ipynb", "b/a.ipynb in the classic"),
        ("https://mybinder.org/v2/gh/u/r/main?urlpath=/lab/tree/a.ipynb", "a.ipynb in JupyterLab"),
        ("https://lite.example/site/lab/?path=a.ipynb", "a.ipynb in JupyterLab"),
    ],
)
def test_other_ways_to_say_it(link: str, opens: str) -> None:
    found = explain(link)
    assert found.problems == ()
    assert f"Then it opens {opens}" in found.does[-1]
    assert explain(found.better).does == found.does


def test_a_hub_on_ones_own_machine() -> None:
    does = explain(GOOD.replace("https://hub.example.edu", "http://127.0.0.1:8000"))
    assert "127.0.0.1 is always one's own" in does.does[1]
    assert does.problems == ()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("https://hub.example.edu/user/ada/notebooks/r/a.ipynb", "nobody else gets in"),
        ("https://hub.example.edu/hub/user-redirect/lab/tree/a.ipynb", "it pulls nothing"),
        ("https://github.com/u/r/blob/main/a.ipynb", "starts nothing"),
        ("https://colab.research.google.com/drive/1a", "one person's Google Drive"),
        ("https://nbgitpuller.readthedocs.io/en/latest/link.html", "the page that makes such"),
        ("  ", "coursekit knows: (nothing)"),
    ],
)
def test_what_is_often_taken_for_a_link(link: str, said: str) -> None:
    with pytest.raises(CoursekitError, match=re.escape(said)) as caught:
        explain(link)
    assert caught.value.problems[0].hint


@given(st.text() | st.text("htps:/.?=&%#@[]amp;<> git-pulre", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    with contextlib.suppress(CoursekitError):
        explain(text)


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


def test_the_command_explains_short_addresses() -> None:
    tiny = CASES / "good" / "tiny"
    ran = coursekit("links", tiny, "--explain", "http://127.0.0.1:8000/go/tiny/Lab1.")
    assert ran.code == 0, ran.err
    assert "It is a short address of a hub made by coursekit" in ran.out
    assert f"For now it leads to {links_of(load(tiny))[0].url}" in ran.out
    assert "Then it opens labs/lab01/lab01.ipynb" in ran.out
    unknown = coursekit("links", tiny, "--explain", "http://127.0.0.1:8000/go/tiny/lab9")
    assert unknown.code == 4
    assert "there is no assignment lab9 in tiny" in unknown.err
    assert "go/tiny/lab02" in unknown.err
    other = coursekit("links", tiny, "--explain", "https://hub.example.edu/go/tiny/lab01", "--json")
    assert other.code == 0
    assert "asks for the college once" in other.json["results"][0]["does"][1]


def test_the_command_looks_at_the_repository(tmp_path: Path) -> None:
    work = tmp_path / "r"
    (work / "labs").mkdir(parents=True)
    (work / "labs" / "a.ipynb").write_text("{}")
    git("init", "-q", "-b", "spring", ".", cwd=work)
    git("add", "-A", cwd=work)
    git("commit", "-qm", "first", cwd=work)
    git("tag", "fall", cwd=work)

    def said(urlpath: str, branch: str, repo: Path = work) -> tuple[int, str]:
        query = urlencode({"repo": f"file://{repo}", "urlpath": urlpath, "branch": branch})
        ran = coursekit("links", "--explain", PULL + query, "--prove")
        return ran.code, ran.err

    for there in ("lab/tree/r/labs/a.ipynb", "lab/tree/r/labs", "rstudio/"):
        assert "has no" not in said(there, "spring")[1]
    assert "has no branch main (it has: spring)" in said("lab/tree/r/labs/a.ipynb", "main")[1]
    assert "fall is a tag of" in said("lab/tree/r/labs/a.ipynb", "fall")[1]
    moved = said("lab/tree/r/a.ipynb", "spring")
    assert moved[0] == 4
    assert "has no file a.ipynb (there is labs/a.ipynb)" in moved[1]
    assert "cannot be reached" in said("rstudio/", "spring", tmp_path / "none")[1]
