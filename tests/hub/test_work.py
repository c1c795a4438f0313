"""What a pull does to a student's work, through real links on a real hub.

Each case has a course repository of its own, and a folder in the home of one student. Nothing that
the student typed may be lost, and the link has to work again afterwards.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from coursekit.errors import EngineFailedError
from tests.hub.conftest import Hub, found, git, make_hub
from tests.hub.desk import Course, Desk, sits_down

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LINES = "\n".join(f"line {number}" for number in range(20)) + "\n"


@pytest.fixture(scope="module")
def hub(built_tiny: Path, tmp_path_factory: pytest.TempPathFactory, release: Path) -> Iterator[Hub]:
    (mark,) = (built_tiny / ".coursekit" / "environments").glob("*/coursekit-complete")
    hub = make_hub(tmp_path_factory.mktemp("work"), release, mark.parent)
    hub.start()
    yield hub
    hub.engine.stop()


@pytest.fixture(scope="module")
def desk(hub: Hub) -> Desk:
    return sits_down(hub, "kim")


@pytest.fixture
def course(desk: Desk, tmp_path: Path, request: pytest.FixtureRequest) -> Course:
    """A course of which the student has the first release."""
    work = tmp_path / request.node.name.removeprefix("test_")[:40]
    work.mkdir()
    git("init", "-q", "-b", "main", ".", cwd=work)
    course = Course(desk, work)
    git("init", "-q", "--bare", "-b", "main", str(course.bare), cwd=tmp_path)
    course.release(a__txt=LINES, b__txt=LINES, c__txt=LINES)
    course.notes()  # of the case before
    course.click()
    assert course.notes() == ""
    return course


def notebook(*sources: str) -> str:
    cells = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": [source]}
        for number, source in enumerate(sources)
    ]
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1) + "\n"


def test_six_ways_to_meet(course: Course) -> None:
    """Changed here, there, in both on different lines, on the same line; deleted here, or there."""
    course.release(d__txt=LINES, e__txt=LINES, f__txt=LINES)
    course.click()
    for name in ("a", "c", "d"):
        text = LINES.replace("line 3\n", f"typed in {name}\n")
        (course.mine / f"{name}.txt").write_text(text)
    (course.mine / "e.txt").unlink()
    later = LINES.replace("line 17\n", "corrected\n")
    clash = LINES.replace("line 3\n", "theirs\n")
    course.release(b__txt=later, c__txt=later, d__txt=clash, f__txt=None)
    course.click()
    texts = {path.stem: path.read_text() for path in course.mine.glob("*.txt")}
    assert texts["a"] == LINES.replace("line 3\n", "typed in a\n")
    assert texts["b"] == later
    assert texts["c"] == later.replace("line 3\n", "typed in c\n")
    assert texts["d"] == LINES.replace("line 3\n", "typed in d\n"), "the student's line wins"
    assert texts["e"] == LINES, "what was deleted comes back"
    assert "f" not in texts
    assert course.notes() == "", "nothing of this needs a word"


def test_deleted_there_but_changed_here(course: Course) -> None:
    (course.mine / "a.txt").write_text("typed\n")
    (course.mine / "b.txt").unlink()
    course.release(a__txt=None, b__txt="new\n")
    course.click()
    assert (course.mine / "a.txt").read_text() == "typed\n"
    assert (course.mine / "b.txt").read_text() == "new\n"
    course.click()


def test_a_renamed_assignment(course: Course) -> None:
    course.release(lab01__ipynb=notebook("Question", "...", "Thanks"))
    course.click()
    (course.mine / "lab01.ipynb").write_text(notebook("Question", "my answer", "Thanks"))
    git("mv", "lab01.ipynb", "sums.ipynb", cwd=course.work)
    course.release()
    course.click()
    assert "my answer" in (course.mine / "sums.ipynb").read_text()
    assert json.loads((course.mine / "sums.ipynb").read_text())["cells"]


def test_a_renamed_assignment_over_a_file_of_the_students(course: Course) -> None:
    (course.mine / "sums.txt").write_text("my own sums\n")
    git("mv", "a.txt", "sums.txt", cwd=course.work)
    course.release()
    course.click()
    assert (course.mine / "sums.txt").read_text() == LINES
    assert "my own sums" in course.everything()
    assert "yours is called sums__" in course.notes()


def test_the_same_line_of_a_notebook(course: Course) -> None:
    course.release(lab__ipynb=notebook("Question", "...", "Thanks"))
    course.click()
    (course.mine / "lab.ipynb").write_text(notebook("Question", "my answer", "Thanks"))
    course.release(lab__ipynb=notebook("Question", "... (a hint)", "Thanks!"))
    course.click()
    texts = ["".join(cell["source"]) for cell in cells(course.mine / "lab.ipynb")]
    assert texts == ["Question", "my answer", "Thanks!"]


def cells(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text())["cells"])


def test_a_notebook_that_a_merge_would_spoil(course: Course) -> None:
    """Joined line by line, two good notebooks can make one that does not open."""
    whole = {"cells": [], "metadata": {}, "x": list(range(20))}
    base = json.dumps(whole, indent=1)
    course.release(lab__ipynb=base)
    course.click()
    mine = json.dumps(whole | {"x": [*range(19), "typed"]}, indent=1)
    (course.mine / "lab.ipynb").write_text(mine)
    theirs = base.replace('"x": [', '"x": {"v": [').replace(" 19\n ]", " 19\n ]}")
    assert json.loads(theirs)["x"]["v"]
    course.release(lab__ipynb=theirs)
    course.click()
    assert (course.mine / "lab.ipynb").read_text() == mine
    (new,) = course.mine.glob("lab__new*.ipynb")
    assert new.read_text() == theirs
    said = course.notes()
    assert "had changed the same parts of lab.ipynb. It is as you left it;" in said
    assert new.name in said
    course.click()
    assert course.notes() == ""


@pytest.mark.parametrize("how", ["from-nothing", "amended"])
def test_a_release_that_was_written_anew(course: Course, how: str) -> None:
    """A force-pushed branch, of which the student's copy is no ancestor."""
    typed = LINES.replace("line 3\n", "typed\n")
    (course.mine / "a.txt").write_text(typed)
    (course.mine / "notes.txt").write_text("my own\n")
    anew = LINES.replace("line 17\n", "corrected\n")
    old = git("rev-parse", "HEAD", cwd=course.work).strip()
    if how == "from-nothing":
        git("checkout", "-q", "--orphan", "anew", cwd=course.work)
        git("commit", "-qm", "anew", cwd=course.work)
        git("branch", "-M", "main", cwd=course.work)
    course.release(force=True, a__txt=anew, b__txt=anew, c__txt=None)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge-base", "--is-ancestor", old, "main", cwd=course.work)
    course.click()
    assert (course.mine / "a.txt").read_text() == anew.replace("line 3\n", "typed\n")
    assert (course.mine / "b.txt").read_text() == anew
    assert not (course.mine / "c.txt").exists()
    assert (course.mine / "notes.txt").read_text() == "my own\n"
    course.release(b__txt="and again\n")
    course.click()
    assert (course.mine / "b.txt").read_text() == "and again\n"
    assert "typed" in (course.mine / "a.txt").read_text()


