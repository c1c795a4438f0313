"""Where students' servers pull a release from."""

from __future__ import annotations

import pytest

from coursekit.links.model import is_remote, public_repository
from coursekit.spec import Course

HUB = "http://127.0.0.1:8000"


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
