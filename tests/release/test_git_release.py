"""A release in a real git: on a path, over HTTP with a password, and over ssh."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from coursekit.engines import git
from coursekit.engines.git_history import MADE_BY, History
from coursekit.engines.git_remote import Remote
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode
from tests.engines import need
from tests.release.servers import http_git, ssh_git

SECRET = f"not-for-eyes-{4711}"
FIRST = {"labs/lab01.ipynb": b"one", "data/a.csv": b"1,2\n"}
SECOND = {"labs/lab01.ipynb": b"two", "data/a.csv": b"1,2\n", "README.md": b"hello"}


@dataclass(frozen=True)
class Place:
    """Somewhere to release to: the repository there, and how to reach it."""

    there: Path
    remote: Remote


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no settings of this machine come between."""
    need("git")
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(params=["path", "http", "ssh"])
def place(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Place]:
    there = tmp_path / "served" / "students.git"
    run("init", "-q", "--bare", str(there))
    run("-C", str(there), "config", "http.receivepack", "true")
    if request.param == "path":
        yield Place(there, Remote(str(there)))
    elif request.param == "http":
        with http_git(there.parent, SECRET) as served:
            remote = Remote(f"{served.url}/students.git", "ada", SecretStr(SECRET))
            yield Place(there, remote)
    else:
        (tmp_path / "ssh").mkdir()
        with ssh_git(tmp_path / "ssh", free_port) as served:
            monkeypatch.setenv("GIT_SSH_COMMAND", served.command)
            yield Place(there, Remote(f"ssh://{served.account}@127.0.0.1:{free_port}{there}"))


@pytest.fixture
def path_place(tmp_path: Path) -> Place:
    there = tmp_path / "students.git"
    run("init", "-q", "--bare", str(there))
    return Place(there, Remote(str(there)))


