"""A roster as staff and a student meet it, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.hub.conftest import PASSWORD, Hub, Visitor, code_of_staff, make_hub, with_rosters
from tests.path.notebook_page import picture

CLASS_LIST = """\
Student,ID,SIS User ID,SIS Login ID,Section
    Points Possible,,,,
"Lovelace, Ada",7001,W1,ada.lovelace@deanza.edu,Data 8
"Hopper, Grace",7002,W2,grace@deanza.edu,Data 8
"""


@pytest.mark.xdist_group("browser")
def test_from_the_class_list_to_a_student_who_is_in(
    browser: Browser, tmp_path: Path, release: Path
) -> None:
    hub = with_rosters(make_hub(tmp_path, release, Path("/nowhere")))
    hub.start()
    try:
        codes = upload_a_class_list(browser, hub, tmp_path)
        sign_in_the_first_time(browser, hub, codes["ada.lovelace@deanza.edu"])
    finally:
        hub.engine.stop()


def upload_a_class_list(browser: Browser, hub: Hub, tmp_path: Path) -> dict[str, str]:
    """Sign in as staff, upload a class list, and return the codes of the downloaded file."""
    email, code = code_of_staff(hub, "de-anza", Visitor(hub.url))
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"{hub.url}/hub/college/de-anza")
    page.get_by_role("link", name="Sign in").click()
    picture(page, "roster-1-sign-in")
    page.get_by_role("link", name="First time here").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Code").fill(code)
    page.get_by_label("A password of your own").fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    picture(page, "roster-2-first-sign-in")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Your students and the class list").click()

    wrong = tmp_path / "wrong.csv"
    wrong.write_text(CLASS_LIST + '"Nobody, N",7003,W3,nobody,Data 8\n')
    page.get_by_label("A CSV file").set_input_files(wrong)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 5: 'nobody' is not an e-mail address.")
    picture(page, "roster-3-refused")

    right = tmp_path / "right.csv"
    right.write_text(CLASS_LIST)
    page.get_by_label("A CSV file").set_input_files(right)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_have_text("2 added, 0 back, 0 left.")
    picture(page, "roster-4-codes")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download them").click()
    text = downloading.value.path().read_text("utf-8")
    page.close()
    found = re.findall(r'^"Ada Lovelace|^"Grace Hopper', text, re.MULTILINE)
    assert len(found) == 2
    return dict(re.findall(r'"([^"]+@[^"]+)","([^"]+)"', text))


def sign_in_the_first_time(browser: Browser, hub: Hub, code: str) -> None:
    """Choose a password as a student, sign out, and sign in with it."""
    page = browser.new_page(viewport={"width": 420, "height": 800})
    page.goto(f"{hub.url}/hub/de-anza/login?first")
    page.get_by_label("E-mail address").fill("ada.lovelace@deanza.edu")
    page.get_by_label("Code").fill("WRNG-CODE-HERE")
    page.get_by_label("A password of your own").fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    picture(page, "roster-5-wrong-code")
    page.get_by_label("Code").fill(code)
    page.get_by_label("A password of your own").fill(PASSWORD)
    page.get_by_label("The password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("De Anza College")
    picture(page, "roster-6-student-is-in")
    page.get_by_role("link", name="Sign out").click()
    page.goto(f"{hub.url}/hub/de-anza/login")
    page.get_by_label("E-mail address").fill("ada.lovelace@deanza.edu")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("De Anza College")
    page.close()
