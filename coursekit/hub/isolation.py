"""The layers that keep students apart, and what it takes to open a hub without one of them."""

from __future__ import annotations

from collections.abc import Mapping

from coursekit.errors import CoursekitError, ExitCode, Problem, Where

LAYERS: Mapping[str, str] = {
    "accounts": "each student's programs run under an account of their own",
    "private-files": "each student sees no folder of others, and has /tmp for themselves",
    "hidden-processes": "each student sees their own programs only",
    "memory": "a student's programs together get no more memory than limits.memory",
    "cpu": "a student's programs together get no more processor time than limits.cpu",
    "processes": "a student can't start programs without end",
    "no-new-privileges": "no program gives a student more rights than they have",
    "capabilities": "a student's programs can never get any of root's powers",
    "home-quota": "the disk itself refuses what goes beyond limits.home and its reserve",
}
"""What each layer means for people, by the name it is accepted by in ``fleet.yml``."""

WITHOUT: Mapping[str, str] = {
    "hidden-processes": "students can see the names of others' programs",
    "memory": "one student can use up the memory of all",
    "cpu": "one student can slow everybody down",
    "processes": "only the account's own limit keeps a student from starting too many programs",
    "no-new-privileges": "students can use the machine's set-user-id programs",
    "capabilities": "students are kept from root's powers by their account only",
    "home-quota": "homes are measured and students warned, but a student can fill the disk",
}
"""What it means for people to do without one that can be done without."""


def in_force(found: Mapping[str, str], accepted: tuple[str, ...], where: Where) -> tuple[str, ...]:
    """Return the layers that are here. ``found`` says of each why it is missing, or nothing.

    Raises ``CoursekitError`` naming all that are missing and not accepted at ``where``.
    """
    missing = {name: why for name, why in found.items() if why}
    refused = {name: why for name, why in missing.items() if name not in accepted}
    if refused:
        accept = [*accepted, *(name for name in refused if name in WITHOUT)]
        raise CoursekitError.of(
            [
                Problem(f"no {name} here: {why}", where, _hint(name, accept))
                for name, why in refused.items()
            ],
            code=ExitCode.ENGINE_MISSING,
        )
    return tuple(name for name in LAYERS if name in found and name not in missing)


def of_containers(found: Mapping[str, str]) -> tuple[str, ...]:
    """Return the layers by which Docker keeps students apart; ``found`` is as above.

    Their accounts and the disk's quotas are this machine's; all else is the container's.
    """
    accounts = found.get("accounts") == ""
    here = {"accounts": accounts, "home-quota": accounts and found.get("home-quota") == ""}
    return tuple(name for name in LAYERS if here.get(name, True))


def _hint(name: str, accept: list[str]) -> str:
    if name == "accounts":
        return "run it as root; for a trial on this machine alone, write isolation: trial"
    if name == "private-files":
        return "this can't be done without: let the container mount, or use the machine itself"
    return f"without it {WITHOUT[name]}. If that will do: hub: {{accept: [{', '.join(accept)}]}}"
