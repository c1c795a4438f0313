"""What grading keeps in its results folder: what was handed in, by content, and what it came to.

``handed-in/<digest>/`` has the notebook, under the assignment's name, and what came beside it;
``results/<key>.json`` what grading it came to, with the key made of all that it depends on. Both
are written as a whole, so that a run that is killed loses nothing and leaves no half of anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coursekit.grading.model import Status, Submission

EDITION = "3"
"""Changes when grading itself would come to something else for the same input."""

Write = Callable[[Path, str], None]
"""Replaces a file as a whole: ``State.write``."""

_Number = Annotated[float, Field(allow_inf_nan=False)]


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Case(_Checked):
    name: str
    passed: bool
    hidden: bool
    message: str = ""


class _Question(_Checked):
    name: str
    score: _Number
    possible: _Number
    cases: tuple[_Case, ...] = ()


class _Error(_Checked):
    cell: int
    error: str


class Answer(_Checked):
    """A grading job's answer, with nothing in it but what ``grade_of`` reads."""

    ok: bool
    status: Status = "failed"
    error: str = ""
    total: _Number = 0
    possible: _Number = 0
    questions: tuple[_Question, ...] = ()
    errors: tuple[_Error, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: _Number = 0
    memory: int = 0


class _Limits(_Checked):
    wall: float = 0
    memory: int = 0
    output: int = 0


class _Result(_Checked):
    edition: Literal["3"]
    key: str
    limits: _Limits
    answer: Answer


def answer_of(data: Any) -> Answer:
    """Check what a grading job returned; raises ``ValueError`` if it is no answer."""
    try:
        found = Answer.model_validate(data)
    except ValidationError as error:
        raise ValueError(f"{error.error_count()} things in it are not as they must be") from error
    if found.ok and not math.isfinite(found.total + found.possible):
        raise ValueError("its total is no number")
    return found


@dataclass(frozen=True)
class Stored:
    """A submission's content in the results folder."""

    digest: str
    notebook: Path
    files: tuple[Path, ...]
    """What goes beside the notebook: files, and whole folders."""


@dataclass(frozen=True)
class Kept:
    """The results folder of one assignment."""

    root: Path
    write: Write

    @property
    def scratch(self) -> Path:
        """A folder in here for what is unpacked while a command runs."""
        return self.root / "unpacking"

    def store(self, submission: Submission, assignment: str) -> Stored:
        """Keep what was handed in, once for each content; raises ``OSError``."""
        assert submission.notebook is not None
        content = digest_of(submission)
        place = self.root / "handed-in" / content
        if not (place / f"{assignment}.ipynb").is_file():
            self._copy(submission, assignment, place)
        return self.stored(content, assignment)

    def stored(self, content: str, assignment: str) -> Stored:
        """Return where the content with this digest is."""
        place = self.root / "handed-in" / content
        beside = place / "files"
        files = tuple(sorted(beside.iterdir())) if beside.is_dir() else ()
        return Stored(content, place / f"{assignment}.ipynb", files)

    def answer(self, key: str, limits: Mapping[str, float]) -> Answer | None:
        """Return what grading came to before, if it would come to the same again.

        What ran into a limit is tried again with a higher one; a damaged file counts for nothing.
        """
        try:
            found = _Result.model_validate_json(self._result(key).read_bytes())
        except (OSError, ValidationError):
            return None
        higher = {
            "too-long": limits["wall"] > found.limits.wall,
            "too-much-memory": limits["memory"] > found.limits.memory,
            "too-much-output": limits["output"] > found.limits.output,
        }
        if found.key != key or (not found.answer.ok and higher.get(found.answer.status)):
            return None
        return found.answer

    def keep(self, key: str, answer: Answer, limits: Mapping[str, float]) -> None:
        """Write down what grading came to."""
        own = _Limits.model_validate(dict(limits))
        result = _Result(edition=EDITION, key=key, limits=own, answer=answer)
        self.write(self._result(key), result.model_dump_json(exclude_defaults=False) + "\n")

    def _result(self, key: str) -> Path:
        return self.root / "results" / f"{key}.json"

    def _copy(self, submission: Submission, assignment: str, place: Path) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".handed-in-", dir=self.root))
        try:
            assert submission.notebook is not None
            shutil.copyfile(submission.notebook, made / f"{assignment}.ipynb")
            for file, name in zip(submission.files, submission.names, strict=True):
                target = made / "files" / name
                # Of two names that fit into no one tree, the first one counts.
                with contextlib.suppress(FileExistsError, NotADirectoryError, IsADirectoryError):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(file, target)
            made.chmod(0o755)
            place.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                _rename(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _rename(made: Path, place: Path) -> None:
    """Move a finished folder into place, unless somebody else just did."""
    try:
        made.rename(place)
    except OSError as error:
        if not place.is_dir():
            raise
        raise FileExistsError from error


def digest_of(submission: Submission) -> str:
    """Return the digest of what was handed in: contents, and names beside the notebook."""
    assert submission.notebook is not None
    total = hashlib.sha256()
    beside = sorted(zip(submission.names, submission.files, strict=True))
    for name, path in [("", submission.notebook), *beside]:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        total.update(f"{len(name.encode())}:{name}".encode() + content)
    return total.hexdigest()


def clear(folder: Path) -> None:
    """Remove what an earlier run unpacked and was killed over."""
    for left in (folder / "unpacking", *folder.glob(".handed-in-*")):
        shutil.rmtree(left, ignore_errors=True)
