"""``coursekit upstream`` as an instructor uses it: real repositories, both sides edited."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CASES, Ran, coursekit
from tests.engines import need
from tests.upstream.books import question, start, written

LAB = "labs/lab01/lab01.py"


class Upstream:
    """Somebody's repository, and a course that was adapted from it."""

    def __init__(self, place: Path) -> None:
        self.there = place / "theirs"
        self.here = place / "ours"

    def begin(self) -> None:
        need("git")
        shutil.copytree(CASES / "good" / "tiny", self.there)
        (self.there / "labs" / "more").mkdir()
        (self.there / "labs" / "more" / "more.ipynb").write_bytes(
            written([*start(), *question("m1"), *question("m2"), *question("m3")], ".ipynb")
        )
        self.git("init", "-q", "-b", "main")
        self.commit("Material")
        ran = coursekit("init", self.here, "--from", self.there)
        assert ran.code == 0, ran.err

    def git(self, *words: str) -> str:
        names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
        argv = ["git", "-C", self.there, *names, *words]
        return subprocess.run(argv, capture_output=True, text=True, check=True).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-qm", message)
        return self.git("rev-parse", "HEAD")

    def edit(self, where: Path, name: str, old: str, new: str) -> None:
        path = where / name
        text = path.read_text()
        assert old in text, text
        path.write_text(text.replace(old, new))

    def run(self, *words: str | Path) -> Ran:
        return coursekit("upstream", self.here, *words)

    def states(self) -> dict[str, str]:
        ran = self.run("--json")
        assert ran.code == 0, ran.out
        return {row["name"]: row["state"] for row in ran.json["results"]}

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.here).as_posix(): path.read_bytes()
            for path in sorted(self.here.rglob("*"))
            if path.is_file() and ".coursekit" not in path.parts
        }


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("upstream")
    Upstream(place).begin()
    return place


@pytest.fixture
def both(begun: Path, tmp_path: Path) -> Upstream:
    shutil.copytree(begun, tmp_path, symlinks=True, dirs_exist_ok=True)
    return Upstream(tmp_path)


def changed_by_both(both: Upstream) -> str:
    """Upstream fixes four things, one of which was changed here, too; return its commit."""
    more = "labs/more/more.ipynb"
    both.edit(both.there, more, "Question m1.** What is it?", "Question m1.** What is this?")
    both.edit(both.there, more, "Question m2.** What is it?", "Question m2.** What is that?")
    both.edit(both.here, more, "Question m2.** What is it?", "Question m2.** What was it?")
    (both.there / "data" / "README.txt").write_text("New data.\n")
    (both.there / "data" / "more.csv").write_text("a,b\n1,2\n")
    return both.commit("Fix slips in the second lab")


def test_what_init_notes_is_what_upstream_needs(both: Upstream) -> None:
    assert "upstream:" in (both.here / "course.yml").read_text()
    assert "repo: ../theirs" in (both.here / "course.yml").read_text()
    assert both.git("rev-parse", "HEAD") in (both.here / "upstream.lock").read_text()
    assert coursekit("check", both.here).code == 0
    ran = both.run()
    assert ran.code == 0
    assert ran.out.startswith("No changes: you have all that upstream changed")


def test_it_lists_and_takes_nothing(both: Upstream) -> None:
    changed_by_both(both)
    before = both.files()
    ran = both.run()
    assert ran.code == 0, ran.err
    assert "4 upstream fixes since" in ran.out
    assert "1 touches a question you changed" in ran.out
    assert "Fix slips in the second lab" in ran.out
    assert both.states() == {
        "data/README.txt": "safe",
        "data/more.csv": "safe",
        "more/m1": "safe",
        "more/m2": "touches",
    }
    assert both.files() == before