def test_a_merge_that_was_left_in_the_middle(course: Course) -> None:
    (course.mine / "a.txt").write_text(LINES.replace("line 3\n", "typed\n"))
    (course.mine / "b.txt").write_text("typed in b\n")
    git("commit", "-qam", "mine", cwd=course.mine)
    course.release(a__txt=LINES.replace("line 3\n", "theirs\n"), new__txt="new\n")
    git("fetch", "-q", cwd=course.mine)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "origin/main", cwd=course.mine)
    assert "<<<<<<<" in (course.mine / "a.txt").read_text()
    with (course.mine / "a.txt").open("a") as file:
        file.write("typed into the middle of it\n")
    course.click()
    assert (course.mine / "a.txt").read_text() == LINES.replace("line 3\n", "typed\n")
    assert (course.mine / "b.txt").read_text() == "typed in b\n"
    assert (course.mine / "new.txt").read_text() == "new\n"
    assert not list(course.mine.glob("new__*")), "what is the same is not kept twice"
    assert "typed into the middle of it" in course.everything()
    said = course.notes()
    assert "stopped in the middle" in said
    assert "a.txt is as you had it; with both versions in it, it is in a__both" in said
    course.click()
    assert course.notes() == "", "it is said once"


def test_a_pull_that_was_killed(course: Course) -> None:
    (course.mine / "a.txt").write_text("typed\n")
    for name in ("index.lock", "HEAD.lock", "refs/remotes/origin/main.lock", "shallow.lock"):
        (course.mine / ".git" / name).write_text("")
    course.release(b__txt="new\n")
    course.click()
    assert (course.mine / "b.txt").read_text() == "new\n"
    assert (course.mine / "a.txt").read_text() == "typed\n"


