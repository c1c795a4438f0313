"""What people's files take, and who may see it."""

from __future__ import annotations

import json

from coursekit.hub.home_usage import Watch, measure, measure_all
from coursekit.hub.reserve import Reserve


def test_a_home_is_measured_without_following_links(tmp_path):
    home = tmp_path / "ada"
    (home / "data8").mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(bytes(9_000_000))
    (home / "link").symlink_to(tmp_path / "elsewhere")
    (home / "way").symlink_to(tmp_path)
    (home / "data8" / "big.csv").write_bytes(bytes(2_000_000))
    (home / "small.txt").write_bytes(bytes(5000))
    usage = measure(home, 2_400_000)
    assert 2_000_000 < usage.size < 2_100_000
    assert usage.largest[0][0] == "data8/big.csv"
    assert usage.nearly_full
    assert usage.sentence == "2 MB of 2 MB"
    assert not measure(home, 2**30).nearly_full
    assert measure(tmp_path / "nobody", 2**30).size == 0


def test_the_fullest_home_comes_first(tmp_path):
    for name, size in (("ada", 10), ("lin", 100_000)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(bytes(size))
    assert [one.name for one in measure_all(tmp_path, 2**30)] == ["lin", "ada"]
    assert measure_all(tmp_path / "none", 1) == []


def test_students_see_their_own_and_staff_their_colleges(running, visitor):
    homes = running.root / "homes" / "foothill"
    for name in ("ada", "kim"):
        (homes / name).mkdir(parents=True, exist_ok=True)
        (homes / name / f"{name}s.csv").write_bytes(bytes(3_000_000))
    (running.root / "homes" / "de-anza" / "lin").mkdir(parents=True, exist_ok=True)
    kim = visitor()
    kim.sign_in("foothill", "kim")
    page = kim.get("/hub/files").text
    assert "3 MB of 2 GB" in page
    assert "kims.csv" in page
    assert "ada" not in page.partition("Your files")[2]
    ada = visitor()
    ada.sign_in("foothill", "ada")
    page = ada.get("/hub/files").text
    assert "kim: 3 MB of 2 GB" in page
    assert "kims.csv" not in page
    assert "lin" not in page.partition("Everybody")[2]
    assert "nearly fill" not in ada.get("/hub/college/foothill").text
    nobody = visitor()
    assert "/hub/login" in nobody.get("/hub/files").url


def test_who_is_nearly_full_reads_so_where_they_come_every_time(running, visitor):
    kim, ada = visitor(), visitor()
    kim.sign_in("de-anza", "kim")
    site = running.site()
    before = json.dumps(site)
    site["colleges"][1] |= {"limits": {"home": 4_000_000}, "staff": ["ada@deanza.edu"]}
    running.write_site(site)
    try:
        home = running.root / "homes" / "de-anza" / "kim"
        home.mkdir(parents=True, exist_ok=True)
        (home / "big.csv").write_bytes(bytes(3_500_000))
        assert "Your files take 3 MB of 4 MB." in kim.get("/hub/college/de-anza").text
        ada.sign_in("de-anza", "ada")
        page = ada.get("/hub/college/de-anza").text
        assert "The files of one person nearly fill their homes." in page
        assert "Your files take" not in page
    finally:
        running.write_site(json.loads(before))


def test_all_homes_are_looked_at_now_and_then_only(tmp_path):
    watch = Watch(Reserve(tmp_path))
    assert watch.nearly_full(tmp_path, 1_000_000) == 0
    (tmp_path / "kim").mkdir()
    (tmp_path / "kim" / "big.csv").write_bytes(bytes(1_000_000))
    assert watch.nearly_full(tmp_path, 1_000_000) == 0
    assert Watch(Reserve(tmp_path)).nearly_full(tmp_path, 1_000_000) == 1
