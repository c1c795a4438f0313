"""The release over HTTP, with a real git."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import pytest
import requests

GIT = ["git", "-c", "http.proxy=", "-c", "user.name=a", "-c", "user.email=a@b"]


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*GIT, *words], cwd=cwd, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("version", ["0", "1", "2"])
@pytest.mark.parametrize("depth", [["--depth", "1"], []])
def test_clone(running, tmp_path, version, depth):
    address = f"{running.url}/hub/git/data8"
    done = run("-c", f"protocol.version={version}", "clone", *depth, address, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    clone = tmp_path / "data8"
    assert "Lab two" in (clone / "labs/lab01/lab01.ipynb").read_text()
    assert run("branch", "--show-current", cwd=clone).stdout == "main\n"
    commits = run("rev-list", "--count", "HEAD", cwd=clone).stdout
    assert commits == ("1\n" if depth else "2\n")


def test_fetch_with_more_history_than_fits_one_small_request(running, tmp_path):
    """Over 1 KiB of ``have`` lines git compresses what it sends."""
    run("clone", f"{running.url}/hub/git/data8", cwd=tmp_path)
    clone = tmp_path / "data8"
    for number in range(60):
        run("commit", "-q", "--allow-empty", "-m", str(number), cwd=clone)
    run("update-ref", "-d", "refs/remotes/origin/main", cwd=clone)
    done = run("fetch", "origin", cwd=clone)
    assert done.returncode == 0, done.stderr


def test_push_is_refused_with_the_reason(running, tmp_path):
    run("clone", f"{running.url}/hub/git/data8", cwd=tmp_path)
    done = run("push", "origin", "HEAD:mine", cwd=tmp_path / "data8")
    assert done.returncode != 0
    assert "nobody can push to it" in done.stderr


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("data8/info/refs", 404),
        ("data8/HEAD", 404),
        ("data8/info/refs?service=git-upload-archive", 404),
        ("data9/info/refs?service=git-upload-pack", 404),
        ("../git/data8/config", 404),
    ],
)
def test_nothing_else_is_there(running, visitor, path, status):
    assert visitor().get(f"/hub/git/{path}").status_code == status


def test_a_request_that_unpacks_without_end_is_refused(running):
    answer = requests.post(
        f"{running.url}/hub/git/data8/git-upload-pack",
        data=gzip.compress(b"0" * (64 * 1024 * 1024)),
        headers={"Content-Encoding": "gzip"},
        timeout=60,
        proxies={"http": ""},
    )
    assert answer.status_code == 413


def test_a_client_that_says_nonsense_gets_no_pack(running):
    answer = requests.post(
        f"{running.url}/hub/git/data8/git-upload-pack",
        data=b"nonsense",
        headers={"Git-Protocol": "version=2; rm"},
        timeout=60,
        proxies={"http": ""},
    )
    assert b"PACK" not in answer.content
