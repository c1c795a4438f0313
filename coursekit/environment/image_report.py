"""Says what an image's packages cost, why each is there, and which could go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from coursekit.environment.requirements import RequirementFile, server_pins

SHOWN = 15


def asked_for(sources: Sequence[RequirementFile]) -> tuple[str, ...]:
    """Return the normalised names of the packages that a course's requirement files name."""
    found = set()
    for source in sources:
        for _, line in source.lines():
            try:
                found.add(canonicalize_name(Requirement(line.split(" --")[0].rstrip(" \\")).name))
            except InvalidRequirement:
                continue
    return tuple(sorted(found))


def explained_packages(
    packages: Sequence[Mapping[str, Any]], asked: Collection[str], modules: Collection[str]
) -> list[dict[str, Any]]:
    """Return name, version, bytes, why and whether it could go, of the biggest packages.

    ``packages`` are rows of ``{"name", "version", "bytes", "requires", "modules"}``; ``asked`` are
    the names that the course asks for, ``modules`` what its assignments import. A package could go
    if the course asks for it, and neither an assignment nor another package uses it.
    """
    rows: dict[str, Mapping[str, Any]] = {canonicalize_name(row["name"]): row for row in packages}
    needs: dict[str, set[str]] = {
        name: {canonicalize_name(n) for n in row["requires"]} for name, row in rows.items()
    }
    needed_by: dict[str, list[str]] = {name: [] for name in rows}
    for name, others in needs.items():
        for other in others & rows.keys():
            needed_by[other].append(name)
    roots = _roots(rows, needs, asked)
    used = {module.partition(".")[0] for module in modules}
    shown = []
    for name, row in sorted(rows.items(), key=lambda item: -item[1]["bytes"])[:SHOWN]:
        spare = name in asked and name not in server_pins() and not needed_by[name]
        idle = spare and not used & set(row["modules"])
        shown.append(
            {
                "name": row["name"],
                "version": row["version"],
                "bytes": row["bytes"],
                "why": "no assignment imports it: it could go" if idle else roots.get(name, ""),
                "could_go": idle,
            }
        )
    return shown


def _roots(
    rows: Mapping[str, Any], needs: Mapping[str, set[str]], asked: Collection[str]
) -> dict[str, str]:
    """Say of each package who brings it: the course, the notebook servers, or one of theirs."""
    said = {name: "the course asks for it" for name in asked if name in rows}
    for name in server_pins():
        if name in rows:
            said.setdefault(name, "the notebook servers need it")
    waiting = [*said]
    while waiting:
        name = waiting.pop(0)
        for other in sorted(needs[name] & rows.keys() - said.keys()):
            said[other] = f"{rows[name]['name']} needs it"
            waiting.append(other)
    return said
