"""What people's files take, and who may see it."""

from __future__ import annotations

from coursekit.hub.home_usage import measure, measure_all


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
    nobody = visitor()
    assert "/hub/login" in nobody.get("/hub/files").url