def test_safe_ones_are_taken_and_the_rest_stays_to_be_looked_at(both: Upstream) -> None:
    commit = changed_by_both(both)
    ran = both.run("--apply", "safe")
    assert ran.code == 0, ran.err
    assert (both.here / "data" / "README.txt").read_text() == "New data.\n"
    text = (both.here / "labs" / "more" / "more.ipynb").read_text()
    assert "m1.** What is this?" in text
    assert "m2.** What was it?" in text
    assert commit not in (both.here / "upstream.lock").read_text()
    assert both.states() == {"more/m2": "touches"}
    after = both.files()
    again = both.run("--apply", "safe")
    assert (again.code, both.files()) == (0, after)
    assert "No changes" in again.err


@pytest.mark.parametrize(("choice", "text"), [("theirs", "What is that?"), ("ours", "was it?")])
def test_a_choice_ends_it(both: Upstream, choice: str, text: str) -> None:
    commit = changed_by_both(both)
    assert both.run("--apply", "safe").code == 0
    ran = both.run(f"--{choice}", "m2")
    assert ran.code == 0, ran.err
    assert text in (both.here / "labs" / "more" / "more.ipynb").read_text()
    assert commit in (both.here / "upstream.lock").read_text()
    assert both.run().out.startswith("No changes")
    shutil.rmtree(both.here / ".coursekit")
    assert both.run().out.startswith("No changes")


def test_what_was_left_out_is_not_asked_again_until_it_changes(both: Upstream) -> None:
    changed_by_both(both)
    assert both.run("--ours", "more/m2").code == 0
    assert both.states()["more/m2"] == "left"
    assert both.run("--apply", "all").code == 0
    assert both.states() == {}
    more = "labs/more/more.ipynb"
    both.edit(both.there, more, "Question m2.** What is that?", "Question m2.** What is what?")
    both.commit("And again")
    assert both.states() == {"more/m2": "touches"}


def test_both_versions_are_shown(both: Upstream) -> None:
    changed_by_both(both)
    ran = both.run("--show", "m2")
    assert ran.code == 0
    assert "+**Question m2.** What is that?" in ran.out
    assert "+**Question m2.** What was it?" in ran.out


def test_both_are_put_together_where_the_lines_differ(both: Upstream) -> None:
    more = "labs/more/more.ipynb"
    both.edit(both.there, more, "Question m1.** What is it?", "Question m1.** What is this?")
    both.commit("Fix")
    book = json.loads((both.here / more).read_text())
    cell = next(cell for cell in book["cells"] if "x = 1" in "".join(cell["source"]))
    cell["source"] = ["x = 7 # SOLUTION"]
    (both.here / more).write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n")
    assert both.states() == {"more/m1": "touches"}
    assert both.run("--apply", "safe").code == 0
    assert both.states() == {"more/m1": "touches"}
    assert both.run("--apply", "all").code == 0
    text = (both.here / more).read_text()
    assert "What is this?" in text
    assert "x = 7" in text
    assert both.states() == {}


def test_a_dry_run_shows_what_apply_does(both: Upstream) -> None:
    changed_by_both(both)
    before = both.files()
    ran = both.run("--apply", "safe", "--dry-run")
    assert both.files() == before
    planned = [line.split()[1] for line in ran.out.splitlines() if line.startswith("  + ")]
    assert "+New data." in ran.out
    done = both.run("--apply", "safe", "--json")
    assert [row["file"] for row in done.json["results"]] == planned
    assert planned == ["data/README.txt", "data/more.csv", "labs/more/more.ipynb"]


def test_what_was_there_is_kept(both: Upstream) -> None:
    changed_by_both(both)
    before = (both.here / "labs" / "more" / "more.ipynb").read_bytes()
    assert both.run("--theirs", "m2").code == 0
    kept = [*(both.here / ".coursekit" / "upstream" / "before").glob("*/labs/more/more.ipynb")]
    assert [path.read_bytes() for path in kept] == [before]


