"""A disk that a student has filled to the last byte: everybody still gets in, pulls and saves."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coursekit.engines.process import processes_of
from coursekit.hub.reserve import NAME, Disk, Reserve, disk_of
from coursekit.nursery.coursekit_warm import linux, quota
from coursekit.nursery.coursekit_warm.layers import missing
from tests.engines import lack, need
from tests.hub.conftest import Hub, make_hub
from tests.hub.test_isolation import Student, start_working

MB = 2**20
BLOCK = 4096

FILL = """
import os
with open(os.path.expanduser("~/junk"), "wb", buffering=0) as junk:
    try:
        while True: junk.write(bytes(2**16))
    except OSError as error:
        print(error.strerror)
"""


FILL_IN_PARTS = """
import os
for number in range(9):  # no file may be larger than the home
    with open(os.path.expanduser(f"~/junk{number}"), "wb", buffering=0) as junk:
        try:
            while True: junk.write(bytes(2**16))
        except OSError as error:
            print(error.strerror)
"""

SMALL = {"type": "file", "format": "text", "content": "x" * 100_000}


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a disk of 96 MB; nobody has a part of it for themselves, not even root."""
    if os.geteuid() != 0:
        lack("only root can mount a disk")
    place.mkdir(parents=True)
    linux.mount("tmpfs", str(place), "tmpfs", 0, "mode=0755,size=96m")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def until(what: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


Open = Callable[..., contextlib.AbstractContextManager[Hub]]


@pytest.fixture
def open_hub(release: Path, course_environment: Path) -> Open:
    """Opens a hub whose homes, state and logs are all on one disk."""

    @contextlib.contextmanager
    def opened(disk: Path, *, accounts: bool, **limits: int) -> Iterator[Hub]:
        hub = make_hub(disk, release, course_environment)
        if accounts:
            found = missing(disk)
            if found["private-files"]:
                lack(found["private-files"])
            site = hub.site()
            site["layers"] = [layer for layer, why in found.items() if not why]
            for college in site["colleges"]:
                college["limits"] = limits
            hub.write_site(site)
        hub.start()
        try:
            yield hub
        finally:
            hub.engine.stop()

    return opened


def opens_and_saves(student: Student) -> None:
    """Pull by a link, as nbgitpuller's page does, change the notebook, and save it."""
    link = student.hub.link("labs/lab01/lab01.ipynb")
    query = link.partition("?")[2]
    pulled = student.notebook.api("GET", f"/git-pull/api?{query}")
    assert '"phase": "finished"' in pulled.text, pulled.text
    saves(student, "typed")


def saves(student: Student, text: str) -> None:
    path = "/api/contents/data8/labs/lab01/lab01.ipynb"
    notebook = student.notebook.api("GET", path).json()
    notebook["content"]["cells"][0]["source"] = text
    saved = student.notebook.api("PUT", path, json=notebook)
    assert saved.status_code == 200, saved.text
    assert text in (student.home / "data8" / "labs" / "lab01" / "lab01.ipynb").read_text()


@pytest.mark.parametrize("accounts", [False, True], ids=["trial", "accounts"])
def test_a_full_disk_locks_nobody_out(tmp_path: Path, open_hub: Open, accounts: bool) -> None:
    with small_disk(tmp_path / "disk") as disk, open_hub(disk, accounts=accounts) as hub:
        fill_the_disk_of(hub)


def fill_the_disk_of(full_hub: Hub) -> None:
    homes = full_hub.root / "homes"
    assert disk_of(homes).reserve == 96 * MB // 20
    kim = start_working(full_hub, "foothill", "kim")
    opens_and_saves(kim)
    assert kim.tries(FILL) == "No space left on device"
    until(lambda: not disk_of(homes).reserve, 10)
    saves(kim, "typed on a full disk")
    for college, name in (("de-anza", "newcomer"), ("foothill", "ada")):
        newcomer = start_working(full_hub, college, name)
        assert newcomer.tries("print(6 * 7)") == "42"
        opens_and_saves(newcomer)
    assert "The disk that all files are on is full" in kim.visitor.get("/hub/files").text
    page = newcomer.visitor.get("/hub/college/foothill").text
    assert "The disk of the homes is full" in page

    end_server_of(kim)
    again = start_working(full_hub, "foothill", "kim")
    freed = "import os; os.remove(os.path.expanduser('~/junk')); print('freed')"
    assert again.tries(freed) == "freed"
    until(lambda: disk_of(homes).reserve > 0, 10)
    assert "is full" not in again.visitor.get("/hub/college/foothill").text


def end_server_of(student: Student) -> None:
    state = student.hub.state
    (server,) = [
        one
        for one in processes_of(state, "server")
        if one.cwd() == str(student.home) and one.name() == "ck-server"
    ]
    server.kill()
    server.wait(10)
    address = f"/hub/spawn/{student.college}.{student.name}/data8"
    until(lambda: student.visitor.get(address).status_code != 502)  # else not noticed yet


def test_the_reserve_is_taken_given_up_and_taken_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        reserve = Reserve(disk / "homes")
        kept = reserve.look()
        assert (
            kept.reserve == kept.wanted == kept.size // 20 == (disk / "homes" / NAME).stat().st_size
        )
        assert abs(kept.size - kept.reserve - kept.free) < 2 * BLOCK
        assert not kept.is_full
        with (disk / "junk").open("wb") as junk:
            os.posix_fallocate(junk.fileno(), 0, disk_of(disk / "homes").free)
        given = reserve.look()
        assert given.reserve == 0
        assert abs(given.free - kept.reserve) < 2 * BLOCK
        assert given.is_full
        assert reserve.look() == given, "there is no room to take it again"
        (disk / "junk").unlink()
        assert reserve.look() == kept


def test_what_is_said_of_a_disk() -> None:
    assert Disk(100 * 2**30, 50 * 2**30, 128 * MB).sentence == (
        "The disk of the homes has 50 GB of 100 GB free"
    )
    assert "is full (200 MB of 100 GB free)" in Disk(100 * 2**30, 200 * MB, 0).sentence
    assert not Disk(0, 0, 0).is_full, "some filesystems do not tell"


def test_a_home_has_a_reserve_above_its_limit() -> None:
    limit = 2000 * MB
    more = quota.reserve(limit)
    assert (more, quota.reserve(10 * MB)) == (100 * MB, 64 * MB)
    usual, given = limit + more, limit + 2 * more
    full = usual - more // 4 + 1
    for used, hard, then in [
        (0, 0, usual),
        (limit + 1, usual, usual),
        (full, usual, given),
        (usual, usual, given),
        (given, given, given),
        (limit + 1, given, given),
        (limit, given, usual),
    ]:
        assert quota.most(limit, quota.Quota(used, hard)) == then, used


@contextlib.contextmanager
def counted_disk(tmp_path: Path, options: str) -> Iterator[Path]:
    """Mount a disk that counts what each account has."""
    if os.getuid() != 0:
        lack("only root can mount a disk")
    need("mkfs.ext4")
    place, image = tmp_path / "counted", tmp_path / "image"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(512 * MB)
    words = ["mkfs.ext4", "-q", "-O", "quota", "-E", "quotatype=usrquota", str(image)]
    made = subprocess.run(words, capture_output=True, text=True, check=False)
    mounting = ["mount", "-o", f"loop,{options}", str(image), str(place)]
    done = made.returncode or subprocess.run(mounting, capture_output=True, check=False).returncode
    if done:
        pytest.skip("this machine's kernel can't mount a disk with a quota for each account")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)


