"""Where a book goes, what is left alone there, and where old addresses lead; for real."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.book.published import NAME, changes, read_listed
from coursekit.errors import CoursekitError, EngineFailedError, ExitCode
from coursekit.pipeline.publishing import Order, Published, publish
from coursekit.spec import load
from coursekit.spec.release import Address
from coursekit.state import State
from tests.conftest import CASES


def page(title: str, text: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode()


BOOK = {"index.html": page("Start"), "week1.html": page("Week 1"), "_static/a.css": b"a{}"}
MOVED = {**BOOK, "chapters/one.html": page("Week 1", "more"), "new.html": page("New")}
del MOVED["week1.html"]


class Publisher:
    """Publishes books of the tiny course to one place."""

    def __init__(self, folder: Path, to: str) -> None:
        self.folder, self.to = folder, to
        self.steps: list[int] = []

    def __call__(
        self, files: Mapping[str, bytes], *, dry_run: bool = False, **more: Any
    ) -> Published:
        project = load(CASES / "good" / "tiny")
        book = self.folder / f"book-{len(list(self.folder.glob('book-*')))}"
        for name, data in files.items():
            (book / name).parent.mkdir(parents=True, exist_ok=True)
            (book / name).write_bytes(data)
        order = Order(project.courses[0], book, Address(self.to), self.folder, **more)
        state = State(self.folder)
        state.ensure()
        return publish(order, state, self._step, dry_run=dry_run)

    def _step(self, total: int) -> Callable[[], None]:
        self.steps.append(total)
        return lambda: None


def git(*words: str | Path) -> str:
    names = ["-c", "user.name=Ada", "-c", "user.email=ada@example.edu"]
    done = subprocess.run(
        ["git", *names, *map(str, words)], check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    place = tmp_path / "pages.git"
    git("init", "--quiet", "--bare", place)
    return place


def on_branch(remote: Path) -> dict[str, bytes]:
    names = git("-C", remote, "ls-tree", "-r", "--name-only", "gh-pages").split()
    return {
        name: subprocess.run(
            ["git", "-C", remote, "show", f"gh-pages:{name}"], check=True, capture_output=True
        ).stdout
        for name in names
    }


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    """A real S3 server; its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def bucket(storage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """An empty bucket of the server, as Amazon's own client."""
    import boto3

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", storage)
    name = f"books-{abs(hash(str(tmp_path)))}"
    client = boto3.client("s3")
    client.create_bucket(Bucket=name)
    return client, name


def in_bucket(bucket: Any) -> dict[str, bytes]:
    client, name = bucket
    keys = [entry["Key"] for entry in client.list_objects_v2(Bucket=name).get("Contents", ())]
    return {key: client.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}


def in_folder(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=["folder", "s3", "git"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Publisher, Callable[[], Any]]:
    """A publisher, and what readers find where it publishes to."""
    work = tmp_path / "work"
    work.mkdir()
    if request.param == "folder":
        return Publisher(work, str(tmp_path / "www")), lambda: in_folder(tmp_path / "www")
    if request.param == "s3":
        bucket = request.getfixturevalue("bucket")
        return Publisher(work, f"s3://{bucket[1]}"), lambda: in_bucket(bucket)
    remote = request.getfixturevalue("remote")
    return Publisher(work, str(remote)), lambda: on_branch(remote)


def test_again_nothing_changes_and_old_addresses_lead_on(
    there: tuple[Publisher, Callable[[], Any]],
) -> None:
    put, seen = there
    assert put(BOOK, dry_run=True).fresh
    first = put(BOOK)
    assert {"index.html", "week1.html", "_static/a.css"} <= {*first.written}
    before = seen()
    assert BOOK.items() <= before.items()
    assert not put(BOOK).fresh
    assert seen() == before

    planned = put(MOVED, dry_run=True)
    assert seen() == before
    moved = put(MOVED)
    assert moved.redirects == planned.redirects == {"week1.html": "chapters/one.html"}
    assert {*moved.written} == {*planned.written}
    assert "_static/a.css" not in moved.written
    after = seen()
    assert b'href="chapters/one.html"' in after["week1.html"]

    # It moves again, and its first address goes with it; then there is a page there again.
    third = {**MOVED, "last.html": page("Week 1")}
    del third["chapters/one.html"]
    put(third)
    assert b'href="last.html"' in seen()["week1.html"]
    assert b'href="../last.html"' in seen()["chapters/one.html"]
    put({**third, "week1.html": page("Week 1 is back")})
    assert b"Week 1 is back" in seen()["week1.html"]


def test_previews_come_and_go_and_touch_nothing_else(
    there: tuple[Publisher, Callable[[], Any]],
) -> None:
    put, seen = there
    put(BOOK)
    before = seen()
    put(MOVED, preview="pr-7")
    put({**MOVED, "new.html": page("Newer")}, preview="pr-8")
    assert before.items() <= seen().items()
    assert seen()["preview/pr-7/new.html"] == page("New")
    put({**BOOK, "index.html": page("Start", "again")})
    assert seen()["preview/pr-7/new.html"] == page("New")
    put({}, preview="pr-7", remove=True)
    assert not [name for name in seen() if name.startswith("preview/pr-7")]
    assert seen()["preview/pr-8/new.html"] == page("Newer")
    assert not put({}, preview="pr-7", remove=True).fresh


def test_what_others_put_there_stays(there: tuple[Publisher, Callable[[], Any]]) -> None:
    put, seen = there
    put.to = f"{put.to}"
    others = {"CNAME": b"book.example.edu\n", "index.html": b"somebody's own page"}
    if put.to.startswith("s3://"):
        import boto3

        for name, data in others.items():
            boto3.client("s3").put_object(Bucket=put.to[5:], Key=name, Body=data)
    elif put.to.endswith(".git"):
        clone = put.folder / "clone"
        git("clone", "--quiet", put.to, clone)
        git("-C", clone, "switch", "--quiet", "--orphan", "gh-pages")
        for name, data in others.items():
            (clone / name).write_bytes(data)
        git("-C", clone, "add", ".")
        git("-C", clone, "commit", "--quiet", "-m", "By hand")
        git("-C", clone, "push", "--quiet", "origin", "gh-pages")
    else:
        Path(put.to).mkdir()
        for name, data in others.items():
            (Path(put.to) / name).write_bytes(data)
    with pytest.raises(CoursekitError) as caught:
        put(BOOK)
    assert caught.value.code == ExitCode.FOUND
    assert "index.html" in caught.value.problems[0].details
    assert "book publish --replace" in caught.value.problems[0].hint
    assert seen() == others
    put(BOOK, replace=True)
    assert seen()["CNAME"] == others["CNAME"]
    assert seen()["index.html"] == BOOK["index.html"]
    if put.to.endswith(".git"):
        assert "By hand" in git("-C", put.to, "log", "--format=%s", "gh-pages")


def test_a_branch_that_somebody_rewrote_is_told(remote: Path, tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    put = Publisher(work, str(remote))
    put(BOOK)
    put(MOVED)
    git("-C", remote, "update-ref", "refs/heads/gh-pages", "gh-pages~1")
    with pytest.raises(CoursekitError) as caught:
        put(BOOK)
    assert caught.value.code == ExitCode.FOUND
    assert "rewritten" in caught.value.problems[0].message
    assert "publish.branch" in caught.value.problems[0].hint


def test_a_kill_between_files_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from coursekit.engines.folder import Folder

    work, place = tmp_path / "work", tmp_path / "www"
    work.mkdir()
    put = Publisher(work, str(place))
    put(BOOK)
    whole, written = Folder.write, []

    def dies(self: Folder, name: str, data: bytes) -> None:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(name)
        whole(self, name, data)

    monkeypatch.setattr(Folder, "write", dies)
    with pytest.raises(KeyboardInterrupt):
        put(MOVED)
    monkeypatch.setattr(Folder, "write", whole)
    put(MOVED)
    listed = read_listed((place / NAME).read_bytes())
    assert listed is not None
    assert {*listed.files} == {*in_folder(place)} - {NAME}
    assert listed.moved == {"week1.html": ("Week 1", "chapters/one.html")}


@pytest.mark.usefixtures("bucket")
def test_a_storage_that_refuses(tmp_path: Path) -> None:
    with pytest.raises(EngineFailedError) as caught:
        Publisher(tmp_path, "s3://no-such-bucket")(BOOK)
    assert "there is no bucket" in caught.value.problems[0].message
    assert caught.value.code == ExitCode.ENGINE_FAILED


def test_types_that_browsers_need(bucket: Any, tmp_path: Path) -> None:
    client, name = bucket
    Publisher(tmp_path, f"s3://{name}/course")(BOOK)
    head = client.head_object(Bucket=name, Key="course/index.html")
    assert head["ContentType"] == "text/html; charset=utf-8"
    assert head["CacheControl"] == "no-cache"


PAGES = st.dictionaries(
    st.sampled_from(["a.html", "b.html", "x/a.html", "x/y/b.html"]),
    st.sampled_from(["One", "Two", "Three", ""]),
)


@given(st.lists(PAGES, min_size=1, max_size=6))
def test_no_address_is_ever_lost(books: list[dict[str, str]]) -> None:
    listed, ever = None, set[str]()
    for titles in books:
        titles["index.html"] = "Start"
        ever |= titles.keys()
        files = {name: page(title) for name, title in titles.items()}
        made = changes(files, titles, listed)
        assert ever <= made.whole.keys()
        assert {*made.redirects.values()} <= files.keys()
        assert not made.redirects.keys() & files.keys()
        listed = read_listed(made.whole[NAME])
        assert not changes(files, titles, listed).write
