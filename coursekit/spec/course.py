"""The model of ``course.yml``."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from coursekit.spec.publish import Publish
from coursekit.spec.release import Release
from coursekit.spec.upstream import Upstream
from coursekit.spec.values import Due, Id, InsidePath, PythonVersion


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Environment(_Frozen):
    """Where the packages of a course are named."""

    path: InsidePath = Field(
        default=".",
        description="Folder with repo2docker's files: requirements.txt, apt.txt, postBuild ...",
    )
    python: PythonVersion | None = Field(
        default=None,
        description="Python version, in quotes. Left out: the Python that runs coursekit.",
    )


class Assignment(_Frozen):
    """One notebook in otter-assign format, or one that was released elsewhere."""

    notebook: InsidePath = Field(
        description="The notebook: .ipynb, or jupytext .py or .md, relative to course.yml."
    )
    title: str | None = Field(default=None, min_length=1, description="What students see.")
    week: int | None = Field(default=None, ge=0, le=60, description="Week of the term.")
    due: Due | None = Field(
        default=None, description="Local date and time, such as 2027-01-29T23:59."
    )
    autograder: InsidePath | None = Field(
        default=None,
        description="Otter autograder zip of a notebook that was already released elsewhere.",
    )
    was: tuple[str, ...] = Field(
        default=(),
        description="Names the notebook had before: their short addresses go on working.",
    )

    @property
    def name(self) -> str:
        """Stem of the notebook, unique in the course: ``lab01``."""
        return PurePosixPath(self.notebook).stem

    @property
    def folder(self) -> str:
        """Folder of the notebook, relative to the course: ``labs/lab01``, or ``.``."""
        return PurePosixPath(self.notebook).parent.as_posix()

    @property
    def released(self) -> str:
        """Path of the student notebook in the release: ``labs/lab01/lab01.ipynb``."""
        return PurePosixPath(self.notebook).with_suffix(".ipynb").as_posix()

    @property
    def shown_title(self) -> str:
        """The title, or the name if there is none."""
        return self.title or self.name


class Course(_Frozen):
    """A course: what it is called, what it needs, and what students work on."""

    course: Id = Field(description="Short name of the course, used in addresses: data8.")
    title: str = Field(min_length=1, description="Full name of the course.")
    environment: Environment = Environment()
    assignments: tuple[Assignment, ...] = Field(
        description="The notebooks, in the order of the term; [] for a book alone."
    )
    files: tuple[InsidePath, ...] = Field(
        default=(), description="Files and folders that are released as they are."
    )
    release: Release = Release()
    upstream: Upstream | None = Field(
        default=None, description="Where the course was adapted from; for coursekit upstream."
    )
    book: InsidePath | None = Field(
        default=None, description="Folder of the course's Jupyter Book sources."
    )
    launch: tuple[Literal["binder", "colab"], ...] = Field(
        default=(),
        description="Where else the book's notebooks may be opened; both need a public release.",
    )
    publish: Publish = Publish()
