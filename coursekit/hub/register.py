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
        self._kinds: dict[str, str] | None = None

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

    def moved(self, college_id: str, kind: str) -> bool:
        """Tell whether a college signs in otherwise than it last did; remember how it does now.

        Who came in the old way, a trial's above all, has proved nothing to the new one.
        """
        path = self.folder / "_logins.json"  # no college's id has a _
        if self._kinds is None:
            self._kinds = self._read(path)
        before = self._kinds.get(college_id)
        if before != kind:
            self._kinds = {**self._kinds, college_id: kind}
            write_private(path, _Names(names=self._kinds).model_dump_json(indent=1))
        return before not in (None, kind)

    def _read(self, path: Path) -> dict[str, str]:
        try:
            return _Names.model_validate_json(path.read_bytes()).names
        except FileNotFoundError:
            return {}

    def __deepcopy__(self, memo: dict[int, object]) -> Register:
        """Stay one: traitlets copies every value of a configuration."""
        return self
