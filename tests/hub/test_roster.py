"""Rosters: who is known again, codes that are good once, passwords, and how often one may guess."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tornado.web import HTTPError

from coursekit.hub.class_list import Listed
from coursekit.hub.passwords import (
    Throttle,
    code_digest,
    code_matches,
    complaint,
    hashed,
    matches,
    new_code,
)
from coursekit.hub.roster import Roster, Rosters, merge
from coursekit.hub.roster_signin import Guesses

ADA = Listed("ada@north.edu", "Ada", "7001")
GRACE = Listed("grace@north.edu", "Grace", "7002")


def test_an_upload_adds_and_deactivates() -> None:
    first = merge((), [ADA, GRACE])
    assert (first.added, first.back, first.gone) == (2, 0, 0)
    assert set(first.codes) == {"ada@north.edu", "grace@north.edu"}
    with_password = [one.model_copy(update={"password": "kept"}) for one in first.entries]
    second = merge(with_password, [ADA])
    assert (second.added, second.back, second.gone) == (0, 0, 1)
    assert {one.name: one.active for one in second.entries} == {
        "ada@north.edu": True,
        "grace@north.edu": False,
    }
    third = merge(second.entries, [ADA, GRACE])
    assert (third.added, third.back, third.gone, third.codes) == (0, 1, 0, {})
    assert all(one.active and one.password == "kept" for one in third.entries)


def test_a_new_address_is_the_same_person() -> None:
    before = merge((), [ADA]).entries
    after = merge(before, [Listed("countess@north.edu", "Ada", "7001")])
    (entry,) = after.entries
    assert (entry.name, entry.email) == ("ada@north.edu", "countess@north.edu")
    assert after.codes == {}


def test_an_address_that_went_on_to_somebody_else_opens_nothing_of_the_first() -> None:
    before = merge((), [ADA]).entries
    after = merge(before, [Listed("ada@north.edu", "Another Ada", "9999")])
    new, old = after.entries
    assert (old.name, old.active) == ("ada@north.edu", False)
    assert new.name != old.name
    assert new.name in after.codes


def test_a_roster_is_for_the_hubs_eyes(tmp_path: Path) -> None:
    roster = Roster(tmp_path / "rosters" / "north.json")
    assert roster.entries() == ()
    roster.write(merge((), [ADA]).entries)
    assert roster.path.stat().st_mode & 0o777 == 0o600
    assert roster.path.parent.stat().st_mode & 0o777 == 0o700
    code = roster.renew_code("ada@north.edu")
    assert code not in roster.path.read_text()
    again = Roster(roster.path).find(" ADA@north.edu ")
    assert again is not None
    assert code_matches(again.code, code.lower().replace("-", " "))


def test_staff_get_their_codes_in_a_file(tmp_path: Path) -> None:
    rosters = Rosters(tmp_path)
    rosters.update_staff("north", ("Ada@north.edu",))
    codes = tmp_path / "north.staff-codes.txt"
    name, code = codes.read_text().split()
    assert codes.stat().st_mode & 0o777 == 0o600
    found = rosters.find("north", name)
    assert found is not None
    assert code_matches(found[1].code, code)
    rosters.update_staff("north", ("ada@north.edu", "lin@north.edu"))
    assert codes.read_text().split()[:2] == [name, code]
    rosters.update_staff("north", ("lin@north.edu",))
    assert rosters.find("north", name) is None
    assert not rosters.admits("north", name)


def test_a_password_is_kept_as_a_hash() -> None:
    async def all_of_it() -> None:
        kept = await hashed("correct horse")
        assert kept.startswith("$argon2id$")
        assert await matches(kept, "correct horse")
        assert not await matches(kept, "correct  horse")
        assert not await matches("", "")
        assert not await matches("no hash", "no hash")

    asyncio.run(all_of_it())


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "longer"),
        ("x" * 201, "shorter"),
        ("ada@north.edu", "guess"),
        ("aaaaaaaaaaaa", "guess"),
        ("battery staple", ""),
    ],
)
def test_passwords_that_will_not_do(password: str, says: str) -> None:
    found = complaint(password, ("ada@north.edu",))
    assert says in found
    assert bool(says) == bool(found)


def test_codes_are_many_and_forgiving() -> None:
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    code = codes.pop()
    assert code_digest(f" {code.lower().replace('-', '')} ") == code_digest(code)
    assert not code_matches("", "")
    assert not code_matches(code_digest(code), new_code())


def test_guesses_run_out_and_come_back() -> None:
    now = [0.0]
    throttle = Throttle(3, 60, clock=lambda: now[0])
    for moment in (0, 10, 20):
        assert throttle.wait("ada") == 0
        now[0] = moment
        throttle.failed("ada")
    assert throttle.wait("ada") == 40
    assert throttle.wait("grace") == 0
    now[0] = 60
    assert throttle.wait("ada") == 0
    throttle.failed("ada")
    throttle.succeeded("ada")
    assert throttle.wait("ada") == 0


def test_one_stranger_cannot_lock_a_class_out() -> None:
    guesses = Guesses()
    for _ in range(5):
        guesses.begin("ada@north.edu", "192.0.2.1")
    with pytest.raises(HTTPError) as raised:
        guesses.begin("ada@north.edu", "192.0.2.1")
    assert raised.value.status_code == 429
    guesses.begin("ada@north.edu", "192.0.2.2")
    guesses.begin("grace@north.edu", "192.0.2.1")
    for number in range(14):
        guesses.begin("ada@north.edu", f"198.51.100.{number}")
    with pytest.raises(HTTPError):
        guesses.begin("ada@north.edu", "203.0.113.9")