def test_a_renamed_file_is_followed_here_and_there(both: Upstream) -> None:
    both.git("mv", "labs/more/more.ipynb", "labs/more/second.ipynb")
    both.edit(both.there, "labs/more/second.ipynb", "m1.** What is it?", "m1.** What is this?")
    both.commit("A better name")
    (both.here / "labs" / "lab2").mkdir()
    (both.here / "labs" / "more" / "more.ipynb").rename(both.here / "labs" / "lab2" / "more.ipynb")
    both.edit(both.here, "labs/lab2/more.ipynb", "m2.** What is it?", "m2.** What was it?")
    assert both.states() == {"more/m1": "safe", "more/name": "touches"}
    assert both.run("--apply", "safe", "--ours", "more/name").code == 0
    text = (both.here / "labs" / "lab2" / "more.ipynb").read_text()
    assert "What is this?" in text
    assert "What was it?" in text
    assert not (both.here / "labs" / "more" / "second.ipynb").exists()
    assert both.states() == {}


def test_a_renamed_assignment_is_renamed_in_course_yml(both: Upstream) -> None:
    both.git("mv", LAB, "labs/lab01/words.py")
    spec = both.there / "course.yml"
    both.commit("A better name")
    assert LAB in spec.read_text()
    assert both.states() == {"lab01/name": "safe"}
    assert both.run("--apply", "safe").code == 0
    assert "notebook: labs/lab01/words.py" in (both.here / "course.yml").read_text()
    assert not (both.here / LAB).exists()
    assert coursekit("check", both.here).code == 0
    assert both.states() == {}


def test_what_was_removed_here_is_not_brought_back(both: Upstream) -> None:
    shutil.rmtree(both.here / "labs" / "more")
    both.edit(both.there, "labs/more/more.ipynb", "m1.** What is it?", "m1.** What is this?")
    (both.there / "labs" / "more" / "new.md").write_text("New\n")
    both.commit("Fix")
    ran = both.run("-v")
    assert "2 more are in files that you removed: labs/more/more.ipynb" in ran.out
    assert both.run("--apply", "all").code == 0
    assert not (both.here / "labs" / "more").exists()


def test_a_removed_assignment_stays_unless_named(both: Upstream) -> None:
    both.git("rm", "-q", LAB)
    both.commit("No first lab any more")
    assert both.states()[LAB] == "touches"
    assert both.run("--apply", "all").code == 0
    assert (both.here / LAB).exists()
    assert both.run("--theirs", LAB).code == 0
    assert not (both.here / LAB).exists()


def test_workflows_and_links_of_others_are_left_alone(both: Upstream) -> None:
    (both.there / ".github" / "workflows").mkdir(parents=True)
    (both.there / ".github" / "workflows" / "run.yml").write_text("on: push\n")
    (both.there / "data" / "out").symlink_to("/etc")
    (both.there / "data" / "README.txt").write_text("New data.\n")
    both.commit("Automation")
    outside = both.here.parent / "outside.txt"
    outside.write_text("mine\n")
    (both.here / "data" / "README.txt").unlink()
    (both.here / "data" / "README.txt").symlink_to(outside)
    ran = both.run("--apply", "all")
    assert "data/README.txt is a link here" in ran.err
    assert ran.code == 0, ran.err
    assert outside.read_text() == "mine\n"
    assert not (both.here / ".github").exists()
    assert not (both.here / "data" / "out").exists()


def test_a_file_that_can_be_run_stays_so(both: Upstream) -> None:
    script = both.there / "postBuild"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    both.commit("A script")
    assert both.run("--apply", "safe").code == 0
    assert os.access(both.here / "postBuild", os.X_OK)
    script.write_text("#!/bin/sh\ntrue\n")
    both.commit("It does more")
    assert both.run("--apply", "safe").code == 0
    assert os.access(both.here / "postBuild", os.X_OK)


def test_without_a_record_it_begins_from_the_likest_commit(both: Upstream) -> None:
    (both.there / "data" / "README.txt").write_text("Second.\n")
    second = both.commit("Second")
    (both.here / "data" / "README.txt").write_text("Second.\n")
    (both.there / "data" / "more.csv").write_text("a\n")
    both.commit("Third")
    (both.here / "upstream.lock").unlink()
    ran = both.run()
    assert f"this begins from {second[:10]}" in ran.err
    assert both.states() == {"data/more.csv": "safe"}
    assert both.run("--base", second, "--apply", "safe").code == 0
    assert both.states() == {}


