"""``coursekit release`` as authors use it: refused, explained, allowed, shown before, killed."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import coursekit

SOLUTION = "total = sum(range(1, 11))"


@pytest.fixture
def course(tiny: Path, tmp_path: Path) -> Path:
    """The tiny course, built, with a repository to release to."""
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", tmp_path / "students.git"])
    return configured(tiny)


def configured(course: Path, *allow: str) -> Path:
    text = (course / "course.yml").read_text().split("release:")[0]
    lines = ["release:", "  repo: ../students.git"]
    if allow:
        lines += ["  allow:", *(f"    - {entry}" for entry in allow)]
    (course / "course.yml").write_text(text + "\n".join(lines) + "\n")
    return course


def git(course: Path, *words: str) -> str:
    there = course.parent / "students.git"
    return subprocess.run(
        ["git", "-C", there, *words], capture_output=True, text=True, check=True
    ).stdout.strip()


def plant(course: Path, text: str = SOLUTION, name: str = "notes.md") -> None:
    """Put text into a released file that no assignment reads."""
    (course / "data" / name).write_text(f"# Notes\n\n{text}\n")


def edit_notebook(course: Path, old: str, new: str) -> None:
    """Change lab02 as otter wrote it: a shortcut for an author's edit and an assign."""
    (path,) = course.glob(".coursekit/assignments/lab02-*/student/lab02.ipynb")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    (course / "data" / "changed.md").write_text("changed\n")


def test_a_leak_is_refused(course: Path) -> None:
    plant(course)
    ran = coursekit("release", course)
    assert ran.code == 4
    assert ran.out == ""
    expected = f"""\
error: the release would show students the solution of lab01, question q1, cell 6: data/notes.md
   in: {course}/course.yml
     | total = sum(rang…
     | rule solution, finding """
    assert expected in ran.err
    assert "coursekit release --explain solution" in ran.err
    assert SOLUTION not in ran.err
    assert git(course, "for-each-ref") == ""
    assert git(course, "count-objects") == "0 objects, 0 kilobytes"
    (course / "data" / "notes.md").unlink()
    clean = coursekit("release", course)
    assert clean.code == 0, clean.err
    assert "data/numbers.md" not in git(course, "ls-tree", "-r", "--name-only", "main")


def test_what_is_published_by_mistake_stays_found(course: Path) -> None:
    """A leak that got out in another way is told as long as the branch has it."""
    assert coursekit("release", course).code == 0
    work = course.parent / "work"
    subprocess.run(["git", "clone", "-q", course.parent / "students.git", work], check=True)
    (work / "answers.txt").write_text(SOLUTION)
    me = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
    for words in (["add", "-A"], [*me, "commit", "-qm", "Answers"], ["rm", "-q", "answers.txt"]):
        subprocess.run(["git", "-C", work, *words], check=True)
    subprocess.run(["git", "-C", work, *me, "commit", "-qm", "No answers"], check=True)
    subprocess.run(["git", "-C", work, "push", "-q"], check=True)
    (course / "data" / "more.md").write_text("more\n")
    ran = coursekit("release", course, "--json")
    assert ran.code == 4
    (problem,) = ran.json["problems"]
    assert "answers.txt, in the release's history since " in problem["message"]
    assert "release.branch" in problem["hint"]
    configured(course, "{rule: solution, file: answers.txt, why: it was the sample question}")
    assert coursekit("release", course).code == 0


def test_it_is_allowed_on_purpose(course: Path) -> None:
    plant(course)
    allow = "{rule: solution, file: data/*.md, why: lab 2 shows the answer of lab 1}"
    configured(course, allow)
    ran = coursekit("release", course, "--json")
    assert (ran.code, ran.json["results"][0]["unused"]) == (0, []), ran.err
    (course / "data" / "notes.md").unlink()
    ran = coursekit("release", course)
    assert ran.code == 0, "the history has it, and that is allowed, too"
    assert "warning" not in ran.err
    configured(course, allow, "{rule: path, file: x.md, why: nothing at all}")
    (course / "data" / "more.md").write_text("more\n")
    ran = coursekit("release", course)
    assert ran.code == 0
    assert "warning: release.allow: nothing needs path in x.md any more: remove" in ran.err


