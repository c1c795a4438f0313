"""A student at a desk: signed in, with a running server, and a course to pull."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from coursekit.engines.operator import Probe
from coursekit.engines.student import Student
from tests.hub.conftest import Hub, Visitor, git


@dataclass
class Desk:
    """A student with a running server."""

    student: Student
    visitor: Visitor
    home: Path
    hub: Hub

    def page(self, path: str) -> str:
        """Return what a page of the student's server says."""
        answer = self.visitor.get(f"/user/foothill.{self.home.name}/data8/{path}")
        assert answer.status_code == 200, answer.text
        return answer.text


@dataclass
class Course:
    """A course's repository, as its authors and one student see it."""

    desk: Desk
    work: Path

    @property
    def link(self) -> str:
        query = {"repo": f"file://{self.bare}", "urlpath": f"tree/{self.bare.name}/a.txt"}
        return (
            f"{self.desk.hub.url}/hub/user-redirect/data8/git-pull?{urlencode(query)}&branch=main"
        )

    @property
    def bare(self) -> Path:
        return self.work.with_name(f"{self.work.name}-student")

    @property
    def mine(self) -> Path:
        """The student's folder."""
        return self.desk.home / self.bare.name

    def release(self, *, force: bool = False, **files: str | None) -> None:
        """Publish files; ``None`` removes one, and __ in a name is a dot."""
        for name, text in files.items():
            file = self.work / name.replace("__", ".").replace("0_", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.unlink() if text is None else file.write_text(text, "utf-8")
        git("add", "-A", cwd=self.work)
        amend = ["--amend"] if force else []
        git("commit", "-q", "-m", "release", "--allow-empty", *amend, cwd=self.work)
        git("push", "-q", "--force", str(self.bare), "main", cwd=self.work)

    def click(self) -> None:
        self.desk.student.pull(self.link)

    def notes(self) -> str:
        """Return what the page after a pull says, if it does not lead straight on."""
        soup = BeautifulSoup(self.desk.page("git-pull/opened?to=tree"), "html.parser")
        return " ".join(item.text for item in soup.select("li")) if soup.select("a.go") else ""

    def everything(self) -> str:
        """Return the text of all files that the student has in the folder, or beside it."""
        return "".join(
            path.read_text("utf-8", "replace")
            for path in self.desk.home.rglob("*")
            if path.is_file() and ".git" not in path.parts
        )


def sits_down(hub: Hub, name: str) -> Desk:
    """Sign somebody in, and start their server."""
    visitor = Visitor(hub.url)
    visitor.sign_in("foothill", name)
    made = visitor.api("POST", f"/users/foothill.{name}/tokens", json={})
    cookies = CookieJar()
    for cookie in visitor.session.cookies:
        cookies.set_cookie(cookie)
    student = Student(hub.url, Probe(f"foothill.{name}", made.json()["token"], cookies))
    student.follow(hub.link("labs/lab01/lab01.ipynb"))
    student.start()
    visitor.get(f"/user/foothill.{name}/data8/tree")  # its server's own sign-in
    return Desk(student, visitor, hub.root / "homes" / "foothill" / name, hub)
