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


def server_packages() -> str:
    """Return the pinned packages that every course server has, one requirement a line."""
    return (files("coursekit.environment") / "server-packages.txt").read_text("utf-8")


def server_pins() -> dict[str, Requirement]:
    """Return the same packages by their normalised names."""
    pins = [Requirement(line) for line in server_packages().split()]
    return {canonicalize_name(pin.name): pin for pin in pins}


def problems(sources: tuple[RequirementFile, ...], folder: Path) -> Iterator[Problem]:
    """Yield lines that are no requirements, and pins that exclude the course server's own."""
    pins = server_pins()
    for source in sources:
        for number, line in source.lines():
            if "://" in line or line.startswith(("-", ".", "/")):
                continue
            where = Where(folder / source.name, number)
            try:
                asked = Requirement(line.split(" --")[0].rstrip(" \\"))
            except InvalidRequirement:
                yield Problem(
                    f"this line does not name a package: {line}", where, hint=_instead(line)
                )
                continue
            pin = pins.get(canonicalize_name(asked.name))
            if pin is None:
                continue
            version = str(pin.specifier).removeprefix("==")
            if not asked.specifier.contains(version, prereleases=True):
                yield Problem(
                    f"the course asks for {asked}, and its notebook servers need {pin}",
                    where,
                    hint=f"remove this line, or allow {version}: coursekit brings {pin.name}",
                )


def _instead(line: str) -> str:
    """Say how a line that names no package could be meant."""
    if match := re.fullmatch(r"([A-Za-z0-9._-]+)\s*=\s*([0-9][\w.*]*)(=\w+)?", line):
        return f"write {match[1]}=={match[2]}"
    if match := re.fullmatch(r"[!%]?\s*(?:pip3?|conda|mamba|uv pip) install ([\w.-]+)", line):
        return f"write {match[1]}"
    return "write one package a line, such as numpy>=2,<3"