def test_allowing_says_why(course: Path) -> None:
    configured(course, "{rule: solutions, file: /etc/x}")
    ran = coursekit("check", course)
    assert ran.code == 2
    assert "'release.allow[0].why' is missing" in ran.err
    assert "did you mean 'solution'?" in ran.err
    assert "expected a path inside the course folder" in ran.err


def test_explain(tmp_path: Path) -> None:
    every = coursekit("release", "--explain", "--json", cwd=tmp_path)
    names = [item["rule"] for item in every.json["results"]]
    assert len(names) == 9
    for name in names:
        ran = coursekit("release", "--explain", name, cwd=tmp_path)
        assert ran.code == 0
        assert f"{{rule: {name}, file: FILE, why: the reason}}" in ran.out
    wrong = coursekit("release", "--explain", "solutoin", cwd=tmp_path)
    assert wrong.code == 2
    assert "did you mean 'solution'?" in wrong.err


def test_the_message_tells_what_changed_by_assignment(course: Path) -> None:
    (course / "data" / "old.md").write_text("old\n")
    assert coursekit("release", course).code == 0
    assert git(course, "log", "-1", "--format=%B", "main") == (
        "Release 1 file\n\nFiles\n- added data/old.md\n\nReleased-by: coursekit"
    )
    assert git(course, "log", "-1", "--skip=1", "--format=%B", "main") == (
        "Release Lab 1: Sums, Lab 2: Words and 1 file\n\n"
        "Lab 1: Sums\n- added labs/lab01/lab01.ipynb\n- added labs/lab01/numbers.csv\n\n"
        "Lab 2: Words\n- added labs/lab02/lab02.ipynb\n\n"
        "Files\n- added data/README.txt\n\nReleased-by: coursekit"
    )
    edit_notebook(course, "longer than five letters", "longer than five characters")
    (course / "data" / "old.md").unlink()
    assert coursekit("release", course).code == 0
    assert git(course, "log", "-1", "--format=%B", "main") == (
        "Release Lab 2: Words and 2 files\n\nLab 2: Words\n- changed labs/lab02/lab02.ipynb\n\n"
        "Files\n- added data/changed.md\n- removed data/old.md\n\nReleased-by: coursekit"
    )


def test_a_dry_run_shows_what_students_will_get(course: Path) -> None:
    assert coursekit("release", course).code == 0
    before = git(course, "rev-parse", "main")
    edit_notebook(course, "def is_long(word):", "def is_long(name):")
    ran = coursekit("release", "--dry-run", course)
    assert ran.code == 0, ran.err
    told = ran.out.partition("What students would see:\n")[2]
    assert told == (
        "\nLab 2: Words\n  changed labs/lab02/lab02.ipynb\n"
        "    changed cell 4, the answer to q1 (students have likely filled it in)\n"
        "      - def is_long(word):\n      + def is_long(name):\n"
        "\nFiles\n  added data/changed.md (+1 -0 lines)\n\n"
        "warning: 1 cell changed that students have likely filled in. A student's own lines win:\n"
        "  who has answered keeps the old cell and never sees the change."
        " Tell them, or add a new cell.\n"
    )
    assert git(course, "rev-parse", "main") == before
    (change,) = [
        row["change"]
        for row in coursekit("release", "--dry-run", course, "--json").json["results"]
        if row.get("change", {}).get("cells")
    ]
    assert [cell["filled"] for cell in change["cells"]] == [True]


def test_a_dry_run_is_refused_as_the_release_would_be(course: Path) -> None:
    plant(course)
    ran = coursekit("release", "--dry-run", course)
    assert ran.code == 4
    assert "added data/notes.md" in ran.out
    assert "the solution of lab01" in ran.err
    assert git(course, "for-each-ref") == ""


