"""What a course asks for: its requirement files, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from coursekit.errors import Problem, Where

_OPTION = re.compile(r"^(-r|--requirement|-c|--constraint)[ =]+(?P<file>\S+)")
_INDEX = re.compile(
    r"^(?P<option>-i|--index-url|--extra-index-url|-f|--find-links)[ =]+(?P<url>\S+)"
)
INDEX_VARIABLES = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
)
"""What tells uv where packages are; a build gets those of this machine too."""
_VARIABLES = {
    "-i": "UV_INDEX_URL",
    "--index-url": "UV_INDEX_URL",
    "--extra-index-url": "UV_EXTRA_INDEX_URL",
    "-f": "UV_FIND_LINKS",
    "--find-links": "UV_FIND_LINKS",
}


@dataclass(frozen=True)
class RequirementFile:
    """A requirements file: its path relative to the environment's folder, and its text."""

    name: str
    text: str

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that ask for something, with their numbers, comments taken off."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            asked = re.sub(r"(^|\s)#.*$", "", line).strip()
            if asked:
                yield number, asked

    def included(self) -> Iterator[tuple[int, str]]:
        """Yield line and path of each file named with ``-r`` or ``-c``, from the same folder."""
        for number, line in self.lines():
            if match := _OPTION.match(line):
                yield number, (PurePosixPath(self.name).parent / match["file"]).as_posix()


def indexes(sources: tuple[RequirementFile, ...]) -> dict[str, str]:
    """Return the indexes that requirement files name, as uv's variables.

    A lock names none, so whoever installs one needs them again.
    https://docs.astral.sh/uv/reference/environment/
    """
    found: dict[str, str] = {}
    for source in sources:
        for _, line in source.lines():
            if match := _INDEX.match(line):
                name = _VARIABLES[match["option"]]
                found[name] = f"{found.get(name, '')} {match['url']}".strip()
    return found


def server_packages() -> str:
    """Return the pinned packages that every course server has, one requirement a line."""
    return (files("coursekit.environment") / "server-packages.txt").read_text("utf-8")


def server_pins() -> dict[str, Requirement]:
    """Return the same packages by their normalised names."""
    pins = [Requirement(line) for line in server_packages().split()]
    return {canonicalize_name(pin.name): pin for pin in pins}


def problems(
    sources: tuple[RequirementFile, ...], folder: Path, *, package: bool = False
) -> Iterator[Problem]:
    """Yield lines that no lock can hold, and pins that exclude the course server's own.

    ``package`` tells that the folder holds a package which is installed anyway.
    """
    for source in sources:
        for number, line in source.lines():
            where = Where(folder / source.name, number)
            found = _option_problem(line, where) or _address_problem(line, where, package=package)
            if found is not None:
                yield found
            elif "://" not in line and not line.startswith(("-", ".", "/")):
                yield from _pin_problems(line, where)


def _pin_problems(line: str, where: Where) -> Iterator[Problem]:
    try:
        asked = Requirement(line.split(" --")[0].rstrip(" \\"))
    except InvalidRequirement:
        yield Problem(f"this line does not name a package: {line}", where, hint=_instead(line))
        return
    pin = server_pins().get(canonicalize_name(asked.name))
    version = str(pin.specifier).removeprefix("==") if pin else ""
    if pin and not asked.specifier.contains(version, prereleases=True):
        yield Problem(
            f"the course asks for {asked}, and its notebook servers need {pin}",
            where,
            hint=f"remove this line, or allow {version}: coursekit brings {pin.name}",
        )


def _option_problem(line: str, where: Where) -> Problem | None:
    """Refuse a password in an address; it is not repeated in the message."""
    if not re.search(r"://[^/\s@]+@", line):
        return None
    what = "an index" if _INDEX.match(line) else "a package"
    return Problem(
        f"the address of {what} holds a password or token, which everybody would get",
        where,
        hint="take it out (and make a new one); uv reads an index of your own from UV_INDEX_URL",
    )


def _address_problem(line: str, where: Where, *, package: bool) -> Problem | None:
    """Refuse what has no hash: a lock holds files, not folders or git repositories."""
    asked = re.sub(r"^(-e|--editable)[ =]+", "", line)
    address = asked.rpartition(" @ ")[2].strip()
    if re.match(r"(git|hg|svn|bzr)\+", address):
        return Problem(
            f"a lock can't hold a repository's address: {asked}",
            where,
            hint="name a release of the package, or an archive of one commit:"
            " NAME @ https://HOST/.../COMMIT.zip",
        )
    folder = re.match(r"(\.{0,2}/|\.{1,2}$|\.{1,2}\[|file:)", address)
    if asked == line and not (folder and not address.endswith((".whl", ".zip", ".tar.gz"))):
        return None
    own = address.rstrip("/").partition("[")[0] == "."
    hint = "name the packages that it needs here, and put it on the path in postBuild"
    if own and package:
        hint = "remove this line: the course's own package is installed anyway"
    return Problem(f"a lock can't hold a folder: {line}", where, hint=hint)


def _instead(line: str) -> str:
    """Say how a line that names no package could be meant."""
    if match := re.fullmatch(r"([A-Za-z0-9._-]+)\s*=\s*([0-9][\w.*]*)(=\w+)?", line):
        return f"write {match[1]}=={match[2]}"
    if match := re.fullmatch(r"[!%]?\s*(?:pip3?|conda|mamba|uv pip) install ([\w.-]+)", line):
        return f"write {match[1]}"
    return "write one package a line, such as numpy>=2,<3"
