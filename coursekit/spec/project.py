"""From a path on the command line to a whole project: a fleet and the courses it serves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.errors import CoursekitError, Problem, Where
from coursekit.spec import checks
from coursekit.spec.course import Course
from coursekit.spec.fleet import Fleet, trial_fleet
from coursekit.spec.problems import validate
from coursekit.spec.yaml import Document, parse, read


@dataclass(frozen=True)
class CourseFolder:
    """A course and the folder it was read from."""

    root: Path
    course: Course
    document: Document

    @property
    def id(self) -> str:
        """The course's id."""
        return self.course.course


@dataclass(frozen=True)
class Project:
    """What one ``fleet.yml`` or ``course.yml`` names; ``root`` is the folder it is in."""

    root: Path
    fleet: Fleet
    fleet_document: Document | None
    courses: tuple[CourseFolder, ...]

    def course(self, wanted: str) -> CourseFolder:
        """Return the course with the id ``wanted``."""
        return next(folder for folder in self.courses if folder.id == wanted)


def load(path: Path) -> Project:
    """Read the project at ``path``: a folder with ``fleet.yml`` or ``course.yml``, or such a file.

    Raises ``CoursekitError`` with every problem of every file that could be read.
    """
    file = _spec_file(path)
    problems: list[Problem] = []
    if file.name == "fleet.yml":
        fleet, document, folders = _fleet(file, problems)
    else:
        folder = _course(file, problems)
        folders, document = ([folder] if folder else []), None
        fleet = trial_fleet(folder.id, folder.course.title, folder.root) if folder else None
    if problems or fleet is None:
        raise CoursekitError.of(problems)
    return Project(file.parent, fleet, document, tuple(folders))


_MISNAMED = ("course.yaml", "fleet.yaml")


def load_course(path: Path) -> CourseFolder:
    """Read the ``course.yml`` in a folder, or such a file, though files that it names be missing.

    Raises ``CoursekitError`` with every problem of its values.
    """
    file = path / "course.yml" if path.is_dir() else path
    if not file.is_file():
        file = _spec_file(path)
    if file.name != "course.yml":
        raise CoursekitError(
            "this is a fleet, not a course", Where(path), hint="name the folder of a course"
        )
    document = read(file)
    course, found = validate(Course, document)
    if course is None:
        raise CoursekitError.of(_in_order(found))
    return CourseFolder(file.parent, course, document)


def problems_of_course(file: Path, text: str) -> list[Problem]:
    """Return what would be wrong with the values of a ``course.yml`` of this ``text``."""
    try:
        _, found = validate(Course, parse(file, text))
    except CoursekitError as error:
        return list(error.problems)
    return _in_order(found)


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Return the problems of one file in the order of its lines."""
    return sorted(problems, key=lambda problem: problem.where.line if problem.where else 0)


def _spec_file(path: Path) -> Path:
    if path.is_dir():
        for name in ("fleet.yml", "course.yml"):
            if (path / name).is_file():
                return path / name
        other = next((name for name in _MISNAMED if (path / name).is_file()), None)
        raise CoursekitError(
            "no course.yml and no fleet.yml in this folder",
            Where(path),
            hint=f"rename {other} to {Path(other).stem}.yml"
            if other
            else f"coursekit init {path} writes a course to start from",
        )
    if path.name in ("fleet.yml", "course.yml") and path.is_file():
        return path
    if path.is_file():
        raise CoursekitError(
            "expected a folder, a course.yml or a fleet.yml",
            Where(path),
            hint="name the folder of the course",
        )
    raise CoursekitError("no such folder", Where(path), hint="name the folder of the course")


def _fleet(
    file: Path, problems: list[Problem]
) -> tuple[Fleet | None, Document | None, list[CourseFolder]]:
    document = read(file)
    fleet, found = validate(Fleet, document)
    problems.extend(_in_order([*found, *checks.fleet_problems(document)]))
    for name, source in fleet.courses.items() if fleet else ():
        if source.path is None:
            problems.append(
                Problem(
                    f"course {name}: a course from a git repository is not fetched yet",
                    document.where(("courses", name)),
                    hint=f"clone {source.repo} and name the folder: {name}: {{path: ...}}",
                )
            )
    folders = []
    for name, path in checks.course_paths(document).items():
        if (file.parent / path / "course.yml").is_file():
            folder = _course(file.parent / path / "course.yml", problems)
            if folder is not None and folder.id != name:
                problems.append(
                    Problem(
                        f"this course is called '{name}' here and '{folder.id}' in its course.yml",
                        document.where(("courses", name)),
                        hint=f"write {folder.id}: {{path: {path}}}",
                    )
                )
            elif folder is not None:
                folders.append(folder)
    return fleet, document, folders


def _course(file: Path, problems: list[Problem]) -> CourseFolder | None:
    try:
        document = read(file)
    except CoursekitError as error:
        problems.extend(error.problems)
        return None
    course, found = validate(Course, document)
    problems.extend(_in_order([*found, *checks.course_problems(document)]))
    return CourseFolder(file.parent, course, document) if course else None