@pytest.mark.parametrize("damage", ["gone", "empty", "no-head", "index"])
def test_a_copy_that_git_cannot_read(course: Course, damage: str) -> None:
    """As a first opening leaves it that was cut off, or a student who tidied up."""
    course.release(a__txt=LINES.replace("line 17\n", "corrected\n"), b__txt="second\n")
    (course.mine / "c.txt").write_text("typed\n")
    (course.mine / "notes.txt").write_text("my own\n")
    inside = course.mine / ".git"
    if damage == "gone":
        shutil.rmtree(inside)
    elif damage == "empty":
        shutil.rmtree(inside)
        inside.mkdir()
    elif damage == "no-head":
        (inside / "HEAD").write_text("ref: refs/heads/nothing\n")
    else:
        (inside / "index").write_bytes(b"no index")
    course.click()
    assert (course.mine / "a.txt").read_text() == LINES.replace("line 17\n", "corrected\n")
    assert (course.mine / "b.txt").read_text() == "second\n", "an old release is no work"
    assert (course.mine / "c.txt").read_text() == "typed\n"
    assert (course.mine / "notes.txt").read_text() == "my own\n"
    assert "What you had changed is as you left it: c.txt." in course.notes()
    course.release(b__txt="third\n")
    course.click()
    assert (course.mine / "b.txt").read_text() == "third\n"


@pytest.mark.parametrize("name", ["new.txt", "ünï 数.txt", 'a "b" \\ c.txt', "sub/new.txt"])
def test_a_file_that_the_student_had_made_too(course: Course, name: str) -> None:
    file = course.mine / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("my own\n")
    there = course.work / name
    there.parent.mkdir(exist_ok=True)
    there.write_text("the course's\n")
    course.release()
    course.click()
    assert file.read_text() == "the course's\n"
    (own,) = [path for path in file.parent.iterdir() if path.name.startswith(f"{file.stem}__")]
    assert own.read_text() == "my own\n"
    assert f"yours is called {own.name} now" in course.notes()


def test_a_file_in_the_way_of_a_folder_and_the_reverse(course: Course) -> None:
    (course.mine / "week2").write_text("my own\n")
    (course.mine / "plan.txt").mkdir()
    (course.mine / "plan.txt" / "deep.txt").write_text("deep\n")
    (course.work / "week2").mkdir()
    (course.work / "week2" / "lab.txt").write_text("lab\n")
    course.release(plan__txt="the plan\n")
    course.click()
    assert (course.mine / "week2" / "lab.txt").read_text() == "lab\n"
    assert (course.mine / "plan.txt").read_text() == "the plan\n"
    assert "my own" in course.everything()
    assert "deep" in course.everything()


def test_a_repository_that_moved(course: Course) -> None:
    (course.mine / "a.txt").write_text("typed\n")
    moved = course.bare.parent / "elsewhere"
    moved.mkdir()
    git("clone", "-q", "--bare", str(course.bare), str(moved / course.bare.name), cwd=moved)
    shutil.rmtree(course.bare)
    away = Course(course.desk, moved / course.work.name)
    course.work.rename(away.work)
    away.release(b__txt="after the move\n")
    away.click()
    assert (course.mine / "b.txt").read_text() == "after the move\n"
    assert (course.mine / "a.txt").read_text() == "typed\n"
    assert "has moved to another address" in away.notes()


def test_another_course_of_the_same_name(course: Course) -> None:
    (course.mine / "a.txt").write_text("typed\n")
    place = course.bare.parent / "other"
    place.mkdir()
    other = Course(course.desk, place / course.work.name)
    other.work.mkdir()
    git("init", "-q", "-b", "main", ".", cwd=other.work)
    git("init", "-q", "--bare", "-b", "main", str(other.bare), cwd=place)
    other.release(z__txt="another course\n")
    other.click()
    assert sorted(path.name for path in course.mine.glob("*.txt")) == ["z.txt"]
    assert "typed" in course.everything()
    assert "belonged to another course" in other.notes()


