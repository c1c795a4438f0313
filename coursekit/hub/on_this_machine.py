"""A student's server whose home is a folder of this machine, and belongs to an account of it."""

# mypy: allow-subclassing-any

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from traitlets import Any as Any_
from traitlets import Instance, Int

from coursekit.hub.accounts import Ledger
from coursekit.hub.home_usage import Usage, measure
from coursekit.hub.machine import give
from coursekit.hub.reserve import Reserve
from coursekit.hub.student_server import StudentServer


class Quotas(Protocol):
    """Sets what the disk allows to an account."""

    def keep_room(self, home: Path, uid: int, limit: int) -> bool:
        """Give an account whose ``home`` is full its reserve, or take it back, if it is time.

        Return whether it was. Raises ``OSError``.
        """


class OnThisMachine(StudentServer):
    """One whose home is a folder of this machine.

    With a ``ledger`` of accounts it is that of the student's own.
    """

    state: Path = Instance(Path, help="The project's state folder.").tag(config=True)
    ledger: Ledger | None = Any_(None, help="The list of students' accounts.").tag(config=True)
    quotas: Quotas = Any_(help="What the disk allows.").tag(config=True)
    reserve: Reserve = Any_(help="What is kept back on the disk of the homes.").tag(config=True)
    account: int = Int(0, help="Number of the person's account, once it was asked for.")

    @property
    def home(self) -> Path:
        """The person's folder: the same one for all of their courses."""
        return self.site.read().homes / self.person.college.id / self.person.name

    @property
    def runtime(self) -> Path:
        """Where the server keeps what it needs to run: not in the home, which may be full."""
        return self.state / "hub" / "runtime" / f"{self.user.name}-{self.course.id}"

    def home_usage(self) -> Usage | None:
        """Measure the home."""
        return measure(self.home, self.person.college.limits.home)

    def make_home(self, *more: Path) -> None:
        """Make the home, and the folders ``more``; the home is its account's, if it has one."""
        self.reserve.look()
        for folder in (self.home.parent, self.home, *more):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        if self.ledger is not None:
            give(self.home, self.uid(self.ledger))

    def uid(self, ledger: Ledger) -> int:
        """Return the number of the person's account."""
        if not self.account:
            self.account = ledger.number(self.site.read().homes, self.user.name)
        return self.account

    def keep_room(self) -> None:
        """See that the person can save what they typed, however full their home is."""
        if self.ledger is None or "home-quota" not in self.site.read().layers:
            return
        limit = self.person.college.limits.home
        try:
            changed = self.quotas.keep_room(self.home, self.uid(self.ledger), limit)
        except OSError as error:
            self.log.warning("The limits of the home of %s stay: %s", self._log_name, error)
        else:
            if changed:
                self.log.warning("The home of %s is full, or no longer", self._log_name)