def test_what_git_merged_counts_as_merged(both: Upstream, tmp_path: Path) -> None:
    fork = tmp_path / "fork"
    ran = coursekit("init", fork, "--from", f"file://{both.there}")
    assert ran.code == 0, ran.err
    commit = changed_by_both(both)
    assert len(coursekit("upstream", fork, "--json").json["results"]) == 4
    subprocess.run(["git", "-C", fork, "pull", "-q", both.there, "main"], check=True)
    assert coursekit("upstream", fork, "--json").json["results"] == []
    assert commit not in (fork / "upstream.lock").read_text()


def test_a_folder_of_a_repository(tmp_path: Path) -> None:
    need("git")
    top = tmp_path / "all"
    shutil.copytree(CASES / "good" / "tiny", top / "courses" / "tiny")
    (top / "README.md").write_text("Courses\n")
    names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", top, *names, *words], check=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "All")
    here = tmp_path / "ours"
    assert coursekit("init", here, "--from", top / "courses" / "tiny").code == 0
    assert "path: courses/tiny" in (here / "course.yml").read_text()
    (top / "courses" / "tiny" / "data" / "README.txt").write_text("New\n")
    (top / "README.md").write_text("All courses\n")
    git("commit", "-qam", "Fix")
    rows = coursekit("upstream", here, "--json").json["results"]
    assert [(row["name"], row["commits"]) for row in rows] == [("data/README.txt", ["Fix"])]


