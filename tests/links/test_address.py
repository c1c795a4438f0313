"""Links as text and back: byte for byte the official generator's where that is right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.errors import CoursekitError
from coursekit.links import Address, format_link, parse
from coursekit.links.address import BINDER, COLAB, JUPYTERLITE, from_urlpath, urlpath

GOLDEN: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("golden.json").read_text("utf-8")
)
"""Addresses and their links. ``official`` is what nbgitpuller's own generator (1.3.0, run under
node) makes of the same fields; ``differs`` says why ours is another; ``reads`` has the fields that
are not read back as they were written.
"""


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_golden(case: dict[str, Any]) -> None:
    address = Address(**case["address"])
    link = format_link(address)
    assert link == case["url"]
    if case["official"] is not None:
        assert (link == case["official"]) == ("differs" not in case)
    assert parse(link) == Address(**case["address"] | case.get("reads", {}))


def test_the_golden_file_has_enough_to_say() -> None:
    assert len(GOLDEN) >= 60
    assert len({case["url"] for case in GOLDEN}) > len(GOLDEN) - 10, "hardly any twice"
    compared = [case for case in GOLDEN if case["official"] is not None]
    assert len(compared) >= 60
    assert len([case for case in compared if "differs" in case]) < len(compared) / 3


NAME = st.text(
    st.characters(exclude_characters="/", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
).filter(lambda name: name not in (".", ".."))
PATH = st.lists(NAME, min_size=1, max_size=3).map("/".join)
BRANCH = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/+%#&-]{0,12}", fullmatch=True).filter(
    lambda name: not name.endswith(".")  # git allows none (git-check-ref-format(1))
)
BASE = st.sampled_from(
    ["https://hub.example.edu", "http://127.0.0.1:8000", "https://hub.example.edu/stats/7"]
)
QUERY = st.sampled_from(["", "?lang=fr", "?a=1&b=+x#top"])
SLUG = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True).filter(
    lambda name: not name.endswith(".git")
)
REPO = st.builds("https://github.com/{}/{}".format, SLUG, SLUG) | st.builds(
    "https://git.example.org:8443/~{}/{}.git".format, SLUG, SLUG
)
APP = st.sampled_from(["notebook", "lab", "classic", "retro", "shiny"])
PULLED = st.builds(
    Address,
    surface=st.sampled_from(["jupyterhub", "canvas"]),
    base=st.builds("{}{}".format, BASE, QUERY),
    repo=REPO,
    branch=BRANCH,
    path=PATH,
    app=APP,
    server=st.just("") | NAME,
    target=st.just("") | NAME,
    depth=st.none() | st.integers(0, 99),
)
ON_BINDER = st.builds(
    Address,
    surface=st.just(BINDER),
    base=BASE,
    repo=REPO,
    branch=BRANCH,
    path=PATH,
    app=APP,
    environment=REPO.map(lambda repo: repo.replace("github.com", "gitlab.com")) | REPO,
    environment_branch=BRANCH,
)
ELSEWHERE = st.builds(
    Address,
    surface=st.just(COLAB),
    base=BASE,
    repo=st.builds("https://github.com/{}/{}".format, SLUG, SLUG),
    branch=BRANCH,
    path=PATH,
) | st.builds(
    Address,
    surface=st.just(JUPYTERLITE),
    base=BASE,
    path=PATH,
    app=st.sampled_from(["lab", "notebook", "classic"]),
)


@given(PULLED | ON_BINDER | ELSEWHERE)
def test_what_was_written_is_read_back(address: Address) -> None:
    link = format_link(address)
    assert re.fullmatch(r"[!-~]+", link), "a link is plain ASCII without spaces"
    assert parse(link) == address


@given(PULLED.filter(lambda address: address.surface == "jupyterhub"))
def test_nbgitpuller_reads_what_was_meant(address: Address) -> None:
    """As its handlers do: Tornado's arguments, then the folder that it makes or finds."""
    said = parse_qs(urlsplit(format_link(address)).query, strict_parsing=True)
    assert said["repo"] == [address.repo]
    assert said["branch"] == [address.branch]
    folder = said.get("targetPath", [said["repo"][0].split("/")[-1]])[0]
    path = f"{folder}/{address.path}" + ("/" if address.app == "shiny" else "")
    assert said["urlpath"] == [urlpath(address.app, path)]
    assert not set("#?\\") & set(said["urlpath"][0]), "the browser would cut it there"


@given(APP, PATH)
def test_an_apps_path_is_read_back(app: str, path: str) -> None:
    assert from_urlpath(urlpath(app, path)) == (app, path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lab01",
        "https://example.edu",
        "ftp://hub.example.edu/hub/user-redirect/git-pull?repo=x",
        "https://[broken/hub/user-redirect/git-pull",
        "https://hub.example.edu/hub/lti/launch?next=%2Fhub%2Fhome",
    ],
)
def test_what_is_no_link(text: str) -> None:
    with pytest.raises(CoursekitError) as caught:
        parse(text)
    assert caught.value.problems[0].hint


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            Address(surface=COLAB, base="https://colab.example", repo="https://example.org/u/r"),
            "Colab opens notebooks from GitHub only",
        ),
        (
            Address(surface=JUPYTERLITE, base="https://lite.example", path="a", app="rstudio"),
            "JupyterLite has no rstudio",
        ),
    ],
)
def test_what_a_surface_cannot_open(address: Address, said: str) -> None:
    with pytest.raises(CoursekitError, match=said):
        format_link(address)