def test_a_token_in_the_address_is_never_shown(course: Path, free_port: int) -> None:
    token = "-".join(["never", "to", "be", "seen", "7341"])
    address = f"http://ada:{token}@127.0.0.1:{free_port}/students.git"
    text = (course / "course.yml").read_text().replace("../students.git", address)
    (course / "course.yml").write_text(text)
    for words in (["release", "-v"], ["release", "--json"], ["release", "--dry-run"], ["links"]):
        ran = coursekit(*words, course)
        assert token not in ran.out + ran.err, words
    ran = coursekit("release", course)
    assert ran.code == 1
    assert f"http://127.0.0.1:{free_port}/students.git cannot be reached" in ran.err
    for path in (course / ".coursekit").rglob("*"):
        if path.is_file() and "environments" not in path.parts:
            assert token.encode() not in path.read_bytes(), path
    (course / "data" / "how-to.md").write_text(f"git clone with {token}\n")
    assert token not in coursekit("release", course).err


def test_secrets_of_the_project_are_found(course: Path) -> None:
    token = "-".join(["never", "to", "be", "seen", "7341"])
    remote = f"file://{course.parent}/students.git".replace("file://", f"file://ada:{token}@")
    text = (course / "course.yml").read_text().replace("../students.git", remote)
    (course / "course.yml").write_text(text)
    plant(course, f"use {token} here")
    ran = coursekit("release", course)
    assert ran.code == 4
    assert "a secret of this project" in ran.err
    assert token not in ran.err


@pytest.mark.timeout(300)
def test_killed_at_any_moment_it_loses_nothing(course: Path) -> None:
    """Killed again and again: each change gets out once, in order, and the history holds."""
    assert coursekit("release", course).code == 0
    argv = [sys.executable, "-m", "coursekit", "release", "-q", str(course)]
    began = time.monotonic()
    (course / "data" / "n.md").write_text("0\n")
    assert subprocess.run(argv, check=False, capture_output=True).returncode == 0
    whole = time.monotonic() - began
    tips = [git(course, "rev-parse", "main")]
    killed = number = 0
    while number < 6 or (killed < 2 and number < 20):
        number += 1
        (course / "data" / "n.md").write_text(f"{number}\n")
        began = time.monotonic()
        with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(whole * (0.4 + number % 7 * 0.09))
                whole = time.monotonic() - began  # it came to its end: the machine is faster now
            run.kill()
        killed += run.returncode == -signal.SIGKILL
        tips.append(git(course, "rev-parse", "main"))
    assert killed >= 2
    last = coursekit("release", course)
    assert last.code == 0, last.err
    assert git(course, "show", "main:data/n.md") == str(number)
    history = git(course, "rev-list", "main").splitlines()
    assert set(tips) <= set(history), "nothing that was published is gone"
    told = [git(course, "show", f"{commit}:data/n.md") for commit in reversed(history[:-1])]
    assert told == sorted(set(told), key=int), "each change once, in order"
    assert git(course, "fsck", "--strict") == ""
    assert json.loads(coursekit("release", course, "--json").out)["results"][0]["fresh"] is False
    shutil.rmtree(course / ".coursekit" / "release")
    assert coursekit("release", course).code == 0
    assert git(course, "rev-list", "--count", "main") == str(len(history))


def test_a_dry_run_before_all_is_assigned_says_what_to_do(tiny: Path) -> None:
    source = tiny / "labs" / "lab01" / "lab01.py"
    source.write_text(source.read_text().replace("# # Lab 1: Sums", "# # Lab 1: Adding"))
    ran = coursekit("release", "--dry-run", tiny)
    assert ran.code == 0
    assert "known once all is assigned: coursekit assign" in ran.out
    assert "What students would see:" not in ran.out