def run(*words: str, **more: str) -> str:
    argv = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.edu", *words]
    done = subprocess.run(
        argv, capture_output=True, text=True, env=os.environ | more, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def release(
    files: Mapping[str, bytes], gate: Callable[[History], None] | None = None
) -> git.Release:
    return git.Release(
        files, lambda changes: f"Release\n\n{dict(changes)}", gate or (lambda _: None)
    )


def held(repository: Path, branch: str = "main") -> dict[str, bytes]:
    """Return what a clone of the branch would have."""
    names = run("-C", str(repository), "ls-tree", "-r", "--name-only", branch).splitlines()
    show = ["git", "-C", str(repository), "show"]
    return {name: subprocess.check_output([*show, f"{branch}:{name}"]) for name in names}


def commits(repository: Path) -> list[str]:
    return run("-C", str(repository), "rev-list", "--reverse", "main").splitlines()


def edit_by_others(there: Path, scratch: Path, name: str, text: str) -> str:
    """Commit to the release branch as somebody on the web page of a host would."""
    shutil.rmtree(scratch, ignore_errors=True)
    run("clone", "-q", "-b", "main", str(there), str(scratch))
    (scratch / name).parent.mkdir(parents=True, exist_ok=True)
    (scratch / name).write_text(text)
    run("-C", str(scratch), "add", "-A")
    run("-C", str(scratch), "commit", "-qm", "Correct a typo")
    run("-C", str(scratch), "push", "-q", "origin", "main")
    return run("-C", str(scratch), "rev-parse", "HEAD")


def test_one_commit_for_each_change(place: Place, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    one = git.write(ours, "main", release(FIRST), remote=place.remote)
    assert (one.fresh, one.changed) == (True, ("data/a.csv", "labs/lab01.ipynb"))
    assert held(place.there) == FIRST
    two = git.write(ours, "main", release(SECOND), remote=place.remote, published=one.commit)
    assert two.changed == ("README.md", "labs/lab01.ipynb")
    assert held(place.there) == SECOND
    again = git.write(ours, "main", release(SECOND), remote=place.remote, published=two.commit)
    assert (again.fresh, again.commit, again.changed) == (False, two.commit, ())
    assert commits(place.there) == [one.commit, two.commit]
    told = run("-C", str(place.there), "log", "-1", "--format=%B", "main")
    assert told == (
        "Release\n\n{'README.md': 'added', 'labs/lab01.ipynb': 'changed'}\n\n" + MADE_BY
    )
    assert run("-C", str(place.there), "fsck", "--strict") == ""


def test_the_same_files_are_the_same_tree(tmp_path: Path) -> None:
    trees = set()
    for name in ("a", "b"):
        order = dict(reversed(SECOND.items())) if name == "b" else SECOND
        git.write(tmp_path / name, "main", release(order))
        trees.add(run("-C", str(tmp_path / name), "rev-parse", "main^{tree}"))
    assert len(trees) == 1


def test_a_run_that_was_killed_before_it_pushed(place: Place, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    one = git.write(ours, "main", release(FIRST), remote=place.remote)
    unpushed = git.write(ours, "main", release(SECOND))
    (ours / "refs" / "heads" / "main.lock").touch()
    third = SECOND | {"more.md": b"more"}
    last = git.write(ours, "main", release(third), remote=place.remote, published=one.commit)
    assert commits(place.there) == [one.commit, unpushed.commit, last.commit]
    assert held(place.there) == third


def test_from_another_machine(place: Place, tmp_path: Path) -> None:
    """The state beside the course is safe to delete, and several people may release."""
    one = git.write(tmp_path / "ours", "main", release(FIRST), remote=place.remote)
    two = git.write(tmp_path / "theirs", "main", release(SECOND), remote=place.remote)
    third = git.write(
        tmp_path / "ours", "main", release(FIRST), remote=place.remote, published=one.commit
    )
    assert commits(place.there) == [one.commit, two.commit, third.commit]


def test_what_the_gate_refuses_is_nowhere(place: Place, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    one = git.write(ours, "main", release(FIRST), remote=place.remote)

    def refuse(history: History) -> None:
        assert history.tip == one.commit
        raise CoursekitError("no", code=ExitCode.FOUND)

    with pytest.raises(CoursekitError, match="no"):
        git.write(ours, "main", release(SECOND, refuse), remote=place.remote)
    assert commits(place.there) == [one.commit]
    assert git.head(ours, "main") == one.commit
    secret = git._sha(SECOND["README.md"])
    for repository in (ours, place.there):
        found = subprocess.run(
            ["git", "-C", str(repository), "cat-file", "-e", secret], check=False
        )
        assert found.returncode != 0, "not even as an object that no branch has"


def test_somebody_pushes_at_the_same_moment(place: Place, tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    one = git.write(ours, "main", release(FIRST), remote=place.remote)
    seen: list[str] = []

    def late(history: History) -> None:
        seen.append(history.tip)
        if len(seen) == 1:
            git.write(tmp_path / "theirs", "main", release(SECOND), remote=Remote(str(place.there)))

    third = SECOND | {"more.md": b"more"}
    last = git.write(ours, "main", release(third, late), remote=place.remote, published=one.commit)
    assert len(seen) == 2
    assert commits(place.there) == [one.commit, seen[1], last.commit]


def test_others_edits_are_not_undone(path_place: Place, tmp_path: Path) -> None:
    ours, remote = tmp_path / "ours", path_place.remote
    one = git.write(ours, "main", release(FIRST), remote=remote)
    theirs = edit_by_others(path_place.there, tmp_path / "x", "labs/lab01.ipynb", "one, corrected")
    with pytest.raises(CoursekitError) as refused:
        git.write(ours, "main", release(SECOND), remote=remote, published=one.commit)
    assert refused.value.code == ExitCode.FOUND
    (problem,) = refused.value.problems
    assert "would undo that in 1 file" in problem.message
    assert problem.details == f"{theirs[:10]} Correct a typo\nin labs/lab01.ipynb"
    assert "--replace" in problem.hint
    carried = SECOND | {"labs/lab01.ipynb": b"one, corrected"}
    two = git.write(ours, "main", release(carried), remote=remote, published=one.commit)
    assert commits(path_place.there) == [one.commit, theirs, two.commit]
    edit_by_others(path_place.there, tmp_path / "x", "README.md", "theirs")
    git.write(ours, "main", release(SECOND), remote=remote, published=two.commit, replace=True)
    assert held(path_place.there) == SECOND
    assert len(commits(path_place.there)) == 5, "replaced, and still in the history"


def test_a_repository_full_of_others_work(path_place: Place, tmp_path: Path) -> None:
    run("init", "-q", "-b", "main", str(tmp_path / "old"))
    run("-C", str(tmp_path / "old"), "commit", "-q", "--allow-empty", "-m", "Begin")
    run("-C", str(tmp_path / "old"), "push", "-q", str(path_place.there), "main")
    edit_by_others(path_place.there, tmp_path / "x", "hw/hw01.ipynb", "ours since 2019")
    with pytest.raises(CoursekitError, match="would undo"):
        git.write(tmp_path / "ours", "main", release(FIRST), remote=path_place.remote)
    git.write(tmp_path / "ours", "main", release(FIRST), remote=path_place.remote, replace=True)
    assert held(path_place.there) == FIRST
    assert len(commits(path_place.there)) == 3


def test_a_branch_that_was_rewritten(path_place: Place, tmp_path: Path) -> None:
    ours, remote = tmp_path / "ours", path_place.remote
    one = git.write(ours, "main", release(FIRST), remote=remote)
    two = git.write(ours, "main", release(SECOND), remote=remote, published=one.commit)
    run("-C", str(path_place.there), "update-ref", "refs/heads/main", one.commit)
    with pytest.raises(CoursekitError) as refused:
        git.write(ours, "main", release(FIRST), remote=remote, published=two.commit)
    assert refused.value.code == ExitCode.FOUND
    assert "has been rewritten" in refused.value.problems[0].message
    assert two.commit[:10] in refused.value.problems[0].details
    assert commits(path_place.there) == [one.commit], "never by force"


def test_a_protected_branch(place: Place, tmp_path: Path) -> None:
    hook = place.there / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'releases only by the chair' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(EngineFailedError) as failed:
        git.write(tmp_path / "ours", "main", release(FIRST), remote=place.remote)
    (problem,) = failed.value.problems
    assert problem.message.endswith("refuses this push: the branch is protected")
    assert "releases only by the chair" in problem.details
    hook.unlink()
    git.write(tmp_path / "ours", "main", release(FIRST), remote=place.remote)
    assert held(place.there) == FIRST, "nothing was lost"


def test_a_wrong_password_is_said_and_never_shown(tmp_path: Path) -> None:
    wrong = SECRET[::-1]
    with http_git(tmp_path, SECRET) as served:
        remote = Remote(f"{served.url}/students.git", "ada", SecretStr(wrong))
        with pytest.raises(EngineFailedError) as failed:
            git.write(tmp_path / "ours", "main", release(FIRST), remote=remote)
    (problem,) = failed.value.problems
    assert problem.message.startswith("this account may not push to http://127.0.0.1")
    assert wrong not in f"{failed.value!r} {problem} {failed.value.__cause__}"
    assert wrong not in repr(remote)


def test_the_password_is_in_no_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, said = tmp_path / "served" / "students.git", tmp_path / "said"
    run("init", "-q", "--bare", str(there))
    run("-C", str(there), "config", "http.receivepack", "true")
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    spy = tmp_path / "bin" / "git"
    spy.write_text(f'#!/bin/sh\necho "$@" >>{said}\nexec {real} "$@"\n')
    spy.chmod(0o755)
    with http_git(there.parent, SECRET) as served:
        monkeypatch.setenv("PATH", f"{spy.parent}:{os.environ['PATH']}")
        remote = Remote(f"{served.url}/students.git", "ada", SecretStr(SECRET))
        git.write(tmp_path / "ours", "main", release(FIRST), remote=remote)
    assert "push" in said.read_text()
    assert SECRET not in said.read_text()
    assert held(there) == FIRST
    for path in (tmp_path / "ours").rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


def test_a_stranger_over_ssh(
    tmp_path: Path, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ssh").mkdir()
    with ssh_git(tmp_path / "ssh", free_port) as served:
        remote = Remote(f"ssh://{served.account}@127.0.0.1:{free_port}/nowhere.git")
        monkeypatch.setenv("GIT_SSH_COMMAND", served.stranger)
        assert "may not push" in words_of(tmp_path, remote)
        monkeypatch.setenv("GIT_SSH_COMMAND", served.command)
        assert "there is no repository" in words_of(tmp_path, remote)
        (tmp_path / "ssh" / "known_hosts").write_text("")
        assert "ssh does not know the host" in words_of(tmp_path, remote)


def test_nobody_answers(tmp_path: Path, free_port: int) -> None:
    for address in (
        f"http://127.0.0.1:{free_port}/x.git",
        "https://no-such-host.invalid/x.git",
        f"ssh://ada@127.0.0.1:{free_port}/x.git",
    ):
        assert "cannot be reached" in words_of(tmp_path, Remote(address))


def words_of(folder: Path, remote: Remote) -> str:
    with pytest.raises(EngineFailedError) as failed:
        git.write(folder / "ours", "main", release(FIRST), remote=remote)
    assert failed.value.code == ExitCode.ENGINE_FAILED
    assert failed.value.problems[0].hint
    return failed.value.problems[0].message


def test_looking_changes_nothing(place: Place, tmp_path: Path) -> None:
    one = git.write(tmp_path / "ours", "main", release(FIRST), remote=place.remote)
    two = git.write(tmp_path / "theirs", "main", release(SECOND), remote=place.remote)

    def everything() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in (tmp_path / "ours").rglob("*") if p.is_file()}

    before = everything()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with git.looked_at(tmp_path / "ours", "main", place.remote, scratch) as (history, students):
        assert history.tip == students.tip == two.commit
        assert {path: history.read(blob) for path, blob in history.files().items()} == SECOND
        assert {entry.commit for entry in history.entries()} == {one.commit, two.commit}
    assert everything() == before
    third = git.write(tmp_path / "theirs", "main", release(FIRST))
    (tmp_path / "other").mkdir()
    with git.looked_at(tmp_path / "theirs", "main", place.remote, tmp_path / "other") as seen:
        assert [one.tip for one in seen] == [third.commit, two.commit], "not pushed yet"