def test_killed_at_any_moment_it_comes_to_the_same(both: Upstream, tmp_path: Path) -> None:
    changed_by_both(both)
    both.git("mv", LAB, "labs/lab01/words.py")
    both.commit("A better name")
    words = ["--apply", "safe"]
    never = tmp_path / "never"
    shutil.copytree(both.here, never)
    assert coursekit("upstream", never, *words).code == 0
    for wait in (0.4, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2):
        argv = [sys.executable, "-m", "coursekit", "upstream", str(both.here), *words]
        with subprocess.Popen(argv, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(wait)
            run.send_signal(signal.SIGKILL)
    assert both.run(*words).code == 0
    expected = {
        path.relative_to(never).as_posix(): path.read_bytes()
        for path in never.rglob("*")
        if path.is_file() and ".coursekit" not in path.parts
    }
    assert both.files() == expected


MISTAKES: list[tuple[tuple[str, ...], str]] = [
    (("--theirs", "m22"), "did you mean 'm2'?"),
    (("--both", "m2"), "both changed the same lines"),
    (("--base", "nothing"), "upstream has no commit nothing"),
    (("--base", "--all"), "upstream has no commit --all"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES)
def test_mistakes(both: Upstream, words: tuple[str, ...], said: str) -> None:
    changed_by_both(both)
    before = both.files()
    ran = both.run(*words)
    assert ran.code == 2
    assert said in ran.err
    assert both.files() == before


def test_a_course_yml_that_would_be_broken_is_not_written(both: Upstream) -> None:
    both.edit(both.there, "course.yml", "title: A", "environment: {path: .}\ntitle: A")
    both.edit(both.there, LAB, "Sums", "All sums")
    both.commit("Where we are")
    with (both.here / "course.yml").open("a") as spec:
        spec.write("environment: {path: .}\n")
    before = both.files()
    for words in (["--apply", "all"], ["--both", "course.yml"], ["--apply", "all", "--dry-run"]):
        ran = both.run(*words)
        assert ran.code == 2, ran.out + ran.err
        assert "course.yml would not be valid: 'environment' is in this file twice" in ran.err
        assert "--ours course.yml" in ran.err
        assert both.files() == before
    ran = both.run("--apply", "safe", "--ours", "course.yml")
    assert ran.code == 0, ran.err
    assert coursekit("check", both.here).code == 0
    assert "All sums" in (both.here / LAB).read_text()


ADDRESSES: list[tuple[str, int, str]] = [
    ("upstream: {repo: ../nowhere}", 2, "is not a git repository"),
    ("upstream: {repo: 'file:///nowhere/at/all'}", 1, "there is no repository at"),
    ("upstream: {repo: ../theirs, ref: nope}", 1, "has nothing of that name"),
    ("upstream: {repo: ../theirs, path: nope}", 2, "has no folder nope"),
    ("upstream: {repo: 'https://127.0.0.1:9/x.git'}", 1, "cannot be reached"),
    ("", 2, "does not say which course this one was adapted from"),
]


@pytest.mark.parametrize(("line", "code", "said"), ADDRESSES)
def test_what_cannot_be_reached(both: Upstream, line: str, code: int, said: str) -> None:
    spec = both.here / "course.yml"
    spec.write_text(spec.read_text().split("upstream:")[0] + line + "\n")
    ran = both.run()
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_a_rewritten_history_is_said(both: Upstream) -> None:
    both.git("commit", "-q", "--amend", "-m", "Other words")
    both.git("reflog", "expire", "--expire=now", "--all")
    both.git("gc", "-q", "--prune=now")
    ran = both.run()
    assert ran.code == 4
    assert "its history was rewritten" in ran.err
    head = both.git("rev-parse", "HEAD")
    assert coursekit("upstream", both.here, "--base", head, "--apply", "safe").code == 0
    assert both.run().out.startswith("No changes")


def test_asked_in_a_terminal(both: Upstream) -> None:
    changed_by_both(both)
    answered = talk(both.here, {"are safe? [y/N]": "y\n", "[later]": "theirs\n"})
    assert "both versions" in answered or "yours" in answered
    assert both.states() == {}
    assert "What is that?" in (both.here / "labs" / "more" / "more.ipynb").read_text()


def test_no_is_no(both: Upstream) -> None:
    changed_by_both(both)
    before = both.files()
    talk(both.here, {"are safe? [y/N]": "\n", "[later]": "\n"})
    assert both.files() == before


def talk(here: Path, answers: dict[str, str]) -> str:
    """Run the command in a terminal, and answer what it asks."""
    argv = [sys.executable, "-m", "coursekit", "upstream", str(here)]
    ours, theirs = pty.openpty()
    said = ""
    with subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=theirs) as run:
        os.close(theirs)
        left = dict(answers)
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:
                break
            if not chunk:
                break
            said += chunk.decode("utf-8", "replace")
            for question_ in [asked for asked in left if asked in said]:
                os.write(ours, left.pop(question_).encode())
    os.close(ours)
    assert run.returncode == 0, said
    assert not left, said
    return said


def test_the_course_still_passes_assign(both: Upstream, built_tiny: Path) -> None:
    shutil.copy(built_tiny / "requirements.lock", both.here)
    environments = both.here / ".coursekit" / "environments"
    environments.symlink_to(built_tiny / ".coursekit" / "environments")
    both.edit(both.there, LAB, "numbers from 1 to 10.", "numbers from 1 to 10 (with 10).")
    both.edit(both.there, LAB, "# # Lab 1: Sums", "# # Lab 1: Sums and more")
    both.commit("A hint")
    both.edit(both.here, LAB, "Add up 1, 2, 3 and so on up to 10.", "Add them all up.")
    assert both.states() == {"lab01/cell-2": "safe", "lab01/q1": "touches"}
    ran = both.run("--apply", "all")
    assert ran.code == 0, ran.err
    text = (both.here / LAB).read_text()
    assert all(part in text for part in ("(with 10)", "Sums and more", "Add them all up."))
    proven = coursekit("assign", both.here, "--json")
    assert proven.code == 0, proven.err
    assert {row["status"] for row in proven.json["results"]} <= {"proven", "made", "passed"}
