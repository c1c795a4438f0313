"""Plans the release: the student copy of a course, on a branch of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.plan import Action
from coursekit.release.rules import EDITION
from coursekit.spec import Assignment, Course
from coursekit.spec.login import SecretFrom
from coursekit.spec.release import Address
from coursekit.state import Receipt, digest

_EDITION = "2"
"""Changes when the same parts would make another release."""


@dataclass(frozen=True)
class ReleaseFacts:
    """The parts of a release, and the repository they go to."""

    root: Path
    course: Course
    assignments: tuple[tuple[Assignment, str, Path | None], ...]
    """Each assignment, the key of its result (empty: pending) and the folder of that result."""
    files: str
    """Digest of the files that are released as they are."""
    repository: Path
    head: str
    """Commit of the release branch; empty if there is none."""
    receipt: Receipt | None
    replace: bool = False
    """Whether the release may undo what others committed to its branch."""


@dataclass(frozen=True)
class WriteRelease:
    """Commit the student copy of a course to ``repository`` and push it to ``remote``, if any."""

    root: Path
    course: Course
    assignments: tuple[tuple[Assignment, Path], ...]
    repository: Path
    remote: Address | None
    published: str = ""
    """The last commit known to be at ``remote``."""
    replace: bool = False

    @property
    def token(self) -> SecretFrom | None:
        """Where the token for ``remote`` is, if it is not in the address."""
        return self.course.release.token


def plan_release(facts: ReleaseFacts) -> Action:
    """Return what to do about the release of a course."""
    subject = f"{facts.course.course}: release"
    if any(not key for _, key, _ in facts.assignments):
        return Action("release", subject, "assignments change", "", facts.course)
    parts = [f"{item.notebook} {key}" for item, key, _ in facts.assignments]
    release = facts.course.release
    key = digest(_EDITION, EDITION, facts.files, release.branch, release.repo or "", *parts)
    done = facts.receipt
    if done is not None and done.key == key and done.results.get("commit") == facts.head:
        return Action("release", subject, f"students have it ({facts.head[:10]})", key)
    return Action("release", subject, _reason(facts), key, work_of(facts))


def work_of(facts: ReleaseFacts) -> WriteRelease:
    """Return the work of making the release, whether it is needed or not."""
    release, done = facts.course.release, facts.receipt
    same = done is not None and done.results.get("to") == [release.repo or "", release.branch]
    return WriteRelease(
        facts.root,
        facts.course,
        tuple((item, place) for item, _, place in facts.assignments if place is not None),
        facts.repository,
        release.repo,
        str(done.results["commit"]) if done is not None and same else "",
        facts.replace,
    )


def _reason(facts: ReleaseFacts) -> str:
    if not facts.head:
        return "no release yet"
    if facts.receipt is None or facts.receipt.results.get("commit") != facts.head:
        return "the last release did not come to its end"
    return "assignments or files changed"