def test_a_branch_that_the_copy_has_not_seen(course: Course) -> None:
    (course.mine / "a.txt").write_text("typed\n")
    git("checkout", "-q", "-b", "spring", cwd=course.work)
    (course.work / "b.txt").write_text("spring\n")
    git("commit", "-qam", "spring", cwd=course.work)
    git("push", "-q", str(course.bare), "spring", cwd=course.work)
    course.desk.student.pull(course.link.replace("branch=main", "branch=spring"))
    assert (course.mine / "b.txt").read_text() == "spring\n"
    assert (course.mine / "a.txt").read_text() == "typed\n"


def test_a_full_home(hub: Hub, course: Course) -> None:
    """Nothing is touched, and what to do is said in words."""
    full = sits_down(hub, "lee")
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", full.home], check=False
        ).returncode
    ):
        pytest.skip("a small disk can only be made by root")
    try:
        (full.home / "mine.txt").write_text("typed\n")
        with pytest.raises(EngineFailedError) as caught:
            Course(full, course.work).click()
        assert "Your folder is full" in caught.value.problems[0].message
        assert "Everything you have typed is as it was" in caught.value.problems[0].message
        names = [path.name for path in full.home.iterdir()]
        assert names == ["mine.txt"]
    finally:
        subprocess.run(["umount", "-l", full.home], check=True)


def test_the_page_says_what_was_done_and_leads_on(course: Course) -> None:
    page = course.desk.page(f"git-pull?{course.link.partition('?')[2]}")
    goal = f"tree/{course.bare.name}/a.txt"
    body = BeautifulSoup(page, "html.parser")
    assert body.strong is not None
    assert body.strong.text == f"{goal}..."
    way = quote(f"git-pull/opened?to={quote(goal, safe='')}", safe="/")
    assert found(r'data-path="([^"]+)"', page) == way
    query = course.link.partition("?")[2].replace("urlpath=", "nothing=")
    for more, opens in {
        "": f"tree/{course.bare.name}",
        "&subPath=lab.ipynb": f"notebooks/{course.bare.name}/lab.ipynb",
        "&subpath=a.txt&app=lab": f"lab/tree/{course.bare.name}/a.txt",
        "&urlPath=lab": "lab",
    }.items():
        old = course.desk.page(f"git-pull?{query}{more}")
        way = f"git-pull/opened?to={quote(opens, safe='')}"
        assert found(r'data-path="([^"]+)"', old) == quote(way, safe="/"), "by way of what to say"
    straight = course.desk.visitor.get(
        f"/user/foothill.kim/data8/git-pull/opened?to={quote(goal)}", allow_redirects=False
    )
    assert straight.headers["Location"] == f"/user/foothill.kim/data8/{goal}"
    (course.mine / "<b>.txt").write_text("mine")
    course.work.joinpath("<b>.txt").write_text("theirs")
    course.release()
    course.click()
    text = course.desk.page(f"git-pull/opened?to={quote(goal)}")
    soup = BeautifulSoup(text, "html.parser")
    assert soup.h1 is not None
    assert soup.h1.text == "Your work is safe"
    assert "You had made <b>.txt" in soup.li.text  # type: ignore[union-attr]
    assert soup.select_one("a.go")["href"] == f"/user/foothill.kim/data8/{goal}"  # type: ignore[index]


def test_in_a_browser_the_words_come_before_the_notebook(course: Course, browser: Browser) -> None:
    course.release(lab__ipynb=notebook("Question"))
    context = browser.new_context()
    for cookie in course.desk.visitor.session.cookies:
        where = {"domain": cookie.domain, "path": cookie.path}
        context.add_cookies([{"name": cookie.name, "value": cookie.value or "", **where}])
    page = context.new_page()
    link = course.link.replace("tree%2F", "notebooks%2F").replace("a.txt", "lab.ipynb")
    page.goto(link)
    page.wait_for_url(f"**/notebooks/{course.bare.name}/lab.ipynb", timeout=60_000)
    (course.mine / "new.txt").write_text("my own\n")
    course.release(new__txt="the course's\n")
    page.goto(link)
    page.get_by_role("heading", name="Your work is safe").wait_for(timeout=60_000)
    assert "yours is called new__" in page.locator("li").inner_text()
    page.get_by_role("link", name="Open the notebook").click()
    page.wait_for_url(f"**/notebooks/{course.bare.name}/lab.ipynb", timeout=60_000)
    context.close()