def writes(file: Path, size: int, uid: int) -> int:
    """Write as an account until ``size`` bytes are there or no more can be; return how many are."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(OSError):
            os.chdir(file.parent)
            os.setresuid(uid, uid, uid)
            with Path(file.name).open("wb", buffering=0) as out:
                while out.tell() < size:
                    out.write(bytes(2**16))
        os._exit(0)
    os.waitpid(child, 0)
    return file.stat().st_size if file.exists() else 0


def test_a_kernel_quota_is_soft_and_keeps_a_reserve(tmp_path: Path) -> None:
    with counted_disk(tmp_path, "usrquota") as disk:
        fill_a_home_that_is_counted(disk)


def fill_a_home_that_is_counted(disk: Path) -> None:
    home, uid, limit = disk / "home", 420_007, 16 * MB
    home.mkdir()
    os.chown(home, uid, uid)
    assert not missing(disk)["home-quota"]
    quota.apply(home, uid, limit)
    assert not quota.renew(home, uid, limit)
    filled = writes(home / "junk", 10**9, uid)
    assert limit + 63 * MB < filled <= limit + 64 * MB
    assert writes(home / "notebook", MB, uid) < MB
    assert quota.renew(home, uid, limit)
    assert writes(home / "notebook", MB, uid) == MB
    assert not quota.renew(home, uid, limit)
    (home / "junk").unlink()
    until(lambda: quota.renew(home, uid, limit))  # XFS counts a moment later
    assert writes(home / "junk", 10**9, uid) <= limit + 64 * MB


def test_a_disk_that_counts_and_does_not_refuse_is_no_quota(tmp_path: Path) -> None:
    with counted_disk(tmp_path, "noquota") as disk:
        assert missing(disk)["home-quota"]


def test_a_full_home_locks_its_student_out_of_nothing(tmp_path: Path, open_hub: Open) -> None:
    """What the server needs while it runs is on the same disk as the home, but for one thing."""
    with (
        counted_disk(tmp_path, "usrquota") as disk,
        open_hub(disk, accounts=True, home=16 * MB) as hub,
    ):
        kim = start_working(hub, "foothill", "kim")
        opens_and_saves(kim)
        told = kim.tries(FILL_IN_PARTS).splitlines()
        assert told[0] == "File too large"
        assert told[-1] == "Disk quota exceeded"
        first = kim.notebook.kernel
        kim.notebook.begin()
        assert kim.notebook.kernel != first
        assert kim.tries("print(6 * 7)") == "42"
        until(lambda: kim.notebook.api("PUT", "/api/contents/new", json=SMALL).status_code == 201)
        saves(kim, "typed in a full home")
        assert "Your files take" in kim.visitor.get("/hub/college/foothill").text

        end_server_of(kim)
        again = start_working(hub, "foothill", "kim")
        saves(again, "typed the next day")
