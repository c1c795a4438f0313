"""nbgitpuller links: the addresses, and what they are read back as."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.links.model import is_remote, nbgitpuller_link, public_repository
from coursekit.spec import Course

HUB = "http://127.0.0.1:8000"
GOLDEN = [
    (
        {
            "hub": HUB,
            "server": "",
            "repo": "https://example.org/u/r",
            "branch": "main",
            "path": "a.ipynb",
        },
        "http://127.0.0.1:8000/hub/user-redirect/git-pull"
        "?repo=https%3A%2F%2Fexample.org%2Fu%2Fr&urlpath=notebooks%2Fr%2Fa.ipynb&branch=main",
    ),
    (
        {
            "hub": "https://hub.north.edu/stats",
            "server": "data8",
            "repo": "https://example.org/u/r.git",
            "branch": "spring",
            "path": "labs/lab 01/ä&b.ipynb",
        },
        "https://hub.north.edu/stats/hub/user-redirect/data8/git-pull"
        "?repo=https%3A%2F%2Fexample.org%2Fu%2Fr.git"
        "&urlpath=notebooks%2Fr.git%2Flabs%2Flab+01%2F%C3%A4%26b.ipynb&branch=spring",
    ),
]


@pytest.mark.parametrize(("parts", "url"), GOLDEN)
def test_golden(parts: dict[str, str], url: str) -> None:
    assert nbgitpuller_link(**parts) == url


NAME = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs", "Cc"]), min_size=1)
PATH = st.lists(NAME, min_size=1, max_size=3).map("/".join)


@given(path=PATH, folder=NAME, branch=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/-]*", fullmatch=True))
def test_nbgitpuller_reads_back_what_was_written(path: str, folder: str, branch: str) -> None:
    repo = f"https://example.org/u/{folder}"
    link = nbgitpuller_link(hub=HUB, server="c", repo=repo, branch=branch, path=path)
    assert re.fullmatch(r"[!-~]+", link), "a link is plain ASCII without spaces"
    parts = urlsplit(link)
    assert parts.path == "/hub/user-redirect/c/git-pull"
    assert parse_qs(parts.query, strict_parsing=True) == {
        "repo": [repo],
        "urlpath": [f"notebooks/{folder}/{path}"],
        "branch": [branch],
    }
    assert re.findall(r"[?&](\w+)=", link) == ["repo", "urlpath", "branch"]


def course(repo: str | None) -> Course:
    release = {"repo": repo} if repo else {}
    assignments = [{"notebook": "a.ipynb"}]
    return Course.model_validate(
        {"course": "data8", "title": "t", "assignments": assignments, "release": release}
    )


@pytest.mark.parametrize(
    ("repo", "public"),
    [
        (None, f"{HUB}/hub/git/data8"),
        ("../student", f"{HUB}/hub/git/data8"),
        ("https://example.org/u/r", "https://example.org/u/r"),
        ("https://example.org/u/r.git", "https://example.org/u/r"),
        ("https://example.org/u/r/", "https://example.org/u/r"),
        ("https://example.org/u/r.git/", "https://example.org/u/r"),
        ("git@example.org:u/r.git", "https://example.org/u/r"),
        ("ssh://git@example.org/u/r.git", "https://example.org/u/r"),
        ("ssh://git@example.org:2222/u/r.git", "https://example.org/u/r"),
        ("ssh://example.org/u/r", "https://example.org/u/r"),
        ("https://ada:secret@example.org/u/r.git", "https://example.org/u/r"),
        ("https://secret@example.org:8443/u/r", "https://example.org:8443/u/r"),
    ],
)
def test_students_pull_from_an_address_without_account_or_suffix(
    repo: str | None, public: str
) -> None:
    assert public_repository(course(repo), HUB) == public


@pytest.mark.parametrize(
    ("repo", "remote"),
    [
        ("https://example.org/r", True),
        ("git@example.org:u/r", True),
        ("../r", False),
        ("r", False),
        ("/srv/r", False),
    ],
)
def test_is_remote(repo: str, remote: bool) -> None:
    assert is_remote(repo) == remote
