"""Plans the files that a hub reads: its site, and its JupyterHub configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coursekit.hub.site import Site
from coursekit.plan import Action
from coursekit.state import digest

SITE_NAME = "site.json"
CONFIG_NAME = "jupyterhub_config.py"


@dataclass(frozen=True)
class HubFacts:
    """What the hub is to serve, and what its files say now."""

    fleet: str
    site: Site | None
    """``None`` as long as something it names is not built."""
    folder: Path
    written: tuple[str, str]
    """Text of the site file and of the configuration; empty where there is none."""


@dataclass(frozen=True)
class WriteHub:
    """Write the files of a hub."""

    files: tuple[tuple[Path, str], ...]


def plan(facts: HubFacts) -> Action:
    """Return what to do about the hub's files."""
    subject = f"{facts.fleet}: hub"
    if facts.site is None:
        return Action("hub", subject, "what it serves changes", "", facts.fleet)
    texts = (facts.site.model_dump_json(indent=1) + "\n", _config(facts.folder))
    key = digest(*texts)
    if texts == facts.written:
        return Action("hub", subject, "serves this already", key)
    reason = "not set up yet" if not facts.written[0] else "colleges, assignments or books changed"
    files = (facts.folder / SITE_NAME, texts[0]), (facts.folder / CONFIG_NAME, texts[1])
    return Action("hub", subject, reason, key, WriteHub(files))


def _config(folder: Path) -> str:
    return (
        '"""Written by coursekit: change fleet.yml instead."""\n\n'
        "from pathlib import Path\n\n"
        "from coursekit.pipeline.hub import configure\n\n"
        f"configure(get_config(), Path({str(folder)!r}))  # noqa: F821\n"
    )
