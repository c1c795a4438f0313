"""The front door, the colleges' pages and the book."""

from __future__ import annotations

import pytest
import requests
from bs4 import BeautifulSoup


def test_the_front_door_is_open_to_anybody(running, visitor):
    page = visitor().get("/")
    assert page.status_code == 200
    soup = BeautifulSoup(page.text, "html.parser")
    assert soup.h1.text == "Foundations of Data Science"
    doors = {link.text: link["href"] for link in soup.select(".doors a")}
    assert doors["De Anza College"] == "/hub/college/de-anza"
    assert [cell.text for cell in soup.select("tbody tr > *")] == [
        "1",
        "Expressions & <b>names</b>",
        "12.5",
        "Fri 29 Jan 2027, 23:59",
    ]
    assert soup.select_one("tbody a")["href"].startswith("/hub/user-redirect/data8/git-pull?")
    assert soup.caption
    assert all(cell["scope"] for cell in soup.select("th"))


def test_every_page_asks_nothing_of_other_machines(running, visitor):
    someone = visitor()
    for path in ("/", "/hub/login", "/hub/college/foothill", "/hub/foothill/login", "/hub/nothing"):
        soup = BeautifulSoup(someone.get(path).text, "html.parser")
        parts = [*soup.select("[src]"), *soup.select("link[href]")]
        assert parts
        for part in parts:
            address = part.get("src") or part["href"]
            assert address.startswith("/hub/")
            assert someone.get(address).status_code == 200


def test_a_colleges_page_leads_through_its_own_sign_in(running, visitor):
    someone = visitor()
    soup = BeautifulSoup(someone.get("/hub/college/de-anza").text, "html.parser")
    assert soup.h1.text == "De Anza College"
    assert soup.select_one("tbody a")["href"].startswith("/hub/de-anza/login?next=%2Fhub%2Fuser-")
    someone.sign_in("de-anza", "lin")
    soup = BeautifulSoup(someone.get("/hub/college/de-anza").text, "html.parser")
    assert soup.select_one("tbody a")["href"].startswith("/hub/user-redirect/")


def test_an_unknown_college_is_not_found(running, visitor):
    page = visitor().get("/hub/college/atlantis")
    assert page.status_code == 404
    assert "There is no college called atlantis here." in page.text


def test_jupyterhubs_home_and_spawn_lead_to_ones_college(running, visitor):
    someone = visitor()
    someone.sign_in("foothill", "grace")
    for path in ("/", "/hub/home", "/hub/spawn"):
        assert someone.get(path).url.endswith("/hub/college/foothill")


def test_a_change_of_the_site_shows_at_once(hub_without_environment, visitor_of):
    hub = hub_without_environment
    hub.start()
    someone = visitor_of(hub)
    assert someone.get("/hub/ohlone/login").status_code == 404
    site = hub.site()
    site["colleges"].append({"id": "ohlone", "name": "Ohlone College", "courses": ["data8"]})
    site["courses"][0]["assignments"][0]["title"] = "Tables"
    hub.write_site(site)
    assert "Ohlone College" in someone.get("/").text
    assert "Tables" in someone.get("/").text
    assert someone.sign_in("ohlone", "grace").url.endswith("/hub/college/ohlone")
    site["colleges"].pop()
    hub.write_site(site)
    assert "Ohlone College" not in someone.get("/").text
    assert someone.get("/hub/ohlone/login").status_code == 404
    link = someone.get(hub.link("labs/lab01/lab01.ipynb"))
    assert link.status_code == 403
    assert "Your college is no longer served here" in link.text
    hub.site_file.write_text("{")
    assert someone.get("/").status_code == 200


def test_the_book(running, visitor):
    someone = visitor()
    page = someone.get("/hub/book/data8")
    assert page.url.endswith("/hub/book/data8/")
    assert page.text == "<h1>The book</h1>"
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.headers["Cache-Control"] == "no-cache"
    again = someone.get("/hub/book/data8/", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert someone.get("/hub/book/data8/labs").text == "<h1>The labs</h1>"
    style = someone.get("/hub/book/data8/style.css")
    assert style.headers["Content-Type"].startswith("text/css")
    kept = someone.get("/hub/book/data8/index.html?v=1")
    assert "immutable" in kept.headers["Cache-Control"]
    assert someone.get("/hub/book/data8/none.html").status_code == 404
    assert someone.get("/hub/book/other/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "labs/../../secret.txt",
        "%2Fetc/passwd",
        "way-out.txt",
    ],
)
def test_nothing_outside_the_book_is_served(running, path):
    request = requests.Request("GET", f"{running.url}/hub/book/data8/").prepare()
    request.url += path  # as it is: requests would tidy the dots away
    with requests.Session() as session:
        session.trust_env = False
        answer = session.send(request)
    assert answer.status_code in (403, 404)
    assert "nobody's business" not in answer.text
    assert "root:" not in answer.text
