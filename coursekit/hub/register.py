"""Who had which name first: so that a name stays one person's, whatever becomes of their address.

Providers know people by an id that never changes; addresses change, and colleges give them to
others after some years. The register remembers the name of each id, for each college.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from coursekit.hub.people import name_for
from coursekit.hub.private import write_private


class _Names(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    names: dict[str, str] = {}
    """Names by the provider's id of a person."""


class Register:
    """The names of a hub's people, one file for each college below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def name(self, college_id: str, subject: str, identity: str) -> str:
        """Return the name of ``subject``: the one they had before, or a new one for ``identity``.

        If somebody else had the name of that identity first, the new one has a digest in it.
        """
        path = self.folder / f"{college_id}.json"
        known = self._read(path)
        if subject in known:
            return known[subject]
        name = name_for(identity)
        if name in known.values():
            name = name_for(identity, owner=subject)
        write_private(path, _Names(names={**known, subject: name}).model_dump_json(indent=1))
        return name

    def _read(self, path: Path) -> dict[str, str]:
        try:
            return _Names.model_validate_json(path.read_bytes()).names
        except FileNotFoundError:
            return {}

    def __deepcopy__(self, memo: dict[int, object]) -> Register:
        """Stay one: traitlets copies every value of a configuration."""
        return self
